"""What a waveform is drawn from: the lowest and highest sample of every short stretch of a sound.

In: samples. Out: `Peaks.window`, min and max per column of the screen at any zoom. Kept beside the decoded sound.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.media.outputs import whole_file
from engine.media.sound_mix import SAMPLE_RATE, Samples

BUCKET = 256
"""Samples of one stretch; at 48 kHz a film frame has about eight."""
_SCALE = 32767.0
_MAGIC = b"SLPEAKS1"


@dataclass(frozen=True, slots=True, eq=False)
class Peaks:
    """`values` int16 [buckets, 2]: lowest and highest of both channels; `samples` how many there are in all."""

    values: NDArray[np.int16]
    samples: int

    @classmethod
    def of(cls, samples: Samples) -> "Peaks":
        """The peaks of a sound, in one pass through it."""
        count = -(-len(samples) // BUCKET)
        values = np.empty((count, 2), np.int16)
        step = 4096
        for low in range(0, count, step):
            part = np.clip(samples[low * BUCKET : (low + step) * BUCKET], -1.0, 1.0)
            starts = np.arange(0, len(part), BUCKET)
            values[low : low + len(starts), 0] = np.floor(
                np.minimum.reduceat(part.min(axis=1), starts) * _SCALE
            )
            values[low : low + len(starts), 1] = np.ceil(
                np.maximum.reduceat(part.max(axis=1), starts) * _SCALE
            )
        return cls(values, len(samples))

    def window(self, start: float, stop: float, columns: int) -> NDArray[np.float32]:
        """Lowest and highest in each of `columns` equal parts of the seconds [start, stop): float32 [columns, 2].

        Zeros where the sound has not begun or is over.
        """
        edges = np.linspace(start, stop, columns + 1) * (SAMPLE_RATE / BUCKET)
        low = np.floor(edges[:-1]).astype(np.int64)
        high = np.maximum(np.ceil(edges[1:]).astype(np.int64), low + 1)
        out = np.zeros((columns, 2), np.float32)
        inside = (high > 0) & (low < len(self.values))
        if not inside.any():
            return out
        first = np.clip(low[inside], 0, len(self.values) - 1)
        behind = np.clip(high[inside], first + 1, len(self.values))
        # reduceat takes pairs: every second result is of a stretch between two columns, and not wanted.
        padded = np.concatenate([self.values, np.zeros((1, 2), np.int16)])
        pairs = np.stack([first, behind], axis=1).ravel()
        out[inside, 0] = np.minimum.reduceat(padded[:, 0], pairs)[::2] / _SCALE
        out[inside, 1] = np.maximum.reduceat(padded[:, 1], pairs)[::2] / _SCALE
        return out

    def write(self, path: Path) -> None:
        """Keep the peaks in a file. Raises OutputError."""
        with whole_file(path, overwrite=True) as temp:
            temp.write_bytes(_MAGIC + self.samples.to_bytes(8, "little") + self.values.tobytes())

    @classmethod
    def read(cls, path: Path, samples: int) -> "Peaks | None":
        """The peaks in a file, if they are those of a sound of that many samples."""
        try:
            data = path.read_bytes()
        except OSError:
            return None
        head = len(_MAGIC) + 8
        count = -(-samples // BUCKET)
        if data[:head] != _MAGIC + samples.to_bytes(8, "little") or len(data) != head + 4 * count:
            return None
        return cls(np.frombuffer(data, np.int16, offset=head).reshape(count, 2), samples)
