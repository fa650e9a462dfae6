"""The training world: what the labels say is what the pixels show."""

import dataclasses
import subprocess
import sys

import pytest
import torch
from torch import Tensor

from engine.training.world import Rendered, Scenes, World
from engine.training.world.vocabulary import (
    CAMERAS,
    KINDS,
    MOTION_WEIGHTS,
    MOTIONS,
    PLACES,
    STYLES,
    TIMES,
    WEATHER_WEIGHTS,
    WEATHERS,
    held_out,
)
from resources import path

STATIC = CAMERAS.index("static")


@pytest.fixture(scope="module")
def world() -> World:
    return World()


def of_motion(world: World, motion: str, count: int = 12, seed: int = 5) -> tuple[Scenes, Rendered]:
    """Clips with an actor and this one motion, any camera."""
    scenes = world.sample(count, seed)
    every = torch.full((count,), MOTIONS.index(motion))
    scenes = dataclasses.replace(
        scenes, kind=scenes.kind.clamp_min(0), motion=every, motion2=torch.full((count,), -1)
    )
    return scenes, world.render(scenes)


def centroid(mask: Tensor) -> Tensor:
    """Centre of the covered pixels [B, T, 2]."""
    weight = mask.float()
    total = weight.sum((2, 3)).clamp_min(1)
    x = (weight.sum(2) * (torch.arange(mask.shape[3]) + 0.5)).sum(-1) / total
    y = (weight.sum(3) * (torch.arange(mask.shape[2]) + 0.5)).sum(-1) / total
    return torch.stack((x, y), -1)


def test_same_seed_same_frames_and_another_seed_others(world: World) -> None:
    first, again = (world.render(world.sample(4, 3)).frames for _ in range(2))
    assert torch.equal(first, again)
    assert not torch.equal(first, world.render(world.sample(4, 4)).frames)


def test_shapes_types_and_labels(world: World) -> None:
    for width, height in ((112, 64), (64, 112), (80, 80)):
        rendered = world.render(world.sample(3, 1, frames=5, size=(width, height)))
        assert rendered.frames.shape == (3, 5, height, width, 3)
        assert rendered.frames.dtype == rendered.mask.dtype == torch.uint8
        assert rendered.mask.shape == (3, 5, height, width)
        assert rendered.labels["centre"].shape == rendered.labels["velocity"].shape == (3, 5, 2)
    assert {"kind", "place", "time_of_day", "weather", "motion", "camera", "style"} <= rendered.labels.keys()


def test_a_still_is_the_first_frame_of_its_clip(world: World) -> None:
    stills = world.render(world.sample(24, 11, still=True))
    clips = world.render(world.sample(24, 11))
    assert stills.frames.shape[1] == 1
    difference = stills.frames[:, 0].int() - clips.frames[:, 0].int()
    assert difference.abs().max() <= 1  # rounding of one sampling position


def test_shorter_clips_are_beginnings(world: World) -> None:
    short, whole = (world.render(world.sample(8, 2, frames=count)) for count in (9, 17))
    assert (short.frames.int() - whole.frames[:, :9].int()).abs().max() <= 1


def combinations(scenes: Scenes) -> set[tuple[int, int, int]]:
    found = set()
    for kind, place, first, second in zip(
        scenes.kind.tolist(),
        scenes.place.tolist(),
        scenes.motion.tolist(),
        scenes.motion2.tolist(),
        strict=True,
    ):
        if kind >= 0:
            found |= {(kind, place, motion) for motion in (first, second) if motion >= 0}
    return found


def test_held_out_combinations_are_never_trained(world: World) -> None:
    trained = combinations(world.sample(20_000, 1))
    kept = combinations(world.sample(4_000, 1, split="heldout"))
    assert not trained & kept
    assert all(held_out(KINDS[k].words[0], PLACES[p], MOTIONS[m]) for k, p, m in kept)
    assert len(kept) > 100


def test_about_a_tenth_is_held_out_and_every_kind_and_motion_is_trained() -> None:
    every = [(k.words[0], p, m) for k in KINDS for p in PLACES for m in MOTIONS]
    kept = [combination for combination in every if held_out(*combination)]
    assert 0.07 < len(kept) / len(every) < 0.13
    trained = set(every) - set(kept)
    assert {(k, m) for k, _, m in trained} == {(k.words[0], m) for k in KINDS for m in MOTIONS}


def test_shares_of_motions_cameras_events_and_empty_clips(world: World) -> None:
    scenes = world.sample(20_000, 9)
    assert 0.04 < (scenes.kind < 0).float().mean() < 0.06
    assert 0.08 < (scenes.motion2 >= 0).float().mean() < 0.11
    assert 0.58 < (scenes.camera == STATIC).float().mean() < 0.62
    lateral = (scenes.motion < 2).float().mean()
    assert abs(float(lateral) - sum(MOTION_WEIGHTS[:2])) < 0.03


def test_weather_fits_the_place(world: World) -> None:
    scenes = world.sample(5_000, 9)
    for place, weather in zip(scenes.place.tolist(), scenes.weather.tolist(), strict=True):
        assert WEATHER_WEIGHTS[PLACES[place]][weather] > 0


@pytest.mark.parametrize(("motion", "sign"), [("left", -1), ("right", 1)])
def test_who_goes_sideways_is_seen_going_there(world: World, motion: str, sign: int) -> None:
    _, rendered = of_motion(world, motion, 24)
    x = centroid(rendered.mask)[..., 0]
    way = sign * (x[:, -1] - x[:, 0])
    assert (way > 0.25 * 112).all()
    assert (sign * rendered.labels["velocity"][..., 0] > 0).all()


@pytest.mark.parametrize(("motion", "sign"), [("rise", -1), ("fall", 1)])
def test_who_rises_goes_up_and_who_falls_down(world: World, motion: str, sign: int) -> None:
    _, rendered = of_motion(world, motion, 16)
    y = centroid(rendered.mask)[..., 1]
    assert (sign * (y[:, -1] - y[:, 0]) > 0.12 * 64).all()


def test_who_jumps_leaves_the_ground_and_returns(world: World) -> None:
    scenes, rendered = of_motion(world, "jump", 16)
    y = centroid(rendered.mask)[scenes.camera == STATIC][..., 1]
    assert (y[:, 0] - y.amin(1) > 0.1 * 64).all()
    assert (y[:, 0] - y[:, -1] < 0.06 * 64).all()


@pytest.mark.parametrize(("motion", "grows"), [("grow", True), ("shrink", False)])
def test_who_grows_covers_more_and_who_shrinks_less(world: World, motion: str, grows: bool) -> None:
    _, rendered = of_motion(world, motion, 16)
    area = rendered.mask.float().sum((2, 3))
    ratio = area[:, -1] / area[:, 0]
    assert ((ratio if grows else 1 / ratio) > 1.5).all()


def test_who_spins_turns_and_who_stays_does_not_move(world: World) -> None:
    scenes, rendered = of_motion(world, "stay", 16)
    moved = (centroid(rendered.mask)[:, -1] - centroid(rendered.mask)[:, 0]).norm(dim=-1)
    assert (moved[scenes.camera == STATIC] < 6).all()
    spun = of_motion(world, "spin", 16)[1]
    change = (spun.mask[:, 1:].int() - spun.mask[:, :-1].int()).abs().float().mean((1, 2, 3))
    rested = (rendered.mask[:, 1:].int() - rendered.mask[:, :-1].int()).abs().float().mean((1, 2, 3))
    assert change.median() > 2 * rested.median()


def test_labelled_centres_lie_on_the_actor_and_in_the_frame(world: World) -> None:
    rendered = world.render(world.sample(32, 21))
    someone = rendered.labels["kind"] >= 0
    centre, extent = rendered.labels["centre"][someone], rendered.labels["extent"][someone]
    assert ((centre > 0) & (centre < torch.tensor([112.0, 64.0]))).all()
    off = (centroid(rendered.mask[someone]) - centre).norm(dim=-1)
    assert (off < 0.3 * extent.amax(-1) + 1).all()
    step = centre[:, 1:] - centre[:, :-1]
    assert torch.allclose(rendered.labels["velocity"][someone][:, 1:], step)


def test_every_actor_is_visible_in_nearly_every_frame(world: World) -> None:
    rendered = world.render(world.sample(48, 33))
    someone = rendered.labels["kind"] >= 0
    area = (rendered.mask[someone] > 127).float().sum((2, 3))
    assert (area > 40).float().mean() > 0.99


def test_an_empty_clip_has_no_actor(world: World) -> None:
    scenes = world.sample(4, 1)
    rendered = world.render(dataclasses.replace(scenes, kind=torch.full((4,), -1)))
    assert not rendered.mask.any()
    assert not rendered.labels["extent"].any()


def test_two_events_change_the_way_at_the_labelled_second(world: World) -> None:
    scenes = world.sample(8, 1)
    fixed = {"motion": MOTIONS.index("right"), "motion2": MOTIONS.index("left"), "kind": 13, "camera": STATIC}
    rendered = world.render(
        dataclasses.replace(scenes, **{name: torch.full((8,), value) for name, value in fixed.items()})
    )
    frame = (rendered.labels["switch"] * 12.0).round().long()
    x = centroid(rendered.mask)[..., 0]
    turn = x.argmax(1)
    assert ((turn - frame).abs() <= 1).all()


def test_what_faces_left_in_the_atlas_is_mirrored_to_go_right(world: World) -> None:
    """A car's lamp (yellow, at its nose) is ahead of its middle."""
    scenes = world.sample(6, 8)
    fixed = {
        "kind": 13,
        "colour": 0,
        "motion2": -1,
        "camera": STATIC,
        "style": 0,
        "time_of_day": 0,
        "weather": 0,
    }
    scenes = dataclasses.replace(scenes, **{name: torch.full((6,), value) for name, value in fixed.items()})
    for motion, sign in (("right", 1), ("left", -1)):
        rendered = world.render(dataclasses.replace(scenes, motion=torch.full((6,), MOTIONS.index(motion))))
        colours = rendered.frames[:, 8].float()
        red, green, blue = colours.unbind(-1)
        glass = rendered.mask[:, 8].float() * ((blue > red + 20) & (green > red + 20))
        ahead = centroid(glass[:, None])[:, 0, 0] - rendered.labels["centre"][:, 8, 0]
        # Bonnet and nose are in front, so the cabin's windows lie behind the middle.
        assert (sign * ahead < 0).all()


def test_night_is_darker_than_day_and_sunset_warmer(world: World) -> None:
    scenes = dataclasses.replace(
        world.sample(8, 4),
        place=torch.arange(8) % 7,
        style=torch.zeros(8, dtype=torch.long),
        weather=torch.zeros(8, dtype=torch.long),
    )
    day, sunset, night = (
        world.render(dataclasses.replace(scenes, time_of_day=torch.full((8,), index)))
        .frames[:, 0]
        .float()
        .mean((1, 2))
        for index in range(len(TIMES))
    )
    assert (night.mean(-1) < 0.7 * day.mean(-1)).all()
    assert (sunset[:, 0] - sunset[:, 2] > day[:, 0] - day[:, 2] + 20).all()


def test_the_sea_at_sunset_is_not_grey(world: World) -> None:
    scenes = world.sample(8, 4)
    fixed = {
        "place": PLACES.index("sea"),
        "time_of_day": TIMES.index("sunset"),
        "style": 0,
        "weather": 0,
        "kind": -1,
    }
    scenes = dataclasses.replace(scenes, **{name: torch.full((8,), value) for name, value in fixed.items()})
    water = world.render(scenes).frames[:, 0, 40:].float().mean((1, 2))
    assert (water.amax(-1) - water.amin(-1) > 25).all()
    assert (water[:, 0] > water[:, 1] + 15).all()


def test_noir_has_no_colour_and_pixel_art_has_blocks(world: World) -> None:
    scenes = world.sample(3, 6)
    noir = world.render(
        dataclasses.replace(scenes, style=torch.full((3,), STYLES.index("noir")))
    ).frames.int()
    assert (noir.amax(-1) - noir.amin(-1)).max() <= 1
    blocks = world.render(
        dataclasses.replace(scenes, style=torch.full((3,), STYLES.index("pixel art")))
    ).frames
    assert torch.equal(blocks[:, :, ::4, ::4], blocks[:, :, 3::4, 3::4])


def test_rain_and_snow_fall(world: World) -> None:
    scenes = dataclasses.replace(
        world.sample(4, 6),
        kind=torch.full((4,), -1),
        camera=torch.full((4,), STATIC),
        style=torch.zeros(4, dtype=torch.long),
    )
    for name, moves in (("rain", True), ("snow", True), ("fog", False)):
        frames = world.render(
            dataclasses.replace(scenes, weather=torch.full((4,), WEATHERS.index(name)))
        ).frames
        assert (frames[:, 0] != frames[:, 5]).any() == moves


def test_the_atlas_is_small() -> None:
    assert path("training/atlas.safetensors").stat().st_size <= 3_000_000


def test_bad_requests_are_refused(world: World) -> None:
    with pytest.raises(ValueError, match="split"):
        world.sample(1, 0, split="test")
    with pytest.raises(ValueError, match="cannot make 0 clips"):
        world.sample(0, 0)


def test_words_cost_no_torch() -> None:
    code = "import sys, engine.training.captions, engine.training.world.vocabulary; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
