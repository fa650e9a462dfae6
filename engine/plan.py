"""The plan: what a graph compiles to. Frozen values only; the executor runs them, the queue stores them.

A step's key is a Merkle hash of everything that can change its result, so equal keys mean equal results: across shots,
sessions and files. One thing alone is told beside the key: what was done because memory was short (`engine.ladder`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import blake2b
from typing import Any

import msgspec

from engine.types import Facts

_encoder = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class OpSpec:
    """What is known of an operation without running it.

    `version` is raised when the op's result changes. `view` ops rearrange frames lazily: they cost nothing and are
    never stored. `component` is the large part of a model that must be loaded ("text", "dit", "vae", "upscaler").
    `cost(params, facts, inputs)` is the amount of work in the op's own unit; the estimator learns seconds per unit.
    """

    name: str
    label: str
    cost: Callable[[Mapping[str, Any], Facts, Sequence[Facts]], float]
    version: int = 1
    view: bool = False
    component: str | None = None


def _pixels(_params: Mapping[str, Any], facts: Facts, _inputs: Sequence[Facts]) -> float:
    return facts.pixels / 1e6


def _input_pixels(_params: Mapping[str, Any], _facts: Facts, inputs: Sequence[Facts]) -> float:
    return sum(f.pixels for f in inputs) / 1e6


def _one(_params: Mapping[str, Any], _facts: Facts, _inputs: Sequence[Facts]) -> float:
    return 1.0


def _encoded(_params: Mapping[str, Any], facts: Facts, inputs: Sequence[Facts]) -> float:
    """What is written, which may be a part of what comes in, or larger."""
    return (facts.pixels or sum(f.pixels for f in inputs)) / 1e6


def _denoise(params: Mapping[str, Any], facts: Facts, _inputs: Sequence[Facts]) -> float:
    """Token-steps in thousands; guidance doubles them."""
    steps, guidance = float(params["steps"]), float(params["guidance"])
    return facts.pixels / 4 * steps * (2 if guidance != 1 else 1) / 1e3


OPS: Mapping[str, OpSpec] = {
    op.name: op
    for op in (
        OpSpec("encode_text", "Read the prompt", _one, component="text"),
        OpSpec("encode_frames", "Encode frames", _input_pixels, component="vae"),
        OpSpec("denoise", "Generate", _denoise, component="dit"),
        OpSpec("decode", "Decode frames", _pixels, component="vae"),
        OpSpec("read_clip", "Read clip", _one, view=True),
        OpSpec("read_image", "Read image", _pixels),
        OpSpec("trim", "Trim", _one, view=True),
        OpSpec("reverse", "Reverse", _one, view=True),
        OpSpec("retime", "Retime", _one, view=True),
        OpSpec("concat", "Concatenate", _one, view=True),
        OpSpec("blank", "Black", _one),
        OpSpec("hold", "Hold image", _one, view=True),
        OpSpec("dissolve", "Cross-dissolve", _one, view=True),
        OpSpec("resize", "Resize", _one, view=True),
        OpSpec("crop", "Crop", _one, view=True),
        OpSpec("title", "Title", _one, view=True),
        OpSpec("film", "Film", _one, view=True),
        OpSpec("grab", "Grab frame", _pixels),
        OpSpec("interpolate", "Interpolate", _pixels),
        OpSpec("upscale", "Upscale", _input_pixels, component="upscaler"),
        OpSpec("encode", "Encode file", _encoded),
    )
}


@dataclass(frozen=True, slots=True)
class Step:
    """One engine operation.

    `inputs` are keys of earlier steps; `node` is the id of the node the artist sees; `facts` describe the result.
    """

    key: str
    op: str
    params: Mapping[str, Any]
    inputs: tuple[str, ...]
    node: str
    facts: Facts

    @classmethod
    def of(
        cls, op: str, params: Mapping[str, Any], inputs: tuple[str, ...], node: str, facts: Facts
    ) -> "Step":
        """A step with the key that its content gives it."""
        return cls(step_key(op, params, inputs), op, params, inputs, node, facts)

    @property
    def spec(self) -> OpSpec:
        """The declaration of its operation."""
        return OPS[self.op]

    def with_inputs(self, inputs: tuple[str, ...]) -> "Step":
        """The same operation on other inputs, re-keyed."""
        return Step.of(self.op, self.params, inputs, self.node, self.facts)


def step_key(op: str, params: Mapping[str, Any], inputs: Sequence[str]) -> str:
    """The content key of a step: 32 hex digits of BLAKE2b over op, op version, params and input keys.

    Params hold the model's digest and the precision where they matter, so the key does too.
    """
    text = _encoder.encode((op, OPS[op].version, params, inputs))
    return blake2b(text, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Output:
    """What a request wants from a plan.

    kind "take": the file becomes a take of shot `id`; "file": it is delivered to a path that the request knows;
    "result": the value itself is wanted (a viewer). `key` is the step to deliver, `picture` the clip or image before it
    was encoded, `name` the file-name template, `seed` the first upstream seed, `settings` the params of every node
    upstream by node id, as they were when the plan was made; `made_of` the keys of the takes of other shots that go
    into it, by shot; `model` names the model's title and digest. `node` is what the artist sees; `id` is what takes and
    files are kept by: for a node in a group `<instance>/<inner>`.
    """

    node: str
    key: str
    kind: str
    picture: str
    facts: Facts
    format: str = ""
    name: str = "{stem}-{shot}-{take}"
    title: str = ""
    take: int = 0
    seed: int | None = None
    model: str = ""
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    id: str = ""
    made_of: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.id or self.node)


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in running order, what is wanted of them, and the forecast.

    `batches` are groups of keys that run as one call; `seconds` and `peak_bytes` the forecast (per step, and the
    largest of any step); `notes` what the compiler adjusted and says so.

    For who wants to know what the passes saved: `memory` is the forecast in bytes by key, `sharing` the nodes that
    share a step (where it is more than one), `forwarded` pairs (node, node whose latents it took over).
    """

    steps: tuple[Step, ...]
    outputs: tuple[Output, ...] = ()
    batches: tuple[tuple[str, ...], ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    peak_bytes: int = 0
    notes: tuple[str, ...] = ()
    memory: Mapping[str, int] = field(default_factory=dict)
    sharing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forwarded: tuple[tuple[str, str], ...] = ()

    def by_key(self) -> dict[str, Step]:
        """The steps by key."""
        return {step.key: step for step in self.steps}

    @property
    def forecast(self) -> float:
        """Seconds for all steps, if nothing were cached."""
        return sum(self.seconds.values())

    def encode(self) -> bytes:
        """The plan as JSON, for the queue that survives a restart."""
        return msgspec.json.encode(self, enc_hook=_to_json)

    @classmethod
    def decode(cls, data: bytes) -> "Plan":
        """The plan of `encode`. Raises msgspec.ValidationError for anything else."""
        return msgspec.json.decode(data, type=cls, dec_hook=_from_json)


def _to_json(value: object) -> object:
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"a plan holds no {type(value).__name__}")


def _from_json(kind: type, value: object) -> object:
    if kind is Fraction and isinstance(value, str):
        return Fraction(value)
    raise TypeError(f"a plan holds no {kind.__name__}")
