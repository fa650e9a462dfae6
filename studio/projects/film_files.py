"""Files that come into the film or go out of it: pictures, clips and sounds onto the timeline, subtitles both ways.

In: paths, and a time of the film. Out: one edit for all files of a drop, or a written .srt file. Files are looked into
by the media worker, off the GUI thread. Called by the timeline panel for drops and by its commands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from engine import atomic, subtitles
from engine.document import Document, MediaItem
from engine.errors import InputError, StudioError
from engine.graph import new_id
from engine.session import Session
from engine.subtitles import Subtitles
from studio.actions import Command
from studio.attempts import attempt
from studio.edit.ports import Faces
from studio.edit.sounds import add_subtitles, subtitles_text
from studio.edit.timeline_drops import insert_files
from studio.projects.notices import Notice
from studio.projects.opened import OpenDocument
from studio.projects.opening import SOUNDS, VIDEOS
from studio.projects.workspace import Workspace
from studio.telling import told
from studio.words import tr

SUBTITLES = (".srt", ".vtt")
MOST = 100
"""Files of one drop; more are surely a mistake."""


@dataclass(slots=True)
class _Look:
    media: list[MediaItem] = field(default_factory=list)
    refusals: list[StudioError] = field(default_factory=list)


class FilmFiles(QObject):
    """Takes files into films."""

    added = Signal(object, object)
    """An `OpenDocument` and the ids of what was added to its timeline."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._faces = Faces(workspace.registry)

    def drop(
        self,
        paths: Sequence[Path],
        document: OpenDocument,
        time: Fraction,
        *,
        position: int | None = None,
        sounds: bool = False,
        ripple_all: bool = False,
    ) -> None:
        """Take files into a film at a time, or shots before the item at `position`; subtitles come in as cues.

        With `sounds` only what is heard of a file is taken, of a video too; with `ripple_all` what stands beside the
        main track moves on with the shots.
        """
        if len(paths) > MOST:
            self._say(
                tr("{count} files are too many at once; drop at most {most}", count=len(paths), most=MOST)
            )
            return
        for path in paths:
            if path.suffix.lower() in SUBTITLES:
                self.read_subtitles(path, document, time)
        media = [path for path in paths if path.suffix.lower() not in SUBTITLES]
        if not media:
            return
        session, project = self._workspace.session, document.project
        self._say(tr("Looking at {name}…", name=", ".join(path.name for path in media[:3])))
        attempt(
            self._workspace.errands,
            lambda: _look_into(media, session, project, sounds),
            lambda found: self._take_in(found, document, time, position, ripple_all),
            lambda error: self._say(str(error)),
        )

    def read_subtitles(self, path: Path, document: OpenDocument, time: Fraction) -> None:
        """Add the cues of a file to a film, moved to begin at a time of it."""
        attempt(
            self._workspace.errands,
            lambda: _read(path),
            lambda found: self._add_cues(found, path, document, time),
            lambda error: self._refuse(document, [error]),
        )

    def write_subtitles(self, path: Path, document: OpenDocument) -> None:
        """Write the subtitles of a film as an .srt file; one that is there is replaced."""
        text = subtitles_text(document.model.document)
        attempt(
            self._workspace.errands,
            lambda: atomic.write(path, text.encode()),
            lambda _: self._say(tr("Saved {name}", name=path.name)),
            lambda error: self._refuse(document, [error]),
        )

    def _take_in(
        self,
        found: _Look,
        document: OpenDocument,
        time: Fraction,
        position: int | None,
        ripple_all: bool,
    ) -> None:
        if document not in self._workspace.documents:
            return
        if found.refusals:
            self._refuse(document, found.refusals)
        else:
            document.dismiss("film")
        if not found.media:
            return
        name = found.media[0].name
        many = tr("{count} Files", count=len(found.media))
        ids: tuple[str, ...] = ()

        def change(now: Document) -> Document:
            nonlocal ids
            after, ids = insert_files(
                now, self._faces, found.media, time, position=position, ripple_all=ripple_all
            )
            return after

        label = name if len(found.media) == 1 else many
        if self._edit(document, tr("Add {name} to the film", name=label), change):
            self._say(tr("Added {name}", name=label))
            self.added.emit(document, ids)

    def _add_cues(self, found: Subtitles, path: Path, document: OpenDocument, time: Fraction) -> None:
        if document not in self._workspace.documents:
            return
        before = {cue.id for cue in document.model.document.timeline.cues}
        name = tr("Add subtitles of {name}", name=path.name)
        if self._edit(document, name, lambda now: add_subtitles(now, found.cues, time)):
            said = (tr("Added {count} subtitles", count=len(found.cues)), *found.notes)
            self._say(" ".join(f"{sentence[:1].upper()}{sentence[1:]}." for sentence in said))
            new = [c.id for c in document.model.document.timeline.cues if c.id not in before]
            self.added.emit(document, tuple(new))

    def _edit(self, document: OpenDocument, name: str, change: Callable[[Document], Document]) -> bool:
        try:
            return document.model.edit(name, change)
        except StudioError as error:
            self._refuse(document, [error])
            return False

    def _refuse(self, document: OpenDocument, errors: Sequence[StudioError]) -> None:
        registry = self._workspace.registry
        text = "; ".join(told(error, document.model.document, registry) for error in errors)
        document.notice(Notice("film", text, "error"))
        self._say(text)

    def _say(self, text: str) -> None:
        self._workspace.said.emit(text)


def film_file_commands(
    files: FilmFiles,
    document: OpenDocument,
    time: Callable[[], Fraction],
    host: QWidget,
    folder: Callable[[], str],
) -> Mapping[str, Command]:
    """Commands that ask for a file: sounds, and subtitles in and out. `time` is where the playhead stands."""

    def add_sound() -> None:
        ends = " ".join(f"*{end}" for end in (*SOUNDS, *VIDEOS))
        kinds = f"{tr('Sounds')} ({ends});;{tr('All files')} (*)"
        names, _ = QFileDialog.getOpenFileNames(host, tr("Add Sound"), folder(), kinds)
        if names:
            files.drop([Path(name) for name in names], document, time(), sounds=True)

    def read_in() -> None:
        kinds = f"{tr('Subtitles')} (*.srt *.vtt);;{tr('All files')} (*)"
        name, _ = QFileDialog.getOpenFileName(host, tr("Add Subtitles"), folder(), kinds)
        if name:
            files.read_subtitles(Path(name), document, Fraction(0))

    def save_subtitles() -> None:
        start = str(Path(folder()) / f"{document.name}.srt")
        name, _ = QFileDialog.getSaveFileName(host, tr("Save Subtitles"), start, f"{tr('Subtitles')} (*.srt)")
        if name:
            path = Path(name)
            files.write_subtitles(path if path.suffix else path.with_suffix(".srt"), document)

    def has_subtitles() -> bool:
        return any(cue.role == "subtitle" for cue in document.model.document.timeline.cues)

    return {
        "cut.add_sound": Command(add_sound),
        "cut.add_subtitles": Command(read_in),
        "cut.save_subtitles": Command(save_subtitles, has_subtitles),
    }


def _look_into(paths: Sequence[Path], session: Session, project: Path | None, sounds: bool) -> _Look:
    """What is in files, by the media worker; called off the GUI thread."""
    found = _Look()
    for path in paths:
        heard = sounds or path.suffix.lower() in SOUNDS
        make = session.media.sound_item if heard else session.media.item
        try:
            found.media.append(make(path, new_id(), project))
        except StudioError as error:
            found.refusals.append(error)
    return found


def _read(path: Path) -> Subtitles:
    """The cues of a file, of which no more is read than subtitles may have."""
    if not path.is_file():
        raise InputError(f"{path.name} is no file", value=str(path), remedy="Choose an .srt or .vtt file")
    try:
        with path.open("rb") as file:
            data = file.read(subtitles.SIZE_LIMIT + 1)
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be read: {error.strerror or error}",
            value=str(path),
            remedy="Choose another file",
        ) from None
    return subtitles.read(data, path.name)
