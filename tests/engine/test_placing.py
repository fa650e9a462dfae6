"""What lies beside the main track: overlays keep apart, trims keep what is shown in place, markers move with items."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import cutting, placing
from engine.document import Document, Settings
from engine.errors import InputError
from engine.files import dumps, loads
from engine.timeline import Item, Timeline
from engine.tracks import MOST_ENTRIES, Cue, Marker, Placed, Sound
from tests.engine.cuts import check, cuts, times

RATE = Fraction(24)
FRAME = 1 / RATE


def over(name: str, start: int, length: int, in_point: int = 0) -> Placed:
    return Placed(name, "s", start * FRAME, in_point * FRAME, length * FRAME)


def track(*overlay: Placed) -> Timeline:
    return Timeline(RATE, overlay=overlay)


def shape(timeline: Timeline) -> list[tuple[str, int, int, int]]:
    return [(p.id, *(int(t * RATE) for t in (p.start, p.in_point, p.length))) for p in timeline.overlay]


@pytest.mark.parametrize(
    ("wanted", "found"), [(0, 0), (3, 0), (8, 15), (12, 15), (15, 15), (18, 15), (21, 25), (40, 40), (-5, 0)]
)
def test_an_overlay_goes_to_the_nearest_free_place(wanted: int, found: int) -> None:
    timeline = placing.put(track(over("a", 5, 10), over("b", 20, 5)), over("c", wanted, 5))
    assert timeline.overlay[[p.id for p in timeline.overlay].index("c")].start == found * FRAME
    check(timeline)


def test_an_overlay_moves_over_its_own_place() -> None:
    timeline = track(over("a", 5, 10), over("b", 20, 5))
    assert shape(placing.move(timeline, "a", 8 * FRAME))[0][:2] == ("a", 8)
    assert [name for name, *_ in shape(placing.move(timeline, "a", 90 * FRAME))] == ["b", "a"]
    assert shape(placing.move(timeline, "a", Fraction(1, 100))) == [("a", 0, 0, 10), ("b", 20, 0, 5)]


def test_a_trim_keeps_what_is_shown_in_place() -> None:
    timeline = track(over("a", 5, 10, in_point=3), over("b", 20, 5))
    assert shape(placing.trim(timeline, "a", 2 * FRAME))[0] == ("a", 7, 5, 8)
    assert shape(placing.trim(timeline, "a", Fraction(-9)))[0] == ("a", 2, 0, 13), (
        "not before the source's start"
    )
    assert shape(placing.trim(timeline, "a", Fraction(9)))[0] == ("a", 14, 12, 1)
    assert shape(placing.trim(timeline, "a", end_by=Fraction(9)))[0] == ("a", 5, 3, 15), (
        "not into the next one"
    )
    assert shape(placing.trim(timeline, "a", end_by=Fraction(9), source=15 * FRAME))[0] == ("a", 5, 3, 12)
    assert shape(placing.trim(timeline, "a", end_by=Fraction(-9)))[0] == ("a", 5, 3, 1)
    assert shape(placing.trim(timeline, "b", Fraction(-9)))[1] == ("b", 20, 0, 5)


def test_cues_and_sounds_are_on_no_grid() -> None:
    timeline = Timeline(
        RATE,
        cues=(Cue("c", Fraction(1), Fraction(2), "Hello"),),
        sounds=(Sound("a", "m", Fraction(1), Fraction(1, 3), Fraction(2)),),
    )
    third = Fraction(1, 3)
    cue = placing.trim(timeline, "c", third, -third).cues[0]
    assert (cue.start, cue.length) == (Fraction(4, 3), Fraction(4, 3))
    sound = placing.trim(timeline, "a", -third).sounds[0]
    assert (sound.start, sound.in_point, sound.length) == (Fraction(2, 3), 0, Fraction(7, 3))
    assert placing.trim(timeline, "a", end_by=Fraction(9), source=Fraction(3)).sounds[0].length == Fraction(
        8, 3
    )
    assert placing.trim(timeline, "a", Fraction(-9)).sounds[0].in_point == 0
    assert placing.trim(timeline, "c", Fraction(9)).cues[0].length == placing.SHORTEST
    assert placing.slip(timeline, "a", third).sounds[0].in_point == Fraction(2, 3)
    assert placing.slip(timeline, "a", Fraction(9), source=Fraction(3)).sounds[0].in_point == 1


def test_what_is_put_is_found_changed_and_removed() -> None:
    cue, sound = (
        Cue("c", Fraction(0), Fraction(1), "Hello"),
        Sound("s", "m", Fraction(0), Fraction(0), Fraction(1)),
    )
    timeline = placing.put(track(over("a", 0, 5)), cue, sound)
    timeline = placing.mark(timeline, Fraction(1), "beat", colour="#ff0000")
    marker = timeline.markers[0]
    assert placing.find(timeline, marker.id) == Marker(marker.id, Fraction(1), "beat", "#ff0000")
    assert placing.change(timeline, "c", text="Bye").cues[0].text == "Bye"
    assert placing.change(timeline, "s", volume=-6.0).sounds[0].volume == -6
    assert placing.move(timeline, marker.id, Fraction(2)).markers[0].time == 2
    assert placing.remove(timeline, "a", "c", "s", marker.id) == Timeline(RATE)
    with pytest.raises(InputError, match="nope"):
        placing.remove(timeline, "nope")


def test_several_move_together_as_far_as_all_can() -> None:
    timeline = replace(
        track(over("a", 5, 10), over("b", 15, 5), over("c", 40, 5)), cues=(Cue("q", FRAME, Fraction(1), "x"),)
    )
    after = placing.move_by(timeline, ["a", "b", "q"], 7 * FRAME)
    assert [start for _, start, *_ in shape(after)] == [12, 22, 40]
    assert after.cues[0].start == 8 * FRAME
    back = placing.move_by(timeline, ["a", "b", "q"], Fraction(-9))
    assert [start for _, start, *_ in shape(back)] == [4, 14, 40], "the cue cannot go further"


def test_a_split_shows_the_same() -> None:
    fades = {"fade_in": 2 * FRAME, "fade_out": 3 * FRAME}
    timeline = replace(
        track(replace(over("a", 5, 10, in_point=3), **fades)),
        cues=(Cue("c", Fraction(1), Fraction(2), "Hello"),),
    )
    one, two = placing.split(timeline, "a", 9 * FRAME).overlay
    assert (one.id, one.length, one.fade_in, one.fade_out) == ("a", 4 * FRAME, 2 * FRAME, 0)
    assert (two.start, two.in_point, two.length) == (9 * FRAME, 7 * FRAME, 6 * FRAME)
    assert (two.fade_in, two.fade_out) == (0, 3 * FRAME)
    assert [cue.end for cue in placing.split(timeline, "c", Fraction(3, 2)).cues] == [Fraction(3, 2), 3]
    assert placing.split(timeline, "a", Fraction(0)) == timeline


def marked() -> tuple[Timeline, Callable[[Timeline], Fraction | None]]:
    """Two items, the second with a marker in its middle, and where a timeline has that marker."""
    items = (Item("a", "s", Fraction(0), Fraction(1)), Item("b", "s", Fraction(1), Fraction(2)))
    timeline = placing.mark(Timeline(RATE, items), Fraction(2), "beat", on_item=True)

    def where(after: Timeline) -> Fraction | None:
        return placing.time_of(after, after.markers[0]) if after.markers else None

    return timeline, where


def test_a_marker_on_an_item_moves_with_it() -> None:
    timeline, where = marked()
    assert (timeline.markers[0].item, timeline.markers[0].time, where(timeline)) == ("b", 2, 2)
    assert where(timeline.move("b", 0)) == 1
    assert where(timeline.trim_start("b", Fraction(1, 2))) == Fraction(3, 2)
    assert where(timeline.trim_start("b", Fraction(3, 2))) is None, "trimmed away, not lost"
    assert where(timeline.trim_start("b", Fraction(3, 2)).trim_start("b", Fraction(-3, 2))) == 2
    assert where(timeline.slip("b", Fraction(-1, 2))) == Fraction(5, 2)


def test_a_marker_goes_with_its_half_and_with_its_item() -> None:
    timeline, where = marked()
    halves = timeline.split_at(Fraction(3, 2))
    assert halves.markers[0].item == halves.items[2].id
    assert where(halves) == 2
    assert where(timeline.split_at(Fraction(5, 2))) == 2
    assert not timeline.ripple_delete("b").markers
    assert not timeline.lift("b").markers
    assert timeline.ripple_delete("a").markers
    assert placing.time_of(timeline, Marker("k", Fraction(5))) == 5


def test_times_that_no_file_can_hold_are_made_so() -> None:
    odd = Fraction(0.1234567890123)
    timeline = placing.put(Timeline(RATE), Cue("c", odd, odd, "x"))
    timeline = placing.put(timeline, Cue("d", odd, Fraction(10**9), "x" * 20_000, size=odd, fade=odd))
    timeline = placing.put(timeline, Sound("a", "m", odd, odd, odd, 1000.0, odd, odd))
    timeline = placing.put(timeline, Placed("o", "s", odd, odd, odd, odd, odd, odd))
    timeline = placing.put(timeline, Placed("p", "s", Fraction(10**12), odd, odd, Fraction(9)))
    timeline = placing.mark(timeline, odd, "n" * 2000, note="n" * 20_000)
    document = Document(settings=Settings(RATE), timeline=timeline)
    assert loads(dumps(document)).document == document


def test_there_is_a_limit_to_what_a_film_holds() -> None:
    cues = tuple(Cue(f"c{n}", Fraction(n), Fraction(1), "x") for n in range(MOST_ENTRIES))
    timeline = Timeline(RATE, cues=cues)
    assert placing.change(timeline, "c3", text="y").cues[3].text == "y"
    with pytest.raises(InputError, match="at most 10,000"):
        placing.put(timeline, Cue("one more", Fraction(0), Fraction(1), "x"))


@st.composite
def edits(draw: st.DrawFn, timeline: Timeline) -> Callable[[Timeline], Timeline]:
    entries = [entry.id for entry in (*timeline.overlay, *timeline.cues, *timeline.sounds)]
    chosen, by, other = draw(st.sampled_from(entries)), draw(times), draw(times)
    source = draw(st.none() | st.fractions(Fraction(1, 100), Fraction(20), max_denominator=100))
    found: list[Callable[[Timeline], Timeline]] = [
        lambda t: placing.move(t, chosen, by),
        lambda t: placing.trim(t, chosen, by, other, source),
        lambda t: placing.slip(t, chosen, by, source),
        lambda t: placing.split(t, chosen, by),
        lambda t: placing.move_by(t, entries, by),
        lambda t: cutting.extract(t, Fraction(0), abs(by), ripple_all=True),
    ]
    return draw(st.sampled_from(found))


@settings(max_examples=80)
@given(cuts(), st.data())
def test_edits_beside_the_track_lose_nothing(timeline: Timeline, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        after = data.draw(edits(timeline))(timeline)
        check(after)
        kinds = ("overlay", "cues", "sounds")
        for kind in kinds:
            assert {e.id for e in getattr(timeline, kind)} <= {e.id for e in getattr(after, kind)}
        document = Document(settings=Settings(timeline.rate), timeline=after)
        assert loads(dumps(document)).document.timeline == after, "every edit can be saved"
        timeline = after
