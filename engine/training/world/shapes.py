"""Draws the plain shapes of the world (sphere, cube, cone, heart ...) and the lighthouse, softly lit and rounded.

In: a name of ``SHAPES`` or "lighthouse".  Out: one picture, premultiplied RGBA.  Called only by the atlas builder: each
shape is a signed distance, walked along parallel rays from the viewer.  Shapes are painted red, which the atlas
recolours; the lighthouse has colours of its own.

Shapes: N rays; points and normals float32 [N, 3], x to the right, y up, z towards the viewer.
"""

import math
from collections.abc import Callable
from typing import Final

import torch
from torch import Tensor

SIDE: Final = 192
"""Side of a drawn picture in pixels."""
_STEPS: Final = 90
_CAUTION: Final = 0.6  # a blend of distances overstates how far a ray may step
_RED: Final = (0.93, 0.12, 0.20)
_LIGHT: Final = (-0.42, 0.72, 0.55)

Distance = Callable[[Tensor], Tensor]


def draw(name: str) -> Tensor:
    """The picture of a shape, float32 [4, SIDE, SIDE], premultiplied RGBA in 0..1.

    Raises:
        KeyError: nobody can draw that.
    """
    distance, turn, tilt = _POSES[name]
    axis = (torch.arange(SIDE) + 0.5) / SIDE * 2.9 - 1.45
    y, x = torch.meshgrid(-axis, axis, indexing="ij")
    origin = torch.stack((x, y, torch.full_like(x, 2.5)), -1).reshape(-1, 3)
    spin = _rotation(math.radians(turn), math.radians(tilt))

    def seen(points: Tensor) -> Tensor:
        return distance(points @ spin)

    ahead = torch.tensor([0.0, 0.0, -1.0])
    points = origin.clone()
    walking = torch.arange(len(points))
    for _ in range(_STEPS):
        left = seen(points[walking])
        points[walking] += (_CAUTION * left)[:, None] * ahead
        walking = walking[(left > 0.002) & (points[walking, 2] > -2.0)]
    hit = seen(points) < 0.01
    normals = _normals(seen, points)
    paint = (
        _lighthouse_paint(points @ spin)
        if name == "lighthouse"
        else torch.tensor(_RED).expand(len(points), 3)
    )
    picture = torch.cat((_lit(paint, normals) * hit[:, None], hit[:, None].float()), -1)
    return picture.reshape(SIDE, SIDE, 4).permute(2, 0, 1)


def _rotation(turn: float, tilt: float) -> Tensor:
    """Rows that bring the viewer's axes into the shape's: first its tilt towards us, then its turn about y."""
    about_y = torch.tensor(
        [[math.cos(turn), 0.0, math.sin(turn)], [0.0, 1.0, 0.0], [-math.sin(turn), 0.0, math.cos(turn)]]
    )
    about_x = torch.tensor(
        [[1.0, 0.0, 0.0], [0.0, math.cos(tilt), -math.sin(tilt)], [0.0, math.sin(tilt), math.cos(tilt)]]
    )
    return about_x @ about_y


def _normals(distance: Distance, points: Tensor) -> Tensor:
    step = 0.004 * torch.eye(3)
    slope = torch.stack([distance(points + step[i]) - distance(points - step[i]) for i in range(3)], -1)
    return slope / slope.norm(dim=-1, keepdim=True).clamp_min(1e-6)


def _lit(paint: Tensor, normals: Tensor) -> Tensor:
    """Soft light from above and the left, a broad sheen, a small highlight and light thrown back from below."""
    light = torch.tensor(_LIGHT)
    light = light / light.norm()
    toward = normals @ light
    shade = ((toward + 0.55) / 1.4).clamp(0, 1)
    shade = shade * shade * (3 - 2 * shade)
    dark = paint * torch.tensor([0.56, 0.36, 0.62])
    bright = (paint * 1.08 + torch.tensor([0.03, 0.14, 0.08])).clamp(0, 1)
    colour = dark + (bright - dark) * shade[:, None]
    half = light + torch.tensor([0.0, 0.0, 1.0])
    gleam = (normals @ (half / half.norm())).clamp_min(0)
    colour = colour + (1 - colour) * (0.10 * gleam**6 + 0.45 * gleam**40)[:, None]
    edge = (1 - normals[:, 2].clamp(0, 1)) ** 3 * (0.5 - 0.5 * normals[:, 1]).clamp(0, 1)
    return (colour + 0.35 * edge[:, None] * paint).clamp(0, 1)


def _soft_max(*distances: Tensor, k: float) -> Tensor:
    """The largest distance, its creases rounded over ``k``."""
    out = distances[0]
    for other in distances[1:]:
        blend = (k - (out - other).abs()).clamp_min(0) / k
        out = torch.maximum(out, other) + blend**2 * k / 4
    return out


def _sphere(p: Tensor) -> Tensor:
    return p.norm(dim=-1) - 1.0


def _cube(p: Tensor) -> Tensor:
    out = p.abs() - 0.62
    return out.clamp_min(0).norm(dim=-1) + out.amax(-1).clamp_max(0) - 0.13


def _slab(across: Tensor, along: Tensor, rounding: float) -> Tensor:
    """What two distances enclose, its edge rounded."""
    both = torch.stack((across, along), -1) + rounding
    return both.clamp_min(0).norm(dim=-1) + both.amax(-1).clamp_max(0) - rounding


def _cylinder(p: Tensor) -> Tensor:
    return _slab(p[:, [0, 2]].norm(dim=-1) - 0.72, p[:, 1].abs() - 0.92, 0.12)


def _cone(p: Tensor) -> Tensor:
    across, slope = p[:, [0, 2]].norm(dim=-1), math.hypot(1.0, 0.47)
    return _soft_max(
        (torch.sqrt(across**2 + 0.006) + 0.47 * (p[:, 1] - 1.08)) / slope, -p[:, 1] - 0.95, k=0.16
    )


def _pyramid(p: Tensor) -> Tensor:
    slope = math.hypot(1.0, 0.55)
    walls = [(p[:, axis].abs() + 0.55 * (p[:, 1] - 0.98)) / slope for axis in (0, 2)]
    return _soft_max(*walls, -p[:, 1] - 0.75, k=0.1)


def _ring(p: Tensor) -> Tensor:
    out = torch.stack((p[:, :2].norm(dim=-1) - 0.78, p[:, 2]), -1)
    return out.norm(dim=-1) - 0.30


def _capsule(p: Tensor) -> Tensor:
    rest = p.clone()
    rest[:, 0] -= p[:, 0].clamp(-0.62, 0.62)
    return rest.norm(dim=-1) - 0.5


def _diamond(p: Tensor) -> Tensor:
    """A cut stone: a flat table, eight facets of crown and eight that run to the point."""
    angle = torch.atan2(p[:, 2], p[:, 0])
    sector = math.pi / 4
    angle = (angle + sector / 2) % sector - sector / 2
    across = p[:, [0, 2]].norm(dim=-1) * angle.cos()
    crown = (0.75 * across + p[:, 1] - 1.12) / 1.25
    point = (across - 0.78 * (p[:, 1] + 1.05)) / math.hypot(1.0, 0.78)
    return _soft_max(crown, point, p[:, 1] - 0.62, k=0.05)


def _star(p: Tensor) -> Tensor:
    """Five rounded points, its faces rising towards the middle."""
    sector = 2 * math.pi / 5
    angle = torch.atan2(p[:, 0], p[:, 1])
    angle = (angle + sector / 2) % sector - sector / 2
    length = p[:, :2].norm(dim=-1)
    tip, beside = length * angle.cos(), torch.sqrt((length * angle.sin()) ** 2 + 0.016)
    lean = math.radians(36.0)
    inside = beside * math.cos(lean) + tip * math.sin(lean) - 0.74
    thickness = p[:, 2].abs() - 0.08 - 0.40 * (1 - (2.5 * inside.clamp_max(0)).exp())
    return _soft_max(inside, thickness, k=0.26)


def _heart(p: Tensor) -> Tensor:
    """Taubin's heart surface, (q - 1)^3 = y^3 (x^2 + 9/80 z^2), its cube root taken, over about its slope."""
    x, y, z = 1.2 * p[:, 0], 1.2 * p[:, 1] + 0.1, 1.2 * p[:, 2]
    swell = x**2 + y**2 + 2.25 * z**2 - 1
    slope = 0.8 + 2.4 * torch.stack((x, y, 2.25 * z), -1).norm(dim=-1)
    return (swell - y * (x**2 + 9 / 80 * z**2 + 1e-6) ** (1 / 3)) / slope


_STRIPE: Final = 0.42


def _lighthouse(p: Tensor) -> Tensor:
    across, y = p[:, [0, 2]].norm(dim=-1), p[:, 1]
    tower = _soft_max((across - 0.33 + 0.14 * y) * 0.98, (y + 0.18).abs() - 0.86, k=0.06)
    gallery = _slab(across - 0.40, (y - 0.70).abs() - 0.07, 0.05)
    lamp = _slab(across - 0.23, (y - 0.90).abs() - 0.2, 0.05)
    roof = _soft_max((across + 0.85 * (y - 1.42)) / math.hypot(1.0, 0.85), 1.06 - y, k=0.08)
    rock = _soft_max(
        torch.stack((p[:, 0] / 1.25, (y + 1.22) * 1.5, p[:, 2]), -1).norm(dim=-1) - 0.58, -1.28 - y, k=0.1
    )
    return torch.stack((tower, gallery, lamp, roof, rock)).amin(0)


def _lighthouse_paint(p: Tensor) -> Tensor:
    """Red and white bands, a dark gallery, a warm lamp, a red roof, on a rock."""
    across, y = p[:, [0, 2]].norm(dim=-1), p[:, 1]
    red, white = torch.tensor([0.90, 0.16, 0.20]), torch.tensor([0.97, 0.96, 0.95])
    band = ((y + 1.04) / _STRIPE).floor() % 2 == 0
    paint = torch.where(band[:, None], red, white)
    paint = torch.where((y > 0.62)[:, None], torch.tensor([0.30, 0.32, 0.42]), paint)
    paint = torch.where(((y > 0.775) & (across < 0.26))[:, None], torch.tensor([1.0, 0.86, 0.38]), paint)
    paint = torch.where((y > 1.04)[:, None], red, paint)
    rocky = (across > 0.37 - 0.14 * y) & (y < -0.7)
    return torch.where(rocky[:, None], torch.tensor([0.52, 0.50, 0.54]), paint)


# Each with its turn about the upright axis and its tilt towards the viewer, in degrees.
_POSES: Final[dict[str, tuple[Distance, float, float]]] = {
    "sphere": (_sphere, 0.0, 0.0),
    "cube": (_cube, 32.0, 24.0),
    "cylinder": (_cylinder, 0.0, 24.0),
    "cone": (_cone, 0.0, 16.0),
    "pyramid": (_pyramid, 24.0, 18.0),
    "ring": (_ring, 24.0, 10.0),
    "star": (_star, 12.0, 6.0),
    "heart": (_heart, 12.0, 4.0),
    "diamond": (_diamond, 10.0, 14.0),
    "capsule": (_capsule, 24.0, 12.0),
    "lighthouse": (_lighthouse, 0.0, 8.0),
}
