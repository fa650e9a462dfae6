"""Values along one side of a grid of variations, as they are typed and read: "4, 8, 12", "fast, good", "a fox | a dog".

In: a param and text, or values. Out: the other one of them. Pure.
"""

from engine.errors import InputError
from engine.graph import Json
from engine.params import BoolParam, ChoiceParam, FloatParam, IntParam, Param, SeedParam, TextParam
from studio.step_names import plain_value, value_words
from studio.words import tr

BETWEEN_TEXTS = "|"


def written(param: Param, values: tuple[Json, ...]) -> str:
    """Values as a person types them."""
    if isinstance(param, TextParam):
        return f" {BETWEEN_TEXTS} ".join(" ".join(str(value).split()) for value in values)
    return ", ".join(_word(param, value) for value in values)


def read(param: Param, text: str) -> tuple[Json, ...]:
    """What was typed, each value once. Raises InputError or ParamError for what the param does not take."""
    between = BETWEEN_TEXTS if isinstance(param, TextParam) else ","
    words = [word for part in text.split(between) if (word := part.strip())]
    if not words:
        raise InputError(tr("there are no values"), remedy=tr("Type some, or choose nothing for this side"))
    values: dict[Json, None] = {}
    for word in words:
        value = _value(param, word)
        param.check(value)
        values[value] = None
    return tuple(values)


def label(param: Param, value: Json) -> str:
    """What stands beside a row, or above a column."""
    if isinstance(param, TextParam):
        return " ".join(str(value).split())
    words = str(value) if isinstance(param, SeedParam) else plain_value(param, value)
    return f"{tr(param.label)} {words}"


def _word(param: Param, value: Json) -> str:
    match param:
        case ChoiceParam() | BoolParam():
            return value_words(param, value)
        case FloatParam():
            return f"{value:g}" if isinstance(value, int | float) else str(value)
    return str(value)


def _value(param: Param, word: str) -> Json:
    match param:
        case TextParam():
            return word
        case BoolParam():
            known: dict[str, Json] = {value_words(param, on).casefold(): on for on in (False, True)}
            return _known(param, word, known)
        case ChoiceParam():
            choices = {value_words(param, choice).casefold(): choice for choice in param.choices}
            return _known(param, word, {**choices, **{choice.casefold(): choice for choice in param.choices}})
        case IntParam():
            return _number(param, word, int)
        case FloatParam():
            return _number(param, word, float)
    return word


def _known(param: Param, word: str, known: "dict[str, Json]") -> Json:
    if word.casefold() not in known:
        raise InputError(
            tr("{param} has no such value", param=tr(param.label)), value=word,
            remedy=tr("Choose among {known}", known=", ".join(known)),
        )  # fmt: skip
    return known[word.casefold()]


def _number(param: Param, word: str, kind: type[int] | type[float]) -> Json:
    try:
        return kind(word)
    except ValueError:
        raise InputError(
            tr("{param} is a number", param=tr(param.label)),
            value=word,
            remedy=tr("Type numbers with commas between"),
        ) from None
