"""What may be meant by the word that is being typed.

In: the text before the cursor and a `Vocabulary`. Out: phrases that go on from its last words, what the prompt does not
say yet first. Quick enough for every key. Called by the prompt editor.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.prompting.understanding import understand
from engine.prompting.vocabulary import ACTOR, CATEGORIES, MOTION, Entry, Vocabulary, Word, words_of

FEWEST = 2
"""Letters that must be there before anything is offered."""
SIGHT = 600
"""Characters before the cursor that are looked at."""
REACH = 5
"""Words before the cursor that may be the beginning of a phrase."""


@dataclass(frozen=True, slots=True)
class Completion:
    """Put `entry.phrase` in place of the characters from `start` to the cursor. `whole`: they are a phrase as it is."""

    start: int
    entry: Entry
    whole: bool


def complete(before: str, vocabulary: Vocabulary, n: int = 8) -> list[Completion]:
    """At most `n` ways to go on with the last words before the cursor; none while no word is being typed."""
    skipped = max(0, len(before) - SIGHT)
    before = before[skipped:]
    words = words_of(before)
    if not words or words[-1].end != len(before):
        return []
    said = understand(before[: words[-1].start], vocabulary)
    present = {span.category for span in said}
    actor = next((span.concept for span in said if span.category == ACTOR), "")
    found: list[Completion] = []
    for first in _beginnings(before, words):
        start = words[first].start
        typed = " ".join(word.text for word in words[first:])
        if len(typed) < FEWEST:
            continue
        whole = vocabulary.find(tuple(word.text for word in words[first:])) is not None
        fitting = [e for e in vocabulary.entries if e.phrase.startswith(typed) and len(e.phrase) > len(typed)]
        fitting.sort(key=lambda entry: _rank(entry, present, actor, vocabulary))
        _take(found, (Completion(skipped + start, entry, whole) for entry in fitting), n)
        if len(found) == n:
            break
    return found


def _beginnings(before: str, words: list[Word]) -> Iterator[int]:
    """Where a phrase that is being typed may begin, the longest first; punctuation ends it."""
    first = len(words) - 1
    while (
        first > 0
        and len(words) - first < REACH
        and before[words[first - 1].end : words[first].start].isspace()
    ):
        first -= 1
    return iter(range(first, len(words)))


def _rank(
    entry: Entry, present: set[str], actor: str, vocabulary: Vocabulary
) -> tuple[bool, bool, int, int, str]:
    """What is not said yet comes first, then what the actor can do, then in the order of a description."""
    strange = entry.category == MOTION and bool(actor) and not _moves(entry, actor, vocabulary)
    order = CATEGORIES.index(entry.category)
    return entry.category in present, strange, order, len(entry.phrase), entry.phrase


def _moves(entry: Entry, actor: str, vocabulary: Vocabulary) -> bool:
    """Whether captions say this motion of this actor."""
    kind = next((k for k in vocabulary.grammar.kinds if k.words[0] == actor), None)
    motion = vocabulary.grammar.motions.get(entry.concept)
    if kind is None or motion is None:
        return False
    return any(
        entry.phrase.startswith(form) and entry.phrase[len(form) :].strip() in saying.rests
        for saying in motion.of(kind.medium)
        for verb in saying.verbs
        for form in verb[:2]
    )


def _take(found: list[Completion], more: Iterator[Completion], n: int) -> None:
    """Up to `n` in all, no phrase twice, and of one concept no more than three."""
    for completion in more:
        entry = completion.entry
        alike = sum(c.entry.category == entry.category and c.entry.concept == entry.concept for c in found)
        if alike < 3 and all(c.entry.phrase != entry.phrase for c in found):
            found.append(completion)
        if len(found) == n:
            return
