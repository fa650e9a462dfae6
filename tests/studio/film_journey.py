"""A film from two prompts, by nothing but the mouse and the keyboard.

`python -m tests.studio.film_journey quick|real FOLDER` opens the project of FOLDER, generates two shots, compares and
chooses takes, trims, extends and connects, lays a sound below, exports, and makes a shot anew. What it saw goes into
FOLDER/saw.json, and a picture of each stage beside it. Quick: the fake model; real: the built-in one.
"""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView

from engine.device import prepare_environment
from engine.files import dumps
from engine.media.playback_reading import Shown
from studio.export.dialog import ExportDialog
from studio.takes.rows import ENTRY
from studio.viewer.panel import ViewerPanel
from tests.studio import quick
from tests.studio.film_hands import CTRL, NONE, SHIFT, FilmHands, until
from tests.studio.journey import Album
from tests.studio.workplace import pause

CAR, BOAT = "car", "boat"
"""Shots of the project."""
TAKES = 3
STEPS = 3
"""The frame at which takes are compared."""
TRIM = 3
"""Frames that are cut off the first shot's end."""


class Film(FilmHands):
    """The journey, stage by stage; `saw` is what is told of it."""

    def __init__(self, album: Album, file: Path) -> None:
        super().__init__(album, file)
        self.saw: dict[str, object] = {}
        self.start = self.document

    def lay_out(self) -> None:
        """Both shots come into the film; there is nothing to see of them yet."""
        self.command("Add All Shots")
        until(lambda: len(self.items) == 2, "both shots are in the film")
        self.car, self.boat = (item.id for item in self.items)
        self.picture("placeholders")

    def generate_both(self) -> None:
        """All shots; the film shows each of them while it is made."""
        strips: dict[str, set[bytes]] = {self.car: set(), self.boat: set()}
        before = {item: self.strip(item).tobytes() for item in strips}
        page = self.window.page()
        assert page is not None

        def look() -> None:
            for item in self.items:
                if item.shot in page.stage.live:
                    strips[item.id].add(self.strip(item.id).tobytes())

        page.stage.program.reel_changed.connect(look)
        self.told.clear()
        self.go(Qt.Key.Key_Return, CTRL | SHIFT)
        until(lambda: len(strips[self.car]) > 1, "previews of the first shot fill its place")
        self.picture("first-preview")
        until(lambda: len(strips[self.boat]) > 1, "previews of the second shot fill its place")
        self.picture("second-preview")
        until(lambda: self.takes_of(CAR) and self.takes_of(BOAT), "both takes are there")
        self.rest()
        page.stage.program.reel_changed.disconnect(look)
        self.saw["previews"] = [len(seen - {before[item]}) for item, seen in strips.items()]
        self.picture("two-takes")

    def make_takes(self) -> None:
        """More takes of the first shot."""
        self.hold(self.car)
        self.bar.takes.setFocus()
        for _ in range(TAKES - 1):
            self.keys(key=Qt.Key.Key_Up)
        assert self.bar.takes.value() == TAKES
        self.generate()
        until(lambda: len(self.takes_of(CAR)) >= TAKES and not self.jobs.busy, "all takes are there")
        self.saw["takes"] = [take.id for take in self.takes_of(CAR)]
        self.picture("three-takes")

    def compare(self) -> None:
        """Look at the first take's card, and with Alt at the second: both are seen on one clock. Enter picks it."""
        self.hold(self.car)
        self.command("Takes")
        page = self.window.page()
        assert page is not None
        panel, viewer = page.choosing.panel(), page.panel("viewer")
        assert isinstance(viewer, ViewerPanel)
        until(lambda: panel.isVisible() and len(panel.cards.entries) >= TAKES, "the cards are there")
        shown: list[Shown] = []
        page.stage.comparing.second.pictured.connect(shown.append)
        cards = [f"take {CAR} {take.id}" for take in self.takes_of(CAR)]
        self.click_card(panel.list, cards[0])
        self.click_card(panel.list, cards[1], Qt.KeyboardModifier.AltModifier)
        until(lambda: viewer.picture.comparison.mode == "wipe", "they are compared")
        viewer.picture.setFocus()
        self.keys(key=Qt.Key.Key_Home)
        for _ in range(STEPS):
            self.keys(key=Qt.Key.Key_Right)

        def there() -> bool:
            both = (page.stage.current.shown, shown[-1] if shown else None)
            return all(one is not None and one.final and one.frame == STEPS for one in both)

        until(there, "both are there, as sharp as they get")
        for name, one in (("a", page.stage.current.shown), ("b", shown[-1])):
            assert one is not None
            (self.album.folder / f"compared-{name}.rgb").write_bytes(one.picture.tobytes())
        self.picture("compared")
        page.stage.comparing.second.pictured.disconnect(shown.append)
        self.click_card(panel.list, cards[1])
        self.keys(key=Qt.Key.Key_Return)
        until(lambda: self.document.picked(CAR) == self.takes_of(CAR)[1], "the second one is picked")
        viewer.picture.setFocus()
        self.keys(key=Qt.Key.Key_C)
        until(lambda: not viewer.picture.comparison.mode, "one is seen again")
        self.command("Inspector")

    def click_card(self, cards: QListView, name: str, held: Qt.KeyboardModifier = NONE) -> None:
        """Click the card of a take."""
        row = next(row for row in range(cards.model().rowCount()) if _id(cards.model().index(row, 0)) == name)
        index = cards.model().index(row, 0)
        cards.scrollTo(index)
        QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, held, cards.visualRect(index).center())
        cards.setFocus()
        pause(0.05)

    def choose(self) -> None:
        """Step through takes: the film shows another picture for each; the second stays."""
        self.hold(self.car)
        self.go(Qt.Key.Key_Home)
        pictures = []
        for _ in range(len(self.takes_of(CAR))):
            until(lambda: self.shown() is not None, "the film's picture is there")
            pictures.append(self.shown())
            self.go(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        self.saw["pictures of takes"] = len(set(pictures))
        while self.document.picked(CAR) != self.takes_of(CAR)[1]:
            self.go(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        self.picture("chosen")

    def trim(self) -> None:
        """Cut the first shot's end off; what follows closes up."""
        before = self.document.timeline.total
        self.pull_end(self.car, -TRIM)
        until(lambda: self.document.timeline.total < before, "the shot is shorter")
        self.saw["trimmed"] = float((before - self.document.timeline.total) * self.document.timeline.rate)
        self.picture("trimmed")

    def grow(self, key: Qt.Key, name: str) -> str:
        """A new shot that grows out of the selected one, and is generated."""
        known = {item.id for item in self.items}
        self.go(key)
        until(lambda: len(self.items) == len(known) + 1, "the shot has grown")
        (new,) = (item for item in self.items if item.id not in known)
        assert new.shot is not None
        shot = new.shot
        self.picture(f"{name}-placeholder")
        self.hold(new.id)
        self.generate()
        until(lambda: self.takes_of(shot) and not self.jobs.busy, f"there is a take of what {name} made")
        self.picture(name)
        return new.id

    def extend_and_connect(self) -> None:
        """The first shot goes on, and leads over to the second one."""
        self.bar.takes.setFocus()
        for _ in range(TAKES - 1):
            self.keys(key=Qt.Key.Key_Down)
        self.hold(self.car)
        self.more = self.grow(Qt.Key.Key_E, "extended")
        self.hold(self.more)
        self.bridge = self.grow(Qt.Key.Key_B, "connected")
        assert [item.id for item in self.items] == [self.car, self.more, self.bridge, self.boat]

    def add_sound(self, path: Path) -> None:
        """A sound below the film, from the second cut on."""
        self.go(Qt.Key.Key_Home)
        self.go(Qt.Key.Key_Down, times=2)
        self.name_file(path)
        self.command("Add Sound…")
        self.window.activateWindow()
        until(lambda: self.document.timeline.sounds, "the sound is in the film")
        (sound,) = self.document.timeline.sounds
        blank = self.strip(sound.id).tobytes()
        until(lambda: self.strip(sound.id).tobytes() != blank, "the sound is drawn")
        self.picture("sound")

    def export(self) -> None:
        """Ctrl+M, a name, Enter: the film as most people want it, H.264."""
        self.go(Qt.Key.Key_M, CTRL)
        dialogs = self.window.findChildren(ExportDialog)
        until(lambda: any(dialog.isVisible() for dialog in dialogs), "the dialog opens")
        (dialog,) = (dialog for dialog in dialogs if dialog.isVisible())
        until(lambda: dialog.outlook is not None and dialog.go.isEnabled(), "what it makes is told")
        self.saw["problems"] = list(dialog.outlook.problems) if dialog.outlook is not None else None
        self.picture_of(dialog, "export")
        assert dialog.place.name.hasFocus()
        QTest.keyClicks(dialog.place.name, "film")
        path = dialog.place.folder / "film.mp4"
        QTest.keyClick(dialog.place.name, Qt.Key.Key_Return)
        until(lambda: path.is_file() and not self.jobs.busy, "the film is written")
        self.window.activateWindow()
        self.picture("exported")

    def save(self) -> None:
        """Ctrl+S."""
        self.go(Qt.Key.Key_S, CTRL)
        until(lambda: not self.window.document().worth_keeping, "the project is saved")

    def make_anew(self) -> None:
        """Other words for the first shot: its place in the film stays, and shows the new take."""
        before = self.items
        self.hold(self.car)
        self.go(Qt.Key.Key_Home)
        until(lambda: self.shown() is not None, "the film's picture is there")
        old = self.shown()
        self.select_node("car-words")
        self.write("text", "a white horse runs to the right in a field")
        known = self.takes_of(CAR)
        self.hold(self.car)
        self.generate()
        until(lambda: len(self.takes_of(CAR)) > len(known) and not self.jobs.busy, "the take is there")
        assert self.items == before, "the cut keeps place and trim"
        while self.document.picked(CAR) != self.takes_of(CAR)[-1]:
            self.go(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert self.items == before
        self.go(Qt.Key.Key_Home)
        until(lambda: self.shown() not in (None, old), "the film shows the new take")
        self.picture("anew")

    def undo_all(self) -> None:
        """Ctrl+Z to the beginning, and Ctrl+Shift+Z to the end again; takes are made all the same."""
        end, history = self.document, self.window.document().model.stack
        self.hold(self.car)
        while history.can_undo():
            self.go(Qt.Key.Key_Z, CTRL)
        now, start = self.document, self.start
        assert (now.graph, now.timeline, now.media) == (start.graph, start.timeline, start.media)
        assert len(self.takes_of(CAR)) > TAKES
        self.picture("undone")
        while history.can_redo():
            self.go(Qt.Key.Key_Z, CTRL | SHIFT)
        now = self.document
        assert (now.graph, now.timeline, now.media) == (end.graph, end.timeline, end.media)
        assert now.shots == end.shots

    def select_node(self, node: str) -> None:
        """Show the whole graph, and click a node's title."""
        self.editor.view.setFocus()
        self.keys(key=Qt.Key.Key_Home)
        pause(0.5)
        item = self.editor.scene.node(node)
        assert item is not None
        self.click(self.editor.view.viewport(), self._pixel(item.pos() + item.shape.title.center()))
        until(lambda: self.inspector.subject.nodes == (node,), f"the inspector shows {node}")


def _id(index: QModelIndex | QPersistentModelIndex) -> str:
    """The id of a row of takes."""
    return str(getattr(index.data(ENTRY), "id", ""))


def journey(folder: Path, album: Album) -> dict[str, object]:
    """All stages."""
    here = Film(album, folder / "film.loom")
    try:
        here.lay_out()
        here.generate_both()
        here.make_takes()
        here.compare()
        here.choose()
        here.trim()
        here.extend_and_connect()
        here.add_sound(folder / "clicks.wav")
        here.save()
        here.export()
        (folder / "cut.json").write_bytes(dumps(here.document))
        here.make_anew()
        here.undo_all()
        here.leave()
        return here.saw
    except AssertionError:
        here.picture("in-vain")
        raise
    finally:
        here.end()


def main(model: str, folder: Path) -> int:
    """Make the journey, and write down what was seen."""
    prepare_environment()
    sys.setswitchinterval(0.001)
    if model == "quick":
        quick.install()
    began = time.monotonic()
    saw = journey(folder, Album(folder, (1600, 900)))
    saw["seconds"] = time.monotonic() - began
    (folder / "saw.json").write_text(json.dumps(saw), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
