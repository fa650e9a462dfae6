"""The full world: every promise a story makes is kept by its pixels and its labels."""

import dataclasses

import pytest
import torch
from torch import Tensor

from engine.training.world import Rendered, World
from engine.training.world.program import kept_back
from engine.training.world.rendered import changed
from engine.training.world.stories import CROWD, EMPTY, FOLLOW, SOLO, TEAM, Stories, sample_stories
from engine.training.world.vocabulary import CAMERAS, EVENTS, KINDS, MOTIONS, STYLES, WEATHERS

STATIC = CAMERAS.index("static")


@pytest.fixture(scope="module")
def world() -> World:
    return World(world="full")


@pytest.fixture(scope="module")
def many() -> Stories:
    return sample_stories(6000, 1, 17, 12.0, (112, 64), "train")


def some(stories: Stories, chosen: Tensor, count: int = 8) -> Stories:
    """The first of the chosen clips, filmed from a tripod in a plain look and clear air."""
    rows = chosen.nonzero()[:count, 0]
    assert len(rows) == count
    plain = torch.zeros(count, dtype=torch.long)
    return dataclasses.replace(changed(stories, lambda value: value[rows]), camera=plain, style=plain)


def does(stories: Stories, motion: str) -> Tensor:
    return stories.motion[:, 0] == MOTIONS.index(motion)


def visible(rendered: Rendered, actor: int) -> Tensor:
    """Pixels of the actor's number in every frame [B, T]."""
    return (rendered.actors == actor).sum((2, 3))


def place(rendered: Rendered, actor: int) -> Tensor:
    """x of the actor's middle in every frame [B, T]."""
    seen = (rendered.actors == actor).float().sum(2)
    return (seen * torch.arange(seen.shape[2])).sum(2) / seen.sum(2).clamp_min(1)


def test_same_seed_same_clip_and_another_seed_another(world: World) -> None:
    first, again, other = (world.render(world.sample(3, seed, frames=5)) for seed in (3, 3, 4))
    assert torch.equal(first.frames, again.frames)
    assert torch.equal(first.actors, again.actors)
    assert not torch.equal(first.frames, other.frames)


@pytest.mark.parametrize(
    ("frames", "rate", "size"),
    [(1, 12.0, (64, 112)), (5, 16.0, (80, 80)), (13, 24.0, (96, 40)), (33, 12.0, (48, 32))],
)
def test_any_size_duration_and_rate(world: World, frames: int, rate: float, size: tuple[int, int]) -> None:
    stories = world.sample(4, 7, frames=frames, rate=rate, size=size)
    rendered = world.render(stories)
    assert rendered.frames.shape == (4, frames, size[1], size[0], 3)
    assert rendered.mask.shape == rendered.actors.shape == (4, frames, size[1], size[0])
    assert rendered.labels["centres"].shape == (4, 4, frames, 2)
    assert rendered.labels["kind"].shape == (4,)


def test_held_out_combinations_are_never_trained(many: Stories) -> None:
    kept = kept_back()
    someone = many.kind >= 0
    assert not kept[many.kind, many.place[:, None], many.motion][someone].any()
    after = someone & (many.motion2 >= 0)
    assert not kept[many.kind, many.place[:, None], many.motion2.clamp_min(0)][after].any()
    held = sample_stories(1500, 2, 17, 12.0, (112, 64), "heldout")
    assert (held.count > 0).all()
    assert kept[held.kind[:, 0], held.place, held.motion[:, 0]].all()


def test_everything_of_the_vocabulary_is_met(many: Stories) -> None:
    assert len(many.kind.unique()) == len(KINDS) + 1
    for values, names in (
        (many.motion, MOTIONS),
        (many.camera, CAMERAS),
        (many.style, STYLES),
        (many.event, EVENTS),
    ):
        assert len(values.unique()) == len(names)
    assert set(many.count.tolist()) == {0, 1, 2, 3, 4}
    assert 0.02 < many.loop.float().mean() < 0.08


@pytest.mark.parametrize("motion", ["left", "right", "fly", "bounce", "enter", "leave", "stop"])
def test_who_goes_sideways_goes_and_faces_that_way(world: World, many: Stories, motion: str) -> None:
    chosen = (many.group == SOLO) & does(many, motion) & (many.event != 1)
    stories = some(many, chosen, 6)
    labels = world.render(stories).labels
    way = stories.way[:, 0]
    assert (way.abs() == 1).all()
    step = labels["centres"][:, 0, -1, 0] - labels["centres"][:, 0, 0, 0]
    assert (way * step > 0.08 * 112).all()


def test_what_is_mirrored_is_mirrored_by_its_way(world: World, many: Stories) -> None:
    stories = some(many, (many.group == SOLO) & does(many, "left") & (many.event == 0), 4)
    turned = dataclasses.replace(
        stories,
        motion=torch.where(stories.motion == 0, 1, stories.motion),
        way=-stories.way,
        spot=1 - stories.spot,
    )
    for one, other in zip(world.render(stories).mask, world.render(turned).mask, strict=True):
        assert (one.flip(-1).int() - other.int()).abs().float().mean() < 2


def test_who_follows_stays_behind(world: World, many: Stories) -> None:
    stories = some(many, many.group == FOLLOW)
    x = world.render(stories).labels["centres"][:, :2, :, 0]
    ahead = (x[:, 1] - x[:, 0]) * stories.way[:, :1]
    assert (ahead > 8).all()
    assert ((x[:, 1, -1] - x[:, 1, 0]) * stories.way[:, 1] > 4).all()


def test_who_approaches_comes_to_the_other_and_not_past(world: World, many: Stories) -> None:
    stories = some(many, does(many, "approach"))
    x = world.render(stories).labels["centres"][:, :2, :, 0]
    apart = (x[:, 1] - x[:, 0]) * stories.way[:, :1]
    assert (apart[:, -1] < apart[:, 0] - 4).all()
    assert (apart[:, -1] > 0).all()


def test_who_stops_stands_still_after_its_time(world: World, many: Stories) -> None:
    stories = some(many, does(many, "stop"))
    labels = world.render(stories).labels
    speed = labels["velocities"][:, 0, :, 0].abs()
    halt = (stories.switch * stories.length * stories.rate).ceil().long() + 1
    for clip in range(len(stories)):
        assert speed[clip, halt[clip] + 1 :].max() < 0.05
        assert speed[clip, 1 : halt[clip] - 2].min() > 0.3


def test_who_enters_comes_from_outside_and_who_leaves_is_gone(world: World, many: Stories) -> None:
    entering = visible(world.render(some(many, does(many, "enter"), 6)), 1)
    assert (entering[:, 0] < 0.25 * entering[:, -1]).all()
    assert (entering[:, -1] > 60).all()
    leaving = visible(world.render(some(many, does(many, "leave"), 6)), 1)
    assert (leaving[:, -1] < 12).all()
    assert (leaving[:, :8] > 40).all()


def test_who_comes_grows_and_who_recedes_shrinks(world: World, many: Stories) -> None:
    for motion, sign in (("come", 1), ("recede", -1)):
        labels = world.render(some(many, does(many, motion), 6)).labels
        size = labels["extents"][:, 0, :, 1].log()
        assert (sign * (size[:, -1] - size[:, 0]) > 0.5).all()


def test_those_who_swap_end_where_the_other_began(world: World, many: Stories) -> None:
    x = world.render(some(many, does(many, "swap"))).labels["centres"][:, :2, :, 0]
    assert ((x[:, 0, 0] - x[:, 1, 0]) * (x[:, 0, -1] - x[:, 1, -1]) < 0).all()


def test_counts_are_true_by_the_mask(world: World, many: Stories) -> None:
    chosen = ((many.group == TEAM) | (many.group == CROWD)) & (many.event == 0)
    stories = some(many, chosen & ~does(many, "rise") & ~does(many, "fall"), 24)
    rendered = world.render(stories)
    for clip, count in enumerate(stories.count.tolist()):
        for actor in range(1, 5):
            seen = visible(rendered, actor)[clip].float().median()
            assert (seen > 25) == (actor <= count), (clip, actor)


def test_actors_are_in_sight_for_most_of_the_clip(world: World, many: Stories) -> None:
    stories = changed(many, lambda value: value[:48])
    rendered = world.render(stories)
    for actor in range(4):
        there = stories.count > actor
        in_sight = (visible(rendered, actor + 1)[there] > 20).float().mean(1)
        assert (in_sight >= 0.5).float().mean() > 0.95


def test_nearer_actors_are_lower_and_cover_the_farther(world: World, many: Stories) -> None:
    stories = some(many, many.group == CROWD, 6)
    from engine.training.world.staging import stage

    tracks, _ = stage(stories, torch.full((6, 4, 2), 0.8))
    feet = tracks.feet.gather(1, tracks.order[:, :, None].expand_as(tracks.feet))[:, 1:, 0]
    assert (feet.diff(dim=1) >= 0).all()


def test_neighbours_in_a_row_stand_at_different_depths(many: Stories) -> None:
    rows = ((many.group == TEAM) | (many.group == CROWD)).nonzero()[:, 0]
    assert len(rows) > 200
    for row in rows.tolist():
        count = int(many.count[row])
        depths = many.depth[row, many.spot[row, :count].argsort()]
        assert (depths.diff().abs() > 0.25).all(), row


@pytest.mark.parametrize("event", ["colour", "weather", "time"])
def test_changes_happen_at_the_labelled_second(world: World, many: Stories, event: str) -> None:
    chosen = (many.event == EVENTS.index(event)) & (many.weather != WEATHERS.index("fog"))
    stories = some(many, chosen, 4)
    rendered = world.render(stories)
    moment = rendered.labels["switch"] * stories.rate
    same = dataclasses.replace(stories, event=torch.zeros_like(stories.event), colour2=stories.colour,
                               weather2=stories.weather, time2=stories.time_of_day)  # fmt: skip
    apart = (rendered.frames.int() - world.render(same).frames.int()).abs().float().mean((2, 3, 4))
    for clip in range(4):
        frame = round(float(moment[clip]))
        assert apart[clip, : frame - 2].max() < 0.05
        assert apart[clip, frame + 3 :].min() > 0.3


def test_a_second_motion_begins_at_the_labelled_second(world: World, many: Stories) -> None:
    chosen = (many.group == SOLO) & (many.event == 1) & does(many, "stay")
    chosen &= (many.motion2[:, 0] == 0) | (many.motion2[:, 0] == 1)
    stories = some(many, chosen, 3)
    labels = world.render(stories).labels
    x = labels["centres"][:, 0, :, 0]
    for clip in range(3):
        frame = float(labels["switch"][clip]) * stories.rate
        assert (x[clip, : int(frame)] - x[clip, 0]).abs().max() < 0.5
        assert (x[clip, -1] - x[clip, 0]).abs() > 4


def test_loops_close(world: World) -> None:
    stories = sample_stories(600, 3, 25, 12.0, (64, 48), "train")
    chosen = changed(stories, lambda value: value[(stories.loop & (stories.count > 0)).nonzero()[:8, 0]])
    frames = world.render(chosen).frames.float()
    inside = (frames[:, 1:] - frames[:, :-1]).abs().mean((2, 3, 4))
    seam = (frames[:, 0] - frames[:, -1]).abs().mean((1, 2, 3))
    assert (seam <= 1.3 * inside.amax(1) + 0.5).all()


def test_a_following_camera_keeps_its_actor_in_the_middle_while_the_ground_passes(
    world: World, many: Stories
) -> None:
    chosen = (many.camera == CAMERAS.index("follow")).nonzero()[:4, 0]
    stories = changed(many, lambda value: value[chosen])
    centres = world.render(stories).labels["centres"][:, 0, :, 0]
    assert (centres.amax(1) - centres.amin(1) < 12).all()
    assert ((centres - 56).abs() < 24).all()


@pytest.mark.parametrize("camera", [name for name in CAMERAS if name not in ("static", "follow")])
def test_every_camera_changes_what_is_seen(world: World, many: Stories, camera: str) -> None:
    stories = some(many, (many.group == EMPTY) & ~many.loop, 2)
    filmed = dataclasses.replace(stories, camera=torch.full((2,), CAMERAS.index(camera)))
    frames = world.render(filmed).frames.float()
    still = world.render(stories).frames.float()
    moved = (frames[:, 1:] - frames[:, :1]).abs().mean((2, 3, 4)).amax(1)
    stayed = (still[:, 1:] - still[:, :1]).abs().mean((2, 3, 4)).amax(1)
    assert (moved > stayed + 1.0).all()


@pytest.mark.parametrize("style", STYLES[1:])
def test_every_look_changes_the_picture(world: World, many: Stories, style: str) -> None:
    plain = some(many, many.group == SOLO, 2)
    styled = dataclasses.replace(plain, style=torch.full((2,), STYLES.index(style)))
    one, other = (world.render(changed(s, lambda v: v[:1])).frames.float() for s in (plain, styled))
    assert (one - other).abs().mean() > 4


def test_stills_show_everybody_and_promise_nothing_later(world: World) -> None:
    stories = world.sample(40, 5, still=True)
    assert not stories.event.any()
    assert not stories.loop.any()
    assert (stories.camera == STATIC).all()
    rendered = world.render(stories)
    for actor in range(4):
        assert (visible(rendered, actor + 1)[stories.count > actor] > 15).float().mean() > 0.95


def test_an_unknown_world_is_refused() -> None:
    with pytest.raises(ValueError, match="world must be one of"):
        World(world="middle")
