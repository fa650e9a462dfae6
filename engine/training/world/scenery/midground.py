"""What stands between the ground and the distance of the first eight places: trees, palms, rocks, a lighthouse.

In: a ``Canvas`` of clips in one place; out: colour [B, 3, H, W] and coverage [B, H, W].  Called by ``places``, for
the full world only; the newer places draw a middle layer of their own.  Its feet are hidden by the ground's edge.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from engine.training.world.scenery.brushes import (
    again,
    fir_trees,
    leafy,
    lit,
    one_of,
    panel,
    rgb,
    slots,
    stick,
)
from engine.training.world.sky import DAY, Canvas, edge, over

Middle = tuple[Tensor, Tensor]


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where one thing a slot stands: offsets ``dx``, ``dy`` from its foot in its own size, upwards negative; ``share``
    [B, 1, W] are its random numbers, ``size`` its scale, ``there`` bool whether it is there."""

    dx: Tensor
    dy: Tensor
    share: Tensor
    size: Tensor
    there: Tensor


def _stand(canvas: Canvas, foot: float, often: float, count: int = 0) -> _Stand:
    """Things whose feet are ``foot`` heights below the horizon, in ``often`` of ``count`` slots (0: as many as fit)."""
    count = count or max(1, round(1.3 * canvas.aspect))
    slot, across = slots(canvas, count)
    share = again(canvas.noise[:, 60 + slot % 5], 13)[:, None]
    size = (0.85 + 0.3 * again(share, 1)) * min(1.0, 0.55 + 0.3 * canvas.aspect)
    down = canvas.y[None, :, None] - canvas.horizon[:, None, None] - foot
    aside = 0.67 * canvas.aspect / count * (again(share, 2) - 0.5)
    return _Stand((across - aside) / size, down / size, share, size, again(share, 3) < often)


def _shown(canvas: Canvas, image: Tensor, distance: Tensor, stand: _Stand) -> Middle:
    """Light it, and leave empty the slots where nothing stands."""
    return lit(canvas, image), edge(distance * stand.size, 2 * canvas.unit) * stand.there


def _colour(canvas: Canvas, *colour: float) -> Tensor:
    return rgb(canvas, *colour).expand(len(canvas.noise), -1, len(canvas.y), len(canvas.x))


def _trees(often: float, *green: float) -> Callable[[Canvas], Middle]:
    """Round trees."""

    def draw(canvas: Canvas) -> Middle:
        stand, soft = _stand(canvas, 0.03, often), 2 * canvas.unit
        crown, trunk = leafy(stand.dx, stand.dy)
        image = over(_colour(canvas, 0.44, 0.31, 0.21), rgb(canvas, *green), edge(crown, soft))
        image = over(image, rgb(canvas, *green) * 1.22, edge(crown - 0.045, 0.05))
        return _shown(canvas, image, torch.maximum(crown, trunk), stand)

    return draw


def _palms(canvas: Canvas) -> Middle:
    """A palm at the water's edge."""
    stand, soft = _stand(canvas, 0.26, 0.75), 2 * canvas.unit
    lean = 0.10 * torch.where(again(stand.share, 4) < 0.5, -1.0, 1.0)
    trunk = stick(stand.dx, stand.dy, lean, -0.44, 0.030)
    dx, dy = stand.dx - lean, stand.dy + 0.44
    leaves = torch.full_like(trunk, -1.0)
    for x, y in ((-0.19, 0.05), (-0.13, -0.09), (0.13, -0.09), (0.19, 0.05), (-0.09, 0.13), (0.09, 0.13)):
        leaves = torch.maximum(leaves, stick(dx, dy, x, y, 0.034))
    image = over(_colour(canvas, 0.58, 0.42, 0.27), rgb(canvas, 0.20, 0.56, 0.30), edge(leaves, soft))
    return _shown(canvas, image, torch.maximum(trunk, leaves), stand)


def _lighthouse(canvas: Canvas) -> Middle:
    """A striped tower on a rock in the water; its lamp shines in the evening and at night."""
    stand, soft = _stand(canvas, 0.02, 0.5, count=1), 2 * canvas.unit
    x, y = stand.dx.abs(), stand.dy
    tower = torch.minimum(0.072 + 0.07 * y - x, torch.minimum(y + 0.32, 0.02 - y))
    lamp = panel(stand.dx, y + 0.355, 0.042, 0.042, 0.01)
    roof = torch.minimum((y + 0.46) * 0.7 - x, -0.395 - y)
    rock = 0.13 - (stand.dx**2 + (1.7 * (y - 0.03)) ** 2).sqrt()
    band = edge(0.25 - ((y / 0.16) % 1.0 - 0.5).abs(), 0.14)
    image = over(_colour(canvas, 0.98, 0.97, 0.94), rgb(canvas, 0.86, 0.28, 0.26), band)
    image = over(image, rgb(canvas, 0.46, 0.47, 0.54), edge(rock, soft))
    image = over(image, rgb(canvas, 0.72, 0.24, 0.24), edge(roof, soft))
    shown = _shown(canvas, image, torch.maximum(torch.maximum(tower, rock), torch.maximum(lamp, roof)), stand)
    dark = (canvas.time != DAY)[:, None, None, None]
    glass = torch.where(dark, rgb(canvas, 1.0, 0.92, 0.58), rgb(canvas, 0.62, 0.80, 0.90))
    return over(shown[0], glass, edge(lamp, soft)), shown[1]


def _mesas(canvas: Canvas) -> Middle:
    """Flat-topped red rocks with a paler layer."""
    stand = _stand(canvas, 0.02, 0.6)
    tall = 0.13 + 0.10 * again(stand.share, 4)
    rock = torch.minimum(0.13 + 0.35 * (stand.dy + tall) - stand.dx.abs(), stand.dy + tall)
    image = over(
        _colour(canvas, 0.80, 0.44, 0.30), rgb(canvas, 0.92, 0.60, 0.40), edge(tall * 0.55 + stand.dy, 0.04)
    )
    image = over(image, rgb(canvas, 0.74, 0.38, 0.27), edge(tall * 0.28 + stand.dy, 0.04))
    return _shown(canvas, image, rock, stand)


def _firs(canvas: Canvas) -> Middle:
    """A few tall firs, white where the snow lies on them."""
    trees = fir_trees(canvas, 60, 3, canvas.horizon + 0.04, 0.36)
    image = over(
        _colour(canvas, 0.20, 0.42, 0.40), rgb(canvas, 0.94, 0.97, 1.0), edge(0.012 - trees, 0.03) * 0.75
    )
    return lit(canvas, image), edge(trees, 2 * canvas.unit)


def _bushes(canvas: Canvas) -> Middle:
    """Bushes with berries."""
    stand, soft = _stand(canvas, 0.05, 0.8), 2 * canvas.unit
    bush = torch.full_like(stand.dx + stand.dy, -1.0)
    for x, y, radius in ((-0.10, 0.04, 0.09), (0.0, 0.09, 0.11), (0.11, 0.04, 0.09)):
        bush = torch.maximum(bush, radius - ((stand.dx - x) ** 2 + (stand.dy + y) ** 2).sqrt())
    berries = torch.full_like(bush, -1.0)
    for x, y in ((-0.10, 0.06), (0.02, 0.13), (0.11, 0.05)):
        berries = torch.maximum(berries, 0.028 - ((stand.dx - x) ** 2 + (stand.dy + y) ** 2).sqrt())
    image = over(_colour(canvas, 0.15, 0.38, 0.20), rgb(canvas, 0.26, 0.54, 0.27), edge(bush - 0.03, 0.05))
    image = over(image, rgb(canvas, 0.92, 0.32, 0.34), edge(berries, soft))
    return _shown(canvas, image, bush, stand)


def _crystals(canvas: Canvas) -> Middle:
    """Clusters of shining crystals."""
    stand, soft = _stand(canvas, 0.04, 0.6), 2 * canvas.unit
    whole = torch.full_like(stand.dx + stand.dy, -1.0)
    gleam = whole
    for x, y in ((-0.12, 0.14), (0.0, 0.24), (0.11, 0.17)):
        whole = torch.maximum(whole, stick(stand.dx - 0.4 * x, stand.dy, 0.6 * x, -y, 0.042))
        gleam = torch.maximum(gleam, stick(stand.dx - 0.4 * x + 0.016, stand.dy, 0.6 * x, -y, 0.016))
    body = one_of(((0.36, 0.86, 0.92), (0.96, 0.52, 0.84), (0.60, 0.92, 0.62)), again(stand.share[:, 0], 4))
    image = over(
        body.expand(-1, -1, len(canvas.y), -1),
        torch.lerp(body, torch.ones_like(body), 0.6),
        edge(gleam, soft),
    )
    # Not lit by any hour: there is none in space, and they shine of themselves.
    return image, edge(whole * stand.size, soft) * stand.there


MIDDLES: Final[dict[str, Callable[[Canvas], Middle]]] = {
    "meadow": _trees(0.6, 0.27, 0.58, 0.27), "beach": _palms, "sea": _lighthouse, "desert": _mesas, "snow": _firs,
    "city": _trees(0.75, 0.28, 0.54, 0.32), "forest": _bushes, "space": _crystals,
}  # fmt: skip
