"""The presets of this installation: ours, and those that the artist saved, one JSON file each in a folder.

In: the folder. Out: `Preset`s, and what was wrong with files that are none. Called by the export dialog and the command
line.
"""

import re
from hashlib import blake2b
from pathlib import Path

from engine import atomic
from engine.errors import FileFormatError, OutputError, Problem
from engine.presets import PRESETS, SIZE_LIMIT, Preset, dumps, find, loads

_LIMIT = 500
"""Files of the folder that are looked at."""


class PresetShelf:
    """Presets by their ids. `problems` tells of the files that `all` last left out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: tuple[Problem, ...] = ()

    def all(self) -> tuple[Preset, ...]:
        """Ours, then the artist's by name."""
        found: dict[str, Preset] = {}
        problems = []
        for path in self._files():
            try:
                preset = read_preset(path)
            except FileFormatError as error:
                problems.append(Problem.of(error, "warning"))
                continue
            found[preset.id] = preset
        self.problems = tuple(problems)
        return (*PRESETS, *sorted(found.values(), key=lambda preset: preset.label.casefold()))

    def find(self, name: str) -> Preset | None:
        """The preset of this id or name."""
        return find(name, self.all())

    def save(self, preset: Preset) -> Path:
        """Keep a preset under its name, in the place of an older one of that name. Raises OutputError."""
        path = self._path(preset.label)
        checked = dumps(loads(dumps(preset)))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            atomic.write(path, checked)
        except OSError as error:
            raise OutputError(
                f"the preset could not be saved: {error.strerror or error}",
                value=preset.label,
                remedy="Free some space, or change the folder's permissions",
            ) from error
        return path

    def remove(self, preset: Preset) -> None:
        """Forget a preset of the artist's. Raises OutputError."""
        for path in self._files():
            try:
                if read_preset(path).id == preset.id:
                    path.unlink()
            except FileFormatError:
                continue
            except OSError as error:
                raise OutputError(
                    f"the preset could not be removed: {error.strerror or error}", value=preset.label
                ) from error

    def take_in(self, path: Path) -> Preset:
        """Keep the preset of a file from elsewhere. Raises FileFormatError for what is none, OutputError."""
        preset = read_preset(path)
        self.save(preset)
        return preset

    def _files(self) -> list[Path]:
        try:
            return sorted(self.folder.glob("*.json"))[:_LIMIT]
        except OSError:
            return []

    def _path(self, label: str) -> Path:
        plain = re.sub(r"[^\w-]+", "-", label, flags=re.ASCII).strip("-")[:40]
        mark = blake2b(label.encode(), digest_size=4).hexdigest()
        return self.folder / f"{plain or 'preset'}-{mark}.json"


def read_preset(path: Path) -> Preset:
    """The preset of a file. Raises FileFormatError for what is none, or cannot be read."""
    try:
        if path.exists() and not path.is_file():
            # A pipe would be waited for, a folder is no preset.
            raise FileFormatError(f"{path.name} is no file", remedy="Choose a preset that Shotloom saved")
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise FileFormatError(f"{path.name} cannot be read: {error.strerror or error}") from error
    return loads(data, path.name)
