"""The out-of-memory ladder: what counts as running out, which rungs there are, and what is said at the end.

Used by the executor around every step. The operations decide what a rung means to them (`Context.relief`).

What a rung changes is told by a note, not by the key. Tiles change a picture by less than eyes see; shorter windows
make another clip behind the first window, as another seed would. Under a key of its own such a clip would be due for
ever on the machine that could make no other: each edit behind it would run out of memory and make it once more. So the
result stands for what was asked for, and its note goes with it into the cache, into all that is made of it and into
every take.
"""

import errno
from collections.abc import Callable, Iterator
from typing import TypeVar

from engine.errors import OutOfMemory, StudioError
from engine.plan import Step

T = TypeVar("T")

ONE_BY_ONE = "clips that would have run together ran one by one, because memory was short"
"""The note of the rung below all others: a batch is taken apart."""
FREED = "memory was short: parts of models that were not needed at the time left it"
"""The note of a component that could be loaded only when the others had gone."""
RUNGS = (
    "memory was short: ran in tiles",
    "memory was short: ran in shorter windows and smaller tiles",
    "memory was short: ran in the shortest windows, one part of the model in memory at a time",
)
"""Rung 1, 2 and 3 as the note in a take says it, where the operation does not say it better itself."""
REMEDY = "Choose a smaller size, upscale in tiles or by a smaller factor, or make fewer frames"

_TEXTS = ("can't allocate memory", "cannot allocate memory", "out of memory", "failed to allocate")


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an exception means that memory ran out, on any device; torch's own are known by name and text."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, MemoryError | OutOfMemory) or "OutOfMemory" in type(seen).__name__:
            return True
        if isinstance(seen, OSError) and seen.errno == errno.ENOMEM:
            return True
        if isinstance(seen, RuntimeError) and any(text in str(seen).lower() for text in _TEXTS):
            return True
        seen = seen.__cause__
    return False


def climb(
    attempt: Callable[[int], T], *, start: int, before_retry: Callable[[int], None], step: Step
) -> tuple[T, int]:
    """Try `attempt(relief)` from rung `start` upwards until memory suffices; returns the result and the rung.

    `before_retry(rung)` frees what it can and notes the rung. Raises OutOfMemory naming the node when the last rung
    does not suffice either; every other exception passes at once.
    """
    for rung in _rungs(start):
        if rung > start:
            before_retry(rung)
        try:
            return attempt(rung), rung
        except Exception as error:
            if not is_out_of_memory(error):
                raise
            _release(error)
    raise exhausted(step)


def load(attempt: Callable[[], None], *, free: Callable[[], None], step: Step) -> str:
    """Load what a step needs; where memory is short, again after `free` let go of all else.

    Returns the note for the take, empty where memory sufficed at once. Raises OutOfMemory naming the node when the
    component alone does not fit; every other exception passes at once.
    """
    for note, before in (("", None), (FREED, free)):
        if before is not None:
            before()
        try:
            attempt()
        except Exception as error:
            if not is_out_of_memory(error):
                raise
            _release(error)
        else:
            return note
    raise OutOfMemory(
        f'memory ran out while the model was loaded for "{step.spec.label}", with nothing else of ours in it',
        node=step.node,
        remedy="Close other programs, or choose a smaller model",
    )


def exhausted(step: Step) -> StudioError:
    """The error after the last rung."""
    return OutOfMemory(
        f"memory ran out while making {step.facts}, after every way of using less was tried",
        node=step.node,
        remedy=REMEDY,
    )


def _rungs(start: int) -> Iterator[int]:
    yield from range(start, len(RUNGS) + 1)


def _release(error: BaseException) -> None:
    """Forget the frames of a failed attempt: they hold the tensors that filled the memory."""
    error.__traceback__ = None
    cause = error.__cause__ or error.__context__
    while cause is not None:
        cause.__traceback__ = None
        cause = cause.__cause__ or cause.__context__
