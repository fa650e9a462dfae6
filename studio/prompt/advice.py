"""What the prompt editors of the program are told about models: known words, how much is read, what is near in meaning.

In: the session's models. Out: `Advice` by a model's name. Vocabularies and word pieces are read, and words searched by
meaning (which needs torch), on the thread of the workspace's errands. Made once by the application.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.catalog import ModelEntry
from engine.errors import StudioError
from studio.errands import Errands

if TYPE_CHECKING:
    from engine.model.wordpiece import WordPiece
    from engine.prompting import Entry, Meaning, Vocabulary

_log = logging.getLogger(__name__)
PATIENCE = 5.0
"""Seconds after which a model that could not be read may be asked for again."""
MARKS = 2
"""Pieces that the text encoder puts around every prompt."""


@dataclass(frozen=True)
class Advice:
    """What helps to write for one model. `limit` is how many word pieces of a prompt it reads.

    `vocabulary` is None for a model that nothing is known about. The pieces are counted on the GUI thread alone.
    """

    vocabulary: "Vocabulary | None"
    pieces: "WordPiece"
    limit: int
    meaning: "Meaning | None"

    def count(self, text: str) -> int:
        """Word pieces of a text."""
        return len(self.pieces.pieces(text))

    def fits(self, text: str) -> bool:
        """Whether the model reads all of it."""
        return self.count(text) <= self.limit


class Adviser(QObject):
    """Answers at once with what it knows; `learned(model)` says that it knows more."""

    learned = Signal(str)

    def __init__(
        self,
        models: Callable[[], Mapping[str, ModelEntry]],
        errands: Errands,
        thinks: Callable[[], bool],
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._models, self._errands, self._thinks, self._clock = models, errands, thinks, clock
        self._known: dict[str, Advice | None] = {}
        self._asked: set[str] = set()
        self._failed: dict[str, tuple[float, ModelEntry | None]] = {}
        """When a model could not be read, and what the catalog held of it then."""

    def advice(self, model: str) -> Advice | None:
        """What is known of a model now; what is not is being read, and `learned` will tell.

        What could not be read is read again when somebody asks later, or when the catalog holds something else.
        """
        if model not in self._asked or self._worth_another(model):
            self._asked.add(model)
            self._failed.pop(model, None)
            # Not behind the engine's warming up, which takes seconds, just when the artist begins to write.
            self._errands.run(lambda: self._try(model), lambda found: self._learn(model, *found), first=True)
        return self._known.get(model)

    def near(self, word: str, advice: Advice, done: Callable[["list[Entry]"], None]) -> None:
        """Entries near in meaning, at once or later; nothing while the engine is not warm."""
        meaning = advice.meaning
        if meaning is None:
            return
        found = meaning.known(word)
        if found is not None:
            done(found)
        elif self._thinks():
            self._errands.run(lambda: meaning.nearest(word, 6), done)

    def wake(self) -> None:
        """The engine is warm: what was asked in vain may be asked again."""
        for model in tuple(self._known):
            self.learned.emit(model)

    def _worth_another(self, model: str) -> bool:
        """Whether a model that could not be read may be there now."""
        if model not in self._failed:
            return False
        at, entry = self._failed[model]
        return self._clock() - at >= PATIENCE or self._models().get(model) != entry

    def _try(self, model: str) -> tuple[ModelEntry | None, Advice | None]:
        """What the catalog holds of a model, and what could be read of it. On the errands' thread."""
        entry = self._models().get(model)
        try:
            return entry, None if entry is None else self._read(entry)
        except (OSError, StudioError) as error:
            _log.warning("Nothing is known of the prompts of %s: %s", model, error)
            return entry, None

    def _read(self, entry: ModelEntry) -> Advice:
        # Only who writes a prompt needs this; the program starts without it.
        from engine.model.wordpiece import WordPiece, vocabulary_path
        from engine.prompting import Meaning, vocabulary_of

        vocabulary = vocabulary_of(entry.spec.name)
        return Advice(
            vocabulary,
            WordPiece.open(vocabulary_path(entry.files.text)),
            entry.spec.text_tokens - MARKS,
            Meaning(entry.files.text, vocabulary) if vocabulary is not None else None,
        )

    def _learn(self, model: str, entry: ModelEntry | None, found: Advice | None) -> None:
        if found is None:
            self._failed[model] = (self._clock(), entry)
        if model not in self._known or found is not self._known[model]:
            # Told only where it is news: whoever hears of it asks again.
            self._known[model] = found
            self.learned.emit(model)
