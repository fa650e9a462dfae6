"""Which steps run: only what is missing, inputs first, batches together, whatever the graph."""

from hypothesis import given
from hypothesis import strategies as st

from engine.plan import Step
from engine.types import FactKind, Facts
from engine.walk import missing, units


def step(name: str, *inputs: str, op: str = "denoise") -> Step:
    """A step named by its key."""
    return Step(name, op, {}, inputs, "n", Facts(FactKind.LATENTS))


def keys(steps: list[Step]) -> list[str]:
    """Keys in order."""
    return [s.key for s in steps]


CHAIN = [step("a"), step("b", "a"), step("c", "b"), step("other"), step("d", "c", "a")]


def test_only_what_the_wanted_results_lack_is_run() -> None:
    assert keys(missing(CHAIN, ["d"], lambda _: False)) == ["a", "b", "c", "d"]
    assert keys(missing(CHAIN, ["d"], lambda k: k == "c")) == ["a", "d"]
    assert keys(missing(CHAIN, ["d"], lambda k: k in "ca")) == ["d"]
    assert missing(CHAIN, ["d"], lambda k: k == "d") == []
    assert missing(CHAIN, [], lambda _: False) == []


def test_what_lies_behind_a_stored_result_is_not_even_asked_for() -> None:
    asked: list[str] = []

    def has(key: str) -> bool:
        asked.append(key)
        return key == "c"

    missing([step("a"), step("b", "a"), step("c", "b"), step("d", "c")], ["d"], has)
    assert asked == ["d", "c"]


def test_the_inputs_of_every_member_come_before_a_batch() -> None:
    steps = [step("t1"), step("x1", "t1"), step("y1", "x1"), step("t2"), step("x2", "t2"), step("y2", "x2")]
    found = [tuple(keys(list(unit))) for unit in units(steps, [("x1", "x2", "gone")])]
    assert found == [("t1",), ("t2",), ("x1", "x2"), ("y1",), ("y2",)]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Step], list[tuple[str, ...]]]:
    """Steps in running order and batches of steps of equal depth, as the compiler makes them."""
    steps: list[Step] = []
    depth: dict[str, int] = {}
    for i in range(draw(st.integers(1, 14))):
        inputs = draw(st.lists(st.sampled_from(keys(steps)), max_size=3, unique=True)) if steps else []
        op = draw(st.sampled_from(["denoise", "decode"]))
        name = f"s{i}"
        depth[name] = max((depth[k] for k in inputs), default=0) + (op == "denoise")
        steps.append(step(name, *inputs, op=op))
    batches = []
    for level in range(1, 15):
        alike = [s.key for s in steps if s.op == "denoise" and depth[s.key] == level]
        if len(alike) > 1:
            batches.append(tuple(alike))
    return steps, batches


@given(graphs(), st.data())
def test_every_missing_step_runs_once_after_its_inputs(
    graph: tuple[list[Step], list[tuple[str, ...]]], data: st.DataObject
) -> None:
    steps, batches = graph
    stored = data.draw(st.sets(st.sampled_from(keys(steps))))
    wanted = data.draw(st.sets(st.sampled_from(keys(steps)), min_size=1))
    todo = missing(steps, wanted, stored.__contains__)
    done = set(stored)
    for unit in units(todo, batches):
        for member in unit:
            assert done.issuperset(member.inputs)
        for member in unit:
            assert member.key not in done
            done.add(member.key)
    assert done.issuperset(wanted)
    assert done - stored == set(keys(todo))
