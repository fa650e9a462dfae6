"""Clips decoded from files, frame-accurately and only when they are read: `open_clip(path)`.

In: a path. Out: a `FileClip` (video through PyAV) or `AnimationClip` (GIF, WebP, APNG through Pillow). Called by the
executor's `read_clip`, the media thread and the worker process; each clip has a lock and one decoder, so any thread may
read, and a read that goes on where the last one ended does not seek.
"""

import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import cv2
import numpy as np
from av.codec.context import CodecContext
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream
from PIL import Image

from engine.errors import MediaError
from engine.media import pictures
from engine.media.colour import RgbConverter
from engine.media.formats import LIMITS, Limits, MediaFormat, open_container, sniff, unreadable
from engine.media.frames import Clip, Frames
from engine.media.probe import FrameTable, MediaInfo, alpha_codec, frame_table, video_stream
from engine.types import Size

PROGRESSIVE = 1
"""The number of whole frames among libavcodec's field orders."""
LONG_GOP = 30
"""From here on frame threads pay, although they make a seek within short groups slower."""


def open_clip(path: Path, limits: Limits = LIMITS) -> Clip:
    """The clip in a file; an image is a clip of one frame at 1/s.

    Raises MediaError when the file is missing, refused, damaged or too large.
    """
    media = sniff(path)
    if media.family == "video":
        return FileClip(path, frame_table(path, media, limits), limits)
    return AnimationClip(path, media, pictures.read_facts(path, media, limits), limits)


class FileClip(Clip):
    """A video file read through its frame table; opens on the first read and after `close`.

    Raises MediaError while reading when a frame is damaged or the file has gone.
    """

    __slots__ = ("_decoder", "_limits", "_lock", "path", "table")

    def __init__(self, path: Path, table: FrameTable, limits: Limits = LIMITS) -> None:
        super().__init__(table.info.frames, table.info.rate, table.info.size)
        self.path = path
        self.table = table
        self._limits = limits
        self._lock = threading.Lock()
        self._decoder: _Decoder | None = None

    @property
    def info(self) -> MediaInfo:
        """What `probe` says of the file."""
        return self.table.info

    def read_quick(self, start: int, stop: int) -> Frames:
        """As `read`, with colours that are near enough for playing, at half the cost."""
        if not 0 <= start < stop <= self.frames:
            raise MediaError(f"frames {start}..{stop} lie outside a clip of {self.frames}")
        return self._pictures(start, stop, quick=True)

    def _read(self, start: int, stop: int) -> Frames:
        return self._pictures(start, stop, quick=False)

    def _pictures(self, start: int, stop: int, *, quick: bool) -> Frames:
        out = np.empty((stop - start, self.size.height, self.size.width, 3), np.uint8)
        with self._lock:
            if self._decoder is None:
                self._decoder = _Decoder(self.path, self.table, self._limits)
            try:
                last = -1
                for place, number in enumerate(self.table.shown[start:stop].tolist()):
                    if number == last:
                        out[place] = out[place - 1]
                    else:
                        out[place] = self._decoder.picture(
                            number, self.size, quick, more=place + 1 < len(out)
                        )
                    last = number
            except (av.FFmpegError, OSError, MemoryError) as error:
                self._drop()
                raise unreadable(self.path, error) from error
            except MediaError:
                self._drop()
                raise
        return out

    @property
    def held_bytes(self) -> int:
        return self.table.pts.nbytes + self.table.shown.nbytes

    def close(self) -> None:
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        if self._decoder is not None:
            self._decoder.close()
            self._decoder = None


class _Timed(NamedTuple):
    pts: int
    picture: av.VideoFrame


class _Decoder:
    """One open container and where it stands. Not thread-safe: `FileClip` holds the lock."""

    def __init__(self, path: Path, table: FrameTable, limits: Limits) -> None:
        self._path, self._table, self._limits = path, table, limits
        self._converter = RgbConverter()
        self._target = 0
        self._alone = False
        self._container = self._open()

    def _open(self) -> InputContainer:
        container = open_container(self._path, self._table.media, self._limits)
        self._stream: VideoStream = video_stream(self._path, container)
        threads = "AUTO" if self._table.longest_gop > LONG_GOP else "SLICE"
        self._stream.codec_context.thread_type = threads
        self._special = self._alpha_context()
        self._hops = self._stream.codec_context.name == "h264" and _whole_frames(self._stream)
        self._source: Iterator[_Timed] = self._decoded(container)
        self._current: _Timed | None = None
        self._ahead: _Timed | None = None
        self._damaged = self._spent = False
        return container

    def picture(self, number: int, size: Size, quick: bool = False, *, more: bool = False) -> Frames:
        """Frame `number` of the table, upright and with square pixels, uint8 [H, W, 3].

        `more`: the ones behind it are asked for next.
        """
        target = int(self._table.pts[number])
        self._go_to(target, more)
        if self._current is None or (self._damaged and self._current.pts != target):
            raise MediaError(
                f"frame {number} of {self._path.name} is damaged", remedy="Copy or export the file again"
            )
        frame = self._current.picture
        rgb = self._converter.rgb(frame, quick)
        coded = self._table.coded
        if (frame.width, frame.height) != coded:
            rgb = _fit(rgb, coded)
        return upright(rgb, self._table.turn, size)

    def close(self) -> None:
        self._source = iter(())
        self._current = self._ahead = None
        self._container.close()

    def _reopen(self) -> None:
        self.close()
        self._container = self._open()

    def _go_to(self, target: int, more: bool) -> None:
        """Leave in `_current` the frame with this pts, or the nearest before it (else the first after)."""
        keys, pts = self._table.keys, self._table.pts
        key = int(keys[max(0, int(np.searchsorted(keys, target, side="right")) - 1)])
        here = self._current.pts if self._current is not None else None
        if here == target:
            return
        self._target = target
        following = (
            int(pts[min(int(np.searchsorted(pts, here, "right")), len(pts) - 1)]) if here is not None else 0
        )
        # Reading on is free: only a keyframe that lies beyond the next frame is worth a seek.
        jumps = here is None or target < here or key > following
        if jumps or self._spent:
            # From a keyframe far away it is dear to come back to what is read on from here.
            near = self._table.longest_gop <= LONG_GOP
            self._alone = self._hops and near and jumps and not more
            self._seek(key)
            if self._ahead is not None and self._ahead.pts > target:
                # The container's index misled: from the start, every frame is found.
                self._reopen()
        while True:
            if self._ahead is None:
                self._ahead = next(self._source, None)
            if self._ahead is None or (self._ahead.pts > target and self._current is not None):
                return
            self._current, self._ahead = self._ahead, None
            if self._current.pts >= target:
                return

    def _seek(self, when: int) -> None:
        self._current = self._ahead = None
        self._damaged = self._spent = False
        self._container.seek(when, stream=self._stream, backward=True)
        if self._special is not None:
            self._special.flush_buffers()
        self._source = self._decoded(self._container)
        self._ahead = next(self._source, None)

    def _decoded(self, container: InputContainer) -> Iterator[_Timed]:
        context = self._special
        for packet in container.demux(self._stream):
            if self._hops:
                # On the way to the frame that is wanted, those that no other is made from need not be decoded.
                passed = packet.pts is not None and packet.pts < self._target
                self._stream.codec_context.skip_frame = "NONREF" if passed else "DEFAULT"
            try:
                frames = packet.decode() if context is None else _decode_with(context, packet)
                if self._alone and packet.pts == self._target:
                    # A decoder holds pictures back until it has seen those behind them: who wants this one alone has
                    # it now, and nothing can be read on from here.
                    self._spent = True
                    frames = [*frames, *self._stream.decode(None)]
            except av.error.InvalidDataError:
                # One bad packet must not end the file; `picture` refuses the frame that is missing.
                self._damaged = True
                continue
            for frame in frames:
                when = frame.pts if frame.pts is not None else frame.dts
                if when is not None:
                    yield _Timed(when, frame)
            if self._spent:
                return

    def _alpha_context(self) -> CodecContext | None:
        name = alpha_codec(self._stream)
        if name is None:
            return None
        context = CodecContext.create(name, "r")
        context.extradata = self._stream.codec_context.extradata
        return context


def _whole_frames(stream: VideoStream) -> bool:
    """Whether a packet is never a single field of two."""
    return bool(stream.codec_context.field_order == PROGRESSIVE)


def _decode_with(context: CodecContext, packet: "Packet[VideoStream]") -> list[av.VideoFrame]:
    return list(context.decode(packet if packet.size else None))  # type: ignore[attr-defined]


class AnimationClip(Clip):
    """A GIF, WebP or APNG animation, or one still; Pillow decodes forward and starts again when asked to go back.

    The file stays open where the last read ended, so that reading on costs what is read.
    """

    __slots__ = ("_image", "_limits", "_lock", "_media", "_shown", "path")

    def __init__(
        self, path: Path, media: MediaFormat, facts: pictures.PictureFacts, limits: Limits = LIMITS
    ) -> None:
        super().__init__(facts.frames, facts.rate or Fraction(1), facts.size)
        self.path = path
        self._media, self._shown, self._limits = media, facts.shown, limits
        self._lock = threading.Lock()
        self._image: Image.Image | None = None

    def _read(self, start: int, stop: int) -> Frames:
        out = np.empty((stop - start, self.size.height, self.size.width, 3), np.uint8)
        with self._lock:
            try:
                with pictures.explained(self.path, self._media, self._limits):
                    self._fill(out, self._shown[start:stop].tolist())
            except BaseException:
                # Nobody knows where it stands.
                self._let_go()
                raise
        return out

    def _fill(self, out: Frames, numbers: list[int]) -> None:
        if self._image is not None and self.frames > 1 and numbers[0] < self._image.tell():
            # Pillow's own way back does not work for every APNG.
            self._let_go()
        if self._image is None:
            self._image = pictures.open_picture(self.path, self._media, self._limits)
        last = -1
        for place, number in enumerate(numbers):
            if number != last:
                picture = self._picture(self._image, number)
            out[place] = picture
            last = number

    def _picture(self, image: Image.Image, number: int) -> Frames:
        if self.frames > 1:
            image.seek(number)
        picture = pictures.rgb(image)
        if picture.shape[:2] != (self.size.height, self.size.width):
            raise MediaError(f"{self.path.name} changed its size", remedy="Export or copy it again")
        return picture

    def close(self) -> None:
        """Close the file; reading afterwards opens it again."""
        with self._lock:
            self._let_go()

    def __del__(self) -> None:
        self._let_go()

    def _let_go(self) -> None:
        image, self._image = getattr(self, "_image", None), None
        if image is not None:
            image.close()


def upright(rgb: Frames, turn: tuple[bool, bool, bool], size: Size) -> Frames:
    """Apply (transpose, flip x, flip y), then stretch to square pixels where the size asks for it."""
    transpose, flip_x, flip_y = turn
    if transpose:
        rgb = rgb.transpose(1, 0, 2)
    if flip_x:
        rgb = rgb[:, ::-1]
    if flip_y:
        rgb = rgb[::-1]
    return rgb if rgb.shape[:2] == (size.height, size.width) else _fit(rgb, size)


def _fit(rgb: Frames, size: Size) -> Frames:
    resized = cv2.resize(np.ascontiguousarray(rgb), size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(resized, np.uint8)
