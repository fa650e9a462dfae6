"""Commands of a panel that nobody has looked at yet: they bring it up, and do there what they do.

In: rows of the action table, and the panel once it is made. Out: commands for a widget that stands in for the panel.
Used by what joins the timeline and the takes with their page.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from studio.actions import Command


class Offering(Protocol):
    """A panel with commands of its own, by rows of the action table."""

    offered: Mapping[str, Command]


def stand_ins(
    rows: Iterable[str], run: Callable[[str], object], made: Callable[[], Offering | None]
) -> Mapping[str, Command]:
    """A command for each row, which calls `run` with it; it is checked as that of the panel is, once that is there."""

    def checked(row: str) -> bool:
        panel = made()
        command = panel.offered.get(row) if panel is not None else None
        return command is not None and command.checked()

    def command(row: str) -> Command:
        return Command(lambda: run(row), lambda: True, lambda: checked(row))

    return {row: command(row) for row in rows}
