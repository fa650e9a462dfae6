"""One side of a group's face as a table: its inputs, outputs or params, with what the group shows and could show.

In: a document, a group, a side. Out: `rows`, what the face shall be, and `changed` after each change. Nothing here
touches the document; the dialog for exposed ports does.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.document import Document
from engine.errors import GraphError
from engine.types import PortType
from studio.edit import exposed
from studio.edit.exposed import Row, Side
from studio.edit.ports import Faces
from studio.edit.unique import unique
from studio.port_marks import mark_image
from studio.theme import Look
from studio.words import tr

NAME, CARRIES, INSIDE, USED = range(4)


class FaceSide(QWidget):
    """Rows in the order that the group shows them; names are edited in place."""

    changed = Signal()

    def __init__(
        self,
        document: Document,
        faces: Faces,
        group: str,
        side: Side,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._faces, self._group, self.side, self._look = document, faces, group, side, look
        self.rows: list[Row] = list(exposed.rows(document.groups[group], side))
        self._before = tuple(self.rows)
        self._offered = [*self.rows, *exposed.exposable(document, faces, group, side)]
        self._filling = False
        self.table = self._make_table()
        self.up = self._button(
            tr("Move Up"), tr("Moves the port one place up."), "Alt+Up", lambda: self._move(-1)
        )
        self.down = self._button(
            tr("Move Down"), tr("Moves the port one place down."), "Alt+Down", lambda: self._move(1)
        )
        self.name = self._button(tr("Rename"), tr("Gives the port another name."), "F2", self._edit)
        self.hide_port = self._button(
            tr("Hide"),
            tr("Shows the port no longer; links to it go when you press OK."),
            "Delete",
            self._hide,
        )
        self.more = QComboBox()
        self.more.setAccessibleName(tr("What the group could show too"))
        self.more.setPlaceholderText(tr("There is nothing more to show"))
        self.more.setToolTip(tr("Ports and params of the nodes inside that the group does not show yet."))
        self.show_port = self._button(
            tr("Show"), tr("Adds the chosen one to what the group shows."), "", self._show
        )
        self._lay_out()
        self._fill(0)

    def refusal(self) -> str:
        """Why this side cannot be as it is now, in words; nothing if it can."""
        try:
            exposed.check(self._document.groups[self._group], self.rows)
        except GraphError as error:
            return f"{error.message[:1].upper()}{error.message[1:]}. {error.remedy}."
        return ""

    def losing(self) -> int:
        """How many links and values go with the ports that are shown no longer."""
        kept = {row.was for row in self.rows}
        gone = (row.name for row in self._before if row.name not in kept)
        return sum(exposed.uses(self._document, self._group, self.side, name) for name in gone)

    def sizeHint(self) -> QSize:
        """Room for about ten ports with long names."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 84, metrics.height() * 20)

    # -- the parts -----------------------------------------------------------------------------------------------------

    def _make_table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setColumnCount(4)
        what = tr("Param") if self.side == "params" else tr("Carries")
        table.setHeaderLabels([tr("Name outside"), what, tr("Inside"), tr("Used")])
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setAllColumnsShowFocus(True)
        table.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.header().setSectionResizeMode(INSIDE, QHeaderView.ResizeMode.Stretch)
        table.header().setStretchLastSection(False)
        table.setToolTip(tr("Double-click a name to change it."))
        table.setMinimumWidth(table.fontMetrics().averageCharWidth() * 44)
        table.itemDoubleClicked.connect(lambda *_: self._edit())
        table.itemChanged.connect(self._renamed)
        table.currentItemChanged.connect(lambda *_: self._enable())
        return table

    def _button(self, text: str, help: str, key: str, run: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{help} ({shown})" if shown else help)
        button.clicked.connect(run)
        if key:
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(button.click)
        return button

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        for button in (self.up, self.down, self.name, self.hide_port):
            side.addWidget(button)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.addWidget(self.table, 1)
        middle.addLayout(side)
        below = QHBoxLayout()
        below.addWidget(self.more, 1)
        below.addWidget(self.show_port)
        rows = QVBoxLayout(self)
        rows.addLayout(middle, 1)
        rows.addLayout(below)

    # -- what is shown -------------------------------------------------------------------------------------------------

    def _fill(self, current: int) -> None:
        self._filling = True
        self.table.clear()
        for row in self.rows:
            carries, icon = self._carries(row)
            used = exposed.uses(self._document, self._group, self.side, row.was) if row.was else 0
            shown = QTreeWidgetItem([row.name, carries, self._inside(row), str(used or "")])
            shown.setFlags(shown.flags() | Qt.ItemFlag.ItemIsEditable)
            shown.setIcon(CARRIES, icon)
            shown.setTextAlignment(USED, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            shown.setToolTip(USED, tr("Links or values outside that hang on it"))
            self.table.addTopLevelItem(shown)
        item = self.table.topLevelItem(max(0, min(current, len(self.rows) - 1)))
        if item is not None:
            self.table.setCurrentItem(item)
        ends = {(row.node, row.port) for row in self.rows}
        self.more.clear()
        for row in self._offered:
            if (row.node, row.port) not in ends:
                self.more.addItem(self._carries(row)[1], self._inside(row), row)
        self.more.setCurrentIndex(0 if self.more.count() else -1)
        self._filling = False
        self._enable()

    def _enable(self) -> None:
        at, count = self._at(), len(self.rows)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < count - 1)
        self.name.setEnabled(at >= 0)
        self.hide_port.setEnabled(at >= 0)
        self.more.setEnabled(self.more.count() > 0)
        self.show_port.setEnabled(self.more.count() > 0)

    def _carries(self, row: Row) -> tuple[str, QIcon]:
        """The port's type in words and as a mark; a param's label."""
        node = self._document.groups[self._group].graph.nodes.get(row.node)
        if node is None:
            return tr("Nothing: its node is gone"), QIcon()
        kind = self._faces.of(self._document, node)
        if self.side == "params":
            param = kind.param(row.port)
            return (tr(param.label) if param is not None else row.port), QIcon()
        port = kind.input(row.port) if self.side == "inputs" else kind.output(row.port)
        types = port.types if port is not None else (PortType.ANY,)
        return ", ".join(tr(t.value) for t in types), self._mark(types[0])

    def _mark(self, kind: PortType) -> QIcon:
        """A port's mark, in the colour of text where its row is selected."""
        theme, side, ratio = self._look.theme, self.fontMetrics().height(), self.devicePixelRatioF()
        icon = QIcon(QPixmap.fromImage(mark_image(kind, theme, side, ratio)))
        chosen = mark_image(kind, replace(theme, ports={kind: theme.on_accent}), side, ratio)
        icon.addPixmap(QPixmap.fromImage(chosen), QIcon.Mode.Selected)
        return icon

    def _inside(self, row: Row) -> str:
        """The node inside and its port, as a person calls them."""
        node = self._document.groups[self._group].graph.nodes.get(row.node)
        if node is None:
            return row.port
        kind = self._faces.of(self._document, node)
        found = {
            "inputs": kind.input(row.port),
            "outputs": kind.output(row.port),
            "params": kind.param(row.port),
        }[self.side]
        label = (found.label if found is not None else "") or row.port
        return f"{node.title or tr(kind.label)} › {tr(label)}"

    # -- what is done --------------------------------------------------------------------------------------------------

    def _at(self) -> int:
        item = self.table.currentItem()
        return -1 if item is None else self.table.indexOfTopLevelItem(item)

    def _become(self, rows: Sequence[Row], current: int) -> None:
        self.rows = list(rows)
        self._fill(current)
        self.changed.emit()

    def _move(self, by: int) -> None:
        at = self._at()
        rows = list(self.rows)
        rows.insert(at + by, rows.pop(at))
        self._become(rows, at + by)

    def _edit(self) -> None:
        item = self.table.currentItem()
        if item is not None:
            self.table.editItem(item, NAME)

    def _renamed(self, item: QTreeWidgetItem, column: int) -> None:
        at = self.table.indexOfTopLevelItem(item)
        if not self._filling and column == NAME and at >= 0:
            self.rows[at] = replace(self.rows[at], name=item.text(NAME).strip())
            self.changed.emit()

    def _hide(self) -> None:
        at = self._at()
        self._become([*self.rows[:at], *self.rows[at + 1 :]], at)

    def _show(self) -> None:
        """Show the chosen end again as it was, or for the first time under its own name."""
        row: Row = self.more.currentData()
        taken = {other.name for other in self.rows}
        name = row.name if row.was and row.name not in taken else unique(row.port, taken)
        self._become([*self.rows, replace(row, name=name)], len(self.rows))
        self.table.setFocus()
