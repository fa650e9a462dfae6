"""What the takes panel shows, as plain values: headings of shots, cards of takes, and jobs that will be takes.

In: a document, the shots that are meant, jobs, what is searched for. Out: entries in the order in which they are shown:
shots as the document holds them, takes as they were made, what is being made behind them. Pure.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from engine.document import Document
from engine.history import prompt_of
from engine.shots import NEWEST, Shot, Take
from studio.work.lines import JobLine, named


@dataclass(frozen=True, slots=True)
class Heading:
    """A shot above its takes; `takes` counts all of them, `shown` those that fit what is searched for."""

    shot: str
    title: str
    takes: int
    shown: int

    @property
    def id(self) -> str:
        """Unlike that of any other entry."""
        return f"shot {self.shot}"


@dataclass(frozen=True, slots=True)
class Card:
    """A take of a shot; `number` from 1, `before` the take that was made before it. `follows`: it is the pick because
    it is the newest.
    """

    shot: str
    take: Take
    number: int
    title: str
    picked: bool = False
    follows: bool = False
    before: Take | None = None

    @property
    def id(self) -> str:
        """Unlike that of any other entry: shots may share a take."""
        return f"take {self.shot} {self.take.id}"

    @property
    def name(self) -> str:
        """What it is called everywhere."""
        return named(self.title, self.number)

    @property
    def prompt(self) -> str:
        """The words that it was made of."""
        return words_of(self.take)


@dataclass(frozen=True, slots=True)
class Making:
    """A job that will be a take."""

    shot: str
    job: str

    @property
    def id(self) -> str:
        """Unlike that of any other entry."""
        return f"job {self.job}"


Entry: TypeAlias = Heading | Card | Making


def entries_of(
    document: Document,
    shots: Collection[str],
    jobs: Iterable[JobLine] = (),
    title: Callable[[str], str] = str,
    *,
    search: str = "",
    favourites: bool = False,
) -> list[Entry]:
    """Everything that is shown of these shots. Each has a heading, unless nothing of it fits.

    `title` says what a shot is called. Jobs fit every search: nobody knows yet what they will be like.
    """
    wanted = search.casefold().split()
    waiting: dict[str, list[Making]] = {}
    for line in jobs:
        if not line.over:
            waiting.setdefault(line.place, []).append(Making(line.place, line.id))
    found: list[Entry] = []
    for shot in shots:
        held = document.shots.get(shot)
        name = title(shot)
        cards = cards_of(held, name) if held is not None else []
        fitting = [card for card in cards if (not favourites or card.take.favourite) and _fits(card, wanted)]
        made = waiting.get(shot, [])
        if fitting or made:
            found.append(Heading(shot, name, len(cards), len(fitting)))
        found += fitting
        found += made
    return found


def cards_of(shot: Shot, title: str) -> list[Card]:
    """A card for each take of a shot."""
    own = shot.picked()
    before: Sequence[Take | None] = (None, *shot.takes)
    return [
        Card(shot.id, take, number, title, take is own, take is own and shot.pick == NEWEST, previous)
        for number, (take, previous) in enumerate(zip(shot.takes, before, strict=False), 1)
    ]


def words_of(take: Take) -> str:
    """The words that a take was made of."""
    return prompt_of(take.settings)


def _fits(card: Card, words: Sequence[str]) -> bool:
    """Whether a card has every word in its prompt, its name, its seed or its model."""
    if not words:
        return True
    take = card.take
    text = f"{card.name} {card.prompt} {take.seed} {take.model}".casefold()
    return all(word in text for word in words)
