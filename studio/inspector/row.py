"""One param in the inspector: its label, its editor, whether it differs from the default, and what there is to say.

In: an `Entry`, again after every change. Out: edits through the `Hand`. What is wrong with a value, and where a linked
one comes from, stands under the editor.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from engine.document import MediaItem
from engine.graph import Json
from engine.spec import NodeType
from studio.edit.seeds import let_draw
from studio.editors.buttons import tool
from studio.editors.curve import CurveEditor
from studio.editors.editor import Around, Chosen
from studio.editors.making import editor_for
from studio.editors.seed import SeedEditor
from studio.icons import icon
from studio.inspector.hand import Hand
from studio.inspector.label import RowLabel
from studio.inspector.subject import Entry
from studio.inspector.told import Told
from studio.kind_text import facts
from studio.words import literal, tr

MARK_EMS, LABEL_EMS = 1.3, 5.2
"""Width of the column of what brings a default back, and of labels, in heights of a line."""
UNBOUNDED = (1 << 24) - 1
"""What Qt takes for no bound of a width."""
LEAST_EMS = 9.5
"""Width of an editor beside its label at least; one with less room stands below it."""
LONGEST_NAME = 24
"""Characters of another node's name that are shown."""


class ParamRow(QWidget):
    """A row of the inspector."""

    jump = Signal(str)
    """The artist wants to see the node that a value comes from."""
    looked_at = Signal(bool)
    """The pointer came to this row (True), or left it."""

    def __init__(
        self,
        entry: Entry,
        hand: Hand,
        around: Around,
        named: Callable[[str], str],
        kind: NodeType | None = None,
    ) -> None:
        super().__init__()
        self.entry = entry
        self._hand = hand
        self._around = around
        self._named = named
        self._explained = False
        self._trouble = ""
        self._marked: QWidget | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.editor = editor_for(entry.param, replace(around, choose=self._choose), kind)
        self.label = RowLabel(tr(entry.param.label), around, scrubs=self.editor.scrubs)
        self.reset = tool(
            around.look, "reset", tr("Reset {param}", param=tr(entry.param.label)),
            tr("Differs from the default: a click brings that back."),
        )  # fmt: skip
        self.source = QToolButton()
        self.trouble = Told("trouble")
        self.help = Told("help")
        self._arrange()
        self._connect()
        self.show_entry(entry)

    # -- what is shown -------------------------------------------------------------------------------------------------

    def show_entry(self, entry: Entry) -> None:
        """Show the param as the document has it now."""
        same = entry.value == self.entry.value and entry.mixed == self.entry.mixed
        self.entry = entry
        if isinstance(self.editor, CurveEditor):
            self.editor.show_length(self._around.seconds(entry.nodes[0]) if entry.nodes else 0.0)
        self.editor.show_value(entry.value, mixed=entry.mixed)
        self.editor.setEnabled(not entry.source)
        if isinstance(self.editor, SeedEditor):
            self.editor.show_drawn(entry.drawn)
        if not same and self.editor.standing() is None:
            self._trouble = ""
        self.label.mark(entry.changed and not entry.source)
        self.reset.setVisible(entry.changed)
        self._show_source()
        self._show_trouble()
        told = "; ".join(facts(entry.param))
        self.setToolTip(f"{tr(entry.param.label)}\n{tr(entry.param.help)}" + (f"\n{told}" if told else ""))

    def turn_to(self, entry: Entry) -> None:
        """Show the same param of other nodes; nothing of what was typed for these ones goes over to them."""
        self.editor.fresh()
        self._trouble = ""
        self.show_entry(entry)

    @property
    def refused(self) -> QWidget | None:
        """The field in which a value stands that the document did not take, if there is one."""
        return self.editor.standing() if self._trouble else None

    @property
    def why(self) -> str:
        """What is wrong with the value, and what helps; "" for nothing."""
        return self._trouble or self.entry.problem

    def explain(self, on: bool) -> None:
        """Show the declaration's help under the editor, or hide it."""
        self._explained = on
        self.help.tell(tr(self.entry.param.help))
        self.help.setVisible(on)

    def _show_source(self) -> None:
        self.source.setVisible(bool(self.entry.source))
        if self.entry.source:
            name = self._named(self.entry.source)
            short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
            self.source.setText(literal(tr("comes from {node}", node=short)))
            told = tr("A link decides this value. A click shows the node that it comes from.")
            self.source.setToolTip(told if short == name else f"{name}\n{told}")

    def _show_trouble(self) -> None:
        self._mark_refused()
        said = self.why
        if said == self.trouble.text():
            # Every row is shown anew with every key: style sheets are dear.
            return
        self.trouble.setStyleSheet(f"color: {self._around.look.theme.error};")
        self.trouble.tell(said)
        self.trouble.setVisible(bool(said))

    def _mark_refused(self) -> None:
        """Frame the field whose value is not allowed in the colour of errors, and no other one."""
        field = self.refused or (self.editor.focusProxy() if self.entry.problem else None)
        if field is self._marked:
            return
        for one, wrong in ((self._marked, False), (field, True)):
            if one is not None and isValid(one):
                one.setProperty("wrong", wrong)
                one.style().unpolish(one)
                one.style().polish(one)
        self._marked = field

    # -- what hands do -------------------------------------------------------------------------------------------------

    def _try(self, value: Json) -> None:
        self._hear(self._hand.try_(self.entry, value))

    def _keep(self, value: Json) -> None:
        self._hear(self._hand.keep(self.entry, value))

    def _drop(self) -> None:
        self._hand.drop(self.entry)
        self._hear("")

    def _hear(self, said: str) -> None:
        """Say why a value was refused; what an editor of several fields was told of another one stays said."""
        if said or self.editor.standing() is None:
            self._trouble = said
        self._show_trouble()

    def _file(self, item: MediaItem, value: object) -> None:
        assert callable(value), "a file comes with what to make of its id"
        self._trouble = self._hand.put_file(self.entry, item, value)
        self._show_trouble()

    def _choose(self, of: str, done: Chosen) -> None:
        """Ask for a file. It is looked into for a while, and is used for no other node than it was chosen for."""
        nodes = self.entry.nodes

        def use(item: MediaItem) -> bool:
            if not isValid(self) or self.entry.nodes != nodes:
                return False
            done(item)
            return True

        self._around.choose(of, use)

    def _let_draw(self, on: bool) -> None:
        """The lock of a seed was opened or closed."""
        entry, scope = self.entry, self._hand.scope
        what = self._hand.what(entry.nodes)
        name = (
            tr("Draw the Seed of {what} for Every Take", what=what)
            if on
            else tr("Lock the Seed of {what}", what=what)
        )
        self._trouble = self._hand.do(name, lambda d: let_draw(d, scope, entry.nodes, entry.param.name, on))
        self._show_trouble()

    def _reset(self) -> None:
        # What goes on in the editor ends here, and cannot come back when the keyboard leaves it.
        self.editor.settle()
        self._trouble = self._hand.reset(self.entry)
        self._show_trouble()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Reset and explain, for whoever looks for them in a menu."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with the param."""
        menu = QMenu(self)
        reset = menu.addAction(tr("Reset to Default"), self._reset)
        reset.setEnabled(self.entry.changed)
        explain = menu.addAction(tr("Explain"), lambda: self.explain(not self._explained))
        explain.setCheckable(True)
        explain.setChecked(self._explained)
        if self.entry.source:
            menu.addAction(literal(tr("Go to {node}", node=self._named(self.entry.source))), self._go)
        return menu

    def _go(self) -> None:
        self.jump.emit(self.entry.source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape in a field takes back what was refused; number fields do so themselves."""
        if event.key() == Qt.Key.Key_Escape and self.refused is not None:
            self.editor.restore()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer came: what would a change cost?"""
        super().enterEvent(event)
        self.looked_at.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer went."""
        super().leaveEvent(event)
        self.looked_at.emit(False)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        em = self.fontMetrics().height()
        self._em = em
        self._stacked: bool | None = None
        # At the left, where a mark says that the value differs: so all rows end at the right edge of the panel.
        keep = self.reset.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(keep)
        self.reset.setFixedSize(round(MARK_EMS * em), round(1.7 * em))
        self.reset.setIconSize(QSize(round(0.8 * em), round(0.8 * em)))
        self.source.setAutoRaise(True)
        self.source.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.source.setIcon(icon("link", self._around.look))
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, em // 8, 0, em // 8)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(em // 8)
        grid.addWidget(self.reset, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(2, 1)
        self._below = below = QVBoxLayout()
        below.setSpacing(em // 8)
        beside = QHBoxLayout()
        beside.addWidget(self.source)
        beside.addStretch(1)
        below.addLayout(beside)
        for line in (self.trouble, self.help):
            below.addWidget(line)
        self._stack(self.editor.wide)

    def _stack(self, on: bool) -> None:
        """Put the editor below its label, or beside it."""
        if on is self._stacked:
            return
        self._stacked = on
        grid, em = self._grid, self._em
        for part in (self.label, self.editor):
            grid.removeWidget(part)
        grid.removeItem(self._below)
        if on:
            self.label.setMinimumWidth(0)
            self.label.setMaximumWidth(UNBOUNDED)
            grid.addWidget(self.label, 0, 1, 1, 2)
            grid.addWidget(self.editor, 1, 0, 1, 3)
            grid.addLayout(self._below, 2, 0, 1, 3)
        else:
            self.label.setFixedWidth(round((LABEL_EMS + 0.3) * em))
            grid.addWidget(self.label, 0, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.editor, 0, 2)
            grid.addLayout(self._below, 2, 2)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the editor below its label."""
        return QSize(self.editor.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is room beside the label, or not."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = max(self.editor.minimumSizeHint().width(), round(LEAST_EMS * self._em))
        beside = round((MARK_EMS + LABEL_EMS + 0.3) * self._em)
        self._stack(self.editor.wide or self.width() < beside + wanted)

    def _connect(self) -> None:
        editor = self.editor
        editor.tried.connect(self._try)
        editor.kept.connect(self._keep)
        editor.dropped.connect(self._drop)
        editor.restored.connect(lambda: self._hear(""))
        editor.filed.connect(self._file)
        if isinstance(editor, SeedEditor):
            editor.draw_wanted.connect(self._let_draw)
        self.reset.clicked.connect(self._reset)
        self.source.clicked.connect(self._go)
        self.label.scrubbed.connect(editor.scrub)
        self.label.scrub_over.connect(editor.end_scrub)
