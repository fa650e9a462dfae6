"""Where every actor of the full world is in every frame, and how it looks there.

In: ``Stories`` and the sprites' extents; out: ``Tracks`` and the ``Camera``, which ``drawing`` draws and labels report.
The way is planned on the ground in pixels of the still frame; the camera then brings it to the screen.

Shapes: B clips, A actors, T frames.  Pixels from the top left corner; angles in radians clockwise.
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import Final

import torch
from torch import Tensor

from engine.training.world import camera as cameras
from engine.training.world import places
from engine.training.world.camera import Camera
from engine.training.world.stories import FOLLOW, TEAM, Stories
from engine.training.world.trajectory import smooth
from engine.training.world.vocabulary import CAMERAS, EVENTS, KINDS, MOTIONS, PLACES

_HOVER: Final = {"wings": 0.14, "air": 0.12, "fins": 0.03, "flutter": 0.18, "hover": 0.14}
_ROCKING: Final = {"sail": 0.08, "air": 0.07, "fins": 0.05, "wings": 0.03, "flutter": 0.05, "hover": 0.04}
_STRIDE: Final = {"legs": 0.03, "hops": 0.09}
_BASIC: Final = ("left", "right", "fly", "bounce", "follow")
_ARRIVES, _GONE = 0.7, 0.9
"""Share of its time after which who enters has arrived, and who leaves is out of sight."""
_NOSE: Final = {"rocket": (68.0, 0.0, 0.0), "airplane": (0.0, -16.0, 38.0)}
"""Degrees that a kind leans into its way when it goes sideways, rises and falls."""


@dataclass(frozen=True, slots=True)
class Tracks:
    """All float32 [B, A, T], on the screen: ``x``, ``y`` centre, ``side`` of the sprite square, ``angle``, ``facing``
    (+1 right), ``phase`` of the animation (0..1), ``feet`` the ground below, ``lift`` its height above it.  ``fade``
    [B, T] goes from 0 to 1 with what changes.  ``order`` int64 [B, A] lists the actors from the back to the front;
    ``typical`` [B, A] is the side that a sprite is best stored at."""

    x: Tensor
    y: Tensor
    side: Tensor
    angle: Tensor
    facing: Tensor
    phase: Tensor
    feet: Tensor
    lift: Tensor
    fade: Tensor
    order: Tensor
    typical: Tensor


@dataclass(frozen=True, slots=True)
class _Part:
    """One motion for some of the clip: which one [B, A], its seconds so far and in all [B, 1, T] and [B, 1, 1]."""

    motion: Tensor
    since: Tensor
    lasts: Tensor

    def does(self, *names: str) -> Tensor:
        """1 where the motion is one of these, [B, A, 1]."""
        indices = torch.tensor([MOTIONS.index(name) for name in names])
        return torch.isin(self.motion, indices).float()[:, :, None]

    @property
    def share(self) -> Tensor:
        """0..1 through the part [B, 1, T]."""
        return (self.since / self.lasts).clamp(0, 1)


def _kinds(stories: Stories, values: dict[str, float]) -> Tensor:
    """A number by how each actor's kind gets about, 0 where the table does not have it, [B, A, 1]."""
    return torch.tensor([values.get(kind.medium, 0.0) for kind in KINDS])[stories.kind][:, :, None]


def stage(stories: Stories, extent: Tensor) -> tuple[Tracks, Camera]:
    """The ways of all actors; ``extent`` float32 [B, A, 2] are width and height as shares of the sprite's side."""
    width, height = float(stories.width), float(stories.height)
    short = min(width, height)
    seconds = torch.arange(stories.frames) / stories.rate
    period = stories.frames / stories.rate
    loop = stories.loop[:, None, None]
    length = torch.where(loop, period, stories.length)
    two = (stories.event == EVENTS.index("motion"))[:, None, None]
    switch = stories.switch[:, None, None] * stories.length
    clock = seconds.expand(len(stories), 1, -1)
    first = _Part(
        stories.motion, torch.where(two, clock.minimum(switch), clock), torch.where(two, switch, length)
    )
    second = _Part(stories.motion2, (clock - switch).clamp_min(0), (length - switch).clamp_min(1e-3))
    way2 = (stories.motion2 == 1).float() - (stories.motion2 == 0).float()

    near = 0.84 + 0.3 * stories.depth[:, :, None]
    coming = first.does("come", "recede")
    closer = torch.where(first.does("recede") > 0, 1 - first.share, first.share) * coming
    film = cameras.film(stories, seconds)
    most = film.most[:, None, None]
    side = _sides(stories, first, second, near, closer, extent, short, most)
    side = side * (0.92 * short / (side.amax(2, keepdim=True) * most)).clamp_max(1.0)
    solid = extent * side.amax(2, keepdim=True)
    half, tall = 0.5 * solid[:, :, :1], extent[:, :, 1:] * side

    # What a camera brings nearer is planned closer to the middle.
    room = width / most
    x = (width - room) / 2 + _across(stories, first, second, way2, half, room)
    followed = (stories.camera == CAMERAS.index("follow"))[:, None]
    x = torch.where(
        followed[:, :, None], width / 2 - 0.08 * stories.way[:, :, None] * width + film.pan[:, None], x
    )

    back = places.horizon(stories.place, stories.noise[:, 95])[:, None, None]
    # Whatever the camera does, the feet of the nearest and the tops of the highest stay in sight.
    tilts = film.tilt.abs().amax(1)[:, None, None] / height
    front = (cameras.FOCUS[1] + (1 - cameras.FOCUS[1]) / most - tilts - 0.015).clamp_max(0.95)
    top = (cameras.FOCUS[1] * (1 - 1 / most) + tilts) * height
    back = (back + 0.42 * (1 - back)).clamp(0.76, 0.88).minimum(front - 0.04)
    deep = torch.where(coming > 0, 0.1 + 0.9 * closer, stories.depth[:, :, None])
    feet = (back + (front - back) * deep) * height
    lift, angle = _height(stories, first, second, feet - top, tall, seconds, short, length)
    y = feet - lift - tall / 2
    facing = _facing(stories, way2, two, clock, switch)
    angle = angle + _rolling(stories, x, side) + facing * _nose(stories, two, clock, switch)

    size = (stories.width, stories.height)
    # Who goes sideways is seen going there whatever the camera does; all others move with the ground.
    walks = ((stories.way != 0) | (way2 != 0)).float()[:, :, None] * (~followed).float()[:, :, None]
    carried = film.pan[:, None] * walks
    screen_x, screen_y, larger = film.onto(x + carried, y, near, size)
    _, foot_y, _ = film.onto(x + carried, feet, near, size)
    larger = larger.expand_as(side)
    moving = walks + followed.float()[:, :, None]
    return Tracks(
        x=screen_x,
        y=screen_y,
        side=side * larger,
        angle=angle + film.roll[:, None],
        facing=facing,
        phase=_phase(stories, first, clock, switch, moving, period),
        feet=foot_y,
        lift=lift * larger,
        fade=smooth((clock[:, 0] - switch[:, 0]) / 0.3 + 0.5) * (stories.event >= 2).float()[:, None],
        order=torch.where(stories.kind >= 0, feet.mean(2), -1.0).argsort(1),
        typical=((side * larger).amin(2) * (side * larger).amax(2)).sqrt(),
    ), film


def _sides(
    stories: Stories,
    first: _Part,
    second: _Part,
    near: Tensor,
    closer: Tensor,
    extent: Tensor,
    short: float,
    most: Tensor,
) -> Tensor:
    """Side of every sprite in pixels [B, A, T]: by its kind, its depth, the room, and how it grows."""
    scale = torch.tensor([kind.scale for kind in KINDS])[stories.kind] * stories.side * short
    count = stories.count.clamp_min(1)[:, None].float()
    scale = scale * min(1.0, 0.6 + 0.23 * stories.width / short)
    alone = count == 1
    room = stories.width / most[:, :, 0]
    widest = torch.where(alone, 0.75, 0.98 / count) * room / extent[:, :, 0].clamp_min(0.3)
    scale = torch.minimum(scale, widest)
    growth = first.share * (first.does("grow") - first.does("shrink"))
    growth = growth + second.share * (second.does("grow") - second.does("shrink"))
    middle = (growth.amax(2, keepdim=True) + growth.amin(2, keepdim=True)) / 2
    swell = stories.swell.log()[:, :, None]
    side = scale[:, :, None] * near * (swell * (growth - middle)).exp()
    depth = math.log(2.2) * (closer - 0.75) * first.does("come", "recede")
    return side * depth.exp()


def _across(
    stories: Stories, first: _Part, second: _Part, way2: Tensor, half: Tensor, width: Tensor
) -> Tensor:
    """Planned x of every actor [B, A, T] in a room ``width`` pixels wide [B, 1, 1]."""
    way, second_way = stories.way[:, :, None], way2[:, :, None]
    pace = stories.travel[:, :, None] * width
    stops = stories.switch[:, None, None] * first.lasts
    braking = (first.since / stops).clamp(0, 1)
    gone = way * pace * first.since * first.does(*_BASIC)
    gone = gone + way * torch.minimum(pace * first.lasts, 0.5 * width) * braking * (
        1.6 - 0.6 * braking
    ) * first.does("stop")
    gone = gone + second_way * pace * second.since
    at = stories.spot[:, :, None] * width
    x = at + gone
    low, high = x.amin(2, keepdim=True), x.amax(2, keepdim=True)
    # A team and who follows move as one: all are slid by the same into the frame.
    together = torch.isin(stories.group, torch.tensor((TEAM, FOLLOW)))[:, None, None]
    someone = (stories.kind >= 0)[:, :, None]
    far = torch.full_like(low, 1e6)
    least = torch.where(
        together, torch.where(someone, low - 0.9 * half, far).amin(1, keepdim=True), low - 0.9 * half
    )
    most = torch.where(
        together, torch.where(someone, high + 0.9 * half, -far).amax(1, keepdim=True), high + 0.9 * half
    )
    shift = torch.where(
        most - least > width,
        width / 2 - (most + least) / 2,
        (-least).clamp_min(0) - (most - width).clamp_min(0),
    )
    x = x + shift

    inside = torch.maximum(torch.minimum(at, width - 0.9 * half), 0.9 * half)
    outside = torch.where(way > 0, -0.95 * half, width + 0.95 * half)
    arriving = 1 - (1 - (first.share / _ARRIVES).clamp(0, 1)) ** 1.5
    x = torch.where(
        first.does("enter") > 0, torch.lerp(outside.expand_as(x), inside.expand_as(x), arriving), x
    )
    leaving = (first.share / _GONE).clamp(0, 1) ** 1.3
    left = torch.where(way > 0, width + 1.05 * half, -1.05 * half)
    x = torch.where(first.does("leave") > 0, torch.lerp(inside.expand_as(x), left.expand_as(x), leaving), x)
    # To the other's side, or to its place.
    other = x[:, [1, 0, 2, 3]][:, :, :1]
    beside = other - way * (half + half[:, [1, 0, 2, 3]]) * 0.92
    near = torch.lerp(at.expand_as(x), beside.expand_as(x), (first.share / 0.85).clamp(0, 1))
    x = torch.where(first.does("approach") > 0, near, x)
    swapped = torch.lerp(at.expand_as(x), (width - at).expand_as(x), smooth((first.share - 0.05) / 0.85))
    return torch.where(first.does("swap") > 0, swapped, x)


def _height(
    stories: Stories, first: _Part, second: _Part, feet: Tensor, tall: Tensor, seconds: Tensor, short: float,
    length: Tensor,
) -> tuple[Tensor, Tensor]:  # fmt: skip
    """Height above the ground and angle [B, A, T]; ``feet`` is how far below the top of what is seen they are."""
    height = float(stories.height)
    headroom = (feet - tall.amax(2, keepdim=True) - 2.0).clamp_min(0.2 * height) * stories.climb[:, :, None]
    up = (
        first.does("rise") * smooth(first.share / 0.9)
        - first.does("fall") * (first.share / 0.8).clamp(0, 1) ** 1.6
    )
    up = (
        up
        + second.does("rise") * second.share
        - second.does("fall") * (second.share / 0.85).clamp(0, 1) ** 1.6
    )
    climb = up - up.amin(2, keepdim=True)
    climb = climb / climb.amax(2, keepdim=True).clamp_min(1.0)
    climbs = (climb.amax(2, keepdim=True) > 0).float()

    def hops(part: _Part, each: float) -> Tensor:
        many = (part.lasts * stories.hops[:, :, None] * each).round().clamp_min(1.0)
        return (math.pi * many * part.share).sin().abs()

    hop = first.does("jump") * hops(first, 0.9) + second.does("jump") * hops(second, 0.9)
    bounce = first.does("bounce") * hops(first, 1.2) * 0.75
    sway = _sway(stories, seconds, length)
    hover = _kinds(stories, _HOVER) * short
    swims = (stories.place == PLACES.index("underwater"))[:, None, None] * _kinds(stories, {"fins": 0.3})
    hover = torch.maximum(hover, swims * headroom) + first.does("fly") * 0.5 * headroom
    hover = hover + 0.06 * short * first.does("spin")
    # What comes near or goes far keeps to the ground it comes along.
    hover = torch.minimum(hover, 0.75 * headroom) * (1 - climbs)
    walks = first.does("left", "right", "enter", "leave", "follow", "approach", "swap", "come", "recede")
    stride = (
        (2 * math.pi * (seconds * 2.2 + stories.offset[:, :, None])).sin().abs()
        * _kinds(stories, _STRIDE)
        * short
    )
    free = (headroom - hover).clamp_min(0.15 * height) * torch.where(climbs > 0, 0.45, 0.85)
    lift = hover + climb * headroom * torch.where((hop + bounce).amax(2, keepdim=True) > 0, 0.55, 1.0)
    lift = (
        lift
        + (hop + bounce) * free
        + stride * walks
        + (sway + 1) * 0.2 * torch.minimum(hover, torch.tensor(0.15 * short))
    )

    turns = stories.turns[:, :, None]
    whole = turns.sign() * (turns.abs() * first.lasts).round().clamp_min(1.0)
    last = turns.sign() * (turns.abs() * second.lasts).round().clamp_min(1.0)
    angle = (
        2 * math.pi * (first.does("spin") * first.share * whole + second.does("spin") * second.share * last)
    )
    return lift, angle + _kinds(stories, _ROCKING) * sway


def _sway(stories: Stories, seconds: Tensor, length: Tensor) -> Tensor:
    """A slow swing -1..1 [B, A, T]; whole ones in a loop."""
    pace = torch.where(stories.loop[:, None, None], (0.7 * length).round().clamp_min(1.0) / length, 0.7)
    return (2 * math.pi * (pace * seconds + stories.offset[:, :, None])).sin()


def _facing(stories: Stories, way2: Tensor, two: Tensor, clock: Tensor, switch: Tensor) -> Tensor:
    """+1 or -1 [B, A, T]: the way one goes, or goes later; by chance who goes nowhere; who is approached looks back."""
    before = torch.where(stories.way != 0, stories.way, torch.where(way2 != 0, way2, stories.facing))
    met = stories.motion[:, :1] == MOTIONS.index("approach")
    second = torch.where(met[:, 0], -stories.way[:, 0], before[:, 1])
    before = torch.stack((before[:, 0], second, before[:, 2], before[:, 3]), 1)
    after = torch.where(way2 != 0, way2, before)
    return torch.where(two & (clock > switch), after[:, :, None], before[:, :, None])


def _rolling(stories: Stories, x: Tensor, side: Tensor) -> Tensor:
    return _kinds(stories, {"roll": 1.0}) * (x - x[:, :, :1]) / (0.5 * side)


@cache
def _leaning() -> Tensor:
    """Radians [kinds, motions] that each kind leans forward in each motion."""
    table = torch.zeros(len(KINDS), len(MOTIONS))
    names = [kind.words[0] for kind in KINDS]
    aside = [MOTIONS.index(m) for m in (*_BASIC, "enter", "leave", "approach", "swap", "stop")]
    for name, (going, rising, falling) in _NOSE.items():
        row = table[names.index(name)]
        row[aside] = math.radians(going)
        row[MOTIONS.index("rise")], row[MOTIONS.index("fall")] = math.radians(rising), math.radians(falling)
    return table


def _nose(stories: Stories, two: Tensor, clock: Tensor, switch: Tensor) -> Tensor:
    """Radians [B, A, T], clockwise on an actor that faces right."""
    rows = _leaning()
    before = rows[stories.kind, stories.motion][:, :, None]
    after = torch.where(
        two & (stories.motion2 >= 0)[:, :, None], rows[stories.kind, stories.motion2][:, :, None], before
    )
    return before + (after - before) * smooth((clock - switch + 0.1) / 0.2)


def _phase(
    stories: Stories, first: _Part, clock: Tensor, switch: Tensor, moving: Tensor, period: float
) -> Tensor:
    """Phase of the animation 0..1 [B, A, T]: quicker for who runs, slower for who rests, whole rounds in loops."""
    pace = torch.where(moving > 0, torch.tensor([0.75, 1.0, 1.5])[stories.speed][:, :, None], 0.5)
    pace = pace * stories.cycles[:, :, None]
    pace = torch.where(stories.loop[:, None, None], (pace * period).round().clamp_min(1.0) / period, pace)
    halts = stories.switch[:, None, None] * first.lasts
    halted = torch.where(first.does("stop") > 0, clock - 0.65 * (clock - halts).clamp_min(0), clock)
    return (halted * pace + stories.offset[:, :, None]) % 1.0
