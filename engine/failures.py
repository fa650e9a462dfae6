"""What is said of an exception that ended a step: the event `Failed`, with node, port, value, remedy and details.

Used at the engine thread's border alone.
"""

import errno
import traceback

from engine.errors import OutputError, StudioError
from engine.events import Failed
from engine.ladder import exhausted, is_out_of_memory
from engine.plan import Step

_FULL = (errno.ENOSPC, errno.EDQUOT)


def failure_of(error: BaseException, job: str, step: Step) -> Failed:
    """The event for an error of a step. What is no `StudioError` is a fault of ours and says so, with its traceback."""
    known = known_error(error, step)
    if known is not None:
        return Failed(
            job,
            known.node or step.node,
            known.message,
            known.remedy or "",
            known.port or "",
            known.value or "",
            details="".join(traceback.format_exception(error)),
            kind=type(known).__name__,
        )
    return unexpected(error, job, step.node, f'"{step.spec.label}" stopped on an unexpected error')


def unexpected(error: BaseException, job: str, node: str, what: str) -> Failed:
    """The event for a fault of ours."""
    line = str(error).strip().splitlines()
    reason = f"{type(error).__name__}: {line[0][:200]}" if line else type(error).__name__
    return Failed(
        job,
        node,
        f"{what} ({reason})",
        "Try again; if it happens again, report it with these details",
        details="".join(traceback.format_exception(error)),
    )


def known_error(error: BaseException, step: Step) -> StudioError | None:
    """The error as an artist may read it, or None for a fault of ours."""
    if isinstance(error, StudioError):
        return error
    if is_out_of_memory(error):
        return exhausted(step)
    if isinstance(error, OSError) and error.errno in _FULL:
        return OutputError("the disk is full", node=step.node, remedy="Free some space, then render again")
    return None
