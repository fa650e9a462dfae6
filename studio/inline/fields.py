"""The field for a param: which form edits which kind of value."""

from collections.abc import Sequence

from engine.document import Document
from engine.graph import Json
from engine.params import (
    BoolParam,
    CardsParam,
    ChoiceParam,
    ColourParam,
    MediaParam,
    ModelParam,
    Param,
    TextParam,
)
from studio.inline.choose import ColourField, ListField, SwitchField
from studio.inline.field import Field
from studio.inline.number import number_field
from studio.inline.text import CardsField, LineField, TextField
from studio.words import tr


def field_for(param: Param, value: Json, document: Document, models: Sequence[str]) -> Field:
    """A fresh field that shows `value`; `models` are the names of the models that this machine has."""
    field = _field(param, value, document, models)
    field.describe(param)
    return field


def _field(param: Param, value: Json, document: Document, models: Sequence[str]) -> Field:
    match param:
        case TextParam() if param.lines:
            return TextField(str(value))
        case TextParam():
            return LineField(str(value))
        case CardsParam():
            return CardsField(value)
        case BoolParam():
            return SwitchField(value)
        case ChoiceParam():
            labels = param.labels or {}
            return ListField([(word, tr(labels.get(word, word))) for word in param.choices], value)
        case ModelParam():
            return ListField([(name, name) for name in dict.fromkeys((*models, str(value)))], value)
        case MediaParam():
            return _media(param, value, document)
        case ColourParam():
            return ColourField(value)
    return number_field(param, value, document.settings.size) or LineField(
        "" if value is None else str(value)
    )


def _media(param: MediaParam, value: Json, document: Document) -> ListField:
    rows: list[tuple[Json, str]] = [
        (item.id, item.name) for item in document.media.values() if param.of in ("any", item.kind)
    ]
    return ListField(rows, value, tr("Choose a File…"))
