"""The takes panel in the whole program, by real events: pick, compare, favourites, deletion, search, drags."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLineEdit

from engine.paths import takes_folder
from engine.shots import NEWEST, Take
from studio.app import Studio
from studio.document import DocumentModel
from studio.drags import places_in, takes_in
from studio.edit.takes import pick
from studio.survey.continuity import Unfit
from studio.survey.status import Finding
from studio.takes.panel import TakesPanel
from studio.takes.rows import LOST, PICTURE
from studio.timeline.panel import TimelinePanel
from studio.viewer.panel import ViewerPanel
from tests.studio import whole
from tests.studio.take_project import take_project
from tests.studio.whole import page_of

LEFT = Qt.MouseButton.LeftButton


def until(holds: Callable[[], object]) -> None:
    """Nothing here takes long."""
    whole.until(holds, 15)


class Room:
    """The program with a project whose shot has takes, and the takes in front."""

    def __init__(self, studio: Studio, path: Path) -> None:
        self.studio = studio
        studio.window.resize(1500, 1000)
        studio.parts.workspace.open(path)
        self.page = page_of(studio)
        studio.window.docks.reveal("takes")
        panel = self.page.panel("takes")
        assert isinstance(panel, TakesPanel)
        self.panel = panel
        self.point("shot")
        until(lambda: self.numbers())

    @property
    def model(self) -> DocumentModel:
        return self.page.opened.model

    def point(self, *nodes: str) -> None:
        self.page.opened.focus.select(nodes, current=nodes[-1])
        until(lambda: not self.panel._rest.isActive())

    def numbers(self) -> list[int]:
        cards = (
            self.panel.cards.card(self.panel.cards.index(row)) for row in range(self.panel.cards.rowCount())
        )
        return [card.number for card in cards if card is not None]

    def spot(self, number: int, shot: str = "shot") -> QPoint:
        index = self.panel.cards.index(self.panel.cards.row_of(f"take {shot} {shot}-take-{number - 1}"))
        assert index.isValid()
        self.panel.list.scrollTo(index)
        return self.panel.list.visualRect(index).center()

    def click(
        self, number: int, shot: str = "shot", held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        spot = self.spot(number, shot)
        QTest.mouseClick(self.panel.list.viewport(), LEFT, held, spot)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.panel.list.setFocus()
        QTest.keyClick(self.panel.list, key, held)

    def pick(self) -> int:
        shot = self.model.document.shots["shot"]
        own = shot.picked()
        return 0 if own is None else shot.takes.index(own) + 1

    def chosen(self) -> list[int]:
        return [card.number for card in self.panel.chosen()]


@pytest.fixture
def room(studio: Studio, work: Path) -> Room:
    take_project(work / "film.loom", 5, second=2)
    made = Room(studio, work / "film.loom")
    QGuiApplication.processEvents()
    return made


def test_a_click_shows_a_take_and_enter_or_two_clicks_pick_it(room: Room) -> None:
    assert room.pick() == 5
    viewer = room.page.panel("viewer")
    assert isinstance(viewer, ViewerPanel)
    room.click(2)
    assert room.chosen() == [2]
    until(lambda: viewer.title.whole.endswith(", take 2"))
    assert room.pick() == 5, "to look is not to pick"
    room.key(Qt.Key.Key_Return)
    assert room.pick() == 2
    assert room.model.stack.text(room.model.stack.count() - 1) == "Pick another take of Car"
    room.click(4)
    QTest.mouseDClick(room.panel.list.viewport(), LEFT, pos=room.spot(4))
    QTest.mouseRelease(room.panel.list.viewport(), LEFT, pos=room.spot(4))
    assert room.pick() == 4
    room.model.stack.undo()
    assert room.pick() == 2


def test_arrow_keys_show_what_they_come_to(room: Room) -> None:
    viewer = room.page.panel("viewer")
    assert isinstance(viewer, ViewerPanel)
    room.click(1)
    room.key(Qt.Key.Key_Right)
    assert room.chosen() == [2]
    until(lambda: viewer.title.whole.endswith(", take 2"))


def test_alt_up_and_down_pick_the_neighbours(room: Room) -> None:
    room.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert (room.pick(), room.chosen()) == (4, [4])
    room.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    room.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert (room.pick(), room.chosen()) == (1, [1]), "round at the end"


def test_a_take_that_was_looked_at_makes_way_for_a_new_pick(room: Room) -> None:
    viewer = room.page.panel("viewer")
    assert isinstance(viewer, ViewerPanel)
    room.click(3)
    until(lambda: viewer.title.whole == "Car, take 3")
    shot = next(s for s in room.model.document.shots.values() if len(s.takes) == 5)
    room.model.edit("Pick", lambda d: pick(d, shot.id, shot.takes[1].id))
    until(lambda: viewer.title.whole == "Car, take 2")


def test_favourites_by_key_and_star_are_kept_when_the_rest_is_cleared(room: Room) -> None:
    room.click(2)
    room.key(Qt.Key.Key_F)
    cell = room.panel.list.visualRect(
        room.panel.cards.index(room.panel.cards.row_of("take shot shot-take-0"))
    )
    star = room.panel.list.painting.star(cell).center().toPoint()
    QTest.mouseClick(room.panel.list.viewport(), LEFT, pos=star)
    shot = room.model.document.shots["shot"]
    assert [take.favourite for take in shot.takes] == [True, True, False, False, False]
    assert room.chosen() == [2], "a star is no choice"
    room.panel.head.star.click()
    assert room.numbers() == [1, 2]
    room.panel.head.star.click()
    room.studio.window.bindings.run("take.finalise")
    until(lambda: room.numbers() == [1, 2, 3])
    shot = room.model.document.shots["shot"]
    assert [take.id for take in shot.takes] == ["shot-take-0", "shot-take-1", "shot-take-4"]
    assert shot.pick == "shot-take-4"


def test_deleted_takes_come_back_playing(room: Room) -> None:
    room.click(2)
    room.click(3, held=Qt.KeyboardModifier.ControlModifier)
    room.key(Qt.Key.Key_Delete)
    until(lambda: room.numbers() == [1, 2, 3])
    assert [card.take.id for card in room.panel.chosen()] == ["shot-take-3"], "the one behind is in hand"
    folder = room.page.opened.opened().takes
    assert (folder / "shot-1.mp4").is_file()
    room.model.stack.undo()
    until(lambda: room.numbers() == [1, 2, 3, 4, 5])
    take = room.model.document.shots["shot"].takes[1]
    until(lambda: room.panel.books.still(take) is not None)
    room.click(2)
    until(lambda: room.page.stage.source.frames == take.frames)


def test_what_is_pointed_at_plays(room: Room) -> None:
    view, rows = room.panel.list, room.panel.cards
    QTest.mouseMove(view.viewport(), room.spot(1))
    until(lambda: rows.playing == "take shot shot-take-0")
    index = rows.index(rows.row_of(rows.playing))
    seen = set()

    def moved() -> bool:
        picture = index.data(PICTURE)
        if picture is not None:
            seen.add(picture.cacheKey())
        return len(seen) > 3

    until(moved)


def test_the_alt_key_and_a_click_compare_with_a_card(room: Room) -> None:
    room.click(1)
    room.click(3, held=Qt.KeyboardModifier.AltModifier)
    viewer = room.page.panel("viewer")
    assert isinstance(viewer, ViewerPanel)
    assert viewer.projection.mode == "wipe"
    assert room.chosen() == [1], "A stays what it is"
    until(lambda: room.page.stage.comparing.second.reel is not None)
    QTest.mouseClick(room.panel.list.viewport(), Qt.MouseButton.MiddleButton, pos=room.spot(4))
    assert viewer.projection.mode == "wipe", "another B is no end of the comparison"


def test_search_favours_prompts_and_finds_its_way_back(room: Room) -> None:
    room.panel.head.field.setFocus()
    QTest.keyClicks(room.panel.head.field, "forest")
    assert room.numbers() == [3]
    QTest.keyClicks(room.panel.head.field, " cow")
    assert room.numbers() == []
    assert room.panel.stack.currentIndex() == 1
    room.panel.head.field.clear()
    assert room.numbers() == [1, 2, 3, 4, 5]


def test_the_panel_follows_what_is_selected_or_shows_all(room: Room) -> None:
    room.point("other")
    assert room.numbers() == [1, 2]
    until(lambda: room.page.checker.survey is not None)
    room.point("prompt")
    until(lambda: room.numbers() == [1, 2, 3, 4, 5, 1, 2])
    room.point("shot")
    until(lambda: room.numbers() == [1, 2, 3, 4, 5])
    room.panel.head.all.click()
    until(lambda: room.numbers() == [1, 2, 3, 4, 5, 1, 2])


def test_settings_come_back_and_the_graph_stays(room: Room) -> None:
    room.click(3)
    before = room.model.document
    room.studio.window.bindings.run("take.restore")
    after = room.model.document
    assert "forest" in after.graph["prompt"].params["text"]
    assert after.graph["generate"].params["seed"] == 1854
    assert after.graph.links == before.graph.links
    assert after.shots == before.shots
    room.model.stack.undo()
    assert room.model.document.graph == before.graph


def test_the_seed_is_copied(room: Room) -> None:
    room.click(2)
    room.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text() == "1847"


def test_a_card_carries_its_shot_its_take_and_its_file(room: Room) -> None:
    room.click(2)
    mime = room.panel.list.drag().mimeData()
    assert places_in(mime) == ["shot"]
    assert takes_in(mime) == {"shot": "shot-take-1"}
    assert [Path(url.toLocalFile()).name for url in mime.urls()] == ["shot-1.mp4"]


def _drop(view: QAbstractScrollArea, mime: QMimeData, at: QPointF) -> None:
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    QGuiApplication.sendEvent(view.viewport(), QDragEnterEvent(at.toPoint(), copy, mime, LEFT, none))
    QGuiApplication.sendEvent(view.viewport(), QDropEvent(at, copy, mime, LEFT, none))


def test_a_card_dropped_on_the_timeline_is_in_the_film_and_the_pick(room: Room) -> None:
    timeline = room.page.panel("timeline")
    assert isinstance(timeline, TimelinePanel)
    room.click(2)
    mime = room.panel.list.drag().mimeData()
    count = room.model.stack.count()
    _drop(timeline.view, mime, QPointF(200, 60))
    assert [item.shot for item in room.model.document.timeline.items] == ["shot"]
    assert room.pick() == 2
    assert room.model.stack.count() == count + 1, "one step"
    assert not room.model.document.media, "its file is no media of the project"


def test_a_card_dropped_on_the_graph_is_a_clip_to_load(room: Room) -> None:
    room.click(1)
    view = room.page.editor.view
    before = set(room.model.document.graph.nodes)
    _drop(view, room.panel.list.drag().mimeData(), QPointF(40, 40))
    until(lambda: set(room.model.document.graph.nodes) - before)
    (new,) = set(room.model.document.graph.nodes) - before
    assert room.model.document.graph[new].type == "shotloom.load_clip"
    assert len(room.studio.parts.workspace.documents) == 1, "it was not opened as a project"


def test_a_card_dropped_on_the_node_of_another_shot_is_its_take(room: Room) -> None:
    room.click(1)
    editor = room.page.editor

    def at(node: str) -> QPointF:
        (x, y), (wide, high) = room.model.document.graph[node].position, editor.scene.sizes()[node]
        return QPointF(editor.view.mapFromScene(QPointF(x + wide / 2, y + high / 2)))

    mime = room.panel.list.drag().mimeData()
    _drop(editor.view, mime, at("other"))
    other = room.model.document.shots["other"]
    assert [take.file for take in other.takes] == ["other-0.mp4", "other-1.mp4", "shot-0.mp4"]
    assert other.picked() == other.takes[-1]
    assert not room.model.document.media
    _drop(editor.view, mime, at("shot"))
    assert room.pick() == 1, "onto its own shot it is picked"


def test_what_is_selected_on_the_timeline_is_pointed_at(room: Room) -> None:
    timeline = room.page.panel("timeline")
    assert isinstance(timeline, TimelinePanel)
    room.studio.window.bindings.run("cut.add_all")
    until(lambda: len(room.model.document.timeline.items) == 2)
    room.point("shot")
    other = next(item.id for item in room.model.document.timeline.items if item.shot == "other")
    timeline.table.select((other,))
    until(lambda: room.numbers() == [1, 2])


def test_a_shot_that_follows_the_newest_says_so_and_can_be_held(room: Room) -> None:
    assert room.model.document.shots["shot"].pick == NEWEST
    room.click(5)
    room.studio.window.bindings.run("take.newest")
    assert room.model.document.shots["shot"].pick == "shot-take-4"


def test_among_the_takes_of_all_shots_those_of_the_shot_that_is_selected_are_at_hand(room: Room) -> None:
    room.panel.head.all.click()
    until(lambda: len(room.numbers()) == 7)
    room.click(2)
    name = room.panel.details.name
    assert name.whole == "Car, take 2"
    room.point("other")
    until(lambda: name.whole == "Boat, take 2")
    room.point("shot")
    until(lambda: name.whole == "Car, take 5")
    # Nobody is led away from a card of another shot that was clicked since.
    room.click(1, "other")
    room.model.edit("Rename", lambda d: d.with_shot(replace(d.shots["shot"], name="Wagon")))
    room.panel.follow()
    assert name.whole == "Boat, take 1"


def test_a_pick_that_no_longer_fits_what_its_shot_continues_says_so(room: Room) -> None:
    until(lambda: room.page.checker.survey is not None)
    room.click(5)
    text = room.panel.details.text
    assert "Does not fit" not in text.toPlainText()
    room.page.status.find({"shot": Finding(unfit=Unfit("other", 1, 2))})
    assert "Made from take 1 of Boat, which shows take 2 now." in text.toPlainText()
    room.click(4)
    assert "Does not fit" not in text.toPlainText()


def test_details_that_get_room_begin_with_their_first_line(room: Room) -> None:
    window, bar = room.studio.window, room.panel.details.text.verticalScrollBar()
    room.click(3)
    QTest.qWait(100)
    assert not bar.maximum(), "there is no room for them yet"
    window.resize(1500, 900)
    QTest.qWait(100)
    window.resize(1500, 1150)
    until(lambda: bar.maximum() > 0)
    QTest.qWait(100)
    assert bar.value() == 0


def test_every_control_of_the_panel_says_what_it_is(room: Room) -> None:
    controls = [*room.panel.findChildren(QAbstractButton), *room.panel.findChildren(QLineEdit)]
    shown = [c for c in controls if c.isVisible()]
    assert shown
    assert [c.objectName() or c.metaObject().className() for c in shown if not c.toolTip()] == []


def test_of_many_takes_only_those_in_sight_are_read(studio: Studio, work: Path) -> None:
    take_project(work / "film.loom", 400, files=False)
    room = Room(studio, work / "film.loom")
    asked: list[str] = []
    read = room.panel.books._read

    def counted(take: Take, *rest: object) -> None:
        asked.append(take.file)
        read(take, *rest)  # type: ignore[arg-type]

    room.panel.books._read = counted  # type: ignore[method-assign,assignment]
    room.panel.list.scrollToTop()
    until(lambda: "shot-0.mp4" in asked)
    until(lambda: not room.panel.books._reading)
    assert len(room.numbers()) == 400
    assert len(set(asked)) < 100
    index = room.panel.cards.index(1)
    assert index.data(LOST), "a file that is not there is said to be lost"


def test_who_looks_at_the_newest_take_sees_the_next_one(room: Room) -> None:
    view = room.panel.list
    view.scrollToBottom()
    like = room.model.document.shots["shot"].takes[0]
    for number in range(4):
        room.model.add_take("shot", replace(like, id=f"new-{number}", key=f"new {number}"))
    until(lambda: room.numbers() == list(range(1, 10)))
    until(lambda: view.verticalScrollBar().value() == view.verticalScrollBar().maximum() > 0)


def test_a_card_whose_file_was_lost_shows_it_again_once_it_is_made_anew(studio: Studio, work: Path) -> None:
    take_project(work / "film.loom", 3)
    master = takes_folder(work / "film.loom") / "shot-1.mp4"
    away = master.rename(work / "away.mp4")
    room = Room(studio, work / "film.loom")
    index = room.panel.cards.index(room.panel.cards.row_of("take shot shot-take-1"))
    until(lambda: index.data(LOST))
    away.rename(master)
    take = room.model.document.shots["shot"].takes[1]
    studio.parts.jobs.finished.emit(room.page.opened, "shot", take)
    until(lambda: index.data(PICTURE) is not None)
    assert not index.data(LOST)
