"""Longer clips: Extend Clip, Connect and Loop. Source frames pass through untouched."""

from collections.abc import Mapping

from engine import (
    Builder,
    ChoiceParam,
    ClipValue,
    FloatParam,
    Inputs,
    NodeType,
    Port,
    PortType,
    Settled,
    aspect_distance,
    between,
    kept_beside,
)
from nodes.edit import SAME_ASPECT
from nodes.sampling import (
    MODEL,
    SEED,
    chosen_model,
    chosen_prompt,
    number,
    prompt_port,
    sampling_of,
    sampling_params,
    text_param,
)

OWN = text_param(
    "Prompt", "What the new part should show: the prompt if nothing is linked, else added to what is linked."
)

WHOLE, NEW = "whole", "new"
RESULT = ChoiceParam(
    name="result",
    label="Result",
    help="What comes out: all of the source with the new part, or the new part with half a second of what it joins.",
    default=WHOLE,
    choices=(WHOLE, NEW),
    labels={WHOLE: "Source and New Part", NEW: "New Part"},
)


def _seconds(default: float, help_: str) -> FloatParam:
    return FloatParam(
        name="seconds", label="Seconds", unit="s", help=help_, default=default, low=0.05, high=60.0
    )


def types() -> tuple[NodeType, ...]:
    """The node types of this family."""
    # A round second, although at 12/s the built-in model makes it in two windows and only 0.67 s in one: artists think
    # in seconds, windows are each model's own, and a shorter context, which would fit, made no better joins.
    more = _seconds(1.0, "How long the new part is, on each side.")
    # 1.25 s are 15 frames at 12/s, which with 9 of context before them end where a latent frame ends: no frame is made
    # that is not shown.
    bridge = _seconds(1.25, "How long the new part is.")
    clip_out = Port(
        "clip", PortType.CLIP, "Clip", "Source and new part, or the new part, at the source's size and rate."
    )
    shared = (prompt_port(storyboard=False), MODEL, SEED)
    return (
        NodeType(
            id="shotloom.extend_clip",
            label="Extend Clip",
            category="Generate",
            help="Continues a clip past its end, leads up to its beginning, or both.",
            synonyms=("continue", "longer", "forward", "backward", "prolong", "jump to", "next"),
            inputs=(
                Port("clip", PortType.CLIP, "Clip", "The clip to extend.", required=True),
                *shared,
                number(more),
            ),
            outputs=(clip_out,),
            params=(
                OWN,
                ChoiceParam(
                    name="direction",
                    label="Direction",
                    help="Whether the new part comes after the clip, before it, or on both sides.",
                    default="forward",
                    choices=("forward", "backward", "both"),
                    labels={"forward": "After", "backward": "Before", "both": "Both"},
                ),
                more,
                RESULT,
                *sampling_params(),
            ),
            main="seconds",
            lower=_extend,
        ),
        NodeType(
            id="shotloom.connect",
            label="Connect",
            category="Generate",
            help="Makes a bridge that leads from one clip to another, and returns all three in a row.",
            synonyms=("bridge", "transition", "morph", "join", "between", "in-between"),
            inputs=(
                Port("first", PortType.CLIP, "First", "The clip that comes first.", required=True),
                Port(
                    "second",
                    PortType.CLIP,
                    "Second",
                    "The clip that it leads to; brought to the size and rate of the first.",
                    required=True,
                ),
                *shared,
                number(bridge),
            ),
            outputs=(clip_out,),
            params=(OWN, bridge, RESULT, *sampling_params()),
            main="seconds",
            lower=_connect,
        ),
        NodeType(
            id="shotloom.loop",
            label="Loop",
            category="Generate",
            help="Makes a bridge from a clip's end back to its beginning, so that it can play for ever.",
            synonyms=("repeat", "endless", "cycle", "seamless", "gif"),
            inputs=(
                Port("clip", PortType.CLIP, "Clip", "The clip to close.", required=True),
                *shared,
                number(bridge),
            ),
            outputs=(clip_out,),
            params=(OWN, bridge, RESULT, *sampling_params()),
            main="seconds",
            lower=_loop,
        ),
    )


def _new(
    inputs: Inputs,
    params: Settled,
    build: Builder,
    like: ClipValue,
    before: ClipValue | None,
    after: ClipValue | None,
) -> ClipValue:
    model = chosen_model(inputs, build)
    prompt = chosen_prompt(inputs, params, build)
    return between(
        build, model, prompt, params["seconds"], like, sampling_of(params, model.spec), before, after
    )


def _beside(params: Settled, build: Builder, clip: ClipValue, *, last: bool) -> ClipValue:
    """What of a source stands beside the new part: all of it, or its last or first frames."""
    frames = clip.facts.frames
    if params["result"] == WHOLE:
        return clip
    kept = kept_beside(frames, clip.facts.rate)
    return build.trim(clip, frames - kept, frames) if last else build.trim(clip, 0, kept)


def _extend(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue]:
    clip: ClipValue = inputs["clip"]
    direction = params["direction"]
    # Between two new parts all of the source is wanted.
    parts = [clip if direction == "both" else _beside(params, build, clip, last=direction == "forward")]
    if direction in ("backward", "both"):
        parts.insert(0, _new(inputs, params, build, clip, None, clip))
    if direction in ("forward", "both"):
        parts.append(_new(inputs, params, build, clip, clip, None))
    return {"clip": build.concat(*parts)}


def _connect(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue]:
    first: ClipValue = inputs["first"]
    second: ClipValue = inputs["second"]
    if aspect_distance(second.facts.size, first.facts.size) > SAME_ASPECT:
        remedy = "Crop it yourself to choose what is cut off"
        build.note("the clip has another shape: its edges are cut off", port="second", remedy=remedy)
    second = build.conform(second, first.facts.rate, first.facts.size)
    bridge = _new(inputs, params, build, first, first, second)
    before = _beside(params, build, first, last=True)
    return {"clip": build.concat(before, bridge, _beside(params, build, second, last=False))}


def _loop(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue]:
    clip: ClipValue = inputs["clip"]
    parts = [_beside(params, build, clip, last=True), _new(inputs, params, build, clip, clip, clip)]
    if params["result"] == NEW:
        parts.append(_beside(params, build, clip, last=False))
    return {"clip": build.concat(*parts)}
