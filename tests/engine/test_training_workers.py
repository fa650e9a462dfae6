"""Training processes end with the one that started them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from engine.training.workers import Worker

PATIENCE = 60.0
START = (
    "from tests.engine.test_training_workers import linger; from engine.training.workers import run_workers; "
)


def linger(worker: Worker, folder: str) -> None:
    """Say which process this is, and stay."""
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(10 * PATIENCE)


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", f"{START} run_workers(linger, 2, 'cpu', {str(tmp_path)!r})"]
    parent = subprocess.Popen(command, env=os.environ | {"OMP_NUM_THREADS": "1"})
    try:
        assert within_patience(lambda: len(list(tmp_path.iterdir())) == 2)
        workers = [int(path.name) for path in tmp_path.iterdir()]
        assert all(alive(worker) for worker in workers)
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    assert within_patience(lambda: not any(alive(worker) for worker in workers))


def within_patience(happened: Callable[[], bool]) -> bool:
    """Whether it happens before patience is over."""
    end = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def alive(process: int) -> bool:
    """Whether a process runs; one that ended and waits to be collected does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
