"""What every generating node shares: prompt, model and number inputs, and the params that steer the model.

Used by the families that generate (`generate`, `extend`, `remake`); holds no node type of its own.
"""

from engine import (
    Builder,
    ChoiceParam,
    FloatParam,
    Inputs,
    IntParam,
    ModelSpec,
    ModelValue,
    Param,
    Port,
    PortType,
    Sampling,
    SeedParam,
    Settled,
    StoryboardValue,
    TextParam,
    TextValue,
    joined,
)
from nodes.styles import DOCUMENT, styled

BUILT_IN = "built-in"

MODEL = Port(
    "model",
    PortType.MODEL,
    "Model",
    "The model that makes the frames; the built-in one if nothing is linked.",
)
SEED = Port("seed", PortType.NUMBER, "Seed", "A number that overrides the seed.", param="seed")
CONDITIONS = Port(
    "conditions",
    PortType.CONDITION,
    "Conditions",
    "Pictures to keep at chosen times: first frame, key frames, last frame.",
    multiple=True,
)


def prompt_port(storyboard: bool = True) -> Port:
    """The input for what should be seen: text, or cards in time."""
    return Port(
        "prompt",
        PortType.TEXT,
        "Prompt",
        "What should be seen: a prompt, or a storyboard with a card for each moment."
        if storyboard
        else "What should be seen.",
        also=(PortType.STORYBOARD,) if storyboard else (),
    )


def text_param(label: str, help_: str) -> TextParam:
    """A node's own words, for a graph without a Prompt node or in addition to it."""
    return TextParam(name="text", label=label, help=help_, lines=True)


def number(param: Param) -> Port:
    """An input that overrides a number param."""
    return Port(
        param.name, PortType.NUMBER, param.label, f"A number that overrides: {param.help}", param=param.name
    )


def sampling_params() -> tuple[Param, ...]:
    """The params that steer the model, in the order in which the inspector shows them."""
    return (
        SeedParam(
            name="seed",
            label="Seed",
            unit="number",
            help="Where the noise comes from. The same seed gives the same frames, another seed gives another take.",
        ),
        ChoiceParam(
            name="quality",
            label="Quality",
            help="Draft takes fewer steps for a quick look; full takes as many as the model recommends.",
            default="full",
            choices=("draft", "full"),
            labels={"draft": "Draft", "full": "Full"},
        ),
        IntParam(
            name="steps",
            label="Steps",
            unit="steps",
            help="How often the model refines the frames. More takes longer; 0 lets the quality decide.",
            default=0,
            low=0,
            high=100,
        ),
        FloatParam(
            name="guidance",
            label="Guidance",
            unit="×",
            help="How strictly the prompt is followed. 1 is freest and twice as fast; 0 takes the model's own.",
            default=0.0,
            low=0.0,
            high=20.0,
            step=0.5,
        ),
        FloatParam(
            name="shift",
            label="Shift",
            unit="×",
            help="More spends the steps on layout and motion, less on detail; 0 takes the model's own.",
            default=0.0,
            low=0.0,
            high=20.0,
            step=0.5,
        ),
        ChoiceParam(
            name="solver",
            label="Solver",
            help="How a step is taken. UniPC looks back at earlier steps: often finer at the same number of steps.",
            default="euler",
            choices=("euler", "unipc"),
            labels={"euler": "Euler", "unipc": "UniPC"},
        ),
    )


def chosen_model(inputs: Inputs, build: Builder) -> ModelValue:
    """The linked model, or the built-in one."""
    linked: ModelValue | None = inputs.get("model")
    return linked if linked is not None else build.model(BUILT_IN)


def sampling_of(params: Settled, spec: ModelSpec) -> Sampling:
    """The params as the engine takes them, with the model's own numbers where the artist left 0."""
    advised = spec.draft_steps if params["quality"] == "draft" else spec.steps
    return Sampling(
        steps=params["steps"] or advised,
        guidance=params["guidance"] or spec.guidance,
        shift=params["shift"] or spec.shift,
        seed=params["seed"],
        solver=params["solver"],
    )


def chosen_prompt(inputs: Inputs, params: Settled, build: Builder) -> TextValue | StoryboardValue:
    """The linked prompt or storyboard, else the node's own text in the document's look."""
    linked: TextValue | StoryboardValue | None = inputs.get("prompt")
    if isinstance(linked, StoryboardValue):
        return linked
    if linked is not None:
        return TextValue(joined(linked.prompt, params["text"]), linked.negative)
    return styled(build, DOCUMENT, params["text"])
