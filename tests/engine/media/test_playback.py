"""Screens show the newest wish while something moves, the exact picture at rest, and every frame in order in play."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.film import Film
from engine.media.compose import FilmClip
from engine.media.footage import Footage
from engine.media.frames import ArrayClip
from engine.media.playback import REST_AHEAD, Projector
from engine.media.playback_reading import PictureReader
from engine.media.proxies import Proxies
from engine.media.reel import Reel, single_reel
from engine.media.store import FrameStore, Grade
from engine.tracks import Cue
from engine.types import Size
from tests.engine.media.screening import RATE, SIZE, Eyes, Worker, footage, reel, wait
from tests.engine.media.synthetic import number_of, numbered
from tests.engine.media.test_compose import texts

A = footage("a", 60)
B = footage("b", 60)
FILM = reel(A, B)


class Room:
    """A projector with one screen."""

    def __init__(self, proxies: Proxies) -> None:
        self.worker = Worker()
        self.store = FrameStore(1 << 28)
        self.time = 0.0
        self.projector = Projector(self.store, proxies, self.worker, now=lambda: self.time)
        self.eyes = Eyes()
        self.screen = self.projector.screen(self.eyes.shown)

    def rest(self, seconds: float = 1.0) -> None:
        """Time passes; the thread looks at its clock again."""
        self.time += seconds
        with self.projector.change:
            self.projector.change.notify_all()

    def played(self, count: int, first: int, step: int = 1) -> list[int]:
        """Take frames as a transport does that never is too early."""
        seen = []
        for frame in range(first, first + step * count, step):
            wait(lambda: bool(self.screen._play and self.screen._play.ring))
            shown = self.screen.take(frame)
            seen.append(-1 if shown is None else shown.frame)
        return seen


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room(Proxies(None))
    yield made
    made.worker.gate.set()
    made.projector.close()


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[Room]:
    proxies = Proxies(tmp_path)
    for clip in (A, B):
        proxies.make(clip, ArrayClip(np.stack([numbered(n, *SIZE) for n in range(60)]), RATE))
    made = Room(proxies)
    yield made
    made.worker.gate.set()
    made.projector.close()
    proxies.close()


def test_a_frame_comes_at_once_and_exact_at_rest(room: Room):
    room.screen.show(FILM, 70)
    room.eyes.until(lambda seen: len(seen) == 1)
    assert (room.eyes.seen[0].frame, room.eyes.seen[0].grade) == (70, Grade.QUICK)
    room.rest()
    room.eyes.until(lambda seen: len(seen) == 2)
    assert room.eyes.seen[1].final
    assert number_of(room.eyes.seen[1].picture) == 10


def test_the_exact_picture_is_the_one_that_export_writes(room: Room):
    small = footage("a", 60, Size(96, 48))
    film = reel(small, size=Size(160, 90))
    frames = np.stack([numbered(n, *SIZE) for n in range(60)])
    clip = FilmClip(film.film, {"a": ArrayClip(frames, RATE)})  # type: ignore[arg-type]
    for frame in (0, 33, 59):
        room.screen.show(film, frame)
        wait(lambda: room.rest() or any(s.final and s.frame == frame for s in room.eyes.seen))  # noqa: B023
        np.testing.assert_array_equal(room.eyes.seen[-1].picture, clip.frame(frame))


def test_the_newest_wish_wins_but_what_is_being_read_is_shown(room: Room):
    room.worker.gate.clear()
    room.screen.show(FILM, 1)
    wait(lambda: room.worker.asked != [])
    for frame in range(2, 50):
        room.screen.show(FILM, frame)
    room.worker.gate.set()
    room.eyes.until(lambda seen: len(seen) == 2)
    assert [shown.frame for shown in room.eyes.seen] == [1, 49]
    assert room.worker.asked == [("a", 1, 2), ("a", 49, 50)]


def test_a_hand_that_goes_back_waits_for_one_frame_at_a_time(room: Room):
    for count, frame in enumerate(range(40, 34, -1), start=1):
        room.screen.show(FILM, frame)
        room.eyes.until(lambda seen: len(seen) == count)  # noqa: B023
    assert room.worker.asked == [("a", n, n + 1) for n in range(40, 34, -1)]


def test_a_moving_playhead_gets_proxies_and_no_master_is_touched(proxied: Room):
    for frame in (100, 5, 77, 30):
        proxied.screen.show(FILM, frame)
        proxied.eyes.until(lambda seen: seen[-1:] and seen[-1].frame == frame)  # noqa: B023
        assert proxied.eyes.seen[-1].grade is Grade.PROXY
        assert number_of(proxied.eyes.seen[-1].picture) == frame % 60
    assert proxied.worker.asked == []
    proxied.rest()
    proxied.eyes.until(lambda seen: seen[-1].final)
    assert proxied.eyes.seen[-1].frame == 30


@pytest.mark.parametrize("grade", [Grade.QUICK, Grade.PROXY])
def test_words_look_the_same_however_small_the_pictures_below_them_are(tmp_path: Path, grade: Grade):
    film = reel(A, size=Size(1280, 720)).film
    cue = Cue("c", Fraction(0), Fraction(1), "A red car leaves the city.")
    titled = Reel(Film(replace(film.timeline, cues=(cue,)), film.size, film.sources), {"a": A})
    proxies = Proxies(tmp_path)
    if grade is Grade.PROXY:
        proxies.make(A, ArrayClip(np.stack([numbered(n, *SIZE) for n in range(60)]), RATE))
    reader = PictureReader(FrameStore(1 << 28), proxies, Worker(), texts())
    moving = reader.picture(titled, 3, grade)
    still = reader.picture(titled, 3, Grade.FULL)
    proxies.close()
    assert moving.grade is grade
    difference = cv2.absdiff(moving.picture, still.picture)
    assert difference.mean() < 2


def test_what_was_seen_comes_from_memory(room: Room):
    room.screen.show(FILM, 10)
    wait(lambda: room.rest() or len(room.worker.asked) >= 1 + REST_AHEAD)
    wait(lambda: room.store.best("a", 10 + REST_AHEAD) is Grade.FULL)
    asked = len(room.worker.asked)
    for frame in range(11, 11 + REST_AHEAD):
        room.screen.show(FILM, frame)
        room.eyes.until(lambda seen: seen[-1].frame == frame)  # noqa: B023
        assert room.eyes.seen[-1].final
    assert len(room.worker.asked) == asked


def test_playing_gives_every_frame_once_in_order_across_the_cut(room: Room):
    room.screen.play(FILM, 40)
    wait(lambda: room.screen.ready)
    assert room.played(80, 40) == list(range(40, 120))
    assert room.screen.ended
    assert room.eyes.seen == []


def test_playing_backwards_reads_in_blocks(room: Room):
    room.screen.play(FILM, 119, -1)
    assert room.played(120, 119, -1) == list(range(119, -1, -1))
    assert len(room.worker.asked) <= 12


def test_playing_in_a_span_begins_anew_when_it_loops(room: Room):
    room.screen.play(FILM, 55, span=(50, 66), loop=True)
    seen = []
    for frame in [*range(55, 66), *range(50, 66), *range(50, 53)]:
        wait(lambda: bool(room.screen._play.ring))
        seen.append(room.screen.take(frame))
    assert [number_of(shown.picture) for shown in seen[:16]] == [
        55,
        56,
        57,
        58,
        59,
        *range(6),
        *range(50, 55),
    ]
    assert None not in seen


def test_a_frame_that_is_due_twice_is_the_same_picture(room: Room):
    room.screen.play(FILM, 0)
    wait(lambda: room.screen.ready)
    assert room.screen.take(0) is room.screen.take(0)
    assert room.screen.take(1).frame == 1


def test_who_is_late_goes_on_behind_what_is_due(room: Room):
    room.worker.gate.clear()
    room.screen.play(FILM, 0)
    wait(lambda: room.worker.asked != [])
    # Time does not wait: frame 20 is due, nothing is there.
    assert room.screen.take(20) is None
    room.worker.gate.set()
    wait(lambda: room.screen.ready)
    assert room.screen.take(21).frame == 21
    assert ("a", 10, 11) not in room.worker.asked


def test_frames_that_were_passed_are_dropped(room: Room):
    room.screen.play(FILM, 0)
    wait(lambda: len(room.screen._play.ring) > 8)
    assert room.screen.take(6).frame == 6
    assert room.screen.take(3) is None
    assert room.screen.take(7).frame == 7


def test_proxies_take_over_where_masters_are_too_slow(proxied: Room):
    reads = proxied.worker.read

    def slowly(*args: object, **options: object) -> np.ndarray:
        proxied.time += 0.2
        return reads(*args, **options)  # type: ignore[arg-type]

    proxied.worker.read = slowly  # type: ignore[method-assign]
    proxied.screen.play(FILM, 0)
    wait(lambda: len(proxied.screen._play.ring) > 8)
    grades = [shown.grade for shown in proxied.screen._play.ring]
    assert grades[0] is Grade.QUICK
    assert set(grades[4:]) == {Grade.PROXY}
    assert proxied.screen.grade is Grade.PROXY


def test_showing_a_frame_ends_playing(room: Room):
    room.screen.play(FILM, 0)
    wait(lambda: room.screen.ready)
    room.screen.show(FILM, 3)
    assert room.screen.take(4) is None
    room.eyes.until(lambda seen: seen[-1:] and seen[-1].frame == 3)
    room.screen.rest()
    assert not room.projector.busy


def test_two_screens_share_the_thread(room: Room):
    other_eyes = Eyes()
    other = room.projector.screen(other_eyes.shown)
    single = single_reel(B)
    room.screen.play(FILM, 0)
    other.play(single, 0)
    for frame in range(30):
        for screen in (room.screen, other):
            wait(lambda: bool(screen._play.ring))  # noqa: B023
            assert screen.take(frame).frame == frame
    other.close()
    assert room.played(10, 30) == list(range(30, 40))


def test_a_file_that_is_gone_is_black_with_a_reason_and_the_rest_plays(room: Room):
    room.worker.broken.add("a")
    room.screen.show(FILM, 3)
    room.eyes.until(lambda seen: len(seen) == 1)
    shown = room.eyes.seen[0]
    assert not shown.picture.any()
    assert shown.problem is not None
    assert "a.mp4 was not found" in shown.problem.line()
    room.screen.show(FILM, 63)
    room.eyes.until(lambda seen: len(seen) == 2)
    assert (room.eyes.seen[1].problem, number_of(room.eyes.seen[1].picture)) == (None, 3)
    asked = len(room.worker.asked)
    room.screen.show(FILM, 4)
    room.eyes.until(lambda seen: len(seen) == 3)
    assert len(room.worker.asked) == asked


def test_a_file_that_became_another_is_refused(room: Room):
    wrong = Footage("a", Path("a.mp4"), 60, RATE, Size(64, 64))
    room.screen.show(single_reel(wrong), 0)
    room.eyes.until(lambda seen: len(seen) == 1)
    assert "not the clip that it was" in room.eyes.seen[0].problem.line()


def test_an_empty_film_is_black(room: Room):
    empty = reel()
    room.screen.show(empty, 12)
    room.eyes.until(lambda seen: len(seen) == 1)
    assert room.eyes.seen[0].picture.shape == (48, 96, 3)
    assert not room.eyes.seen[0].picture.any()
    room.screen.play(empty, 0)
    assert room.screen.ended
    assert room.screen.take(0) is None


def test_closing_ends_the_worker(room: Room):
    room.projector.close()
    assert room.worker.closed


def test_a_take_alone_has_its_own_rate_and_size():
    take = Footage("t", Path("t.mp4"), 10, Fraction(12), Size(32, 18))
    alone = single_reel(take)
    assert (alone.frames, alone.rate, alone.size) == (10, 12, (32, 18))
    assert alone.needs(9)[1] == {("t", 9): take}
    assert alone.needs(10)[1] == {}
