"""A graph editor to test with, on a small story of nodes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.document import Document
from engine.registry import Registry
from nodes import all_types
from studio.theme import DARK, Theme
from tests.studio.graph.easel import Easel, story
from tests.studio.graph.stage import Stage


@pytest.fixture(scope="session")
def types() -> Registry:
    """Our own kinds of nodes."""
    return Registry.load(all_types(), entry_points=False)


@pytest.fixture
def easel_of(qtbot: QtBot, types: Registry, tmp_path: Path) -> Iterator[Callable[[Document], Easel]]:
    """Makes editors on documents, and closes them."""
    made: list[Easel] = []

    def make(document: Document) -> Easel:
        made.append(Easel(document, types, tmp_path))
        return made[-1]

    yield make
    for easel in made:
        easel.close()


@pytest.fixture
def easel(easel_of: Callable[[Document], Easel], types: Registry) -> Easel:
    """An editor on the story, all of it in sight."""
    return easel_of(story(types))


@pytest.fixture
def stage_of(qtbot: QtBot, types: Registry) -> Iterator[Callable[..., Stage]]:
    """Makes scenes with a view, and takes them apart."""
    made: list[Stage] = []

    def make(document: Document, theme: Theme = DARK) -> Stage:
        made.append(Stage(document, types, theme))
        return made[-1]

    yield make
    for stage in made:
        stage.close()
