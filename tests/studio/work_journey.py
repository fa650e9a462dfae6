"""An evening of generating, by nothing but the mouse and the keyboard, in two starts of the program.

`python -m tests.studio.work_journey work FOLDER`, then `reopen FOLDER`. The first opens the project of FOLDER, changes
a word, generates, looks at the preview, changes the upscale factor, stops a job in the middle and goes on with it, and
quits while the first of three jobs runs. The second waits until they are done. Each writes what it saw into FOLDER.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from engine import events
from engine.device import prepare_environment
from engine.shots import Take
from studio.generate.bar import GenerateBar
from studio.inspector.panel import InspectorPanel
from studio.work.bridge import Bridge
from tests.studio.journey import Album, Journey
from tests.studio.workplace import until

CTRL = Qt.KeyboardModifier.ControlModifier
WAITING = 3
"""Jobs that are in the queue when the program is closed."""


class WorkJourney(Journey):
    """One start of the program with the engine warm. `told` is what the engine said, as the window heard it."""

    def __init__(self, album: Album, file: Path) -> None:
        super().__init__(album, file)
        self.told: list[events.Event] = []
        bridge = self.studio.findChild(Bridge)
        assert bridge is not None
        bridge.happened.connect(self.told.append)
        self.jobs = self.studio.parts.jobs
        until(lambda: self.window.page() is not None, "the project opens")
        self.studio.parts.warmup.begin()
        until(lambda: self.studio.parts.warmup.profile is not None, "the engine is warm")

    # -- what is there -------------------------------------------------------------------------------------------------

    @property
    def takes(self) -> list[Take]:
        """The takes of the only shot."""
        shot = self.document.shots.get(self.node("shot"))
        return list(shot.takes) if shot is not None else []

    @property
    def bar(self) -> GenerateBar:
        """The bar below the graph."""
        page = self.window.page()
        assert page is not None
        return page.generating.bar

    def heard(self, kind: type[events.Event]) -> list[events.Event]:
        """Events of a kind."""
        return [event for event in self.told if isinstance(event, kind)]

    def ran(self) -> list[str]:
        """The operations that ran, in order."""
        return [event.op for event in self.told if isinstance(event, events.StepStarted)]

    def step(self) -> int:
        """How many steps the model has done, as the last word about it says."""
        said = [e.activity for e in self.told if isinstance(e, events.Progress) and "step" in e.activity]
        return int(said[-1].split("step ")[1].split(" ")[0]) if said else 0

    # -- hands ---------------------------------------------------------------------------------------------------------

    def select(self, kind: str) -> None:
        """Click a node's title."""
        self.click(self.editor.view.viewport(), self.title(kind))
        until(lambda: self.inspector.subject.nodes == (self.node(kind),), f"the inspector shows {kind}")

    @property
    def inspector(self) -> InspectorPanel:
        """The inspector of the page in front."""
        page = self.window.page()
        assert page is not None
        panel = page.panel("inspector")
        assert isinstance(panel, InspectorPanel)
        return panel

    def field(self, param: str, kind: type[QWidget]) -> QWidget:
        """The widget in which a param is edited."""
        found = self.inspector.row(param).editor.findChild(kind)
        assert found is not None
        return found

    def write(self, param: str, text: str) -> None:
        """Click into a text of the inspector and write another one."""
        field = self.field(param, QPlainTextEdit)
        assert isinstance(field, QPlainTextEdit)
        self.click(field.viewport(), QPoint(8, 8))
        QTest.keyClick(field, Qt.Key.Key_A, CTRL)
        QTest.keyClicks(field, text)

    def choose(self, param: str, label: str) -> None:
        """Choose from a list of the inspector by the letters it begins with."""
        box = self.field(param, QComboBox)
        assert isinstance(box, QComboBox)
        box.setFocus()
        down = box.findText(label) - box.currentIndex()
        for _ in range(abs(down)):
            QTest.keyClick(box, Qt.Key.Key_Down if down > 0 else Qt.Key.Key_Up)
        assert box.currentText() == label

    def generate(self) -> None:
        """Ctrl+Enter, wherever the keyboard is."""
        self.told.clear()
        self.keys(key=Qt.Key.Key_Return, held=CTRL)
        until(lambda: self.heard(events.Started) or self.heard(events.Ended), "the job runs")

    def rest(self) -> None:
        """Wait until nothing runs or waits."""
        until(lambda: not self.jobs.busy, "the engine is done")

    def leave(self) -> None:
        """Ctrl+S, then Ctrl+Q: with everything saved the program asks nothing; of jobs at work it says what becomes of
        them, and Enter agrees.
        """
        self.click(self.editor.view.viewport(), QPoint(6, 6))
        self.keys(key=Qt.Key.Key_S, held=CTRL)
        until(lambda: not self.window.document().worth_keeping, "the project is saved")
        working = self.jobs.busy
        self.keys(key=Qt.Key.Key_Q, held=CTRL)
        if working and (strip := self.window.leaving.strip) is not None:
            QTest.keyClick(strip.buttons[0], Qt.Key.Key_Return)
        until(lambda: not self.window.isVisible(), "the window closes")


def work(file: Path, album: Album) -> dict[str, object]:
    """The first start, up to closing it in mid-generation."""
    here = WorkJourney(album, file)
    saw: dict[str, object] = {}
    try:
        here.select("prompt")
        here.write("text", "a green boat sails to the left on the lake")
        saw["pictures"] = here_generates(here)
        saw["words"] = here.takes[0].settings[here.node("prompt")]["text"]
        saw["first"] = here.ran()
        here.picture("work-done")
        here.select("upscale")
        here.choose("factor", "3×")
        here.generate()
        here.rest()
        saw["upscaled"] = here.ran()
        stop_and_go_on(here, saw)
        close_at_work(here, saw)
        return saw
    finally:
        here.end()


def here_generates(here: WorkJourney) -> int:
    """Generate, and count the pictures that the node shows until the take is there."""
    page = here.window.page()
    assert page is not None
    node, shown = here.node("generate"), set[int]()

    def look(_: object) -> None:
        picture = page.status.at(node).picture
        if picture is not None and here.jobs.busy:
            shown.add(picture.cacheKey())

    page.status.places_changed.connect(look)
    here.generate()
    until(lambda: len(shown) > 1, "the preview moves")
    here.picture("work-preview")
    until(lambda: here.takes, "the take arrives")
    here.rest()
    page.status.places_changed.disconnect(look)
    return len(shown)


def stop_and_go_on(here: WorkJourney, saw: dict[str, object]) -> None:
    """Stop in the middle of the model's work, ask again, and see it go on where it was."""
    here.select("generate")
    type_number(here, "steps", "24")
    here.select("shot")
    here.generate()
    until(lambda: here.step() >= 4, "some steps are done")
    here.click(here.bar.stop)
    here.rest()
    saw["stopped at"], saw["takes when stopped"] = here.step(), len(here.takes)
    saw["stopped"] = [e.state for e in here.told if isinstance(e, events.Ended)]
    here.told.clear()
    here.click(here.bar.button)
    until(lambda: here.step() > 0, "the model goes on")
    saw["went on at"] = min_step(here)
    until(lambda: len(here.takes) == 2, "the take arrives")
    here.rest()


def min_step(here: WorkJourney) -> int:
    """The first step that was told of."""
    said = [e.activity for e in here.told if isinstance(e, events.Progress) and "step " in e.activity]
    return int(said[0].split("step ")[1].split(" ")[0])


def type_number(here: WorkJourney, param: str, text: str) -> None:
    """Write a number into its line in the inspector."""
    editor = here.inspector.row(param).editor
    line = editor.focusProxy() or editor
    here.click(line)
    QTest.keyClick(line, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    until(
        lambda: str(here.document.graph[here.node("generate")].params.get(param)) == text,
        "the number is kept",
    )


def close_at_work(here: WorkJourney, saw: dict[str, object]) -> None:
    """Ask for three takes of other words, and quit while the first is being made."""
    here.select("prompt")
    here.write("text", "a white horse runs to the right in a field")
    here.bar.takes.setFocus()
    here.keys(key=Qt.Key.Key_Up)
    here.keys(key=Qt.Key.Key_Up)
    assert here.bar.takes.value() == WAITING
    here.generate()
    until(lambda: here.step() >= 2, "the first of them is under way")
    saw["left"] = [line.id for line in here.jobs.lines if not line.over]
    here.leave()
    saw["takes at closing"] = len(here.takes) if here.window.page() else None


def reopened(file: Path, album: Album) -> dict[str, object]:
    """The second start: nothing is asked, and everything gets done."""
    here = WorkJourney(album, file)
    saw: dict[str, object] = {}
    try:
        saw["lines"] = [line.id for line in here.jobs.lines if not line.over]
        until(lambda: len(here.takes) == 2 + WAITING and not here.jobs.busy, "all takes are there")
        saw["ended"] = {line.id: line.state for line in here.jobs.lines}
        here.picture("work-reopened")
        here.leave()
        return saw
    finally:
        here.end()


def main(stage: str, folder: Path) -> int:
    """Make one half of the journey, and write down what was seen."""
    prepare_environment()
    sys.setswitchinterval(0.001)
    halves: dict[str, Callable[[Path, Album], dict[str, object]]] = {"work": work, "reopen": reopened}
    began = time.monotonic()
    saw = halves[stage](folder / "film.loom", Album(folder))
    saw["seconds"] = time.monotonic() - began
    (folder / f"{stage}.json").write_text(json.dumps(saw), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
