"""What goes into a film file beside its pictures: the soundtrack, sample for sample, and a track of subtitles.

In: a function that gives samples, or cues; and the container while `encode` fills it. Out: streams that begin with the
first frame. Called by `encode.write_film`, which closes the file, and then asks each track whether it is there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.subtitles.stream import SubtitleStream

from engine.errors import OutputError
from engine.film import MOST_TEXTS
from engine.media.formats import Limits, MediaFormat, open_video
from engine.media.sound_mix import CHANNELS, SAMPLE_RATE, Samples, sample_at
from engine.time import round_half_up

_UNLIMITED = Limits(frames=1 << 31, seconds=1 << 31)
_FORMS = {"flac": "s32", "libopus": "flt", "aac": "fltp", "pcm_s24le": "s32", "pcm_s16le": "s16"}
_PADDING = 4096
"""Samples that a codec may add at the end, to fill its last block."""
_LATE = SAMPLE_RATE // 200
"""Samples that the sound may begin beside the picture in the finished file."""
_BLOCK = 1 << 16
_TEXT_BYTES = (1 << 16) - 1
"""What mp4 can say of the length of a subtitle."""
_REMEDY = "Check the free space of the disk and write it again"


class Shown(Protocol):
    """What is asked of a cue (`engine.tracks.Cue`); times in seconds."""

    @property
    def start(self) -> Fraction: ...
    @property
    def end(self) -> Fraction: ...
    @property
    def text(self) -> str: ...


class SoundTrack:
    """The soundtrack: `count` samples that `samples(start, count)` gives, float32 [n, 2] at 48 kHz."""

    def __init__(self, samples: Callable[[int, int], Samples], count: int, codec: str, bitrate: int) -> None:
        self._samples, self._count, self._codec, self._bitrate = samples, count, codec, bitrate
        self._written = 0
        self._stream: AudioStream | None = None

    def open(self, container: OutputContainer) -> None:
        """Add the stream."""
        stream = container.add_stream(self._codec, rate=SAMPLE_RATE)
        assert isinstance(stream, AudioStream)
        stream.codec_context.layout = "stereo"
        stream.codec_context.format = av.AudioFormat(_FORMS[self._codec])
        if self._bitrate:
            stream.codec_context.bit_rate = self._bitrate
        self._stream = stream

    def until(self, container: OutputContainer, seconds: Fraction) -> None:
        """Write the samples before a time."""
        self._write(container, min(sample_at(seconds), self._count))

    def close(self, container: OutputContainer) -> None:
        """Write the rest, and what the codec still holds."""
        self._write(container, self._count)
        assert self._stream is not None
        container.mux(self._stream.encode(None))

    def check(self, path: Path, media: MediaFormat) -> None:
        """Decode the sound of the closed file: it must begin with the picture and be as long as the film."""
        began, heard = _decoded(path, media)
        if abs(began) > _LATE:
            raise OutputError(
                f"the sound of the written file begins {began / SAMPLE_RATE:.3f} s beside the picture",
                remedy="Choose another preset",
            )
        if not self._count <= began + heard <= self._count + _PADDING:
            raise OutputError(
                f"the written file holds {heard / SAMPLE_RATE:.2f} of {self._count / SAMPLE_RATE:.2f} s of sound",
                remedy=_REMEDY,
            )

    def _write(self, container: OutputContainer, stop: int) -> None:
        assert self._stream is not None
        while self._written < stop:
            count = min(_BLOCK, stop - self._written)
            block = np.ascontiguousarray(self._samples(self._written, count), np.float32)
            assert block.shape == (count, CHANNELS)
            frame = AudioFrame.from_ndarray(block.reshape(1, -1), "flt", "stereo")
            frame.sample_rate = SAMPLE_RATE
            frame.time_base = Fraction(1, SAMPLE_RATE)
            frame.pts = self._written
            self._written += count
            container.mux(self._stream.encode(frame))


def _decoded(path: Path, media: MediaFormat) -> tuple[int, int]:
    """Where the sound of a file begins and how much there is of it, in samples."""
    began, heard = None, 0
    with open_video(path, media, _UNLIMITED) as container:
        for stream in container.streams.audio[:1]:
            for frame in container.decode(stream):
                if began is None:
                    began = round_half_up(Fraction(frame.pts or 0) * (frame.time_base or 0) * SAMPLE_RATE)
                heard += frame.samples
    return began or 0, heard


@dataclass(frozen=True, slots=True)
class Line:
    """Text shown from `start` to `stop`, milliseconds of the file."""

    start: int
    stop: int
    text: str


def lines_of(cues: Iterable[Shown], begin: Fraction, seconds: Fraction) -> list[Line]:
    """The cues of the stretch [begin, begin + seconds) of a film as lines that never overlap.

    Where several are shown at once their texts stand together, the one that came first on top; of too many the latest.
    """
    spans = []
    length = round_half_up(seconds * 1000)
    for cue in cues:
        start = max(0, round_half_up((cue.start - begin) * 1000))
        stop = min(length, round_half_up((cue.end - begin) * 1000))
        words = "\n".join(line.rstrip() for line in cue.text.splitlines() if line.strip())
        if start < stop and words:
            spans.append((start, stop, words))
    spans.sort(key=lambda span: span[0])
    marks = sorted({mark for start, stop, _ in spans for mark in (start, stop)})
    found: list[Line] = []
    shown: list[tuple[int, int, str]] = []
    behind = 0
    for here, until in pairwise(marks):
        while behind < len(spans) and spans[behind][0] <= here:
            shown.append(spans[behind])
            behind += 1
        shown = [span for span in shown if span[1] > here]
        text = _cut("\n".join(words for *_, words in shown[-MOST_TEXTS:]))
        if not text:
            continue
        if found and found[-1].stop == here and found[-1].text == text:
            found[-1] = Line(found[-1].start, until, text)
        else:
            found.append(Line(here, until, text))
    return found


def _cut(text: str) -> str:
    """As much of a text as a subtitle of every kind can hold."""
    return text.encode()[:_TEXT_BYTES].decode(errors="ignore")


class SubtitleTrack:
    """Subtitles that a player shows or not: "mov_text" in mp4 and mov, "subrip" in Matroska."""

    def __init__(self, lines: Iterable[Line], codec: str) -> None:
        self._lines, self._codec = list(lines), codec
        self._written = 0
        self._stream: SubtitleStream | None = None

    def open(self, container: OutputContainer) -> None:
        """Add the stream."""
        stream = container.add_stream(self._codec)
        assert isinstance(stream, SubtitleStream)
        stream.codec_context.subtitle_header = _STYLE
        stream.time_base = Fraction(1, 1000)
        self._stream = stream

    def until(self, container: OutputContainer, seconds: Fraction) -> None:
        """Write the lines that begin before a time."""
        while self._written < len(self._lines) and self._lines[self._written].start < seconds * 1000:
            self._write(container, self._lines[self._written])

    def close(self, container: OutputContainer) -> None:
        """Write the rest."""
        for line in self._lines[self._written :]:
            self._write(container, line)

    def check(self, path: Path, media: MediaFormat) -> None:
        """Read the lines back from the closed file."""
        found = read_lines(path, media)
        if [line.text for line in found] != [line.text for line in self._lines]:
            raise OutputError(
                f"the written file holds {len(found)} of {len(self._lines)} subtitles", remedy=_REMEDY
            )

    def _write(self, container: OutputContainer, line: Line) -> None:
        data = line.text.encode()
        if self._codec == "mov_text":
            # A length of two bytes before the text (3GPP TS 26.245, section 5.17).
            data = len(data).to_bytes(2, "big") + data
        packet = av.Packet(data)
        assert self._stream is not None
        packet.stream = self._stream
        packet.time_base = Fraction(1, 1000)
        packet.pts = packet.dts = line.start
        packet.duration = line.stop - line.start
        self._written += 1
        container.mux(packet)


def read_lines(path: Path, media: MediaFormat) -> list[Line]:
    """The lines of the first track of subtitles of a file of ours; their packets hold plain text."""
    found = []
    with open_video(path, media, _UNLIMITED) as container:
        for stream in container.streams.subtitles[:1]:
            for packet in container.demux(stream):
                data = bytes(packet)
                if stream.codec_context.name == "mov_text":
                    data = data[2 : 2 + int.from_bytes(data[:2], "big")]
                if data and packet.pts is not None:
                    base = packet.time_base or stream.time_base or Fraction(1, 1000)
                    start, length = packet.pts * base, (packet.duration or 0) * base
                    words = data.decode("utf-8", "replace")
                    found.append(
                        Line(round_half_up(start * 1000), round_half_up((start + length) * 1000), words)
                    )
    return found


_STYLE = b"""[Script Info]
ScriptType: v4.00+
PlayResX: 384
PlayResY: 288

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Sans,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
"""The one style that a subtitle encoder wants to know before its stream is described: white, at the foot."""
