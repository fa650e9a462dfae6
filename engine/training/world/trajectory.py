"""Where the actor and the camera are in every frame.

In: ``Scenes`` and the sprites' extents; out: a ``Path`` of tensors [B, T], which the renderer draws and the labels
report.  Called by ``World.render``.  Positions are pixels from the frame's top left corner, x rightwards, y downwards,
angles radians clockwise, all on screen (the camera's doing included) unless said otherwise.
"""

import math
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from engine.training.world.program import LEFT, RIGHT, Scenes
from engine.training.world.vocabulary import CAMERAS, KINDS, MOTIONS

FOCUS: Final = (0.5, 0.7)
"""The point that a zoom leaves in place, as shares of width and height; low, so that feet stay in view."""
ZOOM: Final = 0.38
"""A zoom's largest magnification of the ground, less one."""
PAN: Final = 0.30
"""How far a pan moves the ground in a clip, as a share of the width."""
REFERENCE: Final = 16.0 / 12.0
"""Seconds of the trained clip between its first and last frame; hops and turns are counted per this time."""
_ROCKET, _PLANE = (
    next(i for i, k in enumerate(KINDS) if k.words[0] == name) for name in ("rocket", "airplane")
)
_HOVER: Final = {"wings": 0.16, "air": 0.12, "fins": 0.03}
_ROCKING: Final = {"sail": 0.09, "air": 0.07, "fins": 0.06, "wings": 0.03}


@dataclass(frozen=True, slots=True)
class Path:
    """All float32 [B, T] but the last.

    ``x``, ``y`` centre, ``side`` of the sprite square, ``angle``, ``facing`` (+1 right), ``phase`` of the animation
    (0..1), ``feet`` the ground under the actor, ``lift`` its height above it, ``pan`` how far the ground has moved
    leftwards, ``zoom`` its magnification; ``typical`` [B] is the side that the sprite is best stored at.
    """

    x: Tensor
    y: Tensor
    side: Tensor
    angle: Tensor
    facing: Tensor
    phase: Tensor
    feet: Tensor
    lift: Tensor
    pan: Tensor
    zoom: Tensor
    typical: Tensor


@dataclass(frozen=True, slots=True)
class _Event:
    """One motion's part of the way [B, T]: shares of travel and climb, hops, turns, and exponent of growth."""

    across: Tensor
    up: Tensor
    hop: Tensor
    turn: Tensor
    growth: Tensor


def _length(scenes: Scenes) -> float:
    """Seconds from the first frame to the last of the clip that the way is planned for."""
    return max((scenes.frames - 1) / scenes.rate, REFERENCE)


def _is(motion: Tensor, name: str) -> Tensor:
    return (motion == MOTIONS.index(name)).float()[:, None]


def _event(motion: Tensor, u: Tensor, span: Tensor, scenes: Scenes) -> _Event:
    """``u`` [B, T] runs 0..1 through the event, which lasts ``span`` [B, 1] of the clip."""
    beats = _length(scenes) / REFERENCE * span
    hops = (scenes.hops[:, None] * beats).round().clamp_min(1.0)
    # Who spins and then does something else ends upright.
    whole = scenes.turns[:, None].sign() * (scenes.turns.abs()[:, None] * beats).round().clamp_min(1.0)
    turns = torch.where((scenes.motion2 >= 0)[:, None], whole, scenes.turns[:, None] * beats)
    growth = _is(motion, "grow") - _is(motion, "shrink")
    return _Event(
        across=(_is(motion, "right") - _is(motion, "left")) * u * span,
        up=_is(motion, "rise") * u - _is(motion, "fall") * u**1.4,
        hop=_is(motion, "jump") * (math.pi * hops * u).sin().abs(),
        turn=_is(motion, "spin") * u * turns,
        growth=growth * u,
    )


def smooth(x: Tensor) -> Tensor:
    """0 below 0, 1 above 1, and in between the cubic that starts and ends flat."""
    x = x.clamp(0, 1)
    return x * x * (3 - 2 * x)


def path(scenes: Scenes, extent: Tensor) -> Path:
    """The way of every actor; ``extent`` float32 [B, 2] is its width and height as shares of its side."""
    width, height = scenes.width, scenes.height
    # Clips shorter than the trained one, stills too, are its beginning: the way is planned whole and cut at the end.
    frames = max(scenes.frames, math.ceil(REFERENCE * scenes.rate) + 1)
    short = float(min(width, height))
    seconds = torch.arange(frames, dtype=torch.float32) / scenes.rate
    length = _length(scenes)
    clock = (seconds / length)[None].expand(len(scenes), frames)
    two = (scenes.motion2 >= 0)[:, None]
    switch = torch.where(two, scenes.switch[:, None], 1.0)
    first = _event(scenes.motion, (clock / switch).clamp(0, 1), switch, scenes)
    rest = (1 - switch).clamp_min(1e-3)
    second = _event(scenes.motion2, ((clock - switch) / rest).clamp(0, 1), rest, scenes)

    # A frame no wider than high leaves little way to go, so its actors are smaller.
    scale = torch.tensor([kind.scale for kind in KINDS])[scenes.kind] * short * scenes.side
    scale = scale * min(1.0, 0.55 + 0.25 * width / short)
    growth = first.growth + second.growth
    resizes = (growth.abs().amax(1) > 0).float()
    shrinks_first = growth.amin(1)  # a growing actor starts below its size, a shrinking one above
    swell = scenes.swell.log()
    middle = (growth.amax(1) + shrinks_first) / 2
    side = scale[:, None] * (swell[:, None] * (growth - middle[:, None])).exp()
    side = side * (1 - 0.06 * resizes)[:, None]

    pan = PAN * width * (clock - 0.5) * (_camera(scenes, "pan right") - _camera(scenes, "pan left"))
    ramp = clock * _camera(scenes, "zoom in") + (1 - clock) * _camera(scenes, "zoom out")
    zoom = (math.log(1 + ZOOM) * ramp).exp()
    zooms = _camera(scenes, "zoom in") + _camera(scenes, "zoom out")
    most_zoom = 1 + ZOOM * zooms
    side = side * (0.94 * short / (side.amax(1, keepdim=True) * most_zoom)).clamp_max(1.0)

    # Sideways: the way in pixels, then slid as a whole into the room that the frame leaves.
    lateral = first.across + second.across
    goes_sideways = (lateral.abs().amax(1, keepdim=True) > 0).float()
    half = 0.5 * extent[:, :1] * side.amax(1, keepdim=True)
    room = (width / most_zoom - 1.8 * half).clamp_min(0.3 * width)
    least, most = lateral.amin(1, keepdim=True), lateral.amax(1, keepdim=True)
    reach = torch.minimum(
        scenes.travel[:, None] * width * torch.where(two, 1.3, 1.0), room / (most - least).clamp_min(0.2)
    )
    # Who walks is drawn where its way says; who stays moves with the ground when the camera pans.
    across = torch.where(goes_sideways > 0, reach * lateral, -pan)
    low, high = across.amin(1, keepdim=True), across.amax(1, keepdim=True)
    slack = (room - (high - low)).clamp_min(0)
    x = across - (low + high) / 2 + width / 2 + slack * (scenes.slide[:, None] - 0.5)

    # Upwards: height above the ground; who falls begins at its top.
    tall = extent[:, 1:] * side
    feet = scenes.ground[:, None] * height
    headroom = (feet - tall.amax(1, keepdim=True) - 2.0).clamp_min(0.22 * height)
    headroom = headroom * scenes.climb[:, None] * (1 - 0.35 * zooms)
    hover = _by_medium(scenes, _HOVER) * short + 0.06 * short * (first.turn + second.turn).abs().amax(
        1, keepdim=True
    )
    climb = first.up + second.up
    climb = climb - climb.amin(1, keepdim=True)
    climb = climb / climb.amax(1, keepdim=True).clamp_min(1.0)
    hover = torch.minimum(hover, 0.6 * headroom)
    moves_up = (climb.amax(1, keepdim=True) > 0).float()
    hop = first.hop + second.hop
    # Who both climbs and jumps shares the headroom between the two.
    both = moves_up * (hop.amax(1, keepdim=True) > 0)
    climb, hop = climb * (1 - 0.45 * both), hop * (1 - 0.55 * both)
    steps = (
        _by_medium(scenes, {"legs": 0.03, "hops": 0.10})
        * short
        * (lateral.diff(dim=1, append=lateral[:, -1:]) != 0)
    )
    stride = (2 * math.pi * (seconds * 2.2 + scenes.offset[:, None])).sin().abs() * steps
    lift = (
        hover * (1 - moves_up)
        + climb * headroom
        + hop * (headroom - hover).clamp_min(0.18 * height) * 0.8
        + stride
    )
    sway = (2 * math.pi * (0.7 * seconds + scenes.offset[:, None])).sin()
    lift = lift + (sway + 1) * 0.25 * hover
    y = feet - lift - tall / 2

    facing = _facing(first, second, scenes, clock, switch)
    angle = 2 * math.pi * (first.turn + second.turn) + _by_medium(scenes, _ROCKING) * sway
    rolls = _by_medium(scenes, {"roll": 1.0})
    angle = angle + rolls * (x - x[:, :1]) / (0.5 * side)
    angle = angle + facing * _tilt(scenes, clock, switch)

    focus_x, focus_y = FOCUS[0] * width, FOCUS[1] * height
    lively = torch.where(goes_sideways > 0, 1.0, 0.45)
    shown = slice(scenes.frames)
    return Path(
        x=(focus_x + (x - focus_x) * zoom)[:, shown],
        y=(focus_y + (y - focus_y) * zoom)[:, shown],
        side=(side * zoom)[:, shown],
        angle=angle[:, shown],
        facing=facing[:, shown],
        phase=((seconds * scenes.cycles[:, None] * lively + scenes.offset[:, None]) % 1.0)[:, shown],
        feet=(focus_y + (feet - focus_y) * zoom)[:, shown],
        lift=(lift * zoom)[:, shown],
        pan=pan[:, shown],
        zoom=zoom[:, shown],
        typical=((side * zoom).amin(1) * (side * zoom).amax(1)).sqrt(),
    )


def _camera(scenes: Scenes, name: str) -> Tensor:
    return (scenes.camera == CAMERAS.index(name)).float()[:, None]


def _by_medium(scenes: Scenes, values: dict[str, float]) -> Tensor:
    """float32 [B, 1]: a number by how the actor's kind moves, 0 where the table does not have it."""
    return torch.tensor([values.get(kind.medium, 0.0) for kind in KINDS])[scenes.kind][:, None]


def _facing(first: _Event, second: _Event, scenes: Scenes, clock: Tensor, switch: Tensor) -> Tensor:
    """+1 or -1 [B, T]: the way it goes; where it does not go sideways, that of the other event, or by chance."""
    free = scenes.facing[:, None]
    one = _direction(scenes.motion)
    two = _direction(scenes.motion2)
    before = torch.where(one != 0, one, torch.where(two != 0, two, free))
    after = torch.where(two != 0, two, before)
    return torch.where(clock > switch, after, before)


def _direction(motion: Tensor) -> Tensor:
    return ((motion == RIGHT).float() - (motion == LEFT).float())[:, None]


def _tilt(scenes: Scenes, clock: Tensor, switch: Tensor) -> Tensor:
    """Radians [B, T], clockwise on an actor that faces right: rockets lean into their way, planes lift their nose."""
    rows = torch.zeros(len(KINDS), len(MOTIONS) + 1)
    rows[_ROCKET, [LEFT, RIGHT]] = math.radians(68)
    rows[_PLANE, MOTIONS.index("rise")] = math.radians(-16)
    rows[_PLANE, MOTIONS.index("fall")] = math.radians(38)
    before = rows[scenes.kind, scenes.motion][:, None]
    after = torch.where((scenes.motion2 >= 0)[:, None], rows[scenes.kind, scenes.motion2][:, None], before)
    return before + (after - before) * smooth((clock - switch + 0.08) / 0.16)
