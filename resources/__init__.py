"""Finds the data that ships with the program: weights, sample graphs, templates, fonts, styles.

Everybody may import this; it imports nothing of ours. In goes a path relative to this folder, out comes where
that file lies on this machine.
"""

from pathlib import Path, PurePosixPath

_ROOT = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Where the bundled file or folder `name` lies; it need not exist.

    `name` is relative with forward slashes, for example ``"models/loom-s.safetensors"``; ``""`` is the folder itself.

    Raises:
        ValueError: `name` is absolute or climbs out of the folder with ``..``.
    """
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts or "\\" in name:
        raise ValueError(f"a resource is named by a relative path inside resources/, not {name!r}")
    return _ROOT.joinpath(*relative.parts)
