"""Names of exported files: proposed, filled in from a pattern, counted, and never over what is there unasked.

In: a project's name, shots and takes, a preset, a path. Out: paths. Looks at the disk where a docstring says so; then
it is called off the GUI thread.
"""

import re
import shutil
import stat
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from engine.document import Document
from engine.errors import OutputError, ParamError
from engine.presets import SEQUENCE, Preset
from engine.shots import Take
from engine.targets import NAME, NUMBERS
from studio.words import tr

PATTERN = NAME
"""How files of shots are called at first."""
FIELDS = ("stem", "shot", "take", "seed")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SEPARATORS = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_NUMBER = re.compile(r"%0?(\d?)d")
MOST_NAMES = 10_000
"""Numbers that are tried behind a name that is taken."""
_LONGEST = 120
"""Characters of a file's name before its ending."""


def target(folder: Path, name: str, preset: Preset) -> Path:
    """The file that is written under a name without ending; pictures are numbered, in a folder of their own."""
    stem = clean(name)
    if preset.kind == SEQUENCE:
        return folder / stem / f"{stem}{NUMBERS}.{preset.extension}"
    return folder / f"{stem}.{preset.extension}"


def clean(name: str) -> str:
    """A name that every disk takes: no separators, no dots at its ends, not too long, never empty."""
    plain = _SEPARATORS.sub("-", name).strip(" .")[:_LONGEST].strip(" .")
    # What a numbered name would take for its number must not come from the artist.
    return _NUMBER.sub("d", plain) or "film"


def stem_of(name: str, preset: Preset) -> str:
    """What was typed as a file's name, without the ending that the preset writes anyway."""
    ending = f".{preset.extension}"
    return name[: -len(ending)] if name.lower().endswith(ending) and len(name) > len(ending) else name


def filled(pattern: str, words: Mapping[str, str]) -> str:
    """The pattern with {stem}, {shot}, {take} and {seed} filled in. Raises ParamError for anything else in braces."""
    unknown = [m[1] for m in _PLACEHOLDER.finditer(pattern) if m[1] not in words]
    if unknown or re.search(r"[{}]", _PLACEHOLDER.sub("", pattern)):
        raise ParamError(
            "the name has an unknown placeholder",
            value=pattern,
            remedy="Use {stem}, {shot}, {take} or {seed}",
        )
    return _PLACEHOLDER.sub(lambda m: words[m[1]], pattern)


def words_of(document: Document, stem: str, shot: str, take: Take) -> dict[str, str]:
    """What is filled in for a take of a shot; a take's number is that of its card."""
    known = document.shots[shot]
    name = document.title(shot) or known.name or shot
    number = next((n for n, other in enumerate(known.takes, 1) if other.id == take.id), 1)
    return {
        "stem": stem,
        "shot": re.sub(r"[^\w.+-]+", "-", name).strip("-") or "shot",
        "take": str(number),
        "seed": str(take.seed),
    }


def apart(names: Sequence[str]) -> list[str]:
    """The names, each once: of equal ones the later have a number behind them."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        tried, number = name, 2
        while tried.casefold() in taken:
            tried, number = f"{name}-{number}", number + 1
        taken.add(tried.casefold())
        found.append(tried)
    return found


def files_of(path: Path, frames: int) -> list[Path]:
    """Every file that is written for a path: that one, or the numbered ones of a pattern."""
    if not _NUMBER.search(path.name):
        return [path]
    return [_numbered(path, number) for number in range(1, frames + 1)]


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(_NUMBER.sub(lambda m: str(number).zfill(int(m[1] or 0)), path.name, count=1))


def taken(paths: Sequence[tuple[Path, int]], promised: Collection[Path] = ()) -> list[Path]:
    """Which of these files, each with its number of frames, are there already, or will be: `promised` are the files of
    exports that wait or run. Looks at the disk.
    """
    found: list[Path] = []
    for path, frames in paths:
        if path in promised:
            found += files_of(path, frames)
        elif path.parent.is_dir():
            found += [file for file in files_of(path, frames) if _is_there(file)]
    return found


@dataclass(frozen=True, slots=True)
class Older:
    """A picture of an earlier export, and when it was written: in nanoseconds, as the disk tells it."""

    path: Path
    written: int

    def is_there(self) -> bool:
        """Whether it is still the very same plain file. Looks at the disk."""
        return self == _older(self.path)


def beyond(paths: Sequence[tuple[Path, int]]) -> list[Older]:
    """The pictures of older, longer sequences behind these, without a gap, which nothing writes over. Looks at the
    disk.
    """
    found = []
    for path, frames in paths:
        if not (path.parent.is_dir() and _NUMBER.search(path.name)):
            continue
        for number in count(frames + 1):
            older = _older(_numbered(path, number))
            if older is None:
                break
            found.append(older)
    return found


def _older(path: Path) -> Older | None:
    try:
        facts = path.lstat()
    except OSError:
        return None
    return Older(path, facts.st_mtime_ns) if stat.S_ISREG(facts.st_mode) else None


def _is_there(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return False


def free(folder: Path, name: str, preset: Preset, frames: int, promised: Collection[Path] = ()) -> str:
    """A name near this one under which nothing lies yet. Looks at the disk. Raises OutputError where all are taken."""
    for number in range(1, MOST_NAMES):
        tried = name if number == 1 else f"{name}-{number}"
        if not taken([(target(folder, tried, preset), frames)], promised):
            return tried
    raise OutputError("too many files have this name", value=name, remedy="Choose another name")


def unwritable(folder: Path) -> str | None:
    """Why nothing can be written into a folder, which need not be there yet; None where it can. Looks at the disk."""
    there = _nearest(folder)
    if not there.is_dir():
        return tr("{name} is no folder. Choose another.", name=there)
    from engine.media.outputs import check_folder

    try:
        check_folder(there)
    except OutputError:
        return tr("Nothing may be written into {name}. Choose another folder.", name=there)
    return None


def is_missing(folder: Path) -> bool:
    """Whether a folder has to be made. Looks at the disk."""
    return not _is_there(folder)


def free_bytes(folder: Path) -> int | None:
    """What is left on the disk of a folder; None where that is not known. Looks at the disk."""
    try:
        return shutil.disk_usage(_nearest(folder)).free
    except OSError:
        return None


def _nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there."""
    return next((place for place in (folder, *folder.parents) if _is_there(place)), folder)
