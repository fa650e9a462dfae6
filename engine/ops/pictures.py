"""The operations on clips and images: reading, cutting, sizing, titling, interpolating, upscaling.

All but `grab` and image results are lazy: frames are computed when somebody reads them.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from engine.errors import MediaError
from engine.media import edits
from engine.media.frames import Clip, Frames, MappedClip
from engine.media.imaging import Filter, Fit, crop_clip, fit_clip, fit_frame
from engine.media.imaging import crop as crop_frame
from engine.media.imaging import resize as resize_frame
from engine.media.interpolate import interpolate as interpolated
from engine.media.titles import draw_title, title_clip
from engine.ops.context import Context
from engine.plan import Step
from engine.types import FactKind, Facts, Size

FITS = {"fill": Fit.COVER, "fit": Fit.CONTAIN, "stretch": Fit.STRETCH}
TILES = (256, 128, 64, 32)
"""The side of the upscaler's tiles on each rung of the out-of-memory ladder."""


def read(step: Step, _inputs: Sequence[Any], context: Context) -> Any:
    """A clip or image from outside, or a take. Raises MediaError when it is not what the plan says."""
    found = context.source(step.params)
    facts = step.facts
    if isinstance(found, Clip):
        is_now = Facts(FactKind.CLIP, found.frames, found.rate, found.size)
    else:
        is_now = Facts(FactKind.IMAGE, 1, Fraction(0), Size(found.shape[1], found.shape[0]))
    if is_now != facts:
        raise MediaError(
            f"a file changed while it was in use: it is {is_now} now, not {facts}",
            node=step.node,
            remedy="Load it again",
        )
    return found


def trim(step: Step, inputs: Sequence[Any], _context: Context) -> Clip:
    """Frames [start, stop)."""
    return edits.trim(inputs[0], step.params["start"], step.params["stop"])


def reverse(_step: Step, inputs: Sequence[Any], _context: Context) -> Clip:
    """Last frame first."""
    return edits.reverse(inputs[0])


def retime(step: Step, inputs: Sequence[Any], _context: Context) -> Clip:
    """Another rate, speed or length by nearest frame; a longer clip holds its last frame."""
    p = step.params
    clip: Clip = inputs[0]
    rate, speed = Fraction(p["rate"]), Fraction(p["speed"])
    ratio = clip.rate * speed / rate
    index = np.arange(p["frames"], dtype=np.int64)
    if p.get("aligned"):
        # Frames as moments: the source frame nearest to the output frame's beginning, ties the later one.
        source = (2 * index * ratio.numerator + ratio.denominator) // (2 * ratio.denominator)
    else:
        # Each output frame shows the source frame in the middle of its own time, ties the earlier one.
        doubled = (2 * index + 1) * ratio.numerator
        source = -(-doubled // (2 * ratio.denominator)) - 1
    return edits.pick_frames(clip, np.clip(source, 0, clip.frames - 1), rate)


def concat(_step: Step, inputs: Sequence[Any], _context: Context) -> Clip:
    """One clip after the other."""
    return edits.concatenate(list(inputs))


def blank(step: Step, _inputs: Sequence[Any], _context: Context) -> Frames:
    """A black image."""
    width, height = step.params["size"]
    return np.zeros((height, width, 3), np.uint8)


def hold(step: Step, inputs: Sequence[Any], _context: Context) -> Clip:
    """An image shown for some frames."""
    return edits.still(inputs[0], step.params["frames"], Fraction(step.params["rate"]))


def dissolve(step: Step, inputs: Sequence[Any], _context: Context) -> Clip:
    """Two clips, the end of one blended into the beginning of the other."""
    return edits.dissolve(inputs[0], inputs[1], step.params["frames"])


def resize(step: Step, inputs: Sequence[Any], _context: Context) -> Any:
    """Another size."""
    size, fit = Size(*step.params["size"]), FITS[step.params["fit"]]
    source = inputs[0]
    return fit_clip(source, size, fit) if isinstance(source, Clip) else fit_frame(source, size, fit)


def crop(step: Step, inputs: Sequence[Any], _context: Context) -> Any:
    """A rectangle."""
    p = step.params
    size = Size(*p["size"])
    if isinstance(inputs[0], Clip):
        return crop_clip(inputs[0], p["left"], p["top"], size)
    return np.ascontiguousarray(crop_frame(inputs[0], p["left"], p["top"], size))


def title(step: Step, inputs: Sequence[Any], context: Context) -> Clip:
    """Text over some frames of a clip."""
    p = step.params
    clip: Clip = inputs[0]
    red, green, blue = bytes.fromhex(p["colour"][1:])
    overlay = draw_title(
        p["text"],
        clip.size,
        font=context.font(p["weight"]),
        height=max(1, round(p["size"] * clip.size.height)),
        position=place_of(p["position"]),
        colour=(red, green, blue),
        opacity=p["opacity"],
    )
    return title_clip(
        clip, overlay, start=p["start"], stop=p["stop"], fade_in=p["fade_in"], fade_out=p["fade_out"]
    )


def place_of(position: str) -> tuple[float, float]:
    """Words such as "bottom-left" or "centre" as shares of the free room, (across, down)."""
    words = position.split("-")
    across = 0.0 if "left" in words else 1.0 if "right" in words else 0.5
    down = 0.0 if "top" in words else 1.0 if "bottom" in words else 0.5
    return across, down


def grab(step: Step, inputs: Sequence[Any], _context: Context) -> Frames:
    """One frame."""
    return np.array(inputs[0].frame(step.params["frame"]))


def interpolate(step: Step, inputs: Sequence[Any], context: Context) -> Clip:
    """In-between frames along the motion."""
    return interpolated(inputs[0], step.params["factor"], context.check)


def upscale(step: Step, inputs: Sequence[Any], context: Context) -> Any:
    """A larger picture, by the upscaler model or by Lanczos."""
    p = step.params
    source = inputs[0]
    size = step.facts.size
    if p["method"] == "detail":
        upscaler = context.upscaler(p["model"])
        rung = len(TILES) if p.get("tiles") else context.relief
        upscaler.tile = TILES[min(rung, len(TILES) - 1)]
        if context.relief:
            context.note(f"upscaled in tiles of {upscaler.tile} px")

        def enlarge(frame: Frames) -> Frames:
            return upscaler.upscale(frame, p["factor"], check_cancel=context.check)
    else:

        def enlarge(frame: Frames) -> Frames:
            return resize_frame(frame, size, Filter.LANCZOS)

    if isinstance(source, Clip):
        return MappedClip(source, lambda frame, _: enlarge(frame), size)
    return enlarge(source)
