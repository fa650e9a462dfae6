"""What the artist chose about the program itself: theme, scale, shortcuts, recent projects, the window's layout.

In: `settings.json` in the data folder. Out: one frozen `Settings` value, and a signal whenever it changes. A damaged
file costs only what cannot be read and is kept aside; keys of a newer version are kept. Made once by the application;
panels get the store in their constructor.
"""

import contextlib
import json
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from engine import atomic
from engine.errors import StudioError
from engine.paths import data_dir

VERSION = 1
FILE = "settings.json"
SCALES = (0.75, 1.0, 1.25, 1.5, 2.0)
"""What the text size can be multiplied with."""
RECENT_LIMIT = 16
"""Projects that the welcome page remembers."""
CACHE_BYTES = 20 << 30
"""What results may take of the disk at first, as `engine.cache.DISK_BYTES`; that module is too heavy to import here."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every choice with its default.

    `theme` names one of `studio.theme.THEMES`; `scale` multiplies the text size, and with it everything; `language` is
    a locale such as "de", "" for the system's. `shortcuts` holds keys by action id where they differ from the table.
    `recent` are files, `recent_nodes` node types, the newest first. `geometry`, `layout` are Qt's saved window states
    in base 64. `folder` is where the artist opened or saved last. `saved_files` says where nodes that save a file wrote
    it last, by document and place. `export` is what export dialogs propose, by the name of a field. `cut_snap`,
    `cut_along` and `cut_details` are the switches of the timeline, `viewer_scopes` and `viewer_safe_areas` those of the
    viewer, `viewer_gain` how many times as strong it shows differences.
    """

    version: int = VERSION
    theme: str = "dark"
    scale: float = 1.0
    language: str = ""
    reduce_motion: bool = False
    shortcuts: dict[str, tuple[str, ...]] = {}
    recent: tuple[str, ...] = ()
    recent_nodes: tuple[str, ...] = ()
    geometry: str = ""
    layout: str = ""
    folder: str = ""
    snap: bool = True
    minimap: bool = True
    cut_snap: bool = True
    cut_along: bool = True
    cut_details: bool = False
    viewer_scopes: bool = False
    viewer_safe_areas: bool = False
    viewer_gain: int = 1
    device: str = ""
    memory: int = 0
    previews: bool = True
    cache_bytes: int = CACHE_BYTES
    cache_folder: str = ""
    model_folders: tuple[str, ...] = ()
    notify: bool = True
    saved_files: dict[str, str] = {}
    export: dict[str, str] = {}
    reopen: bool = False
    open_files: tuple[str, ...] = ()
    spare_core: bool = True
    battery_pause: bool = False

    def with_recent(self, path: Path) -> "Settings":
        """The settings with a file as the newest of the recent ones."""
        text = str(path)
        others = tuple(p for p in self.recent if p != text)
        return msgspec.structs.replace(self, recent=(text, *others)[:RECENT_LIMIT])


class SettingsStore(QObject):
    """The settings of this person on this machine.

    `value` is never changed in place. `note` says in words what could not be read or written last, "" if all is well;
    the window shows it in its status line.
    """

    changed = Signal()

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path or data_dir() / FILE
        self.note = ""
        self._unknown: dict[str, Any] = {}
        self.value = self._read()

    def update(self, **changes: Any) -> None:
        """Change some settings and write them; `changes` are fields of `Settings`. Never raises for the disk's sake."""
        self.replace(msgspec.structs.replace(self.value, **changes))

    def replace(self, value: Settings) -> None:
        """Take other settings over and write them, if they differ."""
        if value == self.value:
            return
        self.value = value
        self._write()
        self.changed.emit()

    def remember(self, path: Path) -> None:
        """A project was opened or saved there."""
        self.replace(msgspec.structs.replace(self.value.with_recent(path), folder=str(path.parent)))

    def _read(self) -> Settings:
        try:
            data = json.loads(self.path.read_bytes())
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            self.note = f"The settings cannot be read: {error.strerror}. Defaults are used"
            return Settings()
        except ValueError:
            data = None
        if not isinstance(data, dict):
            kept = self.path.with_suffix(".damaged")
            with contextlib.suppress(OSError):
                self.path.replace(kept)
            self.note = (
                f"The settings were damaged, so defaults are used; the old file is kept as {kept.name}"
            )
            return Settings()
        return self._fields(data)

    def _fields(self, data: dict[str, Any]) -> Settings:
        """Every field that is right; the others keep their default and are named in `note`."""
        right: dict[str, Any] = {}
        wrong = []
        for field in msgspec.structs.fields(Settings):
            if field.name not in data:
                continue
            try:
                right[field.name] = msgspec.convert(data.pop(field.name), field.type)
            except msgspec.ValidationError:
                wrong.append(field.name)
        right["version"] = VERSION
        if wrong:
            self.note = f"These settings could not be read and have their defaults: {', '.join(wrong)}"
        self._unknown = data
        return Settings(**right)

    def _write(self) -> None:
        self.note = ""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            content = {**self._unknown, **msgspec.to_builtins(self.value)}
            atomic.write(self.path, json.dumps(content, indent=1, ensure_ascii=False).encode() + b"\n")
        except (StudioError, OSError) as error:
            self.note = f"The settings cannot be written, and last until the program ends: {error}"
