"""What the viewer shows beside its picture when asked: scopes below it, and the picture alone on the whole screen.

In: the projection. Out: widgets that are made when they are first asked for. Made by the viewer panel.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.errands import Errands
from studio.theme import Look
from studio.viewer.full_screen import FullScreen
from studio.viewer.projection import Projection
from studio.viewer.scopes import ScopesView


class Beside(QObject):
    """`put` takes the scopes into the panel's layout."""

    opened = Signal(QWidget)
    """A window with the picture: the keys of playing should work in it too."""

    def __init__(
        self,
        panel: QWidget,
        projection: Projection,
        errands: Errands,
        look: Look,
        put: Callable[[QWidget], None],
    ) -> None:
        super().__init__(panel)
        self._panel, self._projection, self._errands = panel, projection, errands
        self._look, self._put = look, put
        self.scopes: ScopesView | None = None
        self.full: FullScreen | None = None

    @property
    def measuring(self) -> bool:
        """Whether the scopes are shown."""
        return self.scopes is not None and not self.scopes.isHidden()

    def toggle_scopes(self) -> None:
        """Show the scopes, or hide them."""
        if self.scopes is None:
            self.scopes = ScopesView(self._errands, self._look, self._panel)
            self._put(self.scopes)
            self.scopes.show()
            self._projection.pictured.connect(self.scopes.look_at)
        else:
            self.scopes.setVisible(self.scopes.isHidden())
        if self._projection.shown is not None:
            self.scopes.look_at(self._projection.shown)

    def toggle_full(self) -> None:
        """Fill the screen with the picture, or come back."""
        if self.full is not None:
            self.full.close()
            return
        self.full = FullScreen(self._projection, self._look, self._panel)
        self.full.closed.connect(self._left)
        self.opened.emit(self.full)
        self.full.showFullScreen()
        self.full.activateWindow()
        self.full.setFocus()

    def _left(self) -> None:
        self.full = None
