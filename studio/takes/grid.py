"""A grid of variations: takes of one shot over values of one or two params, side by side, filling while jobs run.

In: an open document and a shot; perhaps the take that everything else is to be like. Out: takes that are queued as any
others, picks. A window of its own beside the studio's, opened from the takes panel; the graph is never touched.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.document import Document
from engine.errors import Problem, StudioError
from engine.params import SeedParam
from studio.cut_names import shot_name
from studio.document import Change
from studio.edit.variations import as_made, axes, grid
from studio.one_line import OneLine
from studio.parts import Parts
from studio.projects.opened import OpenDocument
from studio.quantities import seconds_words
from studio.survey.findings import sentence
from studio.takes.cards import Card
from studio.takes.deeds import Deeds
from studio.takes.flipbooks import Flipbooks
from studio.takes.grid_cells import GridCells
from studio.takes.grid_paint import CellPaint
from studio.takes.grid_side import GridSide
from studio.takes.words import facts_words
from studio.words import tr
from studio.work.asking import Answer
from studio.work.load import Load
from studio.work.varying import Cost, cost

Queue = Callable[[str, Sequence[Document], Callable[[Answer, Sequence[str]], object]], None]
"""Queues a take of a shot for each document, and tells what was queued."""
FRAME_MS = 80
REST_MS = 200
"""What is typed is looked at once it rests this long."""
ASPECT = 16 / 9
LEAST = 7.0
"""Width of a cell at least, in heights of a line."""


class GridView(QTableView):
    """Cells; keys that mean something here are `pressed`."""

    pressed = Signal(int)

    KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F, Qt.Key.Key_B, Qt.Key.Key_Delete)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter picks, F is for favourites, B compares, Delete takes away."""
        if event.key() in self.KEYS and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.pressed.emit(event.key())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cells share out the room."""
        super().resizeEvent(event)
        self.share_out()

    def share_out(self) -> None:
        """Give every cell the same room, as large as all of them fit, but no smaller than can be seen."""
        model = self.model()
        count = model.columnCount() if model is not None else 0
        if not count:
            return
        em = self.fontMetrics().height()
        wide = max(self.viewport().width() // count, round(LEAST * em))
        most = max(self.viewport().height() * ASPECT, LEAST * em)
        wide = min(wide, round(most))
        self.horizontalHeader().setDefaultSectionSize(wide)
        self.verticalHeader().setDefaultSectionSize(round(wide / ASPECT))


class VariationGrid(QDialog):
    """`like` is a take whose settings may be the ground of all cells instead of the graph's."""

    looked_at = Signal(object)
    """A `Card` whose take should be seen."""
    compared = Signal(object)

    def __init__(
        self,
        opened: OpenDocument,
        parts: Parts,
        shot: str,
        like: Card | None,
        deeds: Deeds,
        queue: Queue,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._opened, self._parts, self._shot, self._like = opened, parts, shot, like
        self._deeds, self._queue = deeds, queue
        self._documents: tuple[Document, ...] = ()
        self._closed = False
        self._cost: Cost | None = None
        self._load = Load()
        self._name = f"grid {id(self)}"
        name = shot_name(opened.model.document, parts.faces, shot) or tr("Shot")
        self.setWindowTitle(tr("Variations of {name}", name=name))
        self.books = Flipbooks(parts.session, parts.errands, lambda: opened.opened().takes, self)
        self.cells = GridCells(opened.model, parts.jobs, self.books, shot, name, self)
        self.rows = GridSide(tr("Rows"), parts.faces, self)
        self.columns = GridSide(tr("Columns"), parts.faces, self)
        self.as_take = QCheckBox(self)
        self.view = GridView(self)
        self.told = OneLine(self)
        self.about = OneLine(self)
        self.make = QPushButton(self)
        self._arrange()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.look)
        self._clock = QTimer(self, interval=FRAME_MS)
        self._clock.timeout.connect(self._tick)
        self._connect()
        self._offer()
        self.look()
        em = self.fontMetrics().height()
        self.resize(48 * em, 36 * em)

    # -- what is to be made --------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Show the grid as it is wanted now, and ask what it would take."""
        self._rest.stop()
        rows, columns = self.rows.axis(), self.columns.axis()
        trouble = self.rows.trouble or self.columns.trouble
        self._documents, self._cost = (), None
        if not trouble:
            try:
                cells = grid(self._ground(), self._parts.faces, rows, columns)
                self._documents = tuple(cell.document for cell in cells)
            except StudioError as error:
                trouble = sentence(Problem.of(error))
        if self._documents:
            self.cells.show(self.rows.labels(rows), self.columns.labels(columns))
            self.view.horizontalHeader().setVisible(columns is not None)
            self.view.verticalHeader().setVisible(rows is not None)
            self.view.share_out()
            self._ask_cost()
        self._tell(trouble)

    def ask(self) -> None:
        """Queue every cell that is not there yet."""
        found = self._cost.found if self._cost is not None else ()
        pairs = zip(found, self._documents, strict=False)
        wanted = {varied.key: one for varied, one in pairs if self.cells.is_wanted(varied.key)}
        if not wanted:
            return
        self.make.setEnabled(False)

        def told(answer: Answer, jobs: Sequence[str]) -> None:
            if self._closed:
                return
            keys = (order.plan.outputs[0].key for order in answer.orders)
            self.cells.asked(dict(zip(keys, jobs, strict=False)))
            self._tell("")
            self._run_clock()

        self._queue(self._shot, list(wanted.values()), told)
        self.view.setFocus()

    def _ground(self) -> Document:
        """The document that every cell is a variation of."""
        document = self._opened.model.document
        if self._like is not None and self.as_take.isChecked():
            document, _ = as_made(document, self._parts.faces, self._like.take)
        return document

    def _ask_cost(self) -> None:
        session, opened, shot = self._parts.session, self._opened.opened(), self._shot
        documents = self._documents

        def told(found: Cost) -> None:
            if documents is self._documents and not self._closed:
                self._cost = found
                self.cells.know(found.found)
                self._tell("")
                self._run_clock()

        self._parts.workspace.errands.run(
            lambda: cost(session, opened, shot, documents, self._load.factor()), told,
            key=self._name, failed=lambda words: None if self._closed else self._tell(words),
        )  # fmt: skip

    def _tell(self, trouble: str) -> None:
        """How many takes there would be, and how long they take; or what is wrong."""
        count = self.cells.wanted()
        known = self._cost is not None and not trouble
        self.make.setEnabled(known and count > 0)
        many = tr("Make {count} Takes", count=count) if known else tr("Make Takes")
        self.make.setText(tr("Make 1 Take") if known and count == 1 else many)
        self.make.setVisible(not known or count > 0)
        if trouble:
            self.told.show_text(trouble)
        elif self._cost is None:
            self.told.show_text(tr("Looking…"))
        elif count:
            wrong = next((varied.problem for varied in self._cost.found if varied.problem), "")
            time = tr("about {time}", time=seconds_words(self._cost.seconds))
            cells = tr("{count} cells", count=len(self._documents))
            self.told.show_text(" · ".join(part for part in (cells, time, wrong) if part))
        else:
            wrong = next((varied.problem for varied in self._cost.found if varied.problem), "")
            self.told.show_text(
                wrong or tr("Enter picks, F makes a favourite, B compares. Every cell is a take.")
            )
        theme = self._parts.look.theme
        self.told.setStyleSheet(f"color: {theme.error if trouble else theme.dim}")

    def _offer(self) -> None:
        document, faces = self._opened.model.document, self._parts.faces
        offered = axes(document, faces, self._shot)
        seed = next((n for n, (_, param) in enumerate(offered) if isinstance(param, SeedParam)), -1)
        self.rows.offer(document, offered)
        self.columns.offer(document, offered, seed if seed >= 0 or not offered else 0)

    # -- what is looked at ---------------------------------------------------------------------------------------------

    def _current(self) -> Card | None:
        return self.cells.card(self.view.currentIndex())

    def _pressed(self, key: int) -> None:
        card = self._current()
        if card is None:
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._deeds.pick([card])
        elif key == Qt.Key.Key_F:
            self._deeds.favourite([card])
        elif key == Qt.Key.Key_B:
            self.compared.emit(card)
        elif key == Qt.Key.Key_Delete:
            self._deeds.remove([card])

    def _stepped(self, *_: object) -> None:
        """A cell that is come to is seen in the viewer."""
        card = self._current()
        self._about()
        self._run_clock()
        if card is not None and self.isVisible():
            self.looked_at.emit(card)

    def _about(self) -> None:
        card = self._current()
        seed = tr("seed {seed}", seed=card.take.seed) if card is not None else ""
        parts = (card.name, seed, facts_words(card.take)) if card is not None else ()
        self.about.show_text(" · ".join(parts))

    def _changed(self, change: Change) -> None:
        if self._closed:
            return
        if change.shots:
            self.cells.look_again()
            self._about()
            self._tell("")
        if change.before.graph is not change.after.graph or change.before.groups is not change.after.groups:
            self._rest.start()

    def _jobs_changed(self, _: object = None) -> None:
        if self._closed:
            return
        self.view.viewport().update()
        self._run_clock()

    def _run_clock(self) -> None:
        card = self._current()
        still = self._parts.look.reduce_motion
        playing = card.id if card is not None and not still else ""
        if playing != self.cells.playing:
            self.cells.playing, self.cells.share = playing, 0.0
        self.books.play(card.take if card is not None and playing else None)
        if not still and (playing or self.cells.moving()):
            self._clock.start()
        else:
            self._clock.stop()

    def _tick(self) -> None:
        self.cells.moment += 1
        card = self._current()
        if card is not None:
            length = max(float(card.take.duration), FRAME_MS / 1000)
            self.cells.share = (self.cells.share + FRAME_MS / 1000 / length) % 1.0
            self.view.update(self.view.currentIndex())
        for index in self.cells.moving():
            self.view.update(index)

    def done(self, result: int) -> None:
        """Qt, however it closes: jobs go on, nothing is looked at any more."""
        self._end()
        super().done(result)

    def _end(self) -> None:
        self._closed = True
        self._clock.stop()
        self._rest.stop()
        self._parts.workspace.errands.forget(self._name)
        self.books.close()

    # -- the parts -----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        for side in (self.rows, self.columns):
            side.changed.connect(self._typed)
        self.as_take.toggled.connect(self.look)
        self.make.clicked.connect(self.ask)
        self._opened.model.changed.connect(self._changed)
        self._parts.jobs.changed.connect(self._jobs_changed)
        self._parts.jobs.reset.connect(self._jobs_changed)
        self._parts.look.changed.connect(self._jobs_changed)
        self.books.changed.connect(lambda _: self.view.viewport().update())
        self.view.pressed.connect(self._pressed)
        self.view.doubleClicked.connect(self._double_clicked)
        self.view.selectionModel().currentChanged.connect(self._stepped)

    def _typed(self) -> None:
        """What is typed is looked at when it rests; until then nothing is made of it."""
        self.make.setEnabled(False)
        self._rest.start()

    def _double_clicked(self, index: QModelIndex) -> None:
        card = self.cells.card(index)
        if card is not None:
            self._deeds.pick([card])

    def _arrange(self) -> None:
        em = self.fontMetrics().height()
        view = self.view
        view.setModel(self.cells)
        view.setItemDelegate(CellPaint(self._parts.look, view))
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setShowGrid(False)
        view.setStyleSheet("QTableCornerButton::section { background: transparent; border: none; }")
        view.setCornerButtonEnabled(False)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setAccessibleName(tr("Grid of variations"))
        for header in (view.horizontalHeader(), view.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
            header.setMinimumSectionSize(em * 2)
        # Prompts are long, and rows are high.
        wrapped = Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value
        wrapped |= Qt.TextFlag.TextWordWrap.value
        view.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag(wrapped))
        view.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideNone)
        view.verticalHeader().setMaximumWidth(em * 9)
        form = QFormLayout()
        form.setHorizontalSpacing(em // 2)
        for title, side in ((tr("Rows"), self.rows), (tr("Columns"), self.columns)):
            line = QHBoxLayout()
            line.setSpacing(em // 3)
            line.addWidget(side.choice)
            line.addWidget(side.values, 1)
            label = QLabel(title, self)
            label.setBuddy(side.choice)
            form.addRow(label, line)
        if self._like is not None:
            self.as_take.setText(tr("Everything else as {name} was made", name=self._like.name))
            self.as_take.setToolTip(tr("Off: everything else is as the graph is now."))
            form.addRow("", self.as_take)
        self.as_take.setVisible(self._like is not None)
        self.make.setDefault(True)
        self.make.setToolTip(tr("Queues every cell that is not there yet as a take of the shot."))
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(self.make)
        rows = QVBoxLayout(self)
        rows.addLayout(form)
        rows.addWidget(view, 1)
        rows.addWidget(self.about)
        rows.addLayout(foot)
