"""Errands that may be refused: the refusal comes back as the StudioError that it is, with its remedy.

In: work for the errand thread. Out: its result, or its refusal, on the GUI thread. Called by the workspace, drops and
the problems panel.
"""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from engine.errors import StudioError
from studio.errands import Errands

T = TypeVar("T")


def attempt(
    errands: Errands,
    work: Callable[[], T],
    done: Callable[[T], object],
    refused: Callable[[StudioError], object],
    host: QObject | None = None,
) -> None:
    """Do `work` on the thread of `errands`, then here `done(result)` or `refused(error)`, unless `host` is gone."""

    def tried() -> T | StudioError:
        try:
            return work()
        except StudioError as error:
            return error

    def answered(result: T | StudioError) -> None:
        if isinstance(result, StudioError):
            refused(result)
        else:
            done(result)

    def failed(message: str) -> None:
        refused(StudioError(message))

    errands.run(tried, answered, failed=failed, host=host)
