"""Write the trained weights into the files that ship, with a card that says what they can do.

In: ``vae.pt`` and ``dit.pt`` of a state folder.  Out: ``loom-s.vae.safetensors``, ``loom-s.dit.safetensors`` and
``loom-s.md``.  Called by ``python -m engine.training export``; the model's pipeline loads the files.

Metadata of both files (all values are text): ``config`` JSON of ``VAEConfig`` or ``DiTConfig``, ``name``, ``kind``
("autoencoder" or "transformer"), ``licence``, ``rate``, ``sizes`` JSON, ``window`` latent frames of one pass,
``position_scale``, ``clips`` seen, ``steps`` and ``hours`` of training.  Latent statistics and the preview maps are
tensors of the autoencoder's file.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import torch

from engine import catalog
from engine.model.dit import WanDiT
from engine.model.preview import FIRST, LATER, LatentPreview, fit_preview
from engine.model.vae import CausalVAE, vae_from_state
from engine.model.weights import load_weights, save_weights
from engine.training.checkpoint import load_checkpoint
from engine.training.train_dit import averaged_dit
from engine.training.train_vae import Batch, averaged_model, fit_statistics, measure
from engine.types import ModelSpec, Size

NAME = "loom-s"
TEXT_FILE = "minilm-l6.safetensors"
SPEC = ModelSpec(
    name=NAME,
    title="Loom-S",
    licence="Apache-2.0",
    digest="",
    native_sizes=(Size(112, 64), Size(64, 112), Size(80, 80)),
    native_rate=Fraction(12),
    window_latents=5,
    position_scale=3.0,
    # At 4 real clips' contrast and motion are overshot by a tenth; at 3 they are met.
    guidance=3.0,
    opening=True,
)
"""What the catalog reads from the transformer's header."""
VAE_FILE, DIT_FILE, CARD_FILE = f"{NAME}.vae.safetensors", f"{NAME}.dit.safetensors", f"{NAME}.md"


def shared_metadata(kind: str, config: str, progress: dict[str, Any]) -> dict[str, str]:
    """The header entries of one file."""
    return {
        "name": NAME,
        "kind": kind,
        "config": config,
        "licence": "Apache-2.0",
        "rate": "12",
        "sizes": json.dumps([[112, 64], [64, 112], [80, 80]]),
        "window": "5",
        "position_scale": "3.0",
        "clips": str(round(progress["clips"])),
        "steps": str(progress["step"]),
        "hours": f"{progress['seconds'] / 3600:.2f}",
    }


def export_vae(model: CausalVAE, preview: LatentPreview, progress: dict[str, Any], out: Path) -> Path:
    """Write the autoencoder (16 bits where it counts) with its statistics and preview maps; returns the file."""
    tensors = dict(model.state_dict())
    tensors[FIRST] = torch.from_numpy(preview.first)
    tensors[LATER] = torch.from_numpy(preview.later)
    path = out / VAE_FILE
    save_weights(path, tensors, shared_metadata("autoencoder", model.config.to_json(), progress), bits=16)
    return path


def export_dit(model: WanDiT, progress: dict[str, Any], out: Path) -> Path:
    """Write the transformer at 8 bits per output channel; returns the file."""
    path = out / DIT_FILE
    metadata = shared_metadata("transformer", model.config.to_json(), progress)
    metadata |= {catalog.SPEC: catalog.spec_to_json(SPEC), catalog.VAE: VAE_FILE, catalog.TEXT: TEXT_FILE}
    save_weights(path, model.state_dict(), metadata, bits=8)
    return path


def fit_preview_of(model: CausalVAE, frames: torch.Tensor) -> LatentPreview:
    """The preview maps for uint8 clips [N, T, H, W, 3]."""
    with torch.no_grad():
        latents = torch.cat(
            [model.encode(clip[None].permute(0, 4, 1, 2, 3).float() / 127.5 - 1.0) for clip in frames]
        )
    return fit_preview(latents.numpy(), frames.numpy())


def export(state: Path, out: Path) -> list[str]:
    """Export what the state folder holds; returns the lines of the report that also go into the card."""
    from engine.training.train_vae import CropSource, VAEPlan

    out.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    stored = load_checkpoint(state / "frozen.pt") or load_checkpoint(state / "vae.pt")
    if stored is None:
        raise FileNotFoundError(f"no vae.pt in {state}: run the stage 'vae' first")
    source = CropSource(VAEPlan())
    model = averaged_model(_with_later_decoder(stored, load_checkpoint(state / "vae.pt")))
    if float(model.latent_std.std()) == 0.0:  # not frozen yet
        fit_statistics(model, list(source.first_clips(96).split(4)))
    preview = fit_preview_of(model, source.first_frames(48))
    path = export_vae(model, preview, stored["progress"], out)
    lines += _vae_lines(path, source.held_out(), stored["progress"])
    dit = load_checkpoint(state / "dit.pt")
    if dit is not None:
        path = export_dit(averaged_dit(dit), dit["progress"], out)
        lines += _dit_lines(path, state, dit["progress"])
    write_card(out / CARD_FILE, lines)
    return lines


def _with_later_decoder(frozen: dict[str, Any], later: dict[str, Any] | None) -> dict[str, Any]:
    """The frozen autoencoder with the decoder of a later decoder-only run, if that is what ``later`` is."""
    if later is None or not later["extra"].get("decoder_only"):
        return frozen
    decoder = {name: value for name, value in later["average"].items() if name.startswith("decoder.")}
    return frozen | {"average": frozen["average"] | decoder, "progress": later["progress"]}


def _vae_lines(path: Path, held_out: Batch, progress: dict[str, Any]) -> list[str]:
    from engine.model.vae import VAEConfig

    tensors, metadata = load_weights(path)
    scores = measure(vae_from_state(VAEConfig.from_json(metadata["config"]), tensors), held_out)
    return [
        (
            f"Autoencoder: {progress['step']} steps, {progress['clips']:.0f} clip equivalents, "
            f"{progress['seconds'] / 3600:.2f} h; {path.stat().st_size / 1e6:.1f} MB"
        ),
        (
            f"Held-out PSNR over 32 clips of 112x64x17, from the exported file: {scores['psnr']:.2f} dB "
            f"(first frames {scores['first']:.2f}, pixels of actors {scores['actor']:.2f}, "
            f"worst clip {scores['worst']:.2f})"
        ),
    ]


def _dit_lines(path: Path, state: Path, progress: dict[str, Any]) -> list[str]:
    from engine.model.config import DiTConfig
    from engine.training.checks import direction_score
    from engine.training.latents import LatentStore
    from engine.training.train_dit import held_out_loss

    tensors, metadata = load_weights(path)
    model = WanDiT(DiTConfig.from_json(metadata["config"]))
    model.load_state_dict(tensors)
    model = model.eval().requires_grad_(False)
    losses = held_out_loss(model, LatentStore(state / "latents", split="heldout").first(64))
    right, total, real = direction_score(model, state)
    named = ", ".join(
        f"t={level} "
        + " / ".join(f"{losses[f'{caption}@{level}']:.3f}" for caption in ("right", "none", "wrong"))
        for level in (0.5, 0.7, 0.9)
    )
    return [
        (
            f"Transformer: {progress['step']} steps, {progress['clips']:.0f} clip equivalents, "
            f"{progress['seconds'] / 3600:.2f} h; {path.stat().st_size / 1e6:.1f} MB"
        ),
        (
            f"Held-out velocity error from the exported file (2.0 knows nothing), "
            f"right / no / wrong caption: {named}"
        ),
        (
            f"Left/right prompts that move the right way: {right} of {total} (chance {total // 2}; "
            f"the same measure on real clips: {real})"
        ),
    ]


def write_card(path: Path, lines: list[str]) -> None:
    """The model card: fixed facts, then the figures of this export."""
    text = (Path(__file__).parent / "card.md").read_text(encoding="utf-8")
    figures = "\n".join(f"- {line}" for line in lines)
    path.write_text(text.replace("{figures}", figures), encoding="utf-8")
