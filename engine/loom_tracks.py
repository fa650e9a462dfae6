"""What lies beside the main track, as entries of a `.loom` file: overlays, cues, sounds and markers, both ways.

Keys are written only where they say something, in a fixed order; what comes in is bounded like everything in a file
from a stranger. `loom_read` and `loom_write` call this for the timeline.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction

import msgspec

from engine.fields import COLOUR, FRACTION_LIMIT, ID, PLACE, Fields
from engine.json_text import encode
from engine.time import as_seconds
from engine.tracks import (
    FITS,
    LATEST,
    LOUDEST,
    MOST_WORDS,
    PLACES,
    QUIETEST,
    ROLES,
    SMALLEST_TEXT,
    SUBTITLE,
    ZERO,
    Cue,
    Marker,
    Placed,
    Sound,
)

_ONE = Fraction(1)
_CUE, _MARKER = Cue("", ZERO, ZERO, ""), Marker("", ZERO)


def fraction(value: Fraction) -> int | str:
    """A rational number: plain if whole, else "n/d"; to the microsecond where that is too long to be read back."""
    if max(abs(value.numerator), value.denominator) >= FRACTION_LIMIT:
        value = as_seconds(float(value))
    return value.numerator if value.denominator == 1 else str(value)


def moment(value: Fraction) -> int | str:
    """A time or length in seconds, within what the reader takes."""
    return fraction(min(value, LATEST))


def seconds(fields: Fields, name: str, default: Fraction | None = None, *, above: bool = False) -> Fraction:
    """A time or length in 0..`LATEST`, more than 0 if `above`. Raises FileFormatError."""
    value = fields.fraction(name, default)
    if value < 0 or (above and value == 0) or value > LATEST:
        low = "more than 0" if above else "0"
        raise fields.refuse(name, "is out of range", value, f"Use {low} to {int(LATEST):,} seconds")
    return value


def placed(text: msgspec.Raw | bytes) -> Placed:
    """An overlay from its entry."""
    fields = Fields(text, prefix="timeline.overlay.")
    owner = fields.owned(words="overlay {}")
    built = Placed(
        id=owner,
        shot=fields.text("shot", pattern=PLACE),
        start=seconds(fields, "start", ZERO),
        in_point=seconds(fields, "in", ZERO),
        length=seconds(fields, "length", above=True),
        opacity=_share(fields, "opacity", _ONE, ZERO),
        fade_in=seconds(fields, "fade_in", ZERO),
        fade_out=seconds(fields, "fade_out", ZERO),
        fit=_choice(fields, "fit", FITS[0], FITS),
    )
    return replace(built, extra=fields.rest())


def write_placed(value: Placed) -> bytes:
    """The entry of an overlay."""
    known: dict[str, object] = {
        "id": value.id,
        "shot": value.shot,
        "start": moment(value.start),
        "in": moment(value.in_point),
        "length": moment(value.length),
        **_unless("opacity", value.opacity, _ONE),
        **_unless("fade_in", value.fade_in),
        **_unless("fade_out", value.fade_out),
    }
    if value.fit != FITS[0]:
        known["fit"] = value.fit
    return _entry(known, value.extra)


def cue(text: msgspec.Raw | bytes) -> Cue:
    """A cue from its entry."""
    fields = Fields(text, prefix="timeline.cues.")
    owner = fields.owned(words="cue {}")
    built = Cue(
        id=owner,
        start=seconds(fields, "start", ZERO),
        length=seconds(fields, "length", above=True),
        text=fields.text("text", "", limit=MOST_WORDS),
        role=_choice(fields, "role", SUBTITLE, ROLES),
        place=_choice(fields, "place", _CUE.place, PLACES),
        size=_share(fields, "size", _CUE.size, SMALLEST_TEXT),
        fade=seconds(fields, "fade", ZERO),
    )
    return replace(built, extra=fields.rest())


def write_cue(value: Cue) -> bytes:
    """The entry of a cue."""
    known: dict[str, object] = {
        "id": value.id,
        "start": moment(value.start),
        "length": moment(value.length),
        "text": value.text,
    }
    if value.role != SUBTITLE:
        known["role"] = value.role
    if value.place != _CUE.place:
        known["place"] = value.place
    known |= _unless("size", value.size, _CUE.size) | _unless("fade", value.fade)
    return _entry(known, value.extra)


def sound(text: msgspec.Raw | bytes) -> Sound:
    """A sound from its entry."""
    fields = Fields(text, prefix="timeline.sounds.")
    owner = fields.owned(words="sound {}")
    volume = fields.number("volume", 0.0)
    if not QUIETEST <= volume <= LOUDEST:
        raise fields.refuse("volume", "is out of range", volume, f"Use {QUIETEST:g} to {LOUDEST:g} decibels")
    built = Sound(
        id=owner,
        media=fields.text("media", pattern=ID),
        start=seconds(fields, "start", ZERO),
        in_point=seconds(fields, "in", ZERO),
        length=seconds(fields, "length", above=True),
        volume=volume,
        fade_in=seconds(fields, "fade_in", ZERO),
        fade_out=seconds(fields, "fade_out", ZERO),
        muted=fields.flag("muted"),
    )
    return replace(built, extra=fields.rest())


def write_sound(value: Sound) -> bytes:
    """The entry of a sound."""
    known: dict[str, object] = {
        "id": value.id,
        "media": value.media,
        "start": moment(value.start),
        "in": moment(value.in_point),
        "length": moment(value.length),
    }
    if value.volume:
        known["volume"] = value.volume
    known |= _unless("fade_in", value.fade_in) | _unless("fade_out", value.fade_out)
    if value.muted:
        known["muted"] = True
    return _entry(known, value.extra)


def marker(text: msgspec.Raw | bytes) -> Marker:
    """A marker from its entry."""
    fields = Fields(text, prefix="timeline.markers.")
    owner = fields.owned(words="marker {}")
    built = Marker(
        id=owner,
        time=seconds(fields, "time", ZERO),
        name=fields.text("name", ""),
        colour=fields.text("colour", _MARKER.colour, COLOUR),
        item=fields.optional_text("item", ID),
        note=fields.text("note", "", limit=MOST_WORDS),
    )
    return replace(built, extra=fields.rest())


def write_marker(value: Marker) -> bytes:
    """The entry of a marker."""
    known: dict[str, object] = {"id": value.id, "time": moment(value.time)}
    if value.name:
        known["name"] = value.name
    if value.colour != _MARKER.colour:
        known["colour"] = value.colour
    if value.item is not None:
        known["item"] = value.item
    if value.note:
        known["note"] = value.note
    return _entry(known, value.extra)


def _share(fields: Fields, name: str, default: Fraction, low: Fraction) -> Fraction:
    value = fields.fraction(name, default)
    if not low <= value <= 1:
        raise fields.refuse(name, "is out of range", value, f"Use {low} to 1")
    return value


def _choice(fields: Fields, name: str, default: str, choices: Collection[str]) -> str:
    value = fields.text(name, default)
    if value not in choices:
        raise fields.refuse(name, "is none of the choices", value, f"Use {', '.join(choices)}")
    return value


def _unless(name: str, value: Fraction, usual: Fraction = ZERO) -> dict[str, object]:
    return {} if value == usual else {name: fraction(value)}


def _entry(known: Mapping[str, object], foreign: Mapping[str, bytes]) -> bytes:
    rest = b"".join(b"," + encode(name) + b":" + foreign[name] for name in sorted(foreign))
    return encode(known)[:-1] + rest + b"}"
