"""Clips made anew: Remix changes the whole clip, Retake a range of it."""

from collections.abc import Mapping
from fractions import Fraction

from engine import (
    Builder,
    ClipValue,
    CurveParam,
    FloatParam,
    Inputs,
    NodeType,
    Port,
    PortType,
    Settled,
    StoryboardValue,
    remixed,
    retaken,
)
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

LONGEST = 60
"""Seconds of a clip that Remix takes: all of it goes through the model."""
OWN = text_param(
    "Prompt", "What should be seen instead: the prompt if nothing is linked, else added to what is linked."
)


CHANGE = "0 keeps what was there, 1 forgets it; in between, layout and motion stay and the look changes."
REMIX = CurveParam(
    name="change",
    label="Change",
    unit="of 1",
    help=f"{CHANGE} It may change over the clip's time.",
    default=0.6,
    low=0.0,
    high=1.0,
    step=0.05,
)
RETAKE = FloatParam(
    name="change", label="Change", unit="of 1", help=CHANGE, default=1.0, low=0.0, high=1.0, step=0.05
)


def _moment(name: str, label: str, default: float, help_: str) -> FloatParam:
    return FloatParam(name=name, label=label, unit="s", help=help_, default=default, low=0.0, high=1200.0)


def types() -> tuple[NodeType, ...]:
    """The node types of this family."""
    start = _moment(
        "start", "From", 0.0, "Where the new part begins; it grows outwards to whole latent frames."
    )
    stop = _moment("stop", "To", 0.5, "Where the new part ends; what lies outside stays exactly as it was.")
    return (
        NodeType(
            id="shotloom.remix",
            label="Remix",
            category="Generate",
            help="Makes a clip anew from the old one and a prompt: another look, place or actor in the same movement.",
            synonyms=("video to video", "restyle", "style transfer", "img2img", "vary", "redo"),
            inputs=(
                Port("clip", PortType.CLIP, "Clip", "The clip to start from.", required=True),
                prompt_port(),
                MODEL,
                SEED,
                number(REMIX),
            ),
            outputs=(Port("clip", PortType.CLIP, "Clip", "The new clip, at the model's own size and rate."),),
            params=(OWN, REMIX, *sampling_params()),
            main="change",
            lower=_remix,
        ),
        NodeType(
            id="shotloom.retake",
            label="Retake",
            category="Generate",
            help="Makes a range of a clip anew so that it joins what comes before and after.",
            synonyms=("inpaint", "fix", "replace", "repair", "redo part", "range"),
            inputs=(
                Port("clip", PortType.CLIP, "Clip", "The clip to mend.", required=True),
                prompt_port(storyboard=False),
                MODEL,
                SEED,
                number(start),
                number(stop),
                number(RETAKE),
            ),
            outputs=(Port("clip", PortType.CLIP, "Clip", "The whole clip with the new range in it."),),
            params=(OWN, start, stop, RETAKE, *sampling_params()),
            main="start",
            lower=_retake,
        ),
    )


def _remix(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue]:
    clip: ClipValue = inputs["clip"]
    if clip.facts.duration > LONGEST:
        build.refuse(
            f"it takes clips of up to {LONGEST} s",
            port="clip",
            value=f"{float(clip.facts.duration):g} s",
            remedy="Trim the clip first, or use Retake for a part of it",
        )
    model = chosen_model(inputs, build)
    prompt = chosen_prompt(inputs, params, build)
    if isinstance(prompt, StoryboardValue) and any(card.picture for card in prompt.cards):
        remedy = "Use Generate where cards should show pictures"
        build.note("the storyboard's pictures have no place in a remix", port="prompt", remedy=remedy)
    change = params["change"].plain
    return {"clip": remixed(build, model, prompt, clip, change, sampling_of(params, model.spec))}


def _retake(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue]:
    clip: ClipValue = inputs["clip"]
    start, stop = (Fraction(params[name]).limit_denominator(1_000_000) for name in ("start", "stop"))
    length = clip.facts.duration
    if start >= length:
        remedy = f"Choose a time before {float(length):g} s"
        build.refuse(
            "the range begins after the clip's end", port="start", value=params["start"], remedy=remedy
        )
    if stop <= start:
        remedy = "Choose a later time than the range begins"
        build.refuse("the range ends before it begins", port="stop", value=params["stop"], remedy=remedy)
    model = chosen_model(inputs, build)
    prompt = chosen_prompt(inputs, params, build)
    change, sampling = params["change"], sampling_of(params, model.spec)
    return {"clip": retaken(build, model, prompt, clip, start, min(stop, length), change, sampling)}
