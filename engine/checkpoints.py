"""Checkpoints of denoising: what a cancelled or killed step needs to go on with the same result.

In: named arrays (fp32 latents, solver history, step) at every step. Out: at most one file per key and two seconds,
whole or absent. Called by the executor on the engine thread.
"""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.results import DamagedError, read_arrays, share_of, write_arrays

EVERY_SECONDS = 2.0
KEPT = 32
"""Checkpoints of cancelled work that are kept, newest first."""
_SMALL_BYTES = 64 << 20
"""A state up to this size is copied at every step, so that a cancel loses nothing; larger ones only when written."""


class Checkpoints:
    """The checkpoint files of one folder."""

    def __init__(
        self, folder: Path, every: float = EVERY_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`every` seconds lie at least between two writes of one step."""
        self.folder = folder
        self.every = every
        self._clock = clock

    def slot(self, key: str, relief: int = 0) -> "Slot":
        """The checkpoint of a step (or a batch) that begins now on a rung of the memory ladder.

        Rungs have checkpoints of their own: what one wrote does not fit the windows of another.
        """
        return Slot(self.folder / f"{key}-{relief}.state", self.every, self._clock)

    def rung(self, key: str) -> int:
        """The rung that a checkpoint of this step was made on; 0 where there is none."""
        rungs = [int(p.stem.rpartition("-")[2]) for p in self.folder.glob(f"{key}-[0-9].state")]
        return max(rungs, default=0)

    def share(self, key: str) -> float:
        """How much of a step its checkpoint has done, 0 to 1; 0 where there is none, or none that says so."""
        path = self.folder / f"{key}-{self.rung(key)}.state"
        return share_of(path) if path.is_file() else 0.0

    def drop(self, key: str) -> None:
        """Forget the checkpoints of a step that is done, on every rung."""
        with suppress(OSError):
            for path in self.folder.glob(f"{key}-[0-9].state"):
                path.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove all but the newest checkpoints, and what killed processes left half written."""
        try:
            found = sorted(self.folder.glob("*.state"), key=lambda p: p.stat().st_mtime, reverse=True)
            old = time.time() - 3600
            torn = [p for p in self.folder.glob("*.part") if p.stat().st_mtime < old]
            for path in (*found[KEPT:], *torn):
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
        self._bytes = 0
        self._unsaved: dict[str, NDArray[Any]] | None = None

    def offer(self, make: Callable[[], Mapping[str, Any]]) -> None:
        """A new state can be made now: take it, and write it if the last write is long enough ago."""
        due = self._clock() - self._last >= self._every
        if due or self._bytes <= _SMALL_BYTES:
            try:
                self._unsaved = {name: np.asarray(value) for name, value in make().items()}
            except MemoryError:
                # The work goes on; it only could not be resumed from here.
                return
            self._bytes = sum(array.nbytes for array in self._unsaved.values())
        if due:
            self.flush()

    def load(self) -> Mapping[str, Any] | None:
        """The last state that was written, or None; a torn file counts as none."""
        if not self.path.is_file():
            return None
        try:
            state = read_arrays(self.path)
        except DamagedError:
            self.drop()
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
            except (OSError, MemoryError):
                with suppress(OSError):
                    part.unlink(missing_ok=True)
        return self.path.is_file()

    def drop(self) -> None:
        """Forget this checkpoint."""
        self._unsaved = None
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
