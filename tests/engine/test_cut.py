"""The timeline rendered as a film: lengths, order, gaps, short takes and shots whose node is gone."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given as given_by
from hypothesis import settings
from hypothesis import strategies as st

from engine import cutting
from engine.compile import Compiled, Compiler
from engine.cut import MAX_FRAMES, cut_of
from engine.document import Document
from engine.errors import GraphError
from engine.graph import Graph, Group, Link, Node
from engine.plan import Step
from engine.registry import Registry
from engine.request import Environment, Request, Target
from engine.shots import Shot, Take
from engine.timeline import Timeline
from engine.tracks import Cue, Placed
from engine.types import ModelSpec, Size
from nodes import all_types
from tests.engine.test_cutting import edits

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


def compiled(given: Document, **options: Any) -> Compiled:
    cut = cut_of(given, TYPES, **options)
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


def step(found: Compiled, op: str) -> Step:
    assert found.plan is not None, found.problems
    (only,) = [step for step in found.plan.steps if step.op == op]
    return only


def with_everything() -> Document:
    """A dissolve, an overlay of a shot that is nowhere else, a title and a subtitle."""
    given = document(("s", 0, 1), (None, 0, 1), ("s", 1, 1), shots={"over": Shot("over", takes=(take(2),))})
    timeline = replace(
        cutting.set_dissolve(given.timeline, given.timeline.items[2].id, Fraction(1, 4)),
        overlay=(Placed("o", "over", Fraction(1), Fraction(0), Fraction(3)),),
        cues=(
            Cue("t", Fraction(0), Fraction(1), "The Dog", "title"),
            Cue("u", Fraction(1), Fraction(1), "Woof"),
        ),
    )
    return given.with_timeline(timeline)


def test_overlays_are_part_of_the_film_and_its_length() -> None:
    found = compiled(with_everything())
    film = step(found, "film")
    assert film.facts.frames == 96
    assert len(film.inputs) == 2, "each shot's clip once"
    assert any("shorter" in problem.message for problem in found.problems), "the overlay outlasts its take"


def test_titles_are_always_drawn_and_subtitles_when_asked() -> None:
    def texts(**options: Any) -> list[str]:
        return [cue[4] for cue in step(compiled(with_everything(), **options), "film").params.get("cues", ())]

    assert texts() == ["The Dog"]
    assert texts(subtitles=True) == ["The Dog", "Woof"]


def test_a_part_of_the_film_at_another_size() -> None:
    found = compiled(with_everything(), span=(10, 30), size=Size(640, 360))
    assert found.plan is not None
    facts = found.plan.outputs[0].facts
    assert (facts.frames, facts.size) == (20, Size(640, 360))
    whole = compiled(with_everything(), size=Size(640, 360))
    assert step(found, "film").key == step(whole, "film").key
    with pytest.raises(GraphError, match="nothing of the film"):
        cut_of(with_everything(), TYPES, span=(99, 120))


def test_a_film_may_be_longer_than_a_clip_but_not_endless() -> None:
    long = document(("s", 0, 2000), shots={"s": Shot("s", takes=(replace(take(2000), frames=48_000),))})
    assert step(compiled(long), "film").facts.frames == 48_000
    endless = document(("s", 0, 1), (None, 0, MAX_FRAMES), ("s", 0, 1))
    assert "too long" in compiled(endless).problems[0].message


@settings(max_examples=15, deadline=None)
@given_by(st.data())
def test_no_edit_of_the_cut_changes_a_key_of_what_is_generated(data: st.DataObject) -> None:
    given_document = with_everything()
    before = {s.key for s in _steps(given_document) if s.op not in {"film", "encode"}}
    for _ in range(data.draw(st.integers(1, 4))):
        _, edit = data.draw(edits(given_document.timeline))
        after = edit(given_document.timeline)
        shown = [i for i in after.items if i.shot in {"s", None}]
        if any(item.shot == "s" for item in shown):
            given_document = given_document.with_timeline(replace(after, items=tuple(shown)))
    after_keys = {s.key for s in _steps(given_document) if s.op not in {"film", "encode"}}
    assert after_keys == before


def _steps(given: Document) -> tuple[Step, ...]:
    """The steps of the film, or none where the cut shows what its shots do not have."""
    slack = replace(
        given.timeline, items=tuple(replace(i, in_point=Fraction(0)) for i in given.timeline.items)
    )
    found = compiled(given.with_timeline(slack))
    assert found.plan is not None, found.problems
    return found.plan.steps
