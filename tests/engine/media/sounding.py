"""Sound made by code at test time: where it begins is known to the sample."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from tests.engine.media.synthetic import numbered

Wave = NDArray[np.float32]


def tone_after(silent: float, seconds: float, rate: int = 48_000, channels: int = 2) -> Wave:
    """Silence, then a tone of 1 kHz at half of full scale that begins with its peak: [n, channels]."""
    times = np.arange(round(seconds * rate)) / rate - silent
    wave = np.where(times >= 0, 0.5 * np.cos(2 * np.pi * 1000 * times), 0.0)
    return np.repeat(wave[:, None], channels, axis=1).astype(np.float32)


def onset(samples: Wave, level: float = 0.2) -> float:
    """Seconds at 48 kHz where it becomes loud."""
    return float(np.argmax(np.abs(samples[:, 0]) > level)) / 48_000


def write_sound(
    path: Path,
    wave: Wave,
    rate: int = 48_000,
    codec: str = "pcm_s16le",
    *,
    container: str | None = None,
    picture_frames: int = 0,
    picture_after: Fraction = Fraction(0),
) -> Path:
    """Encode samples; with `picture_frames` a video beside them at 24/s, whose picture begins at `picture_after`."""
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[wave.shape[1]]
    with av.open(str(path), "w", format=container) as out:
        video = out.add_stream("libx264", rate=24) if picture_frames else None
        if video is not None:
            video.width, video.height, video.pix_fmt = 96, 48, "yuv420p"
        stream = out.add_stream(codec, rate=rate, layout=layout)
        context = stream.codec_context
        resampler = av.AudioResampler(
            format=context.format.name, layout=layout, rate=rate, frame_size=context.frame_size or 1024
        )
        whole = av.AudioFrame.from_ndarray(np.ascontiguousarray(wave.reshape(1, -1)), "flt", layout)
        whole.sample_rate, whole.pts, whole.time_base = rate, 0, Fraction(1, rate)
        if video is not None:
            for number in range(picture_frames):
                frame = av.VideoFrame.from_ndarray(numbered(number), "rgb24")
                frame.time_base = Fraction(1, 24_000)
                frame.pts = number * 1000 + int(picture_after * 24_000)
                out.mux(video.encode(frame))
            out.mux(video.encode(None))
        for frame in (*resampler.resample(whole), *resampler.resample(None)):
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path
