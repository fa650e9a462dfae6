"""Where new frames come from: Model, Generate and Still."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil

from engine import (
    Builder,
    ClipValue,
    ConditionValue,
    FloatParam,
    ImageValue,
    Inputs,
    ModelParam,
    ModelValue,
    NodeType,
    Port,
    PortType,
    RateParam,
    Settled,
    SizeParam,
    StoryboardValue,
    TextValue,
    Value,
    frames_in,
    generate,
)
from nodes.sampling import (
    BUILT_IN,
    CONDITIONS,
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

DURATION = FloatParam(
    name="duration",
    label="Duration",
    unit="s",
    help="How long the clip is; a storyboard brings its own duration.",
    default=1.4,
    low=0.05,
    high=60.0,
)
SIZE = SizeParam(
    name="size",
    label="Shape",
    help="The shape of the picture as a width and height. The model works at its own size of this shape; a Finish node "
    "brings it to full size. Empty takes the document's.",
)
OVERALL = text_param(
    "Overall prompt",
    "Words of this node's own: the prompt if nothing is linked, else added to what is linked.",
)


def types() -> tuple[NodeType, ...]:
    """The node types of this family."""
    return (
        NodeType(
            id="shotloom.model",
            label="Model",
            category="Generate",
            help="Chooses the model that makes the frames: the built-in one, or weights from the model folders.",
            synonyms=("checkpoint", "weights", "network", "wan", "safetensors"),
            outputs=(Port("model", PortType.MODEL, "Model", "The model."),),
            params=(
                ModelParam(
                    name="model",
                    label="Model",
                    help="A name that the list of models shows.",
                    default=BUILT_IN,
                ),
            ),
            main="model",
            lower=_model,
        ),
        NodeType(
            id="shotloom.generate",
            label="Generate",
            category="Generate",
            help="Makes a clip from a prompt or a storyboard, and from pictures that are placed in it.",
            synonyms=(
                "text to video",
                "image to video",
                "sample",
                "create",
                "render",
                "diffusion",
                "sampler",
            ),
            inputs=(prompt_port(), MODEL, CONDITIONS, SEED, number(DURATION)),
            outputs=(Port("clip", PortType.CLIP, "Clip", "The new clip, at the model's own size."),),
            params=(
                OVERALL,
                DURATION,
                SIZE,
                RateParam(
                    name="rate",
                    label="Rate",
                    help="Frames per second of the clip. Empty takes the model's own; for other rates frames are "
                    "computed in between.",
                    from_model=True,
                ),
                *sampling_params(),
            ),
            main="duration",
            lower=_generate,
        ),
        NodeType(
            id="shotloom.still",
            label="Still",
            category="Generate",
            help="Makes a single image from a prompt, for a first frame, a storyboard card or a title card.",
            synonyms=("image", "picture", "text to image", "keyframe", "photo"),
            inputs=(prompt_port(storyboard=False), MODEL, CONDITIONS, SEED),
            outputs=(Port("image", PortType.IMAGE, "Image", "The new image, at the model's own size."),),
            params=(OVERALL, SIZE, *sampling_params()),
            main="text",
            lower=_still,
        ),
    )


def _model(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ModelValue]:
    return {"model": build.model(params["model"])}


def _generate(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ClipValue]:
    model = chosen_model(inputs, build)
    prompt = chosen_prompt(inputs, params, build)
    _warn_if_silent(inputs, prompt, build)
    overall = params["text"] if isinstance(prompt, StoryboardValue) else ""
    native = model.spec.native_rate
    rate: Fraction = params["rate"] or native
    seconds = prompt.duration if isinstance(prompt, StoryboardValue) else params["duration"]
    frames = frames_in(seconds, rate)
    made = frames if rate == native else max(1, ceil(frames * native / rate))
    clip = generate(
        build,
        model,
        prompt,
        made,
        params["size"] or build.settings.size,
        native,
        sampling_of(params, model.spec),
        _timed(inputs.all("conditions"), frames, rate, build),
        overall,
    )
    return {"clip": build.trim(build.smooth(clip, rate), 0, frames)}


def _warn_if_silent(inputs: Inputs, prompt: TextValue | StoryboardValue, build: Builder) -> None:
    """A note where neither words nor pictures say what should be seen."""
    words = (
        [prompt.prompt]
        if isinstance(prompt, TextValue)
        else [prompt.overall, *(c.prompt for c in prompt.cards)]
    )
    if not any(words) and "conditions" not in inputs:
        build.note("nothing says what should be seen", port="prompt", remedy="Write a prompt, or link one")


def _timed(conditions: Sequence[Value], frames: int, rate: Fraction, build: Builder) -> list[ConditionValue]:
    """Conditions with frames of the finished clip turned into times, which hold at the model's rate too."""
    found = []
    for condition in conditions:
        assert isinstance(condition, ConditionValue)
        if condition.frame is not None:
            if not -frames <= condition.frame < frames:
                build.refuse(
                    f"a condition lies outside the clip, which has {frames} frames",
                    port="conditions",
                    value=condition.frame,
                    remedy="Move the condition, or make the clip longer",
                )
            frame = condition.frame % frames
            condition = replace(condition, seconds=frame / rate, frame=None)
        found.append(condition)
    return found


def _still(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, ImageValue]:
    model = chosen_model(inputs, build)
    prompt = chosen_prompt(inputs, params, build)
    assert isinstance(prompt, TextValue)
    _warn_if_silent(inputs, prompt, build)
    clip = generate(
        build,
        model,
        prompt,
        1,
        params["size"] or build.settings.size,
        model.spec.native_rate,
        sampling_of(params, model.spec),
        _timed(inputs.all("conditions"), 1, model.spec.native_rate, build),
    )
    return {"image": build.grab(clip, 0)}
