"""The page of one open document: notices, the graph editor, and what its docks show.

In: an open document and the application's parts. Out: a tab of the window. Everything that belongs to this document
alone (status, checker, pictures, panels) is made here and ends with the page.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QVBoxLayout, QWidget

from engine.document import MediaItem
from engine.errors import StudioError
from engine.graph import new_id
from studio.actions import Command
from studio.attempts import attempt
from studio.bindings import Bindings
from studio.choosing import Choosing
from studio.cutting import Cutting
from studio.dialogs.notice_bar import NoticeBar
from studio.edit.media import load_file
from studio.edit.scope import Scope
from studio.generating import Generating
from studio.graph.editor import GraphEditor
from studio.parts import Parts
from studio.playing.stage import Stage
from studio.problems.gathered import Gathered
from studio.projects.drops import Drops
from studio.projects.opened import OpenDocument
from studio.projects.opening import media_filter
from studio.prompting import prompt_editors
from studio.requests import SearchRequest
from studio.survey.checker import Checker
from studio.survey.flow import Flow
from studio.survey.pictures import Pictures
from studio.survey.status import Place, Status
from studio.telling import told
from studio.words import tr
from studio.work.moving import Moving

if TYPE_CHECKING:
    from studio.inspector.panel import InspectorPanel
    from studio.plan.panel import PlanPanel
    from studio.problems.panel import ProblemsPanel
    from studio.viewer.panel import ViewerPanel


class DocumentPage(QWidget):
    """A tab. `panel(name)` makes a dock's content when it is first looked at."""

    said = Signal(str)
    """A line for the status bar."""
    wants_preferences = Signal(str)
    """A page of the preferences that should be shown."""
    wants_dock = Signal(str)
    """A dock that should come to the front."""

    def __init__(
        self,
        opened: OpenDocument,
        parts: Parts,
        bindings: Bindings,
        drops: Drops,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.opened = opened
        self._parts = parts
        self._drops = drops
        self._bindings = bindings
        model, focus, session = opened.model, opened.focus, parts.session
        self.status = Status(model, focus, self)
        self.checker = Checker(
            model, session, self.status, parts.errands,
            missing=opened.missing, keys=parts.warmup.profile is not None, parent=self,
        )  # fmt: skip
        self.pictures = Pictures(
            model, session, self.status, self.checker, parts.errands, lambda: opened.opened().takes, self
        )
        self.moving = Moving(self.status, self.pictures, parts.look, self)
        self.stage = Stage(
            model, session, parts.booth, lambda: opened.opened().takes, self.pictures.made_of, self
        )
        self.editor = GraphEditor(
            model, focus, parts.faces, session.registry, parts.look, self.status, parts.settings, self
        )
        self.cutting = Cutting(
            opened, parts, bindings, self.stage, self.status, self.pictures, self.editor.scene.sizes, self
        )
        self.generating = Generating(opened, parts, self.status, self.checker, bindings, self._ready, self)
        self.choosing = Choosing(
            opened, parts, bindings, self.stage, self.status, self.pictures.made_of,
            lambda: self.panel("viewer"), self.cutting, self.generating.bar.takes.value, self._ready, self,
        )  # fmt: skip
        self.gathered = Gathered(
            opened, session.registry, self.checker, self.generating.forecaster, parts.jobs, self
        )
        flow = Flow(model, focus, parts.faces, self.checker)
        self.editor.flow = flow.text
        self.editor.frozen_key = self._last_result
        self.editor.inline.models = lambda: tuple(session.catalog.specs)
        self.editor.inline.prompt_for = prompt_editors(opened, parts)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(NoticeBar(opened, parts.look, self))
        rows.addWidget(self.editor, 1)
        rows.addWidget(self.generating.bar)
        self.setFocusProxy(self.editor)
        self._takes = opened.opened().takes
        self._panels: dict[str, QWidget] = {}
        self._makers: Mapping[str, Callable[[], QWidget]] = {
            "outline": self._make_outline,
            "inspector": self._make_inspector,
            "viewer": self._make_viewer,
            "jobs": self._make_jobs,
            "history": self._make_history,
            "problems": self._make_problems,
            "help": self._make_help,
            "plan": self._make_plan,
            "timeline": self.cutting.panel,
            "takes": self.choosing.panel,
        }
        self._connect()
        self.editor.bind(bindings)

    def commands(self) -> Mapping[str, Command]:
        """What the page can do beyond its editor."""
        return {
            "file.import": Command(self.add_media),
            **self.generating.commands(),
            "work.plan": Command(lambda: self.wants_dock.emit("plan")),
            "help.node": Command(
                lambda: self.wants_dock.emit("help"), lambda: bool(self.opened.focus.current)
            ),
        }

    def answer(self, choice: object, request: SearchRequest) -> None:
        """Add what the search found."""
        self.editor.answer(choice, request)

    def problems(self) -> list[str]:
        """What keeps something from being made, one line each: the node's name, and what is wrong."""
        found = (entry for entry in self.gathered.entries if entry.severity == "error")
        return [": ".join(part for part in (entry.name, entry.text) if part) for entry in found]

    def show_problem(self) -> None:
        """Show what is in the way, and go to the first node that something is wrong with."""
        self.wants_dock.emit("problems")
        cast("ProblemsPanel", self.panel("problems")).show_first()
        wrong = self.problems()
        if wrong:
            self.said.emit(wrong[0])

    def panel(self, name: str) -> QWidget:
        """The content of a dock for this document."""
        if name not in self._panels:
            self._panels[name] = self._makers[name]()
        return self._panels[name]

    def made(self) -> list[QWidget]:
        """The panels that were looked at so far."""
        return list(self._panels.values())

    def settle(self) -> None:
        """Keep what is being typed anywhere in the page: whoever asks whether something is unsaved must know of it."""
        self._typed()
        if (inspector := self._inspector()) is not None:
            inspector.settle()
        self.cutting.settle()

    def end(self) -> None:
        """The document closes: nothing is looked at or made any more."""
        self._parts.jobs.forget(self.opened)
        self.generating.close()
        self.moving.stop()
        self.choosing.close()
        self.stage.close()
        self.pictures.close()
        self.checker.close()
        if "plan" in self._panels:
            cast("PlanPanel", self._panels["plan"]).stop()

    def add_media(self) -> None:
        """Ask for pictures and clips, and add them as nodes in the middle of the view."""
        names, _ = QFileDialog.getOpenFileNames(self, tr("Add Media"), self._folder(), media_filter())
        if names:
            self._drops.add([Path(name) for name in names], self.opened, self._middle())

    # -- inside --------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        editor, opened, warmup = self.editor, self.opened, self._parts.warmup
        editor.message.connect(self.said)
        self.stage.said.connect(self.said)
        self.cutting.said.connect(self.said)
        self.choosing.said.connect(self.said)
        self.choosing.wanted.connect(self.wants_dock)
        self.cutting.make_wanted.connect(self.generating.generate)
        self.cutting.shown.connect(lambda _: editor.setFocus())
        # Where neither has the keyboard, what both can do is done to the graph.
        self.cutting.begun.connect(lambda: editor.bind(self._bindings))
        self.cutting.wanted.connect(lambda: self.wants_dock.emit("timeline"))
        opened.focus.selection_changed.connect(self._selected)
        opened.named.connect(self._named)
        editor.files_dropped.connect(self._dropped)
        editor.file_wanted.connect(self._choose_file)
        editor.show_requested.connect(self._show)
        editor.template_wanted.connect(self._keep_template)
        editor.ports_wanted.connect(self._show_ports)
        opened.media_changed.connect(lambda: self.checker.set_missing(opened.missing))
        opened.media_changed.connect(self.pictures.retry)
        opened.media_changed.connect(self.stage.look_for_sounds)
        self._parts.workspace.results_cleared.connect(self.checker.again)
        warmup.ready.connect(self.checker.use_keys)
        self.generating.show_wanted.connect(self._glance)
        self.generating.there.connect(self._there)
        self.generating.made.connect(self._made)
        self.generating.problems_wanted.connect(self.show_problem)
        self.gathered.dismissed.connect(lambda place: self.status.run(place, None))
        self._parts.jobs.previewed.connect(self._preview)
        self._parts.jobs.came_on.connect(self._work_on)
        self._parts.jobs.over.connect(self._work_over)

    def _selected(self) -> None:
        """A node is looked at in the graph: the viewer shows it, unless the film plays."""
        holder = QApplication.focusWidget()
        in_graph = holder is not None and (holder is self.editor or self.editor.isAncestorOf(holder))
        if in_graph and self.opened.focus.current and not self.stage.program.playing:
            self.stage.use_source()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another tab is in front: only one project plays."""
        super().hideEvent(event)
        self.stage.pause()

    def _named(self) -> None:
        """The project may have another file, and its takes with it."""
        if (takes := self.opened.opened().takes) != self._takes:
            self._takes = takes
            self.stage.renew()

    def _typed(self) -> bool:
        """Keep what is being typed into a node; False if it cannot be kept."""
        return not self.editor.inline.is_open or self.editor.inline.commit()

    def _ready(self) -> bool:
        """Whether everything that is typed counts; what cannot be kept is said, and the keyboard is in its field."""
        inspector = self._inspector()
        if inspector is not None and (why := inspector.refused()):
            self.wants_dock.emit("inspector")
            inspector.show_refused()
            self.said.emit(why)
            return False
        return self._typed()

    def _preview(self, opened: OpenDocument, place: Place, frames: object, rate: float) -> None:
        if opened is self.opened:
            self.moving.play(place, frames, rate)
            self.stage.play_live(place, frames, rate)
            if (viewer := self._viewer()) is not None:
                viewer.play(place, frames, rate)

    def _work_on(self, opened: OpenDocument) -> None:
        if opened is self.opened:
            self.checker.again()

    def _work_over(self, opened: OpenDocument) -> None:
        if opened is self.opened:
            self.moving.stop()
            self.stage.rest_live()
            if (viewer := self._viewer()) is not None:
                viewer.rest()
            self.checker.use_keys()
            self.checker.again()
            self.pictures.retry()

    # Modules of panels are imported when a panel is first looked at: all of them together are a quarter of what the
    # program would have to read before its window is there.

    def _make_outline(self) -> QWidget:
        from studio.outline.panel import OutlinePanel

        model, focus, parts = self.opened.model, self.opened.focus, self._parts
        panel = OutlinePanel(model, focus, parts.faces, self.status, parts.look)
        self.editor.lend(panel.tree)
        return panel

    def _make_history(self) -> QWidget:
        from studio.history import HistoryPanel

        return HistoryPanel(self.opened.model, self._parts.look)

    def _make_jobs(self) -> QWidget:
        from studio.jobs.panel import JobsPanel

        parts = self._parts
        panel = JobsPanel(parts.jobs, parts.manners, parts.errands, parts.look)
        panel.plan_wanted.connect(self._show_steps)
        return panel

    def _make_problems(self) -> QWidget:
        from studio.problems.panel import ProblemsPanel

        parts = self._parts
        panel = ProblemsPanel(
            self.opened,
            parts.workspace,
            self.gathered,
            self.checker,
            parts.session,
            parts.errands,
            parts.look,
        )
        panel.file_wanted.connect(self._choose_file)
        panel.preferences_wanted.connect(self.wants_preferences)
        panel.elsewhere_wanted.connect(self.generating.save_elsewhere)
        panel.node_wanted.connect(self._add_behind)
        panel.words_wanted.connect(self.editor.write)
        return panel

    def _make_inspector(self) -> QWidget:
        from studio.inspecting import Inspecting

        dock, result = self.wants_dock.emit, self._last_result
        joined = Inspecting(
            self.opened, self._parts, self.status, self.checker, self.pictures, dock, result, self
        )
        panel = joined.panel()
        self._bindings.about_to_run.connect(panel.settle)
        return panel

    def _make_viewer(self) -> QWidget:
        from studio.viewing import Viewing

        joined = Viewing(
            self.opened, self._parts, self._bindings, self.stage, self.status, self.pictures, self._middle,
            self,
        )  # fmt: skip
        joined.said.connect(self.said)
        return joined.panel

    def _make_help(self) -> QWidget:
        from studio.help.panel import HelpPanel

        panel = HelpPanel(self._parts.faces, self._parts.look)
        panel.show_document(self.opened.model, self.opened.focus)
        return panel

    def _make_plan(self) -> QWidget:
        from studio.plan.panel import PlanPanel

        parts = self._parts
        return PlanPanel(
            self.opened, parts.session, self.status, self.checker, parts.faces, parts.errands, parts.jobs,
            parts.look,
        )  # fmt: skip

    def _show_steps(self, job: str) -> None:
        self.wants_dock.emit("plan")
        cast("PlanPanel", self.panel("plan")).show_job(job)

    def _inspector(self) -> "InspectorPanel | None":
        """The inspector, if somebody looked at it."""
        return cast("InspectorPanel | None", self._panels.get("inspector"))

    def _viewer(self) -> "ViewerPanel | None":
        """The viewer, if somebody looked at it."""
        return cast("ViewerPanel | None", self._panels.get("viewer"))

    def _made(self, place: Place) -> None:
        if (viewer := self._viewer()) is not None:
            viewer.made(place)

    def _there(self, place: Place) -> None:
        """What was asked for is there: it is looked at, unless that would take the film away."""
        if not self.stage.on_program:
            self._glance(place)

    def _glance(self, place: Place) -> None:
        """Show what is there already, until another node is selected."""
        self.wants_dock.emit("viewer")
        cast("ViewerPanel", self.panel("viewer")).glance(place)

    def _show(self, place: Place) -> None:
        self.wants_dock.emit("viewer")
        cast("ViewerPanel", self.panel("viewer")).show_place(place)

    def _last_result(self, node: str) -> str | None:
        """The key of a node's last result, if that is still there."""
        survey, place = self.checker.survey, self.status.place(node)
        picture = survey.picture(place) if survey else None
        there = picture is not None and self._parts.session.cache.has(picture.key)
        return picture.key if picture is not None and there else None

    def _dropped(self, paths: list[Path], where: QPointF) -> None:
        """Files fell on the graph: those on a node that can load one are for that node."""
        node = self.editor.scene.hit(where).node
        if self.choosing.take_in(node, [Path(path) for path in paths]):
            return
        self._drops.drop([Path(path) for path in paths], self.opened, (where.x(), where.y()), node)

    def _choose_file(self, node: str, param: str) -> None:
        """Ask for the picture or clip that a node loads; it is looked into off the GUI thread."""
        title = tr("Choose a Picture or Clip")
        name, _ = QFileDialog.getOpenFileName(self, title, self._folder(), media_filter())
        if not name:
            return
        path, session, workspace = Path(name), self._parts.session, self._parts.workspace
        scope = self.opened.focus.scope
        project = self.opened.place.parent if self.opened.path else None
        self.said.emit(tr("Looking at {name}…", name=path.name))
        attempt(
            workspace.errands,
            lambda: session.media.item(path, new_id(), project),
            lambda item: self._use_file(scope, node, param, item),
            lambda error: workspace.said.emit(str(error)),
        )

    def _use_file(self, scope: Scope, node: str, param: str, item: MediaItem) -> None:
        """The file was looked into; meanwhile another graph may be open, or the document closed."""
        if self.opened not in self._parts.workspace.documents:
            return
        registry = self._parts.session.registry
        self.said.emit("")
        self.editor.desk.edit(
            tr("Choose {name}", name=item.name),
            lambda d: load_file(d, scope, node, param, item, registry),
        )
        # The same content at another place is no edit, and yet a file that is there again.
        self._parts.workspace.look_for_media(self.opened)

    def _add_behind(self, kind_id: str, node: str) -> None:
        """Add a node to the outermost graph, behind another one of it."""
        kind = self._parts.session.registry.find(kind_id)
        if kind is not None:
            self.opened.focus.enter((), None)
            self.editor.add_behind(kind, node)

    def _show_ports(self, group: str) -> None:
        """Choose what a group shows outside."""
        from studio.dialogs.ports import PortsDialog

        try:
            dialog = PortsDialog(self.opened.model, self._parts.faces, group, self._parts.look, self)
        except StudioError as error:
            self.said.emit(told(error, self.opened.model.document, self._parts.session.registry))
        else:
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _keep_template(self, nodes: Sequence[str], frames: Sequence[str]) -> None:
        """Ask what the template is to be called, and keep it."""
        desk = self.editor.desk
        asked = QInputDialog(self)
        asked.setWindowTitle(tr("Save as Template"))
        asked.setLabelText(tr("What is this template called?"))
        asked.setTextValue(desk.name(nodes[0]) if nodes else "")
        asked.setOkButtonText(tr("Save"))
        asked.setCancelButtonText(tr("Cancel"))
        asked.textValueSelected.connect(lambda title: self._save_template(nodes, frames, title))
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def _save_template(self, nodes: Sequence[str], frames: Sequence[str], title: str) -> None:
        from studio.edit.templates import save

        desk = self.editor.desk
        try:
            kept = save(desk.document, desk.scope, nodes, title, frames=frames)
        except StudioError as error:
            self.said.emit(told(error, self.opened.model.document, self._parts.session.registry))
        else:
            self.said.emit(tr("Kept as the template {name}", name=kept.title))

    def _folder(self) -> str:
        return self._parts.settings.value.folder

    def _middle(self) -> tuple[float, float]:
        view = self.editor.view
        middle = view.mapToScene(view.viewport().rect().center())
        return middle.x(), middle.y()
