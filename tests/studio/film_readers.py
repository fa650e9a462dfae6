"""A film as other programs read it: the ffmpeg and ffprobe programs, and OpenCV.

In: files that were exported. Out: pixels, times, sound. Nothing here uses our own decoder.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""Frames [n, h, w, 3], RGB."""
HERTZ = 48_000


def probed(path: Path) -> dict[str, Any]:
    """What ffprobe says of the only stream of each kind, and of the file as "format"."""
    told = _run(
        "ffprobe", "-v", "error", "-show_streams", "-show_format", "-count_frames", "-of", "json", path
    )
    found = json.loads(told)
    by_kind = {stream["codec_type"]: stream for stream in found["streams"]}
    assert len(by_kind) == len(found["streams"])
    return {**by_kind, "format": found["format"]}


def by_ffmpeg(path: Path) -> Pixels:
    """Every frame as the ffmpeg program decodes it."""
    picture = probed(path)["video"]
    raw = _run("ffmpeg", "-v", "error", "-i", path, "-fps_mode", "passthrough",
               "-f", "rawvideo", "-pix_fmt", "rgb24", "-")  # fmt: skip
    return np.frombuffer(raw, np.uint8).reshape(-1, picture["height"], picture["width"], 3)


def by_opencv(path: Path) -> tuple[Pixels, float]:
    """Every frame as OpenCV decodes it, and the rate that it tells."""
    video = cv2.VideoCapture(str(path))
    rate, frames = video.get(cv2.CAP_PROP_FPS), []
    while True:
        there, frame = video.read()
        if not there:
            break
        frames.append(frame[..., ::-1])
    video.release()
    return np.stack(frames), rate


def times(path: Path) -> list[float]:
    """When each frame is shown, in seconds."""
    told = _run("ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "frame=pts_time",
                "-of", "csv=p=0", path)  # fmt: skip
    return [float(line.strip(", ")) for line in told.decode().splitlines() if line.strip(", ")]


def clicks(path: Path, loud: float = 0.2) -> list[float]:
    """Seconds at which it becomes loud after a tenth of a second of silence."""
    raw = _run("ffmpeg", "-v", "error", "-i", path, "-vn", "-ac", "1", "-ar", str(HERTZ), "-f", "f32le", "-")
    found: list[float] = []
    last = -HERTZ
    for at in np.flatnonzero(np.abs(np.frombuffer(raw, np.float32)) > loud):
        if at - last > HERTZ // 10:
            found.append(float(at) / HERTZ)
        last = at
    return found


def differences(frame: Pixels, frames: Pixels) -> NDArray[np.float64]:
    """The mean square difference of one frame from each of some."""
    return ((frames.astype(np.float32) - frame) ** 2).mean(axis=(1, 2, 3), dtype=np.float64)


def _run(*command: object) -> bytes:
    ran = subprocess.run([str(part) for part in command], capture_output=True, check=True)
    assert not ran.stderr, ran.stderr
    return ran.stdout
