"""The menu of style presets: their words go into the prompt, or the node's own choice is set.

In: the presets of `nodes.styles`. Out: what the artist chose. Part of the prompt editor.
"""

from functools import cache, cached_property

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from engine.prompting.vocabulary import words_of
from nodes.styles import PLAIN, styles
from studio.words import tr


class StyleButton(QToolButton):
    """Opens the list of styles; `chosen` has the id of one, or `nodes.styles.PLAIN`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(tr("Add style words") + " ▾")
        self.setStyleSheet("QToolButton::menu-indicator { image: none; width: 0; }")
        self.setToolTip(tr("Puts the words of a style behind the prompt, from a list."))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self._actions)
        self.setMenu(menu)
        self._group = QActionGroup(self)
        self._marked = PLAIN

    @cached_property
    def _actions(self) -> dict[str, QAction]:
        """What can be chosen, made when somebody first looks."""
        made: dict[str, QAction] = {}
        for id_, name in ((PLAIN, tr("None")), *((s.id, tr(s.name)) for s in styles().values())):
            action = QAction(name, self, checkable=True)
            action.triggered.connect(lambda _, id_=id_: self.chosen.emit(id_))
            self._group.addAction(action)
            self.menu().addAction(action)
            made[id_] = action
            if id_ == PLAIN:
                self.menu().addSeparator()
        made[self._marked].setChecked(True)
        return made

    def mark(self, style: str) -> None:
        """Show which style rules."""
        self._marked = style
        if "_actions" in self.__dict__:
            self._actions[style].setChecked(True)


@cache
def style_words() -> frozenset[str]:
    """The words of all presets."""
    return frozenset(word.text for style in styles().values() for word in words_of(style.prompt))


def style_in(text: str) -> str:
    """The preset whose words a prompt ends with, or `PLAIN`."""
    return next((s.id for s in styles().values() if text.rstrip().endswith(s.prompt)), PLAIN)


def with_style(text: str, style: str) -> str:
    """A prompt with the words of a preset at its end in place of another's."""
    present = styles().get(style_in(text))
    if present is not None:
        text = text.rstrip().removesuffix(present.prompt).rstrip(" ,")
    added = styles().get(style)
    return ", ".join(part for part in (text, added.prompt if added is not None else "") if part)
