"""What the graph view costs on 1,000 nodes and 2,000 links: opening, frames at rest, panning, zooming, dragging.

Frames are painted offscreen at 1598 x 898 in the dense middle of the graph; "p95" is over the steps of one gesture.
CPU time stands beside the clock, which tells a busy machine apart. NodeGraphQt opens the same graph in the same run if
it is there: `pip install --target FOLDER --no-deps NodeGraphQt Qt.py`, then NODEGRAPHQT=FOLDER make bench.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtWidgets import QApplication

from engine.document import Document
from engine.registry import Registry
from nodes import all_types
from studio.appearance import load_fonts
from studio.document import DocumentModel
from studio.edit.ports import Faces
from studio.focus import Focus
from studio.graph.scene import GraphScene
from studio.graph.view import GraphView
from studio.survey.status import Status
from studio.theme import Look
from tests.bench.large_graph import ACROSS, COLUMNS, DOWN, ROWS, large_graph

SIZE = (1598, 898)
MIDDLE = QPointF(COLUMNS * ACROSS / 2, ROWS * DOWN / 2)
STEPS = 90
DRAGGED = 200


@dataclass
class Times:
    """Milliseconds by the clock and on the CPU."""

    clock: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def take(self, work: Callable[[], object]) -> None:
        """Run something once."""
        clock, cpu = time.perf_counter(), time.process_time()
        work()
        self.clock.append((time.perf_counter() - clock) * 1e3)
        self.cpu.append((time.process_time() - cpu) * 1e3)

    def median(self) -> str:
        """Clock, with CPU behind it."""
        return f"{statistics.median(self.clock):7.1f} ({statistics.median(self.cpu):.1f})"

    def p95(self) -> str:
        """The same of the slow end."""
        return f"{_p95(self.clock):7.1f} ({_p95(self.cpu):.1f})"


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def steps() -> list[tuple[float, float]]:
    """How a hand pans: faster and slower, in all directions."""
    turns = ((-17, 11), (-40, 25), (60, -8), (9, -31), (-4, 3), (35, 35))
    return [turns[n // 6 % len(turns)] for n in range(STEPS)]


def ours(application: QApplication, document: Document) -> dict[str, str]:
    """Every figure of this program's view."""
    found: dict[str, str] = {}
    opening = Times()
    kept: list[object] = []

    def build() -> None:
        model, focus, look = DocumentModel(document), Focus(), Look()
        status = Status(model, focus)
        registry = Registry.load(all_types(), False)
        scene = GraphScene(model, Faces(registry), focus, look, status)
        view = GraphView(scene, look)
        view.resize(*SIZE)
        view.show()
        application.processEvents()
        kept[:] = [model, focus, look, status, scene, view]

    opening.take(build)
    found["open, to the first frame"] = opening.median()
    scene, view = kept[4], kept[5]
    assert isinstance(scene, GraphScene)
    assert isinstance(view, GraphView)

    def look_at(zoom: float) -> None:
        view.actual_size()
        view.zoom_at(QPointF(SIZE[0] / 2, SIZE[1] / 2), zoom / view.zoom)
        seen = view.viewportTransform().map(MIDDLE)
        view.pan(SIZE[0] / 2 - seen.x(), SIZE[1] / 2 - seen.y())
        view.refresh()
        application.processEvents()

    def at_rest() -> str:
        times = Times()
        for _ in range(9):
            view.refresh()
            times.take(view.viewport().repaint)
        return times.median()

    view.fit()
    application.processEvents()
    found["frame, whole graph"] = at_rest()
    for zoom in (1.0, 0.3):
        look_at(zoom)
        found[f"frame at {zoom:.0%}"] = at_rest()
    for zoom in (1.0, 0.5):
        look_at(zoom)
        times = Times()
        for dx, dy in steps():
            times.take(lambda dx=dx, dy=dy: (view.pan(dx, dy), view.viewport().repaint()))  # type: ignore[misc]
        found[f"panning at {zoom:.0%}, p95"] = times.p95()
    look_at(1.0)
    times = Times()
    for n in range(STEPS):
        factor = 1 / 1.05 if n < STEPS / 2 else 1.05
        times.take(lambda f=factor: (view.zoom_at(QPointF(700, 400), f), view.viewport().repaint()))  # type: ignore[misc]
    found["zooming from 100 %, p95"] = times.p95()
    for zoom in (1.0, 0.3):
        look_at(zoom)
        nearest = sorted(scene.nodes(), key=lambda i: abs(i.x - MIDDLE.x()) + abs(i.y - MIDDLE.y()))
        at = {item.id: item.pos() for item in nearest[:DRAGGED]}
        times = Times()
        for n in range(STEPS):
            step = QPointF(3 * n, 2 * n)
            moved = {node: place + step for node, place in at.items()}
            times.take(lambda m=moved: (scene.preview_positions(m), view.viewport().repaint()))  # type: ignore[misc]
        scene.end_preview()
        found[f"dragging {DRAGGED} nodes at {zoom:.0%}, p95"] = times.p95()
    view.close()
    return found


def theirs(application: QApplication, document: Document) -> dict[str, str]:
    """The same figures of NodeGraphQt; empty, with a hint, where it is not installed."""
    folder = os.environ.get("NODEGRAPHQT")
    if folder:
        sys.path.append(folder)
    os.environ.setdefault("QT_PREFERRED_BINDING", "PySide6")
    try:
        from NodeGraphQt import BaseNode, NodeGraph  # type: ignore[import-not-found]
    except ImportError as error:
        print(f"NodeGraphQt is not here ({error}); see the top of this file")
        return {}

    class Bridge(BaseNode):  # type: ignore[misc]
        __identifier__ = "bench"
        NODE_NAME = "Bridge"

        def __init__(self) -> None:
            super().__init__()
            for port in ("first", "second", "prompt"):
                self.add_input(port)
            for port in ("clip", "other"):
                self.add_output(port, multi_output=True)

    found: dict[str, str] = {}
    opening = Times()
    graph = NodeGraph()
    # With its check for cycles on, linking alone takes more than a hundred seconds.
    graph.set_acyclic(False)
    graph.register_node(Bridge)
    made: dict[str, object] = {}

    def build() -> None:
        for node in document.graph:
            made[node.id] = graph.create_node(
                "bench.Bridge", name=node.title, pos=list(node.position), push_undo=False, selected=False
            )
        for link in document.graph.links:
            output = made[link.source].outputs()[link.output]  # type: ignore[attr-defined]
            output.connect_to(made[link.target].inputs()[link.input], push_undo=False)  # type: ignore[attr-defined]
        graph.widget.resize(*SIZE)
        graph.widget.show()
        application.processEvents()

    opening.take(build)
    found["open, to the first frame"] = opening.median()
    viewer = graph.viewer()
    viewer.resize(*SIZE)

    def look_at(zoom: float) -> None:
        size = QSizeF(SIZE[0] / zoom, SIZE[1] / zoom)
        viewer._scene_range = QRectF(MIDDLE - QPointF(size.width() / 2, size.height() / 2), size)
        viewer._update_scene()
        application.processEvents()

    def at_rest() -> str:
        times = Times()
        for _ in range(3):
            times.take(lambda: (viewer.viewport().update(), viewer.viewport().repaint()))
        return times.median()

    graph.clear_selection()
    viewer.zoom_to_nodes([n.view for n in made.values()])  # type: ignore[attr-defined]
    application.processEvents()
    found["frame, whole graph"] = at_rest()
    for zoom in (1.0, 0.3):
        look_at(zoom)
        found[f"frame at {zoom:.0%}"] = at_rest()
    for zoom in (1.0, 0.5):
        look_at(zoom)
        times = Times()
        for dx, dy in steps()[:12]:
            times.take(lambda dx=dx, dy=dy: (viewer._set_viewer_pan(-dx, -dy), viewer.viewport().repaint()))  # type: ignore[misc]
        found[f"panning at {zoom:.0%}, p95"] = times.p95()
    look_at(1.0)
    times = Times()
    for n in range(12):
        factor = -0.05 if n < 6 else 0.05
        times.take(lambda f=factor: (viewer._set_viewer_zoom(f, 0.0), viewer.viewport().repaint()))  # type: ignore[misc]
    found["zooming from 100 %, p95"] = times.p95()
    for zoom in (1.0, 0.3):
        look_at(zoom)
        views = [n.view for n in made.values()]  # type: ignore[attr-defined]
        views.sort(key=lambda v: abs(v.xy_pos[0] - MIDDLE.x()) + abs(v.xy_pos[1] - MIDDLE.y()))
        at = {view: tuple(view.xy_pos) for view in views[:DRAGGED]}
        times = Times()

        def move(n: int, at: dict[object, tuple[float, ...]] = at) -> None:
            for view, place in at.items():
                view.xy_pos = [place[0] + 3 * n, place[1] + 2 * n]  # type: ignore[attr-defined]
            viewer.viewport().repaint()

        for n in range(6):
            times.take(lambda n=n: move(n))  # type: ignore[misc]
        move(0)
        found[f"dragging {DRAGGED} nodes at {zoom:.0%}, p95"] = times.p95()
    graph.widget.close()
    return found


BUDGETS = {
    "open, to the first frame": "1000",
    "frame, whole graph": "80",
    "frame at 100%": "",
    "frame at 30%": "",
    "panning at 100%, p95": "16",
    "panning at 50%, p95": "16",
    "zooming from 100 %, p95": "16",
    f"dragging {DRAGGED} nodes at 100%, p95": "33",
    f"dragging {DRAGGED} nodes at 30%, p95": "33",
}


def main() -> None:
    """Print every figure."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    font = application.font()
    font.setFamily(load_fonts())
    application.setFont(font)
    document = large_graph()
    print(
        f"{len(document.graph.nodes)} nodes, {len(document.graph.links)} links; ms by the clock (on the CPU)"
    )
    mine = ours(application, document)
    print(f"{'':38}{'budget':>8}{'Shotloom':>18}")
    for name, budget in BUDGETS.items():
        print(f"{name:38}{budget:>8}{mine[name]:>18}", flush=True)
    other = theirs(application, document)
    if other:
        print(f"{'':46}{'NodeGraphQt':>18}")
    for name, figure in other.items():
        print(f"{name:46}{figure:>18}")


if __name__ == "__main__":
    main()
