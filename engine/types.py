"""The nouns that nodes, compiler, executor and model share: sizes, port types, static facts, what a model can do.

Torch-free values, frozen because they cross threads and files.
"""

import math
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple


class Size(NamedTuple):
    """Width and height in pixels (or in latent cells, where the name says so)."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"

    @property
    def area(self) -> int:
        """Pixels."""
        return self.width * self.height

    @property
    def aspect(self) -> Fraction:
        """Width over height."""
        return Fraction(self.width, self.height)

    def scaled(self, factor: int) -> "Size":
        """Both sides times an integer."""
        return Size(self.width * factor, self.height * factor)


class PortType(Enum):
    """What flows through a link. Each type has a colour *and* a shape, so that colour alone never carries meaning."""

    TEXT = "Text"
    STORYBOARD = "Storyboard"
    IMAGE = "Image"
    CLIP = "Clip"
    CONDITION = "Condition"
    MODEL = "Model"
    NUMBER = "Number"
    ANY = "Any"
    """Takes the type of its first link (Reroute, Switch)."""

    @property
    def colour(self) -> str:
        """`#rrggbb`, distinct in lightness as well as hue."""
        return _PORT_LOOK[self.value][0]

    @property
    def shape(self) -> str:
        """circle, square, diamond, triangle, hexagon, bar, star or ring."""
        return _PORT_LOOK[self.value][1]


_PORT_LOOK = {
    "Text": ("#e8c268", "square"),
    "Storyboard": ("#e8935a", "bar"),
    "Image": ("#7cc6f2", "triangle"),
    "Clip": ("#4f8ef7", "circle"),
    "Condition": ("#c58af9", "diamond"),
    "Model": ("#8fd694", "hexagon"),
    "Number": ("#b8bec8", "star"),
    "Any": ("#8a8f98", "ring"),
}


class FactKind(Enum):
    """What a step of a plan yields."""

    TEXT = "text"
    LATENTS = "latents"
    IMAGE = "image"
    CLIP = "clip"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a step's result before anything runs.

    `frames` are pixel frames of a clip, latent frames of latents, 1 for an image, tokens for text; `rate` is 0 where
    time means nothing; `size` is pixels, or latent cells for latents.
    """

    kind: FactKind
    frames: int = 1
    rate: Fraction = Fraction(0)
    size: Size = Size(0, 0)

    @property
    def duration(self) -> Fraction:
        """Seconds, 0 for what has no rate."""
        return self.frames / self.rate if self.rate else Fraction(0)

    @property
    def pixels(self) -> int:
        """Frames x width x height: what most costs are proportional to."""
        width, height = self.size
        return self.frames * width * height

    def __str__(self) -> str:
        sized = f"{self.size.width}x{self.size.height}x{self.frames}"
        match self.kind:
            case FactKind.CLIP:
                return f"{sized} at {float(self.rate):g}/s"
            case FactKind.LATENTS:
                return f"latents {sized}"
            case FactKind.IMAGE:
                return str(self.size)
            case FactKind.TEXT:
                return f"{self.frames} tokens"
            case FactKind.FILE:
                return "file"


class LatentShape(NamedTuple):
    """Latent frames, rows and columns; one place where the strides are applied."""

    frames: int
    height: int
    width: int

    @property
    def tokens_per_frame(self) -> int:
        """Tokens of one latent frame with patches of 2x2 cells."""
        return (self.height // 2) * (self.width // 2)


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """What compiler, nodes and studio must know of a video model without loading it.

    `native_rate` in frames per second, `window_latents` how many latent frames one pass takes (longer clips go
    through windows), `position_scale` RoPE time units per second, `licence` an SPDX id, `digest` the fingerprint of
    the weights. With `opening`, a clip from words alone is made in two goes: its first latent frame by itself, as a
    still, then what follows from that frame; small models know stills and continuations better than whole clips.
    """

    name: str
    title: str
    licence: str
    digest: str
    native_sizes: tuple[Size, ...]
    native_rate: Fraction
    window_latents: int
    position_scale: float
    latent_channels: int = 16
    time_stride: int = 4
    space_stride: int = 8
    patch: int = 2
    text_tokens: int = 48
    steps: int = 8
    draft_steps: int = 4
    guidance: float = 4.0
    shift: float = 3.0
    opening: bool = False
    capabilities: frozenset[str] = field(
        default_factory=lambda: frozenset({"text", "image", "keyframes", "extend", "remix", "storyboard"})
    )

    def latent_shape(self, frames: int, size: Size) -> LatentShape:
        """The latent grid of a clip.

        Raises ValueError unless frames = 4n+1 and both sides are multiples of stride x patch.
        """
        cell = self.space_stride * self.patch
        if (frames - 1) % self.time_stride or size.width % cell or size.height % cell:
            raise ValueError(
                f"{size}x{frames} is not on the grid of {cell} px and {self.time_stride}n+1 frames"
            )
        return LatentShape(
            (frames - 1) // self.time_stride + 1,
            size.height // self.space_stride,
            size.width // self.space_stride,
        )

    def latent_index(self, frame: int) -> int:
        """The latent frame that holds a pixel frame: 0 alone, then groups of `time_stride`."""
        return -(-frame // self.time_stride)

    def latent_moments(self, frames: int, rate: Fraction) -> list[float]:
        """The middle of each latent frame of a clip of 4n+1 `frames`, in seconds from the clip's beginning."""
        stride = self.time_stride
        middles = (stride * k - Fraction(stride - 1, 2) for k in range(1, (frames - 1) // stride + 1))
        return [0.0, *(float(middle / rate) for middle in middles)]

    def native_size(self, wanted: Size) -> Size:
        """The native size on the model's grid whose aspect is nearest to the wanted one, at about the native area.

        A trained size within 3 % of the aspect wins; else a size of multiples of 16 of the nearest area.
        """
        return _native_size(self.native_sizes, self.space_stride * self.patch, wanted)


@lru_cache(maxsize=256)
def _native_size(trained: tuple[Size, ...], cell: int, wanted: Size) -> Size:
    nearest = min(trained, key=lambda s: aspect_distance(s, wanted))
    if aspect_distance(nearest, wanted) <= 0.03:
        return nearest
    area = max(s.area for s in trained)
    columns = max(1, round(math.sqrt(area * wanted.width / wanted.height) / cell))
    grid = [
        Size(cell * c, cell * r)
        for c in range(max(1, columns - 2), columns + 3)
        for r in range(1, 4 * area // (cell * cell))
        if area / 2 <= cell * c * cell * r <= area * 1.25
    ]
    return min(
        grid or [nearest], key=lambda s: aspect_distance(s, wanted) + 0.1 * abs(math.log(s.area / area))
    )


def aspect_distance(a: Size, b: Size) -> float:
    """How far two aspects are apart, as |log ratio|: 0.03 is about 3 %."""
    return abs(math.log(a.width * b.height / (a.height * b.width)))


@lru_cache(maxsize=256)
def even_crop(native: Size, wanted: Size) -> Size:
    """The largest even-sided rectangle inside `native` that has the wanted aspect.

    The exact ratio is kept where that costs at most a tenth of the area (160x96 for 16:9 gives 160x90); otherwise the
    nearest even rectangle (a finish then makes the ratio exact).
    """
    ratio = wanted.aspect
    unit = Size(ratio.numerator, ratio.denominator)
    if unit.width % 2 or unit.height % 2:
        unit = unit.scaled(2)
    k = min(native.width // unit.width, native.height // unit.height)
    if k and unit.scaled(k).area >= 0.9 * native.area:
        return unit.scaled(k)
    if native.aspect > ratio:
        return Size(min(native.width, max(2, 2 * round(native.height * ratio / 2))), native.height)
    return Size(native.width, min(native.height, max(2, 2 * round(native.width / ratio / 2))))
