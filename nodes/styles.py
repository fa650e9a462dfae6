"""The style presets: what each adds to a prompt. Read once from `resources/styles.json`.

They keep nothing away: to a model whose captions know no such words, being led away from "blurry" means being led
anywhere, almost as far as the prompt leads it. What an artist wants to keep away is written into the node.

Prompt, Storyboard and Generate offer them in one list; the document's look is the name of one.
"""

import json
from dataclasses import dataclass
from functools import cache

import resources
from engine import Builder, ChoiceParam, TextValue, joined

DOCUMENT = "document"
PLAIN = "none"


@dataclass(frozen=True, slots=True)
class Style:
    """One preset: `id` stands in files and stays, `name` is what the artist reads, the rest is added to a prompt."""

    id: str
    name: str
    prompt: str


@cache
def styles() -> dict[str, Style]:
    """The presets by id, in the order of the file."""
    data = json.loads(resources.path("styles.json").read_text(encoding="utf-8"))
    return {item["id"]: Style(**item) for item in data["styles"]}


def style_param() -> ChoiceParam:
    """The param that chooses a preset, the document's look, or none."""
    names = {DOCUMENT: "As the document", PLAIN: "None", **{s.id: s.name for s in styles().values()}}
    return ChoiceParam(
        name="style",
        label="Style",
        help="The look of the picture: words that are added to the prompt.",
        default=DOCUMENT,
        choices=tuple(names),
        labels=names,
    )


def styled(build: Builder, choice: str, prompt: str, negative: str = "") -> TextValue:
    """A prompt with a chosen style added behind it; a look of the document that is not known here becomes a note."""
    style = styles().get(choice)
    look = build.settings.look
    if choice == DOCUMENT and look:
        style = next((s for s in styles().values() if look in (s.id, s.name)), None)
        if style is None:
            remedy = "Choose one of the style presets in the document's settings"
            build.note("the document's look is not a known style", port="style", value=look, remedy=remedy)
    return TextValue(joined(prompt, style.prompt if style else ""), joined(negative))
