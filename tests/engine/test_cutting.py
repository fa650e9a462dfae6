"""Edits of several items: rolls and slides keep the length, overwriting moves nothing, nothing is lost or overlaps."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import cutting
from engine.errors import InputError
from engine.timeline import Item, Timeline
from engine.tracks import Cue, Marker, Placed, Sound
from tests.engine.cuts import check, cuts, played, times

RATE = Fraction(24)
FRAME = 1 / RATE


def cut(*frames: int, in_point: int = 0) -> Timeline:
    """Items a, b, c… of these lengths in frames; negative ones are gaps."""
    return Timeline(
        RATE,
        tuple(
            Item(
                name,
                None if f < 0 else f"shot-{name}",
                Fraction(0) if f < 0 else in_point * FRAME,
                abs(f) * FRAME,
            )
            for name, f in zip("abcdefgh", frames, strict=False)
        ),
    )


def lengths(timeline: Timeline) -> list[int]:
    return [int(item.length * RATE) * (1 if item.shot else -1) for item in timeline.items]


def ins(timeline: Timeline) -> list[int]:
    return [int(item.in_point * RATE) for item in timeline.items]


def long(frames: int) -> cutting.Lengths:
    return lambda _shot: frames * FRAME


def test_a_roll_moves_the_cut_and_nothing_else() -> None:
    after = cutting.roll(cut(10, 10, 10, in_point=5), "b", 3 * FRAME)
    assert (lengths(after), ins(after)) == ([13, 7, 10], [5, 8, 5])
    after = cutting.roll(cut(10, 10, 10, in_point=5), "b", -3 * FRAME)
    assert (lengths(after), ins(after)) == ([7, 13, 10], [5, 2, 5])


def test_a_roll_stops_at_handles_and_at_one_frame() -> None:
    assert lengths(cutting.roll(cut(10, 10), "b", Fraction(9))) == [19, 1]
    assert lengths(cutting.roll(cut(10, 10), "b", Fraction(9), long(12))) == [12, 8]
    assert lengths(cutting.roll(cut(10, 10), "b", Fraction(9), long(4))) == [10, 10], "no handle, no roll"
    assert lengths(cutting.roll(cut(10, 10, in_point=2), "b", Fraction(-9))) == [8, 12]
    with pytest.raises(InputError, match="no cut before"):
        cutting.roll(cut(10, 10), "a", FRAME)


def test_a_roll_over_a_gap_takes_it_away() -> None:
    assert lengths(cutting.roll(cut(10, -5, 10, in_point=9), "c", Fraction(-9))) == [10, 15]
    assert lengths(cutting.roll(cut(10, -5, 10), "b", Fraction(9))) == [15, 10]


def test_a_slide_keeps_the_item_and_moves_its_neighbours() -> None:
    after = cutting.slide(cut(10, 10, 10, in_point=5), "b", 4 * FRAME)
    assert (lengths(after), ins(after)) == ([14, 10, 6], [5, 5, 9])
    assert lengths(cutting.slide(cut(10, 10, 10), "b", Fraction(-9))) == [10, 10, 10], (
        "nothing before the in point"
    )
    assert cutting.slide(cut(10, 10), "a", FRAME) == cut(10, 10)


def test_an_edge_without_ripple_opens_and_closes_gaps() -> None:
    opened = cutting.move_start(cut(10, 10), "b", 4 * FRAME)
    assert (lengths(opened), ins(opened)) == ([10, -4, 6], [0, 0, 4])
    assert lengths(cutting.move_start(opened, "b", Fraction(-9))) == [10, 10]
    assert lengths(cutting.move_start(cut(10, 10, in_point=5), "b", -FRAME)) == [10, 10], (
        "not over another shot"
    )
    opened = cutting.move_end(cut(10, 10), "a", -4 * FRAME)
    assert lengths(opened) == [6, -4, 10]
    assert lengths(cutting.move_end(opened, "a", Fraction(9))) == [10, 10]
    assert lengths(cutting.move_end(cut(10, 10), "b", 5 * FRAME)) == [10, 15], "behind the last there is room"
    assert lengths(cutting.move_end(cut(10, 10), "b", 5 * FRAME, long(12))) == [10, 12]


@pytest.mark.parametrize(
    ("edge", "ripple", "wanted"),
    [
        ("start", True, [10, 6, 10]),
        ("end", True, [10, 4, 10]),
        ("start", False, [10, -4, 6, 10]),
        ("end", False, [10, 4, -6, 10]),
    ],
)
def test_edges_go_to_the_playhead(edge: str, ripple: bool, wanted: list[int]) -> None:
    assert lengths(cutting.trim_to(cut(10, 10, 10), 14 * FRAME, edge, ripple=ripple)) == wanted
    assert cutting.trim_to(cut(10, 10), 10 * FRAME, edge, ripple=ripple) == cut(10, 10), "on the cut nothing"
    assert cutting.trim_to(cut(10), 99 * FRAME, edge, ripple=ripple) == cut(10)


def test_overwriting_moves_nothing() -> None:
    fresh = Item("x", "shot-x", Fraction(0), 8 * FRAME)
    after = cutting.overwrite_at(cut(10, 10, 10), 6 * FRAME, fresh)
    assert (lengths(after), ins(after)) == ([6, 8, 6, 10], [0, 0, 4, 0])
    assert lengths(cutting.overwrite_at(cut(10), 6 * FRAME, fresh)) == [6, 8]
    assert lengths(cutting.overwrite_at(cut(10), 12 * FRAME, fresh)) == [10, -2, 8]
    with pytest.raises(InputError, match="already"):
        cutting.overwrite_at(cut(10), FRAME, Item("a", "s", Fraction(0), FRAME))


def test_a_range_is_lifted_or_taken_out() -> None:
    assert lengths(cutting.lift_range(cut(10, 10), 6 * FRAME, 14 * FRAME)) == [6, -8, 6]
    assert lengths(cutting.extract(cut(10, 10), 6 * FRAME, 14 * FRAME)) == [6, 6]
    assert cutting.extract(cut(10), 8 * FRAME, 8 * FRAME) == cut(10)
    assert lengths(cutting.lift_range(cut(10), 6 * FRAME, Fraction(99))) == [6]


def test_a_dissolve_takes_no_more_than_there_is() -> None:
    def stored(timeline: Timeline, item: str) -> int:
        return int(timeline.item(item).dissolve * RATE)

    after = cutting.set_dissolve(cut(10, 10, 10), "b", 6 * FRAME)
    assert (stored(after, "b"), lengths(after)) == (6, [10, 10, 10])
    assert stored(cutting.set_dissolve(cut(10, 4), "b", Fraction(9)), "b") == 8
    assert stored(cutting.set_dissolve(after, "c", Fraction(9)), "c") == 15, "what the one before leaves"
    assert stored(cutting.set_dissolve(after, "b", Fraction(-1)), "b") == 0
    assert stored(cutting.set_dissolve(cut(10), "a", Fraction(9)), "a") == 10, "out of black"


def test_a_split_dissolves_once() -> None:
    after = cutting.set_dissolve(cut(10, 10), "b", 4 * FRAME).split_at(15 * FRAME)
    assert [int(item.dissolve * RATE) for item in after.items] == [0, 4, 0]


def test_neighbours_make_blocks() -> None:
    timeline = cut(1, 2, 3, 4, 5)
    assert cutting.blocks(timeline, ["e", "b", "a", "d"]) == (("a", "b"), ("d", "e"))
    assert "".join(i.id for i in cutting.move_items(timeline, ["d", "a"], 1).items) == "badce"
    with pytest.raises(InputError, match="nope"):
        cutting.blocks(timeline, ["nope"])


def test_stretches_are_pasted_as_their_own() -> None:
    timeline = cut(1, 2)
    pasted = cutting.insert_items(timeline, 1, cutting.copies(timeline.items))
    assert lengths(pasted) == [1, 1, 2, 2]
    check(pasted)


def test_an_item_shows_another_shot_in_its_place() -> None:
    after = cutting.show(cut(10, 10, in_point=3), "b", "other", Fraction(0))
    assert (after.item("b").shot, ins(after), lengths(after)) == ("other", [3, 0], [10, 10])


def beside(timeline: Timeline, at: int) -> Timeline:
    """One of each kind, before and behind a frame."""

    def time(frames: int) -> Fraction:
        return (at + frames) * FRAME

    return replace(
        timeline,
        overlay=(
            Placed("o0", "s", time(-6), Fraction(0), 4 * FRAME),
            Placed("o1", "s", time(2), Fraction(0), FRAME),
        ),
        cues=(Cue("c0", time(-1), FRAME, "x"), Cue("c1", time(0), FRAME, "x")),
        sounds=(
            Sound("a0", "m", time(-9), Fraction(0), FRAME),
            Sound("a1", "m", time(1), Fraction(0), FRAME),
        ),
        markers=(Marker("k0", time(-1)), Marker("k1", time(3)), Marker("k2", Fraction(0), item="b")),
    )


def starts(timeline: Timeline) -> list[int]:
    entries = (*timeline.overlay, *timeline.cues, *timeline.sounds)
    times_ = [entry.start for entry in entries] + [marker.time for marker in timeline.markers]
    return [int(time * RATE) for time in times_]


def test_what_lies_beside_stays_unless_everything_ripples() -> None:
    fresh = Item("x", "s", Fraction(0), 5 * FRAME)
    timeline = beside(cut(10, 10), 10)
    assert starts(timeline.insert_at(10 * FRAME, fresh)) == starts(timeline)
    assert starts(timeline.insert_at(10 * FRAME, fresh, ripple_all=True)) == [4, 17, 9, 15, 1, 16, 9, 18, 0]
    assert starts(timeline.trim_end("a", 2 * FRAME, ripple_all=True)) == [4, 14, 9, 12, 1, 13, 9, 15, 0]
    assert starts(timeline.trim_start("a", 10 * FRAME, ripple_all=True))[0] == 4, (
        "only a frame less than all is cut"
    )


def test_overlays_never_meet_when_everything_ripples() -> None:
    timeline = beside(cut(10, 10), 10)
    after = cutting.extract(timeline, Fraction(0), 10 * FRAME, ripple_all=True)
    assert starts(after)[:4] == [4, 8, 0, 9], "the second overlay stops behind the first"
    check(after)


Edit = Callable[[Timeline], Timeline]
KEEP_TOTAL = ("roll", "slide", "move_start", "lift")


@st.composite
def edits(draw: st.DrawFn, timeline: Timeline) -> tuple[str, Edit]:
    time, other, everything = draw(times), draw(times), draw(st.booleans())
    fresh = Item("new", "s9", abs(draw(times)), abs(draw(times)))
    source = draw(st.none() | st.fractions(Fraction(1, 100), Fraction(20), max_denominator=100))
    found: list[tuple[str, Edit]] = [
        ("overwrite", lambda t: cutting.overwrite_at(t, time, fresh)),
        ("lift", lambda t: cutting.lift_range(t, time, other)),
        ("extract", lambda t: cutting.extract(t, time, other, ripple_all=everything)),
        ("trim_to", lambda t: cutting.trim_to(t, time, "start", ripple_all=everything)),
        ("trim_to", lambda t: cutting.trim_to(t, time, "end", ripple=False)),
        ("insert", lambda t: t.insert_at(time, fresh, ripple_all=everything)),
    ]
    if timeline.items:
        chosen = draw(st.sampled_from(timeline.items)).id
        found += [
            ("slide", lambda t: cutting.slide(t, chosen, time, lambda _: source)),
            ("move_start", lambda t: cutting.move_start(t, chosen, time)),
            ("move_end", lambda t: cutting.move_end(t, chosen, time, lambda _: source)),
            ("dissolve", lambda t: cutting.set_dissolve(t, chosen, time)),
            ("move", lambda t: cutting.move_items(t, [chosen], 2)),
            ("ripple", lambda t: t.ripple_delete(chosen, ripple_all=everything)),
            ("trim", lambda t: t.trim_start(chosen, time, ripple_all=everything)),
            ("trim", lambda t: t.trim_end(chosen, time, source, ripple_all=everything)),
        ]
        if chosen != timeline.items[0].id:
            found.append(("roll", lambda t: cutting.roll(t, chosen, time, lambda _: source)))
    return draw(st.sampled_from(found))


@settings(max_examples=80)
@given(st.data())
def test_edits_keep_what_they_must(data: st.DataObject) -> None:
    timeline = data.draw(cuts())
    for number in range(data.draw(st.integers(1, 4))):
        name, edit = data.draw(edits(timeline))
        after = edit(timeline)
        check(after)
        if name in KEEP_TOTAL and after.items and after.items[-1].id == timeline.items[-1].id:
            assert after.total == timeline.total
        if name in {"roll", "slide", "dissolve", "move", "insert", "trim"}:
            assert played(timeline).keys() <= played(after).keys(), f"{name} lost a shot"
        if name == "dissolve":
            assert [i.length for i in after.items] == [i.length for i in timeline.items]
        if name == "overwrite":
            assert after.total >= timeline.total
            unchanged = [p for p in timeline.items if p.shot is not None and p in after.items]
            assert all(after.start(i.id) == timeline.start(i.id) for i in unchanged)
        assert {p.id for p in after.overlay} == {p.id for p in timeline.overlay}
        timeline = replace(
            after, items=tuple(replace(i, id=f"i{number}-{n}") for n, i in enumerate(after.items)), markers=()
        )


@settings(max_examples=40)
@given(cuts(), times)
def test_dissolves_have_room_and_never_meet(timeline: Timeline, length: Fraction) -> None:
    for item in timeline.items:
        timeline = cutting.set_dissolve(timeline, item.id, length)
    fitted = timeline.dissolves()
    for number, (item, (before, behind)) in enumerate(zip(timeline.items, fitted, strict=True)):
        next_before = fitted[number + 1][0] if number + 1 < len(fitted) else 0
        assert behind + next_before <= item.length * timeline.rate
        assert before + behind == item.dissolve * timeline.rate, "what is stored is what is shown"
        assert not number or before in (behind, behind - 1), "centred on the cut"
