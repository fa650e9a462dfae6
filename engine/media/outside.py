"""Files from outside, read through the worker process: `MediaWorker` and the lazy `OutsideClip` on it.

In: paths that an artist or a graph named. Out: facts, texts and pixels, or one MediaError, also when the decoder
crashed, hung or ran out of memory; the next request starts a fresh process. A job that is cancelled waits for no
decoder (`engine.stopping`). Used by the media index, `read_clip` and
`read_image`.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import IO, Any, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

import engine
from engine.errors import Cancelled, MediaError
from engine.media.formats import stamp
from engine.media.frames import Clip, Frames
from engine.media.pictures import BLACK, Colour
from engine.media.probe import MediaInfo
from engine.media.sound import SoundInfo
from engine.media.sound_mix import CHANNELS, Samples
from engine.media.worker import read_exactly, read_header, write_message
from engine.stopping import Check, current_check
from engine.types import Size

if sys.platform == "linux":
    import fcntl

MEMORY = 4 << 30
SECONDS = 60.0
POLL_SECONDS = 0.05
"""How often a request that waits asks whether its job shall stop."""
FROZEN_FLAG = "--media-worker"
"""What a frozen (PyInstaller) program is started with to become the worker; its entry point calls `worker.serve`."""


def worker_command(memory: int = MEMORY) -> list[str]:
    """How to start the worker: this interpreter without importing the main program, or the frozen program itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_FLAG, str(memory)]
    body = f"from engine.media import worker; worker.limit_process({memory}); worker.serve()"
    return [sys.executable, "-P", "-c", body]


class MediaWorker:
    """One worker process, started at the first request and again after it died; usable from any thread.

    `seconds` bounds each request on the wall clock and in processor time, the start of a process in it too; `memory`
    the address space in bytes.
    """

    def __init__(
        self, *, memory: int = MEMORY, seconds: float = SECONDS, command: Sequence[str] | None = None
    ) -> None:
        self._command = list(command or worker_command(memory))
        self.seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def probe(self, path: Path) -> MediaInfo:
        """As `probe.probe`, in the worker."""
        header, _ = self._ask({"op": "probe", "path": str(path)}, 0)
        try:
            return MediaInfo.from_dict(header["info"])
        except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
            raise _stopped(path, "gave a senseless answer") from error

    def metadata(self, path: Path) -> dict[str, str]:
        """As `metadata.read_metadata`, in the worker."""
        header, _ = self._ask({"op": "metadata", "path": str(path)}, 0)
        texts = header.get("texts")
        return {str(k): str(v) for k, v in texts.items()} if isinstance(texts, dict) else {}

    def image(self, path: Path, background: Colour = BLACK) -> Frames:
        """As `stills.read_image`, in the worker: uint8 [H, W, 3]."""
        _, pixels = self._ask({"op": "image", "path": str(path), "background": list(background)}, 3)
        assert pixels is not None
        return np.asarray(pixels, np.uint8)

    def read(
        self, path: Path, start: int, stop: int, size: Size | None = None, *, quick: bool = False
    ) -> Frames:
        """Frames of a clip, uint8 [n, H, W, 3]; scaled to `size` in the worker, for thumbnails.

        `quick`: with colours near enough for playing (`FileClip.read_quick`).
        """
        request = {
            "op": "read",
            "path": str(path),
            "start": start,
            "stop": stop,
            "size": size,
            "quick": quick,
        }
        _, pixels = self._ask(request, 4)
        assert pixels is not None
        return np.asarray(pixels, np.uint8)

    def probe_sound(self, path: Path) -> SoundInfo:
        """As `sound.probe_sound`, in the worker."""
        header, _ = self._ask({"op": "probe_sound", "path": str(path)}, 0)
        try:
            return SoundInfo.from_dict(header["info"])
        except (KeyError, TypeError, ValueError) as error:
            raise _stopped(path, "gave a senseless answer") from error

    def sound(self, path: Path, start: int, stop: int) -> Samples:
        """Samples `start` to `stop` of a file at 48 kHz, float32 [n, 2]; fewer where the file ends."""
        _, samples = self._ask({"op": "sound", "path": str(path), "start": start, "stop": stop}, 2)
        assert samples is not None
        return np.asarray(samples, np.float32)

    def close(self) -> None:
        """End the process, at once even while it starts: it only reads. A later request starts a new one."""
        with self._lock:
            if self._process is not None:
                self._process.kill()
            self._end()

    def __enter__(self) -> "MediaWorker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, request: dict[str, Any], axes: int) -> tuple[dict[str, Any], Frames | Samples | None]:
        """Send a request and take the answer; `axes` of the array that must come with it (0: none; 2: samples)."""
        path, check = Path(request["path"]), current_check()
        with self._turn(check):
            process = self._running()
            with _Watch(process, self.seconds, check) as watch:
                try:
                    assert process.stdin is not None
                    assert process.stdout is not None
                    write_message(
                        cast(BinaryIO, process.stdin),
                        {**request, "path": str(path.absolute()), "seconds": self.seconds},
                    )
                    header = read_header(cast(BinaryIO, process.stdout))
                    array = _array(process.stdout, header, axes)
                except (EOFError, OSError, ValueError, RecursionError, MemoryError) as error:
                    # The watch may have killed it just now; only the dead process says how it ended.
                    self._end()
                    if watch.stopped is not None:
                        raise watch.stopped from None
                    raise _stopped(path, _ending(process.returncode, watch.late, self.seconds)) from error
                except BaseException:
                    # Interrupted in the middle of an answer: the rest of it must not be taken for the next one.
                    self._end()
                    raise
        if "error" in header:
            raise MediaError(
                str(header["error"])[:500], value=header.get("value"), remedy=_text(header.get("remedy"))
            )
        return header, array

    @contextmanager
    def _turn(self, check: Check | None) -> Iterator[None]:
        """Wait until no other thread asks; the job's check ends that wait too."""
        while not self._lock.acquire(timeout=POLL_SECONDS if check else -1):
            assert check is not None
            check()
        try:
            yield
        finally:
            self._lock.release()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        root = str(Path(engine.__file__).parents[1])
        known = os.environ.get("PYTHONPATH")
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([root, known] if known else [root]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env=environment,
            )
        except OSError as error:
            raise MediaError(
                f"the media worker cannot be started: {error.strerror}", remedy="Install Shotloom again"
            ) from error
        _widen(self._process.stdout)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class OutsideClip(Clip):
    """A clip in a file from outside: every read goes through the worker, in chunks.

    A file that is replaced meanwhile is refused: frames of two files must not become one clip.
    """

    __slots__ = ("_stamp", "info", "path", "worker")

    def __init__(self, worker: MediaWorker, path: Path, info: MediaInfo | None = None) -> None:
        """`info` spares the probe when the media index has it. Raises MediaError."""
        self._stamp = stamp(path)
        self.info = info or worker.probe(path)
        super().__init__(self.info.frames, self.info.rate or Fraction(1), self.info.size)
        self.worker = worker
        self.path = path

    def _read(self, start: int, stop: int) -> Frames:
        out = np.empty((stop - start, self.size.height, self.size.width, 3), np.uint8)
        for low in range(start, stop, self.chunk_frames):
            high = min(low + self.chunk_frames, stop)
            block = self.worker.read(self.path, low, high)
            same = stamp(self.path) in (self._stamp, None)
            if not same or block.shape != out[low - start : high - start].shape:
                raise MediaError(f"{self.path.name} has changed since it was loaded", remedy="Load it again")
            out[low - start : high - start] = block
        return out


def _array(stream: IO[bytes], header: dict[str, Any], axes: int) -> Frames | Samples | None:
    """The pixels or samples behind a header. Raises ValueError when an answer of this kind cannot carry them."""
    count, shape = header.get("payload", 0), header.get("shape")
    if "error" in header or not axes:
        if count:
            raise ValueError("pixels that nobody asked for")
        return None
    last, least, kind = (CHANNELS, 0, np.float32) if axes == 2 else (3, 1, np.uint8)
    sane = (
        isinstance(shape, list)
        and len(shape) == axes
        and all(isinstance(n, int) and least <= n < 1 << 31 for n in shape)
        and shape[-1] == last
        and int(np.prod(shape, dtype=object)) * np.dtype(kind).itemsize == count <= 1 << 32
    )
    if not sane:
        raise ValueError("pixels of an impossible shape")
    data = read_exactly(cast(BinaryIO, stream), count)
    array: NDArray[Any] = np.frombuffer(data, kind).reshape(shape) if count else np.empty((0, last), kind)
    return array


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a pipe hold a whole megabyte, so that a frame crosses in few turns; Linux only, and only for speed."""
    if pipe is not None and sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, 1 << 20)


class _Watch:
    """Kills the process when a request takes too long or its job shall stop; a thread of its own for one request."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float, check: Check | None) -> None:
        self.late = False
        self.stopped: Cancelled | None = None
        self._process = process
        self._until = time.monotonic() + seconds
        self._check = check
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._wait, name="media watch", daemon=True)

    def __enter__(self) -> "_Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _wait(self) -> None:
        while (left := self._until - time.monotonic()) > 0:
            if self._done.wait(min(left, POLL_SECONDS) if self._check else left):
                return
            try:
                if self._check:
                    self._check()
            except Cancelled as error:
                self.stopped = error
                break
        self.late = self.stopped is None
        with suppress(OSError):
            self._process.kill()


def _ending(code: int | None, late: bool, seconds: float) -> str:
    if late or code == -24:
        # 24 is SIGXCPU: the processor time of the request is used up.
        return f"took longer than {seconds:g} s"
    if code is not None and code < 0:
        return f"crashed (signal {-code})"
    return "stopped"


def _stopped(path: Path, how: str) -> MediaError:
    return MediaError(
        f"{path.name} could not be read: the decoder {how}",
        remedy="The file may be damaged; export it again or use another",
    )


def _text(value: object) -> str | None:
    return value[:500] if isinstance(value, str) else None
