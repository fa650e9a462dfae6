"""Editing in time: Trim, Concatenate, Speed and Reverse. Everything here shows source frames exactly."""

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce

from engine import (
    BoolParam,
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
)
from nodes.sampling import number

SAME_ASPECT = 0.03
"""Aspects closer than 3 % are taken for the same."""

START = FloatParam(
    name="start", label="In", unit="s", help="The first moment that stays.", default=0.0, low=0.0, high=1200.0
)
STOP = FloatParam(
    name="stop",
    label="Out",
    unit="s",
    help="Where the clip ends; 0 leaves the end as it is.",
    default=0.0,
    low=0.0,
    high=1200.0,
)
OVERLAP = FloatParam(
    name="seconds",
    label="Dissolve",
    unit="s",
    help="How long two clips overlap in a cross-dissolve.",
    default=0.5,
    low=0.05,
    high=10.0,
)
FACTOR = FloatParam(
    name="factor",
    label="Speed",
    unit="×",
    help="How fast the clip plays: 2 is twice as fast, 0.5 is slow motion.",
    default=1.0,
    low=0.1,
    high=10.0,
)


def types() -> tuple[NodeType, ...]:
    """The node types of this family."""
    clip_in = Port("clip", PortType.CLIP, "Clip", "The clip to edit.", required=True)
    clip_out = Port("clip", PortType.CLIP, "Clip", "The edited clip.")
    return (
        NodeType(
            id="shotloom.trim",
            label="Trim",
            category="Edit",
            help="Keeps a part of a clip, from its in point to its out point.",
            synonyms=("cut", "shorten", "slice", "in point", "out point", "range"),
            inputs=(clip_in, number(START), number(STOP)),
            outputs=(clip_out,),
            params=(START, STOP),
            main="stop",
            lower=_trim,
        ),
        NodeType(
            id="shotloom.concatenate",
            label="Concatenate",
            category="Edit",
            help="Puts clips one after the other, by cut or by cross-dissolve. The first sets the size and rate.",
            synonyms=("join", "append", "sequence", "merge", "crossfade", "dissolve", "edit"),
            inputs=(
                Port("clips", PortType.CLIP, "Clips", "The clips, in order.", required=True, multiple=True),
                number(OVERLAP),
            ),
            outputs=(clip_out,),
            params=(
                ChoiceParam(
                    name="join",
                    label="Join",
                    help="How one clip goes over into the next.",
                    default="cut",
                    choices=("cut", "dissolve"),
                    labels={"cut": "Cut", "dissolve": "Cross-dissolve"},
                ),
                OVERLAP,
            ),
            main="join",
            lower=_concatenate,
        ),
        NodeType(
            id="shotloom.speed",
            label="Speed",
            category="Edit",
            help="Plays a clip faster or slower at the same rate.",
            synonyms=("slow motion", "fast", "retime", "time", "tempo"),
            inputs=(clip_in, number(FACTOR)),
            outputs=(clip_out,),
            params=(
                FACTOR,
                BoolParam(
                    name="smooth",
                    label="Smooth",
                    help="In slow motion, compute frames in between instead of showing frames twice.",
                    default=True,
                ),
            ),
            main="factor",
            lower=_speed,
        ),
        NodeType(
            id="shotloom.reverse",
            label="Reverse",
            category="Edit",
            help="Plays a clip backwards.",
            synonyms=("backwards", "rewind", "flip time"),
            inputs=(clip_in,),
            outputs=(clip_out,),
            lower=_reverse,
        ),
    )


def _trim(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue]:
    clip: ClipValue = inputs["clip"]
    seconds = float(clip.facts.duration)
    start = build.frame_of(clip, params["start"])
    stop = build.frame_of(clip, params["stop"]) if params["stop"] else clip.facts.frames
    if start >= clip.facts.frames:
        build.refuse(
            f"nothing is left: the clip is {seconds:g} s long",
            port="start",
            value=params["start"],
            remedy="Choose an earlier in point",
        )
    if stop <= start:
        build.refuse(
            "the out point does not come after the in point",
            port="stop",
            value=params["stop"],
            remedy="Choose a later out point, or 0 for the clip's end",
        )
    if params["stop"] > seconds:
        what = f"the out point lies past the end: the clip is {seconds:g} s long"
        build.note(what, port="stop", value=params["stop"])
    return {"clip": build.trim(clip, start, stop)}


def _concatenate(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue]:
    first, *rest = inputs.all("clips")
    assert isinstance(first, ClipValue)
    clips = [first]
    for place, clip in enumerate(rest, 2):
        assert isinstance(clip, ClipValue)
        if aspect_distance(clip.facts.size, first.facts.size) > SAME_ASPECT:
            remedy = "Crop it yourself to choose what is cut off"
            build.note(f"clip {place} has another shape: its edges are cut off", port="clips", remedy=remedy)
        clips.append(build.conform(clip, first.facts.rate, first.facts.size))
    if params["join"] == "cut":
        return {"clip": build.concat(*clips)}
    overlap = build.frames_of(first, params["seconds"])
    shortest = min(clip.facts.frames for clip in clips)
    # A clip in the middle dissolves on both sides.
    if len(clips) > 1 and overlap * (2 if len(clips) > 2 else 1) >= shortest:
        build.refuse(
            "the cross-dissolves are longer than a clip",
            port="seconds",
            value=params["seconds"],
            remedy="Make them shorter, or the clips longer",
        )
    return {"clip": reduce(lambda a, b: build.dissolve(a, b, overlap), clips)}


def _speed(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue]:
    clip: ClipValue = inputs["clip"]
    speed = Fraction(params["factor"]).limit_denominator(1000)
    dense = clip
    if params["smooth"]:
        factor = next((f for f in (1, 2, 4) if f * speed >= 1), 4)
        dense = build.interpolate(clip, factor) if factor > 1 else clip
    return {"clip": build.retime(dense, clip.facts.rate, speed=speed)}


def _reverse(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue]:
    return {"clip": build.reverse(inputs["clip"])}
