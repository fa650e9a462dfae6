"""The storyboard inside a shot: cards on one clip's time, each with its words and, if wanted, its picture."""

from collections.abc import Mapping

from engine import (
    Builder,
    Card,
    CardsParam,
    CardValue,
    ClipValue,
    FloatParam,
    ImageValue,
    Inputs,
    NodeType,
    Port,
    PortType,
    Settled,
    StoryboardValue,
    TextParam,
    TextValue,
    frames_in,
    joined,
)
from nodes.sampling import number
from nodes.styles import style_param, styled

DURATION = FloatParam(
    name="duration",
    label="Duration",
    unit="s",
    help="How long the shot is; the last card rules to its end.",
    default=4.0,
    low=0.05,
    high=60.0,
)


def types() -> tuple[NodeType, ...]:
    """The node types of this family."""
    return (
        NodeType(
            id="shotloom.storyboard",
            label="Storyboard",
            category="Text",
            help="Tells a shot moment by moment: each card rules until the next one. Link it to a prompt input.",
            synonyms=("cards", "beats", "timeline prompt", "sequence", "scenes", "schedule"),
            inputs=(
                Port("overall", PortType.TEXT, "Overall", "A prompt that holds for the whole shot."),
                number(DURATION),
            ),
            outputs=(Port("storyboard", PortType.STORYBOARD, "Storyboard", "The cards and the duration."),),
            params=(
                CardsParam(
                    name="cards",
                    label="Cards",
                    unit="s",
                    help="Each card has a time, a prompt, perhaps an image or clip to show, and sharp or soft edges.",
                ),
                DURATION,
                TextParam(
                    name="overall", label="Overall", help="Words that hold for the whole shot.", lines=True
                ),
                TextParam(name="negative", label="Keep away", help="What should not be seen.", lines=True),
                style_param(),
            ),
            main="cards",
            lower=_storyboard,
        ),
    )


def _storyboard(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, StoryboardValue]:
    cards: tuple[Card, ...] = params["cards"]
    duration: float = params["duration"]
    late = next((card for card in cards if card.time >= duration), None)
    if late is not None:
        remedy = "Make the duration longer, or move the card to an earlier time"
        build.refuse(
            f"a card starts after the shot's {duration:g} s", port="cards", value=late.time, remedy=remedy
        )
    linked: TextValue = inputs.get("overall") or TextValue("")
    overall = styled(
        build,
        params["style"],
        joined(linked.prompt, params["overall"]),
        joined(linked.negative, params["negative"]),
    )
    ends = [card.time for card in cards[1:]] + [duration]
    values = tuple(
        CardValue(card.time, end, card.prompt, card.soft, _picture(build, card, end))
        for card, end in zip(cards, ends, strict=True)
    )
    return {"storyboard": StoryboardValue(values, duration, overall.negative, overall.prompt)}


def _picture(build: Builder, card: Card, end: float) -> ImageValue | ClipValue | None:
    """What a card shows; a clip is cut where the card ends."""
    if card.media is None:
        return None
    picture = build.read(card.media, "any", "cards")
    if isinstance(picture, ClipValue):
        length = frames_in(end - card.time, picture.facts.rate)
        picture = build.trim(picture, 0, min(length, picture.facts.frames))
    return picture
