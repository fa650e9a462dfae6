"""The timeline panel: commands, words typed in place, the list, menus, drops, and how it looks in every theme."""

import json
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from engine.graph import Node
from engine.timeline import Timeline
from engine.tracks import Cue
from studio.actions import ACTIONS, CUT, TAKES
from studio.drags import SHOTS, dragged
from studio.survey.continuity import Unfit
from studio.survey.status import Finding, Run
from studio.theme import THEMES
from studio.timeline.hit import Hit
from studio.timeline.view import VIEW, TimelineView
from tests.studio.timeline.room import NONE, RATE, Make, Room

ABOUT_FILM = [row.id for row in ACTIONS.values() if row.panel in (CUT, TAKES)]


def test_every_command_of_the_timeline_is_offered(room: Room) -> None:
    assert [name for name in ABOUT_FILM if room.bindings.command(name) is None] == []


def test_commands_cut_at_the_playhead(room: Room) -> None:
    room.stage.program.go(60)
    assert room.bindings.run("cut.split")
    assert room.order == ["a", "b", "b", "c", "d", "e"]
    room.table.select({"item a"})
    assert room.bindings.run("cut.ripple_delete")
    assert room.order == ["b", "b", "c", "d", "e"]
    assert room.made == 2


def test_a_gap_is_selected_by_a_click_and_closed(room: Room) -> None:
    room.table.select({"item b"})
    room.bindings.run("cut.lift")
    assert room.order == ["a", "-", "c", "d", "e"]
    room.click(room.at("item b", 20))
    room.bindings.run("cut.ripple_delete")
    assert room.order == ["a", "c", "d", "e"]


def test_tools_are_taken_in_hand_by_key_and_button(room: Room) -> None:
    room.bindings.run("cut.tool_slip")
    assert room.view.hands.tool == "slip"
    assert room.panel.toolbar.by_tool["slip"].isChecked()
    room.panel.toolbar.by_tool["blade"].click()
    assert room.view.hands.tool == "blade"


def test_a_new_title_is_written_at_once(room: Room) -> None:
    room.stage.program.go(100)
    room.bindings.run("cut.add_title")
    field = room.panel.field
    assert field.is_open
    QTest.keyClicks(field, "The End")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert [cue.text for cue in room.timeline.cues] == ["Far out at sea", "The End"]
    assert not field.is_open


def test_words_that_are_typed_can_be_left_as_they_were(room: Room) -> None:
    room.panel.field.open("words")
    QTest.keyClicks(room.panel.field, "Something else")
    QTest.keyClick(room.panel.field, Qt.Key.Key_Escape)
    assert room.timeline.cues[0].text == "Far out at sea"
    assert room.made == 0


def test_typing_words_moves_no_playhead(room: Room) -> None:
    room.panel.field.open("words")
    QTest.keyClicks(room.panel.field, "jkl")
    assert room.stage.program.frame == 0
    room.panel.settle()
    assert room.timeline.cues[0].text == "jkl"


def test_the_list_shows_and_selects_the_same(room: Room, qtbot: QtBot) -> None:
    room.panel.toolbar.list.setChecked(True)
    rows = room.panel.list.model()
    told = [rows.data(rows.index(n, 0)) for n in range(rows.rowCount())]
    assert len(told) == 10
    assert told[0].startswith("Shot · A · 00:00:00:00") or told[0].startswith("Sound · music.wav")
    room.table.select({"item c"})
    chosen = room.panel.list.selectionModel().selectedIndexes()
    assert ["C" in rows.data(index) for index in chosen] == [True]
    place = next(n for n, text in enumerate(told) if text.startswith("Shot · D"))
    room.panel.list.setCurrentIndex(rows.index(place, 0))
    assert room.table.selection == {"item d"}
    room.panel.list.activated.emit(rows.index(place, 0))
    assert room.stage.program.frame == 144


def test_the_menu_fits_what_was_clicked(room: Room) -> None:
    def rows(hit: Hit) -> Sequence[str]:
        menu = room.panel.menu.of(hit, room.view)
        found = [
            action.objectName() or action.text() for action in menu.actions() if not action.isSeparator()
        ]
        menu.deleteLater()
        return found

    assert "shot.extend" in rows(Hit("body", room.block("item a")))
    assert "cut.lower" in rows(Hit("body", room.block("top")))
    assert "Size" in rows(Hit("body", room.block("words")))
    assert "cut.mute" in rows(Hit("body", room.block("sound")))
    assert "Colour" in rows(Hit("marker", None, "flag"))
    assert "cut.add_all" in rows(Hit())


def test_a_value_is_chosen_from_the_menu_in_one_step(room: Room) -> None:
    menu = room.panel.menu.of(Hit("body", room.block("words")), room.view)
    place = next(m for m in menu.findChildren(QMenu) if m.title() == "Place")
    next(action for action in place.actions() if action.text() == "Top").trigger()
    menu.deleteLater()
    cue = room.timeline.cues[0]
    assert isinstance(cue, Cue)
    assert cue.place == "top"
    assert room.made == 1


def _drop(room: Room, mime: QMimeData, at: QPointF) -> None:
    """A drag comes in and is let go."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    viewport = room.view.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(at.toPoint(), copy, mime, left, none))
    QApplication.sendEvent(viewport, QDropEvent(at, copy, mime, left, none))


def test_files_are_handed_on_with_the_cut_where_they_fell(room: Room) -> None:
    fell: list[tuple[list[Path], Fraction, int | None]] = []
    room.panel.drops._files = lambda paths, time, position: fell.append((paths, time, position))
    mime = QMimeData()
    mime.setText("file:///tmp/wave.wav")
    mime.setData("text/uri-list", b"file:///tmp/wave.wav\r\n")
    _drop(room, mime, room.at("item b", 2))
    assert fell == [([Path("/tmp/wave.wav")], Fraction(2), 1)]


def test_files_go_nowhere_but_where_they_fell(room: Room) -> None:
    fell: list[tuple[Fraction, int | None]] = []
    room.panel.drops._files = lambda paths, time, position: fell.append((time, position))
    clip, sound = QMimeData(), QMimeData()
    clip.setData("text/uri-list", b"file:///tmp/clip.mp4\r\n")
    sound.setData("text/uri-list", b"file:///tmp/wave.wav\r\n")
    # Over an overlay there is no place for a file: it comes into the track below.
    top = room.at("top", 2)
    _drop(room, clip, QPointF(room.sight.x(98), top.y()))
    # A sound begins where it is held, far from a cut as well.
    _drop(room, sound, room.at("item c", 10))
    assert fell == [(Fraction(4), 2), (Fraction(106) / RATE, 2)]


def test_what_is_no_shot_is_left_alone(room: Room) -> None:
    mime = QMimeData()
    mime.setData(SHOTS, json.dumps({"no": "list"}).encode())
    _drop(room, mime, room.at("item b", 2))
    assert room.made == 0


def test_a_shot_that_is_dropped_on_a_cut_is_inserted_there(room: Room) -> None:
    room.model.edit("Load", lambda d: d.with_graph(d.graph.put(Node("x", "shotloom.shot", title="X"))))
    _drop(room, dragged(SHOTS, ["x"]), room.at("item b", 2))
    assert room.order == ["a", "x", "b", "c", "d", "e"]
    assert room.table.selection == {room.timeline.items[1].id}


def test_a_place_is_remembered_but_is_no_edit(room: Room, qtbot: QtBot) -> None:
    room.view.zoom_by(2.0)
    qtbot.waitUntil(lambda: VIEW in room.model.document.view, timeout=5000)
    assert room.made == 0


def test_fit_shows_everything_and_again_what_was_seen(room: Room) -> None:
    before = room.sight.zoom
    room.bindings.run("cut.zoom_fit")
    assert room.sight.x(0) >= 0
    assert room.sight.x(room.table.layout.end) <= room.sight.width
    room.bindings.run("cut.zoom_fit")
    assert room.sight.zoom == before


def test_the_graph_selects_what_the_timeline_selects_only_where_there_is_a_node(room: Room) -> None:
    room.click(room.at("item a", 20))
    assert not room.opened.focus.nodes
    room.panel.show_shot("a")
    assert room.said[-1] == "The node of this shot is gone from the graph"


def test_what_is_being_made_is_seen_in_its_place(room: Room) -> None:
    room.status.run("b", Run("running", 0.4))
    making = room.panel.progress.of("b")
    assert making is not None
    assert making.progress == 0.4
    assert room.panel.progress.of("a") is None
    room.view.viewport().repaint()
    room.status.run("b", Run("done"))
    assert room.panel.progress.of("b") is None


@pytest.mark.parametrize("theme", THEMES)
def test_it_paints_in_every_theme_and_text_size(room_of: Make, theme: str) -> None:
    room = room_of(5, THEMES[theme])
    room.table.select({"item b", "sound"})
    room.stage.program.set_in(10)
    room.stage.program.set_out(100)
    plain = room.panel.grab().toImage()
    font = room.panel.font()
    font.setPointSizeF(19)
    room.panel.setFont(font)
    QApplication.processEvents()
    large = room.panel.grab().toImage()
    assert plain != large


def test_an_empty_film_says_what_to_do(room: Room) -> None:
    room.model.edit("Empty", lambda d: replace(d, timeline=type(d.timeline)()))
    room.view.viewport().repaint()
    assert not room.table.layout.end
    room.model.stack.undo()
    assert room.table.layout.end


def test_the_bar_of_what_is_in_memory_ends_with_the_film(room: Room) -> None:
    line, sight = room.sight.ruler + room.sight.bar / 2, room.sight

    def ink(frame: float) -> str:
        return room.view.viewport().grab().toImage().pixelColor(round(sight.x(frame)), round(line)).name()

    plain = ink(60)
    room.view.above.use_states(0.0, 240.0, np.full(480, 2, np.uint8))
    assert ink(60) != plain
    assert ink(200) == ink(60)
    room.model.edit("Shorten", lambda d: replace(d, timeline=Timeline(RATE, room.timeline.items[:2])))
    assert ink(60) != plain
    assert ink(200) == plain
    room.model.edit("Empty", lambda d: replace(d, timeline=Timeline(RATE)))
    assert ink(60) == plain


def test_what_is_typed_in_place_goes_along_with_the_view_until_its_thing_is_gone(room: Room) -> None:
    field, view, sight = room.panel.field, room.view, room.sight
    field.open("flag")
    QTest.keyClicks(field, "Ahead")

    def beside_flag() -> bool:
        flag = room.table.layout.flag("flag")
        return flag is not None and abs(field.x() - sight.x(flag.frame)) <= 1

    assert beside_flag()
    for turn, held in ((-480, NONE), (120, Qt.KeyboardModifier.ControlModifier), (-120, NONE)):
        before = field.x()
        at = QPointF(300, sight.top + 5)
        view.wheelEvent(wheel(view, at, turn, held))
        assert field.x() != before
        assert beside_flag()
    assert field.hasFocus()
    assert field.toPlainText() == "Ahead"
    room.model.edit("Clear", lambda d: replace(d, timeline=replace(d.timeline, markers=())))
    assert not field.is_open
    assert not field.isVisible()


def test_what_the_graph_selects_is_selected_here_where_it_comes_first(room: Room) -> None:
    nodes = {name: Node(name, "shotloom.shot") for name in ("a", "c", "other")}
    room.model.edit("Nodes", lambda d: d.with_graph(d.graph.put(*nodes.values())))
    again = replace(room.timeline.items[2], id="again")
    room.model.edit(
        "Again", lambda d: replace(d, timeline=replace(d.timeline, items=(*d.timeline.items, again)))
    )
    focus = room.opened.focus
    room.table.select({"item b"})
    focus.select(("c",), current="c")
    assert room.table.selection == {"item c"}
    assert focus.nodes == frozenset({"c"})
    # Another place of the same shot, chosen here, stays.
    room.table.select({"again"})
    focus.select((), current="")
    focus.select(("c",), current="c")
    assert room.table.selection == {"again"}
    # What the film does not show leaves the selection as it is.
    focus.select(("other",), current="other")
    assert room.table.selection == {"again"}
    focus.select(("a", "c"), current="c")
    assert room.table.selection == {"item a", "item c"}
    assert focus.nodes == frozenset({"a", "c"})


def wheel(view: TimelineView, at: QPointF, turn: int, held: Qt.KeyboardModifier) -> QWheelEvent:
    """A notch of the wheel over the tracks."""
    return QWheelEvent(
        at, view.viewport().mapToGlobal(at), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, held,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip


def test_a_shot_that_no_longer_fits_what_it_continues_says_so_and_offers_the_remedy(room: Room) -> None:
    body = Hit("body", room.block("item b"))
    why = "Made from take 1 of A, which shows take 2 now."
    view = room.view
    fits = view.grab().toImage()
    painted = view.tape.painted
    wanted: list[Sequence[str]] = []
    room.panel.make_wanted.connect(wanted.append)
    room.status.find({"b": Finding(unfit=Unfit("a", 1, 2))})
    marked = view.grab().toImage()
    # Its own box is painted anew, and no other.
    row = room.row("item b")
    box = room.sight.rect(row, room.block("item b").start, room.block("item b").stop)
    assert 0 < view.tape.painted - painted <= (box.width() + 4) * (box.height() + 4)
    assert marked != fits
    assert why in view.tips(body)
    assert "Make Anew to Match generates it again." in view.tips(body)
    room.panel.list.show()
    rows = room.panel.list.model()
    told = [rows.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(rows.rowCount())]
    assert [text.split(" · ")[1:3] for text in told if why in text] == [["B", "Does not fit"]]
    seen = [rows.index(n, 0).data() for n in range(rows.rowCount())]
    assert [text.split(" · ")[1] for text in seen if "Does not fit" in text] == ["B"]
    room.table.select({"item b"})
    texts = [action.text() for action in room.panel.menu.of(body, room.view).actions()]
    assert texts[0].startswith("Make Anew to Match")
    assert room.bindings.run("shot.match")
    assert wanted == [["b"]]
    room.status.find({})
    assert view.grab().toImage() != marked
    assert room.bindings.run("shot.match")
    assert wanted == [["b"]]
    assert room.said[-1] == "What is selected fits the shots that it continues."
    other = room.panel.menu.of(body, room.view).actions()
    assert not any(action.text().startswith("Make Anew") for action in other)
