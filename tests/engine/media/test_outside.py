"""Whatever happens in the worker process, the caller gets the pixels or one clear error, and the next file works."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.errors import Cancelled, MediaError
from engine.media import outside, stills
from engine.media.decode import open_clip
from engine.media.outside import MediaWorker, OutsideClip, worker_command
from engine.media.probe import probe
from engine.stopping import stopped_by
from engine.types import Size
from tests.engine.media.synthetic import numbered, numbers, write_video

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def worker() -> Iterator[MediaWorker]:
    with MediaWorker() as shared:
        yield shared


@pytest.fixture
def clip_file(tmp_path: Path) -> Path:
    return write_video(tmp_path / "clip.mp4", [numbered(i) for i in range(30)])


def sabotaged(body: str) -> list[str]:
    """A worker in which opening a clip named `bad...` runs `body`."""
    code = f"""
import os, time, ctypes
from engine.media import worker
whole = worker.open_clip
def bad():
{body}
def open_clip(path):
    return bad() if path.name.startswith("bad") else whole(path)
worker.open_clip = open_clip
worker.limit_process(2 << 30)
worker.serve()
"""
    return [sys.executable, "-P", "-c", code]


def test_facts_pixels_and_texts_equal_those_read_in_process(
    worker: MediaWorker, tmp_path: Path, clip_file: Path
):
    assert worker.probe(clip_file) == probe(clip_file)
    clip = OutsideClip(worker, clip_file)
    assert (clip.read(0, 30) == open_clip(clip_file).read(0, 30)).all()
    assert numbers(clip.read(7, 9)) == [7, 8]
    small = worker.read(clip_file, 3, 5, Size(48, 24))
    assert small.shape == (2, 24, 48, 3)
    picture = np.random.default_rng(0).integers(0, 256, (40, 60, 3), np.uint8)
    stills.write_image(picture, tmp_path / "a.png", metadata={"shotloom": "{}"})
    assert (worker.image(tmp_path / "a.png") == picture).all()
    assert worker.metadata(tmp_path / "a.png") == {"shotloom": "{}"}


def test_a_long_clip_comes_in_chunks(worker: MediaWorker, tmp_path: Path):
    path = write_video(
        tmp_path / "large.mov", [numbered(i, 1280, 720) for i in range(30)], codec="mjpeg", pixels="yuvj420p"
    )
    clip = OutsideClip(worker, path)
    assert clip.chunk_frames < 30
    assert numbers(clip.read(0, 30)) == list(range(30))


def test_refusals_cross_the_pipe_as_they_are(worker: MediaWorker, tmp_path: Path):
    trap = tmp_path / "trap.mp4"
    trap.write_text("ffconcat version 1.0\nfile secret.mp4\n")
    with pytest.raises(MediaError, match="holds something else") as caught:
        worker.probe(trap)
    assert caught.value.remedy
    with pytest.raises(MediaError, match="was not found"):
        worker.image(tmp_path / "none.png")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("    ctypes.string_at(0)", "crashed"),
        ("    os.abort()", "crashed"),
        ("    os._exit(3)", "stopped"),
        ("    raise RuntimeError('a bug')", "stopped"),
        ("    time.sleep(60)", "took longer than 2 s"),
        ("    [0 for _ in iter(int, 1)]", "took longer than 2 s|more memory"),
        ("    return bytearray(8 << 30)", "more memory"),
        ("    os.write(3, b'x' * 100); os._exit(0)", "stopped"),
    ],
)
def test_a_dying_decoder_is_one_error_and_the_next_file_works(
    clip_file: Path, tmp_path: Path, body: str, message: str
):
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(clip_file.read_bytes())
    with MediaWorker(command=sabotaged(body), seconds=60) as worker:
        # The process is up, whatever else this machine does: what counts from here on is the decoder.
        assert numbers(worker.read(clip_file, 0, 1)) == [0]
        worker.seconds = 2 if "longer" in message else 60
        with pytest.raises(MediaError, match=message) as caught:
            worker.read(bad, 0, 1)
        assert "bad.mp4" in str(caught.value)
        worker.seconds = 60
        assert numbers(worker.read(clip_file, 4, 6)) == [4, 5]


@pytest.mark.parametrize(
    "answer",
    [
        b"\xff\xff\xff\xff",
        b"\0\0\0\2[]",
        b"\0\0\0\5{oops",
        b'\0\0\0\x2f{"payload": 3, "shape": [1, 1, 99999999999, 3]}',
        b'\0\0\0\x2a{"payload": 9999999999, "shape": [1,1,1,3]}',
        b'\0\0\0\x1e{"payload": 6, "shape": [2,3]}',
    ],
)
def test_a_taken_over_worker_can_only_talk_nonsense(clip_file: Path, answer: bytes):
    code = f"import sys; sys.stdin.buffer.read(4); sys.stdout.buffer.write({answer!r} + bytes(64)); sys.stdout.flush()"
    with MediaWorker(command=[sys.executable, "-c", code], seconds=20) as worker:
        with pytest.raises(MediaError, match="could not be read"):
            worker.read(clip_file, 0, 1)
        with pytest.raises(MediaError, match="could not be read"):
            worker.probe(clip_file)


def test_a_worker_that_cannot_start_is_one_error(clip_file: Path):
    with (
        MediaWorker(command=["/none/python"]) as worker,
        pytest.raises(MediaError, match="cannot be started"),
    ):
        worker.probe(clip_file)


def test_the_worker_writes_no_file_and_holds_to_its_memory(tmp_path: Path):
    code = """
from engine.media import worker
worker.limit_process(1 << 30)
try:
    bytearray(2 << 30)
    print("memory")
except MemoryError:
    pass
import signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    open(sys.argv[1], "wb", buffering=0).write(b"x")
    print("written")
except OSError:
    pass
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "x")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""


def test_the_worker_ends_with_its_parent_even_while_decoding(tmp_path: Path, clip_file: Path):
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(clip_file.read_bytes())
    code = f"""
import os, sys, threading
from pathlib import Path
from engine.media.outside import MediaWorker
worker = MediaWorker(command={sabotaged("    time.sleep(600)")!r})
worker.probe(Path({str(clip_file)!r}))
print(worker._process.pid, flush=True)
worker.read(Path({str(bad)!r}), 0, 1)
"""
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    time.sleep(0.3)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        if not running(child):
            break
        time.sleep(0.05)
    assert not running(child)


def running(pid: int) -> bool:
    """Whether a process lives; one that nobody has buried yet (state Z) does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not (state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z")
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_the_main_program_is_not_imported_again(tmp_path: Path, clip_file: Path):
    script = tmp_path / "shotloom-like"
    script.write_text(
        "import sys\n"
        "open(sys.argv[2], 'a').write('started\\n')\n"
        "from pathlib import Path\n"
        "from engine.media.outside import MediaWorker\n"
        "with MediaWorker() as worker:\n"
        "    print(worker.probe(Path(sys.argv[1])).frames)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script), str(clip_file), str(tmp_path / "log")],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "30"
    assert (tmp_path / "log").read_text() == "started\n"
    assert "torch" not in " ".join(worker_command())


def test_many_threads_share_one_worker(worker: MediaWorker, clip_file: Path):
    clip = OutsideClip(worker, clip_file)
    wrong: list[int] = []

    def reader(first: int) -> None:
        for index in range(first, 30, 4):
            if numbers(clip.read(index, index + 1)) != [index]:
                wrong.append(index)

    threads = [threading.Thread(target=reader, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_file_that_changed_under_a_clip_is_noticed(worker: MediaWorker, clip_file: Path):
    clip = OutsideClip(worker, clip_file)
    clip.frame(0)
    write_video(clip_file, [numbered(i, 64, 32) for i in range(30)])
    with pytest.raises(MediaError, match="has changed"):
        clip.frame(1)


def test_frames_of_a_clip_exported_anew_in_its_place_are_not_mixed_with_the_old_ones(
    worker: MediaWorker, clip_file: Path
):
    clip = OutsideClip(worker, clip_file)
    assert numbers(clip.read(0, 2)) == [0, 1]
    size = clip.size
    write_video(clip_file, [numbered(30 - i, size.width, size.height) for i in range(30)])
    with pytest.raises(MediaError, match="has changed since it was loaded") as refused:
        clip.read(2, 4)
    assert refused.value.remedy == "Load it again"
    assert numbers(OutsideClip(worker, clip_file).read(2, 4)) == [28, 27]


def test_an_answer_that_was_interrupted_is_not_taken_for_the_next_one(
    clip_file: Path, monkeypatch: pytest.MonkeyPatch
):
    with MediaWorker() as worker:
        with monkeypatch.context() as patch:
            patch.setattr(outside, "_array", interrupted)
            with pytest.raises(KeyboardInterrupt):
                worker.read(clip_file, 0, 1)
        assert numbers(worker.read(clip_file, 8, 9)) == [8]


def interrupted(*_: object) -> None:
    """What Ctrl-C does between a header and its pixels."""
    raise KeyboardInterrupt


class Stop:
    """A job's check: raises once the job is cancelled, and tells how often it was asked."""

    def __init__(self) -> None:
        self.cancelled = threading.Event()
        self.asked = threading.Event()

    def __call__(self) -> None:
        self.asked.set()
        if self.cancelled.is_set():
            raise Cancelled


def test_a_cancelled_job_waits_for_no_hung_decoder_and_the_next_file_works(clip_file: Path, tmp_path: Path):
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(clip_file.read_bytes())
    stop = Stop()
    with MediaWorker(command=sabotaged("    time.sleep(600)"), seconds=20) as worker:
        canceller = threading.Thread(target=lambda: stop.asked.wait(20) and stop.cancelled.set())
        canceller.start()
        with stopped_by(stop), pytest.raises(Cancelled):
            worker.read(bad, 0, 1)
        canceller.join()
        assert numbers(worker.read(clip_file, 4, 6)) == [4, 5]


def test_a_cancelled_job_waits_for_nobody_elses_hung_decoder(clip_file: Path, tmp_path: Path):
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(clip_file.read_bytes())
    stop, other, ends = Stop(), Stop(), []

    def hang() -> None:
        with stopped_by(other), pytest.raises(Cancelled):
            worker.read(bad, 0, 1)
        ends.append("other")

    with MediaWorker(command=sabotaged("    time.sleep(600)"), seconds=20) as worker:
        thread = threading.Thread(target=hang)
        thread.start()
        assert other.asked.wait(20)
        stop.cancelled.set()
        with stopped_by(stop), pytest.raises(Cancelled):
            worker.read(clip_file, 0, 1)
        assert ends == []
        other.cancelled.set()
        thread.join()
    assert ends == ["other"]
