"""The timeline panel: tools, the painted tracks, and the same film as a list for those who do not see the picture.

In: the open document, the page's stage, what is being made. Out: edits of the cut, wishes as signals. Made by the page.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.edit.ports import Faces
from studio.parts import Parts
from studio.playing.stage import Stage
from studio.projects.opened import OpenDocument
from studio.survey.status import Place, Status
from studio.timeline.brush import Brush
from studio.timeline.films import Films
from studio.timeline.progress import Progress
from studio.timeline.sight import Sight
from studio.timeline.table import CuttingTable
from studio.timeline.view import TimelineView
from studio.timeline.waves import Waves


class TimelinePanel(QWidget):
    """`made_of` says whether what a shot shows is made of what another node makes."""

    said = Signal(str)

    def __init__(
        self,
        opened: OpenDocument,
        parts: Parts,
        stage: Stage,
        status: Status,
        made_of: Callable[[Place, Place], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._opened, self._parts, self.stage = opened, parts, stage
        faces: Faces = parts.faces
        self.table = CuttingTable(opened.model, faces, Sight(self.fontMetrics().height()), self)
        self.progress = Progress(status, self.table, made_of, self)
        self.films = Films(stage)
        self.waves = Waves(parts.session, parts.errands, self._waves_came)
        brush = Brush(self.table, parts.look, self.films, self.waves, self.progress.of)
        self.view = TimelineView(self.table, stage, brush, self.films, parts.look, self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self.table.said.connect(self.said)
        self.table.changed.connect(self._ask_waves)
        stage.sounds_changed.connect(self._ask_waves)
        self.progress.changed.connect(self.view.touch_shot)
        self._ask_waves()

    def _ask_waves(self) -> None:
        self.waves.ask(self.table.document)

    def _waves_came(self) -> None:
        self.view.repaint_all()
