"""Text into velocity: prompts, cards and classifier-free guidance around one call of the transformer.

In: a model, the items of a batch and their anchors. Out: the `Velocity` that `engine.model.sampler` follows.

Shapes: B clips, S text tokens (blocks of the global text and the cards), L video tokens.
"""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor

from engine.model.conditions import Anchors, card_bias
from engine.model.dit import WanDiT
from engine.model.request import DenoiseItem, TextStates
from engine.model.sampler import Velocity


def guided_velocity(
    model: WanDiT,
    items: Sequence[DenoiseItem],
    anchors: Anchors,
    guidance: float,
    position_scale: float,
    check_cancel: Callable[[], None] | None = None,
) -> Velocity:
    """v_away + guidance * (v_text - v_away) in one doubled batch, or v_text alone where guidance is 1.

    `position_scale` is rotary time units per second. Away from is each item's negative prompt, or the null text:
    zero states under a mask that is all False.
    """
    device = anchors.clean.device
    doubled = guidance != 1.0
    length = items[0].text.states.shape[0]
    blocks = 1 + max(len(item.cards) for item in items)
    prompts = [[item.text, *(card.text for card in item.cards)] for item in items]
    if doubled:
        prompts += [[item.negative or _silence(item.text)] for item in items]
    states, mask = _stack(prompts, blocks * length)
    keys = model.text_keys(states.to(device))
    text_mask = mask.to(device) if model.config.mask_text else None
    times = anchors.seconds * position_scale
    bias = _bias(items, anchors, model, length, blocks) if blocks > 1 else None
    if doubled:
        times = torch.cat((times, times))
        bias = None if bias is None else torch.cat((bias, torch.zeros_like(bias)))

    def velocity(x: Tensor, level: Tensor) -> Tensor:
        t = token_times(level, model.config.patch[1])
        if doubled:
            x, t = torch.cat((x, x)), torch.cat((t, t))
        v = model(
            x, t, keys, text_mask=text_mask, times=times, text_bias=bias, check_cancel=check_cancel
        ).float()
        if not doubled:
            return v
        towards, away = v.chunk(2)
        return away + guidance * (towards - away)

    return velocity


def token_times(level: Tensor, patch: int) -> Tensor:
    """Levels [B, T, h, w] as timesteps 0..1000 in the coarsest form that loses nothing: [B], [B, T] or [B, L]."""
    tokens = level[:, :, ::patch, ::patch] * 1000
    frames = tokens[:, :, 0, 0]
    if not bool((tokens == frames[:, :, None, None]).all()):
        return tokens.flatten(1)
    if not bool((frames == frames[:, :1]).all()):
        return frames
    return frames[:, 0]


def _silence(like: TextStates) -> TextStates:
    return TextStates(np.zeros_like(like.states), np.zeros_like(like.mask))


def _stack(prompts: Sequence[Sequence[TextStates]], tokens: int) -> tuple[Tensor, Tensor]:
    """Each row's blocks side by side, zero and masked behind the last: [B, tokens, D] and [B, tokens]."""
    width = prompts[0][0].states.shape[1]
    states = np.zeros((len(prompts), tokens, width), dtype=np.float32)
    mask = np.zeros((len(prompts), tokens), dtype=np.bool_)
    for row, blocks in enumerate(prompts):
        joined = np.concatenate([block.states for block in blocks])
        states[row, : len(joined)] = joined
        mask[row, : len(joined)] = np.concatenate([block.mask for block in blocks])
    return torch.from_numpy(states), torch.from_numpy(mask)


def _bias(items: Sequence[DenoiseItem], anchors: Anchors, model: WanDiT, length: int, blocks: int) -> Tensor:
    _, _, height, width = anchors.ceiling.shape
    per_frame = (height // model.config.patch[1]) * (width // model.config.patch[2])
    return torch.stack(
        [
            card_bias(
                moments,
                [(card.start, card.end, card.width) for card in item.cards],
                per_frame,
                length,
                blocks,
            )
            for item, moments in zip(items, anchors.moments, strict=True)
        ]
    )
