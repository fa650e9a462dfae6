"""What lies around the tracks: the details of what is selected, buttons that grow shots, the first steps of a film."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from engine.graph import Node
from engine.shots import Shot
from engine.timeline import Item
from engine.tracks import SUBTITLE, TITLE, Cue
from studio.settings import SettingsStore
from studio.survey.status import Run
from studio.timeline.fields import Choice, NumberLine, TimeLine, Words
from studio.timeline.hit import Hit, buttons
from studio.work.lines import JobLine
from tests.studio.timeline.room import Make, Room, shot


@pytest.fixture
def details(room: Room) -> Room:
    """A timeline whose details are shown."""
    room.window.resize(1200, 700)
    room.panel.resize(1200, 700)
    room.bindings.run("cut.details")
    assert room.panel.details.isVisible()
    return room


def enter(room: Room, name: str, text: str) -> None:
    """Type into a field of the details, and press Enter."""
    line = room.panel.details.fields[name]
    assert isinstance(line, TimeLine | NumberLine)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def choose(room: Room, name: str, index: int) -> None:
    """Choose a value of a field."""
    field = room.panel.details.fields[name]
    assert isinstance(field, Choice)
    field.setCurrentIndex(index)
    field.activated.emit(index)


def write(room: Room, name: str, text: str) -> None:
    """Type words into a field, and go on to the tracks."""
    field = room.panel.details.fields[name]
    assert isinstance(field, Words)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    room.view.setFocus()


def cue(room: Room) -> Cue:
    (found,) = room.timeline.cues
    return found


def test_nothing_and_several_things_have_no_fields(details: Room) -> None:
    assert not details.panel.details.fields
    details.table.select({"item a", "item b"})
    assert not details.panel.details.fields
    details.table.select({"item a"})
    assert set(details.panel.details.fields) == {"in", "length", "dissolve"}


def test_times_of_a_shot_are_typed(details: Room) -> None:
    details.table.select({"item b"})
    enter(details, "length", "1:12")
    assert details.timeline.item("item b").length == Fraction(36, 24)
    enter(details, "in", "+6")
    assert details.timeline.item("item b").in_point == 2 + Fraction(6, 24)
    enter(details, "dissolve", "0.5s")
    assert details.timeline.item("item b").dissolve == Fraction(1, 2)
    assert details.made == 3


def test_keys_move_a_time_by_frames(details: Room) -> None:
    details.table.select({"item b"})
    line = details.panel.details.fields["length"]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert details.timeline.item("item b").length == Fraction(48 - 11, 24)


def test_what_is_no_time_is_put_back(details: Room) -> None:
    details.table.select({"item b"})
    line = details.panel.details.fields["length"]
    assert isinstance(line, TimeLine)
    enter(details, "length", "soon")
    assert details.made == 0
    assert line.text() == "00:00:02:00"


def test_every_field_of_words_is_there(details: Room) -> None:
    details.table.select({"words"})
    write(details, "text", "Near the shore")
    choose(details, "role", 1)
    choose(details, "place", 2)
    enter(details, "size", "12")
    enter(details, "start", "36f")
    enter(details, "length", "3s")
    enter(details, "fade", "6f")
    own = cue(details)
    assert (own.text, own.role, own.place, own.size) == ("Near the shore", TITLE, "top", Fraction(12, 100))
    assert (own.start, own.length, own.fade) == (Fraction(3, 2), 3, Fraction(1, 4))
    assert details.made == 7


def test_words_are_never_emptied_and_escape_puts_them_back(details: Room) -> None:
    details.table.select({"words"})
    field = details.panel.details.fields["text"]
    assert isinstance(field, Words)
    write(details, "text", " ")
    assert cue(details).text == field.toPlainText() == "Far out at sea"
    field.setFocus()
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.toPlainText() == "Far out at sea"
    assert cue(details).role == SUBTITLE
    assert details.made == 0


def test_a_sound_is_set_in_numbers(details: Room) -> None:
    details.table.select({"sound"})
    enter(details, "volume", "-6.5")
    enter(details, "fade_out", "1s")
    muted = details.panel.details.fields["muted"]
    assert isinstance(muted, QCheckBox)
    muted.click()
    (sound,) = details.timeline.sounds
    assert (sound.volume, sound.fade_out, sound.muted) == (-6.5, 1, True)
    assert details.made == 3


def test_a_marker_has_a_name_a_note_and_a_colour(details: Room) -> None:
    details.table.select({"flag"})
    write(details, "note", "Later brighter")
    choose(details, "colour", 3)
    enter(details, "time", "2s")
    flag = next(m for m in details.timeline.markers if m.id == "flag")
    assert (flag.note, flag.colour, flag.time) == ("Later brighter", "#f2736b", 2)


def test_an_overlay_lets_through_as_much_as_is_typed(details: Room) -> None:
    details.table.select({"top"})
    enter(details, "opacity", "62.5")
    choose(details, "fit", 1)
    (placed,) = details.timeline.overlay
    assert (placed.opacity, placed.fit) == (Fraction(625, 1000), "fit")


def test_what_a_longer_take_has_beyond_the_cut_is_told(details: Room) -> None:
    whole = Item("item a", "a", Fraction(0), Fraction(10))
    details.model.edit("Whole", lambda d: replace(d, timeline=replace(d.timeline, items=(whole,))))
    details.table.select({"item a"})
    said = details.panel.details.findChildren(QLabel)
    assert not any("more at its end" in label.text() for label in said)
    longer = shot("a", 11).takes[0]
    details.model.edit("Longer", lambda d: d.with_shot(Shot("a", "A", (longer,))))
    assert details.timeline.items == (whole,), "a new take keeps place and trim"
    assert any("1.0 s more at its end, not shown" in label.text() for label in said)


def test_fields_follow_what_gestures_and_undo_do(details: Room) -> None:
    details.table.select({"item b"})
    line = details.panel.details.fields["length"]
    assert isinstance(line, TimeLine)
    edge = details.edge("item b", "end")
    details.drag(edge, details.by(edge, -12), Qt.KeyboardModifier.AltModifier)
    assert line.text() == "00:00:01:12"
    details.model.stack.undo()
    assert line.text() == "00:00:02:00"
    details.bindings.run("cut.marker")
    details.model.stack.undo()
    assert not details.panel.details.fields


def test_typed_words_count_when_something_else_is_selected(details: Room) -> None:
    details.table.select({"words"})
    field = details.panel.details.fields["text"]
    assert isinstance(field, Words)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Ahoy")
    details.click(details.at("item a", 20))
    assert cue(details).text == "Ahoy"
    assert details.table.selection == {"item a"}


def test_the_switches_are_remembered(room: Room, room_of: Make) -> None:
    room.panel.switch_snap()
    room.panel.switch_along()
    room.bindings.run("cut.details")
    kept = SettingsStore().value
    assert (kept.cut_snap, kept.cut_along, kept.cut_details) == (False, False, True)
    again = room_of().panel
    assert (again.snapping, again.along, again.toolbar.details.isChecked()) == (False, False, True)
    assert not again.toolbar.switches["cut.snap"].isChecked()


# -- growing -----------------------------------------------------------------------------------------------------------


def grow_button(room: Room, part: str) -> QPointF:
    """The middle of a button on a shot, which is large enough for it."""
    room.sight.zoom = 8.0
    room.view.repaint_all()
    block, row = room.block("item b"), room.row("item b")
    return buttons(block, room.sight.rect(row, block.start, block.stop), room.sight)[part].center()  # type: ignore[index]


def test_buttons_on_a_shot_grow_it(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    run: list[str] = []
    monkeypatch.setattr(room.bindings, "run", lambda name: not run.append(name))
    room.window.resize(1200, 700)
    room.panel.resize(1200, 700)
    room.click(grow_button(room, "jump"))
    assert not run, "a click that selects a shot must not change the film"
    room.click(grow_button(room, "jump"))
    room.click(grow_button(room, "extend"))
    assert run == ["shot.jump", "shot.extend"]
    assert room.table.selection == {"item b"}


def test_why_a_shot_cannot_grow_is_said_where_its_button_is_clicked(room: Room) -> None:
    room.window.resize(1200, 700)
    room.panel.resize(1200, 700)
    room.table.select({"item b"})
    room.click(grow_button(room, "extend"))
    # The shots of these tests have no nodes.
    assert room.said[-1] == "The node of this shot was deleted"
    assert room.made == 0


def test_a_key_that_can_do_nothing_says_why(room: Room) -> None:
    room.click(room.at("item a", 20))
    room.key(Qt.Key.Key_E)
    assert room.said[-1] == "The node of this shot was deleted"
    assert room.made == 0


def test_a_drag_that_begins_on_a_button_moves_the_shot(room: Room) -> None:
    room.window.resize(1200, 700)
    room.panel.resize(1200, 700)
    room.table.select({"item b"})
    start = grow_button(room, "extend")
    room.drag(start, room.by(start, 60))
    assert room.order == ["a", "c", "b", "d", "e"]


def test_the_row_of_tools_says_what_cannot_be_done(room: Room, qtbot: QtBot) -> None:
    room.click(room.at("item a", 20))
    button = room.panel.toolbar.growth.buttons["shot.extend"]
    qtbot.waitUntil(lambda: not button.isEnabled(), timeout=5000)
    assert len(button.toolTip().splitlines()) == 3


# -- beside the tracks -------------------------------------------------------------------------------------------------


def test_an_empty_film_offers_its_first_steps(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = room.panel.nothing
    assert not nothing.isVisible()
    room.model.edit("Empty", lambda d: replace(d, timeline=type(d.timeline)()))
    assert nothing.isVisible()
    assert not nothing.buttons["cut.add_all"].isEnabled()
    run: list[str] = []
    monkeypatch.setattr(room.bindings, "run", lambda name: not run.append(name))
    QTest.mouseClick(nothing.buttons["cut.add_sound"], Qt.MouseButton.LeftButton)
    assert run == ["cut.add_sound"]
    monkeypatch.undo()
    room.model.stack.undo()
    assert not nothing.isVisible()


def test_a_shot_says_how_far_its_own_job_is(room: Room) -> None:
    home = str(room.opened.place)
    seen: list[str] = []
    room.panel.progress.changed.connect(seen.append)
    room.jobs.put(JobLine("j", "running", document=home, place="b", share=0.3, left=12.0))
    making = room.panel.progress.of("b")
    assert making is not None
    assert (making.progress, making.left) == (0.3, 12.0)
    assert room.view.tips(Hit("body", room.block("item b"))).endswith("30 % · 12 s left")
    room.jobs.put(JobLine("k", "running", document="elsewhere", place="c", share=0.9))
    assert room.panel.progress.of("c") is None
    room.view.viewport().repaint()
    room.jobs.put(JobLine("j", "done", document=home, place="b"))
    assert room.panel.progress.of("b") is None
    assert seen == ["b", "b"]


def test_what_continues_a_shot_is_not_made_with_it(room: Room) -> None:
    room.model.edit("Load", lambda d: d.with_graph(d.graph.put(Node("a", "shotloom.shot", title="A"))))
    progress = room.panel.progress
    progress._made_of = lambda shot, node: node == "a"
    room.status.run("a", Run("running", 0.2))
    making = progress.of("b")
    assert making is not None
    assert making.progress == 0.2
    room.jobs.put(JobLine("j", "running", document=str(room.opened.place), place="a", share=0.3))
    assert progress.of("b") is None
    room.status.run("b", Run("queued"))
    waiting = progress.of("b")
    assert waiting is not None
    assert waiting.progress is None


def test_an_edit_by_hand_shows_the_film(room: Room) -> None:
    room.stage.use_source()
    assert not room.stage.on_program
    room.view.setFocus()
    QApplication.processEvents()
    edge = room.edge("item b", "end")
    room.drag(edge, room.by(edge, -12))
    assert room.stage.on_program


def test_a_click_brings_back_the_node_of_a_shot_that_is_selected_already(room: Room) -> None:
    heard = Heard()
    room.view.hands.clicked.connect(heard.hear)
    room.click(room.at("item a", 20))
    room.click(room.at("item a", 20))
    assert heard.names == ["item a", "item a"]


class Heard(QObject):
    """What a signal told."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def hear(self, name: str) -> None:
        """Keep it."""
        self.names.append(name)


def test_what_was_added_below_the_edge_comes_into_sight(room: Room) -> None:
    room.window.resize(1200, 170)
    room.panel.resize(1200, 170)
    QApplication.processEvents()
    assert room.row("sound").bottom > room.sight.height
    room.panel.hand.choose(("sound",))
    assert room.row("sound").bottom <= room.sight.height + 1


def test_a_typed_time_counts_when_a_command_runs(details: Room) -> None:
    details.table.select({"item a"})
    line = details.panel.details.fields["length"]
    assert isinstance(line, TimeLine)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "1s")
    details.panel.settle()
    assert details.timeline.item("item a").length == 1


def test_a_preview_goes_to_the_shot_that_is_made_and_not_to_what_continues_it(room: Room) -> None:
    chain = {("a", "generate"), ("b", "generate"), ("b", "a")}
    room.stage._made_of = lambda shot, node: (shot, node) in chain
    room.stage.play_live("generate", np.zeros((6, 36, 64, 3), np.uint8), 12.0)
    assert set(room.stage.live) == {"a"}
    room.stage.rest_live()
