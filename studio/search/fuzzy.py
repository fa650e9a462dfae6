"""Whether what was typed means a text, how well, and which letters to mark. No Qt.

Letters are compared without case and accents. From best to worst: the text itself, its start, the start of a word, a
part, the first letters of its words ("ec" for "Extend Clip"), letters in order, and a single slip of the fingers.
"""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """`score` from 0 to 1 (the very text); `places` are indices into the text, growing."""

    score: float
    places: tuple[int, ...]


def folded(text: str) -> str:
    """The text without case and accents, letter for letter."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


def _folded(letter: str) -> str:
    return (unicodedata.normalize("NFD", letter).casefold() or letter)[0]


def match(query: str, text: str) -> Match | None:
    """How the text answers the query; every word of it must be found. None if it does not, or for an empty query."""
    wanted, given = folded(query.strip()), folded(text)
    if not wanted:
        return None
    whole = _word(wanted, given)
    words = wanted.split()
    if whole is not None or len(words) == 1:
        return whole
    found = [_word(word, given) for word in words]
    if any(m is None for m in found):
        return None
    matches = [m for m in found if m is not None]
    score = 0.95 * sum(m.score for m in matches) / len(matches)
    return Match(score, tuple(sorted({place for m in matches for place in m.places})))


def _word(word: str, text: str) -> Match | None:
    at = text.find(word)
    if at == 0:
        return Match(0.9 + 0.1 * len(word) / len(text), tuple(range(len(word))))
    starts = _starts(text)
    for start in starts:
        if text.startswith(word, start):
            return Match(0.8, tuple(range(start, start + len(word))))
    if at > 0 and len(word) > 1:
        return Match(0.6, tuple(range(at, at + len(word))))
    if len(word) < 2:
        return None
    return _initials(word, text, starts) or _in_order(word, text, starts) or _slip(word, text, starts)


def _starts(text: str) -> list[int]:
    """Where words begin."""
    return [i for i, c in enumerate(text) if c.isalnum() and (i == 0 or not text[i - 1].isalnum())]


def _initials(word: str, text: str, starts: list[int]) -> Match | None:
    places = []
    rest = iter(starts)
    for letter in word:
        place = next((start for start in rest if text[start] == letter), None)
        if place is None:
            return None
        places.append(place)
    return Match(0.55, tuple(places))


def _in_order(word: str, text: str, starts: list[int]) -> Match | None:
    """Letters in order from the start of a word, not too far apart."""
    best: Match | None = None
    for start in starts:
        if text[start] != word[0]:
            continue
        places = [start]
        for letter in word[1:]:
            place = text.find(letter, places[-1] + 1)
            if place < 0:
                break
            places.append(place)
        spread = places[-1] - start + 1
        if len(places) == len(word) and spread <= 2 * len(word) + 1:
            score = 0.45 * len(word) / spread
            if best is None or score > best.score:
                best = Match(score, tuple(places))
    return best


def _slip(word: str, text: str, starts: list[int]) -> Match | None:
    """One letter wrong, missing, too many, or two exchanged, in a word of at least four."""
    if len(word) < 4:
        return None
    for start in starts:
        for length in (len(word), len(word) + 1, len(word) - 1):
            if len(text) - start >= length and _one_apart(word, text[start : start + length]):
                return Match(0.3, tuple(range(start, start + length)))
    return None


def _one_apart(a: str, b: str) -> bool:
    """Whether one slip makes `a` of `b`; the first letter is hit as a rule."""
    if a[0] != b[0]:
        return False
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[same + 1 :] == b[same + 1 :] or (
            a[same : same + 2] == b[same : same + 2][::-1] and a[same + 2 :] == b[same + 2 :]
        )
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[same + 1 :] == shorter[same:]
