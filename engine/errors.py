"""Every error that an artist may see, as a value: what is wrong, where, with which value, and the remedy.

Raised anywhere in `engine` and `nodes`; shown by the command line (one line, exit code) and the studio (in place).
Bugs of ours stay ordinary exceptions and assertions; they are caught at the engine thread's border alone.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import PurePath
from typing import ClassVar

MAX_SHOWN = 80


def shown(value: object) -> str:
    """A value as it may stand in a message: one printable line of at most `MAX_SHOWN` characters.

    A long text loses its end; the path of a file loses the middle of its folders, so that its name stays whole.
    """
    text = str(value) if isinstance(value, str | Fraction | PurePath) else repr(value)
    line = "".join(c if c.isprintable() else " " for c in text)
    if len(line) <= MAX_SHOWN:
        return line
    if not isinstance(value, PurePath):
        return line[: MAX_SHOWN - 1] + "…"
    folder = len(line) - len(value.name)
    room = MAX_SHOWN - len(value.name)
    # At least "…/" stands before the name, else the name itself is what is too long.
    return (
        _without_middle(line[:folder], room) + line[folder:]
        if room >= 2
        else _without_middle(line, MAX_SHOWN)
    )


def _without_middle(text: str, room: int) -> str:
    """A text that is longer than `room`, shortened to it."""
    head = (room - 1) // 2
    return text[:head] + "…" + text[len(text) - (room - 1 - head) :]


class StudioError(Exception):
    """An error with an address and a remedy.

    `node` is the id or title of the node the artist sees, `port` a port or param name, `value` the offending value,
    `remedy` one imperative sentence. `str()` gives the whole as one line.
    """

    exit_code: ClassVar[int] = 3

    def __init__(
        self,
        message: str,
        *,
        node: str | None = None,
        port: str | None = None,
        value: object = None,
        remedy: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.node = node
        self.port = port
        self.value = None if value is None else shown(value)
        self.remedy = remedy

    def __str__(self) -> str:
        where = ".".join(part for part in (self.node, self.port) if part)
        head = f"{where}: {self.message}" if where else self.message
        given = f" (got {self.value})" if self.value is not None else ""
        return f"{head}{given}. {self.remedy}" if self.remedy else f"{head}{given}"

    def at(self, node: str, port: str | None = None) -> "StudioError":
        """The same error with the address filled in where it was still open; for the caller who knows it."""
        self.node = self.node or node
        self.port = self.port or port
        return self


class UsageError(StudioError):
    """The command line was used wrongly."""

    exit_code = 2


class InputError(StudioError):
    """The input (a graph, media, weights) has a problem that the artist can mend."""

    exit_code = 1


class FileFormatError(InputError):
    """A `.loom`, `.loomz` or metadata text is not what it claims to be."""


class GraphError(InputError):
    """A graph breaks a rule of its own: cycle, unknown node, wrong port type."""


class ParamError(InputError):
    """A param's value is out of its declared range or of the wrong kind."""


class MediaError(InputError):
    """An image or clip file is missing, corrupt, too large or of a kind that is refused."""


class WeightsError(InputError):
    """A weight file is missing, damaged, or made for another model."""


class OutputError(StudioError):
    """A result could not be written: no permission, no space, or it exists already."""


class OutOfMemory(StudioError):
    """Memory ran out after every rung of the ladder."""


class ModelError(StudioError):
    """The model produced something that cannot be shown, such as NaN latents."""


class Cancelled(StudioError):
    """The artist cancelled; nothing is wrong."""

    exit_code = 130

    def __init__(self, message: str = "cancelled") -> None:
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of the compiler about a graph.

    `node` is the id of the node that the artist sees (the group's instance, not its inside); `severity` is
    "error" (this branch cannot run) or "warning" (it runs, but something was adjusted).
    """

    message: str
    node: str | None = None
    port: str | None = None
    value: str | None = None
    remedy: str | None = None
    severity: str = "error"

    @classmethod
    def of(cls, error: StudioError, severity: str = "error") -> "Problem":
        """The problem that an error states."""
        return cls(error.message, error.node, error.port, error.value, error.remedy, severity)

    def placed(self, node: str) -> "Problem":
        """The same problem with its node filled in if it was open."""
        return self if self.node else replace(self, node=node)

    def line(self, names: dict[str, str] | None = None) -> str:
        """One line for a terminal; `names` turns node ids into titles."""
        node = (names or {}).get(self.node or "", self.node)
        error = StudioError(self.message, node=node, port=self.port, value=self.value, remedy=self.remedy)
        return str(error)


class ProblemsError(InputError):
    """A graph that cannot be compiled, with every problem found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(p.line() for p in problems) or "the graph has problems")
        self.problems = problems
