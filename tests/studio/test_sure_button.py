"""A button for what cannot be taken back asks as long as somebody may be reading the question."""

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.sure import SureButton


def test_it_asks_until_the_pointer_has_been_elsewhere_for_a_while(qtbot: QtBot) -> None:
    button = SureButton("Clear")
    qtbot.addWidget(button)
    button._asking.setInterval(20)
    middle = QPointF(button.rect().center())
    QApplication.sendEvent(button, QEnterEvent(middle, middle, middle))
    assert not button.sure("Clear 2 MiB?")
    qtbot.wait(100)
    assert button.text() == "Clear 2 MiB?"
    QApplication.sendEvent(button, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: button.text() == "Clear")
    assert not button.sure("Clear 2 MiB?"), "the question was forgotten"
    assert button.sure("Clear 2 MiB?")
