"""The places: from the sky's end to what stands before the actors, drawn once per clip.

In: a ``Canvas`` of clips and their finished sky; out: ``Layers``.  Called by ``render``, which moves the layers at
different speeds.  What each place looks like is in ``scenery``.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Final

import torch
from torch import Tensor

from engine.training.world.scenery import built, indoors, land, water
from engine.training.world.scenery.ambient import STIRS, Stirring
from engine.training.world.scenery.brushes import Layers, lit, nearness, rgb
from engine.training.world.scenery.foreground import FRONTS
from engine.training.world.scenery.midground import MIDDLES
from engine.training.world.sky import CLEAR, FOG, NIGHT, SNOW, Canvas, fog_colour
from engine.training.world.vocabulary import PLACES, SHELTERED

HORIZONS: Final = {
    "meadow": (0.60, 0.68), "beach": (0.40, 0.46), "sea": (0.44, 0.54), "desert": (0.58, 0.66), "snow": (0.60, 0.68),
    "city": (0.72, 0.76), "forest": (0.62, 0.70), "space": (0.66, 0.74), "street": (0.66, 0.70), "room": (0.70, 0.74),
    "mountains": (0.62, 0.68), "underwater": (0.64, 0.70),
}  # fmt: skip
"""Where the sky ends, in heights from the top: lowest and highest."""
_DRAWERS: Final[dict[str, Callable[[Canvas, Tensor], Layers]]] = {
    "meadow": land.meadow, "beach": water.beach, "sea": water.sea, "desert": land.desert, "snow": land.snow,
    "city": built.city, "forest": land.forest, "space": land.space, "street": built.street, "room": indoors.room,
    "mountains": land.mountains, "underwater": water.underwater,
}  # fmt: skip

ROUND: Final = 4.0
"""Seconds of one round of what moves of itself."""
_WHITENED: Final = ("meadow", "city", "forest", "street", "mountains")
"""Where falling snow stays lying; elsewhere it melts, or the ground is white already."""
_MIST: Final = {"far": 0.72, "middle": 0.56, "front": 0.12}
"""How much of each layer a fog hides; of the ground it hides more at the horizon."""


def horizon(place: Tensor, share: Tensor) -> Tensor:
    """Where the sky ends in each clip [B], in heights; ``share`` is uniform 0..1."""
    ranges = torch.tensor([HORIZONS[name] for name in PLACES], device=place.device)[place]
    return ranges[:, 0] + (ranges[:, 1] - ranges[:, 0]) * share


def sheltered(place: Tensor) -> Tensor:
    """Whether rain, snow and fog stay out of each clip's place, bool [B]."""
    return torch.tensor([name in SHELTERED for name in PLACES], device=place.device)[place]


def draw(canvas: Canvas, sky: Tensor, *, full: bool = False) -> Layers:
    """All layers of every clip, with the fog of foggy ones.

    ``full`` adds what the small world has not: a middle layer in its places too, and what stands before the actors.
    """
    drawn: dict[str, Tensor] = {}
    for index, name in enumerate(PLACES):
        chosen = (canvas.place == index).nonzero()[:, 0]
        if not len(chosen):
            continue
        part = canvas.rows(chosen)
        layers = _DRAWERS[name](part, sky[chosen])
        if full and name in MIDDLES:
            colour, cover = MIDDLES[name](part)
            layers = replace(layers, middle=colour, middle_cover=cover)
        if full and name in FRONTS:
            colour, cover = FRONTS[name](part)
            layers = replace(layers, front=colour, front_cover=cover * _inner(canvas))
        for item in fields(layers):
            value = getattr(layers, item.name)
            if value is not None:
                blank = sky[:, 0] if item.name.endswith("cover") else sky
                drawn.setdefault(item.name, torch.zeros_like(blank))[chosen] = value
    if full:
        _settle(canvas, drawn)
    _weather(canvas, drawn)
    return Layers(**drawn)


def stir(frames: Tensor, place: Tensor, stirring: Stirring) -> Tensor:
    """Let move what moves of itself in the finished scenery [B, 3, T, H, W], which is changed in place.

    At an ordinary pace ``stirring.phase`` is the second divided by ``ROUND``; a loop runs through whole rounds.
    """
    for name, change in STIRS.items():
        chosen = (place == PLACES.index(name)).nonzero()[:, 0]
        if len(chosen):
            frames[chosen] = change(frames[chosen], stirring.rows(chosen))
    return frames


def _inner(canvas: Canvas) -> Tensor:
    """0 at the canvas's sides [W], or what a fast pan shows beyond them would repeat them."""
    return ((canvas.x - canvas.x[0]).minimum(canvas.x[-1] - canvas.x) / (2 * canvas.unit)).clamp(0, 1)


def _settle(canvas: Canvas, drawn: dict[str, Tensor]) -> None:
    """Let falling snow lie on the ground."""
    lies = torch.tensor([name in _WHITENED for name in PLACES], device=canvas.x.device)[canvas.place]
    fallen = (lies & (canvas.weather == SNOW)).float()[:, None, None, None]
    white = lit(canvas, rgb(canvas, 0.96, 0.97, 1.0).expand(len(canvas.place), -1, 1, 1))
    drawn["near"] = torch.lerp(drawn["near"], white.expand_as(drawn["near"]), 0.55 * fallen)


def _weather(canvas: Canvas, drawn: dict[str, Tensor]) -> None:
    """Change the layers' colours in place: fog, thicker further back, and the dull light of a covered sky."""
    weather = torch.where(sheltered(canvas.place), CLEAR, canvas.weather)
    foggy = (weather == FOG).float()[:, None, None, None]
    fog = fog_colour(canvas.time)[:, :, None, None]
    at_hand = 0.62 - 0.42 * nearness(canvas)
    thick = {name: torch.full_like(at_hand, share) for name, share in _MIST.items()} | {"near": at_hand}
    # A wet or overcast day is a little duller, never grey; a night under the moon a little bluer already by its light.
    dull = torch.tensor([0.0, 0.05, 0.18, 0.08, 0.0], device=canvas.x.device)[weather] * (
        canvas.time != NIGHT
    )
    for name, amount in thick.items():
        if name in drawn:
            colour = drawn[name]
            drawn[name] = (
                torch.lerp(colour, fog.expand_as(colour), foggy * amount) * (1 - dull)[:, None, None, None]
            )
