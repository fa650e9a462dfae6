"""What an empty graph shows: how to begin. Gone with the first node; hands and drops go through it.

In: the view, the document, which graph is open. Out: words in the middle of the view.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel

from studio.graph.desk import Desk
from studio.words import tr

WIDEST = 0.8
"""Share of the view that the words take at most."""


class Nothing(QLabel):
    """A few quiet lines, a child of the view."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.view)
        self._desk = desk
        self.setText(
            tr("Nothing here yet.\n"
               "Tab or a double click adds a node; pictures and clips can be dropped here.")
        )  # fmt: skip
        self.setProperty("role", "dim")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        desk.view.installEventFilter(self)
        desk.model.changed.connect(self._tell)
        desk.focus.scope_changed.connect(self._tell)
        self._tell()

    def _tell(self, *_: object) -> None:
        self.setVisible(not self._desk.graph.nodes and not self._desk.frames())
        self._settle()

    def _settle(self) -> None:
        """In the middle."""
        if self.isHidden():
            return
        area = self._desk.view.rect()
        width = round(WIDEST * area.width())
        self.resize(width, self.heightForWidth(width))
        self.move(area.center() - self.rect().center())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The view has another size."""
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return False
