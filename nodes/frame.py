"""Editing in space, and single frames: Resize, Crop, Frame."""

from collections.abc import Mapping

from engine import (
    Builder,
    ChoiceParam,
    ClipValue,
    FloatParam,
    ImageValue,
    Inputs,
    NodeType,
    Port,
    PortType,
    Settled,
    Size,
    SizeParam,
    even_crop,
)
from nodes.picture_in import moment_params
from nodes.sampling import number

FITS = {"fill": "Fill (cut edges off)", "fit": "Fit (black bars)", "stretch": "Stretch"}
PICTURE_IN = Port(
    "picture", PortType.CLIP, "Picture", "The clip or image to change.", required=True, also=(PortType.IMAGE,)
)
PICTURE_OUT = Port("picture", PortType.CLIP, "Picture", "The changed clip or image.", also=(PortType.IMAGE,))


def fit_param() -> ChoiceParam:
    """How a picture of another shape is brought into a size."""
    return ChoiceParam(
        name="fit",
        label="Fit",
        help="What happens where the shapes differ: cut edges off, add black bars, or stretch.",
        default="fill",
        choices=tuple(FITS),
        labels=FITS,
    )


def _place(name: str, label: str, help_: str) -> FloatParam:
    return FloatParam(
        name=name, label=label, unit="of 1", help=help_, default=0.5, low=0.0, high=1.0, step=0.05
    )


def types() -> tuple[NodeType, ...]:
    """The node types of this family."""
    across = _place("across", "Across", "Where the crop lies from left (0) to right (1).")
    down = _place("down", "Down", "Where the crop lies from top (0) to bottom (1).")
    return (
        NodeType(
            id="shotloom.resize",
            label="Resize",
            category="Edit",
            help="Brings a clip or image to a size by plain scaling. For more detail use Upscale or Finish.",
            synonyms=("scale", "size", "shrink", "letterbox", "fit", "resolution"),
            inputs=(PICTURE_IN,),
            outputs=(PICTURE_OUT,),
            params=(
                SizeParam(name="size", label="Size", help="The new size; empty takes the document's."),
                fit_param(),
            ),
            main="size",
            lower=_resize,
        ),
        NodeType(
            id="shotloom.crop",
            label="Crop",
            category="Edit",
            help="Cuts a rectangle out of a clip or image.",
            synonyms=("cut", "frame", "zoom", "aspect", "trim edges"),
            inputs=(PICTURE_IN, number(across), number(down)),
            outputs=(PICTURE_OUT,),
            params=(
                SizeParam(
                    name="size",
                    label="Size",
                    help="The size of the rectangle; empty takes the largest one of the document's shape.",
                ),
                across,
                down,
            ),
            main="size",
            lower=_crop,
        ),
        NodeType(
            id="shotloom.frame",
            label="Frame",
            category="Edit",
            help="Takes one frame of a clip as an image.",
            synonyms=("grab", "still", "freeze", "screenshot", "first frame", "last frame", "extract"),
            inputs=(
                Port("clip", PortType.CLIP, "Clip", "The clip to take a frame of.", required=True),
                *(number(p) for p in moment_params("the clip", "frame")[1:]),
            ),
            outputs=(Port("image", PortType.IMAGE, "Image", "The frame."),),
            params=moment_params("the clip", "frame"),
            main="frame",
            lower=_frame,
        ),
    )


def _resize(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue | ImageValue]:
    picture: ClipValue | ImageValue = inputs["picture"]
    return {"picture": build.resize(picture, params["size"] or build.settings.size, params["fit"])}


def _crop(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue | ImageValue]:
    picture: ClipValue | ImageValue = inputs["picture"]
    have = picture.facts.size
    size: Size = params["size"] or even_crop(have, build.settings.size)
    if size.width > have.width or size.height > have.height:
        build.refuse(
            f"the crop does not lie inside {have}",
            port="size",
            value=str(size),
            remedy="Choose a smaller size, or resize the picture first",
        )
    left = round((have.width - size.width) * params["across"])
    top = round((have.height - size.height) * params["down"])
    return {"picture": build.crop(picture, size, left, top)}


def _frame(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ImageValue]:
    clip: ClipValue = inputs["clip"]
    if params["by"] == "frame":
        return {"image": build.grab(clip, params["frame"])}
    if params["time"] >= clip.facts.duration:
        build.refuse(
            f"the clip is {float(clip.facts.duration):g} s long",
            port="time",
            value=params["time"],
            remedy="Choose a time inside it",
        )
    return {"image": build.grab(clip, min(build.frame_of(clip, params["time"]), clip.facts.frames - 1))}
