"""What a model knows that means about the same as a word it does not know.

In: a word. Out: entries of a `Vocabulary`, nearest first, by the text encoder that the model itself reads prompts with.
What the phrases of the vocabulary mean ships with them. The encoder is loaded for a search and let go afterwards, since
it takes 90 MB. Runs on a thread beside the window, never on the engine's: it imports torch.
"""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from engine.prompting.nearness import distinct
from engine.prompting.vocabulary import Entry, Vocabulary

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

ALIKE = 0.4
"""Cosine below which two words have nothing to do with each other."""
SURE = 0.5
"""The same for a word that is spelled out of many pieces: the encoder guesses at what nobody ever wrote."""
PIECES = 2
"""A word of more pieces than this, to each of its words, may be none."""
SHARE = 0.7
"""What the nearest is like, as a share of which the others must be too."""
MEMORY = 4096
"""Words whose answer is remembered."""


class Meaning:
    """Searches one vocabulary by meaning; any thread may ask, one at a time is answered."""

    def __init__(self, text_encoder: Path, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._path = text_encoder
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

        vectors = self._meanings()
        encoder = TextEncoder(self._path)
        likeness = vectors @ encoder.sentence([word])[0].numpy()
        rare = len(encoder.word_pieces.pieces(word)) > PIECES * len(word.split())
        least = max(SURE if rare else ALIKE, SHARE * float(likeness.max()))
        order = [int(i) for i in (-likeness).argsort(kind="stable") if likeness[i] >= least]
        entries = self.vocabulary.short
        return distinct([entries[i] for i in order], 6)

    def _meanings(self) -> "NDArray[float32]":
        """What each entry of `Vocabulary.short` means, [n, 384], each of length 1."""
        import numpy as np

        if self._vectors is None:
            path = resources.path(f"vocabulary-{self.vocabulary.grammar.model}.npy")
            found = np.load(path, allow_pickle=False).astype(np.float32)
            self._vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
        return self._vectors
