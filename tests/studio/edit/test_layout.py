"""Tidying up: columns from left to right, no overlaps, the same answer for the same graph."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import Document, Frame, Link
from studio.edit import layout
from studio.edit.frames import NODE_SIZE
from studio.edit.layered import layered
from studio.edit.scope import graph_of, with_graph
from tests.engine.graphs import document, group, node
from tests.studio.edit.scenes import scenes

many = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=60)
boxes = st.lists(st.tuples(st.integers(20, 300).map(float), st.integers(20, 200).map(float)), max_size=14)


def overlaps(rects: list[tuple[float, float, float, float]]) -> bool:
    return any(
        a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
        for a, b in combinations(rects, 2)
    )


def sizes_of(doc: Document) -> dict[str, tuple[float, float]]:
    return {n: (100.0 + 10 * i, 50.0 + 20 * (i % 3)) for i, n in enumerate(doc.graph.nodes)}


@many
@given(boxes, st.data())
def test_boxes_never_overlap_whatever_the_edges(
    sizes: list[tuple[float, float]], data: st.DataObject
) -> None:
    ends = st.integers(0, max(0, len(sizes) - 1))
    pairs = data.draw(st.lists(st.tuples(ends, ends), max_size=40)) if sizes else []
    places = layered(sizes, [(a, b, 0.0, 0.0) for a, b in pairs])
    rects = [(x, y, w, h) for (x, y), (w, h) in zip(places, sizes, strict=True)]
    assert not overlaps(rects)


@many
@given(scenes())
def test_links_run_from_left_to_right_and_tidying_twice_changes_nothing(doc: Document) -> None:
    sizes = sizes_of(doc)
    after = layout.tidy(doc, None, sizes)
    for link in after.graph.links:
        source, target = after.graph[link.source], after.graph[link.target]
        assert source.position[0] + sizes[link.source][0] < target.position[0]
    assert layout.tidy(after, None, sizes) is after
    assert list(after.graph.nodes) == list(doc.graph.nodes)
    assert after.graph.links == doc.graph.links


def test_a_chain_is_one_straight_row_at_the_corner_where_it_was() -> None:
    doc = document(
        replace(node("load_clip"), position=(70.0, 900.0)),
        replace(node("trim"), position=(-30.0, 55.0)),
        replace(node("shot"), position=(10.0, 400.0)),
        "load_clip.clip trim.clip", "trim.clip shot.clip",
    )  # fmt: skip
    after = layout.tidy(doc, None, dict.fromkeys(doc.graph.nodes, (100.0, 60.0)), gap=(50.0, 20.0))
    assert [n.position for n in after.graph] == [(-30.0, 55.0), (120.0, 55.0), (270.0, 55.0)]


def test_links_run_level_where_the_ports_are_told() -> None:
    doc = document(node("load_clip"), node("trim"), "load_clip.clip trim.clip")
    drops = {("load_clip", True): 30.0, ("trim", False): 50.0}
    after = layout.tidy(doc, None, {}, drop=lambda n, port, output: drops[n, output])
    source, target = after.graph["load_clip"].position, after.graph["trim"].position
    assert source[1] + 30.0 == target[1] + 50.0


def test_crossings_that_need_not_be_are_undone() -> None:
    doc = document(
        node("load_clip1"), node("load_clip2"), node("trim2"), node("trim1"),
        "load_clip1.clip trim1.clip", "load_clip2.clip trim2.clip", "load_clip1.clip trim2.clip",
    )  # fmt: skip
    after = layout.tidy(doc, None, {})
    y = {n.id: n.position[1] for n in after.graph}
    assert (y["load_clip1"] < y["load_clip2"]) == (y["trim1"] < y["trim2"])


def test_a_model_stands_beside_what_it_feeds_not_at_the_far_left() -> None:
    doc = document(
        node("load_clip"), node("trim"), node("reverse"), node("prompt"), node("extend_clip"),
        "load_clip.clip trim.clip", "trim.clip reverse.clip", "reverse.clip extend_clip.clip",
        "prompt.text extend_clip.prompt",
    )  # fmt: skip
    after = layout.tidy(doc, None, {})
    assert after.graph["prompt"].position[0] == after.graph["reverse"].position[0]


def test_only_the_selection_moves() -> None:
    doc = document(
        replace(node("load_clip"), position=(5.0, 5.0)), replace(node("trim"), position=(0.0, 300.0)),
        replace(node("shot"), position=(900.0, 0.0)), "load_clip.clip trim.clip", "trim.clip shot.clip",
    )  # fmt: skip
    after = layout.tidy(doc, None, {}, ["load_clip", "trim"])
    assert after.graph["shot"] is doc.graph["shot"]
    assert min(n.position for n in after.graph if n.id != "shot") == (0.0, 5.0)


def test_a_selection_is_laid_out_beside_what_stays_and_not_on_it() -> None:
    at = {"load_clip": (0.0, 0.0), "trim": (0.0, 300.0), "reverse": (0.0, 600.0), "shot": (300.0, 20.0),
          "note": (700.0, 130.0)}  # fmt: skip
    nodes = [replace(node(name), position=place) for name, place in at.items()]
    doc = document(*nodes, "load_clip.clip trim.clip", "trim.clip reverse.clip")
    chosen = ["load_clip", "trim", "reverse"]
    after = layout.tidy(doc, None, {}, chosen)
    assert not overlaps([(*n.position, *NODE_SIZE) for n in after.graph])
    assert {n: after.graph[n].position for n in ("shot", "note")} == {n: at[n] for n in ("shot", "note")}
    assert layout.tidy(after, None, {}, chosen) is after


def test_circles_are_drawn_too() -> None:
    doc = document(node("trim1"), node("trim2"), node("trim3"))
    ring = [
        Link("trim1", "clip", "trim2", "clip"),
        Link("trim2", "clip", "trim3", "clip"),
        Link("trim3", "clip", "trim1", "clip"),
    ]
    doc = replace(doc, graph=doc.graph.link(*ring))
    after = layout.tidy(doc, None, {})
    assert len({n.position for n in after.graph}) == 3
    assert layout.tidy(after, None, {}) is after


def test_frames_move_as_one_box_and_keep_their_nodes() -> None:
    nodes = [replace(node(f"trim{i}"), position=(37.0 * i, 11.0 * i)) for i in range(6)]
    doc = document(*nodes, *(f"trim{i}.clip trim{i + 1}.clip" for i in range(5))).with_frames(
        Frame("outer", "", (0, 0, 900, 900), nodes=("trim1", "trim2", "trim3")),
        Frame("inner", "", (10, 10, 300, 300), nodes=("trim2", "trim3")),
        Frame("free", "", (2000, 0, 100, 100)),
    )
    sizes = sizes_of(doc)
    after = layout.tidy(doc, None, sizes)
    outer, inner, free = after.frames
    assert free == doc.frames[2]
    assert set(outer.nodes) == {"trim1", "trim2", "trim3"}
    assert set(inner.nodes) == {"trim2", "trim3"}
    rects = {n.id: (*n.position, *sizes[n.id]) for n in after.graph}
    for frame in (outer, inner):
        for name, rect in rects.items():
            assert overlaps([frame.rect, rect]) == (name in frame.nodes)
    assert overlaps([outer.rect, inner.rect])
    assert not overlaps(list(rects.values()))
    assert layout.tidy(after, None, sizes) is after


def test_frames_that_lay_over_each_other_by_chance_stand_apart() -> None:
    doc = document(node("trim1"), node("trim2"), "trim1.clip trim2.clip").with_frames(
        Frame("large", "", (0, 0, 900, 900), nodes=("trim1",)),
        Frame("small", "", (10, 10, 90, 90), nodes=("trim2",)),
    )
    large, small = layout.tidy(doc, None, {}).frames
    assert (large.nodes, small.nodes) == (("trim1",), ("trim2",))
    assert not overlaps([large.rect, small.rect])


def test_the_inside_of_a_group_is_tidied_alone() -> None:
    doc = document(
        node("shot"), groups=(group("look", node("trim"), node("reverse"), "trim.clip reverse.clip"),)
    )
    after = layout.tidy(doc, "look", {})
    assert after.graph is doc.graph
    inside = graph_of(after, "look")
    assert inside["trim"].position[0] < inside["reverse"].position[0]
    assert with_graph(after, "look", doc.groups["look"].graph).groups == doc.groups


@pytest.mark.parametrize("chosen", [(), ["gone"]])
def test_an_empty_graph_stays_empty(chosen: list[str]) -> None:
    doc = Document()
    assert layout.tidy(doc, None, {}, chosen) is doc
