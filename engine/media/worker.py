"""The process that opens files from outside, so that a decoder's fault costs one answer and never the artist's work.

In: requests on standard input; out: answers on standard output, each a length, a JSON header and, for pixels, raw bytes
(nothing is pickled: a taken-over worker must not run code in the studio). Started by `outside.MediaWorker` as
`python -c "from engine.media.worker import serve; serve()"`, so the main program is never imported again. Memory,
processor time, open files and written bytes are limited; the process ends when its parent does.
"""

import json
import os
import queue
import sys
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from engine.errors import MediaError
from engine.media import imaging, metadata, stills
from engine.media.decode import FileClip, open_clip
from engine.media.formats import stamp, unreadable
from engine.media.frames import Clip, Frames
from engine.media.probe import probe
from engine.media.sound import SoundReader, probe_sound
from engine.media.sound_mix import Samples
from engine.types import Size

MAX_HEADER = 32 << 20
MAX_OPEN_FILES = 64
KEPT_CLIPS = 4
KEPT_SOUNDS = 4

_Name = tuple[str, int, int]


def serve() -> None:
    """Answer requests until standard input ends; the body of the worker process."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    # Whatever a library prints must not land between the answers.
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), name="listen", daemon=True).start()
    try:
        _answer_all(requests, answers)
    finally:
        # A bug of ours: go at once. An orderly end would wait for the thread that reads standard input.
        os._exit(1)


def _answer_all(requests: "queue.SimpleQueue[dict[str, Any]]", answers: BinaryIO) -> None:
    desk = _Desk()
    while True:
        request = requests.get()
        _allow_seconds(request.get("seconds", 30))
        try:
            header, payload = desk.answer(request)
        except MediaError as error:
            header, payload = {"error": error.message, "value": error.value, "remedy": error.remedy}, None
        except MemoryError as error:
            refusal = unreadable(Path(str(request.get("path"))), error)
            header, payload = {"error": refusal.message, "remedy": refusal.remedy}, None
        write_message(answers, header, payload)


def limit_process(memory: int) -> None:
    """Bound this process: address space in bytes, no core dumps, no file writing, few open files.

    Does nothing where the system has no such limits (Windows).
    """
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if most < 0 else min(memory, most), most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MAX_OPEN_FILES, MAX_OPEN_FILES))


def write_message(stream: BinaryIO, header: dict[str, Any], payload: Frames | Samples | None = None) -> None:
    """Four bytes of length, the header as JSON, then the pixels or samples."""
    data = b"" if payload is None or not payload.size else np.ascontiguousarray(payload).data.cast("B")
    text = json.dumps({**header, "payload": len(data)}).encode("ascii")
    for part in (len(text).to_bytes(4, "big") + text, data):
        sent = 0
        # An unbuffered pipe may take less than it was offered.
        while sent < len(part):
            sent += stream.write(part[sent:]) or 0


def read_header(stream: BinaryIO) -> dict[str, Any]:
    """The next header; raises EOFError at the end of the pipe, ValueError for what is no header."""
    length = int.from_bytes(read_exactly(stream, 4), "big")
    if length > MAX_HEADER:
        raise ValueError("a header too long")
    header = json.loads(read_exactly(stream, length))
    if not isinstance(header, dict):
        raise ValueError("a header is an object")
    return header


def read_exactly(stream: BinaryIO, count: int) -> bytearray:
    """Exactly `count` bytes; raises EOFError when the pipe ends first."""
    data = bytearray(count)
    view = memoryview(data)
    got = 0
    while got < count:
        part = stream.readinto(view[got:])  # type: ignore[attr-defined]
        if not part:
            raise EOFError
        got += part
    return data


def _listen(stream: BinaryIO, requests: "queue.SimpleQueue[dict[str, Any]]") -> None:
    """Hand requests over; when the parent is gone, end the process even in the middle of a decoder's loop."""
    try:
        while True:
            requests.put(read_header(stream))
    except (EOFError, OSError, ValueError):
        os._exit(0)


def _allow_seconds(seconds: float) -> None:
    """Let this request use that much processor time; the kernel ends the process beyond."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if most < 0 else min(wanted, most), most))


class _Desk:
    """Answers one request at a time; keeps the last few clips and sounds open, so that reading on does not seek."""

    def __init__(self) -> None:
        self._clips: OrderedDict[_Name, Clip] = OrderedDict()
        self._sounds: OrderedDict[_Name, tuple[int, SoundReader]] = OrderedDict()

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, Any], Frames | Samples | None]:
        """The header and the pixels or samples of an answer; raises MediaError."""
        path = Path(request["path"])
        match request["op"]:
            case "probe":
                return {"info": probe(path).as_dict()}, None
            case "metadata":
                return {"texts": metadata.read_metadata(path)}, None
            case "image":
                return _pixels(stills.read_image(path, tuple(request["background"])))
            case "read":
                clip, start, stop = self._clip(path), request["start"], request["stop"]
                if request.get("quick") and isinstance(clip, FileClip):
                    frames = clip.read_quick(start, stop)
                else:
                    frames = clip.read(start, stop)
                if request.get("size"):
                    size = Size(*request["size"])
                    frames = np.stack([imaging.resize(f, size) for f in frames])
                return _pixels(frames)
            case "probe_sound":
                return {"info": probe_sound(path).as_dict()}, None
            case "sound":
                samples = self._samples(path, request["start"], request["stop"])
                return {"shape": list(samples.shape)}, samples
        raise MediaError("an unknown request to the media worker", value=request["op"])

    def _clip(self, path: Path) -> Clip:
        name = _name(path)
        if name is None:
            return open_clip(path)
        clip = self._clips.pop(name, None) or open_clip(path)
        self._clips[name] = clip
        while len(self._clips) > KEPT_CLIPS:
            self._clips.popitem(last=False)[1].close()
        return clip

    def _samples(self, path: Path, start: int, stop: int) -> Samples:
        """A stretch of a file's sound; reading on where the last one of this file ended costs what is read."""
        name = _name(path)
        known = None if name is None else self._sounds.pop(name, None)
        at, reader = known or (0, SoundReader(path))
        try:
            if at > start:
                reader.close()
                at, reader = 0, SoundReader(path)
            while at < start and len(skipped := reader.read(min(start - at, 1 << 18))):
                at += len(skipped)
            samples = reader.read(stop - start)
        except BaseException:
            reader.close()
            raise
        if name is None:
            reader.close()
            return samples
        self._sounds[name] = at + len(samples), reader
        while len(self._sounds) > KEPT_SOUNDS:
            self._sounds.popitem(last=False)[1][1].close()
        return samples


def _name(path: Path) -> _Name | None:
    """By what a file is known among those that are open; None for one that is gone."""
    found = stamp(path)
    return None if found is None else (str(path), *found)


def _pixels(frames: Frames) -> tuple[dict[str, Any], Frames]:
    return {"shape": list(frames.shape)}, frames
