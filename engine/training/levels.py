"""Which frames of a training clip are known, and how noisy each of them is: the mix of conditions.

One mechanism serves text to clip, image to clip, keyframes, extend, connect and loop; what the transformer can later
be asked for is what it meets here.  Called by ``engine.training.train_dit``.

Shapes: B clips, C latent channels, T latent frames of the clip, K appended keyframes (single encoded frames), h x w
cells.  Levels run from 0 (clean) to 1 (noise).
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.training.losses import draw_times

_WEAK_SHARE = 0.25
"""Share of the appended keyframes with a strength below 1."""
_JOIN_SHARE = 0.5
"""Share of the clips with a keyframe where what follows the keyframe is known too, as where a clip is led up to."""


@dataclass(frozen=True, slots=True)
class LevelMix:
    """How noise levels are drawn: ``draw_times`` explains the two numbers."""

    shift: float = 2.0
    uniform_share: float = 0.2


def draw_levels(
    batch: int, frames: int, mix: LevelMix, generator: torch.Generator, keyframe_times: Tensor | None = None
) -> tuple[Tensor, Tensor]:
    """Noise level per clip and latent frame [B, T + K] in 0..1, and which frames are given [B, T + K] (bool).

    In place: nothing given, the first frame (most often, because a clip from words alone is its opening frame first
    and then what follows from that), a longer beginning, an end, both ends, one frame in the middle, and
    levels drawn for each frame on its own.  ``keyframe_times`` [B, K] (rotary times) appends as many keyframes:
    half of the clips are then joins (as Connect and Loop make them: after a keyframe at the end of a latent frame
    all is known, and often a beginning too), and a quarter of the other keyframes are weak: like a condition of
    strength s, they stay at level 1 - s until the clip has come down to it.
    """
    levels = _times((batch, 1), mix, generator).expand(batch, frames).clone()
    given = torch.zeros(batch, frames, dtype=torch.bool)
    for clip in range(batch if frames > 1 else 0):
        _place(clip, levels, given, mix, generator)
    if keyframe_times is None:
        given[given.all(dim=1)] = False
        return levels, given
    count = keyframe_times.shape[1]
    shared = _times((batch, 1), mix, generator)
    ceiling = torch.rand(batch, count, generator=generator)
    weak = torch.rand(batch, count, generator=generator) < _WEAK_SHARE
    for clip in range(batch):
        at = float(keyframe_times[clip, 0])
        if at.is_integer() and 1 <= at < frames and _chance(_JOIN_SHARE, generator):
            levels[clip] = shared[clip]
            given[clip] = False
            given[clip, int(at) + 1 :] = True
            given[clip, : _between(0, int(at), generator) if _chance(0.6, generator) else 0] = True
            weak[clip, 0] = False
    own = levels.median(dim=1, keepdim=True).values
    added = torch.where(weak, torch.minimum(own, ceiling), torch.zeros_like(ceiling))
    given[given.all(dim=1)] = False
    return torch.cat((levels, added), dim=1), torch.cat((given, ~weak), dim=1)


def _place(clip: int, levels: Tensor, given: Tensor, mix: LevelMix, generator: torch.Generator) -> None:
    """Draw what is known of one clip in place."""
    frames = levels.shape[1]
    kind = float(torch.rand((), generator=generator))
    if kind < 0.22:
        return
    if kind < 0.60:
        given[clip, 0] = True
    elif kind < 0.70:
        given[clip, : _between(1, max(2, frames - 1), generator)] = True
    elif kind < 0.77:
        given[clip, frames - _between(1, max(2, frames - 1), generator) :] = True
    elif kind < 0.85:
        given[clip, 0] = given[clip, -1] = True
    elif kind < 0.89:
        given[clip, _between(0, frames, generator)] = True
    else:
        levels[clip] = _times((frames,), mix, generator)


def _times(shape: tuple[int, ...], mix: LevelMix, generator: torch.Generator) -> Tensor:
    return draw_times(shape, generator, shift=mix.shift, uniform_share=mix.uniform_share)


def _chance(share: float, generator: torch.Generator) -> bool:
    return float(torch.rand((), generator=generator)) < share


def _between(low: int, high: int, generator: torch.Generator) -> int:
    return int(torch.randint(low, high, (), generator=generator))


def noisy_inputs(
    latents: Tensor, levels: Tensor, given: Tensor, generator: torch.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """What the model sees: x_t [B, C, T, h, w], its levels [B, T], and the velocity to predict.

    Given frames enter at level 0; one in five of them with a little noise, as sampled frames have when a clip is
    continued from its own output (Wan's ``masks_like``: exp of a normal around -3.5).  ``generator`` must be on the
    device of the tensors.
    """
    device = latents.device
    noise = torch.randn(latents.shape, generator=generator, device=device)
    levels = levels.masked_fill(given, 0.0)
    slight = torch.randn(levels.shape, generator=generator, device=device) * 0.5 - 3.5
    slight = torch.exp(slight).clamp(max=0.15)
    touched = given & (torch.rand(levels.shape, generator=generator, device=device) < 0.2)
    blend = torch.where(touched, slight, levels)[:, None, :, None, None]
    return (1.0 - blend) * latents + blend * noise, levels, noise - latents
