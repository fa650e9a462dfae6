"""What orders a graph without changing pictures: Switch, Reroute and Note."""

from collections.abc import Mapping

from engine import Builder, Inputs, IntParam, NodeType, Port, PortType, Settled, TextParam, Value, type_of
from nodes.sampling import number

CHOICE = IntParam(
    name="choose",
    label="Choose",
    unit="number",
    help="Which of the linked inputs goes through; 1 is the first.",
    default=1,
    low=1,
    high=32,
)


def types() -> tuple[NodeType, ...]:
    """The node types of this family."""
    return (
        NodeType(
            id="shotloom.switch",
            label="Switch",
            category="Layout",
            help="Lets one of several inputs through, to compare versions without rewiring.",
            synonyms=("choose", "select", "if", "option", "version", "compare", "router"),
            inputs=(
                Port(
                    "inputs",
                    PortType.ANY,
                    "Inputs",
                    "All of one kind, in order.",
                    required=True,
                    multiple=True,
                    picked_by="choose",
                ),
                number(CHOICE),
            ),
            outputs=(Port("output", PortType.ANY, "Output", "The chosen input."),),
            params=(CHOICE,),
            main="choose",
            lower=_switch,
        ),
        NodeType(
            id="shotloom.reroute",
            label="Reroute",
            category="Layout",
            help="A dot that leads a link around other nodes.",
            synonyms=("dot", "elbow", "wire", "pin"),
            inputs=(Port("input", PortType.ANY, "Input", "Anything.", required=True),),
            outputs=(Port("output", PortType.ANY, "Output", "The same."),),
            lower=_reroute,
        ),
        NodeType(
            id="shotloom.note",
            label="Note",
            category="Layout",
            help="A note for whoever opens the graph; it changes nothing.",
            synonyms=("comment", "sticky", "text", "remark", "readme"),
            params=(
                TextParam(name="text", label="Note", help="What you want to say.", lines=True, affects=False),
            ),
            main="text",
            inert=True,
            lower=_note,
        ),
    )


def _switch(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, Value]:
    values = inputs.all("inputs")
    kind = type_of(values[0])
    for place, value in enumerate(values, 1):
        if type_of(value) is not kind:
            build.refuse(
                f"input {place} is of another kind than the first, which is {kind.value}",
                port="inputs",
                value=type_of(value).value,
                remedy="Link inputs of one kind",
            )
    if params["choose"] > len(values):
        build.refuse(
            f"only {len(values)} inputs are linked",
            port="choose",
            value=params["choose"],
            remedy=f"Choose a number from 1 to {len(values)}",
        )
    return {"output": values[params["choose"] - 1]}


def _reroute(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, Value]:
    return {"output": inputs["input"]}


def _note(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, Value]:
    return {}
