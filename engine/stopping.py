"""What ends a wait of the running job early: set around a job, asked by whoever waits for another process.

Most of the engine is handed a `check` and calls it between pieces of work. Who blocks on something outside, several
calls below (a request to the media worker), looks here for the check of the job that this thread works for.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

Check: TypeAlias = Callable[[], None]
"""Raises Cancelled when the job shall stop; may be called on any thread."""

_check: ContextVar[Check | None] = ContextVar("check", default=None)


@contextmanager
def stopped_by(check: Check) -> Iterator[None]:
    """Let `check` end the waits of this thread until the block ends."""
    before = _check.set(check)
    try:
        yield
    finally:
        _check.reset(before)


def current_check() -> Check | None:
    """The check of the job that this thread works for, if it works for one."""
    return _check.get()
