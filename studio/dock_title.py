"""The title bar of a dock, which grows with the text: its name, a button that lets it float, one that closes it.

In: the dock. Out: what its buttons do. Dragging and double clicks go on to the dock. The style sheet brings the icons.
Qt's own bar keeps the text and the icons of the size that they had when the dock was made.
"""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from studio.one_line import OneLine
from studio.words import tr


class DockTitle(QWidget):
    """In place of Qt's bar."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("dock-title")
        self.name = OneLine(self)
        self.name.show_text(dock.windowTitle())
        self.float = self._button("dock-float", tr("Float"))
        self.float.setToolTip(tr("Lets this panel float above the window, or puts it back."))
        self.float.clicked.connect(lambda: dock.setFloating(not dock.isFloating()))
        self.close_ = self._button("dock-close", tr("Close"))
        self.close_.setToolTip(tr("Closes this panel; the View menu brings it back."))
        self.close_.clicked.connect(dock.close)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.name, 1)
        self._row.addWidget(self.float)
        self._row.addWidget(self.close_)
        self._measure()

    def minimumSizeHint(self) -> QSize:
        """The name gives way to a narrow dock."""
        return QSize(self.float.sizeHint().width() * 3, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Text has another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_row"):
            self._measure()

    def _button(self, name: str, spoken: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAccessibleName(spoken)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return button

    def _measure(self) -> None:
        em = self.fontMetrics().height()
        self._row.setContentsMargins(em // 2, em // 4, em // 6, em // 4)
        self._row.setSpacing(em // 8)
        for button in (self.float, self.close_):
            button.setIconSize(QSize(em * 3 // 4, em * 3 // 4))
