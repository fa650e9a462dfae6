"""What the timeline shows now: the film as boxes, what is selected, and what a hand is about to do.

In: `model.changed`, previews of gestures. Out: signals for the view; the one edit that a gesture or command makes.
Gestures show a timeline as it would be; only the document changes it for good.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction

from PySide6.QtCore import QObject, QPointF, QRectF, Signal

from engine.document import Document
from engine.errors import StudioError
from engine.film import Film, sources_of
from engine.timeline import Timeline
from engine.tracks import Sound
from studio.document import Change, DocumentModel
from studio.edit.ports import Faces, title_of
from studio.survey.continuity import Unfit
from studio.telling import told
from studio.timeline.layout import Block, Layout
from studio.timeline.sight import Sight
from studio.words import tr


@dataclass(slots=True)
class Hint:
    """What hands draw above the tracks; times in frames, rectangles in the viewport."""

    guide: float | None = None
    """A line over all lanes where something snaps, is inserted or cut."""
    strong: bool = False
    """Whether the guide is one that something snapped to."""
    words: str = ""
    """The readout beside the pointer."""
    at: QPointF | None = None
    ghost: QRectF | None = None
    band: QRectF | None = None

    def __bool__(self) -> bool:
        return self.guide is not None or bool(self.words) or self.ghost is not None or self.band is not None


class CuttingTable(QObject):
    """The timeline of one document. `layout` is what is shown: the document's, or a gesture's preview."""

    changed = Signal()
    """Boxes are elsewhere, or other ones."""
    selection_changed = Signal()
    hint_changed = Signal()
    said = Signal(str)
    """A line for the status bar."""

    def __init__(
        self, model: DocumentModel, faces: Faces, sight: Sight, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.model = model
        self.faces = faces
        self.sight = sight
        self.hint = Hint()
        self.unfit: Callable[[str], Unfit | None] = lambda shot: None
        """Why a shot no longer fits the one that it continues; None where it does."""
        self.selection: frozenset[str] = frozenset()
        self.current = ""
        """The box or marker that was selected last."""
        self._film = Film.of(model.document)
        self.layout = self._still = Layout.of(self._film)
        self._preview: Timeline | None = None
        self._names: dict[str, str] = {}
        model.changed.connect(self._follow)

    # -- what is there -------------------------------------------------------------------------------------------------

    @property
    def document(self) -> Document:
        """The present value."""
        return self.model.document

    @property
    def timeline(self) -> Timeline:
        """The document's cut, whatever a gesture shows."""
        return self.model.document.timeline

    @property
    def still(self) -> Layout:
        """The boxes of the document, whatever a gesture shows."""
        return self._still

    @property
    def previewing(self) -> bool:
        """Whether a gesture shows something else than the document."""
        return self._preview is not None

    def block(self, name: str) -> Block | None:
        """A box that is shown."""
        return self.layout.blocks.get(name)

    def chosen(self, *kinds: str) -> list[Block]:
        """The selected boxes of some kinds, or of all, in the order of the film; gaps are none."""
        found = [b for n in self.selection if (b := self._still.blocks.get(n)) is not None and not b.is_gap]
        return sorted((b for b in found if not kinds or b.kind in kinds), key=lambda b: b.start)

    def lengths(self, shot: str) -> Fraction | None:
        """How long a shot's picked take lasts, in seconds; None where it has none."""
        source = self._film.sources.get(shot)
        return source.seconds if source is not None else None

    def source_length(self, block: Block) -> Fraction | None:
        """How long what a box shows lasts, in seconds; None where nobody knows."""
        if isinstance(block.entry, Sound):
            item = self.document.media.get(block.entry.media)
            return item.frames / item.rate if item is not None and item.rate else None
        return self.lengths(block.shot) if block.shot is not None else None

    def name(self, block: Block) -> str:
        """What a box is called: its shot's title, its file, its text."""
        entry = block.entry
        if block.kind == "cue":
            return " ".join(getattr(entry, "text", "").split()) or tr("(no text)")
        if isinstance(entry, Sound):
            item = self.document.media.get(entry.media)
            return item.name if item is not None else tr("A sound that is gone")
        return self.shot_name(block.shot) if block.shot is not None else tr("Gap")

    def shot_name(self, shot: str) -> str:
        """The title of a shot's node."""
        if shot not in self._names:
            node, known = self.document.node(shot), self.document.shots.get(shot)
            if node is not None:
                self._names[shot] = title_of(node, self.faces.of(self.document, node))
            else:
                self._names[shot] = (known.name if known is not None else "") or tr("A shot without a node")
        return self._names[shot]

    # -- selection -----------------------------------------------------------------------------------------------------

    def select(self, names: Iterable[str], current: str | None = None) -> None:
        """Select exactly these boxes and markers."""
        chosen = frozenset(names)
        if current is None:
            current = self.current if self.current in chosen else next(iter(sorted(chosen)), "")
        if (chosen, current) != (self.selection, self.current):
            self.selection, self.current = chosen, current
            self.selection_changed.emit()

    # -- what gestures do ----------------------------------------------------------------------------------------------

    def preview(self, timeline: Timeline | None) -> None:
        """Show a cut as it would be, or None: the document's again."""
        if timeline is self._preview:
            return
        self._preview = timeline
        if timeline is None or timeline == self.timeline:
            self.layout = self._still
        else:
            self.layout = Layout.of(Film(timeline, self._film.size, self._film.sources))
        self.changed.emit()

    def show_hint(self, hint: Hint | None = None) -> None:
        """Draw this above the tracks, or nothing."""
        self.hint = hint or Hint()
        self.hint_changed.emit()

    def edit(self, name: str, change: Callable[[Timeline], Timeline]) -> bool:
        """Change the document's cut as one step; what cannot be done is said. False where nothing changed."""
        return self.alter(name, lambda d: _with(d, change(d.timeline)))

    def alter(self, name: str, change: Callable[[Document], Document]) -> bool:
        """Change the document as one step; what cannot be done is said. False where nothing changed."""
        try:
            return self.model.edit(name, change)
        except StudioError as error:
            self.said.emit(told(error, self.document, self.faces.registry))
            return False

    def tried(self, change: Callable[[Timeline], Timeline]) -> Timeline:
        """The cut after a change; as it is where that cannot be done."""
        with suppress(StudioError):
            return change(self.timeline)
        return self.timeline

    # -- staying in step -----------------------------------------------------------------------------------------------

    def _follow(self, change: Change) -> None:
        before, after = change.before, change.after
        named = before.graph is not after.graph or before.groups is not after.groups
        if named:
            self._names.clear()
        if (
            before.timeline is after.timeline
            and before.shots is after.shots
            and before.settings is after.settings
        ):
            if named or before.media is not after.media:
                self.changed.emit()
            return
        self._film = Film(after.timeline, after.settings.size, sources_of(after))
        self.layout = self._still = Layout.of(self._film)
        self._preview = None
        there = self.layout.blocks.keys() | {flag.marker.id for flag in self.layout.flags}
        self.changed.emit()
        if not self.selection <= there:
            self.select(self.selection & there)


def _with(document: Document, timeline: Timeline) -> Document:
    return document if timeline is document.timeline else replace(document, timeline=timeline)
