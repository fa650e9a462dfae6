"""Kills a saving or editing process again and again, and looks at what it left.

A child saves (or journals) numbered documents without pause and acknowledges each; it is killed at a random moment.
Afterwards the file must open (or the journal recover) with the last acknowledged document or a later one.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.document import Document
from engine.errors import StudioError
from engine.files import load
from engine.recovery import discard, recover

_COUNTED = """
import sys
from pathlib import Path
from engine.document import Document
from engine.graph import Graph, Node

path, number = Path(sys.argv[1]), int(sys.argv[2])
nodes = [Node(f"n{i}", "Prompt", params={"text": "word " * 40}) for i in range(80)]

def counted(number):
    return Document(graph=Graph.of([Node("count", "Number", params={"value": number}), *nodes]))
"""
SAVER = f"""{_COUNTED}
from engine.files import save
while True:
    number += 1
    save(counted(number), path)
    print(number, flush=True)
"""
EDITOR = f"""{_COUNTED}
from engine.journal import Journal
log = Journal(path, counted(number), None)
while True:
    number += 1
    log.record("Count", counted(number))
    if number % 15 == 0:
        log.snapshot()
    print(number, flush=True)
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Kills; files that could not be opened; acknowledged documents that were gone; acknowledged documents."""

    kills: int
    corrupt: int
    lost: int
    acknowledged: int


def kill_while_saving(folder: Path, kills: int, seed: int = 0) -> Outcome:
    """Kills `kills` saving processes, each 0 to 60 ms after its first acknowledged save."""
    path = folder / "killed.loom"
    return _repeated(SAVER, path, lambda: load(path).document, kills, seed)


def kill_while_journaling(folder: Path, kills: int, seed: int = 0) -> Outcome:
    """Kills `kills` processes that record edits and take snapshots, and recovers after each."""
    path = folder / "journal"

    def recovered() -> Document:
        found = recover(path)
        assert found is not None, "no recovery was offered"
        discard(path)
        return found.document

    return _repeated(EDITOR, path, recovered, kills, seed)


def _repeated(script: str, path: Path, look: Callable[[], Document], kills: int, seed: int) -> Outcome:
    draw = random.Random(seed)
    corrupt = lost = total = number = 0
    for _ in range(kills):
        acknowledged = _killed(script, path, number, draw.uniform(0, 0.06))
        total += len(acknowledged)
        try:
            found = look().graph["count"].params["value"]
        except StudioError:
            corrupt += 1
            continue
        assert isinstance(found, int)
        lost += max(0, acknowledged[-1] - found)
        number = found
    return Outcome(kills, corrupt, lost, total)


def _killed(script: str, path: Path, number: int, delay: float) -> list[int]:
    """Numbers acknowledged by a child that is killed `delay` seconds after the first of them."""
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(path), str(number)],
        stdout=subprocess.PIPE, cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONPATH": "."},
    )  # fmt: skip
    assert child.stdout is not None
    try:
        first = child.stdout.readline()
        time.sleep(delay)
    finally:
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read()
        child.stdout.close()
        child.wait()
    lines = (first + rest).split(b"\n")[:-1]
    assert lines, "the child process did not start"
    return [int(line) for line in lines]
