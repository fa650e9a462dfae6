"""The commands of the timeline that need no widget: splitting, trimming, deleting, moving, words, markers, copies.

In: a `CutHand`. Out: `Command`s by action id (`studio.actions`). The panel with the timeline offers them, together with
its own; those of shots and takes are in `studio.shot_commands`.
"""

from collections.abc import Mapping
from fractions import Fraction

from PySide6.QtGui import QGuiApplication

from engine import placing
from engine.document import Document
from engine.tracks import ZERO, Marker, Placed, Sound
from studio.actions import Command
from studio.cut_hand import CutHand, Made
from studio.cut_landing import Landing
from studio.edit import clips, sounds, timeline
from studio.edit.timeline import items_of
from studio.edit.timeline_drops import all_shots
from studio.words import tr

DISSOLVE = Fraction(1, 2)
"""Seconds of a dissolve at first."""


def _no_nodes() -> str:
    return tr("Select shots in the graph first: they come in at the playhead.")


def cut_commands(hand: CutHand) -> Mapping[str, Command]:
    """Every command of the cut but those of shots and takes, and what only a panel can do."""
    own, landing = _Cut(hand), Landing(hand)

    def marked() -> bool:
        return hand.marks() is not None

    def playing() -> bool:
        return hand.playing() is not None

    def any_chosen() -> bool:
        return bool(hand.things())

    def some() -> bool:
        return bool(hand.document.timeline.items)

    def trim(edge: str, ripple: bool) -> Command:
        return Command(lambda: own.trim(edge, ripple), playing)

    return {
        "cut.split": Command(own.split, lambda: playing() or any_chosen()),
        "cut.lift": Command(lambda: own.delete(False), any_chosen),
        "cut.ripple_delete": Command(lambda: own.delete(True), any_chosen),
        "cut.lift_range": Command(lambda: own.delete_range(False), marked),
        "cut.extract": Command(lambda: own.delete_range(True), marked),
        "cut.trim_start": trim("start", True),
        "cut.trim_end": trim("end", True),
        "cut.edge_start": trim("start", False),
        "cut.edge_end": trim("end", False),
        "cut.nudge_back": Command(lambda: own.nudge(-1), any_chosen),
        "cut.nudge_on": Command(lambda: own.nudge(1), any_chosen),
        "cut.dissolve": Command(own.dissolve, lambda: bool(hand.items()), own.dissolved),
        "cut.mute": Command(own.mute, lambda: bool(own.chosen_sounds()), own.muted),
        "cut.raise": Command(own.raise_, lambda: bool(hand.chosen()) and bool(hand.items())),
        "cut.lower": Command(own.lower, lambda: bool(own.chosen_overlays())),
        "cut.insert": Command(
            lambda: landing.insert(hand.nodes(), hand.place()), lambda: bool(hand.nodes()), why=_no_nodes
        ),
        "cut.overwrite": Command(
            lambda: landing.overwrite(hand.nodes(), hand.place()), lambda: bool(hand.nodes()), why=_no_nodes
        ),
        "cut.add_all": Command(own.add_all),
        "cut.add_title": Command(lambda: own.words("title")),
        "cut.add_subtitle": Command(lambda: own.words("subtitle")),
        "cut.marker": Command(lambda: own.mark(False)),
        "cut.item_marker": Command(lambda: own.mark(True), playing),
        "cut.next_marker": Command(lambda: own.to_marker(1), own.has_markers),
        "cut.previous_marker": Command(lambda: own.to_marker(-1), own.has_markers),
        "cut.mark_item": Command(own.mark_item, lambda: playing() or any_chosen()),
        "edit.cut": Command(own.cut, any_chosen),
        "edit.copy": Command(own.copy, any_chosen),
        "edit.paste": Command(own.paste),
        "edit.duplicate": Command(own.duplicate, any_chosen),
        "edit.select_all": Command(own.select_all, some),
        "edit.select_none": Command(lambda: hand.choose(()), any_chosen),
    }


class _Cut:
    """What the commands do."""

    def __init__(self, hand: CutHand) -> None:
        self._hand = hand

    # -- cutting -------------------------------------------------------------------------------------------------------

    def split(self) -> None:
        """What is selected at the playhead; where that is nothing, what plays: the one that was cut stays selected."""
        time = self._hand.time()
        things = tuple(thing for thing in self._hand.things() if self._plays(thing, time))
        self._hand.carry_out("split", things, lambda d: timeline.split(d, time, things or None))

    def _plays(self, thing: str, time: Fraction) -> bool:
        start = timeline.start_of(self._hand.document.timeline, thing)
        return start is not None and start < time < start + _length(self._hand.document, thing)

    def delete(self, ripple: bool) -> None:
        things, along = self._hand.things(), self._hand.ripple_all()
        items = items_of(self._hand.document.timeline, things)
        deed = "delete" if not items else "ripple" if ripple else "lift"
        self._hand.carry_out(
            deed, things, lambda d: timeline.delete(d, things, ripple=ripple, ripple_all=along)
        )

    def delete_range(self, ripple: bool) -> None:
        marks, along = self._hand.marks(), self._hand.ripple_all()
        if marks is not None:
            start, stop = marks
            self._hand.carry_out(
                "extract" if ripple else "lift_range",
                (),
                lambda d: timeline.delete_range(d, start, stop, ripple=ripple, ripple_all=along),
            )

    def trim(self, edge: str, ripple: bool) -> None:
        own, time, along = self._hand.playing(), self._hand.time(), self._hand.ripple_all()
        if own is None:
            return
        start = self._hand.document.timeline.start(own.id)
        done = self._hand.carry_out(
            "trim",
            (own.id,),
            lambda d: timeline.trim_to(d, time, edge, ripple=ripple, ripple_all=along),
        )
        if done and edge == "start" and ripple:
            self._hand.go(start)

    def nudge(self, way: int) -> None:
        things = self._hand.things()

        def change(document: Document) -> Document:
            now = document.timeline
            items = items_of(now, things)
            if items:
                chosen = frozenset(items)
                first = next(n for n, item in enumerate(now.items) if item.id in chosen)
                document = timeline.move_items(document, items, max(first + way, 0))
            return timeline.move_entries(document, things, way * now.frame)

        self._hand.carry_out("move", things, change)

    # -- how things look and sound -------------------------------------------------------------------------------------

    def dissolved(self) -> bool:
        items = self._hand.items()
        now = self._hand.document.timeline
        return bool(items) and all(now.item(item).dissolve > 0 for item in items)

    def dissolve(self) -> None:
        items, seconds = self._hand.items(), ZERO if self.dissolved() else DISSOLVE

        def change(document: Document) -> Document:
            for item in items:
                document = timeline.set_dissolve(document, item, seconds)
            return document

        self._hand.carry_out("dissolve", items, change)

    def chosen_sounds(self) -> tuple[Sound, ...]:
        chosen = frozenset(self._hand.chosen())
        return tuple(sound for sound in self._hand.document.timeline.sounds if sound.id in chosen)

    def muted(self) -> bool:
        found = self.chosen_sounds()
        return bool(found) and all(sound.muted for sound in found)

    def mute(self) -> None:
        ids, on = tuple(sound.id for sound in self.chosen_sounds()), not self.muted()
        self._hand.carry_out("mute" if on else "unmute", ids, lambda d: timeline.mute(d, ids, on))

    # -- tracks --------------------------------------------------------------------------------------------------------

    def chosen_overlays(self) -> tuple[Placed, ...]:
        chosen = frozenset(self._hand.chosen())
        return tuple(placed for placed in self._hand.document.timeline.overlay if placed.id in chosen)

    def raise_(self) -> None:
        items = self._hand.items()

        def change(document: Document) -> Made:
            new: list[str] = []
            for item in items:
                document, placed = timeline.raise_item(document, item)
                new.append(placed)
            return document, new

        self._hand.carry_out("raise", items, change)

    def lower(self) -> None:
        overlays, along = tuple(placed.id for placed in self.chosen_overlays()), self._hand.ripple_all()

        def change(document: Document) -> Made:
            new: list[str] = []
            # The last one first: those before it keep their time.
            for placed in reversed(overlays):
                document, item = timeline.lower_item(document, placed, ripple_all=along)
                new.append(item)
            return document, new

        self._hand.carry_out("lower", overlays, change)

    def add_all(self) -> None:
        faces = self._hand.faces
        if not self._hand.carry_out("add_all", (), lambda d: all_shots(d, faces)):
            self._hand.say(tr("The film shows every shot already."))

    # -- words and markers ---------------------------------------------------------------------------------------------

    def words(self, what: str) -> None:
        time = self._hand.time()

        def change(document: Document) -> Made:
            add = sounds.add_title if what == "title" else sounds.add_subtitle
            after, cue = add(document, time, tr("Title") if what == "title" else tr("Subtitle"))
            return after, (cue,)

        self._hand.carry_out(what, (), change)

    def has_markers(self) -> bool:
        return bool(self._hand.document.timeline.markers)

    def mark(self, on_item: bool) -> None:
        time = self._hand.time()

        def change(document: Document) -> Made:
            after, marker = timeline.mark(document, time, on_item=on_item)
            return after, (marker,)

        self._hand.carry_out("marker", (), change)

    def to_marker(self, way: int) -> None:
        found = timeline.next_marker(self._hand.document.timeline, self._hand.time(), way)
        if found is not None:
            self._hand.go(found)

    def mark_item(self) -> None:
        things = [t for t in self._hand.things() if not self._is_marker(t)]
        own = self._hand.playing()
        things = things or ([own.id] if own is not None else [])
        now = self._hand.document.timeline
        starts = [timeline.start_of(now, thing) or ZERO for thing in things]
        ends = [
            start + _length(self._hand.document, thing) for start, thing in zip(starts, things, strict=True)
        ]
        if starts:
            self._hand.set_marks(min(starts), max(ends))

    def _is_marker(self, thing: str) -> bool:
        return any(marker.id == thing for marker in self._hand.document.timeline.markers)

    # -- copies --------------------------------------------------------------------------------------------------------

    def copy(self) -> bool:
        things = self._hand.things()
        if things:
            QGuiApplication.clipboard().setText(clips.copied(self._hand.document, things))
        return bool(things)

    def cut(self) -> None:
        things, along = self._hand.things(), self._hand.ripple_all()
        if self.copy():
            self._hand.carry_out(
                "cut", things, lambda d: timeline.delete(d, things, ripple=True, ripple_all=along)
            )

    def paste(self) -> None:
        text, time = QGuiApplication.clipboard().text(), self._hand.place()
        along = self._hand.ripple_all()
        self._hand.carry_out("paste", (), lambda d: clips.pasted(d, text, time, ripple_all=along))

    def duplicate(self) -> None:
        things, along = self._hand.things(), self._hand.ripple_all()
        self._hand.carry_out("duplicate", things, lambda d: clips.duplicated(d, things, ripple_all=along))

    def select_all(self) -> None:
        now = self._hand.document.timeline
        items = tuple(item.id for item in now.items if item.shot is not None)
        beside: tuple[placing.Entry, ...] = (*now.overlay, *now.cues, *now.sounds, *now.markers)
        self._hand.choose((*items, *(entry.id for entry in beside)))


def _length(document: Document, thing: str) -> Fraction:
    found = timeline.thing_of(document.timeline, thing)
    return ZERO if isinstance(found, Marker) else found.length
