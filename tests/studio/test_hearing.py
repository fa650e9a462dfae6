"""What the engine tells of a job before the queue shows whose it is."""

import weakref
from typing import cast

import numpy as np
from PySide6.QtWidgets import QApplication

from engine import events
from engine.queue import Record
from studio.work.hearing import Hearing
from studio.work.homecoming import Homecoming


def test_of_previews_that_come_too_early_the_newest_is_kept_and_shown(qapp: QApplication) -> None:
    hearing = Hearing(cast(Homecoming, None))
    frames = [np.full((2, 9, 16, 3), n, np.uint8) for n in range(20)]
    alive = [weakref.ref(array) for array in frames]
    hearing.hear(events.Queued("j", 0))
    for n in range(20):
        hearing.hear(events.Preview("j", "node", frames[n], 24.0, n, 20))
        hearing.hear(events.Preview("other", "node", frames[n], 24.0, n, 20))
    frames.clear()
    assert [n for n, ref in enumerate(alive) if ref() is not None] == [19]
    hearing.take_over([Record("j", "running", 0.0, 1.0, 1.0, None, "Shot", "", "", "")], 0, last=True)
    assert hearing.clip is not None
    assert hearing.clip[0] == "j"
    hearing.close()


def test_what_runs_though_the_queue_was_paused_lets_it_be_looked_at_again(qapp: QApplication) -> None:
    """Another window that shares the queue has let it go on."""
    hearing, looks = Hearing(cast(Homecoming, None)), []
    hearing.take_over([Record("j", "waiting", 0.0, 1.0, None, None, "Shot", "", "", "")], 0, last=True)
    hearing.unknown.connect(lambda: looks.append(True))
    hearing.paused = True
    hearing.hear(events.Started("j", 1, 0, 1.0))
    assert looks
    hearing.close()


def test_of_several_jobs_what_was_made_and_what_was_there_is_told_of_the_whole(qapp: QApplication) -> None:
    hearing, said = Hearing(cast(Homecoming, None)), []
    hearing.said.connect(said.append)
    waits = [Record(n, "waiting", 0.0, 1.0, None, None, "Shot", "", "", "") for n in "abc"]

    def run(*ran: int) -> list[str]:
        said.clear()
        hearing.take_over(waits[: len(ran)], hearing.lines.moment, last=True)
        for job, count in zip("abc", ran, strict=False):
            hearing.hear(events.Started(job, count, 0, 1.0))
            hearing.hear(events.Ended(job, "done", 1.0, count, 0))
        return said

    assert run(0, 4, 0)[-1] == "Made: 1. There already: 2."
    assert not any("Everything" in text for text in said)
    assert run(0, 0)[-1] == "Everything was there already: nothing had to be computed."
    assert "done in" in run(3)[-1]
    hearing.close()
