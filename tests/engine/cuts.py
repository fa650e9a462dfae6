"""Timelines drawn by hypothesis, with everything that a film may have, and what must hold of each."""

from fractions import Fraction

from hypothesis import strategies as st

from engine.film import Film, Source
from engine.timeline import Item, Timeline
from engine.tracks import FITS, Cue, Marker, Placed, Sound
from engine.types import Size

RATES = [Fraction(24), Fraction(25), Fraction(12), Fraction(30000, 1001)]
SIZE = Size(64, 36)
SHOTS = ("s0", "s1", "s2", "s3")

times = st.fractions(Fraction(-20), Fraction(20), max_denominator=500)


@st.composite
def cuts(draw: st.DrawFn, longest: int = 100) -> Timeline:
    """Items with ids i0, i1…, overlays o0…, and one cue, sound and marker of each kind."""
    rate = draw(st.sampled_from(RATES))
    frames = st.integers(0, longest)
    items = []
    for number in range(draw(st.integers(0, 6))):
        shot = draw(st.sampled_from((*SHOTS, None)))
        in_point = Fraction(0) if shot is None else draw(frames) / rate
        items.append(Item(f"i{number}", shot, in_point, (draw(frames) + 1) / rate, {}, draw(frames) / rate))
    timeline = Timeline(rate).with_items(*items)
    overlay: list[Placed] = []
    for number in range(draw(st.integers(0, 3))):
        start = (overlay[-1].end if overlay else Fraction(0)) + draw(frames) / rate
        overlay.append(
            Placed(
                f"o{number}",
                draw(st.sampled_from(SHOTS)),
                start,
                draw(frames) / rate,
                (draw(frames) + 1) / rate,
                draw(st.sampled_from([Fraction(1), Fraction(1, 3)])),
                draw(st.fractions(0, 1, max_denominator=90)),
                draw(st.fractions(0, 1, max_denominator=90)),
                draw(st.sampled_from(FITS)),
            )
        )
    long = st.fractions(Fraction(1, 100), Fraction(9), max_denominator=1000)
    early = st.fractions(Fraction(0), Fraction(9), max_denominator=1000)
    markers = [Marker("k0", draw(early))]
    if timeline.items and timeline.items[0].shot is not None:
        markers.append(Marker("k1", timeline.items[0].in_point, item=timeline.items[0].id))
    return Timeline(
        rate,
        timeline.items,
        {},
        tuple(overlay),
        (Cue("c0", draw(early), draw(long), "Hello"),),
        (Sound("a0", "m", draw(early), draw(early), draw(long)),),
        tuple(markers),
    )


@st.composite
def films(draw: st.DrawFn) -> Film:
    """A cut over shots of drawn lengths and rates, one of which shows nothing yet."""
    source = st.builds(
        Source, st.integers(1, 60), st.sampled_from([Fraction(12), Fraction(24), Fraction(60)]), st.just(SIZE)
    )
    return Film(draw(cuts(30)), SIZE, {shot: draw(source) for shot in SHOTS[:-1]})


def check(timeline: Timeline) -> None:
    """What every timeline keeps: items on the grid, none shorter than a frame, overlays apart, ids unique."""
    for item in timeline.items:
        assert item.length >= timeline.frame
        assert item.in_point >= 0
        assert item.dissolve >= 0
        for time in (item.length, item.in_point):
            assert (time * timeline.rate).denominator == 1
    assert len({item.id for item in timeline.items}) == len(timeline.items)
    end = Fraction(0)
    for placed in timeline.overlay:
        assert placed.start >= end
        assert placed.length >= timeline.frame
        assert placed.in_point >= 0
        for time in (placed.start, placed.in_point, placed.length):
            assert (time * timeline.rate).denominator == 1
        end = placed.end
    for entry in (*timeline.cues, *timeline.sounds):
        assert entry.start >= 0
        assert entry.length > 0


def played(timeline: Timeline) -> dict[str, Fraction]:
    """Seconds of the main track by shot."""
    found: dict[str, Fraction] = {}
    for item in timeline.items:
        if item.shot is not None:
            found[item.shot] = found.get(item.shot, Fraction(0)) + item.length
    return found
