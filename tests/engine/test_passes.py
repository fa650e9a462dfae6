"""The compiler's passes: what each saves, and that none changes a result or breaks the running order."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Size
from engine.compile import Compiler
from engine.passes import Budget, batch, forward_latents, keep, schedule, share
from engine.plan import OPS, Step
from engine.types import FactKind, Facts
from tests.engine.graphs import compiled, document, environment, keys, node, ops, plan_of, request, steps
from tests.nodes.lowering import LOOM

FACTS = Facts(FactKind.CLIP, 17, Fraction(12), Size(112, 64))
LATENTS = Facts(FactKind.LATENTS, 5, Fraction(12), Size(14, 8))
CODEC = {"model": "m", "precision": "fp32"}
DENOISE = {
    **CODEC,
    "shape": [5, 8, 14],
    "rate": "12",
    "steps": 8,
    "guidance": 4.0,
    "shift": 3.0,
    "seed": 1,
    "solver": "euler",
    "texts": 2,
    "cards": [],
    "conditions": [],
}
PARAMS = {"denoise": DENOISE, "decode": CODEC, "encode_frames": CODEC}


def step(op: str, *inputs: Step | str, **params: object) -> Step:
    """A step of an operation; `params` are added to the usual ones."""
    keys_ = tuple(x if isinstance(x, str) else x.key for x in inputs)
    facts = LATENTS if op in ("denoise", "encode_frames") else FACTS
    return Step.of(op, {**PARAMS.get(op, {}), **params}, keys_, "node", facts)


def in_order(found: Sequence[Step]) -> bool:
    """Whether every input that is a step comes before the step that needs it."""
    place = {s.key: i for i, s in enumerate(found)}
    return all(place.get(k, -1) < place[s.key] for s in found for k in s.inputs)


def loads(found: Sequence[Step]) -> list[str]:
    """The components in the order in which running these steps loads them, each until another is needed."""
    parts: list[str] = []
    for s in found:
        if s.spec.component and parts[-1:] != [s.spec.component]:
            parts.append(s.spec.component)
    return parts


# -- keep --------------------------------------------------------------------------------------------------------


def test_keep_drops_what_no_target_needs() -> None:
    a, b = step("read_clip", media="a"), step("read_clip", media="b")
    cut, other = step("trim", a, start=0), step("reverse", b)
    assert keep([a, b, cut, other], {cut.key}) == [a, cut]
    assert keep([a, b, cut, other], set()) == []


def test_a_switch_leaves_the_other_way_out_of_the_plan() -> None:
    doc = document(
        node("load_clip", media="footage"),
        node("generate"),
        node("switch", choose=1),
        "load_clip.clip switch.inputs",
        "generate.clip switch.inputs",
    )
    assert ops(plan_of(doc, "switch")) == ["read_clip"]


# -- share -------------------------------------------------------------------------------------------------------


def test_two_shots_with_one_prompt_encode_it_once() -> None:
    parts = [node("prompt", text="a fox runs")]
    wires = []
    for i in (1, 2):
        parts += [node(f"generate{i}", seed=i), node(f"shot{i}")]
        wires += [f"prompt.text generate{i}.prompt", f"generate{i}.clip shot{i}.clip"]
    plan = plan_of(document(*parts, *wires), "shot1", "shot2")
    # The prompt, and the silence that guidance leads away from; each would be there twice.
    assert len(steps(plan, "encode_text")) == 2
    assert len(steps(plan, "denoise")) == 2


def test_equal_shots_are_generated_once() -> None:
    doc = document(node("generate1", seed=3), node("generate2", seed=3))
    plan = plan_of(doc, "generate1", "generate2")
    assert len(steps(plan, "denoise")) == 1
    assert len(set(keys(plan))) == 1


def test_share_keeps_the_first_of_equal_steps_so_that_the_order_holds() -> None:
    text = step("encode_text", prompt="x")
    first, second = step("denoise", text), step("denoise", text, seed=2)
    assert share([text, first, text, second]) == [text, first, second]


# -- forward latents ---------------------------------------------------------------------------------------------


def test_a_remix_of_a_whole_clip_skips_the_way_through_pixels() -> None:
    made = node("generate", duration=17 / 12, size=[112, 64])
    doc = document(made, node("remix", change=0.5), "generate.clip remix.clip")
    plan = plan_of(doc, "remix")
    assert "encode_frames" not in ops(plan)
    # The first clip is not even decoded.
    assert len(steps(plan, "decode")) == 1
    first, second = steps(plan, "denoise")
    assert second.inputs[-1] == first.key


@pytest.mark.parametrize("edit", [node("trim", start=0.1), node("reverse"), node("resize", size=[100, 60])])
def test_a_clip_that_was_touched_goes_through_pixels(edit: object) -> None:
    name = edit.id  # type: ignore[attr-defined]
    port = "picture" if name == "resize" else "clip"
    doc = document(
        node("generate", duration=17 / 12, size=[112, 64]),
        edit,  # type: ignore[arg-type]
        node("remix", change=0.5),
        f"generate.clip {name}.{port}",
        f"{name}.{port} remix.clip",
    )
    assert ops(plan_of(doc, "remix")).count("encode_frames") == 1


def test_forwarding_re_keys_everything_behind_it() -> None:
    made = step("denoise")
    pixels = step("decode", made)
    again = step("encode_frames", pixels)
    remade = step("denoise", again, seed=2)
    shown = step("decode", remade)
    found, renamed = forward_latents([made, pixels, again, remade, shown])
    assert [s.op for s in found] == ["denoise", "decode", "denoise", "decode"]
    assert found[2].inputs == (made.key,)
    assert found[2].key == renamed[remade.key]
    assert found[3].inputs == (found[2].key,)
    assert renamed[shown.key] == found[3].key


def test_forwarding_goes_on_along_a_chain() -> None:
    chain = [step("denoise")]
    for seed in (2, 3):
        chain += [pixels := step("decode", chain[-1]), latents := step("encode_frames", pixels)]
        chain.append(step("denoise", latents, seed=seed))
    found, renamed = forward_latents(chain)
    assert in_order(found)
    assert renamed[chain[-1].key] == found[-1].key
    first, second, third = (s for s in found if s.op == "denoise")
    assert second.inputs == (first.key,)
    assert third.inputs == (second.key,)


def test_latents_of_another_model_or_precision_are_not_forwarded() -> None:
    pixels = step("decode", step("denoise"))
    for other in ({"model": "other"}, {"precision": "bf16"}):
        found, renamed = forward_latents([pixels, step("encode_frames", pixels, **other)])
        assert len(found) == 2
        assert not renamed


# -- batch -------------------------------------------------------------------------------------------------------


def test_denoise_steps_that_are_sampled_alike_become_one_call_where_the_device_gains() -> None:
    alike = [step("denoise", seed=i) for i in range(5)]
    other = step("denoise", steps=4)
    assert batch([*alike, other], Budget(batch=1)) == ()
    groups = batch([*alike, other], Budget(batch=4))
    assert groups == (tuple(s.key for s in alike[:4]),)
    assert other.key not in groups[0]


def test_batches_stay_inside_the_memory() -> None:
    alike = [step("denoise", seed=i) for i in range(4)]
    assert batch(alike, Budget(memory=250, batch=4, batch_bytes=lambda s: 100)) == (
        (alike[0].key, alike[1].key),
        (alike[2].key, alike[3].key),
    )
    assert batch(alike, Budget(memory=150, batch=4, batch_bytes=lambda s: 100)) == ()


def test_a_clip_and_what_is_made_from_it_are_never_in_one_batch() -> None:
    chain = [step("denoise")]
    for op in ("decode", "trim", "encode_frames", "denoise"):
        chain.append(step(op, chain[-1]))
    assert batch(chain, Budget(batch=4)) == ()
    assert len(batch([chain[0], step("denoise", seed=2)], Budget(batch=4))) == 1


def test_batching_changes_no_key() -> None:
    doc = document(node("generate1", seed=1), node("generate2", seed=2))
    alone = plan_of(doc, "generate1", "generate2")
    together = plan_of(doc, "generate1", "generate2", env=environment(budget=Budget(batch=4)))
    assert [s.key for s in alone.steps] == [s.key for s in together.steps]
    assert alone.batches == ()
    assert together.batches == (tuple(s.key for s in steps(together, "denoise")),)


# -- schedule ----------------------------------------------------------------------------------------------------


def shots(count: int) -> tuple[list[Step], list[str]]:
    """Image-to-video shots with an upscale, shot by shot; and the keys that are wanted."""
    found: list[Step] = []
    for i in range(count):
        text = step("encode_text", prompt=str(i))
        still = step("encode_frames", step("read_image", media=str(i)))
        made = step("denoise", text, still, seed=i)
        pixels = step("decode", made)
        large = step("upscale", pixels)
        found += [text, step("read_image", media=str(i)), still, made, pixels, large, step("encode", large)]
    return found, [s.key for s in found if s.op == "encode"]


TIGHT = Budget(memory=100, components=dict.fromkeys(("text", "vae", "dit", "upscaler"), 60))
ROOMY = Budget(memory=1000, components=TIGHT.components)


def test_where_everything_fits_the_first_shot_is_finished_first() -> None:
    found, wanted = shots(3)
    ordered = schedule(found, wanted, ROOMY)
    assert [s.key for s in ordered[:7]] == [s.key for s in found[:7]]
    assert in_order(ordered)


def test_where_memory_is_short_each_component_is_loaded_as_seldom_as_can_be() -> None:
    found, wanted = shots(4)
    assert len(loads(found)) == 20
    ordered = schedule(found, wanted, TIGHT)
    # The autoencoder twice: before the transformer for the images, and behind it for the frames.
    assert loads(ordered) == ["text", "vae", "dit", "vae", "upscaler"]
    assert in_order(ordered)
    assert sorted(s.key for s in ordered) == sorted(s.key for s in found)


def test_a_shot_without_an_image_does_not_load_the_transformer_before_the_others_are_ready() -> None:
    found, wanted = shots(2)
    plain = step("denoise", step("encode_text", prompt="plain"), seed=9)
    found = [step("encode_text", prompt="plain"), plain, step("decode", plain), *found]
    assert loads(schedule(found, wanted, TIGHT)) == ["text", "vae", "dit", "vae", "upscaler"]


@pytest.mark.parametrize("budget", [TIGHT, ROOMY])
def test_inputs_that_are_stored_results_are_no_steps_and_hold_nothing_up(budget: Budget) -> None:
    frozen = "f" * 32
    cut = step("trim", frozen)
    last = step("encode", cut)
    assert schedule([cut, last], [last.key], budget) == [cut, last]


SOME = st.lists(
    st.tuples(st.sampled_from(sorted(OPS)), st.lists(st.integers(0, 30), max_size=3)), min_size=1, max_size=25
)


@given(SOME, st.sampled_from([TIGHT, ROOMY]), st.integers(0, 5))
def test_any_plan_keeps_its_steps_and_its_order(
    drawn: list[tuple[str, list[int]]], budget: Budget, wanted: int
) -> None:
    made: list[Step] = []
    for number, (op, picks) in enumerate(drawn):
        inputs = [made[i % len(made)] for i in picks if made]
        made.append(step(op, *(inputs or ["stored"]), number=number))
    roots = [s.key for s in made[-wanted:]] if wanted else []
    assert in_order(share(made))
    kept = keep(made, roots)
    assert in_order(kept)
    assert set(roots) <= {s.key for s in kept}
    ordered = schedule(made, roots, budget)
    assert in_order(ordered)
    assert sorted(s.key for s in ordered) == sorted(s.key for s in made)
    forwarded, renamed = forward_latents(made)
    assert in_order(forwarded)
    there = {s.key for s in forwarded}
    assert all(k in there or k == "stored" for s in forwarded for k in s.inputs)
    assert all(renamed.get(s.key, s.key) in there for s in made)


# -- estimate ----------------------------------------------------------------------------------------------------


def test_the_plan_forecasts_every_step_and_the_greediest_one() -> None:
    plan = plan_of(document(node("generate"), node("upscale"), "generate.clip upscale.picture"), "upscale")
    assert plan.seconds.keys() == {s.key for s in plan.steps}
    assert all(plan.seconds[s.key] > 0 for s in plan.steps if not s.spec.view)
    assert plan.peak_bytes > 0
    longer = plan_of(
        document(node("generate", duration=5.0), node("upscale"), "generate.clip upscale.picture"), "upscale"
    )
    assert longer.forecast > 2 * plan.forecast


def test_a_remembered_forecast_is_the_forecast() -> None:
    doc = document(node("generate"), node("upscale"), "generate.clip upscale.picture")
    compiler = Compiler(environment())
    first = compiler.compile(doc, request("generate")).plan
    both = compiler.compile(doc, request("upscale")).plan
    assert first is not None
    assert both == compiled(doc, "upscale").plan


def test_the_text_of_a_silent_prompt_is_shared_with_its_negative() -> None:
    # Without words there is nothing to guide by: half the work.
    plan = plan_of(document(node("generate")), "generate")
    assert len(steps(plan, "encode_text")) == 1
    assert steps(plan, "denoise")[0].params["guidance"] == 1.0
    assert LOOM.guidance != 1.0
