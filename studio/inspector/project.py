"""The project's own settings as params, shown while no node is selected: size, rate and look.

In: a document. Out: a `Subject` without nodes, whose entries the inspector edits like any other.
"""

from fractions import Fraction

from engine.document import Document, Settings
from engine.errors import ParamError
from engine.graph import Json
from engine.params import ChoiceParam, Param, RateParam, SizeParam
from nodes.styles import styles
from studio.inspector.subject import Entry, Subject, in_words

USUAL = Settings()


def settings_subject(document: Document) -> Subject:
    """What to show while nothing is selected."""
    return Subject(shared=tuple(_entry(param, document.settings) for param in _params()))


def _params() -> tuple[Param, ...]:
    names = {"": "None", **{style.id: style.name for style in styles().values()}}
    return (
        SizeParam(
            name="size",
            label="Size",
            help="Width and height of the finished picture. Nodes take it where they say nothing else.",
            default=USUAL.size,
        ),
        RateParam(
            name="rate",
            label="Rate",
            help="Frames per second of the finished film. Nodes take it where they say nothing else.",
            default=USUAL.rate,
        ),
        ChoiceParam(
            name="look",
            label="Look",
            help="A style that is added to every prompt that says no other.",
            default="",
            choices=tuple(names),
            labels=names,
        ),
    )


def _entry(param: Param, settings: Settings) -> Entry:
    value: Json
    match param.name:
        case "size":
            value = list(settings.size)
        case "rate":
            value = _number(settings.rate)
        case _:
            known = next((s.id for s in styles().values() if settings.look in (s.id, s.name)), settings.look)
            value = known
    try:
        return Entry(param, (), value, changed=param.check(value) != param.fallback)
    except ParamError as error:
        # The file may come from elsewhere: a look that is no style here is kept until another one is chosen.
        return Entry(param, (), value, changed=True, problem=in_words(error))


def _number(rate: Fraction) -> Json:
    return rate.numerator if rate.denominator == 1 else str(rate)
