"""The cut for other editing programs: OpenTimelineIO files, and through its adapters EDL and FCPXML.

In: a document and where its takes and sounds lie. Out: a file. Every clip names all takes of its shot, the pick as the
active one; what a format cannot say is left out and told. The library is optional and loaded here alone.
"""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import quote

from engine.document import Document
from engine.errors import InputError, OutputError, UsageError
from engine.placing import time_of
from engine.shots import Shot, Take
from engine.time import round_half_up
from engine.timeline import Item, Timeline
from engine.tracks import Marker, Placed, Sound

WHOLE = (".otio", ".otioz")
CUT_ONLY = (".edl", ".fcpxml")
"""Written through adapters: the main track with its dissolves, each shot by its pick."""
SUFFIXES = (*WHOLE, *CUT_ONLY)

_SPACE = "shotloom"
_SAMPLES = 48_000
_BUNDLE = "1.0.0"
_PIECE = 1 << 20
_REEL = 8
"""Characters of a reel's name, which every reader of EDLs takes."""
_TITLE = 48
"""Characters of a shot's title in the name of a file."""
_COLOURS = {
    "RED": (255, 0, 0), "PINK": (255, 150, 180), "ORANGE": (255, 150, 50), "YELLOW": (235, 200, 60),
    "GREEN": (60, 180, 80), "CYAN": (60, 200, 220), "BLUE": (60, 110, 240), "PURPLE": (150, 80, 220),
    "MAGENTA": (230, 60, 200), "BLACK": (0, 0, 0), "WHITE": (255, 255, 255),
}  # fmt: skip

OnBytes = Callable[[int, int], None]
"""Told bytes done and in all while files are copied; may raise Cancelled, and nothing is written then."""
Locate = Callable[[str, str], str | None]
"""The URL of a take's file, or of a sound by its media id, and what people call it; None where there is no file."""


@dataclass(frozen=True, slots=True)
class Files:
    """Where the files of a document are: the folder of its takes, and its sounds by media id."""

    takes: Path
    sounds: Mapping[str, Path]


def write_film(
    document: Document,
    path: Path,
    files: Files,
    *,
    overwrite: bool = False,
    on_bytes: OnBytes = lambda done, total: None,
) -> tuple[str, ...]:
    """Write the cut to a file whose ending says the format (`SUFFIXES`); returns what the artist should know of it.

    Raises UsageError where the library or an adapter is not installed or the ending is unknown, InputError for a cut
    that the format cannot hold, OutputError for a target that exists or cannot be written.
    """
    kind = path.suffix.lower()
    if kind not in SUFFIXES:
        raise UsageError("this is no file of a cut", value=path.name, remedy=f"Use {', '.join(SUFFIXES)}")
    if not document.timeline.items and not document.timeline.overlay:
        raise InputError("the timeline is empty", remedy="Put a shot on it")
    if path.exists() and not overwrite:
        raise OutputError("this file exists already", value=path.name, remedy="Choose another name")
    otio = _library(kind)
    notes: list[str] = []
    if kind == ".otioz":
        _write_bundle(otio, document, path, files, notes, overwrite=overwrite, on_bytes=on_bytes)
        return tuple(notes)
    film = _Writer(otio, document, _links(files), notes, plain=kind in CUT_ONLY).film(path.stem)
    if kind == ".fcpxml" and any(item.dissolve for item in document.timeline.items):
        notes.append("dissolves are plain cuts in FCPXML")
    try:
        text = otio.adapters.write_to_string(film, otio.adapters.from_filepath(str(path)).name)
    except (otio.exceptions.OTIOError, ValueError, KeyError, AttributeError, TypeError, IndexError) as error:
        raise InputError(
            f"this cut cannot be written as {kind[1:].upper()}: {error}", remedy="Write it as .otio"
        ) from error
    if kind == ".fcpxml":
        # The adapter knows few rates and leaves this empty for others; everything in the file is at the film's.
        rate = document.timeline.rate
        text = text.replace('frameDuration=""', f'frameDuration="{rate.denominator}/{rate.numerator}s"')
    from engine.media.outputs import whole_file

    with whole_file(path, overwrite=overwrite) as temp:
        temp.write_bytes(text.encode())
    return tuple(dict.fromkeys(notes))


def require(kind: str) -> None:
    """Raise UsageError where the library, or the adapter for an ending, is not installed."""
    _library(kind)


def _library(kind: str) -> Any:
    """OpenTimelineIO with the adapter for an ending. Raises UsageError."""
    remedy = "Install them with: pip install shotloom[interchange]"
    try:
        import opentimelineio
    except ImportError:
        raise UsageError("cuts for other programs need OpenTimelineIO", remedy=remedy) from None
    if kind in CUT_ONLY and kind[1:] not in opentimelineio.adapters.suffixes_with_defined_adapters(
        write=True
    ):
        raise UsageError(f"{kind} needs an adapter of OpenTimelineIO", remedy=remedy)
    return opentimelineio


def _links(files: Files) -> Locate:
    def locate(name: str, label: str) -> str | None:
        path = files.sounds.get(name) or files.takes / name
        return path.absolute().as_uri() if path.is_file() else None

    return locate


def _write_bundle(
    otio: Any,
    document: Document,
    path: Path,
    files: Files,
    notes: list[str],
    *,
    overwrite: bool,
    on_bytes: OnBytes,
) -> None:
    """An .otioz: the cut and every file that it names, in the layout that OpenTimelineIO reads.

    Its own writer packs active references alone; this one packs the alternates too.
    """
    packed: dict[Path, str] = {}

    def locate(name: str, label: str) -> str | None:
        file = files.sounds.get(name) or files.takes / name
        if not file.is_file():
            return None
        if file not in packed:
            packed[file] = f"media/{_file_name(name, label, file.suffix, packed.values())}"
        return quote(packed[file])

    film = _Writer(otio, document, locate, notes).film(path.stem)
    text = otio.adapters.write_to_string(film, "otio_json")
    from engine.media.outputs import whole_file

    # Packing takes a while: what has come under the name meanwhile is seen once more at the end.
    with whole_file(path, overwrite=overwrite) as temp, zipfile.ZipFile(temp, "w") as bundle:
        bundle.writestr("version.txt", _BUNDLE, zipfile.ZIP_DEFLATED)
        bundle.writestr("content.otio", text, zipfile.ZIP_DEFLATED)
        total, done = sum(file.stat().st_size for file in packed), 0
        for file, entry in packed.items():
            # Large pieces: the window stands still while an interpreter is busy with many small ones.
            info = zipfile.ZipInfo.from_file(file, entry)
            with file.open("rb") as source, bundle.open(info, "w") as copy:
                while piece := source.read(_PIECE):
                    copy.write(piece)
                    done += len(piece)
                    on_bytes(done, total)
    notes[:] = dict.fromkeys(notes)


class _Writer:
    """Makes OpenTimelineIO's objects of a document; `plain` is for formats that hold one track and one take a shot."""

    def __init__(
        self, otio: Any, document: Document, locate: Locate, notes: list[str], *, plain: bool = False
    ) -> None:
        self.schema = otio.schema
        self.time = otio.opentime
        self.document = document
        self.cut: Timeline = document.timeline
        self.rate = document.timeline.rate
        self.locate = locate
        self.notes = notes
        self.plain = plain
        self.names = self._names()
        self.reels: dict[str, str] = {}
        """Reels of takes, by the take's file."""

    def film(self, name: str) -> Any:
        """The whole timeline."""
        film = self.schema.Timeline(name)
        film.tracks.append(self._main())
        if self.plain:
            if self.cut.overlay or self.cut.sounds or self.cut.cues:
                self.notes.append("the file holds the main track alone: no overlays, sounds or titles")
            return film
        if self.cut.overlay:
            film.tracks.append(self._overlay(self.cut.overlay))
        for number, lane in enumerate(_lanes(self.cut.sounds), 1):
            film.tracks.append(self._sounds(lane, f"Sound {number}"))
        for marker in self.cut.markers:
            if marker.item is None:
                film.tracks.markers.append(self._marker(marker, self.rate))
        if self.cut.cues:
            film.metadata[_SPACE] = {
                "cues": [
                    {"start": str(c.start), "length": str(c.length), "text": c.text, "role": c.role}
                    for c in self.cut.cues
                ]
            }
            self.notes.append(
                "titles and subtitles stand in the file's metadata; write subtitles as .srt too"
            )
        return film

    def _main(self) -> Any:
        track = self.schema.Track("Shots", kind=self.schema.TrackKind.Video)
        fades = self.cut.dissolves()
        for number, (item, (before, behind)) in enumerate(zip(self.cut.items, fades, strict=True)):
            if self.plain:
                before, behind = self._plain_dissolve(number, before, behind)
            if before or behind:
                track.append(
                    self.schema.Transition(
                        transition_type=self.schema.TransitionTypes.SMPTE_Dissolve,
                        in_offset=self._frames(before),
                        out_offset=self._frames(behind),
                    )
                )
            clip = self._clip(item.shot, item.in_point, item.length)
            clip.metadata[_SPACE] = {"item": item.id, "shot": item.shot or ""}
            for marker in self.cut.markers:
                if marker.item == item.id and time_of(self.cut, marker) is not None:
                    clip.markers.append(self._marker(marker, self.rate))
            track.append(clip)
        return track

    def _plain_dissolve(self, number: int, before: int, behind: int) -> tuple[int, int]:
        """What of a dissolve lists of cuts can say: none at the beginning, none over gaps, none without handles."""
        if not before + behind:
            return 0, 0
        item = self.cut.items[number]
        if not number or item.shot is None or self.cut.items[number - 1].shot is None:
            self.notes.append("fades from and to black are left out of the file")
            return 0, 0
        handle = min(before, int(item.in_point * self.rate))
        if handle < before:
            self.notes.append("a dissolve is shorter in the file: its shot has nothing before its in point")
        return handle, behind

    def _overlay(self, overlay: Sequence[Placed]) -> Any:
        track = self.schema.Track("Overlay", kind=self.schema.TrackKind.Video)
        end = Fraction(0)
        for placed in overlay:
            if placed.start > end:
                track.append(self._clip(None, Fraction(0), placed.start - end))
            clip = self._clip(placed.shot, placed.in_point, placed.length)
            facts = {"opacity": str(placed.opacity), "fit": placed.fit}
            facts |= {"fade_in": str(placed.fade_in), "fade_out": str(placed.fade_out)}
            clip.metadata[_SPACE] = {"item": placed.id, "shot": placed.shot, **facts}
            track.append(clip)
            end = placed.end
        return track

    def _sounds(self, lane: Sequence[Sound], name: str) -> Any:
        track = self.schema.Track(name, kind=self.schema.TrackKind.Audio)
        end = Fraction(0)
        for sound in lane:
            if sound.start > end:
                track.append(
                    self.schema.Gap(source_range=self._range(Fraction(0), sound.start - end, _SAMPLES))
                )
            item = self.document.media.get(sound.media)
            clip = self.schema.Clip(
                item.name if item else sound.media,
                source_range=self._range(sound.in_point, sound.length, _SAMPLES),
                metadata={_SPACE: {
                    "item": sound.id, "volume": sound.volume, "muted": sound.muted,
                    "fade_in": str(sound.fade_in), "fade_out": str(sound.fade_out),
                }},
            )  # fmt: skip
            clip.enabled = not sound.muted
            url = self.locate(sound.media, Path(clip.name).stem)
            if url is not None and item is not None:
                length = self.time.RationalTime(item.frames, float(item.rate))
                whole = self.time.TimeRange(self.time.RationalTime(0, float(item.rate)), length)
                clip.media_reference = self.schema.ExternalReference(url, available_range=whole)
            else:
                self.notes.append(f"the sound {clip.name} has no file here")
            track.append(clip)
            end = sound.end
        return track

    def _clip(self, shot: str | None, in_point: Fraction, length: Fraction) -> Any:
        """A stretch of a shot with all its takes, or a gap."""
        stretch = self._range(in_point, length, self.rate)
        if shot is None:
            return self.schema.Gap(source_range=stretch)
        known, name = self.document.shots.get(shot, Shot(shot)), self.names[shot]
        clip = self.schema.Clip(name, source_range=stretch)
        pick = known.picked()
        wanted = [take for take in known.takes if not self.plain or take is pick]
        labels = {take.id: f"{name}, take {number}" for number, take in enumerate(known.takes, 1)}
        references = {take.id: self._reference(take, labels[take.id]) for take in wanted}
        if pick is None:
            self.notes.append(f"{name} has no take yet")
            return clip
        clip.set_media_references(references, pick.id)
        if self.plain:
            # These hold no other take that could be chosen in its place.
            clip.name = labels[pick.id]
            reel = self.reels.setdefault(
                pick.file, _reel(name, known.takes.index(pick) + 1, self.reels.values())
            )
            clip.metadata["cmx_3600"] = {"reel": reel}
        return clip

    def _names(self) -> dict[str, str]:
        """What to call each shot of the cut; programs that find footage by name need each its own."""
        found: dict[str, str] = {}
        taken: set[str] = set()
        entries: tuple[Item | Placed, ...] = (*self.cut.items, *self.cut.overlay)
        for shot in dict.fromkeys(entry.shot for entry in entries if entry.shot is not None):
            known = self.document.shots.get(shot)
            name = known.name if known is not None and known.name else self.document.title(shot) or shot
            number, free = 1, name
            while free in taken:
                number += 1
                free = f"{name} {number}"
            found[shot] = free
            taken.add(free)
        return found

    def _reference(self, take: Take, label: str) -> Any:
        """The file of a take, under the name that people know it by."""
        rate = self.rate if self.plain else take.rate
        whole = self._range(Fraction(0), take.frames / take.rate, rate)
        url = self.locate(take.file, label)
        facts = {
            "take": take.id, "seed": str(take.seed), "model": take.model, "created": take.created,
            "favourite": take.favourite,
        }  # fmt: skip
        if url is None:
            self.notes.append(f"the take {take.file} has no file here")
            missing = self.schema.MissingReference(name=label, available_range=whole)
            missing.metadata[_SPACE] = facts
            return missing
        found = self.schema.ExternalReference(url, available_range=whole, metadata={_SPACE: facts})
        found.name = label
        return found

    def _marker(self, marker: Marker, rate: Fraction) -> Any:
        return self.schema.Marker(
            name=marker.name,
            marked_range=self._range(self.cut.snap(marker.time), Fraction(0), rate),
            color=_nearest(marker.colour),
            metadata={_SPACE: {"colour": marker.colour, "note": marker.note, "time": str(marker.time)}},
        )

    def _range(self, start: Fraction, length: Fraction, rate: Fraction | int) -> Any:
        def time(seconds: Fraction) -> Any:
            return self.time.RationalTime(round_half_up(seconds * rate), float(rate))

        return self.time.TimeRange(time(start), time(length))

    def _frames(self, frames: int) -> Any:
        return self.time.RationalTime(frames, float(self.rate))


def _lanes(sounds: Iterable[Sound]) -> list[list[Sound]]:
    """Sounds on as few tracks as hold them without overlaps."""
    lanes: list[list[Sound]] = []
    for sound in sounds:
        lane = next((lane for lane in lanes if lane[-1].end <= sound.start), None)
        if lane is None:
            lanes.append([sound])
        else:
            lane.append(sound)
    return lanes


def _file_name(name: str, label: str, suffix: str, taken: Iterable[str]) -> str:
    """The name of a file in a bundle, which every disk takes: its label, and as much of `name` as tells it apart."""
    plain = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", label)).strip("-_")[:_TITLE].rstrip("-_")
    known = {Path(entry).name.casefold() for entry in taken}
    stem = Path(name).stem
    found = f"{plain or 'media'}-{stem[:8]}{suffix}"
    return found if found.casefold() not in known else f"{plain or 'media'}-{stem}{suffix}"


def _reel(shot: str, take: int, taken: Iterable[str]) -> str:
    """A reel of the few letters and digits that lists of cuts allow, of a shot's name and the number of its take."""
    plain = re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKD", shot).upper()) or "SHOT"
    known, number = set(taken), 1
    while True:
        tail = f"T{take}" if number == 1 else f"T{take}N{number}"
        found = plain[: _REEL - len(tail)] + tail
        if found not in known:
            return found
        number += 1


def _nearest(colour: str) -> str:
    """The name of the marker colour that is most like #rrggbb."""
    red, green, blue = bytes.fromhex(colour[1:])
    return min(
        _COLOURS,
        key=lambda name: sum((a - b) ** 2 for a, b in zip(_COLOURS[name], (red, green, blue), strict=True)),
    )
