"""What is known of models by those who write prompts: read beside the window, and again where it could not be read."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import resources
from engine.catalog import find_models
from studio.errands import Errands
from studio.prompt.advice import Adviser


@pytest.fixture
def errands() -> Iterator[Errands]:
    made = Errands()
    yield made
    made.close()


def test_a_model_that_could_not_be_read_is_read_again_later_and_never_in_a_loop(
    errands: Errands, qtbot: QtBot
) -> None:
    good = find_models(resources.path("models")).models["built-in"]
    bad = replace(good, files=replace(good.files, text=Path("nowhere")))
    there, now = {"built-in": bad, "other": bad}, [0.0]
    asked = Adviser(lambda: there, errands, lambda: False, clock=lambda: now[0])
    told: list[str] = []
    asked.learned.connect(told.append)
    # Whoever hears that more is known asks at once.
    asked.learned.connect(asked.advice)
    for model in there:
        assert asked.advice(model) is None
    qtbot.waitUntil(lambda: sorted(told) == ["built-in", "other"] and errands.idle)
    there["built-in"] = good
    asked.advice("built-in")
    qtbot.waitUntil(lambda: asked.advice("built-in") is not None)
    assert told[2:] == ["built-in"], "the catalog holds something else"
    asked.advice("other")
    assert errands.idle, "it is too early to try again"
    now[0] = 60.0
    asked.advice("other")
    assert not errands.idle
    qtbot.waitUntil(lambda: errands.idle)
    assert told.count("other") == 1, "it is no news that nothing is known"
