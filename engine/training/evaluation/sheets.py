"""The report's contact sheets: drafts beside the renderer's clips, enlarged frames, and the worst clips.

In: a ``Survey``.  Out: three JPEG files, about 400 KB in all.  Called by ``engine.training.evaluation.report``.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from engine.media.sheets import sheet
from engine.media.stills import write_image
from engine.model.upscaler import Upscaler
from engine.training.evaluation.survey import Survey, worst
from engine.types import Size
from resources import path

DRAFTS, FAILURES = 10, 6
FONT = "fonts/Inter-Regular.otf"
QUALITY = 76
_LETTERS = 84
"""Of a label; what is longer is cut."""

Picture = NDArray[np.uint8]


def write_sheets(found: Survey, out: Path) -> list[Path]:
    """Write the sheets into ``out``; returns the files."""
    count = len(found.prompts)
    spread = [i * count // DRAFTS for i in range(min(DRAFTS, count))]
    files = [out / f"REPORT-{name}.jpg" for name in ("drafts", "upscaled", "failures")]
    pages = (
        _pairs(found, spread),
        _enlarged(found, spread[::2]),
        _pairs(found, worst(found, min(FAILURES, count))),
    )
    for file, page in zip(files, pages, strict=True):
        write_image(page, file, overwrite=True, quality=QUALITY)
    return files


def strip(clip: Tensor, frames: int = 4) -> Picture:
    """Frames evenly spread over a clip, side by side."""
    picked = np.linspace(0, len(clip) - 1, frames).round().astype(int)
    return np.concatenate([clip[int(i)].numpy() for i in picked], axis=1)


def _pairs(found: Survey, rows: list[int]) -> Picture:
    pictures, labels = [], []
    for i in rows:
        pictures += [strip(found.clips[i]), strip(found.real[i])]
        labels += [found.prompts[i].text[:_LETTERS], "the renderer"]
    page: Picture = sheet(pictures, 2, labels=labels, font=path(FONT))
    return page


def _enlarged(found: Survey, rows: list[int]) -> Picture:
    upscaler = Upscaler(path("models/realesr-animevideov3.safetensors"))
    frames = [found.clips[i][len(found.clips[i]) // 2].numpy() for i in rows]
    pictures = [upscaler.upscale(frame) for frame in frames]
    cell = Size(pictures[0].shape[1], pictures[0].shape[0])
    labels = [found.prompts[i].text[:_LETTERS] for i in rows]
    page: Picture = sheet(pictures, 2, cell=cell, labels=labels, font=path(FONT))
    return page
