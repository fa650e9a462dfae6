"""Long clips: windows cover every frame, begin like the short clip, count steps and resume exactly."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from engine.errors import Cancelled, ModelError
from engine.model.conditions import Anchors, Geometry
from engine.model.request import (
    HASTY,
    Card,
    Condition,
    DenoiseItem,
    DenoiseRequest,
    Latents,
    StepReport,
    TextStates,
    outside,
    placed,
)
from engine.model.windows import ClipRun, spans, toned
from engine.types import LatentShape

GEOMETRY = Geometry(channels=3, time_stride=4, patch=2)
TEXT = TextStates(np.zeros((2, 4), np.float32), np.ones(2, np.bool_))
WINDOW = 5


@given(st.integers(1, 60), st.integers(3, 9), st.booleans())
def test_windows_keep_every_frame_once_and_look_back(total: int, size: int, backwards: bool) -> None:
    cut = spans(total, size, 2, backwards)
    kept = [frame for span in cut for frame in range(*span.kept)]
    assert sorted(kept) == list(range(total))
    done: set[int] = set()
    for number, span in enumerate(cut):
        assert 0 <= span.start < span.stop <= total
        assert span.frames == min(size, total)
        held = set(range(*span.held))
        assert held <= done
        assert number == 0 or len(held) >= min(2, size - 2)
        done |= set(range(*span.kept))


@given(st.integers(2, 60), st.integers(3, 9))
def test_an_opening_frame_is_a_window_of_its_own_that_the_next_looks_back_at(total: int, size: int) -> None:
    opening, first, *later = spans(total, size, 2, opening=True)
    assert (opening.start, opening.stop, opening.kept) == (0, 1, (0, 1))
    assert (first.start, first.held, first.kept) == (0, (0, 1), (1, min(size, total)))
    assert tuple(later) == spans(total, size, 2)[1:]


def test_a_window_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="no room"):
        spans(9, 2)


def velocity_for(items: object, anchors: Anchors) -> object:
    """A velocity in which every frame of a window sees every other."""

    def velocity(x: Tensor, level: Tensor) -> Tensor:
        return torch.tanh(x + x.mean(dim=2, keepdim=True)) + 0.3 * level[:, None]

    return velocity


def request(frames: int, *items: DenoiseItem, **settings: object) -> DenoiseRequest:
    given_items = items or (DenoiseItem(5, TEXT),)
    shape = LatentShape(frames, 4, 6)
    return DenoiseRequest(given_items, shape, Fraction(12), steps=4, **settings)  # type: ignore[arg-type]


def run(
    wanted: DenoiseRequest, resume: object = None, on_step: object = None, **settings: object
) -> list[Latents]:
    clip = ClipRun(wanted, GEOMETRY, WINDOW, velocity_for, on_step=on_step, **settings)  # type: ignore[arg-type]
    return clip.run(resume)  # type: ignore[arg-type]


def test_the_first_window_equals_the_short_clip() -> None:
    short, long = run(request(5))[0], run(request(11))[0]
    assert long.shape == (3, 11, 4, 6)
    assert np.array_equal(long[:, :5], short)
    assert all(long[:, k].std() > 0.01 for k in range(11))


def test_a_clip_from_words_opens_with_the_still_of_its_seed() -> None:
    still, whole = run(request(1))[0], run(request(1), opening=True)[0]
    assert np.array_equal(still, whole)
    short, long = run(request(5), opening=True)[0], run(request(11), opening=True)[0]
    assert np.array_equal(short[:, :1], still)
    assert np.array_equal(long[:, :5], short)
    assert not np.allclose(short[:, 1:], run(request(5))[0][:, 1:])


def test_what_a_condition_or_a_source_rules_has_no_opening_frame() -> None:
    image = np.ones((3, 1, 4, 6), np.float32)
    source = np.zeros((3, 5, 4, 6), np.float32)
    for item in (
        DenoiseItem(2, TEXT, conditions=placed(image, 6)),
        DenoiseItem(3, TEXT, source=source, change=0.5),
    ):
        assert np.array_equal(run(request(5, item), opening=True)[0], run(request(5, item))[0])


def test_an_opened_clip_resumes_in_either_part() -> None:
    saved: list[object] = []
    whole = run(request(8), opening=True, on_step=lambda report: saved.append(report.snapshot()))[0]
    assert len(saved) == 3 * 4
    for state in saved:
        assert np.array_equal(run(request(8), opening=True, resume=state)[0], whole)


def test_an_opening_frame_is_no_history_to_encode_anew() -> None:
    def restart(latents: Tensor) -> Tensor:
        return latents[:, :, -1:] * 0

    assert np.array_equal(run(request(5), opening=True, restart=restart)[0], run(request(5), opening=True)[0])


def test_a_batch_equals_its_clips_alone() -> None:
    items = [DenoiseItem(seed, TEXT) for seed in (1, 2)]
    together = run(request(7, *items))
    for result, item in zip(together, items, strict=True):
        assert np.allclose(result, run(request(7, item))[0], atol=1e-6)


def test_steps_are_counted_over_all_windows_and_groups() -> None:
    image = np.ones((3, 1, 4, 6), np.float32)
    items = (
        DenoiseItem(1, TEXT),
        DenoiseItem(2, TEXT, conditions=placed(image, 6)),
        DenoiseItem(3, TEXT, source=np.zeros((3, 8, 4, 6), np.float32), change=0.5),
    )
    reports: list[StepReport] = []
    results = run(request(8, *items), on_step=reports.append)
    assert [report.done for report in reports] == list(range(1, reports[0].total + 1))
    assert reports[0].total == 2 * 4 + 2 * 4 + 2 * 2
    assert [result.shape for result in results] == [(3, 8, 4, 6)] * 3
    assert reports[0].estimates[0] is not None
    assert reports[0].estimates[0].shape[1] == 5
    assert reports[0].estimates[1] is None
    assert np.array_equal(reports[-1].estimates[0], results[0])


def test_conditions_hold_in_later_windows() -> None:
    clip = np.random.default_rng(0).normal(size=(3, 3, 4, 6)).astype(np.float32)
    whole = run(request(12, DenoiseItem(1, TEXT, conditions=placed(clip, 0) + placed(clip, 36))))[0]
    assert np.array_equal(whole[:, :3], clip)
    assert np.array_equal(whole[:, 10:], clip[:, 1:])
    source = np.random.default_rng(1).normal(size=(3, 12, 4, 6)).astype(np.float32)
    retake = run(request(12, DenoiseItem(1, TEXT, conditions=(outside(source, 5, 8),))))[0]
    assert np.array_equal(np.delete(retake, slice(5, 8), 1), np.delete(source, slice(5, 8), 1))
    assert not np.allclose(retake[:, 5:8], source[:, 5:8])


def test_only_windows_that_nothing_else_rules_keep_the_first_ones_colours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clip = np.random.default_rng(0).normal(size=(3, 3, 4, 6)).astype(np.float32)
    source = np.random.default_rng(1).normal(size=(3, 8, 4, 6)).astype(np.float32)
    bound = [
        DenoiseItem(1, TEXT, conditions=placed(clip, 0) + placed(clip, 20)),
        DenoiseItem(1, TEXT, source=source, change=0.5),
        DenoiseItem(1, TEXT, cards=(Card(0, 1, TEXT), Card(1, 3, TEXT))),
    ]
    wanted = [request(8, item) for item in (*bound, DenoiseItem(1, TEXT))]
    toned_ones = [run(one)[0] for one in wanted]
    monkeypatch.setattr("engine.model.windows.DRIFT", 0.0)
    plain = [run(one)[0] for one in wanted]
    assert [np.array_equal(a, b) for a, b in zip(toned_ones, plain, strict=True)] == [True, True, True, False]


def test_windows_whose_new_frames_are_all_given_do_not_ask_the_model() -> None:
    clip = np.random.default_rng(0).normal(size=(3, 3, 4, 6)).astype(np.float32)
    asked: list[int] = []

    def counted(items: object, anchors: Anchors) -> object:
        asked.append(anchors.frames)
        return velocity_for(items, anchors)

    wanted = request(9, DenoiseItem(1, TEXT, conditions=placed(clip, 0) + placed(clip, 24)))
    reports: list[StepReport] = []
    bridge = ClipRun(wanted, GEOMETRY, WINDOW, counted, on_step=reports.append).run()[0]  # type: ignore[arg-type]
    assert len(spans(9, WINDOW)) == 3
    assert asked == [5, 5]
    assert reports[-1].done == reports[-1].total == 12
    assert np.array_equal(bridge[:, 7:], clip[:, 1:])


def test_a_clip_with_a_given_end_is_made_backwards() -> None:
    clip = np.random.default_rng(0).normal(size=(3, 3, 4, 6)).astype(np.float32)
    reports: list[StepReport] = []
    ending = placed(clip, 36)
    whole = run(request(12, DenoiseItem(1, TEXT, conditions=ending)), on_step=reports.append)[0]
    assert np.array_equal(whole[:, 10:], clip[:, 1:])
    assert all(whole[:, k].std() > 0.01 for k in range(12))
    known = [report.estimates[0] for report in reports]
    assert known[0] is not None
    assert known[0].shape[1] == 4
    assert np.allclose(known[0][:, -2:], clip[:, 1:], atol=1e-6)


def test_a_clip_with_a_given_last_frame_is_made_backwards_too() -> None:
    image = np.ones((3, 1, 4, 6), np.float32)

    def first_window(*conditions: Condition) -> int:
        reports: list[StepReport] = []
        run(request(12, DenoiseItem(1, TEXT, conditions=conditions)), on_step=reports.append)
        estimate = reports[0].estimates[0]
        assert estimate is not None
        return estimate.shape[1]

    # Going backwards, a window's own beginning is left to the window before: four frames are new at first, not five.
    assert first_window(*placed(image, 43)) == 4
    assert first_window(*placed(image, 20)) == 5
    assert first_window(*placed(image, 0), *placed(image, 43)) == 5


@pytest.mark.parametrize("stop", [1, 5, 8, 9, 14])
def test_a_run_stopped_anywhere_resumes_to_the_last_bit(stop: int) -> None:
    image = np.ones((3, 1, 4, 6), np.float32)
    wanted = request(
        8, DenoiseItem(1, TEXT), DenoiseItem(2, TEXT, conditions=placed(image, 6, 0.5)), solver="unipc"
    )
    whole = run(wanted)
    saved: list[dict[str, np.ndarray]] = []

    def cancel(report: StepReport) -> None:
        if report.done == stop:
            saved.append(report.snapshot())
            raise Cancelled

    with pytest.raises(Cancelled):
        run(wanted, on_step=cancel)
    counts: list[int] = []
    again = run(wanted, resume=saved[0], on_step=lambda report: counts.append(report.done))
    assert all(np.array_equal(a, b) for a, b in zip(again, whole, strict=True))
    assert counts == list(range(stop + 1, 17))


@pytest.mark.parametrize("stop", [1, 3, 9, 15, 20])
def test_when_it_is_enough_what_was_begun_stays_and_the_rest_is_made_in_few_steps(stop: int) -> None:
    wanted = replace(request(8), steps=8)
    reports: list[StepReport] = []

    def enough(report: StepReport) -> bool:
        reports.append(report)
        return report.done == stop

    found = run(wanted, opening=True, on_step=enough)[0]
    begun = -(-stop // 8)
    assert found.shape == (3, 8, 4, 6)
    assert all(found[:, k].std() > 0.01 for k in range(8))
    # Three windows: the opening frame and two more. Each that was not begun takes the few steps.
    assert len(reports) == stop + (3 - begun) * HASTY
    assert reports[stop - 1].total == 24
    if begun < 3:
        assert (reports[-1].done, reports[-1].total) == (len(reports), len(reports))
        # The last window's colours are drawn to the first one's, whenever it ends.
        shown = reports[stop - 1].estimates[0]
        assert shown is not None
        assert np.array_equal(found[:, : shown.shape[1]], shown)
    # What had been made before the stop is that of the whole run.
    whole = run(wanted, opening=True)[0]
    before = {1: 0, 2: 1, 3: 5}[begun]
    assert np.array_equal(found[:, :before], whole[:, :before])
    assert not np.array_equal(found, whole)


def test_it_may_be_enough_again_while_the_rest_is_made() -> None:
    counts: list[int] = []

    def enough(report: StepReport) -> bool:
        counts.append(report.done)
        return True

    found = run(replace(request(8), steps=8), opening=True, on_step=enough)[0]
    assert counts == [1, 2, 3]
    assert all(found[:, k].std() > 0.01 for k in range(8))


def test_a_clip_that_is_made_backwards_is_whole_when_it_was_enough() -> None:
    image = np.ones((3, 1, 4, 6), np.float32)
    item = DenoiseItem(1, TEXT, conditions=placed(image, 7 * 4))
    wanted = replace(request(8, item), steps=8)
    found = run(wanted, on_step=lambda report: report.done == 2)[0]
    assert found.shape == (3, 8, 4, 6)
    assert all(found[:, k].std() > 0.01 for k in range(7))


def test_a_state_of_another_request_is_refused() -> None:
    saved: list[dict[str, np.ndarray]] = []
    run(request(8), on_step=lambda report: saved.append(report.snapshot()))
    for wanted in (request(5), request(8, DenoiseItem(1, TEXT), DenoiseItem(2, TEXT))):
        with pytest.raises(ValueError, match="another request"):
            run(wanted, resume=saved[-1])
    with pytest.raises(ValueError, match="another request"):
        run(request(8), resume={"group": np.array(0)})


def test_a_later_window_starts_from_its_history_encoded_anew() -> None:
    asked: list[tuple[int, ...]] = []

    def restart(latents: Tensor) -> Tensor:
        asked.append(tuple(latents.shape))
        return latents[:, :, -1:] * 0

    wanted = request(8)
    assert not np.allclose(run(wanted, restart=restart)[0][:, 5:], run(wanted)[0][:, 5:])
    assert asked == [(1, 3, 4, 4, 6)]
    assert np.array_equal(run(wanted, restart=restart)[0][:, :5], run(wanted)[0][:, :5])


def test_numbers_that_are_not_finite_are_an_error_with_a_remedy() -> None:
    def broken(items: object, anchors: Anchors) -> object:
        return lambda x, level: x * float("nan")

    with pytest.raises(ModelError, match="finite"):
        ClipRun(request(5), GEOMETRY, WINDOW, broken).run()  # type: ignore[arg-type]


def test_colours_are_pulled_back_by_their_share() -> None:
    generator = torch.Generator().manual_seed(0)
    reference = torch.randn(1, 2, 3, 4, 4, generator=generator)
    x = torch.randn(1, 2, 3, 4, 4, generator=generator) * 3 + 5
    axes = (2, 3, 4)
    assert torch.allclose(toned(x, reference, 0.0), x)
    whole = toned(x, reference, 1.0)
    assert torch.allclose(whole.mean(axes), reference.mean(axes), atol=1e-5)
    assert torch.allclose(whole.std(axes), reference.std(axes), atol=1e-4)
    quarter = toned(x, reference, 0.25)
    assert torch.allclose(quarter.mean(axes), 0.75 * x.mean(axes) + 0.25 * reference.mean(axes), atol=1e-5)
