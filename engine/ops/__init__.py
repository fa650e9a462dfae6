"""What the steps of a plan do. `run` is the one entrance; the executor calls it on the engine thread.

In: a step, the values of its inputs, a `Context`. Out: text states, latents float32 [C, t, h, w], an image uint8
[H, W, 3], a `Clip` (which may still compute its frames when read) or the path of a file. Loaded with the first step
that runs, because torch, OpenCV and PyAV come along.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.ops import encoding, film, generation, pictures
from engine.ops.context import Context
from engine.plan import OPS, Step

Operation = Callable[[Step, Sequence[Any], Context], Any]

_RUN: Mapping[str, Operation] = {
    "encode_text": generation.encode_text,
    "encode_frames": generation.encode_frames,
    "denoise": generation.denoise,
    "decode": generation.decode,
    "read_clip": pictures.read,
    "read_image": pictures.read,
    "trim": pictures.trim,
    "reverse": pictures.reverse,
    "retime": pictures.retime,
    "concat": pictures.concat,
    "blank": pictures.blank,
    "hold": pictures.hold,
    "dissolve": pictures.dissolve,
    "resize": pictures.resize,
    "crop": pictures.crop,
    "title": pictures.title,
    "film": film.film,
    "grab": pictures.grab,
    "interpolate": pictures.interpolate,
    "upscale": pictures.upscale,
    "encode": encoding.encode,
}
assert _RUN.keys() == OPS.keys()


def run(step: Step, inputs: Sequence[Any], context: Context) -> Any:
    """The result of one step. Raises StudioError, Cancelled or MemoryError."""
    return _RUN[step.op](step, inputs, context)


def run_batch(steps: Sequence[Step], inputs: Sequence[Sequence[Any]], context: Context) -> list[Any]:
    """The results of denoise steps that run as one call (`Plan.batches`)."""
    return generation.denoise_together(steps, inputs, context)
