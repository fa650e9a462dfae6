"""Checkpoints of denoising: what a cancelled or killed step needs to go on with the same result.

In: named arrays (fp32 latents, solver history, step) at every step. Out: at most one file per key and two seconds,
whole or absent. Called by the executor on the engine thread.
"""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.results import DamagedError, read_arrays, write_arrays

EVERY_SECONDS = 2.0
KEPT = 32
"""Checkpoints of cancelled work that are kept, newest first."""


class Checkpoints:
    """The checkpoint files of one folder."""

    def __init__(
        self, folder: Path, every: float = EVERY_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`every` seconds lie at least between two writes of one step."""
        self.folder = folder
        self.every = every
        self._clock = clock

    def slot(self, key: str) -> "Slot":
        """The checkpoint of a step (or a batch) that begins now."""
        return Slot(self.folder / f"{key}.state", self.every, self._clock)

    def sweep(self) -> None:
        """Remove all but the newest checkpoints and what killed processes left half written."""
        try:
            found = sorted(self.folder.glob("*.state"), key=lambda p: p.stat().st_mtime, reverse=True)
            for path in (*found[KEPT:], *self.folder.glob("*.part")):
                path.unlink(missing_ok=True)
        except OSError:
            return


class Slot:
    """One step's checkpoint. Use on the engine thread."""

    def __init__(self, path: Path, every: float, clock: Callable[[], float]) -> None:
        self.path = path
        self.resumed = False
        self._every = every
        self._clock = clock
        self._last = clock()
        self._unsaved: dict[str, NDArray[Any]] | None = None

    def save(self, state: Mapping[str, Any]) -> None:
        """Take the newest state; it is written now if the last write is long enough ago, else on `flush`."""
        self._unsaved = {name: np.asarray(value) for name, value in state.items()}
        if self._clock() - self._last >= self._every:
            self.flush()

    def load(self) -> Mapping[str, Any] | None:
        """The last state that was written, or None; a torn file counts as none."""
        if not self.path.is_file():
            return None
        try:
            state = read_arrays(self.path)
        except DamagedError:
            self.path.unlink(missing_ok=True)
            return None
        self.resumed = True
        return state

    def flush(self) -> bool:
        """Write the newest state; returns whether there is a checkpoint. A disk that refuses costs only that."""
        if self._unsaved is not None:
            part = self.path.with_name(f"{self.path.name}.{os.getpid()}.part")
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                write_arrays(self._unsaved, part)
                os.replace(part, self.path)
                self._unsaved = None
                self._last = self._clock()
            except OSError:
                part.unlink(missing_ok=True)
        return self.path.is_file()

    def drop(self) -> None:
        """Forget the checkpoint: the step is done."""
        self._unsaved = None
        self.path.unlink(missing_ok=True)
