"""Draws scenes: the world's front door.

In: a seed (``World.sample``) or ``Scenes`` (``World.render``); out: uint8 frames, the actor's coverage, and labels.
Called by the trainers, the evaluation and ``python -m engine.training.world``.  A ``World`` only reads its atlas once
made; any thread may use it.

Shapes: B clips, T frames, H x W pixels.
"""

from dataclasses import fields
from pathlib import Path
from typing import Final

import torch
from torch import Tensor

from engine.training.captions import captions
from engine.training.world import drawing, looks, places, trajectory
from engine.training.world.atlas import LEVELS, Atlas, load_atlas
from engine.training.world.program import Scenes, sample
from engine.training.world.rendered import Rendered as Rendered
from engine.training.world.rendered import joined, steps, to
from engine.training.world.rendered import part as part
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
from engine.training.world.stories import Stories, sample_stories
from engine.training.world.vocabulary import CAMERAS, KINDS, SMALL, WORLDS

CHUNK: Final = 8
"""Clips drawn at once: few enough that the frames in work stay near the processor."""
MARGIN: Final = trajectory.PAN / 2 + 0.02
"""How far the scenery reaches beyond each side of the frame, as a share of the width."""
PARALLAX: Final = (0.12, 0.45, 1.0)
"""How far sky, far layer and ground move with a pan, and how much they take part in a zoom."""


class World:
    """The renderer with its sprites.

    ``atlas`` is a folder with ``atlas.safetensors`` and ``atlas.json``, the bundled one by default; ``device`` is where
    frames are drawn and returned.  ``world`` is what ``sample`` draws from: "small" has one actor of a few kinds and
    plain motions, "full" everything.  A full world renders the scenes of either, a small one only its own.

    Raises:
        ValueError: an unknown world.
    """

    def __init__(self, atlas: Path | None = None, device: str = "cpu", world: str = "small") -> None:
        if world not in WORLDS:
            raise ValueError(f"world must be one of {WORLDS}, not {world!r}")
        self.world = world
        self.device = torch.device(device)
        self._atlas: Atlas = load_atlas(atlas, device, len(KINDS) if world == "full" else SMALL)

    def sample(
        self,
        n: int,
        seed: int,
        *,
        frames: int = 17,
        rate: float = 12.0,
        size: tuple[int, int] = (112, 64),
        still: bool = False,
        split: str = "train",
    ) -> Scenes:
        """Draw ``n`` scenes; equal arguments give equal scenes.

        ``size`` is (width, height).  ``still`` makes single images; in the small world they are the first frames of the
        same clips.  ``split`` is "train", which never holds the kept-back combinations of kind, place and motion, or
        "heldout", which holds only those.

        Raises:
            ValueError: an unknown split or an impossible size.
        """
        draw = sample_stories if self.world == "full" else sample
        return draw(n, seed, 1 if still else frames, rate, size, split)

    def render(self, scenes: Scenes) -> Rendered:
        """Draw the scenes; equal scenes give equal frames.

        Raises:
            ValueError: actors of the full world were to be drawn by a small one.
        """
        if int(scenes.kind.max()) >= len(self._atlas.extent):
            raise ValueError('only World(world="full") has the actors of these scenes')
        if isinstance(scenes, Stories):
            return drawing.draw(scenes, self._atlas, self.device)
        return joined(
            [self._draw(part(scenes, start, start + CHUNK)) for start in range(0, len(scenes), CHUNK)]
        )

    def captions(self, scenes: Scenes, seed: int) -> list[str]:
        """One caption of mixed length for every clip; see ``engine.training.captions``."""
        return captions(scenes, seed)

    @torch.no_grad()
    def _draw(self, scenes: Scenes) -> Rendered:
        # The way is computed on the CPU, so that labels are the same on every device.
        path = trajectory.path(scenes, self._atlas.extent.cpu()[scenes.kind])
        labels = _labels(scenes, path, self._atlas.extent.cpu())
        scenes = to(scenes, self.device)
        path = trajectory.Path(*(getattr(path, item.name).to(self.device) for item in fields(path)))
        frames = self._scenery(scenes, path)
        faces = torch.tensor([kind.faces or -1 for kind in KINDS], device=self.device)[scenes.kind, None]
        pose = Pose(path.x, path.y, path.side, path.angle, path.facing * faces, path.phase)
        actor = self._actor(scenes, path, pose)
        cover = actor[:, 3:]
        # In place from here on: these are the largest tensors, and writing new ones costs more than the arithmetic.
        size = (scenes.width, scenes.height)
        dark = shadow(pose, path.feet, path.lift, scenes.time_of_day, scenes.place, size)
        dark = dark * (scenes.kind >= 0)[:, None, None, None]
        frames.mul_((1 - dark).mul_(1 - cover[:, 0])[:, None]).add_(actor[:, :3])
        outside = ~places.sheltered(scenes.place)
        falling = (((scenes.weather == RAIN) | (scenes.weather == SNOW)) & outside).nonzero()[:, 0]
        if len(falling):
            frames[falling] = looks.precipitation(
                frames[falling],
                scenes.noise[falling, 8:50],
                scenes.weather[falling],
                scenes.time_of_day[falling],
                scenes.rate,
            )
        frames = looks.stylise(frames, scenes.style)
        pixels = frames.clamp_(0, 1).mul_(255.0).add_(0.5).to(torch.uint8).permute(0, 2, 3, 4, 1).contiguous()
        mask = cover[:, 0].mul(255.0).add_(0.5).to(torch.uint8)
        actors = (mask > 127).to(torch.uint8)
        return Rendered(pixels, mask, actors, {name: value.to(self.device) for name, value in labels.items()})

    def _scenery(self, scenes: Scenes, path: trajectory.Path) -> Tensor:
        """Sky, far layer and ground of every frame [B, 3, T, H, W]; drawn once where the camera stands still."""
        width, height = scenes.width, scenes.height
        margin = round(MARGIN * width)
        wide = width + 2 * margin
        x = (torch.arange(wide, device=self.device) + 0.5 - wide / 2) / height
        y = (torch.arange(height, device=self.device) + 0.5) / height
        noise = scenes.noise
        canvas = Canvas(
            x, y, 1.0 / min(width, height), width / height, noise, grow_grain(scenes.grain, height, wide),
            scenes.place, scenes.time_of_day, scenes.weather, places.horizon(scenes.place, noise[:, 95]),
        )  # fmt: skip
        above = sky(canvas)
        layers = places.draw(canvas, above)
        stack = [(premultiplied(layers.far, layers.far_cover), PARALLAX[1])]
        stack.append((premultiplied(layers.near, layers.near_cover), PARALLAX[2]))
        moving = scenes.camera != CAMERAS.index("static")
        out = torch.empty(len(scenes), 3, scenes.frames, height, width, device=self.device)
        stands = (~moving).nonzero()[:, 0]
        if len(stands):
            flat = above[stands]
            for layer, _ in stack:
                flat = flat * (1 - layer[stands, 3:]) + layer[stands, :3]
            out[stands] = flat[:, :, None, :, margin : margin + width]
        moves = moving.nonzero()[:, 0]
        if len(moves):
            seen = self._look(above[moves], path, moves, PARALLAX[0], margin, width)
            for layer, parallax in stack:
                found = self._look(layer[moves], path, moves, parallax, margin, width)
                seen.mul_(1 - found[:, 3:]).add_(found[:, :3])
            out[moves] = seen
        return out

    def _look(
        self, image: Tensor, path: trajectory.Path, rows: Tensor, parallax: float, margin: int, width: int
    ) -> Tensor:
        """What the camera sees of one layer [B, C, H, wide], as [B, C, T, H, W]."""
        height = image.shape[2]
        zoom = 1 + (path.zoom[rows, :, None] - 1) * (0.3 + 0.7 * parallax)
        focus_x, focus_y = trajectory.FOCUS[0] * width, trajectory.FOCUS[1] * height
        x = torch.arange(width, device=self.device) + 0.5
        y = torch.arange(height, device=self.device) + 0.5
        return looks.sample_layer(
            image,
            focus_x + (x - focus_x) / zoom + path.pan[rows, :, None] * parallax + margin - 0.5,
            focus_y + (y - focus_y) / zoom - 0.5,
        )

    def _actor(self, scenes: Scenes, path: trajectory.Path, pose: Pose) -> Tensor:
        """The actors alone: premultiplied RGBA [B, 4, T, H, W], lit by the time of day."""
        out = torch.zeros(len(scenes), 4, scenes.frames, scenes.height, scenes.width, device=self.device)
        level = (path.typical < LEVELS[1]).long() + (path.typical < LEVELS[2]).long()
        tint = torch.tensor(TINTS, device=self.device)[scenes.time_of_day][:, :, None, None]
        foggy = 0.15 * (scenes.weather == FOG).float()[:, None, None, None]
        fog = fog_colour(scenes.time_of_day)[:, :, None, None]
        for index, side in enumerate(LEVELS):
            rows = ((level == index) & (scenes.kind >= 0)).nonzero()[:, 0]
            if not len(rows):
                continue
            strip = self._atlas.levels[index][self._atlas.variant[scenes.kind[rows], scenes.colour[rows]]]
            shade = (strip[:, :3] * tint[rows]) * (1 - foggy[rows]) + fog[rows] * foggy[rows] * strip[:, 3:]
            strip = torch.cat((shade, strip[:, 3:]), 1)
            here = Pose(*(getattr(pose, item.name)[rows] for item in fields(pose)))
            out[rows] = cut(strip, side, here, (scenes.width, scenes.height))
        return out


def _labels(scenes: Scenes, path: trajectory.Path, extent: Tensor) -> dict[str, Tensor]:
    centre = torch.stack((path.x, path.y), dim=-1)
    someone = (scenes.kind >= 0)[:, None, None]
    middle = torch.tensor([scenes.width / 2, scenes.height / 2])
    centre = torch.where(someone, centre, middle)
    length = max((scenes.frames - 1) / scenes.rate, trajectory.REFERENCE)
    names = ("kind", "colour", "place", "time_of_day", "weather", "motion", "motion2", "camera", "style")
    labels = {name: getattr(scenes, name) for name in names}
    labels["switch"] = torch.where(scenes.motion2 >= 0, scenes.switch * length, torch.tensor(-1.0))
    labels["centre"], labels["velocity"] = centre, steps(centre)
    labels["extent"] = torch.where(someone, extent[scenes.kind][:, None] * path.side[:, :, None], 0.0)
    return labels
