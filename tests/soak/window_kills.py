"""Kills the studio's window again and again while it edits and saves, and looks at what it left.

A child opens the real window, restores what the one before it left, then edits without pause and saves now and then; it
says what it did, with the time. It is killed at a random moment. Afterwards the file must open with the last save that
was acknowledged or a later one, and recovery must be offered with all edits but those of the last second.
"""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from engine.document import Document
from engine.errors import StudioError
from engine.files import load, save
from engine.graph import Graph, Node
from studio.projects import recovery

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0
LONGEST = 1.2
"""Seconds from the first edit to the kill, at most."""
COUNT = "count"

CHILD = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from studio.projects import recovery
from studio.app import Studio, make_application

application = make_application()
studio = Studio(application)
workspace = studio.parts.workspace
path, pace = Path(sys.argv[1]), int(sys.argv[2])
offers = recovery.offers()
studio.show(None if offers else path, None, quiet=True)
for offer in offers:
    workspace.recover(offer)
(document,) = workspace.documents
number = int(document.model.document.graph["count"].params["text"])
print("start", number, time.monotonic(), flush=True)

def counted(now):
    return now.with_graph(now.graph.put(now.graph["count"].with_params(text=str(number))))

def step():
    global number
    number += 1
    document.model.edit("Count", counted)
    print("edit", number, time.monotonic(), flush=True)
    if number % pace == 0 and workspace.save(document):
        print("save", number, time.monotonic(), flush=True)

timer = QTimer(interval=8, timeout=step)
timer.start()
application.exec()
"""


@dataclass(slots=True)
class Outcome:
    """What a run of kills came to.

    `corrupt` files did not open, `unsaved` acknowledged saves were gone, `unoffered` kills left edits without an offer;
    `missing` edits older than a second were gone. `worst` is the age in seconds of the oldest edit that was lost.
    """

    kills: int = 0
    edits: int = 0
    saves: int = 0
    corrupt: int = 0
    unsaved: int = 0
    unoffered: int = 0
    missing: int = 0
    lost: int = 0
    worst: float = 0.0
    amid_save: int = 0
    starts: list[float] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing was lost that must not be."""
        return not any((self.corrupt, self.unsaved, self.unoffered, self.missing))

    def report(self) -> str:
        """The run in a line."""
        start = sorted(self.starts)[len(self.starts) // 2] if self.starts else 0.0
        return (
            f"{self.kills} kills, {self.edits} edits and {self.saves} saves acknowledged, "
            f"{self.amid_save} killed within a save: {self.corrupt} corrupt files, {self.unsaved} saves gone, "
            f"{self.unoffered} times no recovery offered, {self.missing} edits older than 1 s missing; "
            f"{self.lost} younger edits lost in all, the oldest {self.worst * 1000:.0f} ms old "
            f"(window to first edit {start:.1f} s)"
        )


def kill_windows(folder: Path, kills: int, seed: int = 0) -> Outcome:
    """Kill `kills` windows on one file, each 0 to `LONGEST` seconds after its first edit.

    The user's data folder is the caller's to set (`SHOTLOOM_DATA`).
    """
    draw, outcome = random.Random(seed), Outcome()
    path = folder / "killed.loom"
    nodes = [Node(f"n{i}", "shotloom.prompt", params={"text": "word " * 40}) for i in range(60)]
    save(Document(graph=Graph.of([Node(COUNT, "shotloom.prompt", params={"text": "0"}), *nodes])), path)
    for number in range(kills):
        began, before = time.monotonic(), _parts(path)
        lines, killed = _killed(path, draw.choice((3, 7, 1000)), draw.uniform(0, LONGEST))
        outcome.kills += 1
        outcome.starts.append(lines[0][2] - began)
        _judge(outcome, lines, killed, path, parts=bool(_parts(path) - before))
        assert number == kills - 1 or outcome.corrupt == 0, "a corrupt file cannot be gone on with"
    return outcome


def _parts(path: Path) -> set[Path]:
    """Files beside the document that were being written."""
    return set(path.parent.glob(".*.part"))


def _judge(
    outcome: Outcome, lines: list[tuple[str, int, float]], killed: float, path: Path, *, parts: bool
) -> None:
    edits = [(number, at) for what, number, at in lines if what == "edit"]
    saves = [number for what, number, _ in lines if what == "save"]
    outcome.edits += len(edits)
    outcome.saves += len(saves)
    try:
        in_file = _count(load(path).document)
    except StudioError:
        outcome.corrupt += 1
        return
    outcome.unsaved += in_file < max(saves, default=0)
    outcome.amid_save += parts or in_file > max(saves, default=in_file)
    offers = [offer for offer in recovery.offers() if offer.path == path]
    kept = max([in_file, *(_count(offer.document) for offer in offers)])
    last = edits[-1][0] if edits else 0
    outcome.unoffered += not offers and last > in_file and killed - edits[-1][1] > 1
    gone = [killed - at for number, at in edits if number > kept]
    outcome.lost += len(gone)
    outcome.missing += sum(age > 1 for age in gone)
    outcome.worst = max([outcome.worst, *gone])


def _count(document: Document) -> int:
    text = document.graph[COUNT].params["text"]
    assert isinstance(text, str)
    return int(text)


def _killed(path: Path, pace: int, delay: float) -> tuple[list[tuple[str, int, float]], float]:
    """What a window said that was killed `delay` seconds after its first edit, and when that was."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), str(pace)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": ".", "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stderr is not None
    first: list[bytes] = []
    try:
        while len(first) < 2 and (line := child.stdout.readline()):
            first.append(line)
        time.sleep(delay)
    finally:
        killed = time.monotonic()
        child.send_signal(signal.SIGKILL)
        rest, complaint = child.communicate()
    said = [line.split() for line in (b"".join(first) + rest).split(b"\n")[:-1]]
    assert len(said) >= 2, f"the window did not start: {complaint.decode()[-2000:]}"
    return [(what.decode(), int(number), float(at)) for what, number, at in said], killed
