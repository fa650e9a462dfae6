"""Everything that is known of a take, as sections of names and values: what it was made of, with, when and how.

In: a card and the document (for the names of nodes and params). Out: sections for the side of the takes panel. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.document import Document
from engine.graph import Json
from engine.params import CardsParam, SeedParam, TextParam
from studio.edit.ports import Faces
from studio.quantities import seconds_words
from studio.step_names import plain_value
from studio.takes.cards import Card
from studio.takes.differing import made_from
from studio.takes.words import facts_words, length_words, made_at
from studio.words import tr

LONGEST = 400
"""Characters of one value that are shown."""

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of a name and a value under a title, "" for the first section."""

    title: str
    rows: tuple[Row, ...]


def record(
    card: Card, differs: Sequence[str], document: Document, faces: Faces, unfit: str = ""
) -> list[Section]:
    """What is known of a take, the most asked for first; `unfit` says why it does not fit what it continues."""
    take = card.take
    facts: list[Row] = [(tr("Does not fit"), unfit)] if unfit else []
    if card.prompt:
        facts.append((tr("Prompt"), _short(card.prompt)))
    facts.append((tr("Seed"), str(take.seed)))
    if differs and card.before is not None:
        facts.append((tr("Unlike take {number}", number=card.number - 1), ", ".join(differs)))
    facts.append((tr("Length"), f"{length_words(take)}, {facts_words(take)}"))
    facts += [(tr("In the film"), shown)] if (shown := _shown(card, document)) else []
    facts += [(tr("Made from"), origin)] if (origin := made_from(document, faces, take)) else []
    made = made_at(take)
    if made is not None:
        told = f"{made:%x %H:%M}"
        if take.seconds:
            told = tr("{time}, in {seconds}", time=told, seconds=seconds_words(take.seconds))
        facts.append((tr("Made"), told))
    if take.model:
        digest = f" ({take.model_digest[:8]})" if take.model_digest else ""
        facts.append((tr("Model"), f"{take.model}{digest}"))
    facts += [(tr("Note"), _short(note)) for note in take.notes]
    facts.append((tr("File"), take.file))
    found = [Section("", tuple(facts))]
    for place, values in take.settings.items():
        rows = _rows(document, faces, place, values)
        if rows:
            found.append(Section(_title(document, faces, place), rows))
    if take.provenance:
        rows = tuple((str(name), _short(_plain(value))) for name, value in take.provenance.items())
        found.append(Section(tr("Provenance"), rows))
    return found


def _shown(card: Card, document: Document) -> str:
    """Which part of a pick the film shows where it first comes, "" for all of it."""
    item = next((item for item in document.timeline.items if item.shot == card.shot), None)
    if item is None or not card.picked:
        return ""
    start, stop = item.in_point, min(item.in_point + item.length, card.take.duration)
    if start >= stop or card.take.duration - (stop - start) < document.timeline.frame:
        return ""
    return tr("{start} s to {stop} s of it", start=f"{float(start):.1f}", stop=f"{float(stop):.1f}")


def _title(document: Document, faces: Faces, place: str) -> str:
    node = document.node(place)
    if node is None:
        return tr("A node that is gone")
    return node.title or tr(faces.of(document, node).label)


def _rows(document: Document, faces: Faces, place: str, values: Mapping[str, Json]) -> tuple[Row, ...]:
    node = document.node(place)
    kind = faces.of(document, node) if node is not None else None
    rows: list[Row] = []
    for name, value in values.items():
        param = kind.param(name) if kind is not None else None
        if param is None:
            rows.append((name, _short(_plain(value))))
        elif isinstance(param, SeedParam):
            rows.append((tr(param.label), str(value)))
        elif isinstance(param, TextParam):
            rows.append((tr(param.label), _short(str(value or ""))))
        elif isinstance(param, CardsParam) and isinstance(value, list):
            told = [str(one.get("prompt", "")) for one in value if isinstance(one, dict)]
            rows.append((tr(param.label), _short(" | ".join(told))))
        else:
            rows.append((tr(param.label), _short(plain_value(param, value))))
    return tuple(row for row in rows if row[1])


def _plain(value: Json) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_plain(part)}" for name, part in value.items())
    return str(value)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
