"""Skies and everything in them, drawn once per clip on a canvas.

In: a ``Canvas`` (coordinates, the clip's random numbers, time and weather); out: RGB [B, 3, H, W] in 0..1.  Called by
``render``.  Nothing is drawn thinner than two pixels: the autoencoder could not keep it.
"""

from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.training.world.vocabulary import PLACES, TIMES, WEATHERS

DAY, SUNSET, NIGHT = range(len(TIMES))
SPACE: Final = PLACES.index("space")
CLEAR, CLOUDS, RAIN, SNOW, FOG = range(len(WEATHERS))

# Top, middle and bottom of the sky, by time of day.
_SKIES: Final = (
    ((0.22, 0.55, 0.93), (0.49, 0.76, 0.97), (0.80, 0.92, 0.99)),
    ((0.36, 0.27, 0.58), (0.93, 0.46, 0.42), (1.00, 0.78, 0.42)),
    ((0.04, 0.06, 0.20), (0.09, 0.13, 0.34), (0.20, 0.25, 0.50)),
)
_SPACE_SKY: Final = ((0.06, 0.03, 0.16), (0.13, 0.07, 0.30), (0.28, 0.12, 0.42))
# What an overcast sky turns to, by time of day: still coloured, or sunsets would go grey.
_OVERCAST: Final = ((0.66, 0.73, 0.80), (0.70, 0.50, 0.52), (0.15, 0.18, 0.30))
_FOGS: Final = ((0.86, 0.90, 0.93), (0.98, 0.78, 0.68), (0.26, 0.31, 0.46))
_CLOUD_COLOURS: Final = ((0.98, 0.99, 1.0), (1.0, 0.74, 0.66), (0.30, 0.34, 0.52))
_RAIN_CLOUDS: Final = ((0.56, 0.62, 0.70), (0.58, 0.40, 0.48), (0.17, 0.20, 0.33))
LIGHT: Final = ((1.0, 1.0, 1.0), (1.06, 0.78, 0.64), (0.40, 0.47, 0.78))
"""What the time of day does to colours of the scenery."""
TINTS: Final = ((1.0, 1.0, 1.0), (1.04, 0.87, 0.77), (0.74, 0.80, 1.02))
"""What it does to actors: less than to the scenery, so that they stay recognisable."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """One batch's drawing surface.

    ``x`` [W] and ``y`` [H] are pixel centres in units of the frame's height, x from the frame's middle, y from its top;
    ``unit`` is one pixel.  ``noise`` [B, 96] and ``grain`` [B, 3, H, W] are uniform and smooth 0..1; ``time`` and
    ``weather`` int64 [B]; ``horizon`` [B] is where ground meets sky.
    """

    x: Tensor
    y: Tensor
    unit: float
    aspect: float
    noise: Tensor
    grain: Tensor
    place: Tensor
    time: Tensor
    weather: Tensor
    horizon: Tensor

    def pick(self, table: object) -> Tensor:
        """Rows of a table by time of day as [B, 3, 1, 1]."""
        return torch.tensor(table, device=self.x.device)[self.time][:, :, None, None]

    def rows(self, chosen: Tensor) -> "Canvas":
        """The same canvas for the clips with these indices."""
        return Canvas(
            self.x, self.y, self.unit, self.aspect, self.noise[chosen], self.grain[chosen], self.place[chosen],
            self.time[chosen], self.weather[chosen], self.horizon[chosen],
        )  # fmt: skip


def edge(distance: Tensor, softness: float) -> Tensor:
    """0..1 coverage from a signed distance (positive inside) with a soft rim."""
    return (distance / softness + 0.5).clamp(0, 1)


def premultiplied(colour: Tensor, cover: Tensor) -> Tensor:
    """A layer of colour [B, 3, H, W] and cover [B, H, W] as premultiplied RGBA [B, 4, H, W]."""
    return torch.cat((colour * cover[:, None], cover[:, None]), 1)


def over(below: Tensor, colour: Tensor, cover: Tensor) -> Tensor:
    """Lay a colour on RGB [B, 3, H, W] with coverage [B, H, W]."""
    return torch.lerp(below, colour.expand_as(below), cover[:, None])


def gradient(y: Tensor, top: Tensor, middle: Tensor, bottom: Tensor) -> Tensor:
    """Three colours [B, 3, 1, 1] down ``y`` [B, H, 1] in 0..1, as [B, 3, H, 1]."""
    y = y.clamp(0, 1)[:, None]
    return torch.lerp(top, middle, (2 * y).clamp(0, 1)) + (bottom - middle) * (2 * y - 1).clamp(0, 1)


def discs(canvas: Canvas, cx: Tensor, cy: Tensor, radius: Tensor, flat: float = 1.0) -> Tensor:
    """Distance inside the union of discs [B, N] (``flat`` > 1 squashes them), as [B, H, W] in the canvas's units."""
    dx = (canvas.x[None, None, None, :] - cx[:, :, None, None]) ** 2
    dy = ((canvas.y[None, None, :, None] - cy[:, :, None, None]) * flat) ** 2
    return (radius[:, :, None, None] - (dx + dy).sqrt()).amax(1)


def sky(canvas: Canvas) -> Tensor:
    """The whole sky of each clip, RGB [B, 3, H, W]."""
    weather, time = canvas.weather, canvas.time
    space = canvas.place == SPACE
    grey = torch.tensor([0.0, 0.25, 0.85, 0.6, 0.55], device=canvas.x.device)[weather][:, None, None, None]
    stops = torch.tensor(_SKIES, device=canvas.x.device)[time]
    stops = torch.where(space[:, None, None], torch.tensor(_SPACE_SKY, device=canvas.x.device), stops)
    overcast = canvas.pick(_OVERCAST)
    down = canvas.y[None, :, None] / canvas.horizon.clamp_min(0.3)[:, None, None]
    top, middle, bottom = (stops[:, k, :, None, None] for k in range(3))
    image = gradient(down, top, middle, bottom)
    image = torch.lerp(image, overcast * (0.88 + 0.12 * down[:, None].clamp(0, 1)), grey)
    tint = (canvas.noise[:, 0:3, None, None] - 0.5) * 0.06
    image = (image + tint).expand(-1, -1, -1, len(canvas.x)).clone()
    clear = (1 - grey[:, 0] * 1.1).clamp(0, 1)
    image = image + _stars(canvas, (time == NIGHT)[:, None, None] * clear)
    image = _sun_or_moon(canvas, image, clear * ~space[:, None, None])
    image = torch.where(space[:, None, None, None], _planet(canvas, image), image)
    return _clouds(canvas, image, space)


def _stars(canvas: Canvas, amount: Tensor) -> Tensor:
    """Soft points of light, two to three pixels wide, in the upper sky."""
    count = 14
    cx = (canvas.noise[:, 8 : 8 + count] - 0.5) * canvas.aspect * 1.25
    cy = canvas.noise[:, 22 : 22 + count] * (canvas.horizon[:, None] * 0.95)
    sigma = (1.0 + 0.5 * canvas.noise[:, 36 : 36 + count]) * canvas.unit
    # A blob is a product of two bells, so the sum over stars is one small matrix product per clip.
    across = (-0.5 * ((canvas.x[None, None] - cx[:, :, None]) / sigma[:, :, None]) ** 2).exp()
    down = (-0.5 * ((canvas.y[None, None] - cy[:, :, None]) / sigma[:, :, None]) ** 2).exp()
    glow = torch.bmm(down.transpose(1, 2), across) * amount
    return glow[:, None] * torch.tensor([0.85, 0.85, 0.75], device=canvas.x.device)[:, None, None]


def _sun_or_moon(canvas: Canvas, image: Tensor, amount: Tensor) -> Tensor:
    cx = (canvas.noise[:, 3:4] - 0.5) * canvas.aspect * 0.85
    low = canvas.time == SUNSET
    cy = torch.where(
        low, canvas.horizon - 0.08 - 0.06 * canvas.noise[:, 4], 0.12 + 0.12 * canvas.noise[:, 4]
    )[:, None]
    size = torch.tensor([0.085, 0.13, 0.075], device=canvas.x.device)[canvas.time][:, None]
    inside = discs(canvas, cx, cy, size)
    colour = canvas.pick(((1.0, 0.97, 0.78), (1.0, 0.90, 0.55), (0.95, 0.95, 0.86)))
    glow = (1 + inside / 0.38).clamp(0, 1) ** 2 * canvas.pick(((0.5,), (0.6,), (0.28,)))[:, 0] * amount
    return over(over(image, colour, glow), colour, edge(inside, 2.2 * canvas.unit) * amount)


def _planet(canvas: Canvas, image: Tensor) -> Tensor:
    """A nebula and one large planet with a shaded side."""
    nebula = ((canvas.grain[:, 0] - 0.5) * 3.2).clamp(0, 1) * 0.55
    image = over(image, torch.tensor([0.62, 0.20, 0.62], device=image.device)[:, None, None], nebula)
    nebula = ((canvas.grain[:, 1] - 0.55) * 3.2).clamp(0, 1) * 0.45
    image = over(image, torch.tensor([0.12, 0.42, 0.75], device=image.device)[:, None, None], nebula)
    side = torch.where(canvas.noise[:, 3:4] < 0.5, -1.0, 1.0)
    cx, cy = side * (0.22 + 0.2 * canvas.noise[:, 4:5]) * canvas.aspect, 0.17 + 0.12 * canvas.noise[:, 5:6]
    inside = discs(canvas, cx, cy, 0.11 + 0.06 * canvas.noise[:, 6:7])
    shade = discs(canvas, cx + 0.06, cy + 0.04, torch.full_like(cx, 0.16))
    palette = torch.tensor(
        [[0.98, 0.66, 0.36], [0.50, 0.80, 0.95], [0.95, 0.50, 0.55], [0.70, 0.90, 0.60]], device=image.device
    )
    colour = palette[(canvas.noise[:, 7] * 3.999).long()][:, :, None, None]
    lit = colour * (1 - 0.55 * edge(shade, 0.10))[:, None]
    return over(image, lit, edge(inside, 2.2 * canvas.unit))


def _clouds(canvas: Canvas, image: Tensor, space: Tensor) -> Tensor:
    """Flat-bottomed clouds of four puffs each; how many and how dark the weather says."""
    many = torch.tensor([1.3, 5.0, 5.0, 4.0, 0.0], device=image.device)[canvas.weather] * ~space
    dark = ((canvas.weather == RAIN) | (canvas.weather == SNOW)).float()[:, None, None, None]
    colour = torch.lerp(canvas.pick(_CLOUD_COLOURS), canvas.pick(_RAIN_CLOUDS), dark * 0.8)
    for index in range(5):
        present = ((many - index) > canvas.noise[:, 50 + index]).float()
        if not present.any():
            continue
        cx = ((index * 0.37 + canvas.noise[:, 55 + index : 56 + index]) % 1.0 - 0.5) * canvas.aspect * 1.2
        cy = 0.06 + 0.22 * canvas.noise[:, 60 + index : 61 + index]
        size = 0.055 + 0.035 * canvas.noise[:, 65 + index : 66 + index]
        offsets = torch.tensor([-1.7, -0.5, 0.7, 1.8], device=image.device)
        radii = torch.tensor([0.75, 1.15, 1.0, 0.65], device=image.device)
        inside = discs(canvas, cx + offsets * size, cy - 0.25 * radii * size, radii * size, flat=1.25)
        below = edge(cy[:, :, None] + 0.35 * size[:, :, None] - canvas.y[None, :, None], 0.03)
        image = over(image, colour, edge(inside, 3.0 * canvas.unit) * below * present[:, None, None] * 0.9)
    return image


def fog_colour(time: Tensor) -> Tensor:
    """Colour of the fog [B, 3]."""
    return torch.tensor(_FOGS, device=time.device)[time]


def grow_grain(grain: Tensor, height: int, width: int) -> Tensor:
    """Smooth noise [B, 3, H, W] from its coarse form."""
    return F.interpolate(grain, size=(height, width), mode="bicubic", align_corners=True).clamp(0, 1)
