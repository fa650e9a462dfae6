"""Numbers that several nodes share: Seed and Number."""

from collections.abc import Mapping

from engine import Builder, FloatParam, Inputs, NodeType, NumberValue, Port, PortType, SeedParam, Settled


def types() -> tuple[NodeType, ...]:
    """The node types of this family."""
    return (
        NodeType(
            id="shotloom.seed",
            label="Seed",
            category="Values",
            help="One seed for several nodes. Each further take of a request counts it up by one.",
            synonyms=("random", "dice", "noise", "variation"),
            outputs=(Port("seed", PortType.NUMBER, "Seed", "The seed."),),
            params=(
                SeedParam(
                    name="seed",
                    label="Seed",
                    unit="number",
                    help="Where the noise comes from: the same seed gives the same frames.",
                ),
            ),
            main="seed",
            lower=_seed,
        ),
        NodeType(
            id="shotloom.number",
            label="Number",
            category="Values",
            help="One number for several nodes, such as a duration or a strength.",
            synonyms=("value", "constant", "float", "integer", "slider"),
            outputs=(Port("number", PortType.NUMBER, "Number", "The number."),),
            params=(
                FloatParam(
                    name="value",
                    label="Value",
                    unit="number",
                    help="The number; where whole numbers are needed it must be whole.",
                    default=1.0,
                    low=-1_000_000.0,
                    high=1_000_000.0,
                ),
            ),
            main="value",
            lower=_number,
        ),
    )


def _seed(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, NumberValue]:
    return {"seed": NumberValue(params["seed"], seed=True)}


def _number(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, NumberValue]:
    value: float = params["value"]
    return {"number": NumberValue(int(value) if value.is_integer() else value)}
