"""Pictures keep to the sound while it is heard: its clock leads, also that of the device that plays into nothing."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.document import MediaItem
from engine.media.index import content_hash
from engine.media.sound_mix import Samples
from engine.tracks import Sound
from engine.types import Size
from studio.app import Studio
from studio.playing.transport import Transport
from tests.engine.media.sounding import tone_after, write_sound
from tests.studio.test_playing import RATE, Facts, watched
from tests.studio.watched import Watched
from tests.studio.whole import page_of, until

__all__ = ["watched"]


class Tape:
    """A player whose time stands where it is put."""

    def __init__(self) -> None:
        self.at = 0.0
        self.asked: list[tuple[int, int]] = []
        self.runs = False

    def start(self, mix, at: float) -> None:
        self.mix, self.at, self.runs = mix, at, True

    def stop(self) -> float:
        self.runs = False
        return self.at

    def position(self) -> float:
        return self.at


def tone(first: int, count: int) -> Samples:
    """Every sample says which one it is."""
    return np.repeat(np.arange(first, first + count, dtype=np.float32)[:, None], 2, axis=1)


@pytest.fixture
def tape() -> Tape:
    return Tape()


@pytest.fixture
def transport(qtbot: QtBot, tape: Tape) -> Iterator[Transport]:
    made = Transport(lambda: (tape, tone))  # type: ignore[arg-type, return-value]
    made.show(Facts())
    yield made
    made.close()


def test_the_picture_is_where_the_sound_is(transport: Transport, tape: Tape, qtbot: QtBot) -> None:
    transport.go(6)
    transport.play()
    qtbot.waitUntil(lambda: tape.runs)
    assert tape.at == 0.25
    qtbot.wait(120)
    # The sound waits for its device: so does the picture, however late it is.
    assert transport.frame == 6
    for seconds, frame in ((0.26, 6), (0.30, 7), (0.9999, 23), (1.0, 24), (1.5, 36)):
        tape.at = seconds
        qtbot.waitUntil(lambda frame=frame: transport.frame == frame)
    transport.pause()
    assert not tape.runs


def test_only_what_is_played_as_it_is_is_heard(transport: Transport, tape: Tape, qtbot: QtBot) -> None:
    transport.shuttle(1)
    transport.shuttle(1)
    qtbot.waitUntil(lambda: transport.frame > 2)
    assert not tape.runs
    transport.pause()
    transport.shuttle(-1)
    qtbot.waitUntil(lambda: transport.frame == 0)
    assert not tape.runs


def test_a_loop_sounds_on_where_the_picture_begins_anew(
    transport: Transport, tape: Tape, qtbot: QtBot
) -> None:
    transport.set_in(12)
    transport.set_out(23)
    transport.set_loop(True)
    transport.go(12)
    transport.play()
    qtbot.waitUntil(lambda: tape.runs)
    # Samples 24,000 to 47,999 again and again, without a gap.
    heard = tape.mix(47_990, 20)[:, 0]
    assert heard.tolist() == [*range(47_990, 48_000), *range(24_000, 24_010)]
    tape.at = 1.0 + 3 / 24 + 0.001
    qtbot.waitUntil(lambda: transport.frame == 15)
    assert transport.playing


def test_a_film_keeps_to_its_soundtrack(watched: Watched, tmp_path: Path, qtbot: QtBot) -> None:
    song = write_sound(tmp_path / "song.wav", tone_after(0.5, 2))
    item = MediaItem(
        "song", "song.wav", content_hash(song), "sound", 96_000, Fraction(48_000), Size(0, 0), "song.wav"
    )
    watched.session.media.learn_sound(song)
    watched.model.edit(
        "Add sound",
        lambda d: replace(d, media={"song": item}).with_timeline(
            replace(d.timeline, sounds=(Sound("s", "song", Fraction(0), Fraction(0), Fraction(2)),))
        ),
    )
    program = watched.stage.program
    watched.stage.open()
    until(lambda: watched.stage.cinema is not None)
    player = watched.stage.cinema.player if watched.stage.cinema is not None else None
    assert player is not None
    until(lambda: watched.session.sounds.track(item.sha256) is not None)
    apart: list[float] = []
    program.moved.connect(lambda frame: apart.append(player.position() - frame / float(RATE)))
    program.play()
    until(lambda: not program.playing)
    assert not player.playing
    # The last step is that to the end.
    assert len(apart) > 12
    assert all(late > -1e-3 for late in apart[:-1]), "a picture came before its sound"
    assert float(np.median(apart)) < 1.5 / 24


def test_a_sound_that_is_found_later_is_heard(watched: Watched, tmp_path: Path) -> None:
    song = write_sound(tmp_path / "song.wav", tone_after(0.1, 1))
    item = MediaItem(
        "song", "song.wav", content_hash(song), "sound", 48_000, Fraction(48_000), Size(0, 0), "song.wav"
    )
    sound = Sound("s", "song", Fraction(0), Fraction(0), Fraction(1))
    watched.model.edit(
        "Add sound",
        lambda d: replace(d, media={"song": item}).with_timeline(replace(d.timeline, sounds=(sound,))),
    )
    watched.stage.open()
    until(lambda: watched.stage.cinema is not None and watched.stage.booth.errands.idle)
    assert watched.session.sounds.track(item.sha256) is None
    watched.session.media.learn_sound(song)
    watched.stage.look_for_sounds()
    until(lambda: watched.session.sounds.track(item.sha256) is not None)


def test_what_is_listened_to_can_be_silenced_and_stays_in_the_film(studio: Studio) -> None:
    studio.parts.workspace.new()
    stage = page_of(studio).stage
    stage.booth.set_level(0.0)
    stage.open()
    until(lambda: stage.cinema is not None)
    assert stage.cinema is not None
    assert stage.cinema.player.level == 0.0
    stage.booth.set_level(0.5)
    assert stage.cinema.player.level == 0.5
