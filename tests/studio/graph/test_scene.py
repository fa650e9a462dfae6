"""The scene shows the document as it is, and says truly where things are."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPixmap

from engine.document import Document
from engine.graph import Flags, Frame, Graph, Group, Link, Node
from engine.types import PortType
from studio.graph.geometry import Form
from studio.survey.status import Finding, Run
from tests.studio.graph.stage import Stage, link, node

Make = Callable[[Document], Stage]


def chain(**titles: str) -> Document:
    """prompt -> generate -> shot."""
    nodes = [
        node("p", "prompt", (0, 0), titles.get("p", "")),
        node("g", "generate", (300, 0), titles.get("g", "")),
        node("s", "shot", (600, 0), titles.get("s", "")),
    ]
    links = [link("p", "text", "g", "prompt"), link("g", "clip", "s", "clip")]
    return Document(graph=Graph.of(nodes, links))


def shown(stage: Stage) -> tuple[object, ...]:
    """Everything that the scene holds, as comparable values."""
    items = {
        i.id: (i.node, i.pos(), i.shape, i.title, i.value, i.linked, dict(i.types))
        for i in stage.scene.nodes()
    }
    wires = {w.link: (w.start, w.stop, w.kind, w.dim) for w in stage.scene.links.wires.values()}
    frames = [(f.frame, f.rect) for f in stage.scene.frame_items()]
    return list(items), items, wires, frames


def test_after_any_edit_the_scene_equals_one_made_anew(stage_of: Make) -> None:
    stage = stage_of(chain())
    edits: list[Callable[[Document], Document]] = [
        lambda d: d.with_graph(d.graph.put(node("n", "reroute", (100, 200)))),
        lambda d: d.with_graph(d.graph.link(link("g", "clip", "n", "input"))),
        lambda d: d.with_graph(d.graph.put(replace(d.graph["g"], position=(320.0, 80.0)))),
        lambda d: d.with_graph(
            d.graph.put(replace(d.graph["p"], title="Another", flags=Flags(collapse=True)))
        ),
        lambda d: d.with_frames(Frame("f", "Act one", (-20, -40, 400, 300))),
        lambda d: d.with_graph(d.graph.put(Node("u", "acme.unknown", position=(0, 400)))),
        lambda d: d.with_graph(d.graph.link(link("g", "clip", "u", "video"))),
        lambda d: d.with_graph(d.graph.put(replace(d.graph["g"], flags=Flags(mute=True)))),
        lambda d: d.with_graph(d.graph.remove("p")),
        lambda d: d.with_frames(),
    ]
    for number, edit in enumerate(edits):
        stage.model.edit(f"Edit {number}", edit)
        assert shown(stage) == shown(stage_of(stage.model.document)), f"after edit {number}"
    for number in reversed(range(len(edits))):
        stage.model.stack.undo()
        assert shown(stage) == shown(stage_of(stage.model.document)), f"after taking back {number}"


def test_an_edit_of_many_nodes_repaints_once_and_of_one_only_around_it(stage_of: Make) -> None:
    nodes = [node(f"n{i}", "trim", (i % 20 * 260, i // 20 * 160)) for i in range(120)]
    links = [link(f"n{i}", "clip", f"n{i + 1}", "clip") for i in range(119)]
    stage = stage_of(Document(graph=Graph.of(nodes, links)))
    told: list[QRectF] = []
    stage.scene.repaint.connect(told.append)

    def moved(*names: str) -> Callable[[Document], Document]:
        return lambda d: d.with_graph(d.graph.put(*(replace(d.graph[n], position=(9.0, 9.0)) for n in names)))

    stage.model.edit("Move", moved(*(n.id for n in nodes)))
    assert told == [QRectF()], "everything, once"
    told.clear()
    stage.model.stack.undo()
    stage.model.edit("Move", moved("n119"))
    assert told.count(QRectF()) == 1, "the undo of all"
    assert len(told) > 2


def test_links_end_at_the_ports_that_they_name(stage_of: Make) -> None:
    stage = stage_of(chain())
    for wire in stage.scene.links.wires.values():
        assert wire.start == stage.scene.port_position(wire.link.source, wire.link.output, True)
        assert wire.stop == stage.scene.port_position(wire.link.target, wire.link.input, False)


def test_every_part_of_a_node_is_hit_where_it_is_drawn(stage_of: Make) -> None:
    scene = stage_of(chain()).scene
    item = scene.node("s")
    assert item is not None
    assert item.shape.picture is not None
    corner = item.pos()
    assert scene.hit(scene.port_position("s", "clip", False)).kind == "port"
    assert scene.hit(corner + item.shape.title.center()).kind == "title"
    assert scene.hit(corner + item.shape.picture.center()).kind == "picture"
    assert scene.hit(corner + QPointF(item.width / 2, item.shape.title.bottom() + 2)).kind == "body"
    generate = scene.node("g")
    assert generate is not None
    assert generate.shape.value is not None
    hit = scene.hit(generate.pos() + generate.shape.value.center())
    assert (hit.kind, hit.node) == ("value", "g")
    assert scene.hit(QPointF(-500, -500)).kind == "nothing"


def test_a_port_that_sticks_out_wins_over_what_lies_below_it(stage_of: Make) -> None:
    scene = stage_of(chain()).scene
    at = scene.port_position("g", "clip", True)
    hit = scene.hit(at + QPointF(3, 0), 2.0)
    assert (hit.kind, hit.node, hit.port, hit.output) == ("port", "g", "clip", True)


def test_a_port_below_another_node_is_not_hit(stage_of: Make) -> None:
    nodes = [node("p", "prompt", (0, 0)), node("front", "trim", (100, -20))]
    scene = stage_of(Document(graph=Graph.of(nodes))).scene
    hit = scene.hit(scene.port_position("p", "text", True), 2.0)
    assert hit.node == "front"


def test_links_are_hit_along_their_curve_and_named_at_their_ends(stage_of: Make) -> None:
    scene = stage_of(chain()).scene
    wire = scene.links.wires[link("g", "clip", "s", "clip")]
    x, y = wire.points()[len(wire.points()) // 2]
    middle = QPointF((wire.start + wire.stop) / 2) if len(wire.points()) == 2 else QPointF(x, y)
    assert scene.hit(middle, 2.0).link == wire.link
    assert scene.hit(middle, 2.0).kind == "link"
    near = scene.hit(wire.stop - QPointF(9, 0), 1.0)
    assert (near.kind, near.node, near.output) == ("link_end", "s", False)
    assert scene.hit(middle + QPointF(0, 30), 2.0).kind == "nothing"


def test_the_knife_finds_exactly_what_it_crosses(stage_of: Make) -> None:
    scene = stage_of(chain()).scene
    wire = scene.links.wires[link("g", "clip", "s", "clip")]
    middle = (wire.start + wire.stop) / 2
    assert scene.links_crossing([middle - QPointF(0, 40), middle + QPointF(0, 40)]) == [wire.link]
    assert scene.links_crossing([middle + QPointF(0, 20), middle + QPointF(0, 90)]) == []
    assert scene.links_near(QRectF(middle - QPointF(5, 5), middle + QPointF(5, 5))) == [wire.link]


def test_previews_move_what_is_seen_and_leave_the_document_alone(stage_of: Make) -> None:
    stage = stage_of(chain())
    before, document = shown(stage), stage.model.document
    stage.scene.preview_positions({"g": QPointF(320, 500)})
    item = stage.scene.node("g")
    assert item is not None
    assert item.pos() == QPointF(320, 500)
    assert stage.scene.links.wires[link("p", "text", "g", "prompt")].stop == item.port_at("prompt", False)
    assert stage.model.document is document
    stage.scene.end_preview()
    assert shown(stage) == before


def test_a_frame_is_hit_by_title_corner_and_ground_behind_nodes(stage_of: Make) -> None:
    document = chain().with_frames(Frame("f", "Act one", (-50, -80, 500, 400)))
    scene = stage_of(document).scene
    assert scene.hit(QPointF(100, -70)).kind == "frame_title"
    assert scene.hit(QPointF(448, 318)).kind == "frame_corner"
    assert scene.hit(QPointF(250, 250)) == scene.hit(QPointF(251, 251))
    assert scene.hit(QPointF(250, 250)).kind == "frame"
    assert scene.hit(QPointF(20, 10)).kind == "title"


def test_the_scene_shows_the_inside_of_a_group_and_comes_back(stage_of: Make) -> None:
    inner = Graph.of([node("a", "prompt", (0, 0)), node("b", "prompt", (0, 300))])
    document = Document(
        graph=Graph.of([Node("i", "group:G", position=(0, 0))]), groups={"G": Group("G", "Words", inner)}
    )
    stage = stage_of(document)
    assert {i.id for i in stage.scene.nodes()} == {"i"}
    stage.focus.enter(("i",), "G")
    assert {i.id for i in stage.scene.nodes()} == {"a", "b"}
    stage.focus.enter((), None)
    assert {i.id for i in stage.scene.nodes()} == {"i"}


def test_a_dot_takes_the_colour_and_shape_of_what_flows_through_it(stage_of: Make) -> None:
    stage = stage_of(Document(graph=Graph.of([node("p", "prompt", (0, 0)), node("r", "reroute", (300, 0))])))
    item = stage.scene.node("r")
    assert item is not None
    assert item.shape.form is Form.DOT
    assert item.leading is PortType.ANY
    stage.model.edit("Link", lambda d: d.with_graph(d.graph.link(link("p", "text", "r", "input"))))
    assert item.leading is PortType.TEXT


def test_an_unknown_node_has_the_ports_that_its_links_name(stage_of: Make) -> None:
    document = Document(
        graph=Graph.of(
            [node("p", "prompt", (0, 0)), Node("u", "acme.sharpen", position=(300, 0))],
            [Link("p", "text", "u", "words")],
        )
    )
    item = stage_of(document).scene.node("u")
    assert item is not None
    assert not item.known
    assert "missing" in item.badges
    assert [p.port.name for p in item.shape.ports] == ["words"]


def test_status_selection_and_flags_reach_the_item(stage_of: Make) -> None:
    stage = stage_of(chain())
    item = stage.scene.node("g")
    assert item is not None
    seen = item.revision
    stage.status.find({"g": Finding("error", ("Generate: no prompt; link one",))})
    assert item.badges == ("error",)
    stage.status.run("g", Run("running", 0.5))
    assert item.status.progress == 0.5
    stage.focus.select(["g"])
    assert item.selected
    assert item.current
    assert item.revision > seen


def test_a_clone_shows_what_its_source_says_also_after_that_changes(stage_of: Make) -> None:
    source = replace(node("p", "prompt", (0, 0)), params={"text": "a fox in snow"})
    clone = Node("c", source.type, source.version, position=(300, 0), clone_of="p")
    stage = stage_of(Document(graph=Graph.of([source, clone], [])))
    shown_by = stage.scene.node("c")
    assert shown_by is not None
    assert shown_by.value == ("a fox in snow",)
    stage.model.edit("Write", lambda d: d.with_graph(d.graph.put(replace(source, params={"text": "a kite"}))))
    assert shown_by.value == ("a kite",)


def test_a_picture_makes_room_for_itself(stage_of: Make) -> None:
    stage = stage_of(chain())
    item = stage.scene.node("g")
    assert item is not None
    height = item.height
    stage.status.picture("g", QPixmap(160, 90))
    assert item.shape.picture is not None
    assert item.height > height
    assert stage.scene.sizes()["g"] == (item.width, item.height)
