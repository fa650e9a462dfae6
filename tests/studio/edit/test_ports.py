"""What nodes look like to links."""

from dataclasses import replace

import pytest

from engine import GraphError, Link, Node, PortType
from studio.edit import nodes as node_edits
from studio.edit.ports import MISSING, Faces, title_of
from tests.engine.graphs import document, group, node, registry

TEXT, CLIP, IMAGE, ANY = (PortType.TEXT,), (PortType.CLIP,), (PortType.IMAGE,), (PortType.ANY,)


@pytest.fixture
def faces() -> Faces:
    return Faces(registry())


def test_a_known_node_looks_like_its_declared_type(faces: Faces) -> None:
    doc = document(node("prompt"))
    assert faces.of(doc, doc.graph["prompt"]) is registry()["shotloom.prompt"]
    assert faces.known(doc, doc.graph["prompt"])


def test_an_unknown_node_shows_the_ports_that_its_links_name(faces: Faces) -> None:
    doc = document(
        node("prompt"), Node("glow", "acme.glow", 3, "acme"), node("shot"), "prompt.text glow.words",
        "glow.out shot.clip",
    )  # fmt: skip
    kind = faces.of(doc, doc.graph["glow"])
    assert (kind.category, kind.label, kind.package) == (MISSING, "acme.glow", "acme")
    assert [p.name for p in kind.inputs] == ["words"]
    assert [p.name for p in kind.outputs] == ["out"]
    assert "acme" in kind.help
    assert not faces.known(doc, doc.graph["glow"])


def test_an_unknown_input_of_several_links_stays_one_of_several(faces: Faces) -> None:
    doc = document(node("prompt1"), node("prompt2"), Node("mix", "acme.mix"), "prompt1.text mix.all",
                   "prompt2.text mix.all")  # fmt: skip
    assert [p.multiple for p in faces.of(doc, doc.graph["mix"]).inputs] == [True]


def test_an_instance_shows_the_ports_of_its_group(faces: Faces) -> None:
    look = group("look", node("resize"), node("title"), "resize.picture title.clip",
                 inputs={"in": "resize.picture"}, outputs={"out": "title.clip"})  # fmt: skip
    doc = document(Node("fx", "group:look"), groups=(look,))
    kind = faces.of(doc, doc.graph["fx"])
    assert [(p.name, p.types) for p in kind.inputs] == [("in", (PortType.CLIP, PortType.IMAGE))]
    assert [(p.name, p.types) for p in kind.outputs] == [("out", CLIP)]


def test_an_instance_of_a_group_that_is_gone_is_a_placeholder(faces: Faces) -> None:
    doc = document(Node("fx", "group:look"), node("shot"), "fx.out shot.clip")
    assert faces.of(doc, doc.graph["fx"]).category == MISSING
    assert [p.name for p in faces.of(doc, doc.graph["fx"]).outputs] == ["out"]
    assert not faces.known(doc, doc.graph["fx"])


def test_an_instance_offers_exposed_params_with_the_inner_values_as_defaults(faces: Faces) -> None:
    inner = group("inner", node("prompt", text="a fox"), params={"words": "prompt.text"})
    outer = group("outer", Node("nest", "group:inner"), params={"story": "nest.words"})
    doc = document(Node("fx", "group:outer"), groups=(inner, outer))
    (param,) = faces.of(doc, doc.graph["fx"]).params
    assert (param.name, param.kind, param.default_json) == ("story", "text", "a fox")


def test_a_face_is_made_anew_only_when_its_group_changes(faces: Faces) -> None:
    inner = group("inner", node("prompt"), outputs={"text": "prompt.text"})
    outer = group("outer", Node("nest", "group:inner"), outputs={"text": "nest.text"})
    doc = document(Node("fx", "group:outer"), groups=(inner, outer))
    first = faces.of(doc, doc.graph["fx"])
    moved = node_edits.move(doc, None, {"fx": (5.0, 5.0)})
    assert faces.of(moved, moved.graph["fx"]) is first
    changed = doc.with_group(group("inner", node("seed"), outputs={"text": "seed.seed"}))
    assert faces.of(changed, changed.graph["fx"]).outputs[0].type is PortType.NUMBER


def test_a_clone_looks_like_its_source(faces: Faces) -> None:
    clone = Node("copy", "shotloom.seed", clone_of="prompt")
    doc = document(node("prompt"), clone)
    assert faces.of(doc, clone).id == "shotloom.prompt"
    assert faces.port(doc, clone, "text", True) is not None


def test_a_clone_in_a_group_finds_its_source_there(faces: Faces) -> None:
    clone = Node("copy", "shotloom.seed", clone_of="prompt")
    doc = document(node("seed"), groups=(group("g", node("prompt"), clone),))
    assert faces.of(doc, doc.groups["g"].graph["copy"]).id == "shotloom.prompt"


def test_a_clone_whose_source_is_gone_looks_like_itself(faces: Faces) -> None:
    doc = document(Node("copy", "shotloom.seed", clone_of="prompt"))
    assert faces.of(doc, doc.graph["copy"]).id == "shotloom.seed"


def test_ports_are_found_by_their_earlier_names() -> None:
    kind = registry()["shotloom.prompt"]
    renamed = replace(kind, outputs=(replace(kind.outputs[0], name="words", replaces=("text",)),))
    faces = Faces(type(registry())([renamed]))
    doc = document(node("prompt"))
    port = faces.port(doc, doc.graph["prompt"], "text", True)
    assert port is not None
    assert port.name == "words"
    assert faces.types(doc, None, "prompt", "text", True) == TEXT


def test_a_port_that_is_not_there_has_no_types(faces: Faces) -> None:
    doc = document(node("prompt"))
    assert faces.types(doc, None, "prompt", "wings", True) == ()
    assert faces.types(doc, None, "prompt", "wings", False) == ()
    assert faces.types(doc, None, "gone", "text", True) == ()
    assert faces.port(doc, doc.graph["prompt"], "wings", False) is None


@pytest.mark.parametrize("output", [True, False])
def test_a_dot_takes_the_type_of_its_link(faces: Faces, output: bool) -> None:
    doc = document(node("prompt"), node("reroute1"), node("reroute2"), "prompt.text reroute1.input",
                   "reroute1.output reroute2.input")  # fmt: skip
    assert faces.types(doc, None, "reroute2", "output" if output else "input", output) == TEXT


def test_a_dot_that_feeds_something_takes_only_what_that_takes(faces: Faces) -> None:
    doc = document(node("reroute1"), node("reroute2"), node("trim"), "reroute1.output reroute2.input",
                   "reroute2.output trim.clip")  # fmt: skip
    assert faces.types(doc, None, "reroute1", "input", False) == CLIP
    assert faces.types(doc, None, "reroute1", "output", True) == ANY


def test_a_switch_takes_the_type_of_its_first_link(faces: Faces) -> None:
    doc = document(node("load_image"), node("switch"), "load_image.image switch.inputs")
    assert faces.types(doc, None, "switch", "output", True) == IMAGE
    assert faces.types(doc, None, "switch", "inputs", False) == IMAGE


def test_a_node_of_several_types_yields_what_it_is_given(faces: Faces) -> None:
    doc = document(node("load_image"), node("resize"), "load_image.image resize.picture")
    assert faces.types(doc, None, "resize", "picture", True) == IMAGE
    unlinked = doc.with_graph(doc.graph.unlink(*doc.graph.links))
    assert set(faces.types(unlinked, None, "resize", "picture", True)) == {PortType.CLIP, PortType.IMAGE}


def test_a_ring_of_dots_from_a_file_is_left_open(faces: Faces) -> None:
    doc = document(node("reroute1"), node("reroute2"), "reroute1.output reroute2.input",
                   "reroute2.output reroute1.input")  # fmt: skip
    assert faces.types(doc, None, "reroute1", "output", True) == ANY
    assert faces.types(doc, None, "reroute1", "input", False) == ANY


def test_a_chain_of_thousands_of_dots_is_followed(faces: Faces) -> None:
    count = 3000
    dots = [node(f"reroute{i}") for i in range(count)]
    chain = [f"reroute{i}.output reroute{i + 1}.input" for i in range(count - 1)]
    doc = document(node("prompt"), *dots, node("trim"), "prompt.text reroute0.input", *chain)
    assert faces.types(doc, None, f"reroute{count - 1}", "output", True) == TEXT
    fed = doc.with_graph(
        doc.graph.unlink(doc.graph.links[0]).link(Link(f"reroute{count - 1}", "output", "trim", "clip"))
    )
    assert faces.types(fed, None, "reroute0", "input", False) == CLIP


def test_a_group_that_is_gone_is_said(faces: Faces) -> None:
    with pytest.raises(GraphError, match="not there any more"):
        faces.types(document(), "gone", "a", "b", True)


def test_the_flow_of_a_graph_is_remembered_while_nothing_in_it_changes(faces: Faces) -> None:
    doc = document(node("prompt"))
    flow = faces.flow(doc, None)
    assert faces.flow(doc.with_view({"zoom": 2}), None) is flow
    assert faces.flow(node_edits.rename(doc, None, "prompt", "Fox"), None) is not flow


def test_a_title_names_a_node_and_its_kind_where_it_has_none(faces: Faces) -> None:
    kind = registry()["shotloom.prompt"]
    assert title_of(node("prompt"), kind) == "Prompt"
    assert title_of(replace(node("prompt"), title="Fox"), kind) == "Fox"


def test_a_group_that_shows_the_inputs_of_a_switch_has_a_face(faces: Faces) -> None:
    look = group("look", node("switch"), inputs={"versions": "switch.inputs", "which": "switch.choose"})
    doc = document(Node("fx", "group:look"), groups=(look,))
    assert [(p.name, p.multiple, p.picked_by) for p in faces.of(doc, doc.graph["fx"]).inputs] == [
        ("versions", True, None),
        ("which", False, None),
    ]
