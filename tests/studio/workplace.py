"""A whole program in which something is generated: for the benches, the kills, and journeys of the engine at work.

In: a graph file, or a sample. Out: what an artist does (change a param, press Generate, wait), without sleeping where
Qt would: `until` runs Qt's own loop, so that the window is as quick as in the program and the engine has the processor.
"""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

import resources
from engine import events
from engine.graph import Json, Node
from engine.shots import Take
from studio.app import Studio, make_application
from studio.page import DocumentPage
from studio.work.bridge import Bridge

CTRL = Qt.KeyboardModifier.ControlModifier
PATIENCE = 240.0
LOOK_MS = 5


def sample(name: str = "text-to-clip") -> Path:
    """The file of a sample that ships."""
    return resources.path(f"samples/{name}.loom")


def until(holds: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Run Qt's loop until something holds. Raises AssertionError when it does not come about."""
    loop, look = QEventLoop(), QTimer(interval=LOOK_MS)
    end = time.monotonic() + seconds

    def see() -> None:
        if holds() or time.monotonic() > end:
            loop.quit()

    look.timeout.connect(see)
    if holds():
        return
    look.start()
    loop.exec()
    look.stop()
    assert holds(), f"in vain: {what}"


def pause(seconds: float) -> None:
    """Let the window live on for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


class Workplace:
    """One start of the program with a document in front. `told` is what the engine said, as the window heard it."""

    def __init__(self, *, copy_of: Path | None = None, file: Path | None = None, warm: bool = True) -> None:
        self.studio = Studio(make_application())
        self.parts = self.studio.parts
        self.told: list[events.Event] = []
        bridge = self.studio.findChild(Bridge)
        assert bridge is not None
        bridge.happened.connect(self.told.append)
        self.studio.show(file, None, quiet=not warm)
        if copy_of is not None:
            self.parts.workspace.open_copy(copy_of)
        until(lambda: self.studio.window.page() is not None, "a project is in front")
        if warm:
            until(lambda: self.parts.warmup.profile is not None, "the engine is warm")

    def close(self) -> None:
        """Take the program apart, as it does itself when its window is closed."""
        self.studio.close()
        self.studio.application.processEvents()

    @property
    def page(self) -> DocumentPage:
        """The page in front."""
        page = self.studio.window.page()
        assert page is not None, "no project is in front"
        return page

    def node(self, kind: str) -> Node:
        """The only node of a kind."""
        (found,) = [n for n in self.page.opened.model.document.graph if n.type == f"shotloom.{kind}"]
        return found

    def change(self, kind: str, **params: Json) -> None:
        """Set params of the only node of a kind, as one edit."""
        node = self.node(kind)
        self.page.opened.model.edit(
            "Change", lambda d: d.with_graph(d.graph.put(d.graph[node.id].with_params(**params)))
        )

    def press_generate(self) -> None:
        """Ctrl+Enter in the graph with nothing selected: every shot."""
        self.page.opened.focus.select((), current=None)
        view = self.page.editor.view
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_Return, CTRL)

    @property
    def takes(self) -> list[Take]:
        """Every take of the document in front, shot by shot."""
        shots = self.page.opened.model.document.shots.values()
        return [take for shot in shots for take in shot.takes]

    def rest(self) -> None:
        """Wait until nothing runs, waits, or is being asked for."""
        until(lambda: not self.parts.jobs.busy, "the engine is done")

    def generate(self) -> events.Ended:
        """Generate every shot and wait for the end; what the last job said at its end."""
        self.told.clear()
        self.press_generate()
        until(lambda: self.parts.jobs.busy, "the wish is heard")
        self.rest()
        ended = [event for event in self.told if isinstance(event, events.Ended)]
        assert ended, "no job ended"
        failed = [event for event in self.told if isinstance(event, events.Failed)]
        assert not failed, failed[0].details or failed[0].message
        return ended[-1]
