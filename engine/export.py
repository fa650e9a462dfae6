"""An export as an ordinary request: the film, or a node, in a preset's form, compiled to a plan that the queue can run.

In: a document, and an `Export` as a person chose it. Out: the `Compiled` plan, whose forecast counts the encoding too,
for `Executor.submit` with a `Delivery`. Pure; called by the command line and the export dialog.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from engine.compile import Compiled, Compiler, Environment, Request, Target
from engine.cut import Cut, cut_of
from engine.document import Document
from engine.encoding import Encoding
from engine.errors import MediaError, ParamError, Problem
from engine.film import Film
from engine.presets import HEIGHTS, STILL, Preset
from engine.registry import Registry
from engine.time import round_half_up
from engine.tracks import SUBTITLE, Cue, Sound
from engine.types import Size

BURN, TRACK = "burn", "track"
"""Subtitles drawn on the picture, or as a track that the player shows; "" leaves them out."""


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported, and how. `span` are frames [start, stop) of the film (None: all), `size` its frames (None: as
    the film, within what the preset allows).
    """

    preset: Preset
    span: tuple[int, int] | None = None
    size: Size | None = None
    subtitles: str = ""
    sound: bool = True


def export_film(
    document: Document, registry: Registry, export: Export, missing: Mapping[str, Problem] | None = None
) -> tuple[Cut, Target]:
    """The film with what goes into its file, and the target to compile.

    `missing` tells which media cannot be used, by content hash (`Opened.missing`). Raises GraphError for an empty film
    or range, MediaError for a sound that is missing, ParamError for what the preset cannot hold.
    """
    preset, timeline = export.preset, document.timeline
    size = export.size or preset.size(document.settings.size)
    _check(export, size)
    span = export.span
    if preset.kind == STILL:
        first = span[0] if span else 0
        span = (first, first + 1)
    cut = cut_of(
        document,
        registry,
        subtitles=export.subtitles == BURN,
        span=span,
        size=None if size == document.settings.size else size,
    )
    frames = Film(timeline, size, {}).frames
    start, stop = (max(0, span[0]), min(span[1], frames)) if span else (0, frames)
    begin, end = start / timeline.rate, stop / timeline.rate
    sounds = _sounds(document, begin, end, missing or {}) if export.sound and preset.sound else ()
    cues: tuple[Cue, ...] = ()
    if export.subtitles == TRACK:
        cues = tuple(c for c in timeline.cues if c.role == SUBTITLE and c.start < end and c.end > begin)
    encoding = Encoding(preset, start=begin, sounds=sounds, cues=cues)
    return cut, Target(cut.node, "file", preset.extension, encoding)


def export_node(node: str, export: Export) -> Target:
    """The target that writes what one node shows (a shot on its own), without the film's sound and subtitles."""
    _check(export, export.size)
    return Target(node, "file", export.preset.extension, Encoding(export.preset, export.span, export.size))


def compile_film(environment: Environment, document: Document, export: Export) -> Compiled:
    """The plan of an export of the whole film, with its problems; `plan.forecast` are its seconds, encoding included.

    Raises what `export_film` raises.
    """
    cut, target = export_film(document, environment.registry, export, environment.missing)
    compiler = Compiler(replace(environment, registry=cut.registry))
    return compiler.compile(cut.document, Request((target,)))


def span_of(text: str, rate: Fraction, frames: int) -> tuple[int, int]:
    """The frames of a typed range: "24-48" are frames 24 to 48, "0:01-0:02.5" or "1s-2.5s" times; one end may be left
    out. Frames count from 0 and the last one is part of it; a time ends before its frame.

    Raises ParamError for anything else, and for a range that holds no frame of the film.
    """
    first, dash, last = text.strip().partition("-")
    try:
        if not text.isascii() or not (first or dash):
            raise ValueError
        start = _place(first, rate, 0)
        stop = (_place(last, rate, frames) if dash else start) + (
            0 if _is_time(last) or dash and not last else 1
        )
    except ValueError:
        raise ParamError(
            "the range was not understood",
            value=text,
            remedy="Write frames as 24-48, or times as 0:01-0:02.5",
        ) from None
    start, stop = max(0, start), min(stop, frames)
    if start >= stop:
        raise ParamError(
            f"this range holds no frame of the film, which has {frames}", value=text, remedy="Choose another"
        )
    return start, stop


def size_of(text: str, film: Size) -> Size:
    """The size of a typed scale: "50%" of the film, "960x540", or "540" lines; always even.

    Raises ParamError for anything else, and for sizes beyond 16 to 8192.
    """
    given = text.strip().lower()
    width, cross, height = given.partition("x")
    try:
        if given.endswith("%"):
            share = _share(given.removesuffix("%").strip())
            size = Size(_even(film.width * share), _even(film.height * share))
        elif cross:
            size = Size(_whole(width), _whole(height))
        else:
            lines = _whole(given)
            size = Size(_even(Fraction(film.width * lines, film.height)), lines)
    except (ValueError, ZeroDivisionError):
        raise ParamError(
            "the scale was not understood", value=text, remedy="Write 50%, 960x540, or 540 for its lines"
        ) from None
    least, most = HEIGHTS
    if not (least <= size.width <= most and least <= size.height <= most):
        raise ParamError(
            f"a frame has {least} to {most} pixels a side", value=str(size), remedy="Choose another scale"
        )
    return size


def _even(value: Fraction) -> int:
    return 2 * round_half_up(value / 2)


def _share(text: str) -> Fraction:
    """A percentage of at most ten characters; Fraction alone would work for minutes on "1e9999999"."""
    if not (text.isascii() and text.replace(".", "", 1).isdecimal()) or len(text) > 10:
        raise ValueError
    return Fraction(text) / 100


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 6:
        raise ValueError
    return int(text)


def _is_time(text: str) -> bool:
    return ":" in text or text.strip().endswith("s")


def _place(text: str, rate: Fraction, empty: int) -> int:
    text = text.strip()
    if not text:
        return empty
    if len(text) > 20:
        raise ValueError
    if not _is_time(text):
        if not text.isdecimal():
            raise ValueError
        return int(text)
    parts = text.removesuffix("s").split(":")
    if len(parts) > 3 or not all(part.replace(".", "", 1).isdecimal() for part in parts):
        raise ValueError
    seconds = Fraction(0)
    for part in parts:
        seconds = seconds * 60 + Fraction(part)
    return round_half_up(seconds * rate)


def _sounds(
    document: Document, begin: Fraction, end: Fraction, missing: Mapping[str, Problem]
) -> tuple[Sound, ...]:
    """The sounds heard in a stretch of the film, called by the content of their media."""
    heard: list[Sound] = []
    for sound in document.timeline.sounds:
        if sound.muted or sound.start >= end or sound.end <= begin:
            continue
        item = document.media.get(sound.media)
        remedy = "Locate the file, mute the sound, or export without sound"
        if item is None:
            raise MediaError("a sound of the film is not among the media", value=sound.media, remedy=remedy)
        if item.sha256 in missing:
            raise MediaError(f"a sound of the film is missing: {item.name}", remedy=remedy)
        heard.append(replace(sound, media=item.sha256))
    return tuple(heard)


def unheard(document: Document, missing: Mapping[str, Problem]) -> Problem | None:
    """What is wrong with a sound of the film; None where all can be heard."""
    end = max((sound.end for sound in document.timeline.sounds), default=Fraction(0))
    try:
        _sounds(document, Fraction(0), end, missing)
    except MediaError as error:
        return Problem.of(error)
    return None


def _check(export: Export, size: Size | None) -> None:
    preset = export.preset
    least = preset.least
    if size and (size.width < least.width or size.height < least.height):
        raise ParamError(
            f"{preset.label} takes frames of {least} and more",
            value=str(size),
            remedy="Export it larger, or choose another preset",
        )
    if export.subtitles == TRACK and not preset.subtitles:
        raise ParamError(
            f"a file of {preset.label} holds no track of subtitles",
            value=f".{preset.extension}",
            remedy="Burn them in, or save them as .srt",
        )
    if export.subtitles not in ("", BURN, TRACK):
        raise ParamError("no such way to write subtitles", value=export.subtitles, remedy="Use burn or track")
