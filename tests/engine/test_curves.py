"""Strengths that change over time: what a file may say, what the plan holds, and what the model is asked."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Curve, CurveParam, Node, ParamError
from engine.model.conditions import Geometry, Span, anchors
from engine.model.request import DenoiseItem, TextStates, placed
from engine.model.sampler import sample
from engine.model.schedule import sigmas
from tests.engine.graphs import node
from tests.engine.test_ops_model import asked, planned
from tests.fake_model import SPEC
from tests.nodes.lowering import builder, clip, image, lower, only

PARAM = CurveParam(name="x", label="X", help="An x.", default=1.0, low=0.0, high=1.0)
FADE = [[0.0, 1.0], [2.0, 0.0]]
"""From kept to free in two seconds."""


# -- the declaration ---------------------------------------------------------------------------------------------------


def test_a_plain_number_is_a_curve_that_does_not_change() -> None:
    for value in (1, 0.25, 0):
        curve = PARAM.check(value)
        assert (curve.constant, curve.plain, curve.at(7.0)) == (value, value, value)
    assert PARAM.fallback.constant == 1.0
    assert PARAM.default_json == 1.0


def test_points_are_joined_by_lines_and_held_at_both_ends() -> None:
    curve = PARAM.check([[1, 0.5], [3, 1.0], [4, 0.0]])
    assert [curve.at(s) for s in (0, 1, 2, 3, 3.5, 4, 9)] == [0.5, 0.5, 0.75, 1.0, 0.5, 0.0, 0.0]
    assert curve.constant is None
    assert curve.plain is curve
    assert PARAM.check([[0, 0.5], [9, 0.5]]).plain == 0.5


@pytest.mark.parametrize(
    "value",
    [
        [], "1", True, None, {"0": 1}, float("nan"), 2, -0.1, [[0, 2]], [[0]], [[0, 1, 2]], [0, 1], [["0", 1]],
        [[-1, 1]], [[0, 1], [0, 0]], [[2, 1], [1, 0]], [[float("inf"), 1]], [[0, True]], [[0, float("nan")]],
        [[0, 1]] * 65, [[10**400, 1]],
    ],
)  # fmt: skip
def test_what_is_no_curve_is_refused_with_a_remedy(value: Any) -> None:
    with pytest.raises(ParamError) as error:
        PARAM.check(value)
    assert error.value.port == "x"
    assert error.value.remedy


@given(
    points=st.lists(
        st.tuples(st.floats(0, 60), st.floats(0, 1)), min_size=1, max_size=8, unique_by=lambda p: p[0]
    ),
    at=st.floats(0, 100),
)
def test_a_curve_never_leaves_the_values_of_its_points(points: list[tuple[float, float]], at: float) -> None:
    points.sort()
    values = [value for _, value in points]
    assert min(values) - 1e-9 <= Curve(tuple(points)).at(at) <= max(values) + 1e-9


# -- the plan ----------------------------------------------------------------------------------------------------------


def shot(strength: Any, *more: Node | str, time: float = 8 / 12) -> tuple[Node | str, ...]:
    return (
        node("load_clip", media="clip"),
        node("condition", time=time, strength=strength),
        node("generate", text="a dog", duration=33 / 12),
        "load_clip.clip condition.picture",
        "condition.condition generate.conditions",
        *more,
    )


def remix(change: Any) -> tuple[Node | str, ...]:
    return (
        node("load_clip", media="clip"),
        node("remix", change=change, text="a dog"),
        "load_clip.clip remix.clip",
    )


def key(*parts: Node | str, target: str) -> str:
    return next(step.key for step in planned(*parts, target=target) if step.op == "denoise")


def test_results_of_plain_numbers_keep_the_keys_that_they_had_before_there_were_curves() -> None:
    assert key(*shot(0.5), target="generate") == "31bceb189940c23758aae12462c7f56a"
    assert key(*shot(1), target="generate") == "0a467df197fcb6a00c1ddaed21871075"
    assert key(*remix(0.3), target="remix") == "fa59ebe387042dd28b280177d112ef03"
    assert key(*remix(1), target="remix") == "1525dc851f4b2c9da618c6809aa3a9ba"


def test_a_curve_that_does_not_change_is_the_plain_number() -> None:
    assert key(*shot([[0, 0.5], [2, 0.5]]), target="generate") == key(*shot(0.5), target="generate")
    assert key(*remix([[1, 0.3]]), target="remix") == key(*remix(0.3), target="remix")
    # So is one that changes only after the clip's end.
    assert key(*shot([[50, 1.0], [60, 0.0]]), target="generate") == key(*shot(1), target="generate")
    assert key(*shot(FADE), target="generate") != key(*shot(1), target="generate")


def test_every_latent_frame_has_the_strength_of_its_middle() -> None:
    build = builder()
    placed_clip = lower(build, "condition", {"picture": clip(build, 25, 12)}, strength=FADE)["condition"]
    lower(build, "generate", {"conditions": [placed_clip]}, text="a dog", duration=33 / 12)
    ((frame, strengths),) = only(build, "denoise").params["conditions"]
    assert frame == 0
    middles = [0.0, *((4 * k - 1.5) / 12 for k in range(1, 7))]
    assert strengths == pytest.approx([1 - s / 2 for s in middles])


def test_an_image_has_one_moment() -> None:
    build = builder()
    still = lower(build, "condition", {"picture": image(build)}, strength=[[0, 0.8], [2, 0]])["condition"]
    lower(build, "generate", {"conditions": [still]}, text="a dog")
    assert only(build, "denoise").params["conditions"] == [[0, 0.8]]
    (note,) = build.notes
    assert (note.value, note.severity) == ("0.8", "warning")
    assert note.remedy


def test_what_holds_nothing_is_not_given_to_the_model() -> None:
    build = builder()
    free = lower(build, "condition", {"picture": clip(build, 25, 12)}, strength=0)["condition"]
    lower(build, "generate", {"conditions": [free]}, text="a dog")
    assert only(build, "denoise").params["conditions"] == []


def test_a_linked_number_overrules_a_curve() -> None:
    more = (node("number", value=0.5), "number.number condition.strength")
    assert key(*shot(FADE, *more), target="generate") == key(*shot(0.5), target="generate")


# -- what the model is asked -------------------------------------------------------------------------------------------


def test_the_model_is_asked_to_let_go_frame_by_frame(tmp_path: Path) -> None:
    found, _ = asked(tmp_path, *shot(FADE), target="generate")
    first, rest = found.items[0].conditions
    assert (first.frame, rest.index) == (8, 3)
    assert first.mask is not None
    assert rest.mask is not None
    both = np.concatenate([first.mask, rest.mask])
    assert len(both) == first.latents.shape[1] + rest.latents.shape[1]
    assert both[0] == 1
    assert (np.diff(both) < 0).all()


def test_a_keyframe_that_holds_nothing_is_left_out(tmp_path: Path) -> None:
    found, _ = asked(tmp_path, *shot([[0, 0], [2, 1]]), target="generate")
    (rest,) = found.items[0].conditions
    assert rest.frame is None


def test_a_remix_changes_from_frame_to_frame(tmp_path: Path) -> None:
    found, _ = asked(tmp_path, *remix([[0, 0.0], [3, 0.75]]), target="remix")
    (item,) = found.items
    assert item.changes is not None
    assert item.changes[0] == 0
    assert item.change == pytest.approx(float(item.changes.max()))
    assert (np.diff(item.changes) > 0).all()
    assert item.remakes


GEOMETRY = Geometry(channels=3, time_stride=4, patch=2)
NOTHING = TextStates(np.zeros((2, 4), np.float32), np.zeros(2, np.bool_))


WHOLE = Span(0, 5, (0, 0), (0, 5))


def released(item: DenoiseItem, span: Span = WHOLE) -> tuple[np.ndarray, np.ndarray]:
    """Ceilings of the latent frames, and what sampling with a velocity of its own makes of them [C, T, h, w]."""
    tied = anchors([item], GEOMETRY, (4, 6), SPEC.native_rate, span)
    out = sample(lambda x, level: x - 5.0, tied, sigmas(6, 3.0, item.change))
    return tied.ceiling[0, :, 0, 0].numpy(), out[0].numpy()


def test_sampling_keeps_the_first_frames_and_frees_the_last() -> None:
    clean = np.random.default_rng(1).normal(size=(3, 5, 4, 6)).astype(np.float32)
    strengths = [1.0, 0.75, 0.5, 0.25, 0.0]
    ceilings, out = released(DenoiseItem(3, NOTHING, conditions=placed(clean, 0, strengths)))
    assert ceilings == pytest.approx([0, 0.25, 0.5, 0.75, 1])
    assert np.array_equal(out[:, 0], clean[:, 0])
    away = np.abs(out - clean).mean(axis=(0, 2, 3))
    assert (np.diff(away) > 0).all()


def test_a_remix_starts_each_frame_at_its_own_level_in_every_window() -> None:
    source = np.random.default_rng(1).normal(size=(3, 8, 4, 6)).astype(np.float32)
    changes = np.linspace(0, 0.7, 8, dtype=np.float32)
    item = DenoiseItem(3, NOTHING, source=source, change=float(changes.max()), changes=changes)
    ceilings, out = released(item)
    assert ceilings == pytest.approx(changes[:5])
    assert np.array_equal(out[:, 0], source[:, 0])
    later, _ = released(item, Span(3, 8, (0, 0), (3, 8)))
    assert later == pytest.approx(changes[3:])


def test_a_request_that_contradicts_itself_is_refused() -> None:
    source = np.zeros((3, 2, 4, 6), np.float32)
    with pytest.raises(ValueError, match="source"):
        DenoiseItem(3, NOTHING, changes=np.array([0.5, 0.5], np.float32))
    with pytest.raises(ValueError, match="over time"):
        DenoiseItem(3, NOTHING, source=source, change=0.5, changes=np.array([0.5, 0.9], np.float32))
    with pytest.raises(ValueError, match="strengths"):
        placed(source, 0, [1.0, 0.5, 0.0])
