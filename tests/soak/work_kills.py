"""Kills the studio's window again and again while the engine generates in it, and looks at what it left.

A child opens the real window on a project, restores what the one before it left, and keeps three jobs in the queue, of
the built-in model or of a quick one; it says what was queued, begun, made and over. It is killed at a random moment of
a job. Afterwards every take that it told of must be in the project, in what is offered for recovery, or on its way
home, with its master; and every job that was queued and not over must wait in the queue. The last child goes on until
nothing waits. Then every job has one take, every result in the cache can be read, and takes of jobs that were killed in
the middle have the frames that a job has which nobody disturbed.
"""

import itertools
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from engine.arrivals import Arrivals
from engine.cache import Cache
from engine.document import Document
from engine.files import load, save
from engine.graph import Graph, Link, Node
from engine.paths import cache_dir, data_dir, takes_folder
from engine.shots import Take
from studio.projects import recovery
from studio.workbench import session
from tests.studio.undisturbed import frames_of, made_anew

ROOT = Path(__file__).parents[2]
LINES = 16
LONGEST = 0.3
"""A child is killed up to this many lines after its first step began (a job has about ten), and up to this many seconds
after the last of them: the moments lie anywhere in a job, however quick the machine is.
"""
PATIENCE = 300.0
STEPS = (2, 2, 40)
"""Steps of the model, in turns: most jobs take half a second, some long enough for a checkpoint."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a child told: seeds of jobs by id, jobs that began, files of takes, states of jobs that ended, and how many
    steps ran when the last job was asked for again.
    """

    seeds: dict[str, int]
    begun: frozenset[str]
    made: dict[str, str]
    over: dict[str, str]
    again: int = 0


@dataclass(slots=True)
class Outcome:
    """What a run of kills came to.

    `lost` takes were told of and are nowhere, nor is one of the very same frames; `masterless` ones have no file.
    `forgotten` jobs were queued, not over, and no longer wait; `undone` ones ended without a take, `doubled` ones with
    two. `unreadable` results lie in the cache but cannot be used. Of `compared` takes, made by jobs that were killed in
    the middle, `differing` are not what they would have been. `recomputed` steps ran when the last job was asked for
    once more, though all is there. `saved` takes were in the file after the last kill.
    """

    kills: int = 0
    amid: int = 0
    jobs: int = 0
    takes: int = 0
    saved: int = 0
    lost: set[str] = field(default_factory=set)
    masterless: set[str] = field(default_factory=set)
    forgotten: set[str] = field(default_factory=set)
    undone: int = 0
    doubled: int = 0
    results: int = 0
    unreadable: int = 0
    compared: int = 0
    differing: int = 0
    recomputed: int = 0
    starts: list[float] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing was lost, and everything can be gone on with."""
        return not any(
            (self.lost, self.masterless, self.forgotten, self.undone, self.doubled, self.unreadable,
             self.differing, self.recomputed)
        )  # fmt: skip

    def report(self) -> str:
        """The run in a line."""
        start = sorted(self.starts)[len(self.starts) // 2] if self.starts else 0.0
        return (
            f"{self.kills} kills, {self.amid} of them within a job, {self.jobs} jobs, {self.takes} takes, {self.saved} "
            f"of them saved before the last window: {len(self.lost)} takes lost, {len(self.masterless)} without a "
            f"master, {len(self.forgotten)} jobs forgotten, {self.undone} without a take, {self.doubled} with two; "
            f"{self.results} results in the cache, {self.unreadable} unreadable; "
            f"{self.compared} takes of interrupted jobs compared, {self.differing} differ; {self.recomputed} steps "
            f"computed twice (start to first step {start:.1f} s)"
        )


def steps_of(seed: int) -> int:
    """How many steps the job of a seed takes."""
    return STEPS[seed % len(STEPS)]


def project(path: Path) -> None:
    """Write the project that the children work on: a prompt, a short clip, a shot."""
    nodes = [
        Node("prompt", "shotloom.prompt", params={"text": "a red car drives to the left in the city"}),
        Node("generate", "shotloom.generate", params={"duration": 0.4, "seed": 0, "steps": steps_of(0)}),
        Node("shot", "shotloom.shot"),
    ]
    links = [Link("prompt", "text", "generate", "prompt"), Link("generate", "clip", "shot", "clip")]
    save(Document(graph=Graph.of(nodes, links)), path)


def kill_at_work(folder: Path, kills: int, seed: int = 0, compared: int = 2, model: str = "real") -> Outcome:
    """Kill `kills` windows that generate, then let one go on to the end.

    The user's folders are the caller's to set (`SHOTLOOM_DATA`, `SHOTLOOM_CACHE`); with the "quick" model also what
    computes in this process, where takes are made anew.
    """
    draw, outcome = random.Random(seed), Outcome()
    path = folder / "killed.loom"
    project(path)
    seeds: dict[str, int] = {}
    over: dict[str, str] = {}
    made: dict[str, str] = {}
    hurt: set[str] = set()
    for _ in range(kills):
        began = time.monotonic()
        moment = draw.randint(0, LINES), draw.uniform(0, LONGEST)
        said, first = _child(path, max(seeds.values(), default=0), model, moment)
        outcome.starts.append(first - began)
        outcome.kills += 1
        seeds |= said.seeds
        over |= said.over
        made |= said.made
        amid = said.begun - over.keys()
        outcome.amid += bool(amid)
        hurt |= amid
        _judge(outcome, path, made, seeds.keys() - over.keys())
    said, _ = _child(path, -1, model, None)
    over |= said.over
    _judge_end(outcome, path, seeds, over)
    outcome.recomputed = said.again
    # A job that was queued in the moment before a kill may be running without having been told of.
    longest = sorted((seeds[job] for job in hurt if job in seeds), key=steps_of)
    _compare(outcome, path, longest[-compared:], folder / "undisturbed")
    return outcome


# -- judging -----------------------------------------------------------------------------------------------------------


def _judge(outcome: Outcome, path: Path, made: dict[str, str], waiting: Sequence[str] | set[str]) -> None:
    """After a kill: are the takes that were told of somewhere, and do the jobs that were not over wait?"""
    there = _takes(path)
    with closing(Arrivals(data_dir() / "arrivals.sqlite")) as arrivals:
        there += [arrival.take for arrival in arrivals.of(str(path))]
    # A wish that was queued, but not told of before the kill, is wished for again: the same frames, one take of them.
    found = {take.id for take in there} | {take.file for take in there}
    outcome.lost |= {take for take, file in made.items() if found.isdisjoint((take, file))}
    outcome.masterless |= {file for file in made.values() if not (takes_folder(path) / file).is_file()}
    with closing(sqlite3.connect(data_dir() / "queue.sqlite")) as queue:
        lines = dict(queue.execute("SELECT id, state FROM jobs"))
    # A job may have ended in the moment before the kill, untold.
    outcome.forgotten |= {job for job in waiting if lines.get(job) not in ("waiting", "running", "done")}
    held = load(path).document.shots.get("shot")
    outcome.saved = len(held.takes) if held is not None else 0


def _judge_end(outcome: Outcome, path: Path, seeds: dict[str, int], over: dict[str, str]) -> None:
    """Once nothing waits: one take for each job, and a cache that can be read."""
    takes = load(path).document.shots["shot"].takes
    counts = [sum(take.seed == seed for take in takes) for seed in seeds.values()]
    outcome.jobs, outcome.takes = len(seeds), len(takes)
    outcome.undone = sum(not count for count in counts)
    outcome.doubled = sum(count > 1 for count in counts)
    with closing(sqlite3.connect(cache_dir() / "results" / "index.sqlite")) as index:
        keys = [key for (key,) in index.execute("SELECT key FROM entries")]
    with closing(Cache(cache_dir() / "results")) as cache:
        outcome.results = len(keys)
        outcome.unreadable = sum(cache.get(key) is None for key in keys)


def _takes(path: Path) -> list[Take]:
    """Every take in the file, and in what is offered for recovery."""
    documents = [load(path).document, *(o.document for o in recovery.offers() if o.path == path)]
    return [take for document in documents for shot in document.shots.values() for take in shot.takes]


def _compare(outcome: Outcome, path: Path, seeds: Sequence[int], folder: Path) -> None:
    """Make takes of these seeds anew where nobody disturbs it, and compare the frames."""
    document = load(path).document
    takes = {take.seed: take for take in document.shots["shot"].takes}
    for seed in seeds:
        anew = made_anew(document, "shot", takes[seed], folder)
        with session() as given:
            frames = frames_of(takes_folder(path) / takes[seed].file, given)
        outcome.compared += 1
        outcome.differing += not np.array_equal(anew, frames)


# -- children ----------------------------------------------------------------------------------------------------------


def _child(path: Path, last: int, model: str, moment: tuple[int, float] | None) -> tuple[Said, float]:
    """What a window said that was killed so many lines after it began a step, and so many seconds after the last of
    them; None lets it go on to the end.

    `last` is the seed of the last job so far, -1 for no further ones. Also when the first step began.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.soak.killed_window", str(path), str(last), model],
        # Without a buffer: `communicate` would pass over what one had read ahead.
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0, cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert child.stdout is not None
    lines: list[bytes] = []
    first = time.monotonic()
    # A window in which nothing ever begins must fail the run, not hold it up.
    watch = threading.Timer(PATIENCE, child.kill)
    watch.start()
    try:
        while moment is not None and (line := child.stdout.readline()):
            lines.append(line)
            if line.startswith(b'["begun"'):
                first = time.monotonic()
                lines += itertools.islice(child.stdout, moment[0])
                time.sleep(moment[1])
                break
        if moment is None:
            rest, complaint = child.communicate()
    finally:
        watch.cancel()
        child.send_signal(signal.SIGKILL)
        if moment is not None:
            rest, complaint = child.communicate()
        child.wait()
    assert moment is not None or child.returncode == 0, complaint.decode()[-3000:]
    assert lines or moment is None, f"the window did not start: {complaint.decode()[-3000:]}"
    return _read((b"".join(lines) + rest).decode()), first


def _read(text: str) -> Said:
    """The lines of a child; one that the kill cut off counts as never said."""
    seeds: dict[str, int] = {}
    begun: set[str] = set()
    made: dict[str, str] = {}
    over: dict[str, str] = {}
    again = 0
    for line in text.split("\n")[:-1]:
        match json.loads(line):
            case ["queued", job, seed]:
                seeds[job] = seed
            case ["begun", job]:
                begun.add(job)
            case ["made", take, file]:
                made[take] = file
            case ["over", job, state]:
                over[job] = state
            case ["again", ran]:
                again = ran
    return Said(seeds, frozenset(begun), made, over, again)
