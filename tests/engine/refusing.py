"""A folder that says it may be written and takes no file, as those of the system do."""

import errno
import os
from pathlib import Path

import pytest


def refuse_files(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """From now on nothing new can be opened in a folder."""
    really = os.open

    def refuse(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT and Path(path).parent == folder:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return really(path, flags, mode)

    monkeypatch.setattr("engine.media.outputs.os.open", refuse)
