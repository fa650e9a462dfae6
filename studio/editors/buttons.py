"""Small buttons with an icon that stand beside fields: compact, named for screen readers, explained by a tooltip."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QToolButton

from studio.icons import icon
from studio.theme import Look


def tool(look: Look, picture: str, name: str, help_: str = "") -> QToolButton:
    """A button with an icon of the table."""
    button = QToolButton()
    button.setAutoRaise(True)
    button.setIcon(icon(picture, look))
    side = button.fontMetrics().height()
    button.setIconSize(QSize(side, side))
    button.setStyleSheet(
        "QToolButton { padding: 0.2em; } QToolButton::menu-indicator { image: none; width: 0; }"
    )
    button.setToolTip(help_ or name)
    button.setAccessibleName(name)
    # A press takes the keyboard: what was typed or nudged in a field beside it is then a step of its own.
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def menu_button(look: Look, name: str, fill_in: Callable[[QMenu], None]) -> QToolButton:
    """A button that opens a menu, which is filled in whenever it is opened."""
    button = tool(look, "more", name)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)

    def open_() -> None:
        menu.clear()
        fill_in(menu)

    menu.aboutToShow.connect(open_)
    button.setMenu(menu)
    return button
