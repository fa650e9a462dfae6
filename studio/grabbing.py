"""Stills from what plays: the exact picture at the playhead becomes a file, and a node or the start of a new shot.

In: the stage of a page. Out: a PNG beside the project and one edit. A project without a file yet keeps its stills in
the data folder, where they stay when it is saved. Made by the page.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.document import MediaItem
from engine.errors import StudioError
from engine.graph import new_id
from studio.actions import Command
from studio.attempts import attempt
from studio.edit.growing import from_still
from studio.edit.media import add_files, free_place
from studio.parts import Parts
from studio.playing.exact import ExactPicture
from studio.playing.stage import Stage
from studio.playing.timecode import told as place_told
from studio.playing.transport import Transport
from studio.projects.opened import OpenDocument
from studio.telling import told
from studio.words import tr

if TYPE_CHECKING:
    from engine.media.playback_reading import Shown


class Grabbing(QObject):
    """`middle` tells where on the graph a new node goes."""

    said = Signal(str)
    """What became of it."""

    def __init__(
        self,
        opened: OpenDocument,
        parts: Parts,
        stage: Stage,
        middle: Callable[[], tuple[float, float]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opened, self._parts, self._stage, self._middle = opened, parts, stage, middle
        self._exact = ExactPicture(stage, self)
        self._exact.given_up.connect(
            lambda: self.said.emit(tr("The playhead moved on before the still was read"))
        )

    def commands(self) -> Mapping[str, Command]:
        """Rows of the action table."""

        def some() -> bool:
            return self._stage.current.frames > 0

        return {
            "viewer.grab": Command(lambda: self.grab(first=False), some),
            "viewer.grab_first": Command(lambda: self.grab(first=True), some),
        }

    def grab(self, *, first: bool) -> None:
        """Take the picture at the playhead: as a node, or as the `first` frame of a new shot."""
        transport = self._stage.current
        if not self._exact.ask(lambda shown: self._keep(shown, transport, first=first)):
            self.said.emit(tr("Reading…"))

    # -- inside --------------------------------------------------------------------------------------------------------

    def _keep(self, shown: "Shown", transport: Transport, *, first: bool) -> None:
        """Write the picture, then make of it what was wanted."""
        if shown.problem is not None:
            self.said.emit(shown.problem.message)
            return
        item = None
        if transport is self._stage.program:
            spot = self._stage.film.shot_at(shown.frame)
            item = spot.item.id if spot is not None and spot.item.shot is not None else None
        name = f"{self._opened.name} {place_told(shown.frame, shown.reel.rate).replace(':', '-')}"
        picture, folder, session = shown.picture, self._folder(), self._parts.session
        project = self._opened.place.parent if self._opened.path else None

        def write() -> MediaItem:
            from engine.media.stills import write_image

            folder.mkdir(parents=True, exist_ok=True)
            path = _free(folder, name)
            write_image(picture, path)
            return session.media.item(path, new_id(), project)

        attempt(
            self._parts.workspace.errands,
            write,
            lambda media: self._use(media, item, first=first),
            lambda error: self.said.emit(str(error)),
            host=self,
        )

    def _folder(self) -> Path:
        path = self._opened.path
        if path is not None:
            return path.with_name(f"{path.stem} stills")
        return Path(self._parts.session.folders["data"]) / "stills"

    def _use(self, media: MediaItem, item: str | None, *, first: bool) -> None:
        """The file is there; meanwhile the document may have closed, or its item gone."""
        if self._opened not in self._parts.workspace.documents:
            return
        model, faces, registry = self._opened.model, self._parts.faces, self._parts.session.registry
        if item is not None and all(item != known.id for known in model.document.timeline.items):
            item = None
        try:
            if first:
                model.edit(tr("New shot from a still"), lambda d: from_still(d, faces, item, media).document)
            else:
                scope = self._opened.focus.scope
                at = free_place(model.document, scope, self._middle())
                document, (node,) = add_files(model.document, scope, [media], at, registry)
                model.edit(tr("Grab a still"), lambda _: document)
                # It lies where there was room, which may be out of sight. It is not selected: the hands are here.
                self._opened.focus.reveal.emit(node)
        except StudioError as error:
            self.said.emit(told(error, model.document, registry))
            return
        self.said.emit(tr("Kept the still {name}", name=media.name))


def _free(folder: Path, name: str) -> Path:
    """A file name that is not taken."""
    path, number = folder / f"{name}.png", 2
    while path.exists():
        path, number = folder / f"{name} {number}.png", number + 1
    return path
