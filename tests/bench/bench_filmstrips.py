"""Thumbnails never block: how late the window answers while the filmstrips of 100 shots are made.

A project of 100 shots with masters of 1280x720 is opened in the whole program; the film is looked through from its
start to its end. The budget is for the heartbeat (p99): 50 ms.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np

from engine.device import prepare_environment
from engine.document import Document, Settings
from engine.files import save
from engine.graph import Graph, Node
from engine.media.encode import write_clip
from engine.media.frames import Clip, Frames
from engine.paths import takes_folder
from engine.shots import Shot, Take
from engine.timeline import Item, Timeline
from engine.types import Size
from tests.bench.__main__ import load
from tests.bench.heartbeat import Heartbeat

SHOTS, MASTERS = 100, 4
"""Every shot has a file of its own; so many of them differ."""
FRAMES, RATE, SIZE = 48, Fraction(24), Size(1280, 720)
BUDGET_MS = 50.0
ZOOMS = (1.0, 4.0)
"""Pixels that a frame takes while it is looked through."""


class Scenery(Clip):
    """A camera that pans over a grainy picture."""

    def __init__(self, number: int) -> None:
        super().__init__(FRAMES, RATE, SIZE)
        source = np.random.default_rng(number)
        rough = source.integers(0, 256, (60, 240, 3), np.uint8)
        self._ground = cv2.resize(rough, (SIZE.width * 2, SIZE.height), interpolation=cv2.INTER_CUBIC)

    def _read(self, start: int, stop: int) -> Frames:
        return np.stack([self._ground[:, 8 * n : 8 * n + SIZE.width] for n in range(start, stop)])


def project(path: Path) -> Document:
    """Write a project whose film shows every shot once."""
    takes = takes_folder(path)
    takes.mkdir(parents=True)
    for number in range(MASTERS):
        write_clip(Scenery(number), takes / f"{number}.mp4")
    shots, items, nodes = {}, [], []
    for number in range(SHOTS):
        name, file = f"shot{number}", f"{number}.mp4"
        if number >= MASTERS:
            shutil.copy(takes / f"{number % MASTERS}.mp4", takes / file)
        take = Take(
            f"t{number}",
            file,
            FRAMES,
            RATE,
            SIZE,
            1,
            1.0,
            "2026-01-01T00:00:00+00:00",
            "m",
            "d",
            f"k{number}",
        )
        shots[name] = Shot(name, f"Shot {number}", (take,))
        nodes.append(Node(name, "shotloom.shot", title=f"Shot {number}", position=(0, 200.0 * number)))
        items.append(Item(f"i{number}", name, Fraction(0), FRAMES / RATE))
    document = Document(
        settings=Settings(RATE, SIZE),
        graph=Graph.of(nodes),
        shots=shots,
        timeline=Timeline(RATE, tuple(items)),
    )
    save(document, path)
    return document


def main() -> int:
    """Print what was measured; 1 where the heartbeat is over its budget."""
    from tests.studio.workplace import Workplace, pause, until

    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SHOTLOOM_DATA": f"{folder}/data", "SHOTLOOM_CACHE": f"{folder}/cache"}
        prepare_environment()
        sys.setswitchinterval(0.001)
        path = Path(folder) / "film.loom"
        project(path)
        place = Workplace(file=path, warm=False)
        code = 0
        try:
            window = place.studio.window
            window.resize(1598, 900)
            window.docks.reveal("timeline")
            panel, stage = place.page.cutting.panel(), place.page.stage
            films, view = panel.films, panel.view

            def complete() -> bool:
                return stage.footage("shot0") is not None and not films.wanted(panel.table.layout, view.sight)

            until(lambda: panel.isVisible() and complete(), "the timeline is there")

            def look_through(zoom: float) -> None:
                view.zoom_by(zoom / view.sight.zoom)
                view.scroll_by(-(10**7))
                while True:
                    while not complete():
                        # To ask costs time too.
                        pause(0.05)
                    before = view.sight.left
                    view.scroll_by(view.sight.width // 2)
                    if view.sight.left == before:
                        return

            print(f"filmstrips, {SHOTS} shots of {SIZE.width}x{SIZE.height}, {load()}")
            for zoom in ZOOMS:
                code |= measure(f"{zoom:4.1f} px a frame", lambda zoom=zoom: look_through(zoom))  # type: ignore[misc]
        finally:
            place.close()
    return code


def measure(what: str, work: Callable[[], None]) -> int:
    """Print how late the loop was during some work; 1 where that is over the budget."""
    began = time.perf_counter()
    with Heartbeat() as heart:
        work()
    seconds = time.perf_counter() - began
    p99 = heart.share(0.99)
    print(
        f"  {what:15} {seconds:5.1f} s, heartbeat late p95 {heart.share(0.95):5.1f} p99 {p99:5.1f}"
        f" worst {max(heart.late):5.1f} ms ({len(heart.late)} beats, budget p99 {BUDGET_MS:.0f} ms)"
    )
    return int(p99 > BUDGET_MS)


if __name__ == "__main__":
    sys.exit(main())
