"""Small pictures with alpha packed in memory, for files that hold many of them.

In: uint8 [H, W, 4] with straight alpha; out: WebP bytes without loss, and back.  What is under fully transparent pixels
is not kept.  Called by the training world's atlas and its builder.
"""

import io

import numpy as np
from PIL import Image

from engine.media.formats import WEBP
from engine.media.frames import Frames
from engine.media.pictures import rgba


def packed(picture: Frames) -> bytes:
    """The picture as lossless WebP."""
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(picture)).save(out, "WEBP", lossless=True, quality=100, method=4)
    return out.getvalue()


def unpacked(data: bytes) -> Frames:
    """The picture that ``packed`` was given; only for files that come with the app, so no size is checked."""
    with Image.open(io.BytesIO(data), formats=[WEBP.reader]) as image:
        return rgba(image)
