"""The evaluation measures what it says: known clips give known figures, and the prompts ask for what they name."""

import dataclasses
import math
from collections import Counter
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.training.checkpoint import Progress
from engine.training.evaluation import metrics, tracks
from engine.training.evaluation.judge import Judge, Seen, in_words, read
from engine.training.evaluation.network import CELL, SEEN, Evaluator, EvaluatorConfig, prepare, working_size
from engine.training.evaluation.pools import EvaluatorPlan, augment
from engine.training.evaluation.prompts import HELD_OUT, SIDEWAYS, Prompt, load_prompts, named, subset
from engine.training.evaluation.prompts import SEEN as SEEN_GROUP
from engine.training.evaluation.report import report_text
from engine.training.evaluation.survey import Kept, Looks, Row, Survey
from engine.training.evaluation.targets import Targets, targets_of
from engine.training.evaluation.train import advance, averaged, config_of, export, start_run
from engine.training.world import World
from engine.training.world.rendered import changed
from engine.training.world.stories import sample_stories
from engine.training.world.vocabulary import EVENTS, held_out

CONFIG = EvaluatorConfig(
    kinds=("dog", "cat"), colours=("red", "blue"), places=("meadow", "sea"), times=("day", "night"),
    weathers=("clear", "rain"), motions=("left", "right", "stay"), cameras=("static", "zoom in"),
    styles=("normal", "noir"), low=8, high=16, blocks=(1, 1), hidden=16,
)  # fmt: skip
SCENE = {
    "kind": "dog", "count": "1", "colour": "", "motion": "left", "place": "meadow", "time_of_day": "day",
    "weather": "clear", "camera": "static", "style": "normal",
}  # fmt: skip


@pytest.fixture(scope="module")
def prompts() -> list[Prompt]:
    return load_prompts()


def asking(place: str) -> Prompt:
    return Prompt(f"a dog, {place}", 1, SEEN_GROUP, SCENE | {"place": place}, ("kind", "place"))


def square(x: int, side: int = 6) -> Tensor:
    """Cover [SEEN, 16, 28] of a square that begins at column ``x`` and moves one column a frame."""
    cover = torch.zeros(SEEN, 16, 28)
    for t in range(SEEN):
        cover[t, 4 : 4 + side, x + t : x + t + side] = 1.0
    return cover


def clips(count: int = 2, seed: int = 0, size: tuple[int, int] = (112, 64)) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(0, 256, (count, 17, size[1], size[0], 3), generator=generator).to(torch.uint8)


def evaluator(seed: int = 0) -> Evaluator:
    torch.manual_seed(seed)
    return Evaluator(CONFIG).eval().requires_grad_(False)


# The prompts.


def test_two_hundred_prompts_are_seen_and_two_hundred_held_out(prompts: list[Prompt]) -> None:
    assert Counter(p.group for p in prompts) == {SEEN_GROUP: 200, HELD_OUT: 200, SIDEWAYS: 60}
    assert len({p.text for p in prompts}) == len(prompts)


def test_held_out_prompts_name_combinations_that_training_never_shows(prompts: list[Prompt]) -> None:
    for p in prompts:
        kept = bool(p.scene["kind"]) and held_out(p.scene["kind"], p.scene["place"], p.scene["motion"])
        assert kept == (p.group == HELD_OUT), p.text
        if kept:
            assert {"kind", "place", "motion"} <= set(p.asked), p.text


def test_facts_follow_from_the_text(prompts: list[Prompt]) -> None:
    assert all(named(p.text, p.scene) == p.asked for p in prompts)


@pytest.mark.parametrize(
    ("text", "fact", "asked"),
    [
        ("a dog runs to the left by day", "time_of_day", True),
        ("a dog runs to the left on the grass", "time_of_day", False),
        ("a dog runs to the left on the grass", "place", True),
        ("a dog runs to the left, the camera stays still", "camera", True),
        ("a dog runs to the left", "camera", False),
        ("a dog runs to the left", "motion", True),
        ("a dog runs to the left, cartoon", "style", True),
    ],
)
def test_only_what_a_text_names_is_asked(text: str, fact: str, asked: bool) -> None:
    assert (fact in named(text, SCENE)) == asked


def test_left_and_right_prompts_come_in_pairs_that_differ_in_one_word(prompts: list[Prompt]) -> None:
    pairs = [p for p in prompts if p.group == SIDEWAYS]
    for left, right in zip(pairs[::2], pairs[1::2], strict=True):
        assert left.text.replace("left", "right") == right.text
        assert (left.seed, left.wants("direction"), right.wants("direction")) == (right.seed, "left", "right")


def test_a_subset_keeps_the_share_of_groups(prompts: list[Prompt]) -> None:
    groups = Counter(p.group for p in subset(prompts, 46))
    assert groups == {SEEN_GROUP: 20, HELD_OUT: 20, SIDEWAYS: 6}


# The figures.


def test_agreement_counts_only_those_who_asked() -> None:
    silent = dataclasses.replace(asking("sea"), asked=("kind",))
    said = {"place": ["sea", "sea", "meadow"]}
    figure = metrics.agreement(said, [asking("sea"), asking("meadow"), silent], "place")
    assert (figure.right, figure.asked, figure.share) == (1, 2, 0.5)


def test_the_null_share_is_the_mean_over_all_pairings() -> None:
    wanted = [asking("sea"), asking("sea"), asking("sea"), asking("meadow")]
    always = metrics.agreement({"place": ["sea"] * 4}, wanted, "place")
    assert always.null == always.share == 0.75  # who always says the same reads no prompt
    right = metrics.agreement({"place": ["sea", "sea", "sea", "meadow"]}, wanted, "place")
    assert right.share == 1.0
    assert right.null == pytest.approx(0.75**2 + 0.25**2)


def test_wilsons_interval() -> None:
    assert metrics.wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert metrics.wilson(0, 0) == (0.0, 1.0)


def test_the_score_runs_from_shuffled_prompts_to_the_oracle() -> None:
    def all_of(right: int, null: float) -> dict[str, metrics.Figure]:
        return dict.fromkeys(metrics.FACTS, metrics.Figure(right, 100, null))

    assert metrics.score(all_of(90, 0.2), all_of(90, 0.1)) == 100.0
    assert metrics.score(all_of(20, 0.2), all_of(90, 0.1)) == 0.0
    assert metrics.score(all_of(55, 0.2), all_of(90, 0.1)) == pytest.approx(50.0)
    # What the judge cannot tell in the renderer's own clips says nothing about a model.
    blind = all_of(90, 0.1) | {"camera": metrics.Figure(31, 100, 0.3)}
    assert metrics.score(all_of(55, 0.2) | {"camera": metrics.Figure(31, 100, 0.3)}, blind) == pytest.approx(
        50.0
    )


def test_flicker_is_measured_where_no_actor_is() -> None:
    clip = torch.zeros(17, 64, 112, 3, dtype=torch.uint8)
    nobody = torch.zeros(SEEN, 16, 28)
    assert metrics.flicker(clip, nobody) == 1.0
    clip[1::2] = 51  # every frame differs by a fifth of the range
    assert metrics.flicker(clip, nobody) == pytest.approx(0.8)
    clip[:] = 0
    clip[1::2, 20:36, 8:24] = 255
    actor = torch.zeros(SEEN, 16, 28)
    actor[:, 3:11, 0:8] = 1.0
    assert metrics.flicker(clip, actor) == 1.0
    assert metrics.flicker(clip, nobody) < 0.99


def test_even_change_is_smooth_and_a_jump_is_not() -> None:
    ramp = (torch.arange(17) * 10)[:, None, None, None].expand(17, 8, 8, 3).to(torch.uint8)
    assert metrics.jerk(ramp) == 0.0
    jump = ramp.clone()
    jump[5] += 30
    assert metrics.jerk(jump) == pytest.approx(30 / 8)
    assert metrics.seam(ramp, 9) == 1.0
    late = ramp.clone()
    late[9:] += 40
    assert metrics.seam(late, 9) == 5.0


def test_moving_clips_are_dynamic_and_still_ones_are_not() -> None:
    clip = torch.zeros(17, 64, 112, 3, dtype=torch.uint8)
    assert not metrics.is_dynamic(clip)
    for t in range(17):
        clip[t, 20:40, 5 * t : 5 * t + 24] = 200
    assert metrics.is_dynamic(clip)


def test_black_bars_and_repeats_are_found() -> None:
    clip = clips(1)[0]
    assert not metrics.has_bars(clip)
    assert not metrics.repeats(clip)
    barred = clip.clone()
    barred[:, 0] = 0
    assert metrics.has_bars(barred)
    again = clip.clone()
    again[9:] = again[:8]
    assert metrics.repeats(again)


def test_noise_ratio_of_a_known_error() -> None:
    clip = torch.full((5, 8, 8, 3), 100, dtype=torch.uint8)
    assert metrics.psnr(clip, clip + 10) == pytest.approx(20 * math.log10(255 / 10))


def test_distances_of_sets_of_clips() -> None:
    generator = torch.Generator().manual_seed(1)
    real = torch.randn(4000, metrics.COMPONENTS, generator=generator)
    again = torch.randn(4000, metrics.COMPONENTS, generator=generator)
    assert metrics.frechet(again, real) < 0.15
    assert metrics.frechet(again + 1.0, real) == pytest.approx(metrics.COMPONENTS, rel=0.1)
    assert metrics.frechet(3.0 * again, real) == pytest.approx(4 * metrics.COMPONENTS, rel=0.1)
    assert metrics.diversity(torch.ones(4, 8)) == 0.0
    assert metrics.diversity(torch.tensor([[0.0, 0.0], [3.0, 4.0]])) == pytest.approx(5.0)


# The tracks.


def test_a_track_follows_the_actor_and_its_sign_is_the_direction() -> None:
    cover = torch.stack((square(4), square(4).flip(2)))
    right, left = tracks.drift(cover).tolist()
    assert right == pytest.approx(6 / 27, abs=0.01)
    assert left == pytest.approx(-right, abs=1e-4)
    x = tracks.track(cover)[0, :, 0]
    assert torch.allclose(x.diff(), torch.full((SEEN - 1,), 1 / 27), atol=1e-3)
    assert float(tracks.roughness(cover)[0]) < 1e-3
    assert not tracks.seen(torch.zeros(1, SEEN, 16, 28)).any()
    assert tracks.seen(cover).all()


# The report.


def surveyed(share: float) -> Survey:
    """A survey in which every fact is right with this share, by a model that draws by chance a tenth right."""
    found = dict.fromkeys(metrics.FACTS, metrics.Figure(round(100 * share), 100, 0.1))
    best = dict.fromkeys(metrics.FACTS, metrics.Figure(100, 100, 0.1))
    model = Row(found, metrics.score(found, best), 100, 0.0, 0.0)
    oracle = Row(best, 100.0, 100, 0.0, 0.0)
    looks = Looks(0.99, 1.0, 0.01, 0.5, 2.0, 3.0)
    groups = {group: {"model": model, "oracle": oracle} for group in (SEEN_GROUP, HELD_OUT, SIDEWAYS)}
    own = dict.fromkeys(metrics.FACTS, 0.95)
    return Survey(
        prompts=[asking("sea")] * 100, clips=[], real=[], model=model, oracle=oracle, interval=(1.0, 2.0),
        seen=Seen({}, torch.zeros(0, 1), ()), groups=groups, variants={"8 steps": model},
        chance=dict.fromkeys(metrics.FACTS, 0.1), looks={"model": looks, "oracle": looks},
        kept=Kept(30.0, 20.0, 31.0, 1.5, 1.0), autoencoder=(29.0, 24.0), accuracy={"round trip": own},
        weights={"name": "loom", "config": '{"layers": 6, "dim": 256}'}, minutes=1.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("share", "says"),
    [
        (0.95, "Follows the prompt nearly as well as can be measured: object (0.95"),
        (0.5, "Follows it more often than by chance: object (0.50"),
        (0.12, "Does not follow it measurably: object (0.12"),
    ],
)
def test_the_report_says_in_words_what_its_figures_mean(share: float, says: str) -> None:
    text = report_text(surveyed(share))
    assert says in text
    assert f"| object | 100 | 0.10 | 0.10 | **{share:.2f}** |" in text
    assert "29.00 dB in the mean, 24.00 dB at worst" in text


# The evaluator.


@pytest.mark.parametrize("size", [(112, 64), (64, 112), (80, 80), (1280, 720), (40, 24)])
def test_clips_of_any_size_and_length_are_seen_at_one_scale(size: tuple[int, int]) -> None:
    across, down = working_size(*size)
    assert across % CELL == down % CELL == 0
    assert across * down == pytest.approx(112 * 64, rel=0.1)
    assert across / down == pytest.approx(size[0] / size[1], rel=0.1)
    assert prepare(torch.zeros(1, 5, size[1], size[0], 3, dtype=torch.uint8)).shape == (
        1,
        SEEN,
        3,
        down,
        across,
    )


def test_readings_do_not_depend_on_the_company_or_the_time() -> None:
    model, frames = evaluator(), clips(3)
    together, again, alone = read(model, frames), read(model, frames), read(model, frames[1:2])
    assert torch.equal(together.feature, again.feature)
    assert torch.allclose(together.motion[1:2], alone.motion, atol=1e-5)


def test_another_actor_can_be_singled_out() -> None:
    model, seen = evaluator(), prepare(clips(1))
    left, right = torch.zeros(1, SEEN, 16, 28), torch.zeros(1, SEEN, 16, 28)
    left[..., :14], right[..., 14:] = 1.0, 1.0
    assert not torch.equal(model(seen, left).kind, model(seen, right).kind)
    assert torch.equal(model(seen, left).place, model(seen, right).place)


def test_words_name_the_best_answers_and_nobody_where_no_actor_is() -> None:
    reading = read(evaluator(), clips(2))
    count = torch.tensor([[0.0, 5.0], [5.0, 0.0]])
    kind = torch.tensor([[0.0, 2.0], [0.0, 2.0]])
    cover = torch.full_like(reading.cover, -9.0)
    cover[0] = (square(4) - 0.5) * 20
    said = in_words(dataclasses.replace(reading, count=count, kind=kind, cover=cover), CONFIG).said
    assert said["kind"] == ["cat", ""]
    assert said["count"] == ["1", "0"]
    assert said["direction"] == ["right", ""]


def test_the_weights_file_brings_names_and_accuracies(tmp_path: Path) -> None:
    model = evaluator(3)
    figures = {"plain": {"kind": 0.75}, "round trip": {"kind": 0.5}}
    judge = Judge.load(export(model, figures, Progress(3, 7.0, 48.0), tmp_path))
    assert judge.model.config == CONFIG
    assert judge.accuracy == figures
    seen = judge.look(clips(2))
    assert len(seen) == 2
    close = read(model, clips(2))
    assert torch.allclose(seen.feature, close.feature, atol=0.05)


def test_of_several_actors_the_lead_is_asked_for_and_every_cell_names_its_own() -> None:
    world = World(world="full")
    rendered = world.render(world.sample(12, 3, frames=9, size=(112, 64)))
    config = config_of("full")
    facts = targets_of(rendered, config)
    assert torch.equal(facts.count, rendered.labels["count"])
    assert int(facts.count.max()) > 1
    for clip, count in enumerate(facts.count.tolist()):
        mine = set(rendered.labels["kinds"][clip, :count].tolist())
        assert set(facts.kinds[clip].unique().tolist()) <= mine | {-1}
        assert count > 1 or float(facts.only[clip].min()) == 1.0
    assert float(facts.only[facts.count > 1].min()) < 0.5
    assert config_of("small").kinds == config.kinds[: len(config_of("small").kinds)]


def test_a_colour_that_changes_is_asked_nowhere() -> None:
    world = World(world="full")
    stories = sample_stories(400, 3, 9, 6.0, (112, 64), "train")
    repainted = (stories.event == EVENTS.index("colour")).nonzero()[:2, 0]
    facts = targets_of(world.render(changed(stories, lambda value: value[repainted])), config_of("full"))
    assert (facts.kinds >= 0).any()
    assert (facts.colours == -1).all()
    assert (facts.colour == -1).all()


def lesson(step: int) -> tuple[Tensor, Targets]:
    """Four clips, two of a bright square that goes right and two of a dark one that goes left, prepared."""
    generator = torch.Generator().manual_seed(step)
    seen = 0.1 * torch.randn(4, SEEN, 3, 32, 56, generator=generator)
    cover = F.avg_pool2d(torch.stack((square(2), square(4), square(2).flip(2), square(4).flip(2))), 2)
    shade = torch.tensor([1.0, 1.0, -1.0, -1.0])[:, None, None, None, None]
    seen = seen + shade * cover.repeat_interleave(4, 2).repeat_interleave(4, 3)[:, :, None]
    way = torch.tensor([1, 1, 0, 0])
    same = torch.zeros(4, dtype=torch.long)
    return augment(seen, generator), Targets(
        kind=way, colour=same - 1, motion=way, camera=same, place=same, time_of_day=same - 1, weather=same, style=same,
        count=same + 1, way=torch.stack((0.4 * (2.0 * way - 1), torch.zeros(4)), 1), cover=cover,
        only=torch.ones_like(cover), kinds=torch.zeros(4, SEEN, 4, 7, dtype=torch.long) - 1,
        colours=torch.zeros(4, SEEN, 4, 7, dtype=torch.long) - 1,
    )  # fmt: skip


def test_it_learns_and_slices_equal_one_run(tmp_path: Path) -> None:
    plan = EvaluatorPlan(steps=16, warmup=2, lr=8e-3)
    whole = start_run(plan, CONFIG)
    losses = [sum(advance(whole, lesson(step), plan).values()) for step in range(8)]
    assert losses[-1] < 0.8 * losses[0]
    first = start_run(plan, CONFIG)
    for step in range(4):
        advance(first, lesson(step), plan)
    first.save(tmp_path / "evaluator.pt")
    second = start_run(plan, CONFIG)
    assert second.resume(tmp_path / "evaluator.pt")
    for step in range(4, 8):
        advance(second, lesson(step), plan)
    wanted, found = averaged(whole).state_dict(), averaged(second).state_dict()
    assert all(torch.equal(value, found[name]) for name, value in wanted.items())
