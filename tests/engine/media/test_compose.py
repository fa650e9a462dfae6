"""Pictures of the film as pixels: cuts are bit-exact, mixes are even, and the lazy film is the composed film."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from engine.errors import MediaError
from engine.film import Film, Layer, Picture, Source, Text
from engine.media.compose import FilmClip, Texts, compose
from engine.media.frames import ArrayClip, Frames
from engine.media.imaging import Filter, Fit, fit_frame
from engine.timeline import Item, Timeline
from engine.tracks import Cue, Placed
from engine.types import Size
from tests.engine.cuts import SHOTS, SIZE, cuts

FONTS = {"regular": "fonts/Inter-Regular.otf", "semibold": "fonts/Inter-SemiBold.otf"}


def texts() -> Texts:
    return Texts(lambda weight: resources.path(FONTS[weight]))


def plain(value: int, size: Size = SIZE) -> Frames:
    return np.full((size.height, size.width, 3), value, np.uint8)


def noise(seed: int, frames: int = 20, size: Size = SIZE, rate: Fraction = Fraction(24)) -> ArrayClip:
    random = np.random.default_rng(seed)
    return ArrayClip(random.integers(0, 256, (frames, size.height, size.width, 3), np.uint8), rate)


def shows(frames: dict[str, Frames], *layers: Layer) -> Frames:
    return compose(Picture(layers), lambda shot, _: frames.get(shot), SIZE)


def test_one_layer_passes_untouched() -> None:
    frame = noise(1).frame(0)
    assert (shows({"a": frame}, Layer("a")) == frame).all()


def test_what_is_not_there_is_black() -> None:
    for picture in (
        Picture(),
        Picture((Layer(None),)),
        Picture((Layer("a"),)),
        Picture((Layer("b", missing=True),)),
    ):
        assert not compose(picture, lambda *_: None, SIZE).any()


def test_opacity_mixes_evenly() -> None:
    frames = {"a": plain(0), "b": plain(255)}
    for share in (Fraction(1, 7), Fraction(1, 2), Fraction(6, 7)):
        mixed = shows(frames, Layer("a"), Layer("b", opacity=share))
        assert abs(int(mixed[0, 0, 0]) - 255 * share) <= 1
    assert (
        shows({"a": plain(90), "b": plain(90)}, Layer("a"), Layer("b", opacity=Fraction(2, 7))) == 90
    ).all()
    faded = shows(frames, Layer("b"), Layer(None, opacity=Fraction(3, 4)))
    assert abs(int(faded[0, 0, 0]) - 64) <= 1


def test_other_shapes_fill_the_frame_or_are_fitted_in() -> None:
    tall = noise(3, 1, Size(40, 80)).frame(0)
    assert (shows({"a": tall}, Layer("a")) == fit_frame(tall, SIZE, Fit.COVER, method=Filter.QUICK)).all()
    assert (
        shows({"a": tall}, Layer("a", fit="stretch"))
        == fit_frame(tall, SIZE, Fit.STRETCH, method=Filter.QUICK)
    ).all()
    below = plain(77)
    fitted = shows({"a": below, "b": tall}, Layer("a"), Layer("b", fit="fit"))
    wanted = fit_frame(tall, SIZE, Fit.CONTAIN, background=(77, 77, 77))
    assert (fitted == wanted).all(), "beside it the layers below stay seen"
    assert (below == 77).all(), "what was read is not painted on"


def test_subtitles_can_be_left_out_and_titles_not() -> None:
    size = Size(320, 180)
    title, subtitle = (Cue(role, Fraction(0), Fraction(1), "Hello", role) for role in ("title", "subtitle"))

    def drawn(*shown: Text, subtitles: bool = True) -> Frames:
        return compose(Picture((), shown), lambda *_: None, size, texts(), subtitles=subtitles)

    assert drawn(Text(subtitle)).any()
    assert not drawn(Text(subtitle), subtitles=False).any()
    assert drawn(Text(title), subtitles=False).any()
    assert not compose(Picture((), (Text(title),)), lambda *_: None, size).any(), "without a typeface no text"
    half = drawn(Text(title, Fraction(1, 2)))
    assert 0 < half.max() < drawn(Text(title)).max()


def test_subtitles_can_be_read_on_any_picture() -> None:
    size = Size(320, 180)
    for value in (0, 128, 255):
        shown = Picture((Layer("a"),), (Text(Cue("c", Fraction(0), Fraction(1), "Hello")),))
        drawn = compose(shown, lambda *_, v=value: plain(v, size), size, texts())  # type: ignore[misc]
        assert drawn.max() > 250
        assert drawn.min() < 50, "letters have a dark edge"


def test_small_pictures_grow_without_steps() -> None:
    small = plain(0, Size(32, 18))
    small[:, 16:] = 255
    grown = shows({"a": small}, Layer("a"))
    assert len(np.unique(grown[18, :, 0])) > 2


def test_texts_at_one_place_stand_below_each_other() -> None:
    size = Size(320, 180)
    one, two = (Text(Cue(name, Fraction(0), Fraction(1), "Hello")) for name in "ab")
    top = Text(Cue("c", Fraction(0), Fraction(1), "Hello", place="top"))

    def rows(*shown: Text) -> np.ndarray:  # type: ignore[type-arg]
        lit: np.ndarray = compose(Picture((), shown), lambda *_: None, size, texts()).any(axis=(1, 2))  # type: ignore[type-arg]
        return np.flatnonzero(lit)

    assert len(rows(one, two)) > 1.7 * len(rows(one))
    assert rows(one, two)[-1] < size.height
    assert rows(one)[0] > size.height / 2 > rows(top)[-1]
    fading = replace(two, strength=Fraction(1, 3))
    assert rows(one, fading)[0] == rows(one, two)[0], "nothing jumps while a text fades"
    title = Text(Cue("t", Fraction(0), Fraction(1), "The Fox", "title", "top", Fraction(1, 4)))
    assert len(rows(top, title)) > len(rows(title)), "a title does not cover a subtitle"


@settings(max_examples=25, deadline=None)
@given(cuts(12), st.data())
def test_the_lazy_film_is_the_composed_film(timeline: Timeline, data: st.DataObject) -> None:
    clips = {shot: noise(n, 10, rate=timeline.rate) for n, shot in enumerate(SHOTS)}
    film = Film(timeline, SIZE, {shot: Source(c.frames, c.rate, c.size) for shot, c in clips.items()})
    if not film.frames:
        with pytest.raises(MediaError):
            FilmClip(film, clips)
        return
    clip = FilmClip(film, clips)
    assert (clip.frames, clip.rate, clip.size) == (film.frames, film.rate, SIZE)
    start = data.draw(st.integers(0, film.frames - 1))
    stop = data.draw(st.integers(start + 1, film.frames))
    for number, frame in enumerate(clip.read(start, stop), start):
        assert (frame == compose(film.at(number), lambda shot, n: clips[shot].frame(n), SIZE)).all()


class Watched(ArrayClip):
    """Remembers which stretches were read, and that it was closed."""

    __slots__ = ("closed", "stretches")

    def __init__(self, value: int) -> None:
        super().__init__(np.full((20, SIZE.height, SIZE.width, 3), value, np.uint8), Fraction(24))
        self.closed = 0
        self.stretches: list[tuple[int, int]] = []

    def _read(self, start: int, stop: int) -> Frames:
        self.stretches.append((start, stop))
        return super()._read(start, stop)

    def close(self) -> None:
        self.closed += 1


def test_sources_are_read_in_stretches_and_closed_behind() -> None:
    clips = {"a": Watched(10), "b": Watched(20)}
    second = Fraction(1, 24)
    timeline = Timeline(
        Fraction(24),
        (Item("i", "a", 2 * second, 6 * second), Item("j", "b", 0 * second, 6 * second)),
        overlay=(Placed("o", "a", Fraction(0), 2 * second, 2 * second, Fraction(1, 2)),),
    )
    clip = FilmClip(Film(timeline, SIZE, {s: Source(20, Fraction(24), SIZE) for s in clips}), clips)
    clip.read(0, 6)
    assert clips["a"].stretches == [(2, 8)], "each frame once, neighbours together"
    assert not clips["b"].stretches
    clip.read(6, 12)
    assert (clips["a"].closed, clips["b"].closed) == (1, 0)
    clip.close()
    assert clips["b"].closed == 1
