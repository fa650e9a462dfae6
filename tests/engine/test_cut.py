"""The timeline rendered as a film: lengths, order, gaps, short takes and shots whose node is gone."""

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.compile import Compiled, Compiler
from engine.cut import cut_of
from engine.document import Document
from engine.errors import GraphError
from engine.graph import Graph, Group, Link, Node
from engine.registry import Registry
from engine.request import Environment, Request, Target
from engine.shots import Shot, Take
from engine.timeline import Timeline
from engine.types import ModelSpec, Size
from nodes import all_types

MODEL = ModelSpec("built-in", "Test", "Apache-2.0", "d", (Size(112, 64),), Fraction(12), 5, 3.0)
TYPES = Registry(all_types())


def take(seconds: int, name: str = "abc") -> Take:
    rate = Fraction(24)
    return Take(
        name,
        f"{name}.mp4",
        seconds * 24,
        rate,
        Size(448, 256),
        7,
        1.0,
        "2026-01-01T00:00:00+00:00",
        "m",
        "d",
        "k",
    )


def document(*items: tuple[str | None, int, int], shots: dict[str, Shot] | None = None) -> Document:
    """Items as (shot, in point, length) in seconds, over a graph with one generated shot "s" of two seconds."""
    graph = Graph.of(
        [
            Node("g", "shotloom.generate", params={"text": "a dog", "duration": 2.0}),
            Node("s", "shotloom.shot", title="Dog"),
        ],
        [Link("g", "clip", "s", "clip")],
    )
    timeline = Timeline()
    time = Fraction(0)
    for shot, start, length in items:
        if shot is not None:
            timeline = timeline.insert_at(time, timeline.new_item(shot, Fraction(length), Fraction(start)))
        time += length
    return Document(graph=graph, shots=shots or {}, timeline=timeline)


def compiled(given: Document) -> Compiled:
    cut = cut_of(given, TYPES)
    compiler = Compiler(Environment(cut.registry, {"built-in": MODEL}))
    return compiler.compile(cut.document, Request((Target(cut.node, "file", "mp4"),)))


def test_the_film_is_as_long_as_its_items_and_in_the_document_size() -> None:
    found = compiled(document(("s", 0, 1), (None, 0, 1), ("s", 1, 1)))
    assert found.plan is not None
    assert not found.problems
    facts = found.plan.outputs[0].facts
    assert (facts.frames, facts.rate, facts.size) == (72, 24, Size(1280, 720))
    assert [s.op for s in found.plan.steps].count("denoise") == 1, "two items of one shot generate it once"
    assert [s.op for s in found.plan.steps].count("film") == 1, "the cut is one step"


def test_a_shot_with_a_take_is_read_and_not_generated() -> None:
    given = document(("s", 0, 1), shots={"s": Shot("s", takes=(take(3),))})
    found = compiled(given)
    assert found.plan is not None
    ops = [s.op for s in found.plan.steps]
    assert "read_clip" in ops
    assert "denoise" not in ops


def test_a_shot_whose_node_is_gone_still_plays_its_take() -> None:
    given = document(("old", 0, 2), shots={"old": Shot("old", takes=(take(2),))})
    found = compiled(given)
    assert found.plan is not None
    assert not found.errors
    assert found.plan.outputs[0].facts.frames == 48


def test_a_shot_in_a_group_is_part_of_the_film() -> None:
    given = document(("a/s", 0, 1), ("s", 0, 1))
    inside = Group("scene", "Scene", given.graph)
    given = replace(given.with_group(inside), graph=given.graph.put(Node("a", "group:scene")))
    found = compiled(given)
    assert found.plan is not None
    assert not found.problems
    assert [s.op for s in found.plan.steps].count("denoise") == 1, "the group makes the same clip"
    shown = compiled(given.with_shot(Shot("a/s", takes=(take(2),))))
    assert shown.plan is not None
    assert "read_clip" in [s.op for s in shown.plan.steps]


def test_a_short_take_holds_its_last_frame_and_says_so() -> None:
    given = document(("s", 0, 3), shots={"s": Shot("s", takes=(take(1),))})
    found = compiled(given)
    assert found.plan is not None
    assert found.plan.outputs[0].facts.frames == 72
    assert [p.severity for p in found.problems] == ["warning"]
    assert "2.00 s shorter" in found.problems[0].message


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (document(("s", 5, 1), shots={"s": Shot("s", takes=(take(1),))}), "begins after"),
        (document(("gone", 0, 1)), "not in the graph"),
    ],
)
def test_what_cannot_be_cut_is_a_problem_with_a_remedy(given: Document, message: str) -> None:
    found = compiled(given)
    assert found.plan is None
    assert message in found.problems[0].message
    assert found.problems[0].remedy


def test_an_empty_timeline_is_refused() -> None:
    with pytest.raises(GraphError, match="empty"):
        cut_of(document(), TYPES)


def test_timeline_edits_change_no_key_of_what_is_generated() -> None:
    first, second = compiled(document(("s", 0, 1))), compiled(document((None, 0, 2), ("s", 1, 1)))
    assert first.plan is not None
    assert second.plan is not None
    made = [{s.key for s in plan.steps if s.op == "denoise"} for plan in (first.plan, second.plan)]
    assert made[0] == made[1]


def test_a_node_that_is_called_like_the_film_is_a_node_like_any_other() -> None:
    given = document(("s", 0, 1))
    graph = Graph.of(
        [replace(node, id="timeline") if node.id == "g" else node for node in given.graph],
        [Link("timeline", "clip", "s", "clip")],
    )
    found = compiled(replace(given, graph=graph))
    assert found.problems == ()
    assert found.plan is not None
    assert "denoise" in [s.op for s in found.plan.steps]
