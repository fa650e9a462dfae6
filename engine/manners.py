"""How the engine's threads behave on a machine that somebody works at: behind the window, and off one core if wished.

In: the engine thread, which introduces itself, and whether the window is in use. Out: priorities and allowed cores of
that thread and of all that it starts (the compute library's workers among them). How many threads compute never
changes, so results are the same with and without manners. Made by the studio; a command line needs none.
"""

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

NAME = "shotloom-engine"
"""Linux hands a thread's name (15 letters) on to the threads that it starts; by it they are found."""
NICENESS = 3
"""How far behind the window's threads the engine's stand: half the share of a contended core.

More would starve the engine wherever other programs compute too, and the window with it: it waits for the interpreter's
lock whenever the engine is put off while holding it.
"""
_TASKS = Path("/proc/self/task")
_BELOW_NORMAL = -1


class Manners:
    """The manners of one engine thread. Every method is safe on any thread and never fails: manners are a favour."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._yielding = False

    def adopt(self) -> None:
        """The calling thread steps behind the window's threads; on Linux also whatever it starts from now on."""
        if sys.platform == "linux":
            tid = threading.get_native_id()
            with suppress(OSError):
                (_TASKS / str(tid) / "comm").write_text(NAME, encoding="ascii")
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, tid, os.getpriority(os.PRIO_PROCESS, tid) + NICENESS)
            with self._lock:
                self._restrict()
        elif sys.platform == "win32":
            _windows_step_back()

    @property
    def can_yield(self) -> bool:
        """Whether this system lets threads be kept off a core, and has one to spare."""
        return sys.platform == "linux" and len(_own_cores()) > 1

    @property
    def yielding(self) -> bool:
        """Whether the engine's threads keep off one core now."""
        return self._yielding

    def yield_core(self, on: bool) -> None:
        """Keep the engine's threads off one core, or let them use all again; costs a millisecond or two."""
        if not self.can_yield:
            return
        with self._lock:
            self._yielding = on
            self._restrict()

    def threads(self) -> list[int]:
        """The system's numbers of the engine's threads; empty where they cannot be told apart."""
        return [tid for tid in _tids() if _name(tid) == NAME]

    def _restrict(self) -> None:
        """Give every engine thread the cores that it may use now."""
        own = _own_cores()
        allowed = own - {min(own)} if self._yielding and len(own) > 1 else own
        for tid in self.threads():
            # A thread may have ended since it was listed.
            with suppress(OSError):
                os.sched_setaffinity(tid, allowed)


def _own_cores() -> frozenset[int]:
    """The cores of the main thread, which is never kept off any."""
    return frozenset(os.sched_getaffinity(os.getpid()))


def _tids() -> list[int]:
    try:
        return [int(entry.name) for entry in _TASKS.iterdir()]
    except OSError:
        return []


def _name(tid: int) -> str:
    try:
        return (_TASKS / str(tid) / "comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _windows_step_back() -> None:
    """Lower the calling thread's priority a little."""
    import ctypes

    with suppress(OSError, AttributeError):
        kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  (absent from the type stubs elsewhere)
        kernel.SetThreadPriority(kernel.GetCurrentThread(), _BELOW_NORMAL)
