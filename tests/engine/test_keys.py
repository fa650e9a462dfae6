"""Keys hold all that changes a result and nothing else; a compiler used before says what a fresh one says."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Document, Graph, Link, Node, Settings, Size
from engine.compile import Compiled, Compiler, Request, Target
from engine.graph import Flags
from engine.plan import Plan
from tests.engine.graphs import (
    document,
    edited,
    environment,
    film,
    flagged,
    group,
    keys,
    node,
    plan_of,
    request,
    take,
)
from tests.nodes.lowering import LOOM


def _plan(found: Compiled) -> Plan:
    assert found.plan is not None, [p.line() for p in found.problems]
    return found.plan


def test_looks_change_no_key() -> None:
    doc = document(*film())
    before = plan_of(doc, Target("shot", "take"))
    dressed = {
        name: replace(
            n,
            title=f"My {name}",
            position=(3.0, 4.0),
            flags=Flags(collapse=True),
            extra={"x": b"1"},
            package_version="9",
        )
        for name, n in doc.graph.nodes.items()
    }
    after = plan_of(doc.with_graph(replace(doc.graph, nodes=dressed)), Target("shot", "take"))
    assert [s.key for s in after.steps] == [s.key for s in before.steps]
    assert after.outputs[0].title == "My shot"


def test_what_the_prompt_says_changes_every_key_behind_it() -> None:
    doc = document(*film())
    before, after = (plan_of(d, "shot") for d in (doc, edited(doc, "prompt", text="a bear")))
    shared = {s.key for s in before.steps} & {s.key for s in after.steps}
    assert [s.op for s in before.steps if s.key in shared] == ["encode_text"]


def test_the_upscale_factor_changes_the_upscale_alone() -> None:
    doc = document(*film(), node("upscale", factor="2"), "trim.clip upscale.picture")
    target = Target("upscale", "file", "mp4")
    before, after = (plan_of(d, target) for d in (doc, edited(doc, "upscale", factor="4")))
    known = {s.key for s in before.steps}
    assert [s.op for s in after.steps if s.key not in known] == ["upscale", "encode"]


@pytest.mark.parametrize(
    ("wishes", "changes"),
    [
        ({"precision": "bf16"}, True),
        ({"models": {"built-in": replace(LOOM, digest="e" * 32)}}, True),
        ({"upscaler_digest": "v" * 32}, False),
    ],
)
def test_precision_and_weights_are_in_the_keys_of_what_they_make(
    wishes: dict[str, object], changes: bool
) -> None:
    doc = document(*film())
    assert (keys(plan_of(doc, "shot", env=environment(**wishes))) != keys(plan_of(doc, "shot"))) is changes


def test_the_documents_size_matters_only_where_it_is_used() -> None:
    doc = document(*film(), node("load_clip", media="footage"))
    tall = doc.with_settings(Settings(size=Size(720, 1280)))
    assert keys(plan_of(doc, "load_clip")) == keys(plan_of(tall, "load_clip"))
    assert keys(plan_of(doc, "shot")) != keys(plan_of(tall, "shot"))


def test_the_order_of_links_into_an_input_that_takes_several_matters() -> None:
    parts = (
        node("load_clip", media="footage"),
        node("reverse"),
        node("concatenate"),
        "load_clip.clip reverse.clip",
    )
    wires = ("load_clip.clip concatenate.clips", "reverse.clip concatenate.clips")
    one, other = (keys(plan_of(document(*parts, *w), "concatenate")) for w in (wires, wires[::-1]))
    assert one != other


def test_a_bypassed_node_is_as_if_it_were_not_there() -> None:
    doc = document(*film())
    assert keys(plan_of(flagged(doc, "trim", bypass=True), "shot")) == keys(plan_of(doc, "generate"))


# -- what holds for any graph ----------------------------------------------------------------------------------------

CLIP_EDITS = {
    "trim": {"stop": [0.0, 0.5, 0.8]},
    "reverse": {},
    "speed": {"factor": [0.5, 1.0, 2.0], "smooth": [True, False]},
    "title": {"text": ["a", "b"]},
    "upscale": {"factor": ["2", "3"], "method": ["lanczos"]},
    "resize": {"size": [[64, 64], [100, 60]]},
    "generate": {"seed": [1, 2], "duration": [0.5, 1.4]},
    "remix": {"change": [0.3, 0.6]},
    "shot": {},
}
PORTS = {"upscale": "picture", "resize": "picture"}


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Chains and trees of clip nodes; every node hangs on an earlier one, or makes a clip of its own."""
    nodes: list[Node] = [node("load_clip", media="footage")]
    wires: list[Link] = []
    for number in range(draw(st.integers(1, 9))):
        kind = draw(st.sampled_from(sorted(CLIP_EDITS)))
        params = {name: draw(st.sampled_from(values)) for name, values in CLIP_EDITS[kind].items()}  # type: ignore[attr-defined]
        name = f"n{number}"
        if kind != "generate":
            source = draw(st.sampled_from(nodes))
            port = PORTS.get(source.type.removeprefix("shotloom."), "clip")
            wires.append(Link(source.id, port, name, PORTS.get(kind, "clip")))
        nodes.append(node(name, kind, **params))
    return Graph.of(nodes, wires)


def all_of(graph: Graph) -> Request:
    """A request for every node."""
    return request(*graph.nodes)


@given(graphs())
def test_compiling_is_deterministic(graph: Graph) -> None:
    doc = replace(document(node("trim")), graph=graph)
    once, twice = (Compiler(environment()).compile(doc, all_of(graph)) for _ in range(2))
    assert once.plan is not None
    assert once == twice
    assert once.plan.encode() == _plan(twice).encode()


@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_nodes_and_links_changes_no_key(graph: Graph, random: object) -> None:
    doc = replace(document(node("trim")), graph=graph)
    nodes, wires = list(graph.nodes.values()), list(graph.links)
    random.shuffle(nodes)  # type: ignore[attr-defined]
    random.shuffle(wires)  # type: ignore[attr-defined]
    mixed = replace(doc, graph=Graph.of(nodes, wires))
    asked = all_of(graph)
    before, after = (_plan(compiled_by(d, asked)) for d in (doc, mixed))
    assert {o.node: o.key for o in before.outputs} == {o.node: o.key for o in after.outputs}


def compiled_by(doc: Document, asked: Request) -> Compiled:
    """What a fresh compiler makes of a request."""
    return Compiler(environment()).compile(doc, asked)


@given(graphs(), st.data())
def test_a_param_changes_the_keys_behind_it_alone_and_a_used_compiler_says_what_a_fresh_one_says(
    graph: Graph, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([n for n in graph.nodes if n != "load_clip"]))
    kind = graph[name].type.removeprefix("shotloom.")
    params = {k: data.draw(st.sampled_from(v)) for k, v in CLIP_EDITS[kind].items()}  # type: ignore[attr-defined]
    doc = replace(document(node("trim")), graph=graph)
    changed = edited(doc, name, **params)
    asked, compiler = all_of(graph), Compiler(environment())
    before = _plan(compiler.compile(doc, asked))
    after = _plan(compiler.compile(changed, asked))
    assert after == _plan(compiled_by(changed, asked))
    behind = {name}
    for n in graph.nodes:
        behind |= {n for link in graph.links if link.target == n and link.source in behind}
    old, new = ({o.node: o.picture for o in plan.outputs} for plan in (before, after))
    assert {n for n in old if old[n] != new[n]} <= behind


EDITS = st.sampled_from(["mute", "bypass", "clear", "drop", "retitle", "param", "take", "untake"])


@given(graphs(), st.lists(EDITS, min_size=1, max_size=6), st.data())
def test_whatever_was_edited_before_a_used_compiler_answers_as_a_fresh_one(
    graph: Graph, edits: list[str], data: st.DataObject
) -> None:
    compiler = Compiler(environment())
    doc = replace(document(node("trim")), graph=graph)
    compiler.compile(doc, all_of(graph))
    for number, edit in enumerate(edits):
        name = data.draw(st.sampled_from(sorted(doc.graph.nodes)))
        one = doc.graph[name]
        match edit:
            case "drop":
                doc = doc.with_graph(doc.graph.unlink(*doc.graph.into().get(name, ())))
            case "retitle":
                doc = doc.with_graph(doc.graph.put(replace(one, title=f"{one.title}x")))
            case "param":
                doc = edited(doc, name, stop=0.5 + number / 1e6, factor="2" if "upscale" in one.type else 2.0)
            case "take":
                doc = doc.with_take(name, take(f"t{number}"))
            case "untake":
                doc = doc.without_shot(name)
            case _:
                doc = flagged(doc, name, **({} if edit == "clear" else {edit: True}))
        wanted = data.draw(st.sets(st.sampled_from(sorted(doc.graph.nodes)), min_size=1))
        for asked in (request(*sorted(wanted)), all_of(graph)):
            assert compiler.compile(doc, asked) == compiled_by(doc, asked)


def test_a_shot_that_lost_its_take_passes_its_input_again() -> None:
    doc = document(*film(), node("reverse"), "shot.clip reverse.clip").with_take("shot", take())
    asked, compiler = request("shot", "reverse"), Compiler(environment())
    for step in (doc, edited(doc, "trim", stop=0.9000001), doc.without_shot("shot"), doc):
        assert compiler.compile(step, asked) == compiled_by(step, asked)


def test_a_held_image_is_made_anew_beside_its_take() -> None:
    doc = document(
        node("load_image", media="picture"),
        node("crop", size=[100, 100]),
        node("shot"),
        "load_image.image crop.picture",
        "crop.picture shot.clip",
    ).with_take("shot", take())
    compiler = Compiler(environment())
    # Another place of the crop by less than a pixel: other params, the same values.
    for step in (doc, edited(doc, "crop", across=0.5000001)):
        found = _plan(compiler.compile(step, request("shot")))
        assert found == _plan(compiled_by(step, request("shot")))
        assert found.steps[-1].op == "hold"


def test_a_link_into_a_group_that_does_not_fit_is_told_and_forgotten_with_the_link() -> None:
    cut = group("cut", node("trim"), inputs={"film": "trim.clip"}, outputs={"film": "trim.clip"})
    doc = document(
        node("load_clip", media="footage"), Node("a", "group:cut"), "load_clip.clip a.film", groups=(cut,)
    )
    wrong = doc.with_graph(doc.graph.link(Link("load_clip", "clip", "a", "movie")))
    compiler = Compiler(environment())
    for step, fine in ((doc, True), (wrong, False), (doc, True)):
        found = compiler.compile(step, request("a"))
        assert (found.plan is not None) is fine
        assert found == compiled_by(step, request("a"))


def test_moving_a_node_lowers_nothing_anew() -> None:
    doc = document(*film())
    compiler = Compiler(environment())
    before = _plan(compiler.compile(doc, request("shot")))
    moved = doc.with_graph(doc.graph.put(*(replace(n, position=(9.0, 9.0)) for n in doc.graph)))
    after = _plan(compiler.compile(moved, request("shot")))
    assert all(a is b for a, b in zip(before.steps, after.steps, strict=True))


def test_changing_one_node_lowers_only_what_hangs_on_it() -> None:
    doc = document(
        *film(), node("load_clip", media="footage"), node("reverse"), "load_clip.clip reverse.clip"
    )
    compiler = Compiler(environment())
    before = _plan(compiler.compile(doc, request("shot", "reverse")))
    after = _plan(compiler.compile(edited(doc, "trim", stop=0.5), request("shot", "reverse")))
    same = [s.op for s in after.steps if any(s is x for x in before.steps)]
    assert same == ["encode_text", "encode_text", "denoise", "decode", "read_clip", "reverse"]
