"""Where Save Clip and Save Image write: asked for once, remembered, and never written over without a word.

In: sinks of a document that are to be made. Out: their files, handed to whoever makes them, once the artist has said
where; a file that is there already is replaced only when the strip above the graph was answered so. One per page.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.compile import CLIP_FORMATS, IMAGE_FORMATS
from engine.survey import Survey
from engine.targets import NUMBERS
from engine.types import FactKind
from studio.document import Change
from studio.projects.notices import Choice, Notice
from studio.projects.opened import OpenDocument
from studio.settings import SettingsStore
from studio.survey.findings import name_in
from studio.survey.status import Place
from studio.words import tr

NOTICE = "save a file"
TOLD_MS = 20_000
"""So long it is said that a file was saved, unless the artist goes on editing before."""
REMEMBERED = 200
"""Files that are remembered at once, for all documents."""
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Saved:
    """A sink: its place, a file name to propose, and the endings that it can be written with, the usual one first."""

    place: Place
    name: str
    endings: tuple[str, ...]


def sinks_of(survey: Survey, places: Sequence[Place], stem: str) -> list[Saved]:
    """Those of these places that save a file."""
    found = []
    for place in places:
        part = survey.lowered.get(place)
        if part is None or part.sink is None or part.sink.kind != "file":
            continue
        clip = part.sink.picture.facts.kind is FactKind.CLIP
        shot = re.sub(r"[^\w.+-]+", "-", name_in(survey, place)).strip("-") or "shot"
        words = {"stem": stem, "shot": shot, "take": "1", "seed": str(_seed(survey, place))}
        name = _PLACEHOLDER.sub(lambda m, words=words: words.get(m[1], ""), part.sink.name)  # type: ignore[misc]
        found.append(Saved(place, name, CLIP_FORMATS if clip else IMAGE_FORMATS))
    return found


class Saving(QObject):
    """Asks where files go. `parent` is the widget over which a file dialog stands."""

    def __init__(self, document: OpenDocument, settings: SettingsStore, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._settings = settings
        self._over = parent
        self._told: Notice | None = None
        self._fade = QTimer(self, singleShot=True, interval=TOLD_MS)
        self._fade.timeout.connect(self.let_go)
        document.model.changed.connect(self._edited)

    def ask(self, sinks: Sequence[Saved], make: Callable[[Mapping[Place, Path]], object]) -> None:
        """Find out where each of these goes, then `make` those for which the artist named a file."""
        files = {sink.place: path for sink in sinks if (path := self._remembered(sink.place)) is not None}
        there = [path.name for path in files.values() if path.exists()]
        if not there:
            self._choose([sink for sink in sinks if sink.place not in files], files, make)
            return
        others = [sink for sink in sinks if sink.place not in files]
        names = ", ".join(there)
        text = (
            tr("{name} is there already.", name=names)
            if len(there) == 1
            else tr("{names} are there already.", names=names)
        )
        replace = Choice(
            tr("Replace"), tr("Writes the new one in its place."), lambda: self._go(others, files, make)
        )
        another = Choice(
            tr("Another File…"), tr("Asks where else it should go."), lambda: self._go(sinks, {}, make)
        )
        self._document.notice(Notice(NOTICE, text, "warning", (replace, another)))

    def ask_anew(self, sinks: Sequence[Saved], make: Callable[[Mapping[Place, Path]], object]) -> None:
        """Ask where else these should go: where they went cannot be written."""
        self._choose(sinks, {}, make)

    def saved(self, path: Path, notes: Sequence[str] = ()) -> None:
        """A file is written: say so and what is to be known of it, and offer to show it."""
        folder = Choice(
            tr("Show Folder"),
            tr("Opens the folder in which it lies."),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))),
        )
        told = [_saved(path), *(f"{note[:1].upper()}{note[1:]}." for note in notes)]
        self._told = Notice(NOTICE, " ".join(told), "note", (folder,))
        self._document.notice(self._told)
        self._fade.start()

    def _edited(self, change: Change) -> None:
        """Work goes on: good news need not stay. That a result came home is no edit."""
        if change.before.graph is not change.after.graph:
            self.let_go()

    def let_go(self) -> None:
        """Good news is no longer new."""
        self._fade.stop()
        if self._told in self._document.notices:
            self._document.dismiss(NOTICE)
        self._told = None

    def _go(
        self,
        sinks: Sequence[Saved],
        files: Mapping[Place, Path],
        make: Callable[[Mapping[Place, Path]], object],
    ) -> None:
        self._document.dismiss(NOTICE)
        self._choose(sinks, files, make)

    def _choose(
        self,
        sinks: Sequence[Saved],
        files: Mapping[Place, Path],
        make: Callable[[Mapping[Place, Path]], object],
    ) -> None:
        """Ask for the files of these, beside those that are known."""
        chosen = dict(files)
        for sink in sinks:
            path = self._dialog(sink)
            if path is not None:
                chosen[sink.place] = path
                self._remember(sink.place, path)
        if chosen:
            make(chosen)

    def _dialog(self, sink: Saved) -> Path | None:
        """The file that the artist names; the dialog itself asks before one is replaced."""
        known = self._remembered(sink.place)
        folder = known.parent if known is not None else Path(self._settings.value.folder or Path.home())
        start = folder / (known.name if known is not None else f"{sink.name}.{sink.endings[0]}")
        endings = " ".join(f"*.{ending}" for ending in sink.endings)
        kind = tr("Clips") if sink.endings is CLIP_FORMATS else tr("Pictures")
        name, _ = QFileDialog.getSaveFileName(self._over, tr("Save As"), str(start), f"{kind} ({endings})")
        if not name:
            return None
        path = Path(name)
        if path.suffix:
            return path
        path = path.with_name(f"{path.name}.{sink.endings[0]}")
        # The dialog asked about the name without its ending.
        return path if not path.exists() else self._free(path)

    def _free(self, path: Path) -> Path:
        """A name beside one that is taken."""
        numbers = (path.with_name(f"{path.stem}-{n}{path.suffix}") for n in range(2, 1000))
        return next((free for free in numbers if not free.exists()), path)

    def _key(self, place: Place) -> str:
        return f"{self._document.place}|{place}"

    def _remembered(self, place: Place) -> Path | None:
        known = self._settings.value.saved_files.get(self._key(place))
        path = Path(known) if known else None
        return path if path is not None and path.parent.is_dir() else None

    def _remember(self, place: Place, path: Path) -> None:
        kept = {k: v for k, v in self._settings.value.saved_files.items() if k != self._key(place)}
        kept[self._key(place)] = str(path)
        self._settings.update(saved_files=dict(list(kept.items())[-REMEMBERED:]), folder=str(path.parent))


def _saved(path: Path) -> str:
    """That a file is written; numbered pictures are named by their folder."""
    if NUMBERS in path.name:
        return tr("The pictures in {name} are saved.", name=path.parent.name)
    return tr("{name} is saved.", name=path.name)


def _seed(survey: Survey, place: Place) -> int:
    part = survey.lowered.get(place)
    seeds = (p.seed for p in part.upstream()) if part is not None else ()
    return next((seed for seed in seeds if seed is not None), 0)
