"""Commands of a panel that nobody has looked at yet: they bring it up, and do there what they do.

In: rows of the action table, and the panel once it is made. Out: a widget that stands in for the panel.
Used by what joins the timeline and the takes with their page.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from PySide6.QtWidgets import QWidget

from studio.actions import Command
from studio.bindings import Bindings


class Offering(Protocol):
    """A panel with commands of its own, by rows of the action table."""

    offered: Mapping[str, Command]


def stand_in(
    host: QWidget,
    bindings: Bindings,
    rows: Iterable[str],
    run: Callable[[str], object],
    made: Callable[[], Offering | None],
) -> QWidget:
    """What offers a command for each row, which calls `run` with it; like the panel's, once that is there.

    It is never seen and never has the keyboard: whoever has comes first.
    """

    def theirs(row: str) -> Command | None:
        panel = made()
        return panel.offered.get(row) if panel is not None else None

    def command(row: str) -> Command:
        return Command(
            lambda: run(row),
            # Nobody knows before the panel is there.
            lambda: (own := theirs(row)) is None or own.enabled(),
            lambda: (own := theirs(row)) is not None and own.checked(),
            lambda: own.why() if (own := theirs(row)) is not None else "",
        )

    widget = QWidget(host)
    widget.resize(0, 0)
    bindings.offer({row: command(row) for row in rows}, widget)
    return widget
