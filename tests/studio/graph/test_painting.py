"""What the artist sees of nodes and links: told by pixels, so that a painter that forgets something is noticed."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPixmap

from engine.document import Document
from engine.graph import Flags, Frame, Graph, Node
from engine.types import PortType
from studio.graph.detail import Detail, detail_at
from studio.graph.metrics import Metrics
from studio.graph.shapes import port_path
from studio.graph.state_paint import duration
from studio.graph.values import wrapped
from studio.survey.status import Finding, Run
from studio.theme import DARK, HIGH_CONTRAST, LIGHT, Theme
from tests.studio.graph.stage import Stage, link, node

MIDDLE = QPointF(300, 60)
Make = Callable[..., Stage]


def pair() -> Document:
    """prompt -> generate."""
    nodes = [node("p", "prompt", (0, 0)), node("g", "generate", (300, 0))]
    return Document(graph=Graph.of(nodes, [link("p", "text", "g", "prompt")]))


def alone(**flags: bool) -> Document:
    """One Trim node."""
    return Document(graph=Graph.of([replace(node("t", "trim", (200, 0)), flags=Flags(**flags))]))


def near(a: QColor, b: QColor, far: int = 40) -> bool:
    """Whether two colours look alike."""
    return all(abs(x - y) <= far for x, y in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True))


def differing(a: QImage, b: QImage) -> int:
    """How many pixels differ."""
    assert a.size() == b.size()
    one, other = (
        np.frombuffer(i.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint32) for i in (a, b)
    )
    return int((one != other).sum())


@pytest.mark.parametrize("theme", [DARK, LIGHT, HIGH_CONTRAST], ids=lambda t: t.name)
def test_a_link_has_the_colour_of_its_type(stage_of: Make, theme: Theme) -> None:
    stage = stage_of(pair(), theme)
    stage.look_at(1.0, MIDDLE)
    wire = next(iter(stage.scene.links.wires.values()))
    assert near(stage.colour_at((wire.start + wire.stop) / 2), QColor(theme.port(PortType.TEXT)), 90)


@pytest.mark.parametrize("zoom", [0.1, 0.25, 0.45, 1.0, 2.0])
def test_nodes_and_links_are_seen_at_every_zoom(stage_of: Make, zoom: float) -> None:
    stage = stage_of(pair())
    stage.look_at(zoom, MIDDLE)
    item = stage.scene.node("g")
    assert item is not None
    assert stage.colour_at(item.sceneBoundingRect().center()) != stage.scene.inks.canvas
    whole = stage.picture()
    stage.scene.hide_link(link("p", "text", "g", "prompt"))
    assert differing(whole, stage.anew()) > 0


@pytest.mark.parametrize("flag", ["bypass", "mute", "freeze", "collapse"])
def test_every_switch_can_be_seen(stage_of: Make, flag: str) -> None:
    pictures = []
    for document in (alone(), alone(**{flag: True})):
        stage = stage_of(document)
        stage.look_at(1.0, QPointF(300, 40))
        pictures.append(stage.picture())
    assert differing(*pictures) > 20


@pytest.mark.parametrize("state", ["cached", "stale", "error", "warning", "missing"])
def test_every_state_can_be_seen(stage_of: Make, state: str) -> None:
    stage = stage_of(alone())
    stage.look_at(1.0, QPointF(300, 40))
    before = stage.picture()
    stage.status.find({"t": Finding(state, ("Trim: nothing is linked; link a clip",))})  # type: ignore[arg-type]
    assert differing(before, stage.picture()) > 5


def test_progress_grows_along_the_title(stage_of: Make) -> None:
    stage = stage_of(alone())
    stage.look_at(1.0, QPointF(300, 40))
    item = stage.scene.node("t")
    assert item is not None
    bar = QPointF(item.x + item.width * 0.6, item.y + item.metrics.header - 2)
    stage.status.run("t", Run("running", 0.3))
    assert not near(stage.colour_at(bar), stage.scene.inks.accent)
    stage.status.run("t", Run("running", 0.9))
    assert near(stage.colour_at(bar), stage.scene.inks.accent)


def test_an_error_is_found_from_afar(stage_of: Make) -> None:
    stage = stage_of(alone())
    stage.status.find({"t": Finding("error", ("Trim: nothing is linked",))})
    stage.look_at(0.1, QPointF(300, 40))
    item = stage.scene.node("t")
    assert item is not None
    error, picture = stage.scene.inks.error, stage.picture()
    at = stage.view.viewportTransform().map(item.sceneBoundingRect().topRight()).toPoint()
    around = [(at.x() + x, at.y() + y) for x in range(-9, 9) for y in range(-9, 9)]
    assert sum(near(picture.pixelColor(x, y), error) for x, y in around) > 60


def test_the_latest_picture_is_on_the_node(stage_of: Make) -> None:
    stage = stage_of(Document(graph=Graph.of([node("s", "shot", (0, 0))])))
    picture = QPixmap(160, 90)
    picture.fill(QColor("#20c060"))
    stage.status.picture("s", picture)
    stage.look_at(1.0, QPointF(100, 80))
    item = stage.scene.node("s")
    assert item is not None
    assert item.shape.picture is not None
    assert near(stage.colour_at(item.pos() + item.shape.picture.center()), QColor("#20c060"), 4)


def test_only_valid_targets_light_up_while_a_link_is_dragged(stage_of: Make) -> None:
    stage = stage_of(pair())
    stage.look_at(1.0, MIDDLE)
    inside = QRectF(stage.scene.node("p").sceneBoundingRect()).center()  # type: ignore[union-attr]
    title = stage.scene.node("g").pos() + QPointF(120, 12)  # type: ignore[union-attr]
    usual = stage.colour_at(inside), stage.colour_at(title)
    stage.scene.light({("g", "prompt", False)})
    assert stage.colour_at(inside) != usual[0]
    assert stage.colour_at(title) == usual[1]
    stage.scene.light(None)
    assert (stage.colour_at(inside), stage.colour_at(title)) == usual


def test_frames_lie_behind_nodes_in_their_colour(stage_of: Make) -> None:
    stage = stage_of(alone().with_frames(Frame("f", "Act", (100, -100, 500, 400), "#208040")))
    stage.look_at(1.0, QPointF(300, 60))
    ground = stage.colour_at(QPointF(150, 250))
    assert ground.green() > ground.red() + 8
    assert near(stage.colour_at(QPointF(300, 40)), stage.scene.inks.node, 30)


def test_a_clone_looks_like_its_source_and_says_what_it_is(stage_of: Make) -> None:
    clone = Node("c", "shotloom.trim", position=(200, 300), clone_of="t")
    graph = alone().graph.put(clone)
    stage = stage_of(Document(graph=graph))
    item = stage.scene.node("c")
    assert item is not None
    assert item.badges == ("clone",)
    assert item.kind.id == "shotloom.trim"


def test_every_type_has_a_shape_of_its_own() -> None:
    outlines = {kind: port_path(kind, 5.0) for kind in PortType}
    assert len({str(path.toFillPolygon().toList()) for path in outlines.values()}) == len(PortType)
    assert all(path.boundingRect().width() < 16 for path in outlines.values())


def test_a_long_text_ends_in_an_ellipsis_and_fits(qtbot: object) -> None:
    metrics = Metrics()
    lines = wrapped("a red fox runs over a snowy meadow at sunset " * 4, metrics, 150.0, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(metrics.text.horizontalAdvance(line) <= 151 for line in lines)
    assert wrapped("two\nlines", metrics, 150.0, 3) == ("two", "lines")
    assert wrapped("", metrics, 150.0, 3) == ()


def test_less_is_drawn_the_smaller_it_gets() -> None:
    assert [detail_at(z) for z in (0.05, 0.3, 0.5, 1.0)] == list(Detail)


def test_times_are_short() -> None:
    assert [duration(s) for s in (0.04, 4.23, 42.0, 125.0)] == ["0.0 s", "4.2 s", "42 s", "2 min 5 s"]
