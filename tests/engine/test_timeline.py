"""The cut: edits keep lengths and never overlap, and every frame resolves to the right source frame."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import InputError
from engine.timeline import Hit, Item, Timeline

RATES = [Fraction(24), Fraction(25), Fraction(12), Fraction(30000, 1001)]


def item(name: str, frames: int, start: int = 0, rate: Fraction = Fraction(24), gap: bool = False) -> Item:
    return Item(name, None if gap else f"shot-{name}", start / rate, frames / rate)


def cut(*frames: int) -> Timeline:
    """Items a, b, c… of these lengths in frames; negative ones are gaps."""
    items = (item("abcdefgh"[n], abs(f), gap=f < 0) for n, f in enumerate(frames))
    return Timeline(Fraction(24), tuple(items))


def names(timeline: Timeline) -> str:
    return "".join(i.id if i.shot else "-" for i in timeline.items)


def lengths(timeline: Timeline) -> list[int]:
    return [int(i.length * timeline.rate) for i in timeline.items]


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    rate = draw(st.sampled_from(RATES))
    timeline = Timeline(rate)
    for number in range(draw(st.integers(0, 8))):
        gap = draw(st.booleans())
        new = item(f"i{number}", draw(st.integers(1, 200)), draw(st.integers(0, 50)), rate, gap)
        timeline = timeline.append(new)
    return timeline


seconds = st.fractions(Fraction(-20), Fraction(20), max_denominator=500)


@st.composite
def edits(draw: st.DrawFn, timeline: Timeline) -> tuple[str, Callable[[], Timeline], str | None]:
    """An operation by name, and the item that it is about."""
    unused = next(n for n in range(99) if f"i{n}" not in {i.id for i in timeline.items})
    fresh = Item(f"i{unused}", f"shot-i{unused}", abs(draw(seconds)), abs(draw(seconds)))
    time = draw(seconds)
    position = draw(st.integers(-2, 12))
    simple: list[tuple[str, Callable[[], Timeline], str | None]] = [
        ("append", lambda: timeline.append(fresh), fresh.id),
        ("insert", lambda: timeline.insert(position, fresh), fresh.id),
        ("insert_at", lambda: timeline.insert_at(time, fresh), fresh.id),
        ("split", lambda: timeline.split_at(time), None),
    ]
    if timeline.items:
        chosen = draw(st.sampled_from(timeline.items)).id
        simple += [
            ("move", lambda: timeline.move(chosen, position), chosen),
            ("trim_start", lambda: timeline.trim_start(chosen, time), chosen),
            ("trim_end", lambda: timeline.trim_end(chosen, time, source=Fraction(5)), chosen),
            ("slip", lambda: timeline.slip(chosen, time), chosen),
            ("ripple", lambda: timeline.ripple_delete(chosen), chosen),
            ("lift", lambda: timeline.lift(chosen), chosen),
        ]
    return draw(st.sampled_from(simple))


@settings(max_examples=60)
@given(st.data())
def test_edits_keep_lengths_and_never_overlap(data: st.DataObject) -> None:
    timeline = data.draw(timelines())
    for _ in range(data.draw(st.integers(1, 6))):
        name, edit, about = data.draw(edits(timeline))
        after = edit()
        check_grid(after)
        check_lengths(name, about, timeline, after)
        timeline = after


def check_grid(timeline: Timeline) -> None:
    """Items follow each other without overlap, on the grid, each at least a frame long, ids unique."""
    end = Fraction(0)
    for start, here in timeline.spans():
        assert start == end
        assert here.length >= timeline.frame
        assert here.in_point >= 0
        assert (here.length * timeline.rate).denominator == (here.in_point * timeline.rate).denominator == 1
        end = start + here.length
    assert end == timeline.total
    assert len({i.id for i in timeline.items}) == len(timeline.items)
    assert not timeline.items or timeline.items[-1].shot is not None or names(timeline) == "-"


def check_lengths(name: str, about: str | None, before: Timeline, after: Timeline) -> None:
    """What the edit was not about plays as long as before; lifting and splitting move nothing at all."""
    if name in {"split", "insert_at"}:
        for shot in {i.shot for i in before.items if i.shot}:
            assert played(before, shot) == played(after, shot)
    else:
        for old in before.items:
            if old.shot and old.id != about:
                assert after.item(old.id) == old
    if name == "lift":
        assert {s: i for s, i in after.spans() if i.shot} == {
            s: i for s, i in before.spans() if i.shot and i.id != about
        }
    if name == "move" and before.item(str(about)).shot:
        assert after.item(str(about)) == before.item(str(about))
    if name == "slip":
        assert after.total == before.total
        assert after.item(str(about)).length == before.item(str(about)).length


def played(timeline: Timeline, shot: str) -> Fraction:
    return sum((i.length for i in timeline.items if i.shot == shot), Fraction(0))


def test_insert_moves_what_follows() -> None:
    assert names(cut(10, 20).insert(1, item("x", 5))) == "axb"


def test_insert_inside_an_item_splits_it() -> None:
    after = cut(10, 20).insert_at(Fraction(4, 24), item("x", 5))
    assert lengths(after) == [4, 5, 6, 20]
    assert after.items[2].in_point == Fraction(4, 24)


def test_insert_beyond_the_end_leaves_a_gap() -> None:
    after = cut(10).insert_at(Fraction(1), item("x", 5))
    assert lengths(after) == [10, 14, 5]
    assert names(after) == "a-x"


def test_move_reorders() -> None:
    assert names(cut(1, 2, 3).move("c", 0)) == "cab"
    assert names(cut(1, 2, 3).move("a", 2)) == "bca"


def test_trim_start_moves_the_in_point() -> None:
    after = cut(10, 20).trim_start("a", Fraction(3, 24))
    assert (lengths(after), after.items[0].in_point) == ([7, 20], Fraction(3, 24))
    assert after.trim_start("a", Fraction(-1)).items[0].in_point == 0
    assert lengths(after.trim_start("a", Fraction(9))) == [1, 20]


def test_trim_end_stops_where_the_source_ends() -> None:
    assert lengths(cut(10, 20).trim_end("a", Fraction(-3, 24))) == [7, 20]
    assert lengths(cut(10, 20).trim_end("a", Fraction(9), source=Fraction(15, 24))) == [15, 20]
    assert lengths(cut(10, 20).trim_end("a", Fraction(9), source=Fraction(5, 24))) == [10, 20]


def test_lift_leaves_a_gap_and_ripple_closes_it() -> None:
    assert (names(cut(1, 2, 3).lift("b")), lengths(cut(1, 2, 3).lift("b"))) == ("a-c", [1, 2, 3])
    assert names(cut(1, 2, 3).ripple_delete("b")) == "ac"
    assert lengths(cut(1, 2, 3, 4).lift("b").lift("c")) == [1, 5, 4]


def test_a_new_rate_snaps_every_time() -> None:
    after = cut(1, 24).with_rate(Fraction(12))
    assert lengths(after) == [1, 12]
    check_grid(after)


@given(timelines(), st.sampled_from([Fraction(24000, 1001), Fraction(25), Fraction(30), Fraction(60)]))
def test_at_another_rate_no_cut_strays_from_its_time(timeline: Timeline, rate: Fraction) -> None:
    after = timeline.with_rate(rate)
    check_grid(after)
    # Sounds and subtitles stay where they are, and so must the pictures, however many there are before.
    longest = max(timeline.frame, after.frame)
    for (before, _), (now, item) in zip(timeline.spans(), after.spans(), strict=True):
        assert item.length >= after.frame
        if rate >= timeline.rate:
            assert abs(now - before) <= longest / 2
    assert timeline.with_rate(timeline.rate) == timeline


def test_resolve_finds_item_and_source_time() -> None:
    timeline = Timeline(Fraction(24), (item("a", 10, start=5), item("b", 3, gap=True), item("c", 4)))
    assert timeline.resolve(2) == Hit(timeline.items[0], Fraction(7, 24))
    assert timeline.resolve(11) == Hit(timeline.items[1], Fraction(1, 24))
    assert timeline.resolve(13) == Hit(timeline.items[2], Fraction(0))
    assert timeline.resolve(17) is None
    assert timeline.resolve(-1) is None


def test_an_item_stands_in_the_timeline_once() -> None:
    with pytest.raises(InputError, match="already"):
        cut(3).append(item("a", 2))


def test_an_unknown_item_is_named() -> None:
    with pytest.raises(InputError, match="nope"):
        cut(3).lift("nope")
