"""The icon buttons of one row of the viewer: a click leaves the keyboard where it is, so that space goes on playing.

In: pictures of the icon table, and what each click does. Out: buttons that follow the theme. Used by the viewer's head,
its compare bar and its row of playing.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from studio.editors.buttons import tool
from studio.icons import icon
from studio.theme import Look


class Tools(QObject):
    """Makes the buttons of `row`; `buttons` are those made so far."""

    def __init__(self, look: Look, row: QWidget) -> None:
        super().__init__(row)
        self._look, self._row = look, row
        self._pictures: dict[QToolButton, str] = {}
        look.changed.connect(self._dress)

    @property
    def buttons(self) -> list[QToolButton]:
        """In the order in which they were made."""
        return list(self._pictures)

    def add(self, picture: str, name: str, run: Callable[[], object]) -> QToolButton:
        """A button with an icon of the table."""
        button = tool(self._look, picture, name)
        button.setParent(self._row)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False: run())
        self._pictures[button] = picture
        return button

    def dress(self, button: QToolButton, picture: str) -> None:
        """Give a button an icon, or another one, and keep it in the theme's colours."""
        button.setIcon(icon(picture, self._look))
        self._pictures[button] = picture

    def _dress(self) -> None:
        for button, picture in self._pictures.items():
            button.setIcon(icon(picture, self._look))
