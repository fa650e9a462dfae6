"""Where a moving preview lies in the shot that is being made: at what is new, not at the beginning."""

from dataclasses import replace
from fractions import Fraction

from studio.edit import growing
from studio.edit.ports import Faces
from studio.playing.previewing import lead_of
from tests.engine.graphs import registry
from tests.studio.edit.films import film, seconds

FACES = Faces(registry())
AROUND = Fraction(9, 24)


def made(grown: growing.Grown, kind: str) -> str:
    """The new node that is at work."""
    graph = grown.document.graph
    return next(name for name in grown.nodes if graph[name].type == f"shotloom.{kind}")


def test_a_continuation_is_made_behind_its_source() -> None:
    grown = growing.extend(film(48), FACES, "item1")
    lead = lead_of(grown.document, grown.shot, made(grown, "extend_clip"), 1 + AROUND)
    assert lead == Fraction(1, 2) - AROUND


def test_what_leads_up_is_made_from_the_beginning() -> None:
    grown = growing.extend(film(48), FACES, "item1", direction="backward")
    assert lead_of(grown.document, grown.shot, made(grown, "extend_clip"), 1 + AROUND) == 0


def test_a_bridge_is_made_between_two_shots() -> None:
    grown = growing.connect_to_next(film(48, 48), FACES, "item1", Fraction(1))
    assert (
        lead_of(grown.document, grown.shot, made(grown, "connect"), 1 + 2 * AROUND) == Fraction(1, 2) - AROUND
    )


def test_a_range_is_made_where_it_lies() -> None:
    grown = growing.retake_range(film(96), FACES, "item1", seconds(48), seconds(60))
    assert lead_of(grown.document, grown.shot, made(grown, "retake"), Fraction(1)) == 2 - AROUND


def test_a_whole_shot_is_made_from_its_beginning() -> None:
    document = film(48)
    assert lead_of(document, "shot1", "generate1", Fraction(2)) == 0
    assert lead_of(document, "shot1", "nothing", Fraction(2)) == 0


def test_a_range_far_behind_the_shot_costs_no_memory() -> None:
    grown = growing.retake_range(film(96), FACES, "item1", seconds(48), seconds(60))
    name, graph = made(grown, "retake"), grown.document.graph
    node = replace(graph[name], params={**graph[name].params, "start": 1e12})
    document = replace(grown.document, graph=graph.put(node))
    assert lead_of(document, grown.shot, name, Fraction(1)) <= 4
