"""Says how large the picture is shown, and offers other sizes.

In: a screen. Out: that screen's zoom. Used by the row below the picture.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from studio.viewer.screen import Screen
from studio.words import tr

SHARES = (0.25, 0.5, 1.0, 2.0, 4.0)


class ZoomButton(QToolButton):
    """Reads "Fit" or a share; the share that a fitted picture has is in the tooltip."""

    def __init__(self, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screen = screen
        self.setAutoRaise(True)
        self.setAccessibleName(tr("Size of the picture"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setStyleSheet(
            "QToolButton { padding: 0.2em; } QToolButton::menu-indicator { image: none; width: 0; }"
        )
        metrics = self.fontMetrics()
        self.setFixedWidth(metrics.horizontalAdvance("1600 %") + metrics.height() // 2)
        menu = QMenu(self)
        fit = menu.addAction(tr("Fit"))
        fit.triggered.connect(lambda _=False: screen.fit())
        fit.setCheckable(True)
        self._entries = [(0.0, fit)]
        menu.addSeparator()
        for share in SHARES:
            entry = menu.addAction(_told(share))
            entry.setCheckable(True)
            entry.triggered.connect(lambda _=False, share=share: screen.zoom_to(share))
            self._entries.append((share, entry))
        menu.aboutToShow.connect(self._check)
        self.setMenu(menu)
        screen.zoomed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        share = self._screen.share
        self.setText(_told(share) if self._screen.zoom else tr("Fit"))
        seen = tr("The picture is shown at {share} of its size.", share=_told(share)) if share else ""
        wheel = tr("Wheel over the picture: zoom. Double click: fit, and all pixels again.")
        self.setToolTip("\n".join(part for part in (seen, wheel) if part))

    def _check(self) -> None:
        share = self._screen.share if self._screen.zoom else 0.0
        for known, entry in self._entries:
            entry.setChecked(abs(known - share) < 1e-3)


def _told(share: float) -> str:
    return tr("{share} %", share=round(share * 100))
