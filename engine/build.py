"""The builder that a node type's `lower` receives: it appends steps, and knows the algebra of clips.

Every method works on static facts alone: lengths, rates and sizes come out exact, mistakes are raised with the port and
the remedy, and nothing is read or computed. `generation.py` builds on it for everything that the model makes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NoReturn, TypeVar

from engine.document import SOUND, MediaItem, Settings
from engine.errors import GraphError, ParamError, Problem, StudioError
from engine.plan import Step
from engine.time import frame_at, frames_in
from engine.types import FactKind, Facts, ModelSpec, Size
from engine.values import ClipValue, ImageValue, ModelValue, PictureValue, Value

Picture = TypeVar("Picture", ImageValue, ClipValue, ImageValue | ClipValue)

MAX_CLIP_FRAMES = 60 * 240
"""A minute at the highest rate."""
MAX_CLIP_PIXELS = 4 * 10**10
"""Frames x width x height of one clip: a minute of 4K at 60/s is 3e10."""


NORMAL = Fraction(1)
"""The speed at which a clip plays as it is."""


class Inputs:
    """What arrives at a node's inputs, by port name; unlinked inputs are absent."""

    def __init__(self, values: Mapping[str, tuple[Value, ...]]) -> None:
        self._values = values

    def all(self, port: str) -> tuple[Value, ...]:
        """Every value of a port that takes several links, in stored order."""
        return self._values.get(port, ())

    def get(self, port: str) -> Any:
        """The value of a port, or None."""
        values = self._values.get(port, ())
        return values[0] if values else None

    def __getitem__(self, port: str) -> Any:
        """The value of a required port; the compiler has made sure of its presence and type."""
        return self._values[port][0]

    def __contains__(self, port: str) -> bool:
        return bool(self._values.get(port))


class Settled:
    """A node's checked params by name (`NodeType.settle`), inputs that override them included."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> Any:
        return self._values[name]


@dataclass(frozen=True, slots=True)
class Sink:
    """What a sink node asks for: a picture and the file-name template it is saved under."""

    picture: ImageValue | ClipValue
    name: str
    kind: str


class Builder:
    """Collects the steps of one node while it lowers.

    `node` is the id that problems and steps carry, `settings` the document's, `models` finds a ModelValue by name,
    `precision` ("fp32" or "bf16") enters every key of the model's steps, `missing` says by content hash what is
    wrong with media that this machine cannot use, `broken` by name what is wrong with models.
    """

    def __init__(
        self,
        node: str,
        settings: Settings,
        media: Mapping[str, MediaItem],
        models: Mapping[str, ModelSpec],
        upscaler_digest: str = "",
        precision: str = "fp32",
        missing: Mapping[str, Problem] = MappingProxyType({}),
        broken: Mapping[str, Problem] = MappingProxyType({}),
    ) -> None:
        self.node = node
        self.settings = settings
        self.media = media
        self.models = models
        self.precision = precision
        self.upscaler_digest = upscaler_digest
        self.missing = missing
        self.broken = broken
        self.steps: list[Step] = []
        self.notes: list[Problem] = []
        self.sink: Sink | None = None

    # -- saying what is wrong ------------------------------------------------------------------------------------------

    def refuse(self, message: str, *, port: str | None = None, value: object = None, remedy: str) -> NoReturn:
        """Stop lowering this node with a problem."""
        raise GraphError(message, node=self.node, port=port, value=value, remedy=remedy)

    def note(self, message: str, *, port: str | None = None, value: object = None, remedy: str = "") -> None:
        """A warning: the node runs, but something was adjusted or may disappoint."""
        error = StudioError(message, node=self.node, port=port, value=value, remedy=remedy or None)
        self.notes.append(Problem.of(error, "warning"))

    # -- steps ---------------------------------------------------------------------------------------------------------

    def step(self, op: str, inputs: Sequence[PictureValue | str], facts: Facts, /, **params: Any) -> str:
        """Append an operation and return its key. Params must be plain JSON values."""
        keys = tuple([x if isinstance(x, str) else x.key for x in inputs])
        step = Step.of(op, params, keys, self.node, facts)
        self.steps.append(step)
        return step.key

    def clip(
        self,
        op: str,
        inputs: Sequence[PictureValue],
        frames: int,
        rate: Fraction,
        size: Size,
        /,
        **params: Any,
    ) -> ClipValue:
        """Append an operation that yields a clip. Raises GraphError for clips beyond a minute of 4K."""
        facts = Facts(FactKind.CLIP, frames, rate, size)
        self._bound(facts)
        return ClipValue(self.step(op, inputs, facts, **params), facts)

    def image(self, op: str, inputs: Sequence[PictureValue], size: Size, /, **params: Any) -> ImageValue:
        """Append an operation that yields an image."""
        facts = Facts(FactKind.IMAGE, 1, Fraction(0), size)
        return ImageValue(self.step(op, inputs, facts, **params), facts)

    # -- reading -------------------------------------------------------------------------------------------------------

    def read(self, media_id: str | None, of: str, port: str) -> ImageValue | ClipValue:
        """The picture of a media entry. `of` is "image", "clip" or "any".

        Raises ParamError when nothing is chosen, the entry is unknown or missing, or it is of the other kind.
        """
        if not media_id:
            raise ParamError("has no file yet", node=self.node, port=port, remedy="Choose a file")
        item = self.media.get(media_id)
        if item is None:
            raise ParamError(
                "is not among this document's media",
                node=self.node,
                port=port,
                value=media_id,
                remedy="Choose the file again",
            )
        if item.kind == "sound":
            raise ParamError(
                "needs a picture or clip, but this file is a sound",
                node=self.node, port=port, value=item.name, remedy="Put it on the timeline's soundtrack",
            )  # fmt: skip
        if of not in ("any", item.kind):
            raise ParamError(
                f"needs {_an(of)}, but this file is {_an(item.kind)}",
                node=self.node, port=port, value=item.name, remedy=f"Use Load {item.kind.title()}, or another file",
            )  # fmt: skip
        if item.kind == SOUND:
            raise ParamError(
                "needs a picture, but this file is a sound",
                node=self.node, port=port, value=item.name, remedy="Put it on the timeline",
            )  # fmt: skip
        if item.sha256 in self.missing:
            why = self.missing[item.sha256]
            raise ParamError(why.message, node=self.node, port=port, value=why.value, remedy=why.remedy)
        if item.kind == "image":
            return self.image("read_image", (), item.size, media=item.sha256)
        return self._film(Facts(FactKind.CLIP, item.frames, item.rate, item.size), media=item.sha256)

    def read_take(self, file: str, frames: int, rate: Fraction, size: Size) -> ClipValue:
        """A finished take of this document, by its file name."""
        return self._film(Facts(FactKind.CLIP, frames, rate, size), take=file)

    def _film(self, facts: Facts, **source: str) -> ClipValue:
        """A clip from a file, however long it is: reading costs nothing until somebody looks at frames."""
        return ClipValue(self.step("read_clip", (), facts, **source), facts)

    def model(self, name: str) -> ModelValue:
        """The model of a name. Raises ParamError listing what there is."""
        if name not in self.models:
            why = self.broken.get(name)
            what = f"is a model that cannot be used: {why.message}" if why else "is a model that is not here"
            remedy = (
                f"Choose one of: {', '.join(self.models)}" if self.models else "Install the program again"
            )
            remedy = why.remedy if why and why.remedy else remedy
            raise ParamError(what, node=self.node, port="model", value=name, remedy=remedy)
        return ModelValue(name, self.models[name])

    # -- the algebra of clips ------------------------------------------------------------------------------------------

    def trim(self, clip: ClipValue, start: int, stop: int) -> ClipValue:
        """Frames [start, stop). The whole clip comes back as it is."""
        if (start, stop) == (0, clip.facts.frames):
            return clip
        if not 0 <= start < stop <= clip.facts.frames:
            self.refuse(
                f"cannot take frames {start} to {stop} of a clip that has {clip.facts.frames}",
                remedy="Choose a range inside the clip",
            )
        return self._like(clip, "trim", stop - start, start=start, stop=stop)

    def reverse(self, clip: ClipValue) -> ClipValue:
        """Last frame first."""
        return self._like(clip, "reverse", clip.facts.frames)

    def retime(
        self,
        clip: ClipValue,
        rate: Fraction,
        frames: int | None = None,
        speed: Fraction = NORMAL,
        aligned: bool = False,
    ) -> ClipValue:
        """The clip at another rate, length or speed by nearest frame; every frame shown is a source frame.

        A frame shows what its middle falls on, which repeats and drops frames evenly; `aligned` frames show what their
        beginning is nearest to, so that the first is the source's first. Past the end the last frame is held.
        """
        facts = clip.facts
        if frames in (None, facts.frames) and (rate, speed) == (facts.rate, NORMAL):
            return clip
        if frames is None:
            # round_half_up(frames * rate / (facts.rate * speed)) in whole numbers.
            above = facts.frames * rate.numerator * facts.rate.denominator * speed.denominator
            below = rate.denominator * facts.rate.numerator * speed.numerator
            frames = max(1, (2 * above + below) // (2 * below))
        # Named only where it matters, so that the keys of plain retimes stay as they are.
        more = {"aligned": True} if aligned else {}
        return self.clip(
            "retime",
            (clip,),
            frames,
            rate,
            facts.size,
            rate=str(rate),
            frames=frames,
            speed=str(speed),
            **more,
        )

    def concat(self, *clips: ClipValue) -> ClipValue:
        """One after the other; rates and sizes must agree (use `conform` first)."""
        first, *rest = clips
        if not rest:
            return first
        assert all((c.facts.rate, c.facts.size) == (first.facts.rate, first.facts.size) for c in rest)
        return self._like(first, "concat", sum(c.facts.frames for c in clips), rest)

    def dissolve(self, a: ClipValue, b: ClipValue, frames: int) -> ClipValue:
        """`a` then `b`, their last and first `frames` frames blended into each other."""
        if frames >= min(a.facts.frames, b.facts.frames):
            self.refuse("the cross-dissolve is longer than a clip", value=frames, remedy="Make it shorter")
        return self._like(a, "dissolve", a.facts.frames + b.facts.frames - frames, (b,), frames=frames)

    def blank(self, size: Size) -> ImageValue:
        """A black image."""
        return self.image("blank", (), size, size=list(size))

    def hold(self, image: ImageValue, frames: int, rate: Fraction) -> ClipValue:
        """An image shown for some frames."""
        return self.clip("hold", (image,), frames, rate, image.facts.size, frames=frames, rate=str(rate))

    def resize(self, picture: Picture, size: Size, fit: str = "fill") -> Picture:
        """The picture at a size: "fill" crops what is over, "fit" pads with black, "stretch" bends the aspect."""
        if picture.facts.size == size:
            return picture
        return self._picture(picture, "resize", size, size=list(size), fit=fit)

    def crop(self, picture: Picture, size: Size, left: int | None = None, top: int | None = None) -> Picture:
        """A rectangle of the picture, centred where no corner is given."""
        have = picture.facts.size
        if have == size:
            return picture
        left = (have.width - size.width) // 2 if left is None else left
        top = (have.height - size.height) // 2 if top is None else top
        if left < 0 or top < 0 or left + size.width > have.width or top + size.height > have.height:
            self.refuse(f"a crop of {size} does not lie inside {have}", remedy="Make the crop smaller")
        return self._picture(picture, "crop", size, left=left, top=top, size=list(size))

    def grab(self, clip: ClipValue, frame: int) -> ImageValue:
        """One frame as an image; negative frames count from the end."""
        index = frame + clip.facts.frames if frame < 0 else frame
        if not 0 <= index < clip.facts.frames:
            self.refuse(
                f"the clip has {clip.facts.frames} frames",
                port="frame",
                value=frame,
                remedy="Choose a frame inside it",
            )
        return self.image("grab", (clip,), clip.facts.size, frame=index)

    def interpolate(self, clip: ClipValue, factor: int) -> ClipValue:
        """`factor` times as many frames at `factor` times the rate, in-between frames computed along the motion."""
        facts = clip.facts
        return self.clip(
            "interpolate", (clip,), facts.frames * factor, facts.rate * factor, facts.size, factor=factor
        )

    def upscale(self, picture: Picture, factor: int, method: str, *, tiles: bool = False) -> Picture:
        """2, 3 or 4 times the size. method: "detail" (the upscaler model) or "lanczos".

        `tiles` has the model work in the smallest pieces from the start.
        """
        digest = self.upscaler_digest if method == "detail" else ""
        # Named only where it is asked for, so that keys of what was made before stay as they were.
        small = {"tiles": True} if tiles and digest else {}
        size = picture.facts.size.scaled(factor)
        return self._picture(picture, "upscale", size, factor=factor, method=method, model=digest, **small)

    def conform(self, clip: ClipValue, rate: Fraction, size: Size) -> ClipValue:
        """The clip at another clip's rate and size: interpolated where the rate is x2 or x4, else by nearest frame."""
        factor = rate / clip.facts.rate
        if factor in (2, 4):
            clip = self.interpolate(clip, int(factor))
        return self.resize(self.retime(clip, rate), size)

    def smooth(self, clip: ClipValue, rate: Fraction) -> ClipValue:
        """The clip at a rate: interpolated x2 or x4 until it reaches the rate, then by nearest frame."""
        have = clip.facts.rate
        # A rate that is missed by less than 1 % (23.976 for 24) is not worth twice the frames.
        wanted, unit = 99 * rate.numerator * have.denominator, 100 * rate.denominator * have.numerator
        factor = next((f for f in (1, 2, 4) if f * unit >= wanted), 4)
        return self.retime(self.interpolate(clip, factor) if factor > 1 else clip, rate)

    def as_clip(self, picture: ImageValue | ClipValue, frames: int, rate: Fraction) -> ClipValue:
        """A clip as it is, an image held."""
        return picture if isinstance(picture, ClipValue) else self.hold(picture, frames, rate)

    def frame_of(self, clip: ClipValue, seconds: float) -> int:
        """The frame boundary nearest to a time, within the clip."""
        return min(frame_at(seconds, clip.facts.rate), clip.facts.frames)

    def frames_of(self, clip: ClipValue, seconds: float) -> int:
        """How many of a clip's frames a duration takes, at most all."""
        return min(frames_in(seconds, clip.facts.rate), clip.facts.frames)

    def deliver(self, picture: ImageValue | ClipValue, name: str, kind: str = "file") -> None:
        """Declare what this sink is for; the request decides whether it becomes a take or a file."""
        self.sink = Sink(picture, name, kind)

    def _like(
        self, clip: ClipValue, op: str, length: int, more: Sequence[ClipValue] = (), /, **params: Any
    ) -> ClipValue:
        return self.clip(op, (clip, *more), length, clip.facts.rate, clip.facts.size, **params)

    def _picture(self, picture: Picture, op: str, size: Size, /, **params: Any) -> Picture:
        have = picture.facts
        facts = Facts(have.kind, have.frames, have.rate, size)
        self._bound(facts)
        return type(picture)(self.step(op, (picture,), facts, **params), facts)

    def _bound(self, facts: Facts) -> None:
        frames, (width, height) = facts.frames, facts.size
        if frames > MAX_CLIP_FRAMES or frames * width * height > MAX_CLIP_PIXELS:
            self.refuse(
                "this would be too large a clip",
                value=str(facts),
                remedy="Make it shorter, smaller or slower",
            )


def _an(kind: str) -> str:
    return "an image" if kind == "image" else f"a {kind}"
