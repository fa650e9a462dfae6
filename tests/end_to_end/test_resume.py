"""A denoise that was cancelled, interrupted or killed goes on where it stopped, with the same frames. Real model."""

import os
import signal
from pathlib import Path

import numpy as np
import pytest

from engine.events import Event, Progress
from engine.session import Session
from tests.end_to_end.rooms import SAMPLES, Frames, kept, planned, rendered, session
from tests.studio.command import events, in_own_process, started

GRAPH = SAMPLES / "text-to-clip.loom"
STEPS = 40
"""So many that every stop below comes in time."""
LONG = {"Generate": {"duration": 1.4, "steps": STEPS}}
OFTEN = """
from engine.checkpoints import Checkpoints
Checkpoints.__init__.__defaults__ = (0.2, *Checkpoints.__init__.__defaults__[1:])
"""
"""Writes checkpoints more often than the program does, so that a quick machine is not done before the first."""
SETTINGS = ("--target", "Generate", "--set", f"Generate.steps={STEPS}")


@pytest.fixture(scope="module")
def whole(room: Session) -> Frames:
    """The frames of the uninterrupted run."""
    return rendered(room, planned(room, GRAPH, "Generate", LONG))[1]


def step_of(activity: str) -> int:
    """The step that a progress event tells, 0 for other activities."""
    words = activity.split()
    return int(words[2]) if words[:2] == ["Generate:", "step"] else 0


def test_a_cancelled_denoise_goes_on_with_the_same_frames(whole: Frames, data: Path, tmp_path: Path) -> None:
    seen: list[int] = []
    job = ""

    def cancel_at_15(event: Event) -> None:
        if isinstance(event, Progress) and step_of(event.activity):
            seen.append(step_of(event.activity))
            if job and seen[-1] >= 15:
                first.executor.cancel(job)

    with session(data, tmp_path / "cache", cancel_at_15) as first:
        plan = planned(first, GRAPH, "Generate", LONG)
        job = first.executor.submit(plan)
        outcome = first.executor.wait(job, timeout=120)
    assert (outcome.state, outcome.resumable) == ("cancelled", True)
    assert 15 <= seen[-1] < STEPS
    stopped, job = seen[-1], ""
    seen.clear()
    with session(data, tmp_path / "cache", cancel_at_15) as second:
        outcome, frames = rendered(second, plan)
    assert outcome.cached == 2
    assert stopped <= seen[0] <= stopped + 2, "what was done is not done again"
    assert np.array_equal(frames, whole)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_program_goes_on_with_the_same_frames(
    how: signal.Signals, whole: Frames, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOTLOOM_DATA", str(data))
    output, cache = tmp_path / "out.mkv", Path(os.environ["SHOTLOOM_CACHE"])
    child = started("render", GRAPH, *SETTINGS, "-o", output, "--json", before=OFTEN)
    assert child.stdout is not None
    for line in child.stdout:
        at = step_of(events(line)[0].get("activity", ""))
        written = any((cache / "checkpoints").glob("*.state"))
        if at >= 8 and (how == signal.SIGINT or written):
            break
    child.send_signal(how)
    _, said = child.communicate(timeout=60)
    assert child.returncode == (130 if how == signal.SIGINT else -signal.SIGKILL)
    assert "Traceback" not in said
    assert not output.exists()
    again = in_own_process("render", GRAPH, *SETTINGS, "-o", output, "--json")
    assert (again.code, again.err) == (0, "")
    steps = [step_of(event.get("activity", "")) for event in events(again.out)]
    assert next(step for step in steps if step) > 3, "what was done is not done again"
    with session(data, cache) as later:
        assert np.array_equal(kept(later, planned(later, GRAPH, "Generate", LONG)), whole)
