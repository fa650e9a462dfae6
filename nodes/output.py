"""Where results leave the graph: Shot, which the timeline shows, Save Clip and Save Image.

They name the file only; the folder is the user's or `-o`, never the graph's.
"""

from collections.abc import Mapping

from engine import (
    Builder,
    ClipValue,
    FloatParam,
    Inputs,
    NameParam,
    NodeType,
    Port,
    PortType,
    Settled,
    Value,
    frames_in,
)

HOLD = FloatParam(
    name="hold",
    label="Hold",
    unit="s",
    help="How long an image is shown; a clip keeps its own duration.",
    default=2.0,
    low=0.05,
    high=60.0,
)


def _name() -> NameParam:
    return NameParam(
        name="name",
        label="File name",
        help="The name of the file without folder and ending; {stem}, {shot}, {take} and {seed} are filled in.",
        default="{stem}-{shot}-{take}",
        affects=False,
    )


def types() -> tuple[NodeType, ...]:
    """The node types of this family."""
    return (
        NodeType(
            id="shotloom.shot",
            label="Shot",
            category="Output",
            help="A place in the film: every render adds a take, and the timeline shows the one you picked.",
            synonyms=("scene", "take", "render", "timeline", "result", "output"),
            inputs=(
                Port(
                    "clip",
                    PortType.CLIP,
                    "Clip",
                    "The clip of this shot, or an image to hold.",
                    required=True,
                    also=(PortType.IMAGE,),
                ),
            ),
            outputs=(
                Port("clip", PortType.CLIP, "Clip", "The picked take, or what comes in while there is none."),
            ),
            params=(HOLD, _name()),
            sink=True,
            lower=_shot,
        ),
        NodeType(
            id="shotloom.save_clip",
            label="Save Clip",
            category="Output",
            help="Saves a clip as a file of its own, without a place in the film.",
            synonyms=("export", "write", "file", "video", "mp4", "gif", "output"),
            inputs=(Port("clip", PortType.CLIP, "Clip", "The clip to save.", required=True),),
            params=(_name(),),
            main="name",
            sink=True,
            lower=_save_clip,
        ),
        NodeType(
            id="shotloom.save_image",
            label="Save Image",
            category="Output",
            help="Saves an image as a file.",
            synonyms=("export", "write", "file", "picture", "png", "jpg", "output"),
            inputs=(Port("image", PortType.IMAGE, "Image", "The image to save.", required=True),),
            params=(_name(),),
            main="name",
            sink=True,
            lower=_save_image,
        ),
    )


def _shot(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, Value]:
    rate = build.settings.rate
    clip: ClipValue = build.as_clip(inputs["clip"], frames_in(params["hold"], rate), rate)
    build.deliver(clip, params["name"], "take")
    return {"clip": clip}


def _save_clip(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, Value]:
    build.deliver(inputs["clip"], params["name"])
    return {}


def _save_image(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, Value]:
    build.deliver(inputs["image"], params["name"])
    return {}
