"""What every inline field is: a small form for one value, which the inline editor shows over a node.

In: a declaration and the value of now. Out: the value as a file would hold it; whether it is allowed is the
declaration's business (`Param.check`), so that a field never has rules of its own.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from engine.graph import Json
from engine.params import Param


class Field(QWidget):
    """A form for one value.

    `accepted` says that the artist made up their mind (a click on a row of a list).
    """

    accepted = Signal()
    grown = Signal()
    """It wants more or less room than before."""

    def hint(self) -> str:
        """What the keys do here beyond the usual."""
        return ""

    def value(self) -> Json:
        """What is entered now, as a file holds it; text that is no number stays text, for the declaration to refuse."""
        raise AssertionError(f"{type(self).__name__} has no value")

    def begin(self) -> None:
        """Take the keyboard: what is short is selected, so that typing replaces it; longer text is written on."""
        raise AssertionError(f"{type(self).__name__} takes no keyboard")

    def owns(self, event: QKeyEvent) -> bool:
        """Whether a key is the field's own just now (a list of completions is open): it then keeps or drops nothing."""
        return False

    def holds(self, widget: QWidget) -> bool:
        """Whether a widget that lies elsewhere in the window belongs to the field."""
        return False

    def describe(self, param: Param) -> None:
        """Say to screen readers what is edited."""
        self.setAccessibleName(param.label)
        self.setAccessibleDescription(param.help)
