"""Runs the steps of a plan by hand, without an executor: tiny sources, the fake model, a plain upscaler."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import resources
from engine import Size, Step
from engine import ops as operations
from engine.document import MediaItem
from engine.media.frames import ArrayClip, Clip
from engine.model.request import TextStates
from engine.ops.context import Context
from engine.types import FactKind, Facts
from tests.fake_model import FakeModel

FONTS = {"regular": "fonts/Inter-Regular.otf", "semibold": "fonts/Inter-SemiBold.otf"}
Pixels = NDArray[np.uint8]


@dataclass
class Enlarger:
    """An upscaler that repeats pixels and remembers the tile it was given."""

    tile: int = 256
    tiles: list[int] = field(default_factory=list)

    def upscale(self, frame: Pixels, factor: int, check_cancel: Any = None) -> Pixels:
        """The frame with every pixel `factor` times in both directions."""
        self.tiles.append(self.tile)
        return frame.repeat(factor, axis=0).repeat(factor, axis=1)


@dataclass
class Hands:
    """What steps run with; `sources` are clips and images by content hash or take, `notes` what was said."""

    folder: Path
    sources: Mapping[str, Any] = field(default_factory=dict)
    model: Any = field(default_factory=FakeModel)
    enlarger: Enlarger = field(default_factory=Enlarger)
    relief: int = 0
    notes: list[str] = field(default_factory=list)
    said: list[tuple[float, str]] = field(default_factory=list)
    states: list[Any] = field(default_factory=list)
    previews: list[Any] = field(default_factory=list)
    resume: Any = None
    values: dict[str, Any] = field(default_factory=dict)

    def context(self) -> Context:
        """The surroundings of a step."""
        return Context(
            model=lambda digest: self.model,
            upscaler=lambda digest: self.enlarger,  # type: ignore[arg-type,return-value]
            source=lambda params: self.sources[params.get("media") or params["take"]],
            folder=self.folder,
            font=lambda weight: resources.path(FONTS[weight]),
            progress=lambda done, activity: self.said.append((done, activity)),
            preview=lambda make, step, steps: self.previews.append(make()),
            save_state=lambda make: self.states.append(make()),
            load_state=lambda: self.resume,
            relief=self.relief,
            note=self.notes.append,
        )

    def run(self, steps: Sequence[Step]) -> Any:
        """Run steps in order and return the value of the last; what decodes is read whole, as the executor does."""
        value = None
        for step in steps:
            if step.key not in self.values:
                value = operations.run(step, [self.values[k] for k in step.inputs], self.context())
                if step.op == "decode":
                    value = ArrayClip(value.read(0, value.frames), value.rate)
                self.values[step.key] = value
            value = self.values[step.key]
        return value


def facts_of(value: Any, step: Step) -> Facts:
    """What a value is, as a step would state it; pixels are really read."""
    if isinstance(value, Clip):
        frames = value.read(0, value.frames)
        assert frames.dtype == np.uint8
        assert frames.shape == (value.frames, value.size.height, value.size.width, 3)
        return Facts(FactKind.CLIP, value.frames, value.rate, value.size)
    if isinstance(value, TextStates):
        return Facts(FactKind.TEXT, len(value.mask))
    if isinstance(value, Path):
        assert value.stat().st_size > 0
        return step.facts
    if value.ndim == 4:
        return Facts(FactKind.LATENTS, value.shape[1], step.facts.rate, Size(value.shape[3], value.shape[2]))
    assert value.dtype == np.uint8
    assert value.shape[2] == 3
    return Facts(FactKind.IMAGE, 1, Fraction(0), Size(value.shape[1], value.shape[0]))


def film(frames: int, rate: object = 24, size: Size = Size(32, 24), seed: int = 0) -> ArrayClip:  # noqa: B008
    """A clip whose frames all differ: a soft pattern that drifts, and a mark of its own in each frame."""
    rows, columns = np.mgrid[: size.height, : size.width]
    out = np.empty((frames, size.height, size.width, 3), np.uint8)
    for t in range(frames):
        for c in range(3):
            wave = np.sin((columns - t) * (0.15 + 0.02 * c) + rows * 0.2 + seed)
            out[t, :, :, c] = np.rint(120 + 80 * wave)
        out[t, 0, 0] = (t, seed, 255 - t)
    return ArrayClip(out, Fraction(str(rate)))


def still(size: Size = Size(20, 14), seed: int = 0) -> Pixels:  # noqa: B008
    """An image of noise."""
    return np.random.default_rng(seed).integers(0, 256, (size.height, size.width, 3), np.uint8)


def item(name: str, value: Any) -> MediaItem:
    """The media entry of a clip or an image; its content hash is its name."""
    if isinstance(value, Clip):
        return MediaItem(name, f"{name}.mp4", name, "clip", value.frames, value.rate, value.size)
    return MediaItem(name, f"{name}.png", name, "image", 1, Fraction(0), Size(value.shape[1], value.shape[0]))
