"""Which of many things the artist means: every word that was typed must be found in some field, the best fields first.

In: entries with their words, and a query. Out: entries in order, with the letters to mark. Used by the node search, the
command palette and the node finder; no Qt.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from studio.search.fuzzy import Match, folded, match

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One thing to find. `words` are further (text, weight) pairs with weights below 1, the label's; `text` is long and
    searched for whole parts only, at the weight 0.3."""

    item: T
    label: str
    words: tuple[tuple[str, float], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Ranked(Generic[T]):
    """An entry that answers the query. `because` is the word that was meant where it was not the label."""

    entry: Entry[T]
    score: float
    places: tuple[int, ...] = ()
    because: str = ""


def rank(query: str, entries: Iterable[Entry[T]], first: Sequence[T] = ()) -> list[Ranked[T]]:
    """The entries that answer the query, best first; equals keep their order, `first` ones (recent) go before.

    For an empty query all of them, as they come.
    """
    if not query.strip():
        return [Ranked(entry, 0.0) for entry in entries]
    found = [(ranked, n) for n, entry in enumerate(entries) if (ranked := _ranked(query, entry)) is not None]
    recent = {id(item): 0.04 * (1 - n / len(first)) for n, item in enumerate(first)}
    found.sort(key=lambda pair: (-pair[0].score - recent.get(id(pair[0].entry.item), 0.0), pair[1]))
    return [ranked for ranked, _ in found]


def _ranked(query: str, entry: Entry[T]) -> Ranked[T] | None:
    whole = _best(query, entry)
    words = query.split()
    if len(words) == 1 or (whole is not None and whole.score >= 0.8):
        return whole
    found = [_best(word, entry) for word in words]
    if any(ranked is None for ranked in found):
        return whole
    parts = [ranked for ranked in found if ranked is not None]
    score = 0.9 * sum(part.score for part in parts) / len(parts)
    if whole is not None and whole.score >= score:
        return whole
    places = tuple(sorted({place for part in parts for place in part.places}))
    return Ranked(entry, score, places, next((part.because for part in parts if part.because), ""))


def _best(query: str, entry: Entry[T]) -> Ranked[T] | None:
    found: Match | None = match(query, entry.label)
    best = Ranked(entry, found.score, found.places) if found else None
    for word, weight in entry.words:
        other = match(query, word) if best is None or weight > best.score else None
        if other is not None and (best is None or other.score * weight > best.score):
            best = Ranked(entry, other.score * weight, (), word)
    if best is None and entry.text and folded(query) in folded(entry.text):
        best = Ranked(entry, 0.3, (), "")
    return best
