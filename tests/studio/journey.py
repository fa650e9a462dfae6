"""From the welcome page to a saved film and back, by nothing but the mouse and the keyboard.

`python -m tests.studio.journey build FOLDER`, then `reopen FOLDER`: two starts of the program in the window of whatever
platform Qt runs on. Each leaves a picture of every stage in FOLDER, and the document that was on the screen last. The
window's size and theme can be given too: `build FOLDER 1920x1080 light`.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget

from engine.document import Document
from engine.files import dumps
from studio.app import Studio, make_application
from studio.graph.editor import GraphEditor

PROMPT = "a red car drives to the right at night"
PATIENCE = 10.0
STAGES = ("welcome", "search", "typing", "dropped-link", "built", "saved", "reopened")
LEFT = Qt.MouseButton.LeftButton


def until(holds: Callable[[], object], what: str) -> None:
    """Let the window work until something holds. Raises AssertionError when it does not come about."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"in vain: {what}"
        QTest.qWait(10)


@dataclass(frozen=True)
class Album:
    """Where pictures go, and what window they show: its size in Qt's pixels, and its theme."""

    folder: Path
    size: tuple[int, int] = (1280, 720)
    theme: str = "dark"


class Journey:
    """One start of the program, and the hands of somebody who uses it. Pictures go into `album`, if there is one."""

    def __init__(self, album: Album, file: Path | None = None) -> None:
        self.studio = Studio(make_application())
        self.window = self.studio.window
        self.album = album
        self.studio.parts.settings.update(theme=album.theme)
        self.window.resize(*album.size)
        self.studio.show(file, None, quiet=True)
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window, 5000), "the window never became active"

    def end(self) -> None:
        """Take the program apart, as it does itself when its window is closed."""
        self.studio.close()
        QApplication.processEvents()

    def picture(self, name: str) -> None:
        """Keep a picture of the window as it is now."""
        QTest.qWait(250)
        assert self.window.grab().save(str(self.album.folder / f"{name}.png"))

    # -- what is there -------------------------------------------------------------------------------------------------

    @property
    def editor(self) -> GraphEditor:
        """The graph editor in front."""
        page = self.window.page()
        assert page is not None, "no project is in front"
        return page.editor

    @property
    def document(self) -> Document:
        """The document in front."""
        page = self.window.page()
        assert page is not None, "no project is in front"
        return page.opened.model.document

    def node(self, kind: str) -> str:
        """The id of the only node of a kind."""
        (found,) = [n.id for n in self.document.graph if n.type == f"shotloom.{kind}"]
        return found

    def port(self, kind: str, port: str, output: bool) -> QPoint:
        """Where a port is on the viewport."""
        return self._pixel(self.editor.scene.port_position(self.node(kind), port, output))

    def title(self, kind: str) -> QPoint:
        """The middle of a node's title bar on the viewport."""
        item = self.editor.scene.node(self.node(kind))
        assert item is not None
        return self._pixel(item.pos() + item.shape.title.center())

    def _pixel(self, scene: QPointF) -> QPoint:
        return self.editor.view.viewportTransform().map(scene).toPoint()

    # -- hands ---------------------------------------------------------------------------------------------------------

    def keys(
        self, text: str = "", key: Qt.Key | None = None, held: Qt.KeyboardModifier | None = None
    ) -> None:
        """Type on whatever has the keyboard."""
        place = QApplication.focusWidget() or self.window
        QTest.keyClicks(place, text)
        if key is not None:
            QTest.keyClick(place, key, held or Qt.KeyboardModifier.NoModifier)
        QTest.qWait(20)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Press and let go of the left button."""
        QTest.mouseClick(widget, LEFT, pos=at or widget.rect().center())
        QTest.qWait(20)

    def point(self, at: QPoint) -> None:
        """Bring the pointer over the graph."""
        self._mouse(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton)

    def drag(self, start: QPoint, stop: QPoint) -> None:
        """Press over the graph, move in steps, let go."""
        self._mouse(QEvent.Type.MouseButtonPress, start, LEFT, LEFT)
        for step in range(1, 11):
            self._mouse(
                QEvent.Type.MouseMove, start + (stop - start) * step / 10, Qt.MouseButton.NoButton, LEFT
            )
        self._mouse(QEvent.Type.MouseButtonRelease, stop, LEFT, Qt.MouseButton.NoButton)
        QTest.qWait(20)

    def _mouse(self, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, down: Qt.MouseButton) -> None:
        viewport = self.editor.view.viewport()
        event = QMouseEvent(
            kind, QPointF(at), QPointF(viewport.mapToGlobal(at)), button, down, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(viewport, event)
        QTest.qWait(5)

    def add(self, words: str) -> None:
        """Type into the search that is open, and take the first answer."""
        until(lambda: self.window.popups.search.popup.isVisible(), "the search opens")
        self.keys(words)
        self.keys(key=Qt.Key.Key_Return)
        until(lambda: not self.window.popups.search.popup.isVisible(), "the search closes")

    def name_file(self, path: Path) -> None:
        """Answer the file dialog that the next key opens: type the path and press Enter."""

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog) or not dialog.isActiveWindow():
                QTimer.singleShot(50, answer)
                return
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert line is not None
            line.selectAll()
            QTest.keyClicks(line, str(path))
            # A list of proposals lies over the line and would take the Return.
            if (proposals := QApplication.activePopupWidget()) is not None:
                QTest.keyClick(proposals, Qt.Key.Key_Escape)
            QTest.keyClick(line, Qt.Key.Key_Return)
            if dialog.isVisible():
                QTimer.singleShot(200, answer)

        QTimer.singleShot(50, answer)


def first_film(path: Path, album: Album) -> Document:
    """Build prompt -> generate -> shot from nothing, save it, and quit. Yields what was on the screen at the end."""
    here = Journey(album)
    try:
        here.picture("welcome")
        here.click(here.window.welcome.buttons["file.new"])
        until(lambda: here.window.page() is not None, "a project opens")
        viewport = here.editor.view.viewport()
        here.point(QPoint(viewport.width() // 5, viewport.height() // 3))
        here.keys(key=Qt.Key.Key_Tab)
        until(lambda: here.window.popups.search.popup.isVisible(), "the search opens")
        here.picture("search")
        here.add("prompt")
        assert [n.type for n in here.document.graph] == ["shotloom.prompt"]
        here.keys(key=Qt.Key.Key_Return)
        here.keys(PROMPT)
        here.picture("typing")
        here.keys(key=Qt.Key.Key_Return)
        assert here.document.graph[here.node("prompt")].params["text"] == PROMPT
        start = here.port("prompt", "text", True)
        here.drag(start, start + QPoint(viewport.width() // 6, 20))
        here.picture("dropped-link")
        here.add("generate")
        assert (here.node("prompt"), here.node("generate")) in {
            (link.source, link.target) for link in here.document.graph.links
        }
        here.click(viewport, QPoint(viewport.width() // 2, viewport.height() - 20))
        here.point(here.title("generate") + QPoint(viewport.width() // 4, 0))
        here.keys(key=Qt.Key.Key_Tab)
        here.add("shot")
        assert len(here.document.graph.links) == 1, "nothing was selected, so nothing may be linked"
        here.drag(here.port("generate", "clip", True), here.port("shot", "clip", False))
        assert len(here.document.graph.links) == 2
        here.picture("built")
        here.name_file(path)
        here.keys(key=Qt.Key.Key_S, held=Qt.KeyboardModifier.ControlModifier)
        until(path.is_file, "the file is written")
        here.window.activateWindow()
        until(lambda: QApplication.focusWidget() is not None, "the keyboard comes back from the dialog")
        here.picture("saved")
        document = here.document
        here.keys(key=Qt.Key.Key_Q, held=Qt.KeyboardModifier.ControlModifier)
        until(lambda: not here.window.isVisible(), "the window closes")
        assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        return document
    finally:
        here.end()


def reopened(path: Path, album: Album) -> Document:
    """Start the program with a file, look, and quit. Yields the document as it is shown."""
    here = Journey(album, path)
    try:
        until(lambda: here.window.page() is not None, "the project opens")
        here.picture("reopened")
        return here.document
    finally:
        here.end()


def main(stage: str, album: Album) -> int:
    """Make one half of the journey and keep pictures of it; the document of each goes into a file of its name."""
    album.folder.mkdir(parents=True, exist_ok=True)
    path = album.folder / "film.loom"
    shown = first_film(path, album) if stage == "build" else reopened(path, album)
    (album.folder / f"{stage}.json").write_bytes(dumps(replace(shown, view={})))
    return 0


def album_of(folder: str, size: str = "1280x720", theme: str = "dark") -> Album:
    """The album that a command line means."""
    width, height = size.split("x")
    return Album(Path(folder), (int(width), int(height)), theme)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], album_of(*sys.argv[2:])))
