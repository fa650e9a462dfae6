"""Contact sheets of frames as PNG files, so that a person can look at a run.  Called by the trainers.

Written with zlib alone: training needs no image library.
"""

import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


def contact_sheet(rows: list[list[NDArray[np.uint8]]], gap: int = 2) -> NDArray[np.uint8]:
    """One image of equally sized uint8 [H, W, 3] pictures, laid out in rows, on white."""
    height, width = rows[0][0].shape[:2]
    columns = max(len(row) for row in rows)
    sheet = np.full((len(rows) * (height + gap), columns * (width + gap), 3), 255, np.uint8)
    for r, row in enumerate(rows):
        for c, picture in enumerate(row):
            top, left = r * (height + gap), c * (width + gap)
            sheet[top : top + height, left : left + width] = picture
    return sheet


def write_png(path: Path, image: NDArray[np.uint8]) -> None:
    """Write uint8 [H, W, 3] RGB as a PNG file."""
    height, width = image.shape[:2]
    lines = np.concatenate((np.zeros((height, 1), np.uint8), image.reshape(height, width * 3)), axis=1)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(lines.tobytes(), 6)), (b"IEND", b"")):
        parts.append(struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(parts))
