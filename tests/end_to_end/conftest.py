"""One warm session and one measured device for all tests with the real model: loading it takes longer than using it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.session import Session
from tests.end_to_end.rooms import session


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that all sessions share: what was measured of the machine."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def room(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The warm session."""
    with session(data, tmp_path_factory.mktemp("cache")) as shared:
        _ = shared.executor
        yield shared
