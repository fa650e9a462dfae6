"""The keys of playing in the whole window: they belong to the viewer, and a text field wins over them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from studio.app import Studio
from studio.viewer.panel import ViewerPanel
from tests.studio.test_playing import Facts


def test_keys_move_the_playhead_while_the_viewer_has_the_keyboard(studio: Studio, qtbot: QtBot) -> None:
    studio.show(None, None, quiet=True)
    studio.parts.workspace.new()
    page = studio.window.page()
    assert page is not None
    transport = page.stage.program
    transport.show(Facts())
    viewer = page.panel("viewer")
    assert isinstance(viewer, ViewerPanel)
    studio.window.activateWindow()
    page.stage.use_program()
    viewer.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is viewer.picture)
    for key, frame in (
        (Qt.Key.Key_End, 47), (Qt.Key.Key_Left, 46), (Qt.Key.Key_Home, 0), (Qt.Key.Key_Right, 1),
    ):  # fmt: skip
        QTest.keyClick(viewer.picture, key)
        assert transport.frame == frame
    QTest.keyClick(viewer.picture, Qt.Key.Key_I)
    QTest.keyClick(viewer.picture, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert transport.frame == 25
    QTest.keyClick(viewer.picture, Qt.Key.Key_O)
    assert transport.span == (1, 26)
    QTest.keyPress(viewer.picture, Qt.Key.Key_K)
    QTest.keyClick(viewer.picture, Qt.Key.Key_L)
    assert (transport.frame, transport.playing) == (26, False)
    QTest.keyRelease(viewer.picture, Qt.Key.Key_K)
    QTest.keyClick(viewer.picture, Qt.Key.Key_L)
    assert transport.speed == 1
    assert viewer.transport.late.text() == ""
    QTest.keyClick(viewer.picture, Qt.Key.Key_L)
    assert viewer.transport.late.text() == "2×"
    QTest.keyClick(viewer.picture, Qt.Key.Key_J)
    assert viewer.transport.late.text() == "\u22121×"
    QTest.keyClick(viewer.picture, Qt.Key.Key_K)
    assert not transport.playing
    QTest.keyClick(viewer.picture, Qt.Key.Key_Space)
    assert transport.playing
    QTest.keyClick(viewer.picture, Qt.Key.Key_Space)
    frame = transport.frame
    field = viewer.transport.place
    field.setFocus()
    QTest.keyClicks(field, "jkl")
    assert transport.frame == frame
    assert field.text() == "jkl"
    for typed, frame, said in (("112", 36, False), ("99999", 47, True)):
        QToolTip.hideText()
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert transport.frame == frame
        assert ("48 frames" in QToolTip.text()) is said
