"""Timelines to test with."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from studio.projects.workspace import Workspace
from studio.theme import DARK, Theme
from tests.studio.timeline.room import Make, Room, film


@pytest.fixture
def room_of(qtbot: QtBot, workspace: Workspace) -> Iterator[Make]:
    """Makes timelines, and closes them."""
    made: list[Room] = []

    def make(count: int = 5, theme: Theme = DARK) -> Room:
        made.append(Room(workspace, film(count), theme))
        return made[-1]

    yield make
    for room in made:
        room.close()


@pytest.fixture
def room(room_of: Make) -> Room:
    """A film of five shots, with something of everything beside them."""
    return room_of()
