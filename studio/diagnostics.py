"""What a helper needs to know of a program and its machine, as plain text, without what is the artist's own.

In: settings, device, findings of the self-check. Out: text; names of folders and files of the artist are left out of
it, also from the log. Called off the window's thread by the preferences, and wherever details of a failure are copied.
"""

import platform
import re
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import msgspec
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

import engine
from engine.device import DeviceProfile, usable_cores, usable_memory
from engine.document import app_name
from engine.selfcheck import Finding
from studio.log import NAME, log_folder
from studio.quantities import bytes_words
from studio.settings import Settings

LOG_LINES = 80
LIBRARIES = ("PySide6", "torch", "numpy", "av", "opencv-python-headless", "pillow", "psutil")
HARMLESS = frozenset(
    [
        "theme", "scale", "language", "reduce_motion", "shortcuts", "snap", "minimap", "device", "memory",
        "previews", "cache_bytes", "notify", "reopen", "spare_core", "battery_pause",
        "cut_snap", "cut_along", "cut_details", "viewer_gain", "viewer_safe_areas", "viewer_scopes",
    ]
)  # fmt: skip
"""Settings that say nothing of the artist's work. Only these are shown: what is added to the settings is private until
somebody decides otherwise."""
_WHETHER = frozenset(["cache_folder", "model_folders"])
"""Private settings of which it helps to know that they are set."""
_ROOT = str(Path(engine.__file__).parent.parent)
_NAME = r"[^\s\\/:;,'\"<>|()\[\]]+"
_WORDS = rf"{_NAME}(?: +{_NAME})*"
_PATH = re.compile(
    # Folders may have spaces in their names; of a file's name they are seen where it ends in a kind.
    rf"(?:[A-Za-z]:)?(?:[\\/]{_WORDS}(?=[\\/]))+[\\/](?:{_WORDS}\.\w{{1,8}}(?!\w)|{_NAME})?"
)


def report(settings: Settings, profile: DeviceProfile | None, findings: Sequence[Finding] = ()) -> str:
    """The whole text; may be called on any thread."""
    sections = [
        ("Program", [app_name(), *_versions()]),
        ("Machine", _machine(profile)),
        ("Settings", _settings(settings)),
        (
            "Self-check",
            [f"[{f.judgement}] {f.name}: {without_private(f.text)} {f.remedy}".strip() for f in findings],
        ),
        ("Log", log_tail()),
    ]
    return "\n\n".join("\n".join([f"== {title}", *(lines or ["-"])]) for title, lines in sections) + "\n"


def log_tail(lines: int = LOG_LINES) -> list[str]:
    """The last lines of the log, without the artist's names; none where it cannot be read."""
    try:
        text = (log_folder() / f"{NAME}.log").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return [without_private(line) for line in text.splitlines()[-lines:]]


def without_private(text: str) -> str:
    """The text with paths into the program shortened, and every other path replaced by its kind of file."""

    def shortened(found: re.Match[str]) -> str:
        path = found.group().rstrip("\\/")
        for root in (_ROOT, sys.prefix):
            if path.startswith(root):
                return path.removeprefix(root).lstrip("\\/")
        return f"<path>{Path(path).suffix}"

    return _PATH.sub(shortened, text)


def _versions() -> list[str]:
    found = [f"Python {platform.python_version()}, Qt {qVersion()}"]
    for name in LIBRARIES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    return found


def _machine(profile: DeviceProfile | None) -> list[str]:
    lines = [
        platform.platform(),
        f"{usable_cores()} cores, {bytes_words(usable_memory())} of memory",
        f"window system {QGuiApplication.platformName()}",
    ]
    for screen in QGuiApplication.screens():
        size = screen.size()
        lines.append(f"screen {size.width()}x{size.height()} at {screen.devicePixelRatio():g}x")
    if profile is not None:
        lines.append(
            f"device {profile.kind}: {profile.name}, {bytes_words(profile.memory)}, {profile.precision}, "
            f"{profile.threads} threads, batch gain {profile.batch_gain:g}"
        )
    return lines


def _settings(settings: Settings) -> list[str]:
    """What differs from the defaults, of what is harmless."""
    usual, lines = msgspec.to_builtins(Settings()), []
    for name, value in msgspec.to_builtins(settings).items():
        if name in HARMLESS and value != usual[name]:
            lines.append(f"{name}: {value}")
        elif name in _WHETHER and value:
            lines.append(f"{name}: changed")
    return lines
