"""The window: tabs of documents, docks around them, menus above, a line of status below. Here the panels meet.

In: the application's parts; signals of the workspace and of pages. Out: what the artist sees and can do. Made once by
the application, and by tests.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QTabWidget, QToolButton, QVBoxLayout, QWidget

from studio.actions import ACTIONS
from studio.bindings import Bindings
from studio.docks import Docks
from studio.edit.places import home_of, way_to
from studio.exporting import Exporting
from studio.filing import Filing
from studio.icons import application_icon, icon
from studio.leaving import Leaving
from studio.parts import Parts
from studio.popups import Popups
from studio.projects.drops import Drops, files_in
from studio.projects.notices import Choice, Notice
from studio.projects.opened import OpenDocument
from studio.projects.opening import Explanation
from studio.survey.status import Place
from studio.unsaved import unsaved_words
from studio.welcome.offers import keep_picture
from studio.welcome.page import WelcomePage
from studio.window_place import WindowPlace
from studio.words import literal, tr
from studio.work.bar import WorkBar
from studio.work.notify import Notifier

if TYPE_CHECKING:
    from studio.page import DocumentPage

UNSAVED = "• "
PROBLEMS_TOLD = 12
NEWS_MS = 60_000
"""How long a line of the status bar stands."""


class Window(QMainWindow):
    """The studio's one window."""

    left = Signal()
    """The artist closed the window and nothing keeps it open."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        self.setObjectName("studio")
        self.setWindowIcon(application_icon())
        self.setAcceptDrops(True)
        self.bindings = Bindings(ACTIONS, parts.settings, self)
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(tr("Open projects"))
        self.tabs.setDocumentMode(True)
        self.tabs.setMovable(True)
        self.tabs.setTabsClosable(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideMiddle)
        self._status = QLabel(self)
        self._status.setAccessibleName(tr("Status"))
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        self.statusBar().addWidget(self._status, 1)
        self._news = QTimer(self, singleShot=True, interval=NEWS_MS)
        self._news.timeout.connect(self._forget_news)
        self._wrong = QToolButton(self)
        self._wrong.setAutoRaise(True)
        self._wrong.hide()
        self.work = WorkBar(self)
        self.statusBar().addPermanentWidget(self.work)
        self.statusBar().addPermanentWidget(self._wrong)
        self.notifier = Notifier(parts.jobs, parts.settings, self)
        self.welcome = WelcomePage(parts.look, parts.settings, parts.session.registry, self)
        self.docks = Docks(self, parts.settings)
        self.filing = Filing(parts.workspace, self.document, self)
        self.leaving = Leaving(parts.jobs, parts.workspace, self.filing, parts.look, self)
        self._arrange()
        self.drops = Drops(parts.workspace, self)
        self.popups = Popups(parts, self.bindings, self)
        self.exporting = Exporting(parts, self.page, self)
        self.setMenuBar(self.bindings.menu_bar())
        self._pages: dict[OpenDocument, DocumentPage] = {}
        self._connect()
        self._place = WindowPlace(self)
        self._place.restore(parts.settings.value.geometry)
        self.show_welcome()

    # -- what is in front ----------------------------------------------------------------------------------------------

    def page(self) -> "DocumentPage | None":
        """The document page in front; None on the welcome page and on explanations."""
        front = self.tabs.currentWidget()
        return next((page for page in self._pages.values() if page is front), None)

    def document(self) -> OpenDocument | None:
        """The document in front."""
        page = self.page()
        return page.opened if page else None

    def page_of(self, document: OpenDocument) -> "DocumentPage":
        """The page of an open document."""
        return self._pages[document]

    def show_welcome(self) -> None:
        """Bring the welcome page to the front."""
        if self.tabs.indexOf(self.welcome) < 0:
            self.tabs.insertTab(0, self.welcome, tr("Welcome"))
        self.tabs.setCurrentWidget(self.welcome)
        self.welcome.buttons["file.new"].setFocus()

    def next_tab(self, step: int) -> None:
        """Go `step` tabs to the right, round the end."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % max(1, self.tabs.count()))

    def say(self, text: str) -> None:
        """Show one line in the status bar, "" clears it; it goes by itself when it is no news any more."""
        self._status.setText(text)
        self._status.setToolTip(text)
        self._news.start()

    def _forget_news(self) -> None:
        """What was said is old. Why the queue waits stays so, and nobody reads while another window is in front."""
        if self.parts.jobs.busy or self.parts.manners.paused_because or not self.isActiveWindow():
            self._news.start()
        else:
            self.say("")
            self._news.stop()

    def _unsay(self, text: str) -> None:
        """A line is no longer so; another one that stands there meanwhile stays."""
        if self._status.text() == text:
            self.say("")

    def tell_crash(self, report: str) -> None:
        """Say that something went wrong in the program, and that the work is safe."""
        last = report.strip().splitlines()[-1]
        text = tr("Something went wrong in the program; your work was saved first. {what}", what=last)
        self.say(text)
        document = self.document()
        if document is not None:
            log = Choice(tr("Open Log Folder"), tr("Shows the whole report."), self.filing.show_log)
            copy = Choice(
                tr("Copy Details"),
                tr("For whoever mends it."),
                lambda: QGuiApplication.clipboard().setText(report),
            )
            document.notice(Notice("crash", text, "error", (copy, log)))

    def close_tab(self, index: int | None = None) -> None:
        """Close a tab, or the one in front; an unsaved document asks first."""
        widget = self.tabs.widget(self.tabs.currentIndex() if index is None else index)
        page = next((page for page in self._pages.values() if page is widget), None)
        if page is not None:
            page.settle()
            self.filing.close(page.opened)
        elif widget is not None:
            self._remove(widget)

    def _arrange(self) -> None:
        """The tabs, and below them what is said before the window closes."""
        middle = QWidget(self)
        rows = QVBoxLayout(middle)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.tabs, 1)
        rows.addWidget(self.leaving.ground)
        self.setCentralWidget(middle)
        self.leaving.go.connect(self.close)

    # -- signals -------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        workspace = self.parts.workspace
        workspace.opened.connect(self._add)
        workspace.activated.connect(lambda document: self.tabs.setCurrentWidget(self._pages[document]))
        workspace.closed.connect(self._closed)
        workspace.refused.connect(self._explain)
        workspace.said.connect(self.say)
        workspace.saved.connect(self._keep_picture)
        self._wrong.clicked.connect(self._show_problem)
        self.parts.jobs.progressed.connect(self.work.tell)
        self.parts.jobs.said.connect(self.say)
        self.parts.jobs.unsaid.connect(self._unsay)
        self.bindings.refused.connect(self.say)
        self.notifier.changed.connect(self._entitle)
        self.parts.jobs.wanted.connect(self._show_place)
        self.parts.jobs.pause_changed.connect(lambda _: self.bindings.refresh())
        self.work.stop_wanted.connect(self.parts.jobs.stop)
        self.tabs.currentChanged.connect(self._front_changed)
        self.tabs.tabCloseRequested.connect(self.close_tab)
        self.welcome.wanted.connect(self.bindings.run)
        self.welcome.template_chosen.connect(workspace.open_copy)
        self.welcome.recent_chosen.connect(workspace.open)
        self.parts.warmup.ready.connect(self._tell_machine)
        self.parts.warmup.failed.connect(self.welcome.tell_machine)

    def _show_place(self, path: str, place: Place) -> None:
        """Go to a node of a document, which is opened if it is not."""
        workspace = self.parts.workspace
        document = next((d for d in workspace.documents if str(d.place) == path), None)
        if document is None and Path(path).is_file():
            workspace.open(Path(path))
            document = workspace.find(Path(path))
        if document is None:
            self.say(tr("{name} is not there any more.", name=Path(path).stem))
            return
        self.tabs.setCurrentWidget(self._pages[document])
        way = way_to(document.model.document, home_of(document.model.document, place))
        if way is not None:
            inside, scope, node = way
            document.focus.enter(inside, scope)
            document.focus.select((node,), current=node)
            document.focus.reveal.emit(node)

    def _add(self, document: OpenDocument) -> None:
        # The largest part of the studio, which the welcome page needs nothing of.
        from studio.page import DocumentPage

        page = DocumentPage(document, self.parts, self.bindings, self.drops)
        self._pages[document] = page
        self.parts.jobs.attend(document, page.status)
        page.said.connect(self.say)
        page.wants_dock.connect(self.docks.reveal)
        page.editor.wants_search.connect(lambda request: self.popups.add_node(page, request))
        page.gathered.changed.connect(self._tell_problems)
        page.wants_preferences.connect(self.popups.preferences)
        document.named.connect(lambda: self._name(document))
        document.model.stack.moved.connect(self.bindings.refresh)
        document.model.stack.moved.connect(self.parts.jobs.unsay)
        document.model.stack.moved.connect(lambda: self._tell_tab(document))
        self.tabs.addTab(page, document.name)
        self._name(document)
        self.bindings.offer(page.commands(), page)
        self.tabs.setCurrentWidget(page)
        welcome = self.tabs.indexOf(self.welcome)
        if welcome >= 0:
            self.tabs.removeTab(welcome)

    def _closed(self, document: OpenDocument) -> None:
        page = self._pages.pop(document)
        page.end()
        self.bindings.withdraw(page.editor)
        self.bindings.withdraw(page)
        self.docks.forget(page)
        self._remove(page)
        page.deleteLater()

    def _remove(self, widget: QWidget) -> None:
        index = self.tabs.indexOf(widget)
        if index >= 0:
            self.tabs.removeTab(index)
        if not self.tabs.count():
            self.show_welcome()

    def _explain(self, explanation: Explanation) -> None:
        from studio.dialogs.explain import ExplainPage

        for index in range(self.tabs.count()):
            known = self.tabs.widget(index)
            if isinstance(known, ExplainPage) and known.explanation.path == explanation.path:
                self._remove(known)
                break
        page = ExplainPage(explanation, self.parts.workspace, self.parts.look, self)
        page.done.connect(lambda: self._remove(page))
        self.tabs.setCurrentIndex(self.tabs.addTab(page, literal(explanation.path.name)))

    def _tell_problems(self) -> None:
        """How many nodes of the document in front something is wrong with; a click goes there."""
        page = self.page()
        wrong = page.problems() if page else []
        count = len(wrong)
        text = tr("1 problem") if count == 1 else tr("{count} problems", count=count)
        self._wrong.setVisible(bool(wrong))
        self._wrong.setText(text)
        self._wrong.setAccessibleName(text)
        self._wrong.setIcon(icon("warning", self.parts.look))
        self._wrong.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._wrong.setToolTip("\n".join([tr("Goes to the first one."), *wrong[:PROBLEMS_TOLD]]))

    def _show_problem(self) -> None:
        page = self.page()
        if page is not None:
            page.show_problem()

    def _keep_picture(self, document: OpenDocument) -> None:
        """The welcome page shows a saved project by a frame of its first shot that has a take."""
        status = self._pages[document].status
        shown = (status.at(shot).picture for shot in document.model.document.shots)
        picture = next((p for p in shown if p is not None), None)
        if picture is not None and document.path is not None:
            keep_picture(document.path, picture)

    def _front_changed(self) -> None:
        page = self.page()
        self.parts.jobs.unsay()
        self.docks.show_page(page)
        self.work.brief(page is not None)
        self._entitle()
        self._tell_problems()
        self.bindings.refresh()
        if page is not None:
            page.editor.setFocus()

    def _name(self, document: OpenDocument) -> None:
        """Tab and title tell the name and whether something is unsaved."""
        index = self.tabs.indexOf(self._pages[document])
        mark = UNSAVED if document.worth_keeping else ""
        self.tabs.setTabText(index, literal(f"{mark}{document.name}"))
        self._tell_tab(document)
        self._entitle()

    def _tell_tab(self, document: OpenDocument) -> None:
        """The tab's tooltip: where the file is, and what it does not hold yet."""
        page = self._pages.get(document)
        if page is not None:
            where = str(document.path) if document.path else ""
            why = unsaved_words(document.model) if document.worth_keeping else ""
            told = "\n".join(part for part in (where, why) if part) or tr("Not saved yet")
            self.tabs.setTabToolTip(self.tabs.indexOf(page), told)

    def _entitle(self) -> None:
        document = self.document()
        self.setWindowModified(document is not None and document.worth_keeping)
        front = self.tabs.currentIndex()
        # A file that could not be opened is in front too, with a page that says why.
        name = document.name if document else self.tabs.tabText(front).replace("&&", "&") or tr("Welcome")
        self.setWindowTitle(f"{self.notifier.prefix}{name}[*] – Shotloom")
        self.setWindowFilePath(str(document.path) if document and document.path else "")

    def _tell_machine(self) -> None:
        profile = self.parts.warmup.profile
        if profile is not None:
            self.welcome.tell_machine(
                tr("Computes on {name}, {memory} GiB of memory. The built-in model is ready.",
                   name=profile.name, memory=round(profile.memory / 2**30, 1))
            )  # fmt: skip

    # -- the window itself ---------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt asks whether the window may close."""
        for page in self._pages.values():
            page.settle()
        if self.leaving.may_go():
            self.parts.settings.update(geometry=self._place.kept(), layout=self.docks.state())
            event.accept()
            self.left.emit()
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Coming back to the window is the moment to see what others did to the files."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.parts.workspace.look_at_disk()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Something is dragged over the window."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files were dropped beside a graph: open them."""
        event.acceptProposedAction()
        self.drops.drop(files_in(event.mimeData()), self.document())

    def showEvent(self, event: QShowEvent) -> None:
        """The system draws a frame around the window."""
        super().showEvent(event)
        self._place.shown()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long status lines must not keep the window wide."""
        super().resizeEvent(event)
        self._status.setMinimumWidth(1)
