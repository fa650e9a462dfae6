"""Where judged clips come from: the model under test, as the program runs it, and the renderer as the oracle.

In: prompts.  Out: uint8 clips [n, H, W, 3].  Called by ``engine.training.evaluation.survey`` and the end-to-end test.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor

from engine.catalog import BUILT_IN, ModelFiles, find_models
from engine.device import DeviceProfile
from engine.model.pipeline import LoomModel
from engine.model.request import Condition, DenoiseItem, DenoiseRequest
from engine.training.evaluation.pools import through
from engine.training.evaluation.prompts import Prompt
from engine.training.world import Scenes, World
from engine.training.world.vocabulary import (
    CAMERAS,
    COLOURS,
    KINDS,
    MOTIONS,
    PLACES,
    STYLES,
    TIMES,
    WEATHERS,
)
from engine.types import ModelSpec, Size

FRAMES: Final = 17
LANDSCAPE: Final = Size(112, 64)
TOGETHER: Final = 4
"""Clips that are sampled at once."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How clips are made; ``steps`` None takes the model's own, ``float_weights`` a transformer not in 8 bits."""

    steps: int | None = None
    size: Size = LANDSCAPE
    frames: int = FRAMES
    float_weights: bool = False


class Generator:
    """The model of a folder, on the CPU with one precision, so that its clips can be made again.

    Raises WeightsError when the folder holds no model.
    """

    def __init__(self, models: Path, *, device: str = "cpu", floats: Path | None = None) -> None:
        catalog = find_models(models)
        entry = catalog.models.get(BUILT_IN)
        if entry is None:
            raise FileNotFoundError(f"no model in {models}: {[str(problem) for problem in catalog.problems]}")
        self.spec: ModelSpec = entry.spec
        self.files: ModelFiles = entry.files
        profile = DeviceProfile(device, device, 4 << 30, "fp32", 1, 1.0)
        self.model = LoomModel(entry.spec, entry.files, profile)
        self.floats = (
            None if floats is None else LoomModel(entry.spec, replace(entry.files, dit=floats), profile)
        )

    def clips(
        self,
        texts: Sequence[str],
        seeds: Sequence[int],
        manner: Manner = Manner(),
        conditions: Sequence[tuple[Condition, ...]] = (),
    ) -> list[Tensor]:
        """One clip per text; ``conditions`` per clip, none by default."""
        clips: list[Tensor] = []
        model = self.floats if manner.float_weights else self.model
        if model is None:
            raise ValueError("this generator has no float weights")
        for start in range(0, len(texts), TOGETHER):
            chosen = slice(start, start + TOGETHER)
            held = conditions[chosen] or [()] * len(texts[chosen])
            items = tuple(
                DenoiseItem(seed, text, conditions=kept)
                for seed, text, kept in zip(
                    seeds[chosen], model.encode_text(texts[chosen]), held, strict=True
                )
            )
            request = DenoiseRequest(
                items,
                self.spec.latent_shape(manner.frames, manner.size),
                self.spec.native_rate,
                manner.steps or self.spec.steps,
                self.spec.guidance,
                self.spec.shift,
            )
            for latents in model.denoise(request):
                clips.append(torch.from_numpy(np.concatenate(list(model.decode(latents)))))
        return clips

    def of(self, prompts: Sequence[Prompt], manner: Manner = Manner(), *, take: int = 0) -> list[Tensor]:
        """One clip per prompt from its own seed; another ``take`` is another seed."""
        return self.clips([p.text for p in prompts], [p.seed + 1_000_003 * take for p in prompts], manner)


class Oracle:
    """The renderer's clips of the prompts' scenes, through the autoencoder and back: the best one could wish for."""

    def __init__(self, generator: Generator) -> None:
        self.world = World(device="cpu")
        self.generator = generator
        from engine.model.pipeline import load_vae

        self.vae = load_vae(generator.files.vae)

    def plain(self, prompts: Sequence[Prompt], manner: Manner = Manner(), *, take: int = 0) -> Tensor:
        """Rendered clips [N, n, H, W, 3]."""
        frames: Tensor = self.world.render(staged(self.world, prompts, manner, take)).frames
        return frames

    def of(self, prompts: Sequence[Prompt], manner: Manner = Manner(), *, take: int = 0) -> list[Tensor]:
        """The same after the autoencoder's round trip."""
        return list(through(self.vae, self.plain(prompts, manner, take=take)))


def staged(world: World, prompts: Sequence[Prompt], manner: Manner, take: int = 0) -> Scenes:
    """The prompts' scenes with all that no fact settles (sizes, ways, grain) drawn from a seed.

    A style that the text does not name is left out.
    """
    scenes = world.sample(
        len(prompts), 800_000_000 + take, frames=manner.frames, size=(manner.size.width, manner.size.height)
    )

    def index(fact: str, names: Sequence[str]) -> Tensor:
        return torch.tensor([names.index(p.scene[fact]) if p.scene[fact] else -1 for p in prompts])

    return replace(
        scenes,
        kind=index("kind", [kind.words[0] for kind in KINDS]),
        colour=index("colour", COLOURS),
        place=index("place", PLACES),
        time_of_day=index("time_of_day", TIMES),
        weather=index("weather", WEATHERS),
        motion=index("motion", MOTIONS),
        motion2=torch.full((len(prompts),), -1),
        camera=index("camera", CAMERAS),
        style=torch.tensor([STYLES.index(p.wants("style") or "normal") for p in prompts]),
    )
