"""Renders that are interrupted, killed, or run out of disk: nothing under the final name, and the next one works."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.studio.command import Ran, events, in_own_process, leftovers, started, text_to_clip

Command = Callable[..., Ran]

FAKE = """
from engine.shelf import Shelf
from tests.fake_model import FakeModel
Shelf.model = lambda shelf, digest: FakeModel()
"""
SLOW = f"""{FAKE}
import time
import engine.ops.encoding as encoding
write = encoding.write_clip
def slowly(*given, on_frame, **more):
    return write(*given, on_frame=lambda done, total: (on_frame(done, total), time.sleep(0.2)), **more)
encoding.write_clip = slowly
"""
"""Encodes five frames a second, so that a test can be in time."""


def stopped_while_encoding(graph: Path, output: Path, how: signal.Signals) -> tuple[int, str]:
    """Send a signal to a render in the middle of its encode; its exit code and its stderr."""
    child = started("render", graph, "-o", output, "--json", before=SLOW)
    assert child.stdout is not None
    for line in child.stdout:
        if '"Progress"' in line and "Encode file: frame" in line:
            break
    child.send_signal(how)
    _, said = child.communicate(timeout=60)
    return child.returncode, said


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_render_stopped_while_it_encodes_leaves_nothing_half(how: signal.Signals, work: Path) -> None:
    graph, output = text_to_clip(work, duration=2), work / "out.mp4"
    code, said = stopped_while_encoding(graph, output, how)
    if how == signal.SIGINT:
        assert (code, said) == (130, "cancelled\n")
    else:
        assert code == -signal.SIGKILL
    assert not output.exists()
    again = in_own_process("render", graph, "-o", output, "--json", before=FAKE)
    assert (again.code, again.err) == (0, "")
    told = events(again.out)
    ran = [event["op"] for event in told if event["event"] == "StepFinished"]
    assert ran == ["encode"], "what was done before the stop is still there"
    assert output.is_file()
    assert not leftovers(work)
    assert not list(Path(os.environ["SHOTLOOM_CACHE"], "results", "scratch").iterdir())


def test_what_killed_renders_left_beside_the_output_is_swept(
    shotloom: Command, fake: object, work: Path
) -> None:
    from engine.media.outputs import temp_path

    child = started("--version")
    child.communicate(timeout=60)
    ours = temp_path(work).name.split("-")
    dead = work / "-".join([ours[0], ours[1], str(child.pid), ours[3]])
    alive = temp_path(work)
    for path in (dead, alive):
        path.touch()
    assert shotloom("render", text_to_clip(work), "-o", work / "out.mp4").code == 0
    assert leftovers(work) == [alive.name]


def test_a_full_disk_is_one_line_and_the_next_render_works(work: Path) -> None:
    graph, output = text_to_clip(work), work / "out.mp4"
    full = f"{FAKE}\nimport resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (3_000, 3_000))"
    ran = in_own_process("render", graph, "-o", output, before=full)
    ran.refused(3, "Save", "no space left", "Free some space")
    assert sorted(path.name for path in work.iterdir()) == ["graph.loom"]
    again = in_own_process("render", graph, "-o", output, before=FAKE)
    assert (again.code, again.err) == (0, "")
    assert output.is_file()


def test_a_full_disk_at_the_output_alone_is_one_line(
    shotloom: Command, fake: object, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    graph, output = text_to_clip(work), work / "out.mp4"
    with monkeypatch.context() as broken:
        broken.setattr("engine.media.outputs.sync", full)
        broken.setattr("engine.media.remux.frame_table", full)
        shotloom("render", graph, "-o", output).refused(3, "Save", "no space left to write", "Free some")
    assert sorted(path.name for path in work.iterdir()) == ["graph.loom"]
    assert shotloom("render", graph, "-o", output).code == 0


def test_a_result_that_cannot_be_kept_is_still_delivered(work: Path) -> None:
    graph, output = text_to_clip(work, duration=1.4), work / "out.mp4"
    tight = f"{FAKE}\nimport resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))"
    ran = in_own_process("render", graph, "-o", output, before=tight)
    assert (ran.code, ran.err) == (0, "")
    assert output.is_file()
