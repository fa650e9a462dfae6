"""Titles: text drawn once into an RGBA overlay, then laid over the frames of a clip with fades.

In: a text from an artist (or a stranger's graph), a font file, places and colours. Out: an `Overlay`, or a lazy clip.
Called by the executor's `title` operation and by contact sheets. Overlays are immutable.
"""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from engine.errors import MediaError
from engine.media.frames import Clip, Frames, MappedClip
from engine.media.imaging import blend
from engine.media.pictures import Colour
from engine.types import Size

MAX_TEXT = 2_000
"""Characters of a title; what is beyond is cut."""
MARGIN = 0.04
"""Of the shorter side, kept free at the edges."""
SMALLEST = 6
"""Pixels of height below which text is no longer shrunk to fit."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """Straight-alpha pixels uint8 [h, w, 4] and where their left top corner goes."""

    rgba: Frames
    left: int
    top: int

    def over(self, frame: Frames, strength: float = 1.0) -> Frames:
        """The frame with the overlay on it, alpha times `strength` 0..1."""
        if not self.rgba.size or strength <= 0:
            return frame
        return blend(frame, self.rgba, self.left, self.top, strength)


def draw_title(
    text: str,
    size: Size,
    *,
    font: Path,
    height: int,
    position: tuple[float, float] = (0.5, 0.5),
    colour: Colour = (255, 255, 255),
    opacity: float = 1.0,
    shadow: bool = True,
    outline: bool = False,
) -> Overlay:
    """Text for a frame of `size`, letters `height` pixels tall, its box at `position` (0..1 of the free room).

    Lines wrap at the margins; a text that is too tall gets smaller letters. A soft dark shadow keeps it readable, an
    `outline` does so on any picture.
    Raises MediaError when the font file cannot be read.
    """
    words = _clean(text)
    if not words.strip():
        return Overlay(np.zeros((0, 0, 4), np.uint8), 0, 0)
    margin = round(min(size) * MARGIN)
    room = Size(max(1, size.width - 2 * margin), max(1, size.height - 2 * margin))
    face, lines = _fitted(words, font, max(SMALLEST, height), room)
    picture = Image.new("L", size, 0)
    drawing = ImageDraw.Draw(picture)
    spacing = max(1, round(face.size * 0.2))
    joined = "\n".join(lines)
    box = drawing.multiline_textbbox((0, 0), joined, font=face, spacing=spacing, align="center")
    x = margin + (room.width - (box[2] - box[0])) * position[0] - box[0]
    y = margin + (room.height - (box[3] - box[1])) * position[1] - box[1]
    drawing.multiline_text((round(x), round(y)), joined, fill=255, font=face, spacing=spacing, align="center")
    cover = np.asarray(picture, np.uint8)
    edge = max(1, round(face.size / 16)) if outline else 0
    return _cropped(_coloured(cover, colour, opacity, round(face.size / 14) if shadow else 0, edge))


def title_clip(
    clip: Clip,
    overlay: Overlay,
    *,
    start: int = 0,
    stop: int | None = None,
    fade_in: int = 0,
    fade_out: int = 0,
) -> Clip:
    """The clip with an overlay on frames start..stop-1, fading over the first and last frames of that range."""
    end = clip.frames if stop is None else min(stop, clip.frames)

    def titled(frame: Frames, index: int) -> Frames:
        return overlay.over(frame, fade(index - start, end - start, fade_in, fade_out))

    return MappedClip(clip, titled)


def fade(index: int, length: int, fade_in: int, fade_out: int) -> float:
    """How strongly frame `index` of `length` shows: 0 outside, rising and falling linearly, 1 between."""
    if not 0 <= index < length:
        return 0.0
    rising = (index + 1) / (fade_in + 1)
    falling = (length - index) / (fade_out + 1)
    return min(1.0, rising, falling)


def _clean(text: str) -> str:
    """Without control signs, surrogates and direction overrides, which fonts and eyes cannot handle."""
    kept = (
        c
        for c in text[:MAX_TEXT]
        if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return "".join(kept).strip("\n")


def _fitted(text: str, font: Path, height: int, room: Size) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    while True:
        try:
            face = ImageFont.truetype(font, height, layout_engine=ImageFont.Layout.BASIC)
        except OSError as error:
            raise MediaError(
                f"the font {font.name} cannot be read", remedy="Install Shotloom again"
            ) from error
        lines = _wrapped(text, face, room.width)
        tall = len(lines) * round(height * 1.4)
        wide = max(face.getlength(line) for line in lines)
        if height <= SMALLEST or (tall <= room.height and wide <= room.width):
            return face, lines
        height = max(SMALLEST, height - max(1, height // 10))


def _wrapped(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if line and face.getlength(longer) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def _coloured(cover: Frames, colour: Colour, opacity: float, shadow: int, edge: int = 0) -> Frames:
    """Letters in their colour over a blurred black shadow and a black edge of some pixels, as straight alpha."""
    text = cover.astype(np.float32) / 255.0
    dark = np.zeros_like(text)
    if shadow:
        dark = 0.6 * cv2.GaussianBlur(np.roll(text, (shadow, shadow), (0, 1)), (0, 0), shadow * 1.5)
    if edge:
        round_ = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * edge + 1, 2 * edge + 1))
        dark = np.maximum(dark, 0.85 * cv2.GaussianBlur(cv2.dilate(text, round_), (0, 0), 0.6))
    alpha = text + dark * (1 - text)
    share = np.divide(text, alpha, out=np.zeros_like(text), where=alpha > 0)
    rgba = np.empty((*cover.shape, 4), np.uint8)
    rgba[..., :3] = np.round(share[..., None] * np.array(colour, np.float32))
    rgba[..., 3] = np.round(np.clip(alpha * opacity, 0, 1) * 255)
    return rgba


def _cropped(rgba: Frames) -> Overlay:
    rows = np.flatnonzero(rgba[..., 3].any(axis=1))
    columns = np.flatnonzero(rgba[..., 3].any(axis=0))
    if not len(rows):
        return Overlay(np.zeros((0, 0, 4), np.uint8), 0, 0)
    top, left = int(rows[0]), int(columns[0])
    cut = np.ascontiguousarray(rgba[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1])
    cut.flags.writeable = False
    return Overlay(cut, left, top)
