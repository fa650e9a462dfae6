"""Write the trained weights into the files that ship, with a card that says what they can do.

In: ``vae.pt`` and ``dit.pt`` of a state folder, and a ``Release`` that names the model.  Out: ``NAME.vae.safetensors``,
``NAME.dit.safetensors`` and ``NAME.md``.  Called by ``python -m engine.training export``; the model's pipeline loads
the files.

Metadata of both files (all values are text): ``config`` JSON of ``VAEConfig`` or ``DiTConfig``, ``name``, ``kind``
("autoencoder" or "transformer"), ``licence``, ``rate``, ``sizes`` JSON, ``window`` latent frames of one pass,
``position_scale``, ``clips`` seen, ``steps`` and ``hours`` of training.  Latent statistics and the preview maps are
tensors of the autoencoder's file.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import torch

from engine import catalog
from engine.model.config import DiTConfig
from engine.model.dit import WanDiT
from engine.model.preview import FIRST, LATER, LatentPreview, fit_preview
from engine.model.vae import CausalVAE, VAEConfig, vae_from_state
from engine.model.weights import load_weights, save_weights
from engine.training.checkpoint import load_checkpoint
from engine.training.checks import direction_score
from engine.training.crops import Batch, CropSource
from engine.training.dit_plan import POSITION_SCALE
from engine.training.store import LatentStore
from engine.training.student import averaged_dit
from engine.training.train_dit import held_out_loss
from engine.training.train_vae import averaged_model, fit_statistics, measure
from engine.training.vae_plan import VAEPlan
from engine.types import ModelSpec, Size

TEXT_FILE = "minilm-l6.safetensors"


@dataclass(frozen=True, slots=True)
class Release:
    """What a model is called and made for; a file of ``engine/training/configs`` holds it under ``[export]``.

    ``sizes`` (width, height) and ``rate`` are native, ``window`` latent frames go through one pass, ``opening`` says
    that clips from words begin with a still.  ``card`` is the text of the model card, a file beside this one;
    ``config`` the settings it names.
    """

    name: str = "loom-s"
    title: str = "Loom-S"
    sizes: tuple[tuple[int, int], ...] = ((112, 64), (64, 112), (80, 80))
    rate: int = 12
    window: int = 5
    # At 4 real clips' contrast and motion are overshot by a tenth; at 3 they are met.
    guidance: float = 3.0
    opening: bool = True
    card: str = "card.md"
    config: str = "loom_s"

    @classmethod
    def of(cls, settings: Mapping[str, Any], config: str) -> "Release":
        """The release that a table of the config file ``config`` describes; the rest has its default."""
        values = {"config": config, **settings}
        if "sizes" in values:
            values["sizes"] = tuple(tuple(size) for size in values["sizes"])
        return replace(cls(), **values)

    @property
    def spec(self) -> ModelSpec:
        """What the catalog reads from the transformer's header."""
        return ModelSpec(
            name=self.name,
            title=self.title,
            licence="Apache-2.0",
            digest="",
            native_sizes=tuple(Size(*size) for size in self.sizes),
            native_rate=Fraction(self.rate),
            window_latents=self.window,
            position_scale=POSITION_SCALE,
            guidance=self.guidance,
            opening=self.opening,
        )

    @property
    def vae_file(self) -> str:
        """The autoencoder's file."""
        return f"{self.name}.vae.safetensors"

    @property
    def dit_file(self) -> str:
        """The transformer's file, by which the catalog finds the model."""
        return f"{self.name}{catalog.SUFFIX}"


def shared_metadata(release: Release, kind: str, config: str, progress: dict[str, Any]) -> dict[str, str]:
    """The header entries of one file."""
    return {
        "name": release.name,
        "kind": kind,
        "config": config,
        "licence": "Apache-2.0",
        "rate": str(release.rate),
        "sizes": json.dumps([list(size) for size in release.sizes]),
        "window": str(release.window),
        "position_scale": str(POSITION_SCALE),
        "clips": str(round(progress["clips"])),
        "steps": str(progress["step"]),
        "hours": f"{progress['seconds'] / 3600:.2f}",
    }


def export_vae(
    model: CausalVAE, preview: LatentPreview, progress: dict[str, Any], out: Path, release: Release
) -> Path:
    """Write the autoencoder (16 bits where it counts) with its statistics and preview maps; returns the file."""
    tensors = dict(model.state_dict())
    tensors[FIRST] = torch.from_numpy(preview.first)
    tensors[LATER] = torch.from_numpy(preview.later)
    path = out / release.vae_file
    metadata = shared_metadata(release, "autoencoder", model.config.to_json(), progress)
    save_weights(path, tensors, metadata, bits=16)
    return path


def export_dit(model: WanDiT, progress: dict[str, Any], out: Path, release: Release) -> Path:
    """Write the transformer at 8 bits per output channel; returns the file."""
    path = out / release.dit_file
    metadata = shared_metadata(release, "transformer", model.config.to_json(), progress)
    metadata[catalog.SPEC] = catalog.spec_to_json(release.spec)
    metadata |= {catalog.VAE: release.vae_file, catalog.TEXT: TEXT_FILE}
    save_weights(path, model.state_dict(), metadata, bits=8)
    return path


def fit_preview_of(model: CausalVAE, frames: torch.Tensor) -> LatentPreview:
    """The preview maps for uint8 clips [N, T, H, W, 3]."""
    with torch.no_grad():
        latents = torch.cat(
            [model.encode(clip[None].permute(0, 4, 1, 2, 3).float() / 127.5 - 1.0) for clip in frames]
        )
    return fit_preview(latents.numpy(), frames.numpy())


def export(
    state: Path, out: Path, release: Release, plan: VAEPlan, prompts: int, device: torch.device
) -> list[str]:
    """Export what the state folder holds; returns the lines of the report that also go into the card.

    ``plan`` says of what size the clips are that the autoencoder is measured on; the transformer answers so many
    left/right ``prompts``.
    """
    out.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    stored = load_checkpoint(state / "frozen.pt") or load_checkpoint(state / "vae.pt")
    if stored is None:
        raise FileNotFoundError(f"no vae.pt in {state}: run the stage 'vae' first")
    source = CropSource(plan)
    model = averaged_model(_with_later_decoder(stored, load_checkpoint(state / "vae.pt")))
    if float(model.latent_std.std()) == 0.0:  # not frozen yet
        fit_statistics(model, list(source.first_clips(plan.measured * 3).split(4)))
    preview = fit_preview_of(model, source.first_frames(plan.measured * 3 // 2))
    path = export_vae(model, preview, stored["progress"], out, release)
    lines += _vae_lines(path, source.held_out(plan.measured), plan.size, stored["progress"])
    dit = load_checkpoint(state / "dit.pt")
    if dit is not None:
        path = export_dit(averaged_dit(dit), dit["progress"], out, release)
        lines += _dit_lines(path, state, dit["progress"], prompts, device)
        if hardware := dit["extra"].get("hardware"):
            lines.append("Trained on: " + ", ".join(hardware))
    write_card(out / f"{release.name}.md", release, lines)
    return lines


def _with_later_decoder(frozen: dict[str, Any], later: dict[str, Any] | None) -> dict[str, Any]:
    """The frozen autoencoder with the decoder of a later decoder-only run, if that is what ``later`` is."""
    if later is None or not later["extra"].get("decoder_only"):
        return frozen
    decoder = {name: value for name, value in later["average"].items() if name.startswith("decoder.")}
    return frozen | {"average": frozen["average"] | decoder, "progress": later["progress"]}


def _vae_lines(path: Path, held_out: Batch, size: tuple[int, int], progress: dict[str, Any]) -> list[str]:
    tensors, metadata = load_weights(path)
    scores = measure(vae_from_state(VAEConfig.from_json(metadata["config"]), tensors), held_out)
    return [
        (
            f"Autoencoder: {progress['step']} steps, {progress['clips']:.0f} clip equivalents, "
            f"{progress['seconds'] / 3600:.2f} h; {path.stat().st_size / 1e6:.1f} MB"
        ),
        (
            f"Held-out PSNR over {len(held_out[0])} clips of {size[0]}x{size[1]}x17, from the exported file: "
            f"{scores['psnr']:.2f} dB "
            f"(first frames {scores['first']:.2f}, pixels of actors {scores['actor']:.2f}, "
            f"worst clip {scores['worst']:.2f})"
        ),
    ]


def _dit_lines(
    path: Path, state: Path, progress: dict[str, Any], prompts: int, device: torch.device
) -> list[str]:
    tensors, metadata = load_weights(path)
    model = WanDiT(DiTConfig.from_json(metadata["config"]))
    model.load_state_dict(tensors)
    model = model.eval().requires_grad_(False).to(device)
    losses = held_out_loss(model, LatentStore(state / "latents", split="heldout").first(64).to(device))
    direction = direction_score(model, state, prompts)
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
            f"Left/right prompts that move the right way: {direction.right} of {direction.total} "
            f"(chance {direction.total // 2}; the same measure on real clips: {direction.real_right} "
            f"of {direction.real_total})"
        ),
    ]


def write_card(path: Path, release: Release, lines: list[str]) -> None:
    """The model card: fixed facts, then the figures of this export."""
    text = (Path(__file__).parent / release.card).read_text(encoding="utf-8")
    facts = {
        "figures": "\n".join(f"- {line}" for line in lines),
        "title": release.title,
        "name": release.name,
        "sizes": ", ".join(f"{width}x{height}" for width, height in release.sizes),
        "rate": str(release.rate),
        "config": release.config,
    }
    for name, value in facts.items():
        text = text.replace(f"{{{name}}}", value)
    path.write_text(text, encoding="utf-8")
