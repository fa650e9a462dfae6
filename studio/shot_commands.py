"""The commands of shots and takes on the timeline: what a shot grows into, and which take the film shows.

In: a `CutHand`. Out: `Command`s by action id (`studio.actions`). The panel with the timeline offers them.
"""

from collections.abc import Callable, Mapping
from functools import partial

from engine.document import Document
from engine.shots import NEWEST
from engine.timeline import Item
from engine.tracks import ZERO
from studio.actions import Command
from studio.cut_hand import CutHand, Made
from studio.cut_names import shot_name
from studio.edit import growing, takes
from studio.edit.derived import called
from studio.edit.growing import Grown
from studio.edit.scope import graph_of
from studio.edit.timeline import taken_along
from studio.playing.timecode import told
from studio.survey.continuity import Unfit
from studio.take_commands import TakeHand, take_commands
from studio.words import tr

Grow = Callable[[Document, str], Grown]


def shot_commands(hand: CutHand) -> Mapping[str, Command]:
    """What the selected shot, or the one that plays, can grow into, and what can be done with its takes."""
    own = _Shots(hand)
    faces, sizes = hand.faces, hand.sizes

    def retake(document: Document, item: str) -> Grown:
        start, stop = hand.marks() or (ZERO, ZERO)
        return growing.retake_range(document, faces, item, start, stop, sizes=sizes())

    def name(document: Document, item: Item | None) -> str:
        if item is None or item.shot is None:
            return ""
        return document.title(item.shot) or shot_name(document, faces, item.shot)

    def named(pattern: str, grow: Grow) -> Grow:
        def make(document: Document, item: str) -> Grown:
            own = name(document, document.timeline.item(item))
            return called(grow(document, item), pattern, own or tr("Shot"))

        return make

    def connected(document: Document, item: str) -> Grown:
        items = document.timeline.items
        behind = items[document.timeline.index(item) + 1 :]
        other = name(document, next((x for x in behind if x.shot is not None), None))
        grown = growing.connect_to_next(document, faces, item, sizes=sizes())
        own = name(document, document.timeline.item(item))
        return called(grown, tr("{name} – {other}"), own or tr("Shot"), other or tr("Shot"))

    deeds: dict[str, Grow] = {
        "extend": named(
            tr("{name}, extended"), lambda d, item: growing.extend(d, faces, item, sizes=sizes())
        ),
        "lead_up": named(
            tr("{name}, lead-in"),
            lambda d, item: growing.extend(d, faces, item, direction="backward", sizes=sizes()),
        ),
        "jump": lambda d, item: growing.jump_to(d, faces, item, sizes=sizes()),
        "connect": connected,
        "loop": named(tr("{name}, looped"), lambda d, item: growing.loop(d, faces, item, sizes=sizes())),
        "retake": named(tr("{name}, retaken"), retake),
        "remix": named(tr("{name}, remixed"), lambda d, item: growing.remix(d, faces, item, sizes=sizes())),
    }
    found = {
        f"shot.{deed}": Command(partial(own.grow, deed, make), partial(own.can_grow, deed))
        for deed, make in deeds.items()
    }
    found["shot.match"] = Command(own.match, lambda: bool(own.unfit()))
    return {**found, **take_commands(TakeHand(hand.model, faces, own.shots, hand.say))}


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
        before, along = self._hand.document, self._hand.ripple_all()

        def change(document: Document) -> Made:
            new.append(make(document, items[0]))
            after = new[0].document
            return taken_along(document, after) if along else after, (new[0].item,)

        if self._hand.carry_out(deed, items[:1], change):
            document = self._hand.document
            name = shot_name(document, self._hand.faces, new[0].shot)
            self._hand.grown(new[0])
            said = tr("{name} is new: generate it to see it.", name=name)
            self._hand.say(
                f"{said} {self._made_anew(before, items[0], new[0])}" if deed == "retake" else said
            )

    def _made_anew(self, document: Document, item: str, grown: Grown) -> str:
        """What of the film a retake makes anew: more than was marked, where the model cannot stop there; "" for a model
        that nobody knows before it is compiled.
        """
        marks, spec, graph = self._hand.marks(), self._hand.spec(), graph_of(grown.document, grown.scope)
        chosen = any(link.target in grown.nodes and link.input == "model" for link in graph.links)
        if marks is None or spec is None or chosen:
            return ""
        rate = document.timeline.rate
        start, stop = (round(time * rate) for time in growing.made_anew(document, item, *marks, spec))
        return tr(
            "Made anew: {start} to {stop} (the model works in groups of {count} frames).",
            start=told(start, rate), stop=told(stop, rate), count=spec.time_stride,
        )  # fmt: skip

    def _marked(self, item: str) -> bool:
        """Whether in and out hold something of an item."""
        marks, timeline = self._hand.marks(), self._hand.document.timeline
        start = timeline.start(item)
        return marks is not None and marks[0] < start + timeline.item(item).length and marks[1] > start

    # -- fitting -------------------------------------------------------------------------------------------------------

    def unfit(self) -> dict[str, Unfit]:
        """Those of the shots at hand that no longer fit what they continue."""
        return {shot: unfit for shot in self.shots() if (unfit := self._hand.unfit(shot)) is not None}

    def match(self) -> None:
        """Show a take that fits where there is one; have the other shots made anew, and shown once they are."""
        found = self.unfit()

        def change(document: Document) -> Document:
            for shot, unfit in found.items():
                newest = document.shot(shot).takes[-1].id
                # None of those that are there fits, or the newest one does: the film follows what comes.
                document = takes.pick(document, shot, NEWEST if unfit.fits in ("", newest) else unfit.fits)
            return document

        self._hand.carry_out("pick", tuple(found), change)
        if rest := [shot for shot, unfit in found.items() if not unfit.fits]:
            self._hand.make(rest)

    # -- takes ---------------------------------------------------------------------------------------------------------

    def shots(self) -> list[str]:
        """The shots that are selected on any track, or the one that plays."""
        document, chosen = self._hand.document, frozenset(self._hand.chosen())
        ids = [document.timeline.item(item).shot for item in self._hand.items()]
        ids += [placed.shot for placed in document.timeline.overlay if placed.id in chosen]
        return [shot for shot in dict.fromkeys(ids) if shot is not None]
