"""What the timeline costs with 500 shots: panning, zooming, and a step of a gesture that shows the film as it would be.

Painted offscreen at 1598 x 400, with a thumbnail for every place in memory; the budget is a frame of the screen, 16 ms,
for panning (p95).
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication, QWidget

from engine import cutting
from studio.appearance import load_fonts
from studio.document import DocumentModel
from studio.edit.ports import Faces
from studio.errands import Errands
from studio.playing.booth import Booth
from studio.playing.stage import Stage
from studio.theme import Look
from studio.timeline.brush import Brush
from studio.timeline.films import Films
from studio.timeline.sight import Sight
from studio.timeline.table import CuttingTable
from studio.timeline.view import TimelineView
from studio.timeline.waves import Waves
from studio.workbench import session
from tests.bench.__main__ import load
from tests.studio.timeline.room import film

SHOTS = 500
SIZE = (1598, 400)
PANS = 300
BUDGET_MS = 16.0


def measured(work: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def main() -> int:
    """Print what was measured; 1 where panning is over its budget."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    load_fonts()
    with session() as opened:
        errands, look = Errands(), Look()
        model = DocumentModel(film(SHOTS))
        stage = Stage(model, opened, Booth(opened, errands), lambda: Path("nowhere"))
        cinema = opened.cinema
        cinema.want_strips = lambda wanted: None  # type: ignore[method-assign]
        stage._booth.cinema = cinema
        host = QWidget()
        table = CuttingTable(model, Faces(opened.registry), Sight(16))
        films = Films(stage)
        waves = Waves(opened, errands, host)
        view = TimelineView(table, stage, Brush(table, look, films, waves), films, look, host)
        view.resize(*SIZE)
        host.resize(*SIZE)
        host.show()
        application.processEvents()
        print(f"timeline, {SHOTS} shots, {load()}")
        grey = np.full((90, 160, 3), 90, np.uint8)
        code = 0
        for zoom in (12.0, 4.0, 1.0):
            view.zoom_by(zoom / view.sight.zoom)
            view.scroll_by(-(10**7))
            for _ in range(4):
                for footage, index in films.wanted(table.layout, view.sight):
                    cinema.strips.put(footage.key, index, grey)
            view.viewport().repaint()
            pans = []
            for step in range(PANS):
                for footage, index in films.wanted(table.layout, view.sight):
                    cinema.strips.put(footage.key, index, grey)
                by = 37 if step % 100 < 70 else -61

                def pan(by: int = by) -> None:
                    view.scroll_by(by)
                    view.viewport().repaint()

                pans.append(measured(pan))
            p95 = sorted(pans)[int(len(pans) * 0.95)]
            code |= p95 > BUDGET_MS
            whole = statistics.median(
                measured(lambda: (view.repaint_all(), view.viewport().repaint())) for _ in range(9)
            )
            median = statistics.median(pans)
            print(
                f"  {zoom:4.1f} px a frame: pan median {median:5.1f} p95 {p95:5.1f} ms, whole {whole:5.1f} ms"
            )
        gesture = []
        for position in range(100, 140):

            def step_of(position: int = position) -> None:
                table.preview(cutting.move_items(table.timeline, {"item s5"}, position))
                view.viewport().repaint()

            gesture.append(measured(step_of))
        table.preview(None)
        print(f"  a step of moving a shot: median {statistics.median(gesture):5.1f} ms")
        stage.close()
        errands.close()
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
