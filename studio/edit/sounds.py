"""Sounds, titles and subtitles of the film: files and words become entries beside the main track.

In: a document and checked media entries (`engine.media.index`), cues (`engine.subtitles`) or words. Out: a new document
and the id of the new entry. Called by the timeline and by the import and export of subtitles.
"""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from engine import placing, subtitles
from engine.document import SOUND, Document, MediaItem
from engine.errors import InputError
from engine.graph import new_id
from engine.tracks import SUBTITLE, TITLE, ZERO, Cue, Sound
from studio.edit.timeline import edited

TITLE_SIZE = Fraction(1, 9)
"""Height of a title's letters, as a share of the frame's."""
TITLE_FADE = Fraction(1, 4)
"""Seconds in which a title comes and goes."""
SHOWN = Fraction(2)
"""Seconds that words stay at first."""


def add_sound(
    document: Document,
    media: MediaItem,
    time: Fraction,
    in_point: Fraction = ZERO,
    length: Fraction | None = None,
) -> tuple[Document, str]:
    """A sound file heard from a time of the film on, to its end if no length is given.

    Raises InputError for an entry that is no sound. A file that the document has already keeps its entry.
    """
    if media.kind != SOUND or not media.rate:
        raise InputError("this is no sound", value=media.name, remedy="Choose a file with sound in it")
    same = (m for m in document.media.values() if m.kind == SOUND and m.sha256 and m.sha256 == media.sha256)
    known = next(same, media)
    document = document if known.id in document.media else document.with_media(known)
    whole = Fraction(known.frames) / known.rate
    start = min(max(in_point, ZERO), whole)
    sound = Sound(new_id(), known.id, max(time, ZERO), start, length or whole - start)
    return edited(document, placing.put, sound), sound.id


def add_title(
    document: Document, time: Fraction, text: str, length: Fraction = SHOWN, place: str = "middle"
) -> tuple[Document, str]:
    """Large words over the picture, which fade in and out; part of the picture wherever it is shown."""
    cue = Cue(new_id(), max(time, ZERO), length, text, TITLE, place, TITLE_SIZE, min(TITLE_FADE, length / 2))
    return edited(document, placing.put, cue), cue.id


def add_subtitle(
    document: Document, time: Fraction, text: str, length: Fraction = SHOWN
) -> tuple[Document, str]:
    """Words at the bottom, which may be shown, burnt in or written as a track of their own.

    They end before the next subtitle, as far as there is time to read them.
    """
    start = max(time, ZERO)
    later = (cue.start for cue in document.timeline.cues if cue.role == SUBTITLE and cue.start > start)
    room = min(later, default=start + length) - start
    cue = Cue(new_id(), start, min(length, room) if room >= Fraction(1, 4) else length, text)
    return edited(document, placing.put, cue), cue.id


def add_subtitles(
    document: Document, cues: Iterable[Cue], at: Fraction = ZERO, *, replacing: bool = False
) -> Document:
    """Cues of a file, moved to where it begins in the film; with `replacing` they take the place of all subtitles."""
    old = tuple(c.id for c in document.timeline.cues if c.role == SUBTITLE) if replacing else ()
    new = tuple(replace(cue, id=new_id(), start=max(cue.start + at, ZERO)) for cue in cues)
    return edited(document, lambda t: placing.put(placing.remove(t, *old), *new))


def subtitles_text(document: Document) -> str:
    """The subtitles of the film as an SRT file has them; titles are part of the picture and left out."""
    return subtitles.write(cue for cue in document.timeline.cues if cue.role == SUBTITLE)
