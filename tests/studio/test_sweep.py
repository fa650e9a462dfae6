"""Garbage with Qt objects in it is collected on the GUI thread only."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from studio import sweep
from studio.sweep import Sweeper


class _Ring:
    """Garbage that only the collector finds, and that notes where it was found."""

    def __init__(self, found: list[threading.Thread]) -> None:
        self.me = self
        weakref.finalize(self, lambda: found.append(threading.current_thread()))


@pytest.fixture
def sweeper(qapp: QApplication) -> Iterator[Sweeper]:
    made = Sweeper()
    yield made
    made.close()


def _litter(found: list[threading.Thread]) -> None:
    """Make garbage and many objects on another thread: Python would collect there."""
    _Ring(found)
    kept = [[number] for number in range(20_000)]
    assert kept


def test_other_threads_collect_nothing(sweeper: Sweeper) -> None:
    found: list[threading.Thread] = []
    thread = threading.Thread(target=_litter, args=(found,))
    thread.start()
    thread.join()
    assert found == []
    gc.collect()
    assert found == [threading.main_thread()]


def test_what_is_due_is_collected_by_itself(sweeper: Sweeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "YOUNG", 1)
    found: list[threading.Thread] = []
    _Ring(found)
    sweeper.sweep()
    assert found == [threading.main_thread()]


def test_closing_gives_collection_back_to_python(qapp: QApplication) -> None:
    before = gc.isenabled()
    gc.enable()
    made = Sweeper()
    assert not gc.isenabled()
    made.close()
    assert gc.isenabled()
    if not before:
        gc.disable()
        gc.freeze()
