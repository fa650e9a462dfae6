"""What commands of the timeline work with: the document, what is selected, where the playhead is.

In: callables of the panel that has a timeline. Out: one edit at a time, with what it made selected, and what could not
be done said. Used by `studio.cut_commands` and `studio.shot_commands`.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from engine.document import Document
from engine.errors import StudioError
from engine.timeline import Item, Timeline
from engine.types import ModelSpec
from studio.cut_names import cut_step
from studio.document import DocumentModel
from studio.edit.frames import Sizes
from studio.edit.growing import NO_SIZES, Grown
from studio.edit.ports import Faces
from studio.edit.timeline import entries_of, items_of
from studio.survey.continuity import Unfit
from studio.telling import told

Marks = tuple[Fraction, Fraction]
Made = tuple[Document, Collection[str]]
"""A document after an edit, and the ids that are to be selected then."""


def _nothing(*_: object) -> None: ...


@dataclass(frozen=True)
class CutHand:
    """Times are seconds of the film. `marks` are in and out where they are set; `nodes` the places of the nodes that
    are selected in the graph; `grown` hears of a shot that grew, so that it can be generated at once; `spec` tells of
    the built-in model; `unfit` says why a shot no longer fits the one that it continues, `make` has shots generated.
    """

    model: DocumentModel
    faces: Faces
    chosen: Callable[[], Collection[str]]
    choose: Callable[[Collection[str]], object]
    time: Callable[[], Fraction]
    go: Callable[[Fraction], object]
    marks: Callable[[], Marks | None]
    set_marks: Callable[[Fraction, Fraction], object]
    say: Callable[[str], object]
    ripple_all: Callable[[], bool] = lambda: False
    nodes: Callable[[], Sequence[str]] = tuple
    sizes: Callable[[], Sizes] = lambda: NO_SIZES
    grown: Callable[[Grown], object] = _nothing
    spec: Callable[[], ModelSpec | None] = lambda: None
    unfit: Callable[[str], Unfit | None] = lambda shot: None
    make: Callable[[Sequence[str]], object] = _nothing
    _played: list[tuple[Timeline, Fraction, Item | None]] = field(
        default_factory=list, repr=False, compare=False
    )

    @property
    def document(self) -> Document:
        """The present value."""
        return self.model.document

    def playing(self) -> Item | None:
        """The shot of the main track that plays at the playhead; None over a gap and behind the end."""
        timeline, time = self.document.timeline, self.time()
        # Every command asks that, and the cut seldom changes.
        if self._played and self._played[0][0] is timeline and self._played[0][1] == time:
            return self._played[0][2]
        hit = timeline.resolve(timeline.whole(timeline.snap(time)))
        found = hit.item if hit is not None and hit.item.shot is not None else None
        self._played[:] = [(timeline, time, found)]
        return found

    def place(self) -> Fraction:
        """Where something is put in: at the playhead, or behind the film while that stands on its last frame."""
        timeline, time = self.document.timeline, self.time()
        return timeline.total if time == timeline.total - timeline.frame else time

    def items(self) -> tuple[str, ...]:
        """The selected shots of the main track, or the one that plays where nothing is selected."""
        timeline, chosen = self.document.timeline, frozenset(self.chosen())
        found = tuple(item.id for item in timeline.items if item.id in chosen and item.shot is not None)
        if found or chosen:
            return found
        own = self.playing()
        return (own.id,) if own is not None else ()

    def things(self) -> tuple[str, ...]:
        """Everything that is selected and still there."""
        chosen = frozenset(self.chosen())
        if not chosen:
            return ()
        timeline = self.document.timeline
        return (*items_of(timeline, chosen), *entries_of(timeline, chosen))

    def carry_out(
        self, deed: str, ids: Collection[str], change: Callable[[Document], Document | Made]
    ) -> bool:
        """Change the document as one step, and select what it made; what cannot be done is said."""
        before = self.document
        try:
            found = change(before)
            after, made = found if isinstance(found, tuple) else (found, None)
            done = self.model.edit(cut_step(before, self.faces, deed, ids), lambda _: after)
        except StudioError as error:
            self.say(told(error, before, self.faces.registry))
            return False
        if done and made is not None:
            self.choose(made)
        return done
