"""The most memory that a piece of work held beside what was held before it: what the plan inspector tells of a step.

On Linux the kernel keeps the mark and is asked twice per step; elsewhere the process is looked at now and then, when
the work asks whether it shall stop. On CUDA the device's own count is added up instead. Imports no torch: a device that
nobody has woken holds nothing. Used by the stage on the engine thread.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

EVERY_SECONDS = 0.05
"""How often the process is looked at where its system keeps no mark."""
_CLEAR, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")
_RESET_MARK = b"5"
_WHOLE = 1 << 16


class Peak:
    """Measures one piece of work, from being made to `bytes`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._torch = _device()
        self._marked = False
        self._seen = 0
        self._due = 0.0
        if self._torch is not None:
            self._torch.reset_peak_memory_stats()
            self._before = int(self._torch.memory_allocated())
            return
        mark = _reset_mark()
        self._marked = mark > 0
        self._before = self._seen = mark or _resident()
        self._due = clock() + EVERY_SECONDS

    def look(self) -> None:
        """Look at the process, where its system keeps no mark. Cheap enough for every cancel check."""
        if self._marked or self._torch is not None or self._clock() < self._due:
            return
        self._seen = max(self._seen, _resident())
        self._due = self._clock() + EVERY_SECONDS

    @property
    def bytes(self) -> int:
        """Bytes held at the most since this was made, beside what was held then; 0 where nothing can be known."""
        if self._torch is not None:
            most = int(self._torch.max_memory_allocated())
        elif self._marked:
            most = _status(b"VmHWM:")
        else:
            most = max(self._seen, _resident())
        return max(0, most - self._before)


def _device() -> Any:
    """torch.cuda where it is in use, else None."""
    torch = sys.modules.get("torch")
    cuda = getattr(torch, "cuda", None)
    return cuda if cuda is not None and cuda.is_initialized() else None


def _reset_mark() -> int:
    """Let the kernel begin its mark anew, from what is held now, in bytes; 0 where it keeps none."""
    try:
        with _CLEAR.open("wb", buffering=0) as stream:
            stream.write(_RESET_MARK)
    except OSError:
        return 0
    return _status(b"VmHWM:")


def _status(name: bytes) -> int:
    """A line of the process's own status in bytes, 0 where there is none."""
    try:
        with _STATUS.open("rb", buffering=0) as stream:
            _, found, rest = stream.read(_WHOLE).partition(name)
        return int(rest.split(None, 1)[0]) << 10 if found else 0
    except (OSError, ValueError, IndexError):
        return 0


def _resident() -> int:
    import psutil

    try:
        return int(psutil.Process().memory_info().rss)
    except (OSError, psutil.Error):
        return 0
