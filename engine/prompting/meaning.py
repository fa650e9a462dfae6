"""What a model knows that means about the same as a word it does not know.

In: a word. Out: entries of a `Vocabulary`, nearest first, by the text encoder that the model itself reads prompts with.
The encoder is loaded for a search and let go afterwards (it takes 90 MB); the vectors of the concepts stay. Runs on a
thread beside the window, never on the engine's: it imports torch, and the first search takes about a second.
"""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from engine.prompting.nearness import distinct
from engine.prompting.vocabulary import Entry, Vocabulary

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

ALIKE = 0.3
"""Cosine below which two words have nothing to do with each other."""
MEMORY = 4096
"""Words whose answer is remembered."""


class Meaning:
    """Searches one vocabulary by meaning; any thread may ask, one at a time is answered."""

    def __init__(self, text_encoder: Path, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._path = text_encoder
        self._entries: list[Entry] = []
        self._vectors: NDArray[float32] | None = None
        self._answers: dict[str, list[Entry]] = {}
        self._lock = threading.Lock()

    def known(self, word: str) -> list[Entry] | None:
        """The answer of an earlier search, at once; None if there was none."""
        return self._answers.get(word.lower())

    def nearest(self, word: str, n: int = 3) -> list[Entry]:
        """At most `n` entries, the nearest in meaning first. Raises WeightsError if the encoder cannot be loaded."""
        asked = word.lower()
        with self._lock:
            found = self._answers.get(asked)
            if found is None:
                if len(self._answers) >= MEMORY:
                    self._answers.clear()
                found = self._answers[asked] = self._search(asked)
        return found[:n]

    def _search(self, word: str) -> list[Entry]:
        # Here, since the window opens without numpy and torch.
        from engine.model.text import TextEncoder

        encoder = TextEncoder(self._path)
        if self._vectors is None:
            self._entries = list(self.vocabulary.short)
            phrases = [entry.phrase for entry in self._entries]
            self._vectors = encoder.sentence(phrases, batch=32).numpy()
        asked = encoder.sentence([word])[0].numpy()
        likeness = self._vectors @ asked
        order = [int(i) for i in (-likeness).argsort(kind="stable") if likeness[i] >= ALIKE]
        return distinct([self._entries[i] for i in order], 6)
