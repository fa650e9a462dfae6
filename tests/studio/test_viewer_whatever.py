"""Whatever was done in the viewer before, in whatever order: then the frame that is asked for is shown, and nothing
failed on the way.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.media.encode import Preset, write_clip
from engine.shots import Take
from engine.types import Size
from studio.playing.clips import of_take
from studio.playing.commands import play_commands
from studio.viewer.compare import DIFFERENCE, FLICKER, SIDE, WIPE
from studio.viewer.panel import ViewerPanel
from tests.studio.test_playing import RATE, _grey, _shows, viewer, watched
from tests.studio.watched import Watched

__all__ = ["viewer", "watched"]


def _deeds(viewer: ViewerPanel, watched: Watched, chance: random.Random) -> Sequence[Callable[[], object]]:
    """What an artist may do at any time."""
    stage, model = watched.stage, watched.model
    commands = {**play_commands(stage), **viewer.commands()}

    def edit() -> None:
        items = list(model.document.timeline.items)
        chance.shuffle(items)
        kept = tuple(items[: chance.randrange(1, len(items) + 1)])
        model.edit("Shuffle", lambda d: d.with_timeline(replace(d.timeline, items=kept)))

    def some_take() -> tuple[str, Take, int]:
        shot = chance.choice(("one", "two"))
        takes = model.document.shots[shot].takes
        number = chance.randrange(len(takes))
        return shot, takes[number], number + 1

    def choose_b() -> None:
        _, take, number = some_take()
        stage.set_second(chance.choice((of_take(take, number), "film", None)))

    def live() -> None:
        stage.play_live("one", _grey(200).read(0, 12), 24.0)

    return (
        lambda: stage.program.go(chance.randrange(-5, 60)),
        lambda: stage.source.go(chance.randrange(-5, 60)),
        *[commands[name].run for name in (
            "play.toggle", "play.back", "play.forward", "play.stop", "play.seam", "play.loop", "play.set_in",
            "play.set_out", "play.clear_marks", "play.next_cut", "play.mute", "viewer.switch", "viewer.compare",
            "viewer.swap", "viewer.offset_on", "viewer.zoom_fit", "viewer.zoom_actual", "viewer.scopes",
            "viewer.full_screen", "viewer.safe_areas",
        )],
        edit, model.stack.undo, model.stack.redo,
        lambda: watched.focus.select([chance.choice(("one", "two", "three"))]),
        watched.focus.select,
        lambda: viewer.show_take(*some_take()),
        lambda: viewer.projection.compare(chance.choice((WIPE, SIDE, FLICKER, DIFFERENCE))),
        choose_b, live, stage.rest_live, viewer.follow, viewer.hide, viewer.show,
        lambda: viewer.picture.zoom_at(viewer.picture.rect().center().toPointF(), chance.uniform(0.4, 3)),
        lambda: viewer.resize(chance.randrange(260, 700), chance.randrange(200, 600)),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_whatever_was_done_the_frame_that_is_asked_for_is_shown(
    viewer: ViewerPanel, watched: Watched, tmp_path: Path, qtbot: QtBot, seed: int
) -> None:
    write_clip(_grey(90), tmp_path / "other.mp4", preset=Preset.MASTER)
    watched.model.add_take("one", Take("t2", "other.mp4", 12, RATE, Size(64, 36), 2, 0.0, "", "", "", ""))
    chance = random.Random(seed)
    deeds = _deeds(viewer, watched, chance)
    for _ in range(90):
        chance.choice(deeds)()
        if chance.random() < 0.4:
            qtbot.wait(chance.randrange(25))
        for transport in (watched.stage.program, watched.stage.source):
            assert 0 <= transport.frame <= max(0, transport.frames - 1)
            assert transport.span[0] <= transport.span[1]
    if viewer.beside.full is not None:
        viewer.beside.toggle_full()
    watched.stage.rest_live()
    while watched.model.stack.can_undo():
        watched.model.stack.undo()
    viewer.show()
    viewer.projection.use_mode("")
    watched.stage.program.set_loop(False)
    for frame, grey in ((3, 102), (14, 148), (0, 90)):
        watched.stage.program.go(frame)
        _shows(qtbot, viewer, grey)
    viewer.show_take("two", watched.model.document.shots["two"].takes[0], 1)
    watched.stage.source.go(5)
    _shows(qtbot, viewer, 160)
    QApplication.processEvents()
