"""Subtitle files: SRT as other programs really write it becomes cues, and cues become SRT as the format has it.

In: bytes of a file from outside, or cues. Out: cues and what was adjusted, or text. Times are exact milliseconds. The
reader also takes WebVTT, other line ends and encodings, missing numbers and hours, and marks that it cannot show.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from engine.errors import InputError
from engine.graph import new_id
from engine.time import round_half_up
from engine.tracks import LATEST, MOST_ENTRIES, MOST_WORDS, Cue, in_order

SIZE_LIMIT = 4 << 20
"""Bytes of a file."""
USUAL = Fraction(2)
"""How long a cue lasts whose end does not lie behind its start."""
SHOWN = 60
"""Characters of a line that a message shows at most."""

_TIME = r"(?:(\d{1,4})\s*:\s*)?(\d{1,2})\s*:\s*(\d{1,2})(?:\s*[,.:]\s*(\d{1,9}))?"
_TIMING = re.compile(rf"^\s*{_TIME}\s*-{{1,3}}>\s*{_TIME}(?:\s.*)?$")
_TIMELIKE = re.compile(r"-{1,3}>|\u2192|^\s*\d{1,4}\s*:\s*\d")
"""What a line has that should tell times, also where they cannot be read."""
_TAG = re.compile(
    r"</?\s*(?:i|b|u|s|font|c|v|lang|ruby|rt|span)(?:[\s.][^<>]{0,200})?\s*/?>|<\d[\d:.]*>", re.IGNORECASE
)
_PLACE = re.compile(r"\{\\an?(\d{1,2})\}")
_OVERRIDE = re.compile(r"\{\\[^{}]{0,200}\}")
_BLOCKS = ("NOTE", "STYLE", "REGION")
_ROWS = {"bottom": (1, 2, 3), "middle": (4, 5, 6), "top": (7, 8, 9)}
_WRITTEN = {"bottom": "", "middle": "{\\an5}", "top": "{\\an8}"}
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&lrm;": "", "&rlm;": "", "&amp;": "&"}


@dataclass(frozen=True, slots=True)
class Subtitles:
    """Cues in order of time; `notes` are sentences for the artist about what was adjusted."""

    cues: tuple[Cue, ...]
    notes: tuple[str, ...] = ()


def read(data: bytes, name: str = "this file") -> Subtitles:
    """The cues of a subtitle file, each with a fresh id.

    Raises InputError for what is too large or holds not one cue.
    """
    if len(data) > SIZE_LIMIT:
        raise InputError(f"{name} is too large for subtitles", value=len(data), remedy="Choose an .srt file")
    text, notes = _decoded(data)
    plain = not text.lstrip().startswith("WEBVTT")
    lines = re.split(r"\r\n|\r|\n", text)
    found: list[Cue] = []
    mended = 0
    broken: list[int] = []
    for start, end, words in _entries(lines, broken):
        if not plain:
            for entity, character in _ENTITIES.items():
                words = words.replace(entity, character)
        place, shown = _marked(words)
        if not shown:
            continue
        if end <= start:
            end, mended = start + USUAL, mended + 1
        if start > LATEST or len(found) == MOST_ENTRIES:
            notes.append(f"only the first {len(found):,} cues were taken")
            break
        found.append(Cue(new_id(), start, end - start, shown, place=place))
    if not found and broken:
        raise InputError(
            f"{name} holds no times that can be read", value=lines[broken[0]].strip()[:SHOWN],
            remedy="Write them as 00:00:01,000 --> 00:00:02,500",
        )  # fmt: skip
    if not found:
        raise InputError(
            f"{name} holds no subtitles",
            remedy="Choose a file with lines like 00:00:01,000 --> 00:00:02,500, each with its words below",
        )
    if mended:
        notes.append(f"{mended} of {len(found)} cues ended before they began and last {USUAL} s now")
    if broken:
        where = f"in line {broken[0] + 1}" + (f" and {len(broken) - 1} more" if len(broken) > 1 else "")
        notes.append(f"cues whose times cannot be read were left out: {where}")
    return Subtitles(in_order(found), tuple(notes))


def write(cues: Iterable[Cue]) -> str:
    """The cues as SRT, numbered in order of time, to the millisecond."""
    blocks: list[str] = []
    for cue in in_order(cues):
        start, end = (round_half_up(time * 1000) for time in (cue.start, cue.end))
        words = "\n".join(line.rstrip() for line in cue.text.splitlines() if line.strip())
        if not words:
            continue
        words = words.replace("-->", "→")
        timing = f"{_clock(start)} --> {_clock(max(end, start + 1))}"
        blocks.append(f"{len(blocks) + 1}\n{timing}\n{_WRITTEN[cue.place]}{words}\n")
    return "\n".join(blocks)


def _decoded(data: bytes) -> tuple[str, list[str]]:
    """The text, by its mark or by what fits; the notes say where that was a guess."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), []
    if data[:400].count(0) > len(data[:400]) // 4:
        odd = data[1:400:2].count(0) > data[0:400:2].count(0)
        return data.decode("utf-16-le" if odd else "utf-16-be", errors="replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), [
            "its letters are not Unicode and were read as Western European"
        ]


def _entries(lines: list[str], broken: list[int]) -> Iterator[tuple[Fraction, Fraction, str]]:
    """Start, end and text of each timing line; the text goes on to the next one, without the number before it.

    `broken` gets the lines that should tell times and cannot be read: what follows them belongs to no cue.
    """
    timings = [(n, match) for n, line in enumerate(lines) if ">" in line and (match := _TIMING.match(line))]
    stops = [*(number for number, _ in timings), len(lines)][1:]
    broken += _broken(lines, 0, timings[0][0] if timings else len(lines))
    for (number, match), stop in zip(timings, stops, strict=True):
        body = lines[number + 1 : stop]
        if stop < len(lines):
            body = _without_number(body)
        unread = _broken(lines, number + 1, number + 1 + len(body))
        if unread:
            broken += unread
            numbered = bool(lines[unread[0] - 1].strip())
            body = lines[number + 1 : unread[0] - numbered]
        values = match.groups()
        yield _seconds(*values[:4]), _seconds(*values[4:]), "\n".join(_words(body))[: 4 * MOST_WORDS]


def _broken(lines: list[str], start: int, stop: int) -> list[int]:
    """Lines of a stretch that stand where the times of a cue do, alone or below its number, and tell none."""

    def begins(at: int) -> bool:
        if lines[at].strip().isdigit():
            at -= 1
            return at < 0 or not lines[at].strip()
        return "-->" in lines[at + 1] and not lines[at].strip()

    return [at for at in range(max(start, 1), stop) if _TIMELIKE.search(lines[at]) and begins(at - 1)]


def _words(body: list[str]) -> Iterator[str]:
    """The lines that say something, up to a block of WebVTT that is no cue: it stands apart and has a name."""
    apart = False
    for line in body:
        if apart and line.startswith(_BLOCKS):
            return
        apart = not line.strip()
        if not apart:
            yield line


def _without_number(body: list[str]) -> list[str]:
    """Lines before a timing without its number or name, which stands alone behind an empty line."""
    last = len(body)
    while last and not body[last - 1].strip():
        last -= 1
    if last and body[last - 1].strip().isdigit() and (last == 1 or not body[last - 2].strip()):
        last -= 1
    return body[:last]


def _seconds(hours: str | None, minutes: str, seconds: str, part: str | None) -> Fraction:
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + Fraction(int((part or "0").ljust(3, "0")[:3]), 1000)


def _marked(words: str) -> tuple[str, str]:
    """The place that a mark such as {\\an8} asks for, and the text without marks."""
    found = _PLACE.search(words)
    row = int(found[1]) if found else 2
    place = next((name for name, rows in _ROWS.items() if row in rows), "bottom")
    text = _OVERRIDE.sub("", _TAG.sub("", words)).replace("\\N", "\n").replace("\x00", "")
    lines = (line.strip() for line in text[:MOST_WORDS].split("\n"))
    return place, "\n".join(line for line in lines if line)


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d},{rest:03d}"
