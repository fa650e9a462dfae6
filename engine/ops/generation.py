"""The operations of the video model: text, frames and conditions in; latents and frames out.

`denoise` turns the flat params of a step (see `engine.generation`) into a `DenoiseRequest`; the rest is the model's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import ModelError
from engine.media.frames import Clip, Frames
from engine.model.request import (
    SHARP,
    SOFT,
    Card,
    DenoiseItem,
    DenoiseRequest,
    Latents,
    Relief,
    StepReport,
    TextStates,
    VideoModel,
    outside,
    placed,
)
from engine.ops.context import Context
from engine.ops.stream import StreamClip
from engine.plan import Step
from engine.types import LatentShape

RELIEFS = (
    (Relief(), ""),
    (Relief(tile=16), "decoded in tiles"),
    (Relief(tile=8, window=4), "made in shorter windows, decoded in small tiles"),
    (
        Relief(tile=8, window=3, offload=True),
        "made in the shortest windows, one part of the model in memory at a time",
    ),
)
"""What each rung of the out-of-memory ladder does, and how the take tells it."""

SHOWN = 40
"""Letters of a prompt by which a note names it."""


def encode_text(step: Step, _inputs: Sequence[Any], context: Context) -> TextStates:
    """One prompt's states; an empty prompt is silence, which the model was trained to leave out.

    A note tells when a prompt is longer than the model reads.
    """
    model = _model(step, context)
    prompt = step.params["prompt"]
    states = model.encode_text([prompt])[0]
    if not prompt.strip():
        return TextStates(np.zeros_like(states.states), np.zeros_like(states.mask))
    if states.dropped:
        start = prompt if len(prompt) <= SHOWN else f"{prompt[:SHOWN]}…"
        context.note(f'the prompt "{start}" is too long for the model: its end was not read')
    return states


def encode_frames(step: Step, inputs: Sequence[Any], context: Context) -> Latents:
    """The latents of a clip or an image."""
    model = _model(step, context)
    source = inputs[0]
    frames = source.read(0, source.frames) if isinstance(source, Clip) else source[None]
    return model.encode_frames(frames, check_cancel=context.check)


def denoise(step: Step, inputs: Sequence[Any], context: Context) -> Latents:
    """The latents of one clip."""
    return denoise_together([step], [inputs], context)[0]


def denoise_together(
    steps: Sequence[Step], inputs: Sequence[Sequence[Any]], context: Context
) -> list[Latents]:
    """The latents of several clips that are sampled alike.

    When it is told that it is enough, what was begun stays as it looks after the present step. Raises ModelError when a
    result is not finite.
    """
    model = _model(steps[0], context)
    p = steps[0].params
    request = DenoiseRequest(
        tuple(
            _item(s.params, list(values), model.spec.time_stride)
            for s, values in zip(steps, inputs, strict=True)
        ),
        LatentShape(*p["shape"]),
        Fraction(p["rate"]),
        p["steps"],
        p["guidance"],
        p["shift"],
        p["solver"],
    )

    stopped: list[StepReport] = []

    def on_step(report: StepReport) -> bool:
        if not stopped:
            context.save_state(lambda: report.snapshot() | {"share": np.array(report.done / report.total)})
        else:
            context.note("what was not begun by then was made in few steps")
        context.progress(report.done / report.total, f"step {report.done} of {report.total}")
        context.preview(_preview_maker(model, report), report.done, report.total)
        context.check()
        if report.done == report.total or not context.enough():
            return False
        if not stopped:
            context.note(f"stopped after step {report.done} of {report.total}")
        context.stopped(report.done, report.total)
        stopped.append(report)
        return True

    found = model.denoise(request, on_step, check_cancel=context.check, resume=context.load_state())
    for latents in found:
        if not np.isfinite(latents).all():
            raise ModelError(
                "the model's numbers ran away", remedy="Lower the guidance, or change seed or steps"
            )
    return found


def decode(step: Step, inputs: Sequence[Any], context: Context) -> Clip:
    """The frames of latents, computed as they are read from the beginning on."""
    model = _model(step, context)
    latents: Latents = inputs[0]

    def frames() -> Iterator[Frames]:
        for piece in model.decode(latents):
            context.check()
            yield piece

    facts = step.facts
    return StreamClip(frames, facts.frames, facts.rate, facts.size)


def _model(step: Step, context: Context) -> VideoModel:
    model = context.model(step.params["model"])
    relief, note = RELIEFS[min(context.relief, len(RELIEFS) - 1)]
    model.relief = relief
    if note and step.op in ("denoise", "decode"):
        context.note(note)
    return model


def _item(p: Mapping[str, Any], values: list[Any], stride: int) -> DenoiseItem:
    """One clip of a request from a step's params and inputs (negative, overall, cards, conditions, source)."""
    texts: list[TextStates] = values[: p["texts"]]
    negative, whole, *cards = texts
    rest: list[Latents] = values[p["texts"] :]
    places = p["conditions"]
    conditions = [
        c
        for (frame, strength), latents in zip(places, rest, strict=False)
        for c in placed(latents, frame, strength, stride)
    ]
    source = rest[len(places)] if len(rest) > len(places) else None
    change, free = p.get("change", 1.0), p.get("free")
    changes = np.array(change, np.float32) if isinstance(change, list) else None
    if source is not None and free is not None:
        conditions.append(outside(source, *free))
    return DenoiseItem(
        seed=p["seed"],
        text=whole,
        negative=negative if negative.mask.any() else None,
        conditions=tuple(conditions),
        cards=tuple(
            Card(start, end, text, SOFT if soft else SHARP)
            for (start, end, soft), text in zip(p["cards"], cards, strict=True)
        ),
        source=source,
        change=change if changes is None else float(changes.max()),
        changes=changes,
    )


def _preview_maker(model: VideoModel, report: StepReport) -> Callable[[], NDArray[np.uint8] | None]:
    def make() -> NDArray[np.uint8] | None:
        estimate = report.estimates[0]
        return None if estimate is None else model.preview(estimate)

    return make
