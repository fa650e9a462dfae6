"""The plan panel: the steps of what is wished, or of a job that ended, and what a change would make run anew.

In: the document, the selection, what the checker and the jobs say. Out: focus on the node of a step. It works only
while it can be seen. One per open document.
"""

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSplitter, QToolButton, QVBoxLayout, QWidget

from engine.errors import StudioError
from engine.session import Session
from studio.attempts import attempt
from studio.edit.places import way_to
from studio.edit.ports import Faces
from studio.edit.scope import graph_in
from studio.errands import Errands
from studio.plan import words
from studio.plan.changing import Consequences, consequences
from studio.plan.choices import EVERYTHING, SELECTION, Param, ParamChoice, SourceChoice
from studio.plan.drawing import Drawing, draw
from studio.plan.listing import PlanList
from studio.plan.picture import PlanPicture
from studio.plan.reading import Reading, looked_again, read, read_job
from studio.plan.sheet import Sheet
from studio.projects.opened import OpenDocument
from studio.survey.checker import Checker
from studio.survey.status import Status
from studio.theme import Look
from studio.words import tr
from studio.work.jobs import Jobs

REST_MS = 120
"""How long selection and document must rest before the plan is made anew."""
LIVE_MS = 500
"""While jobs run, how often the plan is looked at again."""
LIVE = 600
"""Plans with more steps than this are looked at again only when a job has ended."""
WIDE = 110
"""From so many characters on list and picture stand side by side."""
LEAST = 11
"""Lines of text that the panel is high at least."""


class PlanPanel(QWidget):
    """The panel; `sheet` is what it shows, `list` and `picture` show it."""

    def __init__(
        self,
        opened: OpenDocument,
        session: Session,
        status: Status,
        checker: Checker,
        faces: Faces,
        errands: Errands,
        jobs: Jobs,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._opened = opened
        self._session = session
        self._status = status
        self._checker = checker
        self._faces = faces
        self._errands = errands
        self._jobs = jobs
        self._name = f"plan {id(self)}"
        self._reading: Reading | None = None
        self._ended = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._read)
        self._pace = QTimer(self, singleShot=True, interval=LIVE_MS)
        self._pace.timeout.connect(self._look_again)
        self.source = SourceChoice(self)
        self.what_if = ParamChoice(self)
        self.list = PlanList(look, self)
        self.picture = PlanPicture(look, self)
        self.totals = self._line("title")
        self.note = self._line("dim")
        self.listed = self._button(tr("List"), tr("Shows the steps as a list."), checkable=True)
        self.pictured = self._button(tr("Picture"), tr("Shows the steps as a picture."), checkable=True)
        self.fitting = self._button(tr("Fit"), tr("Shows all of the picture (F)."))
        self.copying = self._button(tr("Copy"), tr("Copies the list as text."))
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self._arrange()
        self._connect()
        self.setFocusProxy(self.list)

    @property
    def sheet(self) -> Sheet:
        """What is shown."""
        return self.picture.sheet

    # -- what others call ----------------------------------------------------------------------------------------------

    def again(self) -> None:
        """Make the plan anew, a moment from now, if anybody looks."""
        if self.isVisible():
            self._rest.start()

    def show_job(self, job: str) -> None:
        """Show what a job did; nothing happens for one that is off the list."""
        line = self._jobs.line(job)
        if line is not None:
            self.source.pick(line)
            self.again()

    def stop(self) -> None:
        """The document closes: nothing is read any more, and what comes back is not shown."""
        self._ended = True
        self._rest.stop()
        self._pace.stop()
        self._errands.forget(self._name)

    def copy(self) -> None:
        """Put the list on the clipboard as text."""
        QGuiApplication.clipboard().setText(words.as_text(self.sheet))

    def jump(self, key: str) -> None:
        """Go to the node of a step, through the groups that it lies in."""
        number = self.picture.drawing.places.get(key)
        way = (
            None
            if number is None
            else way_to(self._opened.model.document, self.sheet.lines[number].places[0])
        )
        if way is None:
            self._say(tr("The node of this step is not there any more."))
            return
        path, scope, node = way
        focus = self._opened.focus
        focus.enter(path, scope)
        focus.select((node,), current=node)
        focus.reveal.emit(node)

    # -- the parts -----------------------------------------------------------------------------------------------------

    def _line(self, role: str) -> QLabel:
        made = QLabel(self)
        made.setProperty("role", role)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        made.setMinimumWidth(1)
        return made

    def _button(self, text: str, help: str, *, checkable: bool = False) -> QToolButton:
        made = QToolButton(self)
        made.setText(text)
        made.setToolTip(help)
        made.setAccessibleName(text)
        made.setCheckable(checkable)
        made.setChecked(checkable)
        return made

    def _arrange(self) -> None:
        gap = self.fontMetrics().height() // 3
        self.split.addWidget(self.list)
        self.split.addWidget(self.picture)
        self.split.setChildrenCollapsible(False)
        for number in range(2):
            self.split.setStretchFactor(number, 1)
        head = QHBoxLayout()
        head.setContentsMargins(gap, 0, gap, 0)
        head.setSpacing(gap)
        for widget in (self.source, self.what_if):
            head.addWidget(widget)
        head.addSpacing(gap)
        head.addWidget(self.totals, 1)
        buttons = (self.listed, self.pictured, self.fitting, self.copying)
        for button in buttons:
            head.addWidget(button)
        below = QHBoxLayout()
        below.setContentsMargins(2 * gap, 0, gap, 0)
        below.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, gap, 0, 0)
        column.setSpacing(gap)
        column.addLayout(head)
        column.addLayout(below)
        column.addWidget(self.split, 1)
        self.note.hide()
        order = (self.source, self.what_if, *buttons, self.list, self.picture)
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    def _connect(self) -> None:
        self.source.picked.connect(self.again)
        self.what_if.picked.connect(self._ask)
        self.listed.toggled.connect(lambda _: self._show_views(self.listed))
        self.pictured.toggled.connect(lambda _: self._show_views(self.pictured))
        self.fitting.clicked.connect(self.picture.fit)
        self.copying.clicked.connect(self.copy)
        self.list.chosen.connect(self.picture.choose)
        self.list.wanted.connect(self.jump)
        self.picture.chosen.connect(self.list.choose)
        self.picture.wanted.connect(self.jump)
        self._checker.checked.connect(self.again)
        self._opened.focus.selection_changed.connect(self._on_selection)
        self._opened.focus.scope_changed.connect(self._on_selection)
        self._jobs.reset.connect(self._on_jobs)
        self._jobs.changed.connect(self._on_progress)

    # -- asked by Qt ---------------------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """Lower than this neither list nor picture tell anything."""
        return QSize(super().minimumSizeHint().width(), LEAST * self.fontMetrics().height())

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while the panel was hidden is read now."""
        super().showEvent(event)
        self._on_jobs()
        self._on_selection()
        self.again()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._rest.stop()
        self._pace.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """List and picture stand side by side where there is room, else one above the other."""
        super().resizeEvent(event)
        wide = self.width() > WIDE * self.fontMetrics().averageCharWidth()
        self.split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    # -- what changes what is shown ------------------------------------------------------------------------------------

    def _show_views(self, pressed: QToolButton) -> None:
        """One of list and picture is always there."""
        if not (self.listed.isChecked() or self.pictured.isChecked()):
            other = self.pictured if pressed is self.listed else self.listed
            other.setChecked(True)
        self.list.setVisible(self.listed.isChecked())
        self.picture.setVisible(self.pictured.isChecked())
        self.fitting.setEnabled(self.pictured.isChecked())
        self.setFocusProxy(self.list if self.listed.isChecked() else self.picture)

    def _on_selection(self) -> None:
        if not self.isVisible():
            return
        if not self.what_if.show_params(self._params()):
            self._ask()
        if self.source.source == SELECTION:
            self.again()

    def _on_jobs(self) -> None:
        """Other jobs ended; the plan as it is now may be another one too, for more is there."""
        if self.isVisible() and (not self.source.show_jobs(self._jobs.lines) or self.source.is_now):
            self.again()

    def _on_progress(self, _: object) -> None:
        """A job got further: some of the steps shown may be there now."""
        live = self._reading is not None and self._checker.keys and len(self.sheet.lines) <= LIVE
        if live and self.isVisible() and self.source.is_now and not self._pace.isActive():
            self._pace.start()

    def _params(self) -> list[Param]:
        """The params of the current node that a change of could cost something."""
        focus, document = self._opened.focus, self._opened.model.document
        graph = graph_in(document, focus.scope)
        node = graph.nodes.get(focus.current) if graph is not None else None
        if node is None:
            return []
        kind = self._faces.of(document, node)
        title = node.title or tr(kind.label)
        place = self._status.place(node.id)
        return [Param(place, p.name, title, tr(p.label or p.name)) for p in kind.params if p.affects]

    # -- reading -------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        source, session, opened = self.source.source, self._session, self._opened.opened()
        if not self.sheet.lines:
            self._say(tr("Making the plan…"))
        if not self.source.is_now:
            self.what_if.setEnabled(False)
            attempt(
                self._errands,
                lambda: _drawn(read_job(session, source, opened)),
                lambda found: self._show(source, None, *found),
                self._refused,
            )
            return
        nodes = () if source == EVERYTHING else self._opened.focus.nodes
        selected = [self._status.place(node) for node in sorted(nodes)]
        keys = self._checker.keys
        self._errands.run(
            lambda: read(session, opened, selected, keys=keys),
            lambda reading: self._show(source, reading, reading.sheet, reading.drawing),
            key=self._name,
            failed=lambda message: self._refused(StudioError(message)),
        )

    def _look_again(self) -> None:
        reading, source, has = self._reading, self.source.source, self._session.cache.has
        if reading is None or not self.source.is_now or self._rest.isActive():
            return

        def done(found: Reading) -> None:
            if self._reading is reading and source == self.source.source and not self._ended:
                self._reading = found
                self._fill(found.sheet, found.drawing)

        self._errands.run(lambda: looked_again(reading, has), done, key=f"{self._name}: again")

    def _show(self, source: str, reading: Reading | None, sheet: Sheet, drawing: Drawing) -> None:
        if self._ended or source != self.source.source:
            return
        self._reading = reading
        self.what_if.setEnabled(reading is not None and self.what_if.count() > 1)
        self._fill(sheet, drawing)
        self._ask()

    def _fill(self, sheet: Sheet, drawing: Drawing) -> None:
        self.list.take(sheet)
        self.picture.take(sheet, drawing)
        self.totals.setText(words.totals_words(sheet))
        self.totals.setToolTip(words.totals_words(sheet))

    def _refused(self, error: StudioError) -> None:
        if self._ended:
            return
        self._reading = None
        self.list.take(Sheet())
        self.picture.take(Sheet(), Drawing())
        self.totals.setText("")
        self._say(str(error))

    def _ask(self) -> None:
        """What if the chosen param were another one."""
        reading, param = self._reading, self.what_if.param
        if reading is None or param is None:
            self._tell(None)
            return
        session = self._session
        keys = self._checker.keys

        def done(found: Consequences | StudioError) -> None:
            if self._ended or (reading, param) != (self._reading, self.what_if.param):
                return
            if isinstance(found, StudioError):
                self._say(str(found))
            else:
                self._tell(found)

        attempt(self._errands, lambda: consequences(session, reading, param, keys=keys), done, done)

    def _tell(self, found: Consequences | None) -> None:
        gone = frozenset[str]() if found is None else found.gone
        self.list.mark(gone)
        self.picture.mark(gone)
        if found is not None:
            self._say(found.sentence)
        elif self.sheet.problems:
            first, *others = self.sheet.problems
            more = tr(" (and {count} more)", count=len(others)) if others else ""
            self._say(first + more, "\n".join(self.sheet.problems))
        elif not self.sheet.lines:
            self._say(tr("There is nothing to make yet: add a Shot, or select a node that makes a picture."))
        else:
            self._say("")

    def _say(self, text: str, whole: str = "") -> None:
        self.note.setText(text)
        self.note.setToolTip(whole or text)
        self.note.setVisible(bool(text))


def _drawn(sheet: Sheet) -> tuple[Sheet, Drawing]:
    return sheet, draw(sheet.lines)
