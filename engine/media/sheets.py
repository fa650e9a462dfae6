"""Contact sheets: many small pictures on one, with labels; for the README, reports and tests' eyes.

In: uint8 [H, W, 3] pictures. Out: one uint8 [H, W, 3].
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from engine.media.frames import Frames
from engine.media.imaging import Fit, fit_frame
from engine.media.pictures import Colour
from engine.media.titles import draw_title
from engine.types import Size


def sheet(
    images: Sequence[Frames],
    columns: int,
    *,
    cell: Size | None = None,
    labels: Sequence[str] = (),
    font: Path | None = None,
    gap: int = 4,
    background: Colour = (24, 24, 26),
) -> Frames:
    """Pictures in rows of `columns`, each fitted whole into a cell (default: the first one's size), with labels below.

    Labels need the path of a font file.
    """
    cell = cell or Size(images[0].shape[1], images[0].shape[0])
    strip = 16 if labels and font else 0
    rows = -(-len(images) // columns)
    step = Size(cell.width + gap, cell.height + strip + gap)
    out = np.empty((rows * step.height + gap, columns * step.width + gap, 3), np.uint8)
    out[:] = background
    for number, image in enumerate(images):
        x, y = gap + number % columns * step.width, gap + number // columns * step.height
        out[y : y + cell.height, x : x + cell.width] = fit_frame(
            image, cell, Fit.CONTAIN, background=background
        )
        if strip and font and number < len(labels):
            overlay = draw_title(labels[number], Size(cell.width, strip), font=font, height=12)
            label_at = out[y + cell.height : y + cell.height + strip, x : x + cell.width]
            label_at[:] = overlay.over(label_at)
    return out
