"""Which words of a prompt a model knows, and what they say to it.

In: a prompt and a `Vocabulary`. Out: spans over the prompt, in order: known phrases with their concept, and words that
the model has never seen. Quick enough for every key that is typed. Called by the prompt editor and by `expanding`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.prompting.vocabulary import Vocabulary, Word, words_of

UNKNOWN = "unknown"
_LINKS = (
    "a an the and or of in on at to by with from into onto over under above below behind before after between through "
    "across along around near beside next is are was be being been it its he she they them his her their this that "
    "these those there here as while then who which where when very just only also but not no some any all each every "
    "during for off out up down again so too one view empty style"
)
LINK = frozenset(_LINKS.split())
"""Words that say how others belong together, also those that captions frame a scene with.

The text encoder reads them, whatever the world shows."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start..end-1 of a prompt: what is said there, or `UNKNOWN`. `concept` as in `Entry`."""

    start: int
    end: int
    text: str
    category: str
    concept: str = ""

    @property
    def known(self) -> bool:
        """Whether the model has seen this."""
        return self.category != UNKNOWN


def understand(prompt: str, vocabulary: Vocabulary) -> list[Span]:
    """Everything in a prompt that says something, and every word that says nothing to the model."""
    words = words_of(prompt)
    found: list[Span] = []
    at = 0
    while at < len(words):
        taken = _phrase(prompt, words, at, vocabulary)
        if taken is not None:
            found.append(taken[0])
            at += taken[1]
            continue
        word = words[at]
        if not _passes(word.text, vocabulary):
            found.append(Span(word.start, word.end, prompt[word.start : word.end], UNKNOWN))
        at += 1
    return found


def unknown(spans: Iterable[Span]) -> list[Span]:
    """The words that the model has never seen."""
    return [span for span in spans if not span.known]


def _phrase(prompt: str, words: list[Word], at: int, vocabulary: Vocabulary) -> tuple[Span, int] | None:
    """The longest phrase that begins with a word, and how many words it takes."""
    reach = vocabulary.reach(words[at].text)
    if not reach:
        return None
    end = at + 1
    while end < len(words) and end - at < reach and prompt[words[end - 1].end : words[end].start].isspace():
        end += 1
    texts = [word.text for word in words[at:end]]
    for count in range(len(texts), 0, -1):
        entry = vocabulary.find(tuple(texts[:count]))
        if entry is not None:
            start, stop = words[at].start, words[at + count - 1].end
            return Span(start, stop, prompt[start:stop], entry.category, entry.concept), count
    return None


def _passes(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word by itself is nothing to remark on: a link, a number, or part of what captions say."""
    return word in LINK or word in vocabulary.words or not any(c.isalpha() for c in word)
