"""The commands that choose among the takes of shots: the next one, the one before, the newest, favourites, the pick.

In: the document, and which shots are meant when a command runs. Out: `Command`s by action id (`studio.actions`). The
timeline, the viewer and the takes panel offer them, each for the shots that it points at.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.document import Document
from engine.errors import StudioError
from engine.shots import NEWEST, Shot
from studio.actions import Command
from studio.cut_names import cut_step
from studio.document import DocumentModel
from studio.edit import takes
from studio.edit.ports import Faces
from studio.telling import told
from studio.words import tr


@dataclass(frozen=True)
class TakeHand:
    """`shots` are the ids of the shots that are meant; `say` takes a line for the status bar."""

    model: DocumentModel
    faces: Faces
    shots: Callable[[], Sequence[str]]
    say: Callable[[str], object]

    def there(self) -> list[Shot]:
        """The shots that are meant, as far as they have ever been rendered."""
        known = self.model.document.shots
        return [known[shot] for shot in dict.fromkeys(self.shots()) if shot in known]

    def each(self, deed: str, change: Callable[[Document, Shot], Document]) -> bool:
        """Change every shot that is meant in one step; what cannot be done is said."""
        shots = self.there()

        def all_of_them(document: Document) -> Document:
            for shot in shots:
                document = change(document, shot)
            return document

        return self.carry_out(deed, [shot.id for shot in shots], all_of_them)

    def carry_out(self, deed: str, shots: Sequence[str], change: Callable[[Document], Document]) -> bool:
        """One step of the history, called by its deed and the shot; what cannot be done is said."""
        before = self.model.document
        try:
            return self.model.edit(cut_step(before, self.faces, deed, shots), change)
        except StudioError as error:
            self.say(told(error, before, self.faces.registry))
            return False


def take_commands(hand: TakeHand) -> Mapping[str, Command]:
    """What can be done with the takes of the shots that are meant."""
    own = _Takes(hand)
    return {
        "take.next": Command(lambda: own.step(1), own.has_several),
        "take.previous": Command(lambda: own.step(-1), own.has_several),
        "take.newest": Command(own.follow, own.has_takes, own.follows),
        "take.favourite": Command(own.favour, own.has_takes, own.favoured),
        "take.finalise": Command(own.finalise, own.has_several),
    }


class _Takes:
    """What the commands do."""

    def __init__(self, hand: TakeHand) -> None:
        self._hand = hand

    def has_takes(self) -> bool:
        return any(shot.takes for shot in self._hand.there())

    def has_several(self) -> bool:
        return any(len(shot.takes) > 1 for shot in self._hand.there())

    def follows(self) -> bool:
        found = self._hand.there()
        return bool(found) and all(shot.pick == NEWEST for shot in found)

    def favoured(self) -> bool:
        found = [take for shot in self._hand.there() if (take := shot.picked()) is not None]
        return bool(found) and all(take.favourite for take in found)

    def step(self, way: int) -> None:
        if not self._hand.each("pick", lambda d, shot: takes.step_take(d, shot.id, way)):
            return
        shots = self._hand.there()
        if len(shots) == 1 and (take := shots[0].picked()) is not None:
            number = [t.id for t in shots[0].takes].index(take.id) + 1
            self._hand.say(tr("Take {number} of {count}", number=number, count=len(shots[0].takes)))

    def follow(self) -> None:
        """Follow the newest take, or stay with the one that is shown."""
        on = not self.follows()

        def change(document: Document, shot: Shot) -> Document:
            own = shot.picked()
            return takes.pick(document, shot.id, NEWEST if on or own is None else own.id)

        self._hand.each("pick", change)

    def favour(self) -> None:
        on = not self.favoured()

        def change(document: Document, shot: Shot) -> Document:
            own = shot.picked()
            return takes.favourite(document, shot.id, (own.id,), on) if own is not None else document

        self._hand.each("favourite", change)

    def finalise(self) -> None:
        """Keep the picks and the favourites, and say how many went."""
        before = _count(self._hand.there())
        if self._hand.each("finalise", lambda d, shot: takes.finalise(d, shot.id) if shot.takes else d):
            self._hand.say(gone_words(before - _count(self._hand.there())))


def gone_words(count: int) -> str:
    """That takes are gone, and how they come back."""
    if count == 1:
        return tr("1 take is gone. Undo brings it back.")
    return tr("{count} takes are gone. Undo brings them back.", count=count)


def _count(shots: Sequence[Shot]) -> int:
    return sum(len(shot.takes) for shot in shots)
