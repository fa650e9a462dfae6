"""The commands of shots and takes on the timeline: what a shot grows into, and which take the film shows.

In: a `CutHand`. Out: `Command`s by action id (`studio.actions`). The panel with the timeline offers them.
"""

from collections.abc import Callable, Mapping
from functools import partial

from engine.document import Document
from engine.shots import NEWEST, Shot
from engine.tracks import ZERO
from studio.actions import Command
from studio.cut_hand import CutHand, Made
from studio.cut_names import shot_name
from studio.edit import growing, takes
from studio.edit.growing import Grown
from studio.words import tr

Grow = Callable[[Document, str], Grown]


def shot_commands(hand: CutHand) -> Mapping[str, Command]:
    """What the selected shot, or the one that plays, can grow into, and what can be done with its takes."""
    own = _Shots(hand)
    faces, sizes = hand.faces, hand.sizes

    def retake(document: Document, item: str) -> Grown:
        start, stop = hand.marks() or (ZERO, ZERO)
        return growing.retake_range(document, faces, item, start, stop, sizes=sizes())

    deeds: dict[str, Grow] = {
        "extend": lambda d, item: growing.extend(d, faces, item, sizes=sizes()),
        "lead_up": lambda d, item: growing.extend(d, faces, item, direction="backward", sizes=sizes()),
        "jump": lambda d, item: growing.jump_to(d, faces, item, sizes=sizes()),
        "connect": lambda d, item: growing.connect_to_next(d, faces, item, sizes=sizes()),
        "loop": lambda d, item: growing.loop(d, faces, item, sizes=sizes()),
        "retake": retake,
        "remix": lambda d, item: growing.remix(d, faces, item, sizes=sizes()),
    }
    found = {
        f"shot.{deed}": Command(partial(own.grow, deed, make), partial(own.can_grow, deed))
        for deed, make in deeds.items()
    }
    several = own.has_several
    return found | {
        "take.next": Command(lambda: own.step(1), several),
        "take.previous": Command(lambda: own.step(-1), several),
        "take.newest": Command(own.follow, own.has_takes, own.follows),
        "take.favourite": Command(own.favour, own.has_takes, own.favoured),
        "take.finalise": Command(own.finalise, several),
    }


class _Shots:
    """What the commands do."""

    def __init__(self, hand: CutHand) -> None:
        self._hand = hand

    # -- growing -------------------------------------------------------------------------------------------------------

    def can_grow(self, deed: str) -> bool:
        items = self._hand.items()
        if not items or (deed == "retake" and not self._marked(items[0])):
            return False
        return not growing.why_not(self._hand.document, items[0], deed)

    def grow(self, deed: str, make: Grow) -> None:
        """One step; the new item is selected, and whoever listens hears of the new shot."""
        items = self._hand.items()
        if not items:
            return
        new: list[Grown] = []

        def change(document: Document) -> Made:
            new.append(make(document, items[0]))
            return new[0].document, (new[0].item,)

        if self._hand.edit(deed, items[:1], change):
            document = self._hand.document
            name = shot_name(document, self._hand.faces, new[0].shot)
            self._hand.grown(new[0])
            self._hand.say(tr("{name} is new: generate it to see it.", name=name))

    def _marked(self, item: str) -> bool:
        """Whether in and out hold something of an item."""
        marks, timeline = self._hand.marks(), self._hand.document.timeline
        start = timeline.start(item)
        return marks is not None and marks[0] < start + timeline.item(item).length and marks[1] > start

    # -- takes ---------------------------------------------------------------------------------------------------------

    def _shots(self) -> list[Shot]:
        """The shots that are selected on any track, or the one that plays; those that have been generated."""
        document, chosen = self._hand.document, frozenset(self._hand.chosen())
        ids = [document.timeline.item(item).shot for item in self._hand.items()]
        ids += [placed.shot for placed in document.timeline.overlay if placed.id in chosen]
        named = dict.fromkeys(shot for shot in ids if shot is not None)
        return [document.shots[shot] for shot in named if shot in document.shots]

    def has_takes(self) -> bool:
        return any(shot.takes for shot in self._shots())

    def has_several(self) -> bool:
        return any(len(shot.takes) > 1 for shot in self._shots())

    def follows(self) -> bool:
        found = self._shots()
        return bool(found) and all(shot.pick == NEWEST for shot in found)

    def favoured(self) -> bool:
        found = [take for shot in self._shots() if (take := shot.picked()) is not None]
        return bool(found) and all(take.favourite for take in found)

    def step(self, way: int) -> None:
        if not self._each("pick", lambda d, shot: takes.step_take(d, shot.id, way)):
            return
        shots = self._shots()
        if len(shots) == 1 and (take := shots[0].picked()) is not None:
            number = [t.id for t in shots[0].takes].index(take.id) + 1
            count = len(shots[0].takes)
            self._hand.say(tr("Take {number} of {count}", number=number, count=count))

    def follow(self) -> None:
        """Follow the newest take, or stay with the one that is shown."""
        on = not self.follows()

        def change(document: Document, shot: Shot) -> Document:
            own = shot.picked()
            return takes.pick(document, shot.id, NEWEST if on or own is None else own.id)

        self._each("pick", change)

    def favour(self) -> None:
        on = not self.favoured()

        def change(document: Document, shot: Shot) -> Document:
            own = shot.picked()
            return takes.favourite(document, shot.id, (own.id,), on) if own is not None else document

        self._each("favourite", change)

    def finalise(self) -> None:
        self._each("finalise", lambda d, shot: takes.finalise(d, shot.id) if shot.takes else d)

    def _each(self, deed: str, change: Callable[[Document, Shot], Document]) -> bool:
        shots = self._shots()

        def all_of_them(document: Document) -> Document:
            for shot in shots:
                document = change(document, shot)
            return document

        return self._hand.edit(deed, [shot.id for shot in shots], all_of_them)
