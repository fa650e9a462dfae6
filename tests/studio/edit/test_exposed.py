"""The face of a group: what it shows, by which names and in which order, and what follows outside."""

from dataclasses import replace

import pytest

from engine import Document, GraphError, Node
from engine.files import dumps, loads
from engine.graph import ExposedPort
from studio.edit import exposed
from studio.edit.exposed import Row
from tests.engine.graphs import document, group, links, node
from tests.studio.edit.scenes import faces


def film() -> Document:
    """Two instances of "cut" in the outermost graph, one of them fed and feeding, and one in the group "outer"."""
    cut = group(
        "cut", node("trim", stop=1.0), node("reverse"), "trim.clip reverse.clip",
        inputs={"film": "trim.clip"}, outputs={"film": "reverse.clip"},
        params={"length": "trim.stop", "begin": "trim.start"},
    )  # fmt: skip
    outer = group(
        "outer", Node("i", "group:cut", params={"length": 0.75}),
        inputs={"in": "i.film"}, outputs={"out": "i.film"}, params={"long": "i.length"},
    )  # fmt: skip
    return document(
        node("load_clip"),
        Node("a", "group:cut", params={"length": 0.5}, extra={"params/length": b"0.50"}),
        Node("b", "group:cut"),
        Node("o", "group:outer", params={"long": 0.25}),
        "load_clip.clip a.film", "a.film b.film", "b.film o.in",
        groups=(cut, outer),
    )  # fmt: skip


def names(doc: Document, side: exposed.Side, of: str = "cut") -> list[str]:
    return [row.name for row in exposed.rows(doc.groups[of], side)]


def shown(doc: Document, side: exposed.Side, node: str, port: str, name: str) -> Document:
    return exposed.with_face(
        doc, "cut", side, [*exposed.rows(doc.groups["cut"], side), Row(name, node, port)]
    )


def hidden(doc: Document, side: exposed.Side, name: str) -> Document:
    kept = [row for row in exposed.rows(doc.groups["cut"], side) if row.name != name]
    return exposed.with_face(doc, "cut", side, kept)


def renamed(doc: Document, side: exposed.Side, name: str, new: str) -> Document:
    rows = exposed.rows(doc.groups["cut"], side)
    wanted = [replace(row, name=new) if row.name == name else row for row in rows]
    return exposed.with_face(doc, "cut", side, wanted)


def test_one_more_port_is_shown_by_its_name() -> None:
    doc = film()
    after = shown(doc, "outputs", "trim", "clip", "clip")
    assert names(after, "outputs") == ["film", "clip"]
    named = shown(doc, "outputs", "trim", "clip", "before")
    assert after.groups["cut"].outputs[-1] == replace(named.groups["cut"].outputs[-1], name="clip")
    with pytest.raises(GraphError, match="share a name"):
        shown(doc, "outputs", "trim", "clip", "film")
    with pytest.raises(GraphError, match="no such node"):
        shown(doc, "outputs", "gone", "clip", "clip")


def test_links_of_every_instance_follow_a_renamed_port_through_groups_around() -> None:
    doc = renamed(film(), "inputs", "film", "source")
    assert doc.graph.links == links("load_clip.clip a.source", "a.film b.source", "b.film o.in")
    assert doc.groups["outer"].inputs == (ExposedPort("in", "i", "source"),)
    doc = renamed(doc, "outputs", "film", "result")
    assert doc.graph.links == links("load_clip.clip a.source", "a.result b.source", "b.result o.in")
    assert doc.groups["outer"].outputs == (ExposedPort("out", "i", "result"),)
    assert renamed(doc, "outputs", "result", "result") is doc


def test_values_of_every_instance_follow_a_renamed_param() -> None:
    doc = renamed(film(), "params", "length", "end")
    assert doc.graph["a"].params == {"end": 0.5}
    assert doc.groups["outer"].graph["i"].params == {"end": 0.75}
    assert doc.groups["outer"].params == (ExposedPort("long", "i", "end"),)
    assert doc.graph["o"].params == {"long": 0.25}
    assert loads(dumps(doc)).document.graph == doc.graph


def test_a_port_that_is_shown_no_longer_takes_its_links_and_values_along() -> None:
    doc = hidden(film(), "inputs", "film")
    assert doc.graph.links == ()
    doc = hidden(film(), "outputs", "film")
    assert doc.graph.links == links("load_clip.clip a.film")
    assert doc.groups["outer"].outputs == ()
    doc = hidden(film(), "params", "length")
    assert doc.graph["a"].params == {}
    assert doc.groups["outer"].params == ()
    assert doc.graph["o"].params == {}


def test_names_can_be_exchanged_in_one_go() -> None:
    doc = film()
    length, begin = exposed.rows(doc.groups["cut"], "params")
    wanted = [replace(begin, name="length"), replace(length, name="begin")]
    after = exposed.with_face(doc, "cut", "params", wanted)
    assert names(after, "params") == ["length", "begin"]
    assert after.graph["a"].params == {"begin": 0.5}
    assert exposed.with_face(doc, "cut", "params", [length, begin]) is doc


def test_order_is_the_artists() -> None:
    length, begin = exposed.rows(film().groups["cut"], "params")
    doc = exposed.with_face(film(), "cut", "params", [begin, length])
    assert names(doc, "params") == ["begin", "length"]
    back = exposed.with_face(doc, "cut", "params", [length, begin])
    assert names(back, "params") == ["length", "begin"]
    assert doc.graph == film().graph


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ([Row(" ", "trim", "stop")], "needs a name"),
        ([Row("x" * 129, "trim", "stop")], "needs a name"),
        ([Row("x", "trim", "stop"), Row("x", "trim", "start")], "share a name"),
        ([Row("x", "trim", "stop"), Row("y", "trim", "stop")], "shown already"),
    ],
)
def test_a_face_that_cannot_be_is_refused(wanted: list[Row], message: str) -> None:
    with pytest.raises(GraphError, match=message):
        exposed.with_face(film(), "cut", "params", wanted)


def test_a_group_that_is_gone_is_refused() -> None:
    with pytest.raises(GraphError, match="not there any more"):
        exposed.with_face(film(), "gone", "params", [])


def test_what_can_still_be_shown_is_offered() -> None:
    def offered(doc: Document, side: exposed.Side) -> set[tuple[str, str]]:
        return {(row.node, row.port) for row in exposed.exposable(doc, faces(), "cut", side)}

    doc = film()
    assert offered(doc, "outputs") == {("trim", "clip")}
    assert ("reverse", "clip") not in offered(doc, "inputs")
    assert ("trim", "clip") not in offered(doc, "inputs")
    assert ("trim", "stop") not in offered(doc, "params")
    bare = hidden(doc, "params", "length")
    assert ("trim", "stop") in offered(bare, "params")
    inner = bare.groups["cut"].graph.put(Node("twin", "shotloom.trim", clone_of="trim"))
    bare = bare.with_group(replace(bare.groups["cut"], graph=inner))
    assert not {port for name, port in offered(bare, "params") if name == "twin"}
    assert ("twin", "clip") in offered(bare, "inputs")
