"""What a person at a terminal sees while something renders: one bar for the whole plan; or events as JSON lines.

The listeners are called by the executor, on its threads.
"""

import contextlib
import json
import os
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from engine import events

if TYPE_CHECKING:
    from rich.progress import TaskID


def say(text: str) -> None:
    """One line on stderr."""
    print(line_of(text), file=sys.stderr, flush=True)


def tell(text: str) -> None:
    """One line on stdout."""
    print(line_of(text))


def line_of(text: str) -> str:
    """The text as one line: titles and prompts of a stranger's file must not steer the terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def silence_stdout() -> None:
    """From now on stdout leads nowhere: its reader has gone, and Python would complain again at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@dataclass(frozen=True, slots=True)
class Written:
    """Files that the command itself made of a job's result, a sequence of pictures; told after the job's own events.

    `node` is the node that the artist sees, `paths` are the files in order.
    """

    job: str
    node: str
    paths: tuple[str, ...]


class Bar:
    """One progress bar over all jobs of a command; silent where stderr is no terminal."""

    def __init__(self, jobs: int) -> None:
        # Only a render draws a bar: the window and the other commands start without waiting for this.
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[left]}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            disable=not sys.stderr.isatty(),
            transient=True,
        )
        self._jobs = jobs
        self._task: TaskID | None = None
        self._ended = 0

    def __enter__(self) -> "Bar":
        self._progress.start()
        self._task = self._progress.add_task("starting", total=1.0, left="")
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def __call__(self, event: events.Event | Written) -> None:
        """Hear one event of the executor, or of the command."""
        if self._task is None:
            return
        if isinstance(event, events.Progress):
            share = event.done / event.total if event.total else 0.0
            self._progress.update(
                self._task,
                completed=(self._ended + share) / self._jobs,
                description=event.activity or "rendering",
                left=f"about {event.eta:.0f} s left" if event.eta >= 1 else "",
            )
        elif isinstance(event, events.Ended):
            self._ended += 1
            self._progress.update(self._task, completed=self._ended / self._jobs)


class JsonLines:
    """Every event as one JSON object per line on stdout."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> "JsonLines":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def __call__(self, event: events.Event | Written) -> None:
        """Hear one event of the executor, or of the command."""
        line = json.dumps({"event": type(event).__name__, **plain_fields(event)})
        with self._lock:
            try:
                print(line, flush=True)
            except OSError as error:
                silence_stdout()
                if not isinstance(error, BrokenPipeError):
                    say(f"warning: the events cannot be written: {error.strerror}. The render goes on")


def plain_fields(value: Any) -> dict[str, Any]:
    """A frozen value's fields as JSON values; arrays become their shapes."""
    return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return plain_fields(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if hasattr(value, "shape"):
        return {"shape": list(value.shape)}
    return value
