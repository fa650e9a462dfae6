"""What the viewer says of a picture, and why there is none.

In: a document with what is known of its nodes. Out: words. Used by the viewer panel.
"""

from pathlib import Path

from engine.document import Document
from engine.types import FactKind
from studio.survey.flow import clip_words, size_words
from studio.survey.pictures import Pictures, Source
from studio.survey.status import Place, Status
from studio.words import tr


def nothing(document: Document, status: Status, pictures: Pictures, place: Place) -> str:
    """Why a node has no picture."""
    node = document.node(place) if place else None
    if node is None:
        return tr("Select a node to see its latest picture.")
    found = status.at(place)
    if found.problems and found.state in ("error", "missing"):
        return found.problems[0]
    if not pictures.yields(place):
        return tr("This node has no picture of its own.")
    if node.flags.mute:
        return tr("This node is muted.")
    return tr("Nothing rendered yet.")


def unread(document: Document, source: Source) -> str:
    """That the file of a picture is not there, by its name where it is known."""
    name = ""
    if source.kind == "media":
        name = next((item.name for item in document.media.values() if item.sha256 == source.name), "")
    elif source.kind == "take":
        name = Path(source.name).name
    if name:
        return tr("{name} cannot be read.", name=name)
    return tr("The file of this picture cannot be read.")


def caption(source: Source) -> str:
    """The facts of a picture, and for a result which take was made of it; a take has its number in its name."""
    facts = source.facts
    told = clip_words(facts) if facts.kind is FactKind.CLIP else size_words(facts)
    made_of = source.number and source.kind != "take"
    return tr("Take {number}: {facts}", number=source.number, facts=told) if made_of else told


def with_take(name: str, number: int) -> str:
    """What a shot's take is called, `number` from 1; the name alone for 0."""
    return tr("{shot}, take {number}", shot=name, number=number) if number else name
