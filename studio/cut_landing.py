"""Shots and nodes that come into the film: inserted, put on top, in place of another, or as its take.

In: ids of shots or places of nodes, and where they go. Out: one edit. Called by the commands of the cut
and by the timeline for drops.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from engine.document import Document
from engine.timeline import Item
from engine.tracks import Placed
from studio.cut_hand import CutHand, Made
from studio.edit import takes
from studio.edit.timeline_drops import (
    insert_shot,
    insert_shot_at,
    overlay_shot,
    overwrite_shot,
    replace_shot,
    shot_of,
)

Picks = Mapping[str, str]
"""Which take of a shot is meant, where one was dragged: the film shows that one from then on."""
NO_PICKS: Picks = {}
Put = Callable[[Document, str, Fraction], tuple[Document, str]]


class Landing:
    """Puts shots into one film."""

    def __init__(self, hand: CutHand) -> None:
        self._hand = hand

    def insert(self, places: Sequence[str], time: Fraction, picks: Picks = NO_PICKS) -> None:
        """Shots in at a time, where what plays is split; what follows moves on."""
        faces, along = self._hand.faces, self._hand.ripple_all()
        self._put(
            "insert",
            places,
            time,
            lambda d, shot, at: insert_shot(d, faces, shot, at, ripple_all=along),
            picks,
        )

    def insert_before(self, places: Sequence[str], position: int, picks: Picks = NO_PICKS) -> None:
        """Shots in before the item at a position."""
        faces, along = self._hand.faces, self._hand.ripple_all()

        def change(document: Document) -> Made:
            made: list[str] = []
            document = takes.with_picks(document, picks)
            for number, place in enumerate(places):
                document, shot = shot_of(document, faces, place, sizes=self._hand.sizes())
                where = position + number
                document, item = insert_shot_at(document, faces, shot, where, ripple_all=along)
                made.append(item)
            return document, made

        self._hand.carry_out("insert", places, change)

    def overwrite(self, places: Sequence[str], time: Fraction) -> None:
        """Shots from a time on, in place of what played there."""
        faces = self._hand.faces
        self._put("overwrite", places, time, lambda d, shot, at: overwrite_shot(d, faces, shot, at))

    def on_top(self, places: Sequence[str], time: Fraction, picks: Picks = NO_PICKS) -> None:
        """Shots over the main track."""
        faces = self._hand.faces
        self._put("overlay", places, time, lambda d, shot, at: overlay_shot(d, faces, shot, at), picks)

    def replace(self, place: str, item: str, picks: Picks = NO_PICKS) -> None:
        """An item shows another shot, at the same place and length."""

        def change(document: Document) -> Document:
            document = takes.with_picks(document, picks)
            after, shot = shot_of(document, self._hand.faces, place, sizes=self._hand.sizes())
            return replace_shot(after, item, shot)

        self._hand.carry_out("replace", (item,), change)

    def add_take(self, place: str, shot: str, take: str | None = None) -> None:
        """What another shot shows, or one take of it, becomes a take of this one, and its pick."""
        self._hand.carry_out("add_take", (shot,), lambda d: takes.add_as_take(d, shot, place, take))

    def pick(self, picks: Picks) -> None:
        """The film shows these takes of their shots."""
        self._hand.carry_out("pick", tuple(picks), lambda d: takes.with_picks(d, picks))

    def _put(
        self, deed: str, places: Sequence[str], time: Fraction, put: Put, picks: Picks = NO_PICKS
    ) -> None:
        def change(document: Document) -> Made:
            made: list[str] = []
            document = takes.with_picks(document, picks)
            at = document.timeline.snap(time)
            for place in places:
                document, shot = shot_of(document, self._hand.faces, place, sizes=self._hand.sizes())
                document, name = put(document, shot, at)
                things: tuple[Item | Placed, ...] = (*document.timeline.items, *document.timeline.overlay)
                at += next(thing.length for thing in things if thing.id == name)
                made.append(name)
            return document, made

        self._hand.carry_out(deed, places, change)
