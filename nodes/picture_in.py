"""Pictures that come from outside, and where they belong: Load Image, Load Clip, Condition."""

from collections.abc import Mapping
from fractions import Fraction

from engine import (
    Builder,
    ChoiceParam,
    ClipValue,
    ConditionValue,
    CurveParam,
    FloatParam,
    ImageValue,
    Inputs,
    IntParam,
    MediaParam,
    NodeType,
    Param,
    Port,
    PortType,
    Settled,
)
from nodes.sampling import number

STRENGTH = CurveParam(
    name="strength",
    label="Strength",
    unit="of 1",
    help="1 keeps the picture exactly, less lets the model move away from it. A clip's may change over its time.",
    default=1.0,
    low=0.0,
    high=1.0,
    step=0.05,
)


def moment_params(of: str, default_by: str) -> tuple[ChoiceParam, FloatParam, IntParam]:
    """The params that name a moment of a clip, by time or by frame; `of` says whose."""
    return (
        ChoiceParam(
            name="by",
            label="By",
            help=f"Whether the moment of {of} is given as a time or as a frame.",
            default=default_by,
            choices=("time", "frame"),
            labels={"time": "Time", "frame": "Frame"},
        ),
        FloatParam(
            name="time",
            label="Time",
            unit="s",
            help=f"The moment as a time from the start of {of}.",
            default=0.0,
            low=0.0,
            high=1200.0,
        ),
        IntParam(
            name="frame",
            label="Frame",
            unit="frames",
            help=f"The moment as a frame of {of}; 0 is the first, -1 the last.",
            default=0,
            low=-100_000,
            high=100_000,
        ),
    )


def types() -> tuple[NodeType, ...]:
    """The node types of this family."""
    moment = moment_params("the generated clip", "time")
    params: tuple[Param, ...] = (*moment, STRENGTH)
    return (
        NodeType(
            id="shotloom.load_image",
            label="Load Image",
            category="Picture in",
            help="Brings an image file into the graph.",
            synonyms=("picture", "photo", "open", "file", "import", "png", "jpg"),
            outputs=(Port("image", PortType.IMAGE, "Image", "The image."),),
            params=(MediaParam(name="media", label="File", help="The image file.", of="image"),),
            main="media",
            lower=_load_image,
        ),
        NodeType(
            id="shotloom.load_clip",
            label="Load Clip",
            category="Picture in",
            help="Brings a clip from a file into the graph, at its own size and rate.",
            synonyms=("video", "movie", "open", "file", "import", "footage", "mp4", "gif"),
            outputs=(Port("clip", PortType.CLIP, "Clip", "The clip."),),
            params=(MediaParam(name="media", label="File", help="The clip file.", of="clip"),),
            main="media",
            lower=_load_clip,
        ),
        NodeType(
            id="shotloom.condition",
            label="Condition",
            category="Picture in",
            help="Places an image or a clip at a moment of what is generated: as first frame, key frame or last frame.",
            synonyms=(
                "keyframe",
                "first frame",
                "last frame",
                "reference",
                "image to video",
                "start",
                "end",
                "guide",
            ),
            inputs=(
                Port(
                    "picture",
                    PortType.IMAGE,
                    "Picture",
                    "The image or clip to place.",
                    required=True,
                    also=(PortType.CLIP,),
                ),
                *(number(p) for p in params if p.name != "by"),
            ),
            outputs=(Port("condition", PortType.CONDITION, "Condition", "The placed picture."),),
            params=params,
            main="strength",
            lower=_condition,
        ),
    )


def _load_image(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ImageValue]:
    image = build.read(params["media"], "image", "media")
    assert isinstance(image, ImageValue)
    return {"image": image}


def _load_clip(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue]:
    clip = build.read(params["media"], "clip", "media")
    assert isinstance(clip, ClipValue)
    return {"clip": clip}


def _condition(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ConditionValue]:
    seconds = Fraction(params["time"]).limit_denominator(1_000_000)
    frame = params["frame"] if params["by"] == "frame" else None
    return {"condition": ConditionValue(inputs["picture"], seconds, frame, params["strength"].plain)}
