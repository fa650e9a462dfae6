"""Conditions place clean latents in space and time; strengths, masks and cards mean what they say."""

from fractions import Fraction

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.model.conditions import HISTORY_SIGMA, Anchors, Geometry, Span, anchors, card_bias
from engine.model.guidance import token_times
from engine.model.request import Card, Condition, DenoiseItem, TextStates, outside, placed
from engine.model.sampler import sample
from engine.model.schedule import sigmas

GEOMETRY = Geometry(channels=3, time_stride=4, patch=2)
SIZE = (4, 6)
RATE = Fraction(12)
WHOLE = Span(0, 5, (0, 0), (0, 5))
NOTHING = TextStates(np.zeros((2, 4), np.float32), np.zeros(2, np.bool_))


def latents(frames: int, value: float) -> np.ndarray:
    return np.full((3, frames, *SIZE), value, np.float32)


def item(*conditions: Condition, **settings: object) -> DenoiseItem:
    return DenoiseItem(3, NOTHING, conditions=conditions, **settings)  # type: ignore[arg-type]


def tied_to(*conditions: Condition, span: Span = WHOLE, **settings: object) -> Anchors:
    return anchors([item(*conditions, **settings)], GEOMETRY, SIZE, RATE, span)


def levels(tied: Anchors) -> list[float]:
    """The ceiling of each latent frame, appended ones last; they must be uniform."""
    ceiling = tied.ceiling[0]
    assert bool((ceiling == ceiling[:, :1, :1]).all())
    return [round(float(value), 4) for value in ceiling[:, 0, 0]]


def drift(x: Tensor, level: Tensor) -> Tensor:
    """A velocity that depends on everything, so that nothing cancels by luck."""
    return torch.tanh(x) + x.mean() + level[:, None]


def test_nothing_given_leaves_everything_free() -> None:
    assert levels(tied_to()) == [1] * 5


def test_a_beginning_stands_in_place() -> None:
    (condition,) = placed(latents(3, 2.0), 0)
    tied = tied_to(condition)
    assert levels(tied) == [0, 0, 0, 1, 1]
    assert tied.clean.shape[2] == 5


def test_a_clip_further_on_begins_with_a_keyframe_at_its_time() -> None:
    tied = tied_to(*placed(latents(3, 2.0), 8))
    assert levels(tied) == [1, 1, 1, 0, 0, 0]
    assert tied.seconds[0].tolist() == pytest.approx([0, 4 / 12, 8 / 12, 1, 16 / 12, 8 / 12])
    with pytest.raises(ValueError, match="multiples of 4"):
        placed(latents(2, 1.0), 6)


def test_an_image_at_any_frame_is_appended_at_its_exact_time() -> None:
    tied = tied_to(*placed(latents(1, 2.0), 7, 0.75))
    assert levels(tied) == [1, 1, 1, 1, 1, 0.25]
    assert float(tied.seconds[0, 5]) == pytest.approx(7 / 12)
    assert tied.frames == 5


@pytest.mark.parametrize("solver", ["euler", "unipc"])
def test_strength_one_comes_out_exactly(solver: str) -> None:
    clean = np.random.default_rng(0).normal(size=(3, 2, *SIZE)).astype(np.float32)
    tied = tied_to(*placed(clean, 0))
    out = sample(drift, tied, sigmas(6, 3.0), solver=solver)  # type: ignore[arg-type]
    assert np.array_equal(out[0, :, :2].numpy(), clean)
    assert out.shape[2] == 5


def test_strength_lies_monotonically_between_free_and_kept() -> None:
    target = np.full((3, 1, *SIZE), 4.0, np.float32)
    distances = []
    for strength in (0.0, 0.25, 0.5, 0.75, 1.0):
        out = sample(lambda x, level: 0 * x, tied_to(*placed(target, 0, strength)), sigmas(8, 3.0))
        distances.append(float((out[0, :, 0] - 4.0).abs().mean()))
    assert distances == sorted(distances, reverse=True)
    assert distances[0] > distances[2] > distances[4] == 0


def test_all_conditions_are_one_mechanism() -> None:
    """Connect: a beginning and an end around a free middle; retake: the outside of a range; remix: everything."""
    both = tied_to(*placed(latents(2, 1.0), 0), *placed(latents(2, 5.0), 12))
    assert levels(both) == [0, 0, 1, 1, 0, 0]
    retake = tied_to(outside(latents(5, 1.0), 2, 4))
    assert levels(retake) == [0, 0, 1, 1, 0]
    remix = tied_to(source=latents(5, 1.0), change=0.4)
    assert levels(remix) == [0.4] * 5
    part = tied_to(outside(latents(5, 1.0), 1, 3), source=latents(5, 1.0), change=0.4)
    assert levels(part) == [0, 0.4, 0.4, 0, 0]


def test_a_remix_that_changes_nothing_gives_the_source_back() -> None:
    source = np.random.default_rng(1).normal(size=(3, 5, *SIZE)).astype(np.float32)
    out = sample(drift, tied_to(source=source, change=0.0), sigmas(8, 3.0, 0.0))
    assert np.array_equal(out[0].numpy(), source)


def test_a_remix_goes_further_away_the_more_it_changes() -> None:
    source = latents(5, 1.0)
    away = []
    for change in (0.2, 0.5, 0.8):
        out = sample(drift, tied_to(source=source, change=change), sigmas(8, 3.0, change))
        away.append(float((out[0] - 1).square().mean()))
    assert away == sorted(away)


def test_the_strongest_condition_wins_and_among_equals_the_last() -> None:
    weak, strong = Condition(latents(1, 1.0), strength=0.5), Condition(latents(1, 2.0), strength=0.9)
    for pair in ((weak, strong), (strong, weak)):
        assert float(tied_to(*pair).clean[0, 0, 0, 0, 0]) == 2.0
    last = Condition(latents(1, 7.0), strength=0.9)
    assert float(tied_to(strong, last).clean[0, 0, 0, 0, 0]) == 7.0


def test_a_mask_in_space_frees_whole_patches() -> None:
    mask = np.ones((1, *SIZE), np.float32)
    mask[0, 1, 1] = 0
    tied = tied_to(Condition(latents(1, 1.0), mask=mask))
    first = tied.ceiling[0, 0]
    assert bool((first[:2, :2] == 1).all())
    assert float(first.sum()) == 4


def test_conditions_are_seen_from_inside_a_window() -> None:
    span = Span(3, 8, (3, 5), (5, 8))
    seen = tied_to(Condition(latents(2, 1.0), index=6), *placed(latents(1, 2.0), 23), span=span)
    assert levels(seen) == [1, 1, 1, 0, 0, 0]
    assert float(seen.seconds[0, 5]) == pytest.approx((23 - 12) / 12)
    assert float(seen.moments[0, 5]) == pytest.approx(23 / 12)
    for frame in (4, 16, 60):
        assert levels(tied_to(*placed(latents(1, 2.0), frame), span=span)) == [1] * 5


def test_history_is_held_at_a_little_noise() -> None:
    span = Span(3, 8, (3, 5), (5, 8))
    history = torch.full((1, 3, 8, *SIZE), 2.0)
    tied = anchors([item()], GEOMETRY, SIZE, RATE, span, history, 1)
    assert tied.level(1.0)[0, :, 0, 0].tolist() == pytest.approx([HISTORY_SIGMA, HISTORY_SIGMA, 1, 1, 1])
    assert tied.level(0.0)[0, :, 0, 0].tolist() == pytest.approx([HISTORY_SIGMA, HISTORY_SIGMA, 0, 0, 0])
    # Training has given frames at level 0, noise or not: the model is told so here too.
    assert tied.told(1.0)[0, :, 0, 0].tolist() == [0, 0, 1, 1, 1]
    held = tied.impose(torch.zeros_like(tied.clean))[0, :, :2]
    assert 0 < float((held - 2).abs().max()) < 0.15


def test_conditions_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        tied_to(Condition(np.zeros((3, 1, 2, 2), np.float32)))
    with pytest.raises(ValueError, match="latent frames"):
        tied_to(source=latents(3, 1.0), change=0.5)
    with pytest.raises(ValueError, match="strength"):
        Condition(latents(1, 1.0), strength=1.5)
    with pytest.raises(ValueError, match="beginning"):
        Condition(latents(1, 1.0), index=-1)
    with pytest.raises(ValueError, match="source"):
        DenoiseItem(1, NOTHING, change=0.5)
    with pytest.raises(ValueError, match="later end"):
        Card(2.0, 1.0, NOTHING)


def test_a_card_rules_its_time_and_fades_outside() -> None:
    moments = torch.tensor([0.0, 0.5, 1.0, 1.1, 2.0], dtype=torch.float64)
    bias = card_bias(moments, [(0.0, 1.0, 0.05), (1.0, 2.0, 0.5)], tokens_per_frame=2, block=3)
    assert bias.shape == (10, 9)
    frames, blocks = bias[::2], bias[::2, ::3]
    assert torch.equal(frames[:, :3], torch.zeros(5, 3))
    assert blocks[:, 1].tolist() == pytest.approx([0, 0, 0, -2, -200], rel=1e-5)
    assert blocks[:, 2].tolist() == pytest.approx([-2, -0.5, 0, 0, 0], rel=1e-5)
    assert card_bias(moments, [], 2, 3, blocks=2).shape == (10, 6)


def test_latent_frames_stand_for_the_middle_of_their_pixel_frames() -> None:
    assert [GEOMETRY.moment(k, RATE) for k in range(3)] == pytest.approx([0, 2.5 / 12, 6.5 / 12])
    assert [GEOMETRY.seconds(k, RATE) for k in range(3)] == pytest.approx([0, 4 / 12, 8 / 12])


def test_timesteps_take_the_coarsest_form_that_loses_nothing() -> None:
    level = torch.full((2, 3, 4, 6), 0.5)
    assert token_times(level, 2).tolist() == [500.0, 500.0]
    level[:, 0] = 0
    assert token_times(level, 2).tolist() == [[0.0, 500.0, 500.0]] * 2
    level[:, 1, :2, :2] = 0.25
    t = token_times(level, 2)
    assert t.shape == (2, 3 * 2 * 3)
    assert t[0, 6:8].tolist() == [250.0, 500.0]
