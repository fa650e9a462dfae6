"""The shipped weights, judged on 40 of the fixed prompts at few steps: what they surely hold, and what must fail.

About a minute on one core; `python -m engine.training report` asks all prompts.
"""

from dataclasses import dataclass

import pytest

from engine.training.evaluation.judge import Judge, Seen
from engine.training.evaluation.makers import Generator, Manner, Oracle
from engine.training.evaluation.metrics import agreement
from engine.training.evaluation.prompts import SIDEWAYS, Prompt, load_prompts, subset
from resources import path

FEW_STEPS = 4


@dataclass(frozen=True)
class Judged:
    """40 prompts, and what was said of the model's clips and of the renderer's."""

    prompts: list[Prompt]
    model: Seen
    oracle: Seen
    judge: Judge


@pytest.fixture(scope="module")
def judged() -> Judged:
    prompts = subset([p for p in load_prompts() if p.group != SIDEWAYS], 40)
    generator, judge = Generator(path("models")), Judge.load()
    return Judged(
        prompts,
        judge.look(generator.of(prompts, Manner(steps=FEW_STEPS))),
        judge.look(Oracle(generator).of(prompts)),
        judge,
    )


@pytest.mark.parametrize("fact", ["place", "time_of_day"])
def test_place_and_time_of_day_follow_the_prompt(judged: Judged, fact: str) -> None:
    figure = agreement(judged.model.said, judged.prompts, fact)
    assert figure.asked >= 20
    assert figure.interval[0] > figure.null, "no better than with shuffled prompts"
    assert figure.share > 0.5


@pytest.mark.parametrize(("fact", "least"), [("place", 0.85), ("time_of_day", 0.85), ("direction", 0.8)])
def test_the_renderers_own_clips_pass(judged: Judged, fact: str, least: float) -> None:
    assert agreement(judged.oracle.said, judged.prompts, fact).share >= least


@pytest.mark.parametrize("fact", ["place", "kind"])
def test_clips_of_other_prompts_fail(judged: Judged, fact: str) -> None:
    for side in (judged.model, judged.oracle):
        turned = {fact: side.said[fact][7:] + side.said[fact][:7]}
        assert agreement(turned, judged.prompts, fact).share < 0.5
        assert agreement(side.said, judged.prompts, fact).null < 0.35


def test_the_judge_says_how_far_it_can_be_trusted(judged: Judged) -> None:
    own = judged.judge.accuracy["round trip"]
    assert own.keys() == judged.judge.chance().keys()
    assert all(own[fact] > chance for fact, chance in judged.judge.chance().items())
    assert min(own["place"], own["time_of_day"], own["direction"]) >= 0.9
