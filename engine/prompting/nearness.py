"""What a model knows that is spelled like a word it does not know.

In: a word and a `Vocabulary`. Out: entries, nearest first, within a millisecond or two; nearness by meaning is
`meaning`'s business. Called by the prompt editor as soon as a word is finished.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from engine.prompting.vocabulary import Entry, Vocabulary

ALIKE = 0.7
"""How alike two spellings must be to be offered, from 0 to 1."""


def nearest(word: str, vocabulary: Vocabulary, n: int = 3) -> list[Entry]:
    """At most `n` entries that are spelled nearly like `word`, the likest first."""
    asked = word.lower()
    scored: list[tuple[float, int, Entry]] = []
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(asked)
    for place, entry in enumerate(vocabulary.short):
        likeness = _likeness(matcher, asked, entry.phrase.lower())
        if likeness >= ALIKE:
            scored.append((-likeness, place, entry))
    scored.sort(key=lambda row: row[:2])
    return distinct([entry for _, _, entry in scored], n)


def distinct(entries: Sequence[Entry], n: int) -> list[Entry]:
    """The first `n` of different phrases, and of one concept no more than two."""
    found: list[Entry] = []
    for entry in entries:
        alike = [e for e in found if (e.category, e.concept) == (entry.category, entry.concept)]
        if len(alike) < 2 and all(e.phrase != entry.phrase for e in found):
            found.append(entry)
        if len(found) == n:
            break
    return found


def _likeness(matcher: SequenceMatcher[str], asked: str, phrase: str) -> float:
    """How alike a word and a phrase are, from 0 to 1; or the word and the likest word of the phrase."""
    parts = {phrase, *phrase.split(" ")}
    return max(_spelled_alike(matcher, asked, part) - 0.02 * (part != phrase) for part in parts)


def _spelled_alike(matcher: SequenceMatcher[str], asked: str, word: str) -> float:
    matcher.set_seq1(word)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    # A first letter is seldom mistyped.
    return matcher.ratio() - 0.08 * (word[:1] != asked[:1])
