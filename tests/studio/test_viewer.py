"""The viewer: the latest picture of the current node or of one on a key, and plain words where there is none."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from engine import Shot
from engine.graph import Flags
from studio.survey.status import Finding
from studio.theme import Look
from studio.viewer.panel import ViewerPanel
from studio.viewer.screen import Screen
from tests.engine.graphs import document, node, take
from tests.studio.watched import Plain, Watched, watching


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[Watched]:
    """A film with one take, and some nodes without a picture."""
    doc = document(
        node("prompt", text="a boat"), node("generate"), replace(node("shot"), title="First"), node("note"),
        replace(node("still"), flags=Flags(mute=True)), node("shot2", "shot"),
        "prompt.text generate.prompt", "generate.clip shot.clip",
        shots=(Shot("shot", takes=(replace(take("one"), file="320x180.mp4"),)),),
    )  # fmt: skip
    with watching(qtbot, doc, media=Plain()) as made:
        yield made


@pytest.fixture
def viewer(qtbot: QtBot, watched: Watched) -> ViewerPanel:
    """The panel as it is seen."""
    look = Look()
    shown = ViewerPanel(
        watched.model,
        watched.focus,
        watched.faces,
        watched.status,
        watched.pictures,
        look,
        watched.stage,
        watched.errands,
    )
    qtbot.addWidget(shown)
    shown.resize(480, 420)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def _sees(viewer: ViewerPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: viewer.picture.image is not None, timeout=20_000)


def test_it_shows_the_take_of_the_current_shot(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    watched.focus.select(["shot"])
    _sees(viewer, qtbot)
    assert viewer.picture.image is not None
    assert viewer.picture.image.width() == 320
    assert viewer.title.whole == "First, take 1"
    assert viewer.caption.whole == "112 × 64, 20 frames at 12/s (1.67 s)"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("prompt", "This node has no picture of its own."),
        ("note", "This node has no picture of its own."),
        ("generate", "Nothing rendered yet."),
        ("still", "This node is muted."),
        ("shot2", "Clip: nothing is linked to this input. Link a Clip output to it"),
    ],
)
def test_where_there_is_no_picture_it_says_why(
    viewer: ViewerPanel, watched: Watched, name: str, words: str
) -> None:
    watched.focus.select([name])
    assert viewer.picture.image is None
    assert viewer.picture.words == words


def test_before_anything_is_selected_it_shows_the_first_shot(viewer: ViewerPanel, qtbot: QtBot) -> None:
    _sees(viewer, qtbot)
    assert viewer.title.whole == "First, take 1"


def test_where_there_is_no_shot_it_says_what_to_do(qtbot: QtBot) -> None:
    with watching(qtbot, document(), media=Plain()) as made:
        viewer = ViewerPanel(
            made.model, made.focus, made.faces, made.status, made.pictures, Look(), made.stage, made.errands
        )
        qtbot.addWidget(viewer)
        assert viewer.picture.words == "Select a node to see its latest picture."


def test_the_last_picture_stays_while_nothing_is_selected(
    viewer: ViewerPanel, watched: Watched, qtbot: QtBot
) -> None:
    watched.focus.select(["shot"])
    _sees(viewer, qtbot)
    watched.focus.select()
    assert viewer.picture.image is not None
    assert viewer.title.whole == "First, take 1"


def test_a_file_that_is_gone_is_said(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    watched.model.add_take("shot", replace(take("two"), file="gone.mp4"))
    watched.focus.select(["shot"])
    qtbot.waitUntil(lambda: "cannot be read" in viewer.picture.words, timeout=20_000)


def test_a_picture_older_than_the_graph_is_said_to_be(
    viewer: ViewerPanel, watched: Watched, qtbot: QtBot
) -> None:
    watched.focus.select(["shot"])
    _sees(viewer, qtbot)
    assert viewer.state.text() == ""
    watched.status.find({"shot": Finding("stale")})
    assert viewer.state.text() == "Older than the graph"


def test_a_node_shown_on_purpose_stays_until_the_viewer_follows_again(
    viewer: ViewerPanel, watched: Watched
) -> None:
    viewer.show_node("shot")
    watched.focus.select(["prompt"])
    assert viewer.place == "shot"
    QTest.mouseClick(viewer.following, Qt.MouseButton.LeftButton)
    assert viewer.place == "prompt"
    assert viewer.following.isChecked()


def test_only_keys_in_use_are_shown_and_a_click_shows_their_node(
    viewer: ViewerPanel, watched: Watched
) -> None:
    assert not viewer.row.isVisible()
    watched.status.assign("2", "shot")
    watched.status.assign("5", "generate")
    assert [digit for digit, key in viewer.keys.items() if key.isVisible()] == ["2", "5"]
    assert viewer.row.isVisible()
    QTest.mouseClick(viewer.keys["5"], Qt.MouseButton.LeftButton)
    assert viewer.place == "generate"
    assert [digit for digit, key in viewer.keys.items() if key.isChecked()] == ["5"]
    assert not viewer.following.isChecked()


def test_digits_show_what_is_on_them_and_zero_follows(viewer: ViewerPanel, watched: Watched) -> None:
    watched.status.assign("2", "shot")
    watched.focus.select(["prompt"])
    QTest.keyClick(viewer.picture, Qt.Key.Key_2)
    assert viewer.place == "shot"
    QTest.keyClick(viewer.picture, Qt.Key.Key_3)
    assert viewer.place == "shot"
    QTest.keyClick(viewer.picture, Qt.Key.Key_0)
    assert viewer.place == "prompt"


def test_a_deleted_node_is_let_go(viewer: ViewerPanel, watched: Watched) -> None:
    viewer.show_node("shot")
    watched.model.edit("Delete", lambda d: d.with_graph(d.graph.remove("shot")))
    watched.focus.select(["prompt"])
    assert viewer.place == "prompt"


def test_a_new_take_is_shown_when_it_arrives(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    watched.focus.select(["shot"])
    _sees(viewer, qtbot)
    watched.model.add_take("shot", replace(take("two"), file="64x36.mp4"))
    qtbot.waitUntil(
        lambda: viewer.picture.image is not None and viewer.picture.image.width() == 64, timeout=10_000
    )
    assert viewer.title.whole.endswith(", take 2")


def test_every_control_has_a_name_and_a_tip(viewer: ViewerPanel, watched: Watched) -> None:
    watched.status.assign("1", "shot")
    viewer.projection.compare("wipe")
    assert viewer.beside.bar is not None
    buttons = [button for button in viewer.findChildren(QAbstractButton) if button.isVisible()]
    assert len(buttons) > 18
    for control in (viewer.picture, viewer.transport.place, *buttons):
        assert control.accessibleName(), control
        assert control.toolTip(), control.accessibleName()
        assert control.focusPolicy() != Qt.FocusPolicy.NoFocus, control.accessibleName()


def test_a_panel_that_becomes_narrow_leaves_out_what_is_least_needed(
    viewer: ViewerPanel, watched: Watched, qtbot: QtBot
) -> None:
    watched.focus.select(["shot"])
    _sees(viewer, qtbot)
    least = viewer.minimumSizeHint().width()
    viewer.resize(least * 3, 420)
    assert viewer.transport.zoom.isVisible()
    assert viewer.transport.still.isVisible()
    assert viewer.minimumSizeHint().width() == least
    viewer.resize(least, 420)
    assert viewer.width() == least
    assert not viewer.transport.zoom.isVisible()
    assert viewer.transport.more.geometry().right() < viewer.transport.width()
    assert viewer.head.full.geometry().right() < viewer.head.width()


# -- the screen --------------------------------------------------------------------------------------------------------


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    """A screen with a picture that has one green pixel."""
    shown = Screen(Look())
    qtbot.addWidget(shown)
    shown.resize(400, 300)
    image = QImage(100, 50, QImage.Format.Format_RGB888)
    image.fill(QColor(200, 30, 20))
    for x in range(70, 80):
        for y in range(20, 30):
            image.setPixelColor(x, y, QColor(0, 255, 0))
    shown.show_image(image)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def _wheel(screen: Screen, at: QPoint, notches: int) -> None:
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(
        QPointF(at), QPointF(screen.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches), none,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(screen, event)


def _green(screen: Screen, at: QPoint) -> bool:
    colour = screen.grab().toImage().pixelColor(at)
    return colour.green() > 200 and colour.red() < 60


def test_a_picture_is_fitted_in_its_shape_with_neutral_ground_around(screen: Screen) -> None:
    shot = screen.grab().toImage()
    assert shot.pixelColor(200, 60).red() > 150
    assert shot.pixelColor(200, 40) == QColor(Look().theme.canvas)
    assert _green(screen, QPoint(300, 150))


def test_the_wheel_zooms_at_the_pointer(screen: Screen) -> None:
    spot = QPoint(300, 150)
    _wheel(screen, spot, 4)
    assert screen.zoom > 4
    assert _green(screen, spot)
    _wheel(screen, spot, -9)
    assert screen.zoom == 0


def test_a_drag_moves_a_zoomed_picture(screen: Screen) -> None:
    spot, to = QPoint(300, 150), QPoint(220, 100)
    _wheel(screen, spot, 4)
    QTest.mousePress(screen, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseMove(screen, to)
    QTest.mouseRelease(screen, Qt.MouseButton.LeftButton, pos=to)
    assert _green(screen, to)


def test_a_double_click_fits_again_and_from_there_shows_single_pixels(screen: Screen) -> None:
    _wheel(screen, QPoint(300, 150), 4)
    QTest.mouseDClick(screen, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    assert screen.zoom == 0
    large = QImage(1600, 800, QImage.Format.Format_RGB888)
    large.fill(QColor(1, 2, 3))
    screen.show_image(large)
    QTest.mouseDClick(screen, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    assert screen.zoom == pytest.approx(1.0)


def test_keys_zoom_and_fitting_remembers_what_was_seen(screen: Screen) -> None:
    QTest.keyClick(screen, Qt.Key.Key_Plus)
    assert screen.zoom == pytest.approx(5.0)
    screen.toggle_fit()
    assert screen.zoom == 0
    screen.toggle_fit()
    assert screen.zoom == pytest.approx(5.0)


def test_the_keyboards_place_is_seen(screen: Screen, qtbot: QtBot) -> None:
    screen.activateWindow()
    screen.setFocus()
    qtbot.waitUntil(screen.hasFocus)
    assert screen.grab().toImage().pixelColor(0, 150) == QColor(Look().theme.accent)
