"""Every node type says what it is, checks what it is given, and lowers."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import NodeType, PortType, StudioError, Value, type_of
from engine.build import Builder, Inputs, Settled
from engine.values import (
    CardValue,
    ConditionValue,
    ModelValue,
    NumberValue,
    StoryboardValue,
    TextValue,
)
from tests.nodes.lowering import LOOM, TYPES, builder, clip, image

NAMES = {
    "prompt", "prompt_append", "storyboard", "load_image", "load_clip", "condition", "model", "generate", "still",
    "extend_clip", "connect", "loop", "remix", "retake", "trim", "concatenate", "speed", "reverse", "resize", "crop",
    "frame", "title", "upscale", "interpolate", "finish", "seed", "number", "switch", "reroute", "note", "shot",
    "save_clip", "save_image",
}  # fmt: skip
NUMERIC = {"int", "float", "seed", "size", "rate"}
MEDIA = {"shotloom.load_image": "picture", "shotloom.load_clip": "footage"}
each_type = pytest.mark.parametrize("kind", TYPES.values(), ids=TYPES)


def example(build: Builder, kind: PortType) -> Value:
    """A value of a port type."""
    match kind:
        case PortType.TEXT:
            return TextValue("a dog runs to the right on a meadow", "blur")
        case PortType.STORYBOARD:
            return StoryboardValue((CardValue(0, 1, "a dog"), CardValue(1, 2, "a cat")), 2.0)
        case PortType.IMAGE:
            return image(build)
        case PortType.CLIP | PortType.ANY:
            return clip(build)
        case PortType.CONDITION:
            return ConditionValue(image(build))
        case PortType.MODEL:
            return ModelValue("built-in", LOOM)
        case PortType.NUMBER:
            return NumberValue(1)


def inputs_for(build: Builder, kind: NodeType, choose: int = 0) -> Inputs:
    """Something on every input but the numbers; `choose` takes another of the types that an input accepts."""
    linked = {p.name: p.types[choose % len(p.types)] for p in kind.inputs if p.type is not PortType.NUMBER}
    return Inputs({name: (example(build, t),) for name, t in linked.items()})


def given_params(kind: NodeType) -> dict[str, Any]:
    """Defaults, and a file where one is needed."""
    return {**kind.defaults(), **({"media": MEDIA[kind.id]} if kind.id in MEDIA else {})}


def test_every_kind_of_node_is_there() -> None:
    assert set(TYPES) == {f"shotloom.{name}" for name in NAMES}


@each_type
def test_a_declaration_is_complete(kind: NodeType) -> None:
    assert kind.label
    assert kind.category in {
        "Text", "Picture in", "Generate", "Edit", "Finish", "Values", "Layout", "Output",
    }  # fmt: skip
    assert kind.help.endswith(".")
    assert len(kind.synonyms) >= 3
    assert kind.inputs or kind.outputs or kind.inert
    assert kind.main is not None or len(kind.params) != 1
    for port in (*kind.inputs, *kind.outputs):
        assert port.label, port.name
        assert port.help.endswith("."), f"{port.name} has no help"


@each_type
def test_every_param_has_label_unit_range_default_and_help(kind: NodeType) -> None:
    for param in kind.params:
        assert param.label, param.name
        assert param.help.endswith("."), f"{param.name} has no help"
        assert param.default_json == given_default(param), f"{param.name} does not keep its default"
        if param.kind in NUMERIC:
            assert param.unit, f"{param.name} has no unit"
        if param.kind in NUMERIC | {"choice", "text", "colour", "name", "cards"}:
            assert param.range_text, f"{param.name} has no range"
        if param.kind == "choice":
            assert set(param.labels) == set(param.choices), param.name  # type: ignore[attr-defined]
            assert all(param.labels.values()), param.name  # type: ignore[attr-defined]


def given_default(param: Any) -> object:
    """The default, checked; a param whose default is refused fails here."""
    param.check(param.default_json)
    return param.default_json


@each_type
def test_defaults_settle_without_an_error(kind: NodeType) -> None:
    values, errors = kind.settle(kind.defaults())
    assert not errors
    assert set(values) == {p.name for p in kind.params}


@each_type
@pytest.mark.parametrize("choose", [0, 1])
def test_every_type_lowers_to_what_it_declares(kind: NodeType, choose: int) -> None:
    build = builder()
    values, errors = kind.settle(given_params(kind))
    assert not errors
    outputs = kind.lower(inputs_for(build, kind, choose), Settled(values), build)
    declared = {p.name: p for p in kind.outputs}
    assert set(outputs) == set(declared)
    for name, value in outputs.items():
        accepted = declared[name].types
        assert PortType.ANY in accepted or type_of(value) in accepted
    assert (build.sink is not None) == kind.sink
    keys: set[str] = set()
    for step in build.steps:
        assert set(step.inputs) <= keys, f"{step.op} needs a step that comes later"
        assert step.node == "node"
        keys.add(step.key)


@each_type
def test_the_order_of_ports_and_params_means_nothing(kind: NodeType) -> None:
    shuffled = replace(kind, inputs=kind.inputs[::-1], outputs=kind.outputs[::-1], params=kind.params[::-1])
    given_ = given_params(kind)
    results = []
    for declared, params in ((kind, given_), (shuffled, dict(reversed(given_.items())))):
        build = builder()
        values, _ = declared.settle(params)
        outputs = declared.lower(inputs_for(build, declared), Settled(values), build)
        results.append((dict(outputs), {(s.key, s.op) for s in build.steps}))
    assert results[0] == results[1]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=True, allow_infinity=True)
    | st.text(max_size=20)
    | st.sampled_from(
        ["1/0", "24000/1001", "#12345", "#abcdef", "{take}", "../x", "built-in", "\x00", "frame"]
    ),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["time", "prompt", "media"]), inner)
    ),
    max_leaves=6,
)


@each_type
@settings(max_examples=25)
@given(data=st.data())
def test_no_value_of_a_file_breaks_settling(kind: NodeType, data: st.DataObject) -> None:
    given_ = {p.name: data.draw(JSON, p.name) for p in kind.params}
    values, errors = kind.settle({**given_, "not_a_param": 1})
    assert set(values) == {p.name for p in kind.params}
    for error in errors:
        assert error.port in given_
        assert error.remedy
    wrong = {e.port for e in errors}
    kept = {p.name: given_[p.name] for p in kind.params if p.name not in wrong}
    assert not kind.settle(kept)[1]


def plausible(param: Any, draw: Any) -> object:
    """A value inside the declared range, as a file holds it."""
    match param.kind:
        case "int" | "seed":
            return draw(st.integers(param.low, param.high))
        case "float":
            return draw(st.floats(param.low, param.high))
        case "choice":
            return draw(st.sampled_from(param.choices))
        case "size":
            return draw(st.none() | st.tuples(*[st.integers(8, 4096).map(lambda n: 2 * n)] * 2).map(list))
        case "rate":
            return draw(st.none() | st.sampled_from([1, 8, 12, 23.976, 24, 25, "30000/1001", 60, 240]))
        case "bool":
            return draw(st.booleans())
        case "media":
            return draw(st.sampled_from([None, "picture", "footage", "gone"]))
        case "text":
            return draw(st.text(max_size=20))
        case "cards":
            times = sorted(draw(st.sets(st.sampled_from([0.5, 1.0, 2.5, 4.0]))))
            media = draw(st.sampled_from([None, "picture", "footage"]))
            return [{"time": t, "prompt": "a dog", "media": media} for t in [0.0, *times]]
    return param.default_json


@each_type
@settings(max_examples=25)
@given(data=st.data())
def test_whatever_is_in_range_lowers_or_is_refused_with_a_remedy(kind: NodeType, data: st.DataObject) -> None:
    build = builder()
    given_ = {p.name: plausible(p, data.draw) for p in kind.params}
    values, errors = kind.settle(given_)  # type: ignore[arg-type]
    assert not errors
    sources = inputs_for(build, kind, data.draw(st.integers(0, 1)))
    refusal: StudioError | None = None
    outputs: Mapping[str, Value] = {}
    try:
        outputs = kind.lower(sources, Settled(values), build)
    except StudioError as error:
        refusal = error
    if refusal is not None:
        assert refusal.remedy, f"{refusal} names no remedy"
        assert refusal.node == "node"
        return
    for step in build.steps:
        assert step.facts.frames >= 1
        assert step.facts.rate >= Fraction(0)
    assert set(outputs) == {p.name for p in kind.outputs}


def test_numbers_override_the_params_that_they_name() -> None:
    for kind in TYPES.values():
        for port in kind.inputs:
            assert (port.type is PortType.NUMBER) == (port.param is not None), f"{kind.id}.{port.name}"


def test_opening_the_palette_costs_no_torch() -> None:
    code = (
        "import sys, nodes; nodes.all_types(); "
        "print([m for m in ('torch', 'av', 'cv2', 'PySide6', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
