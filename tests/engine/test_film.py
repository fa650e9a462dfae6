"""What the film shows: every frame has its picture, dissolves and fades go where they should, and cuts are found."""

from dataclasses import replace
from fractions import Fraction

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document import Document, Settings
from engine.film import MOST_TEXTS, Film, Layer, Picture, Source
from engine.layout import film_of, written
from engine.shots import Shot, Take
from engine.timeline import Item, Timeline
from engine.tracks import Cue, Placed
from engine.types import Size
from tests.engine.cuts import SHOTS, SIZE, films

RATE = Fraction(24)
FRAME = 1 / RATE
HALF = Fraction(1, 2)
LONG = Source(100, RATE, SIZE)


def item(shot: str | None, start: int, length: int, dissolve: int = 0) -> Item:
    return Item(f"{shot}-{start}", shot, start * FRAME, length * FRAME, {}, dissolve * FRAME)


def film(*items: Item, **beside: object) -> Film:
    return Film(Timeline(RATE, items, **beside), SIZE, {"a": LONG, "b": LONG})  # type: ignore[arg-type]


def nearest(source: Source, middle: Fraction) -> int:
    """The source frame whose middle is nearest to a time; of two equally near the earlier one."""
    return min(range(source.frames), key=lambda n: (abs((n + HALF) / source.rate - middle), n))


def layers(shown: Film, frame: int) -> list[tuple[str | None, int, Fraction]]:
    return [(layer.shot, layer.frame, layer.opacity) for layer in shown.at(frame).layers]


@settings(max_examples=80)
@given(films())
def test_every_frame_has_one_picture_of_frames_that_are_there(shown: Film) -> None:
    for number in range(shown.frames):
        picture = shown.at(number)
        assert picture.layers
        assert all(layer.opacity == 1 or n for n, layer in enumerate(picture.layers)), "the lowest covers"
        for layer in picture.layers:
            assert 0 < layer.opacity <= 1
            assert layer.missing == (layer.shot is not None and layer.shot not in shown.sources)
            if layer.shot is not None and not layer.missing:
                assert 0 <= layer.frame < shown.sources[layer.shot].frames
                assert layer.shot in shown.shots
    assert shown.at(-1) == shown.at(shown.frames) == Picture()


@settings(max_examples=40)
@given(films(), st.data())
def test_where_nothing_is_mixed_the_film_shows_what_the_timeline_resolves(
    shown: Film, data: st.DataObject
) -> None:
    timeline = shown.timeline
    for number in range(timeline.frames):
        hit, spot = timeline.resolve(number), shown.shot_at(number)
        assert hit is not None
        assert spot is not None
        assert spot.item == hit.item
        assert spot.start <= number < spot.stop
        source = shown.sources.get(hit.item.shot or "")
        if source is not None:
            assert spot.frame == nearest(source, hit.time + timeline.frame / 2)
            assert spot.held == (hit.time >= source.seconds)
            if not spot.held:
                assert number in shown.frames_of(hit.item.shot or "", spot.frame)


def test_sources_of_other_rates_give_the_nearest_frame() -> None:
    for rate, frames, wanted in (
        (12, 4, [0, 0, 1, 1, 2, 2, 3, 3]),
        (24, 6, [0, 1, 2, 3, 4, 5, 5, 5]),
        (48, 16, [0, 2, 4, 6, 8, 10, 12, 14]),
    ):
        cut = Timeline(Fraction(24), (Item("i", "fox", Fraction(0), Fraction(8, 24)),))
        shown = Film(cut, SIZE, {"fox": Source(frames, Fraction(rate), SIZE)})
        spots = [spot for n in range(8) if (spot := shown.shot_at(n))]
        assert [spot.frame for spot in spots] == wanted
        assert [spot.held for spot in spots] == [n >= 8 - shown.tails().get("i", 0) for n in range(8)]


@settings(max_examples=60)
@given(films(), st.data())
def test_a_source_frame_is_found_wherever_it_shows(shown: Film, data: st.DataObject) -> None:
    shot = data.draw(st.sampled_from(SHOTS[:-1]))
    frame = data.draw(st.integers(0, shown.sources[shot].frames - 1))
    spots = [(number, shown.shot_at(number)) for number in range(shown.timeline.frames)]
    wanted = [n for n, s in spots if s and s.item.shot == shot and s.frame == frame and not s.held]
    assert list(shown.frames_of(shot, frame)) == wanted
    assert shown.frames_of(shot, 10**6) == shown.frames_of(SHOTS[-1], 0) == ()


@settings(max_examples=40)
@given(films())
def test_cuts_lead_from_the_start_to_the_end(shown: Film) -> None:
    frame, found = -1, []
    while (following := shown.next_cut(frame)) > frame:
        found.append(following)
        frame = following
    assert tuple(cut for cut in found if cut <= shown.timeline.frames) == shown.cuts() or not shown.cuts()
    assert all(shown.previous_cut(cut) < cut for cut in found if cut)
    assert shown.previous_cut(0) == 0


@settings(max_examples=60)
@given(films())
def test_a_step_carries_the_whole_layout(shown: Film) -> None:
    """What a render reads back from its plan is frame by frame what the viewer shows."""
    sources = {**shown.sources, SHOTS[-1]: LONG}
    shown = Film(shown.timeline, SIZE, sources)
    params = msgspec.json.decode(
        msgspec.json.encode(written(shown.timeline, SIZE, shown.shots, subtitles=True))
    )
    back = film_of(params, [sources[shot] for shot in shown.shots])
    number = {shot: str(place) for place, shot in enumerate(shown.shots)}
    assert (back.frames, back.rate, back.size) == (shown.frames, shown.rate, shown.size)
    for frame in range(shown.frames):
        wanted, found = shown.at(frame), back.at(frame)
        assert found.layers == tuple(
            replace(layer, shot=number[layer.shot] if layer.shot else None) for layer in wanted.layers
        )
        assert [(t.cue.text, t.strength) for t in found.texts] == [
            (t.cue.text, t.strength) for t in wanted.texts
        ]


def test_a_dissolve_is_centred_on_the_cut_and_uses_handles() -> None:
    shown = film(item("a", 0, 10), item("b", 5, 10, dissolve=4))
    assert shown.frames == 20
    assert layers(shown, 7) == [("a", 7, 1)]
    assert [layers(shown, n) for n in range(8, 12)] == [
        [("a", n, 1), ("b", n - 5, Fraction(n - 7, 5))] for n in range(8, 12)
    ]
    assert layers(shown, 12) == [("b", 7, 1)]
    assert shown.dissolve_at(1) == (8, 12)
    assert shown.dissolve_at(0) == (0, 0)


def test_a_dissolve_without_handles_holds_the_nearest_frame() -> None:
    shown = film(item("a", 90, 10), item("b", 0, 10, dissolve=4))
    assert [(layer.frame, layer.held) for layer in shown.at(8).layers] == [(98, False), (0, True)]
    assert [(layer.frame, layer.held) for layer in shown.at(11).layers] == [(99, True), (1, False)]


def test_the_first_item_comes_out_of_black_and_a_gap_fades_to_it() -> None:
    shown = film(item("a", 0, 10, dissolve=3), item(None, 0, 10, dissolve=2), item("b", 0, 5))
    assert layers(shown, 0) == [(None, 0, 1), ("a", 0, Fraction(1, 4))]
    assert layers(shown, 3) == [("a", 3, 1)]
    assert layers(shown, 10) == [("a", 10, 1), (None, 0, Fraction(2, 3))]
    assert layers(shown, 11) == [(None, 0, 1)]


def test_an_overlay_covers_fades_and_is_fitted_in() -> None:
    over = (
        Placed("o1", "b", 2 * FRAME, 5 * FRAME, 3 * FRAME),
        Placed("o2", "b", 6 * FRAME, Fraction(0), 4 * FRAME, Fraction(1, 2), 1 * FRAME, 1 * FRAME),
        Placed("o3", "b", 10 * FRAME, Fraction(0), 4 * FRAME, fit="fit"),
    )
    shown = film(item("a", 0, 12), overlay=over)
    assert shown.frames == 14, "an overlay may outlast the main track"
    assert layers(shown, 2) == [("b", 5, 1)], "what is covered is not read"
    assert layers(shown, 5) == [("a", 5, 1)]
    assert [layers(shown, n)[1][2] for n in range(6, 10)] == [
        Fraction(1, 4),
        *2 * (Fraction(1, 2),),
        Fraction(1, 4),
    ]
    assert [layer.fit for layer in shown.at(10).layers] == ["fill", "fit"]
    assert layers(shown, 13) == [(None, 0, 1), ("b", 3, 1)]


def test_a_shot_that_shows_nothing_yet_is_missing() -> None:
    shown = film(item("c", 0, 10))
    assert shown.at(3) == Picture((Layer("c", missing=True),))
    assert shown.shots == ("c",)


def test_other_rates_take_the_nearest_frame() -> None:
    half = Film(Timeline(RATE, (item("a", 0, 8),)), SIZE, {"a": Source(4, Fraction(12), SIZE)})
    assert [half.at(n).layers[0].frame for n in range(8)] == [0, 0, 1, 1, 2, 2, 3, 3]
    assert half.frames_of("a", 2) == (4, 5)


def test_texts_show_on_the_nearest_frames_for_at_least_one() -> None:
    cues = (
        Cue("c1", Fraction(0), Fraction(1, 100), "flash"),
        Cue("c2", 2 * FRAME - Fraction(1, 1000), 4 * FRAME, "long", fade=FRAME),
    )
    shown = film(item("a", 0, 10), cues=cues)
    found = [[(text.cue.id, text.strength) for text in shown.at(n).texts] for n in range(7)]
    half = Fraction(1, 2)
    assert found == [[("c1", 1)], [], [("c2", half)], [("c2", 1)], [("c2", 1)], [("c2", half)], []]


@settings(max_examples=60)
@given(films())
def test_tails_are_the_frames_that_are_held_at_the_end(shown: Film) -> None:
    tails = shown.tails()
    for start, stop, here in shown.spans():
        if here.shot in shown.sources:
            held = [n for n in range(start, stop) if (spot := shown.shot_at(n)) is not None and spot.held]
            assert len(held) == tails.get(here.id, 0)
            assert held == list(range(stop - len(held), stop))


def test_no_more_texts_than_fit_are_shown_at_once() -> None:
    cues = tuple(Cue(f"c{n}", n * FRAME, Fraction(9), "x") for n in range(40))
    shown = film(item("a", 0, 100), cues=cues)
    assert [text.cue.id for text in shown.at(50).texts] == [f"c{n}" for n in range(40 - MOST_TEXTS, 40)]


def test_the_film_of_a_document_shows_its_picks() -> None:
    def take(name: str, frames: int) -> Take:
        return Take(name, f"{name}.mp4", frames, RATE, Size(32, 18), 1, 1.0, "2026", "m", "d", "k")

    document = Document(
        settings=Settings(RATE, SIZE),
        shots={"a": Shot("a", takes=(take("t1", 5), take("t2", 9)), pick="t1"), "b": Shot("b")},
        timeline=Timeline(RATE, (item("a", 0, 8), item("b", 0, 8))),
    )
    shown = Film.of(document)
    assert shown.sources == {"a": Source(5, RATE, Size(32, 18))}
    assert (shown.size, shown.frames) == (SIZE, 16)
    assert shown.at(7).layers[0].held
    assert shown.at(8).layers[0].missing
