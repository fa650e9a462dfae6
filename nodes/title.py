"""Words on the picture: Title. Drawn in a bundled typeface, so that it looks the same on every machine."""

from collections.abc import Mapping

from engine import (
    Builder,
    ChoiceParam,
    ClipValue,
    ColourParam,
    FloatParam,
    Inputs,
    NodeType,
    Port,
    PortType,
    Settled,
    TextParam,
    frames_in,
)

PLACES = {
    "top": "Top",
    "centre": "Centre",
    "bottom": "Bottom",
    "top-left": "Top left",
    "top-right": "Top right",
    "bottom-left": "Bottom left",
    "bottom-right": "Bottom right",
}
LONGEST = 400


def _seconds(name: str, label: str, default: float, help_: str) -> FloatParam:
    return FloatParam(name=name, label=label, unit="s", help=help_, default=default, low=0.0, high=1200.0)


def types() -> tuple[NodeType, ...]:
    """The node types of this family."""
    return (
        NodeType(
            id="shotloom.title",
            label="Title",
            category="Edit",
            help="Writes text over a clip, fading in and out. Best after Finish, where letters are sharp.",
            synonyms=("text", "caption", "subtitle", "credits", "name", "overlay", "font"),
            inputs=(Port("clip", PortType.CLIP, "Clip", "The clip to write on.", required=True),),
            outputs=(Port("clip", PortType.CLIP, "Clip", "The clip with the title."),),
            params=(
                TextParam(
                    name="text",
                    label="Text",
                    help="The words; a new line starts a new line.",
                    default="Title",
                    lines=True,
                    longest=LONGEST,
                ),
                ChoiceParam(
                    name="position",
                    label="Position",
                    help="Where the text stands, inside the safe margin.",
                    default="centre",
                    choices=tuple(PLACES),
                    labels=PLACES,
                ),
                FloatParam(
                    name="size",
                    label="Size",
                    unit="% of height",
                    help="The height of a line of text as a part of the picture's height.",
                    default=12.0,
                    low=2.0,
                    high=50.0,
                    step=1.0,
                ),
                ChoiceParam(
                    name="weight",
                    label="Weight",
                    help="How bold the letters are.",
                    default="semibold",
                    choices=("regular", "semibold"),
                    labels={"regular": "Regular", "semibold": "Semibold"},
                ),
                ColourParam(
                    name="colour", label="Colour", help="The colour of the letters.", default="#ffffff"
                ),
                FloatParam(
                    name="opacity",
                    label="Opacity",
                    unit="of 1",
                    help="How much of the picture the letters cover: 1 all, 0 nothing.",
                    default=1.0,
                    low=0.0,
                    high=1.0,
                    step=0.05,
                ),
                _seconds("start", "From", 0.0, "When the title begins to appear."),
                _seconds("stop", "To", 0.0, "When the title has gone; 0 is the clip's end."),
                _seconds("fade_in", "Fade in", 0.4, "How long the title takes to appear."),
                _seconds("fade_out", "Fade out", 0.4, "How long the title takes to go."),
            ),
            main="text",
            lower=_title,
        ),
    )


def _title(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue]:
    clip: ClipValue = inputs["clip"]
    facts = clip.facts
    if not params["text"].strip() or not params["opacity"]:
        build.note("there is nothing to write", port="text", remedy="Give it a text, or remove the node")
        return {"clip": clip}
    start = build.frame_of(clip, params["start"])
    stop = build.frame_of(clip, params["stop"]) if params["stop"] else facts.frames
    if start >= facts.frames:
        build.refuse(
            f"the title begins after the clip's end, which is at {float(facts.duration):g} s",
            port="start",
            value=params["start"],
            remedy="Let it begin earlier",
        )
    if stop <= start:
        build.refuse(
            "the title is gone before it begins",
            port="stop",
            value=params["stop"],
            remedy="Choose a later end, or 0 for the clip's end",
        )
    fades = [frames_in(params[n], facts.rate) if params[n] else 0 for n in ("fade_in", "fade_out")]
    if sum(fades) > stop - start:
        # Both fades share what time there is, in proportion.
        fades[0] = fades[0] * (stop - start) // sum(fades)
        fades[1] = stop - start - fades[0]
    written = build.clip(
        "title",
        (clip,),
        facts.frames,
        facts.rate,
        facts.size,
        text=params["text"],
        position=params["position"],
        size=params["size"] / 100,
        weight=params["weight"],
        colour=params["colour"],
        opacity=params["opacity"],
        start=start,
        stop=stop,
        fade_in=fades[0],
        fade_out=fades[1],
    )
    return {"clip": written}
