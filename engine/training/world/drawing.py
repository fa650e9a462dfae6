"""Draws the full world: scenery behind a moving camera, actors from the back to the front, weather, look.

In: ``Stories``, the atlas and a device; out: ``Rendered``.  Called by ``World.render``.  Layers are drawn once per
clip and sampled once per frame; nothing loops over clips or frames.

Shapes: B clips, A actors, T frames, H x W pixels.
"""

from dataclasses import fields
from typing import Final

import torch
from torch import Tensor

from engine.training.world import looks, places
from engine.training.world.atlas import LEVELS, Atlas
from engine.training.world.camera import PAN, PARALLAX, Camera
from engine.training.world.rendered import Rendered, joined, part, steps, to
from engine.training.world.scenery.ambient import Stirring
from engine.training.world.sky import (
    FOG,
    RAIN,
    SNOW,
    TINTS,
    Canvas,
    fog_colour,
    grow_grain,
    premultiplied,
    sky,
)
from engine.training.world.sprites import Pose, cut, shadow
from engine.training.world.staging import Tracks, stage
from engine.training.world.stories import ACTORS, Stories
from engine.training.world.vocabulary import EVENTS, KINDS

MARGIN: Final = PAN / 2 + 0.02
"""How far the scenery reaches beyond each side of the frame, as a share of the width."""
_CHUNKS: Final = {"cpu": 1_000_000, "cuda": 60_000_000}
"""Pixels drawn at once: few enough to stay near a processor, enough to fill an accelerator."""


@torch.no_grad()
def draw(stories: Stories, atlas: Atlas, device: torch.device) -> Rendered:
    """All clips, a part of them at a time."""
    clip = stories.frames * stories.width * stories.height
    size = max(1, _CHUNKS.get(device.type, _CHUNKS["cuda"]) // clip)
    extent = atlas.extent.cpu()
    return joined(
        [_draw(part(stories, at, at + size), atlas, extent, device) for at in range(0, len(stories), size)]
    )


def _draw(stories: Stories, atlas: Atlas, extent: Tensor, device: torch.device) -> Rendered:
    # The ways are computed on the CPU, so that labels are the same on every device.
    extents = extent[stories.kind] * (stories.kind >= 0)[:, :, None]
    tracks, camera = stage(stories, extents.clamp_min(0.05))
    labels = _labels(stories, tracks, extents)
    stories = to(stories, device)
    tracks = Tracks(*(getattr(tracks, item.name).to(device) for item in fields(tracks)))
    camera = Camera(*(getattr(camera, item.name).to(device) for item in fields(camera)))
    frames, fronts = _scenery(stories, tracks, camera, device)
    shape = (len(stories), stories.frames, stories.height, stories.width)
    mask = torch.zeros(shape, device=device)
    actors = torch.zeros(shape, dtype=torch.uint8, device=device)
    for level in range(ACTORS):
        who = tracks.order[:, level]
        rows = (stories.kind.gather(1, who[:, None])[:, 0] >= 0).nonzero()[:, 0]
        if len(rows):
            _place(stories, tracks, atlas, rows, who[rows], frames, mask, actors)
    if fronts is not None:
        frames.mul_(1 - fronts[:, 3:]).add_(fronts[:, :3])
        mask.mul_(1 - fronts[:, 3])
        actors[fronts[:, 3] > 0.5] = 0
    frames = _falling(stories, tracks, frames)
    frames = looks.stylise(frames, stories.style)
    pixels = frames.clamp_(0, 1).mul_(255.0).add_(0.5).to(torch.uint8).permute(0, 2, 3, 4, 1).contiguous()
    cover = mask.mul_(255.0).add_(0.5).to(torch.uint8)
    return Rendered(pixels, cover, actors, {name: value.to(device) for name, value in labels.items()})


def _scenery(
    stories: Stories, tracks: Tracks, camera: Camera, device: torch.device
) -> tuple[Tensor, Tensor | None]:
    """All that lies behind the actors [B, 3, T, H, W], and what stands before them [B, 4, T, H, W] if anything."""
    every = torch.arange(len(stories), device=device)
    out, fronts = _seen(stories, tracks, camera, every, stories.weather, stories.time_of_day)
    changes = (stories.event >= EVENTS.index("weather")).nonzero()[:, 0]
    if len(changes):
        after, later = _seen(
            stories, tracks, camera, changes, stories.weather2[changes], stories.time2[changes]
        )
        turn = tracks.fade[changes, None, :, None, None]
        out[changes] = torch.lerp(out[changes], after, turn)
        if fronts is not None and later is not None:
            fronts[changes] = torch.lerp(fronts[changes], later, turn)
    return out, fronts


def _seen(
    stories: Stories, tracks: Tracks, camera: Camera, rows: Tensor, weather: Tensor, time: Tensor
) -> tuple[Tensor, Tensor | None]:
    """The scenery of the clips ``rows`` in one weather and hour."""
    device = rows.device
    width, height, count = stories.width, stories.height, stories.frames
    margin = round(MARGIN * width)
    wide = width + 2 * margin
    x = (torch.arange(wide, device=device) + 0.5 - wide / 2) / height
    y = (torch.arange(height, device=device) + 0.5) / height
    noise, place = stories.noise[rows], stories.place[rows]
    canvas = Canvas(
        x, y, 1.0 / min(width, height), width / height, noise, grow_grain(stories.grain[rows], height, wide),
        place, time, weather, places.horizon(place, noise[:, 95]),
    )  # fmt: skip
    above = sky(canvas)
    layers = places.draw(canvas, above, full=True)
    stack = [
        ("far", premultiplied(layers.far, layers.far_cover)),
        ("near", premultiplied(layers.near, layers.near_cover)),
    ]
    if layers.middle is not None and layers.middle_cover is not None:
        stack.insert(1, ("middle", premultiplied(layers.middle, layers.middle_cover)))
    out = torch.empty(len(rows), 3, count, height, width, device=device)
    moving = camera.moves[rows]
    stands = (~moving).nonzero()[:, 0]
    if len(stands):
        flat = above[stands]
        for _, layer in stack:
            flat = flat * (1 - layer[stands, 3:]) + layer[stands, :3]
        out[stands] = flat[:, :, None, :, margin : margin + width]
    moves = moving.nonzero()[:, 0]
    if len(moves):
        size = (width, height)
        seen = camera.look(above[moves], PARALLAX["sky"], rows[moves], size, count)
        for name, layer in stack:
            found = camera.look(layer[moves], PARALLAX[name], rows[moves], size, count)
            seen.mul_(1 - found[:, 3:]).add_(found[:, :3])
        out[moves] = seen
    seconds = torch.arange(count, device=device) / stories.rate
    period = count / stories.rate
    rounds = max(1, round(period / places.ROUND))
    phase = torch.where(stories.loop[rows, None], rounds * seconds / period, seconds / places.ROUND)
    stirring = Stirring(phase, camera.pan[rows], time, weather, canvas.horizon, noise)
    fronts = None
    if layers.front is not None and layers.front_cover is not None:
        front = premultiplied(layers.front, layers.front_cover)
        fronts = camera.look(front, PARALLAX["front"], rows, (width, height), count)
    return places.stir(out, place, stirring), fronts


def _place(
    stories: Stories, tracks: Tracks, atlas: Atlas, rows: Tensor, who: Tensor, frames: Tensor, mask: Tensor,
    actors: Tensor,
) -> None:  # fmt: skip
    """Lay one actor ``who`` of each of the clips ``rows`` over the frames, with its shadow; all in place."""
    device = frames.device
    size = (stories.width, stories.height)
    faces = torch.tensor([kind.faces or -1 for kind in KINDS], device=device)
    kind = stories.kind[rows, who]
    pose = Pose(
        tracks.x[rows, who], tracks.y[rows, who], tracks.side[rows, who], tracks.angle[rows, who],
        tracks.facing[rows, who] * faces[kind, None], tracks.phase[rows, who],
    )  # fmt: skip
    fade = tracks.fade[rows]
    drawn = torch.empty(len(rows), 4, stories.frames, stories.height, stories.width, device=device)
    typical = tracks.typical[rows, who]
    level = (typical < LEVELS[1]).long() + (typical < LEVELS[2]).long()
    before, after = stories.colour[rows, who], stories.colour2[rows, who]
    for index, side in enumerate(LEVELS):
        here = (level == index).nonzero()[:, 0]
        if not len(here):
            continue
        at = Pose(*(getattr(pose, item.name)[here] for item in fields(pose)))
        drawn[here] = cut(atlas.levels[index][atlas.variant[kind[here], before[here]]], side, at, size)
        repainted = here[before[here] != after[here]]
        if len(repainted):
            at = Pose(*(getattr(pose, item.name)[repainted] for item in fields(pose)))
            strip = atlas.levels[index][atlas.variant[kind[repainted], after[repainted]]]
            painted = cut(strip, side, at, size)
            drawn[repainted] = torch.lerp(drawn[repainted], painted, fade[repainted, None, :, None, None])
    _light(stories, rows, fade, drawn)
    cover = drawn[:, 3]
    dark = shadow(
        pose,
        tracks.feet[rows, who],
        tracks.lift[rows, who],
        stories.time_of_day[rows],
        stories.place[rows],
        size,
    )
    kept = (1 - dark).mul_(1 - cover)[:, None]
    frames[rows] = torch.addcmul(drawn[:, :3], frames[rows], kept)
    mask[rows] = torch.maximum(mask[rows], cover)
    number = (who + 1).to(torch.uint8)[:, None, None, None].expand(cover.shape)
    actors[rows] = torch.where(cover > 0.5, number, actors[rows])


def _light(stories: Stories, rows: Tensor, fade: Tensor, drawn: Tensor) -> None:
    """The hour's light and the fog on premultiplied actors [B, 4, T, H, W], in place."""
    device = drawn.device
    tints = torch.tensor(TINTS, device=device)
    time, time2 = stories.time_of_day[rows], stories.time2[rows]
    turn = fade[:, None]
    tint = torch.lerp(tints[time][:, :, None], tints[time2][:, :, None], turn)
    foggy, foggy2 = (
        (value[rows] == FOG).float()[:, None, None] for value in (stories.weather, stories.weather2)
    )
    fog = 0.15 * torch.lerp(foggy, foggy2, turn)
    colour = torch.lerp(fog_colour(time)[:, :, None], fog_colour(time2)[:, :, None], turn) * fog
    drawn[:, :3].mul_((tint * (1 - fog))[..., None, None])
    if bool(fog.any()):
        drawn[:, :3].add_(colour[..., None, None] * drawn[:, 3:])


def _falling(stories: Stories, tracks: Tracks, frames: Tensor) -> Tensor:
    """Rain and snow, before and after a change of weather."""
    outside = ~places.sheltered(stories.place)
    turns = stories.weather2 != stories.weather
    for weather, amount in (
        (stories.weather, torch.where(turns[:, None], 1 - tracks.fade, 1.0)),
        (stories.weather2, torch.where(turns[:, None], tracks.fade, 0.0)),
    ):
        falls = ((weather == RAIN) | (weather == SNOW)) & outside
        if weather is stories.weather2:
            falls = falls & turns
        rows = falls.nonzero()[:, 0]
        if len(rows):
            frames[rows] = looks.precipitation(
                frames[rows], stories.noise[rows, 8:50], weather[rows], stories.time_of_day[rows], stories.rate,
                amount=amount[rows], loop=stories.loop[rows],
            )  # fmt: skip
    return frames


def _labels(stories: Stories, tracks: Tracks, extents: Tensor) -> dict[str, Tensor]:
    someone = (stories.kind >= 0)[:, :, None, None]
    centres = torch.stack((tracks.x, tracks.y), dim=-1)
    centres = torch.where(someone, centres, torch.tensor([stories.width / 2, stories.height / 2]))
    sizes = torch.where(someone, extents[:, :, None] * tracks.side[..., None], 0.0)
    labels = {name: getattr(stories, name)[:, 0] for name in ("kind", "colour", "motion", "motion2")}
    for name in ("place", "time_of_day", "weather", "camera", "style"):
        labels[name] = getattr(stories, name)
    for name in ("count", "group", "event", "weather2", "time2"):
        labels[name] = getattr(stories, name)
    labels["colour2"], labels["loop"] = stories.colour2[:, 0], stories.loop.long()
    labels["kinds"], labels["colours"], labels["motions"] = stories.kind, stories.colour, stories.motion
    labels["ways"], labels["speeds"] = stories.way.long(), stories.speed
    changes = stories.event != 0
    labels["switch"] = torch.where(changes, stories.switch * stories.length, -1.0)
    labels["centres"], labels["velocities"], labels["extents"] = centres, steps(centres), sizes
    labels["centre"], labels["velocity"], labels["extent"] = centres[:, 0], steps(centres[:, 0]), sizes[:, 0]
    return labels
