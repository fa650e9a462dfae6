"""Undo never leaves the artist before an empty canvas; edits of their own never move the view."""

from engine.registry import Registry
from tests.studio.graph.easel import Easel, node

FAR = (9_000.0, 9_000.0)


def far_off(easel: Easel, types: Registry) -> None:
    """A node far from all others, and the view there."""
    added = node("far", "prompt", FAR, types)
    easel.model.edit("Add", lambda d: d.with_graph(d.graph.put(added)))
    easel.view.fit(["far"])


def seen(easel: Easel) -> int:
    """How many nodes are in sight."""
    return len(easel.scene.nodes_in(easel.view.scene_rect()))


def test_undo_shows_the_graph_where_it_would_show_nothing(easel: Easel, types: Registry) -> None:
    far_off(easel, types)
    assert seen(easel) == 1
    easel.model.stack.undo()
    assert seen(easel) == len(easel.graph.nodes)


def test_undo_leaves_the_view_alone_where_something_is_in_sight(easel: Easel, types: Registry) -> None:
    far_off(easel, types)
    easel.view.fit(["prompt"])
    before = easel.view.scene_rect()
    easel.model.stack.undo()
    assert easel.view.scene_rect() == before


def test_ones_own_edit_never_moves_the_view(easel: Easel, types: Registry) -> None:
    far_off(easel, types)
    before = easel.view.scene_rect()
    easel.model.edit("Delete", lambda d: d.with_graph(d.graph.remove("far")))
    assert easel.view.scene_rect() == before
    assert seen(easel) == 0
