"""From the model's own size and rate to a watchable picture: Upscale, Interpolate and Finish."""

from collections.abc import Mapping

from engine import (
    BoolParam,
    Builder,
    ChoiceParam,
    ClipValue,
    ImageValue,
    Inputs,
    NodeType,
    Port,
    PortType,
    RateParam,
    Settled,
    Size,
    SizeParam,
)
from nodes.frame import PICTURE_IN, PICTURE_OUT, fit_param

TIMES = {"2": "2×", "3": "3×", "4": "4×"}


def _method() -> ChoiceParam:
    return ChoiceParam(
        name="method",
        label="Method",
        help="Detail invents clean edges and textures; Lanczos only enlarges, softly and fast.",
        default="detail",
        choices=("detail", "lanczos"),
        labels={"detail": "Detail", "lanczos": "Lanczos"},
    )


def _tiles() -> BoolParam:
    return BoolParam(
        name="tiles",
        label="Small tiles",
        help="Upscale in the smallest pieces: needs least memory and takes longer. Otherwise pieces get smaller only "
        "when memory runs out.",
        default=False,
    )


def types() -> tuple[NodeType, ...]:
    """The node types of this family."""
    return (
        NodeType(
            id="shotloom.upscale",
            label="Upscale",
            category="Finish",
            help="Makes a clip or image two, three or four times as large.",
            synonyms=("enlarge", "super resolution", "esrgan", "bigger", "sharpen", "hd"),
            inputs=(PICTURE_IN,),
            outputs=(PICTURE_OUT,),
            params=(
                ChoiceParam(
                    name="factor",
                    label="Factor",
                    unit="×",
                    help="How many times as wide and high the picture becomes.",
                    default="4",
                    choices=tuple(TIMES),
                    labels=TIMES,
                ),
                _method(),
                _tiles(),
            ),
            main="factor",
            lower=_upscale,
        ),
        NodeType(
            id="shotloom.interpolate",
            label="Interpolate",
            category="Finish",
            help="Computes frames in between along the motion: the same duration at two or four times the rate.",
            synonyms=("smooth", "frame rate", "fps", "tween", "in-between", "optical flow"),
            inputs=(Port("clip", PortType.CLIP, "Clip", "The clip to smooth.", required=True),),
            outputs=(Port("clip", PortType.CLIP, "Clip", "The clip at the higher rate."),),
            params=(
                ChoiceParam(
                    name="factor",
                    label="Rate",
                    unit="×",
                    help="How many times as many frames per second the clip gets.",
                    default="2",
                    choices=("2", "4"),
                    labels={"2": "2×", "4": "4×"},
                ),
            ),
            main="factor",
            lower=_interpolate,
        ),
        NodeType(
            id="shotloom.finish",
            label="Finish",
            category="Finish",
            help="Brings a clip to the document's size and rate in one go: upscale, smooth the motion, fit.",
            synonyms=("master", "final", "delivery", "upscale", "quality", "full size"),
            inputs=(Port("clip", PortType.CLIP, "Clip", "The clip to finish.", required=True),),
            outputs=(Port("clip", PortType.CLIP, "Clip", "The clip at full size and rate."),),
            params=(
                ChoiceParam(
                    name="scale",
                    label="Upscale",
                    unit="×",
                    help="How much is upscaled before the picture is fitted; automatic takes what the size needs.",
                    default="auto",
                    choices=("auto", "1", *TIMES),
                    labels={"auto": "Automatic", "1": "None", **TIMES},
                ),
                _method(),
                _tiles(),
                BoolParam(
                    name="smooth",
                    label="Smooth",
                    help="Compute frames in between where the rate rises; otherwise frames are shown longer.",
                    default=True,
                ),
                SizeParam(name="size", label="Size", help="The final size; empty takes the document's."),
                RateParam(name="rate", label="Rate", help="The final rate; empty takes the document's."),
                fit_param(),
            ),
            main="scale",
            lower=_finish,
        ),
    )


def _upscale(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue | ImageValue]:
    picture: ClipValue | ImageValue = inputs["picture"]
    return {"picture": build.upscale(picture, int(params["factor"]), params["method"], tiles=params["tiles"])}


def _interpolate(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue]:
    return {"clip": build.interpolate(inputs["clip"], int(params["factor"]))}


def _finish(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue]:
    clip: ClipValue = inputs["clip"]
    size: Size = params["size"] or build.settings.size
    rate = params["rate"] or build.settings.rate
    scale = _needed(clip.facts.size, size) if params["scale"] == "auto" else int(params["scale"])
    if scale > 1:
        clip = build.upscale(clip, scale, params["method"], tiles=params["tiles"])
    clip = build.smooth(clip, rate) if params["smooth"] else build.retime(clip, rate)
    return {"clip": build.resize(clip, size, params["fit"])}


def _needed(have: Size, wanted: Size) -> int:
    """The smallest of 1 to 4 that covers a size; 4 where none does."""
    covers = (k for k in (1, 2, 3) if have.width * k >= wanted.width and have.height * k >= wanted.height)
    return next(covers, 4)
