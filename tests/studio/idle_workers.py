"""Processes of media workers that are handed on from test to test, instead of one or more for every session.

In: `MediaWorker` as it is. Out: one whose end lays its process aside, and whose start takes one that lies there. What a
process keeps is known by name, size and time of the file, so that nothing of one test shows in another. That workers
end and start anew is tested where they are (`tests/engine/media`).
"""

import subprocess
from types import TracebackType

import pytest

from engine.media.outside import MediaWorker, worker_command

Process = subprocess.Popen[bytes]


class IdleWorkers:
    """The processes that nobody uses now; lists are safe to use from any thread."""

    def __init__(self) -> None:
        self._idle: list[Process] = []
        self._end, self._running = MediaWorker.close, MediaWorker._running

    def lend(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Until the test is over, workers take processes from here, and leave them here."""

        def close(worker: MediaWorker) -> None:
            with worker._lock:
                process = worker._process
                if process is not None and process.poll() is None and worker._command == worker_command():
                    self._idle.append(process)
                    worker._process = None
            self._end(worker)

        def running(worker: MediaWorker) -> Process:
            if worker._process is None and self._idle and worker._command == worker_command():
                worker._process = self._idle.pop()
            return self._running(worker)

        monkeypatch.setattr(MediaWorker, "close", close)
        monkeypatch.setattr(MediaWorker, "_running", running)

    def __enter__(self) -> "IdleWorkers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._idle:
            worker = MediaWorker()
            worker._process = process
            self._end(worker)
