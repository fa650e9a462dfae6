"""Where the window is: whole on the screen with its frame, and where it was left."""

import pytest
from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.window_place import WindowPlace, fitted


class Framed(QWidget):
    """A window around which the system draws a frame once it is shown."""

    around = QMargins(4, 36, 4, 4)

    def frameGeometry(self) -> QRect:
        """Qt asks how large the window is with its frame."""
        return self.geometry() + (self.around if self.isVisible() else QMargins())

    def move(self, place: QPoint) -> None:  # type: ignore[override]
        """Systems move the frame."""
        inside = QPoint(self.around.left(), self.around.top()) if self.isVisible() else QPoint()
        self.setGeometry(QRect(place + inside, self.size()))


@pytest.fixture
def window(qtbot: QtBot) -> Framed:
    made = Framed()
    qtbot.addWidget(made)
    return made


def test_at_first_the_whole_of_it_with_its_frame_is_on_a_small_screen(qtbot: QtBot, window: Framed) -> None:
    place, room = WindowPlace(window), window.screen().availableGeometry()
    place.restore("")
    assert window.size() == room.size(), "the test's screen is a small one"
    window.show()
    place.shown()
    qtbot.waitUntil(lambda: room.contains(window.frameGeometry()))
    assert window.frameGeometry() == room


def test_what_was_kept_on_a_larger_screen_is_brought_onto_this_one(qtbot: QtBot, window: Framed) -> None:
    place, room = WindowPlace(window), window.screen().availableGeometry()
    window.setGeometry(QRect(room.center(), room.size()))
    place.restore(place.kept())
    window.show()
    place.fit()
    assert room.contains(window.frameGeometry())


def test_what_fits_stays_and_so_does_what_somebody_gave_another_size(qtbot: QtBot, window: Framed) -> None:
    place, room = WindowPlace(window), window.screen().availableGeometry()
    inside = room.adjusted(50, 60, -70, -80)
    window.setGeometry(inside)
    place.restore(place.kept())
    window.show()
    place.fit()
    assert window.geometry() == inside
    window.resize(QSize(2 * room.width(), 100))
    place.fit()
    QApplication.processEvents()
    assert window.width() == 2 * room.width()


def test_a_frame_is_moved_before_it_is_made_smaller() -> None:
    room = QRect(0, 25, 1000, 700)
    assert fitted(QRect(600, 0, 500, 300), room) == QRect(500, 25, 500, 300)
    assert fitted(QRect(-50, -50, 2000, 900), room) == room
