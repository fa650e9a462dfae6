"""What the tests of node types stand on: lower a node by hand, and follow the frames of a plan to where they began."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

from engine import ModelSpec, NodeType, Settings, Size, Value
from engine.build import Builder, Inputs, Settled
from engine.document import MediaItem
from engine.plan import Step
from engine.time import round_half_up
from engine.values import ClipValue, ImageValue
from nodes import all_types

LOOM = ModelSpec(
    name="built-in",
    title="Test model",
    licence="Apache-2.0",
    digest="d" * 32,
    native_sizes=(Size(112, 64), Size(64, 112), Size(80, 80)),
    native_rate=Fraction(12),
    window_latents=5,
    position_scale=3.0,
)
TYPES: Mapping[str, NodeType] = {kind.id: kind for kind in all_types()}
IMAGE = MediaItem("picture", "picture.png", "a" * 64, "image", 1, Fraction(0), Size(320, 180))
CLIP = MediaItem("footage", "footage.mp4", "b" * 64, "clip", 48, Fraction(24), Size(640, 360))
NATIVE = Size(112, 64)
Frame = tuple[str, int]
"""The key of the step that made a frame, and its index there."""


def builder(settings: Settings | None = None, media: Sequence[MediaItem] = (IMAGE, CLIP)) -> Builder:
    """A builder as the compiler makes it, for a machine with the built-in model."""
    return Builder("node", settings or Settings(), {m.id: m for m in media}, {"built-in": LOOM}, "u" * 32)


def lower(
    build: Builder,
    name: str,
    inputs: Mapping[str, Value | Sequence[Value]] | None = None,
    /,
    **params: object,
) -> Mapping[str, Value]:
    """Lower a node of type `shotloom.<name>`; params are given as a file holds them."""
    kind = TYPES[f"shotloom.{name}"]
    assert not set(params) - {p.name for p in kind.params}, f"{name} has no such params: {params}"
    values, errors = kind.settle(params)  # type: ignore[arg-type]
    if errors:
        raise errors[0].at("node")
    given = {k: tuple(v) if isinstance(v, list | tuple) else (v,) for k, v in (inputs or {}).items()}
    assert not set(given) - {p.name for p in kind.inputs}, f"{name} has no such inputs: {list(given)}"
    return kind.lower(Inputs(given), Settled(values), build)  # type: ignore[arg-type]


def clip(
    build: Builder, frames: int = 24, rate: object = 12, size: Size = NATIVE, name: str = "x"
) -> ClipValue:
    """A source clip of these facts."""
    return build.clip("read_clip", (), frames, Fraction(str(rate)), size, media=name * 64)


def image(build: Builder, size: Size = NATIVE, name: str = "i") -> ImageValue:
    """A source image."""
    return build.image("read_image", (), size, media=name * 64)


def facts(value: object) -> tuple[int, Fraction, Size]:
    """Frames, rate and size of a picture."""
    assert isinstance(value, ClipValue | ImageValue)
    return value.facts.frames, value.facts.rate, value.facts.size


def ops(build: Builder) -> list[str]:
    """Names of the operations appended so far."""
    return [step.op for step in build.steps]


def only(build: Builder, op: str) -> Step:
    """The one step of an operation."""
    found = {s.key: s for s in build.steps if s.op == op}
    assert len(found) == 1, f"{len(found)} steps of {op}"
    return next(iter(found.values()))


def provenance(build: Builder, value: ClipValue) -> list[Frame]:
    """Where each frame of a clip comes from, through every edit that passes frames on untouched."""
    return _frames({s.key: s for s in build.steps}, value.key)


def _frames(steps: Mapping[str, Step], key: str) -> list[Frame]:
    step = steps[key]
    found: list[Frame]
    match step.op:
        case "trim":
            found = _frames(steps, step.inputs[0])[step.params["start"] : step.params["stop"]]
        case "concat":
            found = [frame for source in step.inputs for frame in _frames(steps, source)]
        case "reverse":
            found = _frames(steps, step.inputs[0])[::-1]
        case "retime":
            source = _frames(steps, step.inputs[0])
            rate = steps[step.inputs[0]].facts.rate
            pace = Fraction(step.params["speed"]) * rate / Fraction(step.params["rate"])
            index = [
                round_half_up(i * pace)
                if step.params.get("aligned")
                else ceil((i + Fraction(1, 2)) * pace) - 1
                for i in range(step.params["frames"])
            ]
            found = [source[min(i, len(source) - 1)] for i in index]
        case _:
            found = [(key, index) for index in range(step.facts.frames)]
    assert len(found) == step.facts.frames, f"{step.op} states {step.facts.frames} frames, has {len(found)}"
    return found
