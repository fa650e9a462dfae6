"""Plans: keys that hold everything that matters and nothing else, and a form that the queue can store."""

from dataclasses import replace
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Size
from engine.plan import OPS, Output, Plan, Step, step_key
from engine.types import FactKind, Facts
from tests.engine.graphs import document, film, plan_of

FACTS = Facts(FactKind.CLIP, 24, Fraction(24000, 1001), Size(112, 64))
PARAMS = {"start": 0, "stop": 9}


def test_a_key_depends_on_op_params_and_inputs() -> None:
    key = step_key("trim", PARAMS, ("a",))
    assert key == step_key("trim", dict(reversed(PARAMS.items())), ["a"])
    others = {
        step_key("crop", PARAMS, ("a",)),
        step_key("trim", {**PARAMS, "stop": 8}, ("a",)),
        step_key("trim", PARAMS, ("b",)),
        step_key("trim", PARAMS, ("a", "a")),
        step_key("concat", {}, ("a", "b")),
        step_key("concat", {}, ("b", "a")),
    }
    assert len(others | {key}) == 7
    assert len(key) == 32


def test_a_new_version_of_an_operation_makes_new_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    before = step_key("trim", PARAMS, ())
    monkeypatch.setattr("engine.plan.OPS", {**OPS, "trim": replace(OPS["trim"], version=2)})
    assert step_key("trim", PARAMS, ()) != before


def test_a_step_knows_its_key_and_takes_another_with_other_inputs() -> None:
    step = Step.of("trim", PARAMS, ("a",), "node", FACTS)
    assert step.key == step_key("trim", PARAMS, ("a",))
    other = step.with_inputs(("b",))
    assert (other.inputs, other.params, other.node, other.facts) == (("b",), PARAMS, "node", FACTS)
    assert other.key == step_key("trim", PARAMS, ("b",))
    assert step.spec is OPS["trim"]


def test_every_operation_is_labelled_and_costs_something() -> None:
    params = {"steps": 8, "guidance": 4.0}
    for name, op in OPS.items():
        assert op.name == name
        assert op.label
        assert op.cost(params, FACTS, (FACTS,)) > 0
        # Views are never stored, so no part of a model may be needed to make one again.
        assert not (op.view and op.component)


def test_guidance_doubles_the_work_of_denoising() -> None:
    cost = OPS["denoise"].cost
    assert cost({"steps": 8, "guidance": 4.0}, FACTS, ()) == 2 * cost(
        {"steps": 8, "guidance": 1.0}, FACTS, ()
    )


def test_a_compiled_plan_survives_the_queue() -> None:
    plan = plan_of(document(*film()), "shot")
    assert Plan.decode(plan.encode()) == plan


TEXTS = st.text(max_size=10)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
FACTS_OF_ANY = st.builds(
    Facts,
    st.sampled_from(FactKind),
    st.integers(1, 1000),
    st.fractions(0, 240, max_denominator=1001),
    st.builds(Size, st.integers(0, 8192), st.integers(0, 8192)),
)
STEPS = st.builds(
    Step,
    TEXTS,
    st.sampled_from(sorted(OPS)),
    st.dictionaries(TEXTS, JSON, max_size=4),
    st.lists(TEXTS, max_size=3).map(tuple),
    TEXTS,
    FACTS_OF_ANY,
)
OUTPUTS = st.builds(
    Output,
    TEXTS,
    TEXTS,
    st.sampled_from(["take", "file", "result"]),
    TEXTS,
    FACTS_OF_ANY,
    seed=st.none() | st.integers(0, 2**53),
    settings=st.dictionaries(TEXTS, st.dictionaries(TEXTS, JSON, max_size=2), max_size=2),
)


@given(
    steps=st.lists(STEPS, max_size=4).map(tuple),
    outputs=st.lists(OUTPUTS, max_size=2).map(tuple),
    batches=st.lists(st.lists(TEXTS, max_size=2).map(tuple), max_size=2).map(tuple),
    seconds=st.dictionaries(TEXTS, st.floats(0, 1e6), max_size=3),
    notes=st.lists(TEXTS, max_size=2).map(tuple),
)
def test_any_plan_comes_back_as_it_was(
    steps: tuple[Step, ...],
    outputs: tuple[Output, ...],
    batches: tuple[tuple[str, ...], ...],
    seconds: dict[str, float],
    notes: tuple[str, ...],
) -> None:
    plan = Plan(steps, outputs, batches, seconds, 123, notes)
    assert Plan.decode(plan.encode()) == plan
    assert plan.forecast == pytest.approx(sum(seconds.values()))


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b'{"steps": 3}', b'{"steps": [{"key": 1}]}'])
def test_a_damaged_plan_is_refused(damaged: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        Plan.decode(damaged)


def test_a_plan_holds_plain_values_only() -> None:
    with pytest.raises(TypeError, match="a plan holds no"):
        Plan((Step("k", "trim", {"x": object()}, (), "n", FACTS),)).encode()
