"""What is delivered of a plan: from a lowered target to an `Output`, and the step that encodes it to a file.

In: a `Target` and what its node was lowered to. Out: an `Output` with the seed, the settings and the model that the
take remembers. Called by the compiler once per target.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.encoding import Encoding
from engine.errors import GraphError
from engine.plan import Output, Step
from engine.presets import SEQUENCE, STILL
from engine.request import Environment, Target
from engine.types import FactKind, Facts
from engine.values import ClipValue, ImageValue, PictureValue

if TYPE_CHECKING:
    from engine.node_lowering import Lowered

CLIP_FORMATS = ("mp4", "mov", "mkv", "gif", "webp")
IMAGE_FORMATS = ("png", "jpg", "jpeg", "webp")
MASTER = "master"
"""The format of a take: lossless below half a megapixel."""
NAME = "{stem}-{shot}-{take}"
"""The file name of what no sink names."""
NUMBERS = "_%05d"
"""What the name of an output ends in that becomes numbered pictures."""


def output_of(
    target: Target, lowered: "Lowered", title: str, node: str, take: int, environment: Environment
) -> tuple[Output, Step | None]:
    """The output of a target that could be lowered, and its encode step unless the mere result is wanted.

    `node` is the id that the artist sees. Raises GraphError when there is no picture, or none of that format.
    """
    picture = picture_of(lowered)
    if picture is None:
        raise GraphError(
            "this node yields nothing that can be rendered", node=node, remedy="Choose a clip or an image"
        )
    upstream = lowered.upstream()
    digest = next((part.maker for part in upstream if part.maker), "")
    models = {spec.digest: spec.title for spec in environment.models.values()}
    format_ = ""
    encode = None
    shown, numbers = picture.facts, ""
    if target.kind == "file" and target.encoding is not None:
        encode = export_step(picture, target.encoding, node)
        numbers = NUMBERS if target.encoding.preset.kind == SEQUENCE else ""
        format_, shown = target.encoding.preset.extension, replace(encode.facts, kind=picture.facts.kind)
    elif target.kind != "result":
        format_ = MASTER if target.kind == "take" else checked_format(target.format, picture.facts, node)
        encode = encode_step(picture, format_, node)
    output = Output(
        node=node,
        key=encode.key if encode else picture.key,
        kind=target.kind,
        picture=picture.key,
        facts=shown,
        format=format_,
        name=(lowered.sink.name if lowered.sink else NAME) + numbers,
        title=title,
        take=take,
        seed=next((part.seed for part in upstream if part.seed is not None), None),
        model=f"{models.get(digest, '')} {digest}".strip(),
        settings={part.node.id: part.settings for part in upstream},
        id=lowered.node.id,
        made_of={shot: take.key for shot, take in lowered.takes_of().items()},
    )
    return output, encode


def picture_of(lowered: "Lowered") -> ImageValue | ClipValue | None:
    """What a node shows: what it delivers, or the first picture that it yields."""
    if lowered.sink is not None:
        return lowered.sink.picture
    return next((v for v in lowered.outputs.values() if isinstance(v, ImageValue | ClipValue)), None)


def encode_step(picture: PictureValue, format_: str, node: str) -> Step:
    """The step that encodes a picture to a file; metadata is added at delivery, so that titles reach no key."""
    facts = replace(picture.facts, kind=FactKind.FILE)
    return Step.of("encode", {"format": format_}, (picture.key,), node, facts)


def export_step(picture: PictureValue, encoding: Encoding, node: str) -> Step:
    """The step that encodes a clip as an export says. Raises GraphError for a still, which is no film."""
    facts = picture.facts
    if facts.kind is not FactKind.CLIP and encoding.preset.kind != STILL:
        raise GraphError(
            f"a picture cannot be exported as {encoding.preset.label}",
            node=node,
            remedy="Choose the preset Still",
        )
    return Step.of("encode", encoding.params(), (picture.key,), node, encoding.facts(facts))


def checked_format(format_: str, facts: Facts, node: str) -> str:
    """The format if a picture of these facts can be written in it; the usual one for none.

    Raises GraphError for a format that does not fit.
    """
    clip = facts.kind is FactKind.CLIP
    allowed = CLIP_FORMATS if clip else IMAGE_FORMATS
    if not format_:
        return allowed[0]
    if format_ not in allowed:
        raise GraphError(
            f"{'a clip' if clip else 'an image'} cannot be written as .{format_}",
            node=node,
            remedy=f"Use .{', .'.join(allowed)}",
        )
    return format_
