"""Words: Prompt and Prompt Append. Out comes text with the style worked in, for anything that generates."""

from collections.abc import Mapping

from engine import (
    Builder,
    ChoiceParam,
    Inputs,
    NodeType,
    Port,
    PortType,
    Settled,
    TextParam,
    TextValue,
    joined,
)
from nodes.styles import style_param, styled


def types() -> tuple[NodeType, ...]:
    """The node types of this family."""
    return (
        NodeType(
            id="shotloom.prompt",
            label="Prompt",
            category="Text",
            help="Says in words what should be seen: who, doing what, where, and in which style.",
            synonyms=("text", "words", "describe", "caption", "positive", "negative"),
            outputs=(Port("text", PortType.TEXT, "Text", "The prompt with its style."),),
            params=(
                TextParam(
                    name="text",
                    label="Prompt",
                    help="Who is seen, what happens, where, and how the camera moves.",
                    lines=True,
                ),
                TextParam(
                    name="negative",
                    label="Keep away",
                    help="What should not be seen.",
                    lines=True,
                ),
                style_param(),
            ),
            main="text",
            lower=_prompt,
        ),
        NodeType(
            id="shotloom.prompt_append",
            label="Prompt Append",
            category="Text",
            help="Adds words to a prompt, so that several shots can share their beginning or their end.",
            synonyms=("add", "join", "combine", "suffix", "prefix", "concatenate text"),
            inputs=(
                Port("text", PortType.TEXT, "Text", "The prompt to add to.", required=True),
                Port("more", PortType.TEXT, "More", "Another prompt to add, before the words of this node."),
            ),
            outputs=(Port("text", PortType.TEXT, "Text", "The longer prompt."),),
            params=(
                TextParam(name="text", label="Words", help="The words to add.", lines=True),
                TextParam(
                    name="negative", label="Keep away", help="What else should not be seen.", lines=True
                ),
                ChoiceParam(
                    name="where",
                    label="Where",
                    help="Behind the prompt, or in front of it, where words weigh a little more.",
                    default="after",
                    choices=("after", "before"),
                    labels={"after": "After", "before": "Before"},
                ),
            ),
            main="text",
            lower=_append,
        ),
    )


def _prompt(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, TextValue]:
    return {"text": styled(build, params["style"], params["text"], params["negative"])}


def _append(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, TextValue]:
    first: TextValue = inputs["text"]
    more: TextValue = inputs.get("more") or TextValue("")
    added = joined(more.prompt, params["text"])
    prompt = joined(added, first.prompt) if params["where"] == "before" else joined(first.prompt, added)
    return {"text": TextValue(prompt, joined(first.negative, more.negative, params["negative"]))}
