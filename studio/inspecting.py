"""Joins the inspector of a page to what it needs of the program: models, pictures, files, what is missing.

In: an open document and the application's parts. Out: the panel, wired. Made by the page when the dock is first looked
at.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.document import MediaItem
from engine.graph import new_id
from engine.values import ClipValue
from engine.whatif import WhatIf, dirtied
from studio.attempts import attempt
from studio.edit.ports import title_of
from studio.editors.editor import Around, Chosen
from studio.inspector.panel import InspectorPanel
from studio.parts import Parts
from studio.projects.opened import OpenDocument
from studio.projects.opening import media_filter
from studio.survey.checker import Checker
from studio.survey.pictures import Pictures
from studio.survey.status import Status
from studio.words import tr

ASKED = {"image": "Choose a Picture", "clip": "Choose a Clip"}
"""What the file dialog is called, by what is wanted."""


class Inspecting:
    """What editors ask of one document. `dock` brings a dock to the front, `last_result` is the key of a node's."""

    def __init__(
        self,
        opened: OpenDocument,
        parts: Parts,
        status: Status,
        checker: Checker,
        pictures: Pictures,
        dock: Callable[[str], None],
        last_result: Callable[[str], str | None],
        host: QWidget,
    ) -> None:
        self._opened, self._parts, self._pictures = opened, parts, pictures
        self._status, self._checker = status, checker
        self._dock, self._last_result, self._host = dock, last_result, host

    def panel(self) -> InspectorPanel:
        """A fresh inspector."""
        opened, parts = self._opened, self._parts
        around = Around(
            look=parts.look,
            document=lambda: opened.model.document,
            models=lambda: tuple(parts.session.catalog.specs),
            picture=self._picture,
            choose=self._choose,
            locate=lambda media: self._dock("problems"),
            missing=self._missing,
            adviser=parts.adviser,
            seconds=self._seconds,
        )
        panel = InspectorPanel(
            opened.model, opened.focus, parts.faces, around, self._last_result, self._what_if
        )
        panel.jump.connect(self._jump)
        panel.said.connect(parts.workspace.said)
        self._checker.checked.connect(panel.costs.again)
        opened.media_changed.connect(panel.refresh)
        return panel

    def _what_if(self, node: str, param: str, done: Callable[[WhatIf, list[str]], None]) -> bool:
        """Ask the checker's compiler, on the thread where it works; nothing can be said before the device is known."""
        checker, model = self._checker, self._opened.model
        compiler, survey = checker.compiler, checker.survey
        if compiler is None or survey is None:
            return False
        place = self._status.place(node)

        def hand_over(found: WhatIf) -> None:
            names = {home.split("/")[0] for home in found.places}
            graph, faces = model.document.graph, self._parts.faces
            told = [title_of(n, faces.of(model.document, n)) for n in graph if n.id in names]
            done(found, list(dict.fromkeys(tr(name) for name in told)))

        document = survey.document
        self._parts.errands.run(
            lambda: dirtied(compiler, document, place, param), hand_over, key=f"what if {id(self)}"
        )
        return True

    def _jump(self, node: str) -> None:
        focus = self._opened.focus
        focus.select((node,), current=node)
        focus.reveal.emit(node)

    def _picture(self, media: str, done: Callable[[QImage | None], None]) -> None:
        item = self._opened.model.document.media.get(media)
        if item is None or item.sha256 in self._opened.missing:
            done(None)
        else:
            self._pictures.media(item.sha256, done)

    def _seconds(self, node: str) -> float:
        """How long the clip is that goes into a node, or that comes out of it where none goes in."""
        survey, place = self._checker.survey, self._status.place(node)
        if survey is None:
            return 0.0
        into = [link for link in survey.flat.graph.links if link.target == place]
        values = [survey.value(link.source, link.output) for link in into]
        for value in (*values, survey.picture(place)):
            if isinstance(value, ClipValue):
                return float(value.facts.duration)
        return 0.0

    def _missing(self, media: str) -> str:
        item = self._opened.model.document.media.get(media)
        if item is None:
            return tr("This file is not in the project any more. Choose another one.")
        problem = self._opened.missing.get(item.sha256)
        return "" if problem is None else tr("{name} is not where it was.", name=item.name)

    def _choose(self, of: str, done: Chosen) -> None:
        """Ask for a file, and look into it off the GUI thread; meanwhile the document may be closed."""
        opened, parts = self._opened, self._parts
        title = tr(ASKED.get(of, "Choose a Picture or Clip"))
        name, _ = QFileDialog.getOpenFileName(
            self._host, title, parts.settings.value.folder, media_filter(of)
        )
        if not name:
            return
        path, session, workspace = Path(name), parts.session, parts.workspace
        project = opened.place.parent if opened.path else None
        workspace.said.emit(tr("Looking at {name}…", name=path.name))

        def use(item: MediaItem) -> None:
            workspace.said.emit("")
            if opened not in workspace.documents:
                return
            if of in ("any", item.kind):
                if done(item) is False:
                    late = tr("{name} was not used: another node is shown by now.", name=path.name)
                    workspace.said.emit(late)
                # The same content at another place is no edit, and yet a file that is there again.
                workspace.look_for_media(opened)
            else:
                wanted = tr("a picture") if of == "image" else tr("a clip")
                workspace.said.emit(
                    tr("{name} is not {what}; choose another file.", name=item.name, what=wanted)
                )

        attempt(
            workspace.errands,
            lambda: session.media.item(path, new_id(), project),
            use,
            lambda error: workspace.said.emit(str(error)),
        )
