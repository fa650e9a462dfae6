"""What flows through links while a graph compiles: handles into the plan plus static facts. No tensors, no files."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from engine.curve import Curve
from engine.time import frame_at
from engine.types import Facts, ModelSpec, PortType


@dataclass(frozen=True, slots=True)
class TextValue:
    """A prompt and what to keep away from (negative)."""

    prompt: str
    negative: str = ""


@dataclass(frozen=True, slots=True)
class PictureValue:
    """The result of a step: an image or a clip. `key` names the step, `facts` say what is known of it."""

    key: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class ImageValue(PictureValue):
    """A still picture."""


@dataclass(frozen=True, slots=True)
class ClipValue(PictureValue):
    """Frames at a rate."""


@dataclass(frozen=True, slots=True)
class LatentsValue(PictureValue):
    """Latents of the autoencoder of a model; flows inside a lowering only, never through a link."""


@dataclass(frozen=True, slots=True)
class ConditionValue:
    """Clean pixels to be placed at `seconds` (or at frame `frame`, if that is set).

    `strength` is 0 to 1; that of a clip may be a curve over the clip's own time.
    """

    source: ImageValue | ClipValue
    seconds: Fraction = Fraction(0)
    frame: int | None = None
    strength: float | Curve = 1.0

    def frame_at(self, rate: Fraction) -> int:
        """The pixel frame where it starts, at the rate of what is generated; negative frames count from the end."""
        return self.frame if self.frame is not None else frame_at(self.seconds, rate)


@dataclass(frozen=True, slots=True)
class CardValue:
    """A storyboard card: it rules [start, end) seconds."""

    start: float
    end: float
    prompt: str
    soft: bool = False
    picture: ImageValue | ClipValue | None = None


@dataclass(frozen=True, slots=True)
class StoryboardValue:
    """Cards in order and the whole duration in seconds; `negative` and the text `overall` hold for all."""

    cards: tuple[CardValue, ...]
    duration: float
    negative: str = ""
    overall: str = ""


@dataclass(frozen=True, slots=True)
class ModelValue:
    """A model the program found. `name` is what the executor loads it by."""

    name: str
    spec: ModelSpec


@dataclass(frozen=True, slots=True)
class NumberValue:
    """An int or a float; `seed` marks what a request's take number is added to."""

    value: int | float
    seed: bool = False


Value: TypeAlias = (
    TextValue | StoryboardValue | ImageValue | ClipValue | ConditionValue | ModelValue | NumberValue
)


def type_of(value: Value) -> PortType:
    """The port type a value belongs to."""
    return _PORT_TYPES[type(value)]


_PORT_TYPES = {
    TextValue: PortType.TEXT,
    StoryboardValue: PortType.STORYBOARD,
    ImageValue: PortType.IMAGE,
    ClipValue: PortType.CLIP,
    ConditionValue: PortType.CONDITION,
    ModelValue: PortType.MODEL,
    NumberValue: PortType.NUMBER,
}
