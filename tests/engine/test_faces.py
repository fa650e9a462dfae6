"""What a group looks like from outside: its ports by name, with the types of what lies behind them."""

from engine import Node, PortType
from engine.faces import face_of
from engine.graph import Group
from tests.engine.graphs import group, node, registry


def types(made: Group, *others: Group) -> dict[str, tuple[PortType, ...]]:
    """The types of every port of a group, by name."""
    kind = face_of(made, {g.id: g for g in (made, *others)}, registry())
    return {p.name: p.types for p in (*kind.inputs, *kind.outputs)}


def test_a_port_has_the_type_of_the_one_inside_through_groups_in_groups() -> None:
    inner = group("inner", node("resize"), inputs={"picture": "resize.picture"})
    outer = group("outer", Node("i", "group:inner"), inputs={"in": "i.picture"})
    declared = registry()["shotloom.resize"].input("picture")
    assert declared is not None
    assert types(outer, inner) == {"in": declared.types}


def test_dots_at_the_border_are_what_they_are_linked_to_inside() -> None:
    made = group(
        "made", node("reroute1"), node("reroute2"), node("trim"), node("reroute3"), node("reroute4"),
        "reroute1.output reroute2.input", "reroute2.output trim.clip", "trim.clip reroute3.input",
        inputs={"in": "reroute1.input", "open": "reroute4.input"}, outputs={"out": "reroute3.output"},
    )  # fmt: skip
    assert types(made) == {"in": (PortType.CLIP,), "out": (PortType.CLIP,), "open": (PortType.ANY,)}


def test_dots_in_a_circle_stay_open() -> None:
    made = group(
        "made", node("reroute1"), node("reroute2"),
        "reroute1.output reroute2.input", "reroute2.output reroute1.input", outputs={"out": "reroute2.output"},
    )  # fmt: skip
    assert types(made) == {"out": (PortType.ANY,)}


def test_a_port_is_labelled_by_the_name_that_it_was_given() -> None:
    made = group("made", node("trim"), node("reverse"), inputs={"clip": "trim.clip", "film": "reverse.clip"})
    kind = face_of(made, {}, registry())
    assert [p.label for p in kind.inputs] == ["Clip", "film"]
