"""What moves of itself in the scenery of the training world: it moves, it closes into loops, and it keeps its place."""

import pytest
import torch
from torch import Tensor

from engine.training.world import places
from engine.training.world.scenery.ambient import STIRS, Stirring
from engine.training.world.vocabulary import PLACES
from tests.engine.scenery import canvas_of, flat

FRAMES = 9


def stirred(names: tuple[str, ...], time: str = "day", weather: str = "clear", rounds: float = 1.0) -> Tensor:
    """Frames [B, 3, T, H, W] of the scenery through some rounds."""
    asked = [(name, time, weather) for name in names]
    canvas = canvas_of(asked)
    phase = torch.linspace(0, rounds, FRAMES).expand(len(asked), -1)
    stirring = Stirring(
        phase, torch.zeros_like(phase), canvas.time, canvas.weather, canvas.horizon, canvas.noise
    )
    frames = flat(asked)[:, :, None, :, 20:132].repeat(1, 1, FRAMES, 1, 1)
    return places.stir(frames, canvas.place, stirring)


@pytest.mark.parametrize("time", ["day", "night"])
def test_a_whole_round_closes(time: str) -> None:
    frames = stirred(tuple(STIRS), time)
    assert torch.isfinite(frames).all()
    assert (frames[:, :, 0] - frames[:, :, -1]).abs().amax() < 1e-3


def test_it_moves_between_neighbouring_frames() -> None:
    for names, time in ((("underwater", "sea", "beach"), "day"), (("meadow", "forest"), "night")):
        frames = stirred(names, time)
        assert (frames.diff(dim=2).abs().amax((1, 3, 4)) > 0.02).all()


def test_bubbles_rise() -> None:
    frames = stirred(("underwater",), rounds=0.25)
    still = flat([("underwater", "day", "clear")])[:, :, None, :, 20:132]
    brighter = (frames - still).clamp_min(0).sum((0, 1, 4))
    moved = [
        torch.fft.irfft(torch.fft.rfft(brighter[t + 1]) * torch.fft.rfft(brighter[t]).conj()).argmax()
        for t in range(FRAMES - 1)
    ]
    # A shift of more than half the height is one upwards.
    assert sum(int(shift) > 32 for shift in moved) >= FRAMES // 2


def test_places_without_movement_and_wet_nights_stay_still() -> None:
    quiet = tuple(name for name in PLACES if name not in STIRS)
    for names, time, weather in ((quiet, "day", "clear"), (("meadow", "forest"), "night", "rain")):
        frames = stirred(names, time, weather)
        assert torch.equal(frames[:, :, 0], frames[:, :, -2])


def test_glints_move_with_the_ground_when_the_camera_pans() -> None:
    canvas = canvas_of([("sea", "day", "clear")])
    phase = torch.full((1, 2), 0.3)
    aside = torch.tensor([[0.0, 10.0]])
    stirring = Stirring(phase, aside, canvas.time, canvas.weather, canvas.horizon, canvas.noise)
    shown = places.stir(torch.zeros(1, 3, 2, 64, 112), canvas.place, stirring)
    assert shown.amax() > 0.3
    assert (shown[:, :, 1, :, :-10] - shown[:, :, 0, :, 10:]).abs().amax() < 1e-4
