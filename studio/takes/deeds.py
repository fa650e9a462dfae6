"""What is done with takes that are chosen on cards: each deed one step of the history, or none.

In: the document, cards. Out: edits, and sentences for the status bar. Called by the takes panel.
"""

from collections.abc import Sequence

from engine.document import Document
from engine.errors import StudioError
from studio.document import DocumentModel
from studio.edit import takes
from studio.edit.ports import Faces
from studio.edit.variations import as_made
from studio.step_names import short
from studio.take_commands import TakeHand, gone_words
from studio.takes.cards import Card
from studio.telling import told
from studio.words import tr


class Deeds:
    """`hand` says what cannot be done, and which shots are meant where no card is chosen."""

    def __init__(self, hand: TakeHand) -> None:
        self._hand = hand

    @property
    def _model(self) -> DocumentModel:
        return self._hand.model

    def pick(self, cards: Sequence[Card]) -> bool:
        """The film shows these takes; of several of one shot the last."""
        picks = {card.shot: card.take.id for card in cards}
        # Of one that follows the newest that very take may be meant for good: it is the pick then by its own name.
        return self._hand.carry_out("pick", tuple(picks), lambda d: _picked(d, picks))

    def favourite(self, cards: Sequence[Card]) -> bool:
        """Mark all of them, or unmark them where all are marked."""
        on = not all(card.take.favourite for card in cards)

        def change(document: Document) -> Document:
            for card in cards:
                document = takes.favourite(document, card.shot, (card.take.id,), on)
            return document

        return self._hand.carry_out("favourite", _shots(cards), change)

    def remove(self, cards: Sequence[Card]) -> bool:
        """Take them away; their files stay where they are, so that undo brings them back whole."""

        def change(document: Document) -> Document:
            for shot in _shots(cards):
                document = takes.remove_takes(document, shot, {c.take.id for c in cards if c.shot == shot})
            return document

        done = self._hand.carry_out("remove_takes", _shots(cards), change)
        if done:
            self._hand.say(gone_words(len(cards)))
        return done

    def restore(self, card: Card) -> bool:
        """Bring back the params that a take was made with; links and nodes stay as they are."""
        before, faces = self._model.document, self._hand.faces
        name = card.name
        try:
            after, left = as_made(before, faces, card.take)
            done = self._model.edit(tr("Restore settings of {name}", name=name), lambda _: after)
        except StudioError as error:
            self._hand.say(told(error, before, faces.registry))
            return False
        names = [_name(before, faces, place) for place in left]
        if names:
            known = ", ".join(dict.fromkeys(found for found in names if found)) or tr("nodes that are gone")
            self._hand.say(
                tr("{name} is restored, but for what is not there any more: {left}", name=name, left=known)
            )
        elif done:
            self._hand.say(tr("The settings are those of {name}.", name=name))
        else:
            self._hand.say(tr("The graph has these settings already."))
        return done


def _picked(document: Document, picks: dict[str, str]) -> Document:
    for shot, take in picks.items():
        document = takes.pick(document, shot, take)
    return document


def _shots(cards: Sequence[Card]) -> list[str]:
    return list(dict.fromkeys(card.shot for card in cards))


def _name(document: Document, faces: Faces, place: str) -> str:
    node = document.node(place)
    return "" if node is None else short(node.title or tr(faces.of(document, node).label))
