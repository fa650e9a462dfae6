"""Shots keep their takes, and the pick says which one the film shows."""

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.errors import InputError
from engine.shots import NEWEST, Shot, Take
from engine.types import Size


def take(name: str) -> Take:
    return Take(
        id=name, file=f"{name}.mp4", frames=18, rate=Fraction(12), size=Size(112, 64), seed=7, seconds=1.5,
        created="2026-01-02T03:04:05+00:00", model="built-in", model_digest="d", key="k",
    )  # fmt: skip


def test_the_pick_follows_the_newest_take_until_one_is_chosen() -> None:
    shot = Shot("s").with_take(take("a")).with_take(take("b"))
    assert shot.pick == NEWEST
    assert shot.picked() == take("b")
    assert shot.with_pick("a").with_take(take("c")).picked() == take("a")
    assert shot.with_pick("a").with_pick(NEWEST).picked() == take("b")


def test_a_shot_without_takes_shows_nothing() -> None:
    assert Shot("s").picked() is None


def test_removing_the_pick_falls_back_to_the_newest() -> None:
    shot = Shot("s").with_take(take("a")).with_take(take("b")).with_pick("a").without_take("a")
    assert (shot.pick, shot.picked()) == (NEWEST, take("b"))


def test_favourites_are_kept_with_the_take() -> None:
    shot = Shot("s").with_take(take("a")).with_favourite("a", True)
    assert shot.takes == (replace(take("a"), favourite=True),)


def test_a_take_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="no such take"):
        Shot("s").with_pick("a")
    with pytest.raises(InputError, match="already"):
        Shot("s").with_take(take("a")).with_take(take("a"))


def test_duration_counts_frames() -> None:
    assert take("a").duration == Fraction(3, 2)
