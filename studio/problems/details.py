"""A problem as text that can be sent to whoever helps: what is said, what ran, and nothing of the graph itself.

In: an entry, and the device's name. Out: lines. Node names, prompts and files beyond what the message itself names stay
out; so do paths of this person's folders.
"""

import platform
from pathlib import Path

from PySide6.QtCore import qVersion

from engine.document import app_name
from studio.problems.entries import Entry


def details(entry: Entry, device: str = "") -> str:
    """The whole, in English, since those who help read it."""
    problem = entry.problem
    lines = [
        f"{entry.severity}: {problem.message}",
        *(f"{name}: {value}" for name, value in (
            ("kind", entry.kind),
            ("port", problem.port),
            ("value", problem.value),
            ("remedy", problem.remedy),
        ) if value),
        "",
        app_name(),
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        *([device] if device else []),
    ]  # fmt: skip
    if entry.details:
        lines += ["", entry.details.strip()]
    return "\n".join(lines).replace(str(Path.home()), "~")
