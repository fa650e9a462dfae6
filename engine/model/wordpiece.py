"""Prompts to word pieces: the uncased BERT tokenizer, without torch and without a tokenizer library.

In: a prompt. Out: the ids that `engine.model.text` looks up. The prompt editor counts pieces with it, so that a prompt
that is too long is seen before anything runs. Follows Devlin et al. 2018 (arXiv 1810.04805) as the `tokenizers`
library computes it: clean, set CJK apart, decompose, strip accents, lower, split at space and punctuation, then
take the longest known piece greedily.

`[CLS]` and the like typed into a prompt are ordinary text here: a prompt cannot forge the encoder's own marks.
"""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from engine.errors import WeightsError

UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"
_LONGEST_WORD = 100
_MEMORY_WORDS = 50_000

# The blocks of ideographs as BERT has them; kana and hangul are not among them.
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The ids of one prompt, marks included; `dropped` counts the pieces that the limit cut off at the end."""

    ids: tuple[int, ...]
    dropped: int


class WordPiece:
    """Turns prompts into ids; holds the vocabulary and a memory of words seen. One per thread.

    `vocabulary` lists the pieces in the order of their ids; pieces inside a word begin with `##`.
    """

    def __init__(self, vocabulary: list[str]) -> None:
        self._ids = {piece: index for index, piece in enumerate(vocabulary)}
        absent = [mark for mark in (UNKNOWN, FIRST, LAST) if mark not in self._ids]
        if absent or len(self._ids) != len(vocabulary):
            raise WeightsError(
                "the vocabulary lacks " + ", ".join(absent)
                if absent
                else "the vocabulary names a piece twice",
                remedy="Copy the vocabulary file again",
            )
        self._unknown = self._ids[UNKNOWN]
        self._longest = max(len(piece) for piece in vocabulary)
        self._words: dict[str, tuple[int, ...]] = {}

    @classmethod
    def open(cls, path: Path) -> "WordPiece":
        """Read a vocabulary file: UTF-8, one piece per line. Raises WeightsError if it cannot be read."""
        try:
            return cls(path.read_text(encoding="utf-8").removesuffix("\n").split("\n"))
        except (OSError, UnicodeDecodeError) as error:
            raise WeightsError(
                f"the vocabulary {path.name} cannot be read ({error})",
                value=path,
                remedy="Copy the vocabulary file again",
            ) from error

    def __len__(self) -> int:
        return len(self._ids)

    def pieces(self, text: str) -> list[int]:
        """Return the ids of a text of any length, without marks."""
        ids: list[int] = []
        for word in split_words(text):
            known = self._words.get(word)
            if known is None:
                known = self._split(word)
                if len(self._words) < _MEMORY_WORDS:
                    self._words[word] = known
            ids.extend(known)
        return ids

    def encode(self, text: str, limit: int = 48) -> Pieces:
        """Return the ids between their marks, cut to at most `limit` in all (limit >= 2)."""
        ids = self.pieces(text)
        kept = ids[: limit - 2]
        return Pieces((self._ids[FIRST], *kept, self._ids[LAST]), len(ids) - len(kept))

    def _split(self, word: str) -> tuple[int, ...]:
        """Take the longest known piece from the left, again and again; unknown as soon as none fits."""
        if len(word) > _LONGEST_WORD:
            return (self._unknown,)
        ids: list[int] = []
        start, mark = 0, ""
        while start < len(word):
            for end in range(min(len(word), start + self._longest), start, -1):
                piece = self._ids.get(mark + word[start:end])
                if piece is not None:
                    break
            else:
                return (self._unknown,)
            ids.append(piece)
            start, mark = end, "##"
        return tuple(ids)


def vocabulary_path(weights: Path) -> Path:
    """Where the vocabulary of a text encoder's weights file lies: beside it."""
    return weights.with_name(weights.stem + "-vocabulary.txt")


def split_words(text: str) -> list[str]:
    """Split a prompt into lower-case words, single punctuation marks and single ideographs, accents stripped."""
    if text.isascii() and text.isprintable():
        plain = text.lower()
    else:
        cleaned = "".join(_clean(character) for character in text)
        letters = unicodedata.normalize("NFD", cleaned)
        # Letter by letter: lowering a whole text would turn a final capital sigma into its final form.
        plain = "".join(c.lower() for c in letters if unicodedata.category(c) != "Mn")
    return "".join(f" {c} " if _is_punctuation(c) else c for c in plain).split()


def _clean(character: str) -> str:
    """Drop control, format and private characters, make every space plain, set ideographs apart."""
    if character.isalnum() and character < "\u3400":
        return character
    if character in "\t\n\r":
        return " "
    if character in "\0\ufffd" or unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs"):
        return ""
    if character.isspace():
        return " "
    code = ord(character)
    if any(first <= code <= last for first, last in _IDEOGRAPHS):
        return f" {character} "
    return character


def _is_punctuation(character: str) -> bool:
    """ASCII signs such as `$` and `~` count as punctuation too."""
    if character.isalnum() or character == " ":
        return False
    return character < "\x7f" or unicodedata.category(character)[0] == "P"
