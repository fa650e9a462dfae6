"""What hands do on the timeline: a gesture is one step of history, shows what it will do, and Esc leaves no trace."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from engine.timeline import Timeline
from studio.timeline.gestures.starting import Tool
from studio.timeline.hit import handles
from tests.studio.timeline.room import RATE, Room

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def frames(count: float) -> Fraction:
    return Fraction(round(count)) / RATE


# -- moving ------------------------------------------------------------------------------------------------------------


def test_a_shot_goes_to_the_cut_where_it_is_held_and_the_rest_closes_up(room: Room) -> None:
    start = room.at("item b", 20)
    room.drag(start, room.by(start, 100))
    assert room.order == ["a", "c", "d", "b", "e"]
    assert room.made == 1
    assert room.timeline.total == 10


def test_while_it_is_held_the_film_is_shown_as_it_would_be(room: Room) -> None:
    before = room.timeline
    start = room.at("item b", 20)
    room.pull(start, room.by(start, 100))
    assert [b.shot for b in room.table.layout.main.blocks] == ["a", "c", "d", "b", "e"]
    assert room.table.hint.words
    assert room.timeline is before
    room.let_go(room.by(start, 100))
    assert not room.table.hint


def test_escape_leaves_no_trace(room: Room) -> None:
    start = room.at("item b", 20)
    room.pull(start, room.by(start, 100))
    room.key(Qt.Key.Key_Escape)
    room.let_go(room.by(start, 100))
    assert room.order == ["a", "b", "c", "d", "e"]
    assert room.made == 0
    assert [b.shot for b in room.table.layout.main.blocks] == ["a", "b", "c", "d", "e"]
    assert not room.table.hint


def test_selected_shots_go_together(room: Room) -> None:
    room.click(room.at("item a", 20))
    room.click(room.at("item c", 20), SHIFT)
    start = room.at("item c", 20)
    room.drag(start, room.by(start, 120))
    assert room.order == ["b", "d", "e", "a", "c"]
    assert room.made == 1


def test_with_control_copies_go_there(room: Room) -> None:
    start = room.at("item b", 20)
    room.drag(start, room.by(start, 100), CONTROL)
    assert sorted(room.order) == ["a", "b", "b", "c", "d", "e"]
    assert room.timeline.total == 12


def test_a_shot_held_above_the_track_goes_on_top(room: Room) -> None:
    start = room.at("item d", 20)
    up = QPointF(start.x() + 4 * room.sight.zoom, room.row("item d").top - room.sight.line)
    room.drag(start, up)
    assert room.order == ["a", "b", "c", "-", "e"]
    assert [placed.shot for placed in room.timeline.overlay] == ["a", "d"]
    assert room.made == 1


def test_an_overlay_held_over_the_track_goes_into_it(room: Room) -> None:
    start = room.at("top", 20)
    room.drag(start, QPointF(start.x() + 20, room.row("item a").bottom - 4))
    assert not room.timeline.overlay
    assert room.order.count("a") == 2
    assert room.made == 1


# -- edges -------------------------------------------------------------------------------------------------------------


def test_trimming_an_end_lets_what_follows_close_up(room: Room) -> None:
    edge = room.edge("item b", "end")
    room.drag(edge, room.by(edge, -13), ALT)
    assert room.timeline.item("item b").length == frames(48 - 13)
    assert room.timeline.start("item c") == frames(96 - 13)
    assert room.made == 1


def test_trimming_a_start_moves_the_in_point(room: Room) -> None:
    edge = room.edge("item b", "start")
    room.drag(edge, room.by(edge, 10), ALT)
    item = room.timeline.item("item b")
    assert (item.in_point, item.length) == (2 + frames(10), 2 - frames(10))
    assert room.timeline.start("item b") == 2


def test_an_end_stops_where_its_source_ends(room: Room) -> None:
    edge = room.edge("item e", "end")
    room.drag(edge, room.by(edge, 500), ALT)
    item = room.timeline.item("item e")
    assert item.in_point + item.length == 10


def test_with_control_the_cut_rolls(room: Room) -> None:
    edge = room.edge("item b", "end")
    room.drag(edge, room.by(edge, 12), CONTROL | ALT)
    assert room.timeline.item("item b").length == frames(60)
    assert room.timeline.item("item c").length == frames(36)
    assert room.timeline.total == 10


def test_the_roll_tool_does_the_same(room: Room) -> None:
    room.panel.use("roll")
    edge = room.edge("item c", "start")
    room.drag(edge, room.by(edge, -12), ALT)
    assert room.timeline.item("item b").length == frames(36)
    assert room.timeline.total == 10


def test_with_shift_a_gap_stays(room: Room) -> None:
    edge = room.edge("item b", "end")
    room.drag(edge, room.by(edge, -12), SHIFT | ALT)
    assert room.order == ["a", "b", "-", "c", "d", "e"]
    assert room.timeline.start("item c") == 4


def test_edges_snap_to_what_is_near(room: Room) -> None:
    room.stage.program.go(90)
    edge = room.edge("item b", "end")
    room.drag(edge, room.by(edge, -5))
    assert room.timeline.item("item b").length == frames(90 - 48)


def test_alt_and_the_switch_keep_from_snapping(room: Room) -> None:
    room.stage.program.go(90)
    edge = room.edge("item b", "end")
    room.drag(edge, room.by(edge, -5), ALT)
    assert room.timeline.item("item b").length == frames(48 - 5)
    room.model.stack.undo()
    room.panel.switch_snap()
    edge = room.edge("item b", "end")
    room.drag(edge, room.by(edge, -5))
    assert room.timeline.item("item b").length == frames(48 - 5)


def test_a_dissolve_is_as_long_as_its_handle_says(room: Room) -> None:
    row, block = room.row("item c"), room.block("item c")
    handle = handles(block, room.sight.rect(row, block.start, block.stop), room.sight)["dissolve"]
    room.drag(handle, room.by(handle, 10))
    assert room.timeline.item("item c").dissolve == frames(20)
    assert room.timeline.total == 10
    assert room.made == 1


# -- inside ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tool", "edge", "within", "beyond"),
    [
        ("select", "start", -40, -60), ("select", "end", 100, 160), ("slip", "", 40, 60), ("slip", "", -100, -160),
    ],
)  # fmt: skip
def test_where_the_material_ends_is_said_beside_the_pointer(
    room: Room, tool: Tool, edge: str, within: int, beyond: int
) -> None:
    room.panel.use(tool)
    start = room.edge("item c", edge) if edge else room.at("item c", 20)
    room.pull(start, room.by(start, within))
    assert "No more material" not in room.table.hint.words
    room.move(room.by(start, beyond))
    assert "No more material" in room.table.hint.words
    room.move(room.by(start, within))
    assert "No more material" not in room.table.hint.words
    room.key(Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("tool", "edge", "frame", "source"),
    [("select", "start", 96, 58), ("select", "end", 153, 105), ("slip", "", 96, 38)],
)
def test_the_viewer_shows_the_edge_that_is_in_hand(
    room: Room, tool: Tool, edge: str, frame: int, source: int
) -> None:
    seen: list[tuple[Timeline | None, int]] = []
    room.view.desk.try_on = lambda timeline, at: seen.append((timeline, at))
    room.panel.use(tool)
    start = room.edge("item c", edge) if edge else room.at("item c", 20)
    room.pull(start, room.by(start, 10), ALT)
    cut, at = seen[-1]
    assert cut is not None
    shown = cut.resolve(at)
    assert shown is not None
    assert (at, shown.item.id, round(shown.time * RATE)) == (frame, "item c", source)
    room.key(Qt.Key.Key_Escape)
    assert seen[-1] == (None, 0)


def test_slipping_shows_another_stretch_in_the_same_place(room: Room) -> None:
    room.panel.use("slip")
    start = room.at("item c", 20)
    room.drag(start, room.by(start, -12))
    item = room.timeline.item("item c")
    assert (item.in_point, item.length) == (2 + frames(12), 2)
    assert room.made == 1


def test_sliding_takes_from_one_neighbour_and_gives_to_the_other(room: Room) -> None:
    room.panel.use("slide")
    start = room.at("item c", 20)
    room.drag(start, room.by(start, 12), ALT)
    assert room.timeline.item("item b").length == frames(60)
    assert room.timeline.item("item d").length == frames(36)
    assert room.timeline.item("item c").length == 2


def test_the_blade_cuts_where_it_is_pressed(room: Room) -> None:
    room.panel.use("blade")
    room.click(room.at("item c", 20))
    assert room.order == ["a", "b", "c", "c", "d", "e"]
    assert room.timeline.items[2].length == frames(20)
    assert room.made == 1


def test_the_blade_cuts_everything_with_shift(room: Room) -> None:
    room.panel.use("blade")
    room.click(room.at("item b", 10), SHIFT)
    assert room.order == ["a", "b", "b", "c", "d", "e"]
    assert len(room.timeline.cues) == 2
    assert len(room.timeline.sounds) == 2


def test_escape_puts_the_tool_away(room: Room) -> None:
    room.panel.use("blade")
    room.view.setFocus()
    room.key(Qt.Key.Key_Escape)
    assert room.view.hands.tool == "select"


def test_a_sound_gets_louder_as_its_line_goes_up(room: Room) -> None:
    row = room.row("sound")
    line = QPointF(room.sight.x(70), row.bottom - row.height * 48 / 60)
    room.drag(line, QPointF(line.x(), line.y() + row.height * 0.4))
    assert room.timeline.sounds[0].volume == pytest.approx(-24, abs=1.5)
    assert room.made == 1


def test_a_sound_fades_in_as_long_as_its_handle_says(room: Room) -> None:
    row = room.row("sound")
    handle = QPointF(room.sight.x(0) + 0.75 * room.sight.line, row.top + 0.45 * room.sight.line)
    room.drag(handle, room.by(handle, 24))
    assert room.timeline.sounds[0].fade_in == 1


# -- beside the track --------------------------------------------------------------------------------------------------


def test_words_move_and_snap_to_a_cut(room: Room) -> None:
    start = room.at("words", 20)
    room.drag(start, room.by(start, 22))
    assert room.timeline.cues[0].start == 2


def test_words_are_trimmed_at_either_end(room: Room) -> None:
    edge = room.edge("words", "end")
    room.drag(edge, room.by(edge, 30), ALT)
    assert room.timeline.cues[0].length == 2 + frames(30)


def test_a_marker_moves_and_one_on_a_shot_stays_on_it(room: Room) -> None:
    high = room.sight.ruler * 0.7
    start = QPointF(room.sight.x(120), high)
    room.drag(start, room.by(start, 30), ALT)
    assert next(m.time for m in room.timeline.markers if m.id == "flag") == frames(150)
    flag = room.table.still.flag("pin")
    assert flag is not None
    start = QPointF(room.sight.x(flag.frame), high)
    room.drag(start, room.by(start, 300), ALT)
    pin = next(m for m in room.timeline.markers if m.id == "pin")
    assert pin.item == "item b"
    assert pin.time == 4 - frames(1)


# -- looking around ----------------------------------------------------------------------------------------------------


def test_scrubbing_moves_the_playhead_and_nothing_else(room: Room) -> None:
    high = 4.0
    room.drag(QPointF(room.sight.x(10.5), high), QPointF(room.sight.x(70.5), high))
    assert room.stage.program.frame == 70
    assert room.made == 0


def test_a_band_selects_what_it_touches(room: Room) -> None:
    row = room.row("item a")
    start = QPointF(room.sight.x(255), row.bottom - 5)
    room.drag(start, QPointF(room.sight.x(110), row.top + 5))
    assert room.table.selection == {"item c", "item d", "item e"}
    assert room.made == 0


def test_clicks_select_one_add_and_toggle(room: Room) -> None:
    room.click(room.at("item a", 20))
    assert room.table.selection == {"item a"}
    room.click(room.at("item c", 20), SHIFT)
    room.click(room.at("words", 20), CONTROL)
    assert room.table.selection == {"item a", "item c", "words"}
    room.click(room.at("item a", 20), CONTROL)
    assert room.table.selection == {"item c", "words"}


def test_a_click_on_the_ground_selects_nothing_and_moves_the_playhead(room: Room) -> None:
    room.click(room.at("item a", 20))
    row = room.row("words")
    room.click(QPointF(room.sight.x(200.5), row.top + row.height / 2))
    assert not room.table.selection
    assert room.stage.program.frame == 200


@pytest.mark.parametrize("seed", range(12))
def test_whatever_hands_do_is_one_step_that_can_be_taken_back(room: Room, seed: int) -> None:
    chance = Random(seed)
    for _ in range(6):
        before, count = room.model.document, room.model.stack.count()
        room.panel.use(chance.choice(["select", "select", "roll", "slip", "slide", "blade"]))
        held = chance.choice([Qt.KeyboardModifier.NoModifier, SHIFT, CONTROL, ALT])
        start = QPointF(chance.uniform(0, 1100), chance.uniform(0, room.sight.height))
        room.drag(start, QPointF(chance.uniform(0, 1190), chance.uniform(0, room.sight.height)), held)
        assert room.model.stack.count() - count in (0, 1)
        assert not room.table.hint
        assert not room.table.previewing
        if room.model.stack.count() > count:
            after = room.model.document
            room.model.stack.undo()
            assert room.model.document.timeline == before.timeline
            room.model.stack.redo()
            assert room.model.document.timeline == after.timeline
        else:
            assert room.model.document.timeline == before.timeline


def test_a_take_that_arrives_during_a_gesture_does_not_end_it(room: Room) -> None:
    start = room.at("item b", 20)
    room.pull(start, room.by(start, 90))
    first = room.model.document.shots["a"].takes[0]
    room.model.add_take("a", replace(first, id="another"))
    room.move(room.by(start, 100))
    room.let_go(room.by(start, 100))
    assert room.order == ["a", "c", "d", "b", "e"]


def test_what_is_held_stays_in_the_hand_while_the_view_is_zoomed(room: Room) -> None:
    start = room.edge("item b", "end")
    room.pull(start, room.by(start, -20), ALT)
    at = room.by(start, -20)
    frame = room.sight.frame(at.x() + 40)
    wheel = QWheelEvent(
        at + QPointF(40, 0), at, QPoint(), QPoint(0, 240), Qt.MouseButton.LeftButton, CONTROL | ALT,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(room.view.viewport(), wheel)
    shown = room.table.block("item b")
    assert shown is not None
    assert shown.stop == pytest.approx(frame, abs=1.5)
    room.let_go(at + QPointF(40, 0), ALT)
    assert room.block("item b").stop == shown.stop


def test_escape_brings_the_view_back_to_where_it_was_grabbed(room: Room) -> None:
    middle, event = Qt.MouseButton.MiddleButton, QMouseEvent.Type
    room.view.zoom_by(4)
    room.view.scroll_by(400)
    left, at = room.sight.left, room.at("item c", 20)
    room.view.setFocus()
    room.event(event.MouseButtonPress, at, Qt.KeyboardModifier.NoModifier, middle)
    room.event(event.MouseMove, at - QPointF(90, 0), Qt.KeyboardModifier.NoModifier, middle)
    assert room.sight.left == left + 90
    assert not room.table.selection
    room.key(Qt.Key.Key_Escape)
    assert room.sight.left == left


@pytest.mark.parametrize("down", [0, 1])
def test_a_second_quick_press_means_what_a_first_one_does(room: Room, down: int) -> None:
    """But for the left button with the usual tool, which opens what it is over."""
    asked: list[object] = []
    room.view.hands.menu_wanted.connect(lambda at, found: asked.append(found.part))
    at, event, none = room.at("item c", 20), QMouseEvent.Type, Qt.KeyboardModifier.NoModifier
    if down:
        room.event(event.MouseButtonDblClick, at, none, Qt.MouseButton.RightButton)
        room.event(event.MouseButtonRelease, at, none, Qt.MouseButton.RightButton)
        assert asked == ["body"]
        QApplication.activePopupWidget().close()
    else:
        room.panel.use("blade")
        room.event(event.MouseButtonDblClick, at, none, Qt.MouseButton.LeftButton)
        room.event(event.MouseButtonRelease, at, none, Qt.MouseButton.LeftButton)
        assert room.order == ["a", "b", "c", "c", "d", "e"]
        assert room.made == 1
