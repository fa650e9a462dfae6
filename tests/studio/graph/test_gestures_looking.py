"""Looking around by hand changes the view and never the document."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHelpEvent, QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication, QToolTip

from tests.studio.graph.easel import ALT, LEFT, MIDDLE, NONE, SHIFT, Easel


@pytest.fixture(autouse=True)
def nothing_is_edited(easel: Easel):
    """None of this is a step of history."""
    with easel.no_step():
        yield


def test_the_wheel_zooms_at_the_pointer(easel: Easel) -> None:
    at = easel.on("finish")
    before, zoom = easel.view.mapToScene(at), easel.view.zoom
    easel.wheel(at, 120)
    assert easel.view.zoom > zoom
    assert (easel.view.mapToScene(at) - before).manhattanLength() < 3
    easel.wheel(at, -120)
    assert easel.view.zoom == pytest.approx(zoom)


def test_shift_and_the_wheel_move_the_view_sideways(easel: Easel) -> None:
    easel.view.actual_size()
    before, zoom = easel.view.scene_rect(), easel.view.zoom
    easel.wheel(QPoint(300, 300), -120, SHIFT)
    after = easel.view.scene_rect()
    assert after.left() > before.left()
    assert after.top() == before.top()
    assert easel.view.zoom == zoom


@pytest.mark.parametrize(
    ("button", "held"), [(MIDDLE, NONE), (LEFT, ALT)], ids=["middle button", "Alt and left button"]
)
def test_dragging_pans(easel: Easel, button: Qt.MouseButton, held: Qt.KeyboardModifier) -> None:
    easel.view.actual_size()
    start = easel.on("finish")
    grabbed = easel.view.mapToScene(start)
    easel.drag([start, start + QPoint(-90, 40)], button, held)
    assert (easel.view.mapToScene(start + QPoint(-90, 40)) - grabbed).manhattanLength() < 3


def test_space_makes_the_left_button_pan(easel: Easel) -> None:
    easel.view.actual_size()
    start = easel.on("finish")
    grabbed = easel.view.mapToScene(start)
    easel.hold(Qt.Key.Key_Space)
    assert easel.view.viewport().cursor().shape() == Qt.CursorShape.OpenHandCursor
    easel.drag([start, start + QPoint(-90, 40)])
    assert (easel.view.mapToScene(start + QPoint(-90, 40)) - grabbed).manhattanLength() < 3
    easel.let_go(Qt.Key.Key_Space)
    assert easel.view.viewport().cursor().shape() != Qt.CursorShape.OpenHandCursor


def test_escape_takes_a_pan_back(easel: Easel) -> None:
    easel.view.actual_size()
    before = easel.view.scene_rect().topLeft()
    easel.drag([QPoint(400, 300), QPoint(200, 100)], MIDDLE, drop=False)
    assert (easel.view.scene_rect().topLeft() - before).manhattanLength() > 100
    easel.key(Qt.Key.Key_Escape)
    assert (easel.view.scene_rect().topLeft() - before).manhattanLength() < 3


def test_a_link_stands_out_under_the_pointer(easel: Easel) -> None:
    easel.move(easel.middle("finish", "clip", "shot", "clip"))
    assert easel.scene.links.marks.marked is not None
    easel.move(easel.pixel(QPointF(450, 480)))
    assert easel.scene.links.marks.marked is None


def tip(easel: Easel, at: QPoint) -> str:
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, at, easel.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(easel.view.viewport(), event)
    return QToolTip.text()


def test_hovering_over_a_link_says_what_flows(easel: Easel) -> None:
    easel.editor.flow = lambda link: f"49 frames for {link.target}"
    said = tip(easel, easel.middle("generate", "clip", "finish", "clip"))
    assert "Generate → Finish" in said
    assert "49 frames for finish" in said


def test_hovering_over_a_port_says_what_it_takes(easel: Easel) -> None:
    said = tip(easel, easel.port("generate", "prompt"))
    assert "Text" in said
    QToolTip.hideText()


def test_dropped_files_are_announced_with_their_place(easel: Easel, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "cat.png")), QUrl("https://example.org/x.png")])
    at = QPoint(200, 150)
    actions, viewport = Qt.DropAction.CopyAction, easel.view.viewport()
    enter = QDragEnterEvent(at, actions, data, LEFT, NONE)
    QApplication.sendEvent(viewport, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(viewport, QDropEvent(QPointF(at), actions, data, LEFT, NONE))
    paths, place = easel.dropped[-1]
    assert paths == [tmp_path / "cat.png"]
    assert (place - easel.view.mapToScene(at)).manhattanLength() < 2


def test_what_is_no_file_is_not_taken(easel: Easel) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/x.png")])
    event = QDragEnterEvent(QPoint(200, 150), Qt.DropAction.CopyAction, data, LEFT, NONE)
    QApplication.sendEvent(easel.view.viewport(), event)
    assert not event.isAccepted()


def test_keys_fit_and_zoom(easel: Easel) -> None:
    easel.hands.pointer = None
    easel.key(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert easel.view.zoom == pytest.approx(easel.view.actual_zoom())
    easel.key(Qt.Key.Key_Minus)
    assert easel.view.zoom < easel.view.actual_zoom()
    easel.focus.select(("shot",))
    easel.key(Qt.Key.Key_F)
    item = easel.scene.node("shot")
    assert item is not None
    assert easel.view.scene_rect().contains(item.sceneBoundingRect())
    middle = easel.view.scene_rect().center() - item.sceneBoundingRect().center()
    assert middle.manhattanLength() < 5
    easel.key(Qt.Key.Key_Home)
    assert easel.view.scene_rect().contains(easel.scene.extent())


def test_snap_and_minimap_are_switched_by_keys(easel: Easel) -> None:
    assert not easel.editor.minimap.isVisible()
    easel.key(Qt.Key.Key_M, SHIFT)
    assert easel.settings.value.minimap
    assert easel.editor.minimap.isVisible()
    assert easel.bindings.action("view.snap").isChecked()
    easel.key(Qt.Key.Key_S, SHIFT)
    assert not easel.settings.value.snap
    assert not easel.bindings.action("view.snap").isChecked()


def test_two_fingers_on_a_touch_pad_zoom_at_the_pointer(easel: Easel) -> None:
    at = easel.on("finish")
    before, zoom = easel.view.mapToScene(at), easel.view.zoom
    place = QPointF(at)
    screen = QPointF(easel.view.viewport().mapToGlobal(at))
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
        place, place, screen, 0.25, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(easel.view.viewport(), event)
    assert easel.view.zoom == pytest.approx(zoom * 1.25)
    assert (easel.view.mapToScene(at) - before).manhattanLength() < 3
