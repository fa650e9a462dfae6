"""The latest picture of each node: the pick of a shot, what the pick was made of, what a load node loads, the cached
result of anything else.

In: the checker's surveys. Out: small pictures in `Status`, and a large one for whoever asks (the viewer). Files are
read on the errands' thread, media through the worker process; what is held in memory is bounded. One per document.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from engine.document import CLIP, Document, MediaItem
from engine.errors import StudioError
from engine.node_lowering import Lowered
from engine.session import Session
from engine.shots import Take
from engine.survey import Survey
from engine.types import FactKind, Facts
from studio.document import Change, DocumentModel
from studio.errands import Errands
from studio.survey.checker import Checker
from studio.survey.picked import Made, differing, made_for_picks
from studio.survey.status import Place, Status

SMALL = QSize(256, 256)
"""Pixels of a node's picture at most: sharp on a node of usual width at twice the scale."""
LARGE = QSize(1920, 1920)
SPARE = 48
"""Small pictures in memory that no node shows now: undo brings some of them back."""
HELD = 400
"""Small pictures in memory, each up to a quarter of a megabyte; a graph with more shows these many."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a picture comes from: the file of a take, a media file by content hash, or a cached result by key.

    `facts` are those of the clip or image; `number` is that of the take which it is, or was made into, from 1.
    """

    kind: Literal["take", "media", "result"]
    name: str
    facts: Facts
    number: int = 0


class Pictures(QObject):
    """Keeps the pictures of a document's nodes. `takes` is asked for the folder of the masters."""

    changed = Signal(object)
    """A frozenset of places whose source is another one now."""

    def __init__(
        self,
        model: DocumentModel,
        session: Session,
        status: Status,
        checker: Checker,
        errands: Errands,
        takes: Callable[[], Path],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._session = session
        self._status = status
        self._checker = checker
        self._errands = errands
        self._takes = takes
        self._closed = False
        self._name = f"picture {id(self)}"
        self._sources: dict[Place, Source] = {}
        self._wanted: frozenset[Source] = frozenset()
        self._small: OrderedDict[Source, QPixmap | None] = OrderedDict()
        self._unread: set[Source] = set()
        """What could not be read in the size of a viewer."""
        self._picked: Mapping[Place, Made] = {}
        checker.checked.connect(self._checked)
        model.changed.connect(self._on_change)

    def source(self, place: Place) -> Source | None:
        """Where a node's latest picture comes from; None if it has none."""
        return self._sources.get(place)

    def yields(self, place: Place) -> bool:
        """Whether a node shows a picture at all, once it has run; True while nobody knows."""
        survey = self._checker.survey
        if survey is None or place in survey.flat.opened:
            return True
        part = survey.lowered.get(place)
        # What was never lowered (a note) shows nothing; of what is broken nobody knows.
        return part is not None and (part.broken or survey.picture(place) is not None)

    def made_of(self, place: Place, other: Place) -> bool:
        """Whether what a node shows is made of what another one makes, or is the same."""
        survey = self._checker.survey
        if survey is None or place == other:
            return place == other
        shown = survey.shown_by(place) if place in survey.flat.opened else [place]
        parts = (survey.lowered.get(name) for name in shown)
        made = (p.node.id for part in parts if part is not None for p in part.upstream())
        # What runs inside a group is told of the instance that can be pointed at.
        return any(other in (name, survey.flat.visible(name)) for name in made)

    def large(self, place: Place, done: Callable[[QImage | None], None]) -> None:
        """Read a node's latest picture in the size of a viewer, then call `done`; newer questions replace it."""
        source = self._sources.get(place)
        if source is None:
            done(None)
            return
        folder = self._takes()

        def hand_over(image: QImage | None) -> None:
            if image is None:
                self._unread.add(source)
            if not self._closed:
                done(image)

        self._errands.run(
            lambda: self._read(source, folder, LARGE), hand_over, key=f"{self._name}: large", first=True,
            failed=lambda _: hand_over(None),
        )  # fmt: skip

    def media(self, sha256: str, done: Callable[[QImage | None], None]) -> None:
        """Read a small picture of a media file that the document uses, then call `done`."""
        source = Source("media", sha256, Facts(FactKind.IMAGE))

        def hand_over(image: QImage | None) -> None:
            if not self._closed:
                done(image)

        self._errands.run(
            lambda: self._read(source, Path(), SMALL), hand_over, key=f"{self._name}: {sha256}",
            failed=lambda _: hand_over(None),
        )  # fmt: skip

    def retry(self) -> None:
        """Files may be there that were not: what could not be read is read again."""
        lost = {source for source, picture in self._small.items() if picture is None}
        for source in lost:
            del self._small[source]
        lost |= self._unread
        self._unread.clear()
        again = frozenset(place for place, source in self._sources.items() if source in lost)
        for place in again:
            self._show(place, self._sources[place])
        if again:
            self.changed.emit(again)

    def restore(self, place: Place) -> None:
        """Show a node's latest picture again, after something else was shown on it."""
        source = self._sources.get(place)
        if source is not None:
            self._show(place, source)
        else:
            self._status.picture(place, None)

    def close(self) -> None:
        """Read nothing any more, and hand nothing out."""
        if self._closed:
            return
        self._closed = True
        self._errands.forget(self._name)
        self._checker.checked.disconnect(self._checked)
        self._model.changed.disconnect(self._on_change)

    # -- what is wanted ------------------------------------------------------------------------------------------------

    def _checked(self) -> None:
        """The document was looked at: find out what the picks were made of where their seeds are others."""
        survey, compiler = self._checker.survey, self._checker.compiler
        if survey is None or compiler is None or not self._checker.keys or not differing(survey):
            # An answer to the last question would come after this.
            self._errands.forget(f"{self._name}: picked")
            self._picked = {}
        else:
            # The checker's compiler is used on the errands' thread only, where one errand follows the other.
            self._errands.run(
                lambda: made_for_picks(compiler, survey, self._session.cache.has),
                self._know_picked, key=f"{self._name}: picked",
            )  # fmt: skip
        self._look()

    def _know_picked(self, found: Mapping[Place, Made]) -> None:
        if not self._closed and found != self._picked:
            self._picked = found
            self._look()

    def _on_change(self, change: Change) -> None:
        if change.shots or change.before.media is not change.after.media:
            self._look()

    def _look(self) -> None:
        """Find out which node shows what now, and ask for pictures that are not there."""
        survey, document = self._checker.survey, self._model.document
        if survey is None:
            return
        found: dict[Place, Source] = {}
        for place in survey.lowered:
            source = self._of(place, survey, document)
            if source is not None:
                found[place] = source
        for place in survey.flat.opened:
            inner = next((p for p in survey.shown_by(place) if p in found), None)
            if inner is not None:
                found[place] = found[inner]
        before, self._sources = self._sources, found
        had, self._wanted = self._wanted, frozenset(list(dict.fromkeys(found.values()))[:HELD])
        differing = frozenset(p for p in before.keys() | found.keys() if before.get(p) != found.get(p))
        for place in differing - found.keys():
            self._status.picture(place, None)
        for place, source in found.items():
            if place in differing or (source in self._wanted and source not in had):
                self._show(place, source)
        if differing:
            self.changed.emit(differing)

    def _of(self, place: Place, survey: Survey, document: Document) -> Source | None:
        part = survey.lowered[place]
        shot = document.shots.get(place)
        take = shot.picked() if shot else None
        if shot is not None and take is not None:
            return Source("take", take.file, _of_take(take), shot.takes.index(take) + 1)
        kind = survey.kinds[place]
        for param in kind.params if kind else ():
            chosen = part.node.params.get(param.name) if param.kind == "media" else None
            item = document.media.get(chosen) if isinstance(chosen, str) else None
            if item is not None:
                missing = self._status.at(place).state == "missing"
                return None if missing else Source("media", item.sha256, _of_media(item))
        if (made := self._picked.get(place)) is not None:
            return Source("result", made.key, made.facts, made.number)
        picture = survey.picture(place)
        kept = survey.kept(picture.key) if picture is not None else None
        if kept is not None and (
            self._status.at(place).state == "cached" or self._behind_file(part, kept.key)
        ):
            return Source("result", kept.key, kept.facts)
        if picture is not None and (file := _take_read(survey, picture.key)):
            return Source("take", file, picture.facts)
        known = self._sources.get(place)
        # What a node showed last stays until there is something newer, also while it would have to run again.
        return known if known is not None and known.kind == "result" and not part.broken else None

    def _behind_file(self, part: Lowered, key: str) -> bool:
        """Whether what a node saves to a file is there, which it shows; the file itself is the artist's."""
        return part.sink is not None and part.sink.kind == "file" and self._session.cache.has(key)

    def _show(self, place: Place, source: Source) -> None:
        if source in self._small:
            self._small.move_to_end(source)
            self._status.picture(place, self._small[source])
            return
        if source not in self._wanted:
            self._status.picture(place, None)
            return
        folder = self._takes()

        def done(image: QImage | None) -> None:
            if not self._closed:
                self._keep(source, QPixmap.fromImage(image) if image is not None else None)

        # A take is a source of its own where another node hands it on: both are read.
        key = f"{self._name}: {source.kind} {source.name} {source.number}"
        self._errands.run(lambda: self._read(source, folder, SMALL), done, key=key)

    def _keep(self, source: Source, picture: QPixmap | None) -> None:
        self._small[source] = picture
        idle = [known for known in self._small if known not in self._wanted]
        for oldest in idle[: max(0, len(self._small) - HELD, len(idle) - SPARE)]:
            del self._small[oldest]
        for place, shown in self._sources.items():
            if shown == source:
                self._status.picture(place, picture)

    # -- on the errands' thread ----------------------------------------------------------------------------------------

    def _read(self, source: Source, folder: Path, limit: QSize) -> QImage | None:
        """The middle frame, no larger than `limit`; None for what cannot be read, which others say more about."""
        with suppress(StudioError, OSError):
            value: Any
            match source.kind:
                case "take":
                    value = self._session.media.open_take(folder / source.name)
                case "media":
                    value = self._session.media.open(source.name)
                case "result":
                    value = self._session.cache.get(source.name)
            return _image(value, limit)
        return None


def _take_read(survey: Survey, key: str) -> str:
    """The file of the take that a picture is, for what only hands on the pick of a shot; "" for anything else."""
    step = survey.steps.get(key)
    return str(step.params.get("take", "")) if step is not None and step.op == "read_clip" else ""


def _of_take(take: Take) -> Facts:
    return Facts(FactKind.CLIP, take.frames, take.rate, take.size)


def _of_media(item: MediaItem) -> Facts:
    return Facts(FactKind.CLIP if item.kind == CLIP else FactKind.IMAGE, item.frames, item.rate, item.size)


def _image(value: Any, limit: QSize) -> QImage | None:
    """A clip's middle frame, or an image, as Qt wants it; None for what is neither."""
    import numpy as np

    from engine.media.frames import Clip

    frame = value.frame(value.frames // 2) if isinstance(value, Clip) else value
    if not isinstance(frame, np.ndarray) or frame.ndim != 3:
        return None
    height, width = frame.shape[:2]
    pixels = np.ascontiguousarray(frame)
    whole = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    if width <= limit.width() and height <= limit.height():
        return whole.copy()
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return whole.scaled(limit, keep, smooth)
