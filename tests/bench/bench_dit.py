"""Our transformer's forward beside diffusers' Wan class: same weights, precision and threads, interleaved, medians."""

import statistics
import time
from collections.abc import Callable
from functools import partial

from engine.device import detect, prepare_environment

prepare_environment()

# ruff: noqa: E402  torch reads the environment when it is imported
import torch
from diffusers.models.transformers.transformer_wan import WanTransformer3DModel

from engine.model.config import LOOM_S, DiTConfig
from engine.model.dit import WanDiT
from engine.model.layout import to_original_layout

ROUNDS = 15
CLIPS = {"112x64x17, guided": (2, 5, 8, 14), "112x64x33": (1, 9, 8, 14), "160x96x33": (1, 9, 12, 20)}


def theirs_like(config: DiTConfig) -> WanTransformer3DModel:
    """diffusers' class at our width."""
    return WanTransformer3DModel(
        patch_size=config.patch,
        num_attention_heads=config.heads,
        attention_head_dim=config.head_dim,
        in_channels=config.in_channels,
        out_channels=config.out_channels,
        text_dim=config.text_dim,
        freq_dim=config.freq_dim,
        ffn_dim=config.ffn_dim,
        num_layers=config.layers,
    ).eval()


def interleaved(works: list[Callable[[], object]]) -> list[float]:
    """Median milliseconds of each, run in turns so that the machine's moods hit all alike."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS + 2):
        for work, kept in zip(works, times, strict=True):
            started = time.perf_counter()
            work()
            kept.append((time.perf_counter() - started) * 1000)
    return [statistics.median(kept[2:]) for kept in times]


def main() -> None:
    """Prints one line per clip size."""
    device = detect()
    torch.manual_seed(0)
    theirs = theirs_like(LOOM_S)
    ours = WanDiT(LOOM_S).eval()
    ours.load_state_dict(to_original_layout(theirs.state_dict()))
    ours.set_precision(device.torch_dtype)
    theirs.to(device.torch_dtype)
    print(
        f"{device.name}, {device.threads} threads, {device.precision}, {LOOM_S.parameters / 1e6:.1f} M parameters"
    )
    with torch.inference_mode():
        for name, (batch, frames, height, width) in CLIPS.items():
            x = torch.randn(batch, LOOM_S.in_channels, frames, height, width)
            t = torch.full((batch,), 500.0)
            text = torch.randn(batch, LOOM_S.text_len, LOOM_S.text_dim)
            run_ours = partial(ours, x, t, text)
            run_prepared = partial(ours, x, t, ours.text_keys(text))
            low = device.torch_dtype
            run_theirs = partial(theirs, x.to(low), t, text.to(low))
            apart = float((run_ours().float() - run_theirs().sample.float()).abs().max())
            mine, prepared, other = interleaved([run_ours, run_prepared, run_theirs])
            tokens = frames * height * width // 4
            print(f"{name:>20}  {batch} x {tokens} tokens")
            print(
                f"    ours {mine:.1f} ms, with the text prepared {prepared:.1f} ms, diffusers {other:.1f} ms"
            )
            print(f"    ours / diffusers {mine / other:.2f}, largest difference {apart:.1e}")


if __name__ == "__main__":
    main()
