"""A document's film on a screen from its takes' own files: exact at rest, with proxies and previews beside it."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.document import Document, Settings
from engine.errors import InputError
from engine.media.cinema import Cinema
from engine.media.compose import FilmClip, Texts
from engine.media.decode import open_clip
from engine.media.encode import Preset, write_clip
from engine.media.frames import ArrayClip
from engine.media.outside import MediaWorker
from engine.media.playback_state import State
from engine.media.reel import Reel, film_reel
from engine.media.sound_library import SoundLibrary
from engine.media.store import Grade
from engine.shots import Take
from engine.timeline import Item
from engine.tracks import Cue
from engine.types import Size
from tests.engine.media.screening import Eyes, wait
from tests.engine.media.synthetic import number_of, numbered

RATE = Fraction(24)
SIZE = Size(192, 96)
FONTS = Path(__file__).parents[3] / "resources" / "fonts"


def font(weight: str) -> Path:
    return FONTS / f"Inter-{'SemiBold' if weight == 'semibold' else 'Regular'}.otf"


def coloured(index: int, hue: int) -> np.ndarray:
    """A numbered frame in a colour, so that exactness is about colour too."""
    frame = numbered(index)
    frame[..., hue] = np.roll(np.arange(48, dtype=np.uint8)[:, None] * 5, index, axis=0)
    return frame


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """Two shots with a take each, the second dissolved into, and a third without any."""
    made = Document(settings=Settings(RATE, SIZE))
    for number, shot in enumerate(("one", "two")):
        clip = ArrayClip(np.stack([coloured(n, number) for n in range(24)]), RATE)
        write_clip(clip, tmp_path / f"{shot}.mp4", preset=Preset.MASTER)
        take = Take("t1", f"{shot}.mp4", 24, RATE, clip.size, 1, 0.0, "", "", "", "")
        made = made.with_take(shot, take)
    items = [
        Item("a", "one", Fraction(0), Fraction(1)),
        Item("b", "two", Fraction(1, 4), Fraction(1, 2), dissolve=Fraction(1, 4)),
        Item("c", "three", Fraction(0), Fraction(1, 2)),
    ]
    title = Cue("t", Fraction(0), Fraction(1, 2), "One", role="title")
    return made.with_timeline(replace(made.timeline, items=tuple(items), cues=(title,)))


@pytest.fixture
def cinema(tmp_path: Path) -> Iterator[Cinema]:
    with MediaWorker() as worker:
        sounds = SoundLibrary(None, worker)
        made = Cinema(tmp_path / "cache", font, sounds)
        yield made
        made.close()


def exported(reel: Reel, takes: Path) -> FilmClip:
    """The same film as an export reads it."""
    clips = {shot: open_clip(takes / f"{shot}.mp4") for shot in ("one", "two")}
    return FilmClip(reel.film, clips, Texts(font))  # type: ignore[arg-type]


def test_a_screen_at_rest_shows_what_export_writes(cinema: Cinema, document: Document, tmp_path: Path):
    reel, eyes = film_reel(document, tmp_path), Eyes()
    screen = cinema.screen(eyes.shown)
    film = exported(reel, tmp_path)
    for frame in (0, 22, 25, 31, 40):
        screen.show(reel, frame)
        eyes.until(lambda seen: seen[-1:] and seen[-1].frame == frame and seen[-1].final)  # noqa: B023
        np.testing.assert_array_equal(eyes.seen[-1].picture, film.frame(frame))
    film.close()


def test_proxies_and_filmstrips_are_made_from_the_takes(cinema: Cinema, document: Document, tmp_path: Path):
    reel, told = film_reel(document, tmp_path), list[str]()
    cinema.changed = told.append
    assert cinema.states(reel, 0, reel.frames, 4).tolist() == [State.MISSING] * 3 + [State.NOTHING]
    cinema.want_strips([(footage, 9) for footage in reel.footage.values()])
    cinema.want_proxies(list(reel.footage.values()))
    wait(lambda: cinema.proxies_waiting == 0 and len(cinema.strips) == 2)
    assert sorted(told) == ["one", "one", "two", "two"]
    assert cinema.states(reel, 0, reel.frames, 4).tolist() == [State.PROXY] * 3 + [State.NOTHING]
    assert sorted(path.name for path in (tmp_path / "cache" / "proxies").iterdir()) == ["one.mov", "two.mov"]
    cinema.want_proxies(list(reel.footage.values()))
    assert cinema.proxies_waiting == 0


def test_a_preview_fills_the_place_of_a_shot_in_the_making(
    cinema: Cinema, document: Document, tmp_path: Path
):
    preview = ArrayClip(np.stack([numbered(n + 64, 48, 24) for n in range(6)]), Fraction(12))
    reel, eyes = film_reel(document, tmp_path, {"three": preview}), Eyes()
    screen = cinema.screen(eyes.shown)
    # The second half of the preview's second is not there: its last frame is held.
    for frame, number in ((36, 64), (39, 65), (47, 69)):
        screen.show(reel, frame)
        eyes.until(lambda seen: seen[-1:] and seen[-1].frame == frame)  # noqa: B023
        assert number_of(eyes.seen[-1].picture) == number
        assert eyes.seen[-1].grade is Grade.QUICK
    # The film itself shows nothing there yet.
    plain = film_reel(document, tmp_path)
    screen.show(plain, 36)
    eyes.until(lambda seen: seen[-1].reel is plain)
    assert not eyes.seen[-1].picture.any()


def test_words_without_their_typeface_leave_the_picture(document: Document, tmp_path: Path):
    def no_font(weight: str) -> Path:
        raise InputError("no such typeface", value=weight)

    with MediaWorker() as worker:
        cinema, eyes = Cinema(None, no_font, SoundLibrary(None, worker)), Eyes()
        cue = Cue("c", Fraction(0), Fraction(1), "Once upon a time")
        reel = film_reel(document.with_timeline(replace(document.timeline, cues=(cue,))), tmp_path)
        cinema.screen(eyes.shown).show(reel, 5)
        eyes.until(lambda seen: len(seen) > 0)
        cinema.close()
    assert eyes.seen[0].picture.any()
    assert eyes.seen[0].problem is not None
    assert "no such typeface" in eyes.seen[0].problem.message


def test_a_cinema_that_nobody_enters_starts_nothing(tmp_path: Path, document: Document):
    started = []
    cinema = Cinema(
        None, lambda weight: FONTS, SoundLibrary(None, MediaWorker()), worker=lambda: started.append(1)  # type: ignore[arg-type, func-returns-value]
    )  # fmt: skip
    cinema.want_proxies(list(film_reel(document, tmp_path).footage.values()))
    cinema.close()
    cinema.want_strips([])
    assert started == []


def test_closing_waits_for_no_decoder_that_hangs(tmp_path: Path, document: Document):
    workers: list[MediaWorker] = []

    def hanging() -> MediaWorker:
        workers.append(
            MediaWorker(command=[sys.executable, "-c", "import time; time.sleep(600)"], seconds=600)
        )
        return workers[-1]

    cinema = Cinema(None, font, SoundLibrary(None, MediaWorker()), worker=hanging)
    reel, eyes = film_reel(document, tmp_path), Eyes()
    cinema.screen(eyes.shown).show(reel, 0)
    cinema.want_strips([(reel.footage["one"], 0)])
    wait(lambda: len(workers) == 2 and all(worker._process is not None for worker in workers))
    cinema.close()
    assert [worker._process for worker in workers] == [None, None]
    assert eyes.seen == []
