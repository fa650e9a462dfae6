"""What the viewer shows beside its picture when asked: how two are compared, scopes, the picture on the whole screen.

In: the projection. Out: widgets that are made when they are first asked for. Made by the viewer panel.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

from studio.errands import Errands
from studio.playing.stage import Stage
from studio.theme import Look
from studio.viewer.compare_bar import CompareBar
from studio.viewer.full_screen import FullScreen
from studio.viewer.others import Others
from studio.viewer.pressing import Pressing
from studio.viewer.projection import Projection
from studio.viewer.scopes import ScopesView
from studio.words import tr

SCOPES_SHARE = 0.22
"""Of the panel's height, at most."""


class Beside(QObject):
    """`above` and `below` take a widget into the panel's layout."""

    opened = Signal(QWidget)
    """A window with the picture: the keys of playing should work in it too."""
    changed = Signal()
    """Something is shown beside the picture, or no longer."""

    def __init__(
        self,
        panel: QWidget,
        stage: Stage,
        projection: Projection,
        others: Others,
        errands: Errands,
        look: Look,
        above: Callable[[QWidget], None],
        below: Callable[[QWidget], None],
    ) -> None:
        super().__init__(panel)
        self._panel, self._stage, self._projection = panel, stage, projection
        self._others, self._errands, self._look = others, errands, look
        self._above, self._below = above, below
        self._tip: Callable[[str], str] | None = None
        self.bar: CompareBar | None = None
        self.scopes: ScopesView | None = None
        self.full: FullScreen | None = None

    def explain(self, tip: Callable[[str], str]) -> None:
        """What each command does, with its key."""
        self._tip = tip
        if self.bar is not None:
            self.bar.explain(tip)

    @property
    def measuring(self) -> bool:
        """Whether the scopes are shown."""
        return self.scopes is not None and not self.scopes.isHidden()

    def tell(self, title: str) -> None:
        """Name what is compared; `title` is that of the node that is shown."""
        mode, comparing = self._projection.mode, self._stage.comparing
        if mode and self.bar is None:
            self.bar = self._make_bar()
        if self.bar is None:
            return
        other = self._others.name(comparing.other)
        self.bar.setVisible(bool(mode))
        self.bar.tell(mode, other, comparing.offset, self._projection.gain)
        ahead = f"{comparing.offset:+d}".replace("-", "\u2212") if comparing.offset else ""
        first, second = self._others.pair(title)
        self._projection.name(first, "  ".join(part for part in (second, ahead) if part))

    def toggle_scopes(self) -> None:
        """Show the scopes, or hide them."""
        if self.scopes is None:
            self.scopes = ScopesView(self._errands, self._look, self._panel)
            self._below(self.scopes)
            self.fit()
            self.scopes.show()
            self._projection.seen.connect(self.scopes.look_at)
        else:
            self.scopes.setVisible(self.scopes.isHidden())
        picture = self._projection.looked_at()
        if picture is not None:
            self.scopes.look_at(picture)
        self.changed.emit()

    def fit(self) -> None:
        """The panel has another height: in a low one the scopes leave most of it to the picture."""
        if self.scopes is not None:
            least = self.scopes.minimumSizeHint().height()
            self.scopes.setMaximumHeight(max(least, round(self._panel.height() * SCOPES_SHARE)))

    def toggle_full(self) -> None:
        """Fill the screen with the picture, or come back."""
        if self.full is not None:
            self.full.close()
            return
        self.full = FullScreen(self._stage, self._projection, self._look, self._panel)
        if self._tip is not None:
            self.full.explain(self._tip)
        self.full.closed.connect(self._left)
        self.opened.emit(self.full)
        self.full.showFullScreen()
        self.full.activateWindow()
        self.full.setFocus()
        self.changed.emit()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _make_bar(self) -> CompareBar:
        bar = CompareBar(self._look, self._others.fill, self._panel)
        self._above(bar)
        bar.wanted.connect(self._projection.compare)
        bar.swap_wanted.connect(self._projection.swap)
        bar.shifted.connect(self._shift)
        bar.gain_wanted.connect(self._projection.amplify)
        if self._tip is not None:
            bar.explain(self._tip)
        bar.setAccessibleDescription(tr("A is what the viewer shows, B is compared with it."))
        Pressing(bar).watch(*bar.findChildren(QAbstractButton))
        return bar

    def _shift(self, by: int) -> None:
        comparing = self._stage.comparing
        comparing.set_offset(comparing.offset + by if by else 0)

    def _left(self) -> None:
        self.full = None
        self.changed.emit()
