"""Reading what an artist opens: a graph, a bundle, or a picture or video that carries its graph.

In: a path. Out: a `Ready` document, or an `Explanation` of what is wrong with the file, where, and what can be done.
Knows no Qt; `studio.projects.workspace` calls it on the GUI thread for graphs and on the errand thread for all else.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from engine import bundle, files
from engine.document import Document
from engine.errors import FileFormatError, OutputError, StudioError
from engine.files import SUFFIX
from engine.paths import check_relative, data_dir
from engine.registry import Registry
from engine.session import Session
from studio.words import tr

BUNDLE = ".loomz"
UNTITLED = "Untitled"
VIDEOS = (".mp4", ".m4v", ".mov", ".3gp", ".qt", ".mkv", ".webm", ".avi", ".gif")
_PICTURES = (".png", ".apng", ".jpg", ".jpeg", ".jpe", ".webp", ".tif", ".tiff", ".bmp")
MEDIA = (*VIDEOS, *_PICTURES)
SOUNDS = (".wav", ".wave", ".mp3", ".flac", ".ogg", ".oga", ".opus", ".aif", ".aiff", ".m4a", ".aac")
"""Names of files that are looked into by the media worker; the reader itself knows them by their bytes too."""


def media_filter(of: str = "any") -> str:
    """What a file dialog shows first: files of one kind ("image", "clip") or both, then every file."""
    name, ends = {
        "image": (tr("Pictures"), _PICTURES),
        "clip": (tr("Clips"), VIDEOS),
    }.get(of, (tr("Pictures and clips"), MEDIA))
    return f"{name} ({' '.join(f'*{end}' for end in ends)});;{tr('All files')} (*)"


@dataclass(frozen=True, slots=True)
class Ready:
    """A document that can be shown. `path` is its file, None for one that was never saved under `name`.

    `place` is where its takes and journal belong: the file, or a place in the data folder. `unsaved` is set where no
    file holds this value; `notes` say what was adjusted. `origin` is the folder that a copy was made from, where its
    media lie.
    """

    document: Document
    name: str
    place: Path
    path: Path | None = None
    digest: str | None = None
    unsaved: bool = False
    notes: tuple[str, ...] = ()
    origin: Path | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a file cannot be opened: the error with its place and remedy, and the earlier saves that can be instead."""

    path: Path
    error: StudioError
    backups: tuple[Path, ...] = ()


def is_graph(path: Path) -> bool:
    """Whether a path is opened as a graph file at once: everything but bundles, pictures and videos."""
    return path.suffix.lower() != BUNDLE and not is_media(path)


def is_media(path: Path) -> bool:
    """Whether a path is a picture or video by its name; what it really is, the media worker finds out."""
    return path.suffix.lower() in MEDIA


def read_graph(path: Path, registry: Registry) -> Ready:
    """The document in a graph file, with old node types brought up to date. Raises FileFormatError."""
    real = path.resolve()
    loaded = files.load(real)
    document = registry.upgraded(loaded.document)
    return Ready(document, real.stem, real, real, loaded.digest, notes=_notes(loaded))


def read_copy(path: Path, registry: Registry, name: str = "", origin: Path | None = None) -> Ready:
    """The document in a graph file as a project of its own that was never saved: a sample, a template, an old save.

    `origin` is the folder of its media if that is not the file's own.
    """
    loaded = files.load(path)
    document = replace(registry.upgraded(loaded.document), view={})
    title = usable_name(name or path.stem)
    folder = origin or path.resolve().parent
    return Ready(document, title, untitled_place(title), notes=_notes(loaded), origin=folder)


def read_bundle(path: Path, registry: Registry) -> Ready:
    """Unpack a bundle into a new folder beside it, or in the data folder where that is refused, and read its graph.

    Raises StudioError.
    """
    stem = usable_name(path.stem)
    try:
        unpacked = bundle.unpack(path, _free(path.parent / stem), stem)
    except OutputError:
        unpacked = bundle.unpack(path, _free(data_dir() / "projects" / stem), stem)
    ready = read_graph(unpacked.path, registry)
    said = f"{path.name} was unpacked into {unpacked.path.parent}"
    return replace(ready, notes=(said, *unpacked.notes, *ready.notes))


def embedded(path: Path, session: Session) -> Ready | None:
    """The graph that made a picture or video, as a project that was never saved; None where it carries none.

    Asks the media worker. Raises MediaError for a file that cannot be read, FileFormatError for a damaged graph.
    """
    text = session.media.worker.metadata(path).get("shotloom", "")
    if not text:
        return None
    loaded = files.loads(text.encode())
    name = usable_name(path.stem)
    note = f"This is the graph that made {path.name}; save it to keep it"
    return Ready(
        session.registry.upgraded(loaded.document),
        name,
        untitled_place(name),
        unsaved=True,
        notes=(note, *_notes(loaded)),
    )


def read_embedded(path: Path, session: Session) -> Ready:
    """As `embedded`. Raises FileFormatError where the file carries no graph."""
    ready = embedded(path, session)
    if ready is None:
        raise FileFormatError(
            f"{path.name} carries no graph: it was not made by Shotloom, or its metadata was removed",
            remedy="To use it as a picture or clip, drop it on an open project",
        )
    return ready


def explained(path: Path, error: StudioError) -> Explanation:
    """The error, with the saves of that file that this machine has kept."""
    return Explanation(path, error, tuple(files.backups(path)))


def untitled_place(name: str = UNTITLED) -> Path:
    """A place in the data folder for takes and journal of a project that has no file yet; nothing is created."""
    return data_dir() / "projects" / uuid4().hex / f"{name}{SUFFIX}"


def is_untitled_place(place: Path) -> bool:
    """Whether a place is one of `untitled_place`, and no file of the artist's."""
    return place.parent.parent == data_dir() / "projects" and not place.exists()


def usable_name(name: str) -> str:
    """A name as a file can have it on every system."""
    try:
        return check_relative(name.strip(" ."))
    except FileFormatError:
        return UNTITLED


def _notes(loaded: files.Loaded) -> tuple[str, ...]:
    """What reading adjusted. That a file is of a newer version is its last note; the window says more about that."""
    return tuple(loaded.notes[:-1] if loaded.read_only else loaded.notes)


def _free(folder: Path) -> Path:
    """The folder, or the first numbered one beside it that is not there yet."""
    number, found = 1, folder
    while found.exists():
        number += 1
        found = folder.with_name(f"{folder.name} {number}")
    return found
