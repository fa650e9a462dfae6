"""Variations in the whole program: a grid that fills with takes, and takes like another one; the graph stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.document import Document
from studio.app import Studio
from studio.choosing import Choosing
from studio.document import DocumentModel
from studio.edit import groups
from studio.edit.takes import favourite
from studio.takes.grid import VariationGrid
from studio.takes.grid_cells import PICTURE, TROUBLE
from studio.takes.panel import TakesPanel
from tests.fake_model import FakeModel
from tests.studio import whole
from tests.studio.small_project import small_project
from tests.studio.take_project import take_project
from tests.studio.whole import page_of

LEFT = Qt.MouseButton.LeftButton


def until(holds: Callable[[], object]) -> None:
    """Nothing here takes long."""
    whole.until(holds, 40)


class Room:
    """The program with a project, and a grid of its shot."""

    def __init__(self, studio: Studio, path: Path) -> None:
        self.studio = studio
        studio.window.resize(1500, 1000)
        studio.parts.workspace.open(path)
        self.page = page_of(studio)
        studio.window.docks.reveal("takes")
        until(lambda: self.page.checker.survey is not None)
        self.page.opened.focus.select(("shot",), current="shot")
        until(lambda: not self.panel._rest.isActive())

    @property
    def choosing(self) -> Choosing:
        return self.page.choosing

    @property
    def panel(self) -> TakesPanel:
        return self.choosing.panel()

    @property
    def model(self) -> DocumentModel:
        return self.page.opened.model

    def open_grid(self) -> VariationGrid:
        QTest.mouseClick(self.panel.head.grid, LEFT)
        grid = self.choosing.grid
        assert grid is not None
        return grid

    def type(self, grid: VariationGrid, columns: str) -> None:
        grid.columns.values.selectAll()
        QTest.keyClicks(grid.columns.values, columns)
        until(lambda: not grid._rest.isActive() and grid.told.whole != "Looking…")


@pytest.fixture
def room(fake: FakeModel, studio: Studio, work: Path) -> Room:
    small_project(work / "film.loom", duration=0.3)
    return Room(studio, work / "film.loom")


def seeds(document: Document) -> list[int]:
    return [take.seed for take in document.shots["shot"].takes]


def test_a_grid_fills_with_takes_and_one_is_picked_by_keyboard(room: Room, fake: FakeModel) -> None:
    before = room.model.document
    grid = room.open_grid()
    assert grid.columns.choice.currentText() == "Generate: Seed", "what one varies most"
    grid.rows.choice.setCurrentText("Finish: Upscale")
    grid.rows.values.selectAll()
    QTest.keyClicks(grid.rows.values, "2×, 3×")
    room.type(grid, "5, 6, 7")
    assert (grid.cells.rowCount(), grid.cells.columnCount()) == (2, 3)
    assert grid.cells.headerData(1, Qt.Orientation.Horizontal) == "Seed 6"
    assert grid.make.text() == "Make 6 Takes"
    assert "6 cells" in grid.told.whole
    QTest.mouseClick(grid.make, LEFT)
    until(lambda: any(grid.cells.line(grid.cells.index(r, c)) for r in range(2) for c in range(3)))
    until(lambda: all(grid.cells.card(grid.cells.index(r, c)) for r in range(2) for c in range(3)))
    after = room.model.document
    assert after.graph == before.graph, "what is looked at was never changed"
    assert room.model.stack.count() == 0
    assert sorted(seeds(after)) == [5, 5, 6, 6, 7, 7]
    card = grid.cells.card(grid.cells.index(1, 2))
    assert card is not None
    assert card.take.settings["finish"]["scale"] == "3"
    assert card.take.seed == 7
    until(lambda: grid.cells.index(1, 2).data(PICTURE) is not None)
    assert not grid.make.isVisible(), "there is nothing left to make"

    grid.view.setFocus()
    grid.view.setCurrentIndex(grid.cells.index(0, 0))
    QTest.keyClick(grid.view, Qt.Key.Key_Right)
    QTest.keyClick(grid.view, Qt.Key.Key_Down)
    QTest.keyClick(grid.view, Qt.Key.Key_Return)
    own = room.model.document.picked("shot")
    chosen = grid.cells.card(grid.cells.index(1, 1))
    assert own is not None
    assert chosen is not None
    assert own.id == chosen.take.id
    QTest.keyClick(grid.view, Qt.Key.Key_F)
    own = room.model.document.picked("shot")
    assert own is not None
    assert own.favourite

    room.type(grid, "6, 7, 8")
    until(lambda: grid.make.text() == "Make 2 Takes")
    assert grid.cells.card(grid.cells.index(1, 0)) is not None, (
        "takes that are there are shown where they belong"
    )
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    until(lambda: room.choosing.grid is None)


def test_what_lies_in_a_group_varies_under_the_groups_name(room: Room) -> None:
    faces = room.studio.parts.faces
    room.model.edit("Group", lambda d: groups.group(d, None, faces, ["prompt", "generate"], "Maker")[0])
    room.page.opened.focus.select(("shot",), current="shot")
    grid = room.open_grid()
    assert grid.columns.choice.currentText() == "Maker > Generate: Seed"
    before = room.model.document
    assert grid.columns.values.text().startswith(f"{before.node(_inner(before)).params['seed']}, ")  # type: ignore[union-attr]
    room.type(grid, "5, 6")
    QTest.mouseClick(grid.make, LEFT)
    until(lambda: "shot" in room.model.document.shots and sorted(seeds(room.model.document)) == [5, 6])
    assert room.model.document.groups == before.groups


def _inner(document: Document) -> str:
    """The place of the node that generates, in its group."""
    return next(f"{node.id}/generate" for node in document.graph if node.group is not None)


def test_values_that_make_no_sense_are_said_in_place(room: Room) -> None:
    grid = room.open_grid()
    room.type(grid, "5, many")
    assert "number" in grid.told.whole
    assert not grid.make.isEnabled()
    room.type(grid, ", ".join(str(n) for n in range(70)))
    assert "1 to 64" in grid.told.whole
    room.type(grid, "5")
    until(lambda: grid.make.isEnabled())
    assert grid.make.text() == "Make 1 Take"


def test_a_cell_that_cannot_be_made_says_why(room: Room) -> None:
    room.model.edit("Unlink", lambda d: d.with_graph(d.graph.remove("generate")))
    room.page.opened.focus.select(("shot",), current="shot")
    grid = room.open_grid()
    grid.columns.choice.setCurrentText("Finish: Upscale")
    until(lambda: grid._cost is not None)
    until(lambda: grid.cells.index(0, 0).data(TROUBLE))
    assert not grid.make.isEnabled()


def test_closing_the_project_closes_the_grid(room: Room) -> None:
    grid = room.open_grid()
    grid.columns.values.setText("1, 2, 3")
    room.studio.window.bindings.run("file.close")
    until(lambda: not room.studio.parts.workspace.documents)
    assert room.choosing.grid is None
    assert grid.books._closed


def test_more_takes_like_one_are_made_with_other_seeds(fake: FakeModel, studio: Studio, work: Path) -> None:
    take_project(work / "film.loom", 3)
    room = Room(studio, work / "film.loom")
    before = room.model.document
    room.panel.list.choose("take shot shot-take-2")
    room.panel.list.setFocus()
    QTest.keyClick(room.panel.list, Qt.Key.Key_V)
    until(lambda: len(room.model.document.shots["shot"].takes) == 4)
    new = room.model.document.shots["shot"].takes[-1]
    like = before.shots["shot"].takes[2]
    assert new.settings["prompt"]["text"] == like.settings["prompt"]["text"], (
        "as that one, not as the graph is now"
    )
    assert new.settings["generate"]["steps"] == like.settings["generate"]["steps"]
    assert new.seed != like.seed
    assert room.model.document.graph == before.graph
    assert room.model.stack.count() == 0


def test_what_is_being_made_stands_among_the_takes(fake: FakeModel, studio: Studio, work: Path) -> None:
    take_project(work / "film.loom", 2)
    room = Room(studio, work / "film.loom")
    room.model.edit("Favourite", lambda d: favourite(d, "shot", ("shot-take-0",)))
    studio.parts.jobs.pause()
    until(lambda: studio.parts.jobs.paused)
    room.page.generating.generate(["shot"])
    until(lambda: room.panel.head.count.text() == "2 + 1")
    studio.parts.jobs.resume()
    until(lambda: room.panel.head.count.text() == "3")
