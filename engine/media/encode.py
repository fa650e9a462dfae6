"""Clips written to files: exports, takes' masters, proxies, animations, PNG sequences.

In: a `Clip` and a path. Out: the finished file and its `MediaInfo`, read back from the file itself, or one OutputError
and no file. Called on the media thread and by the executor's `save_clip`; memory stays at one chunk of frames.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import av
import cv2
import numpy as np
from av.container import OutputContainer
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from av.video.stream import VideoStream

from engine.errors import OutputError
from engine.media import animations
from engine.media.colour import ACCURATE
from engine.media.formats import MATROSKA, MP4, Limits, MediaFormat
from engine.media.frames import Clip, Frames
from engine.media.metadata import COMMENT, GRAPH, write_beside
from engine.media.outputs import whole_file
from engine.media.probe import MediaInfo, frame_table
from engine.types import Size

LOSSLESS_PIXELS = 500_000
"""Masters below this many pixels are lossless RGB."""
MASTER_OPTIONS = {"g": "12", "coder": "cavlc", "movflags": "use_metadata_tags+faststart"}
"""A keyframe every 12 frames. At this many bits most of decoding is undoing the entropy coder: the simple one takes an
eighth more of the disk and reads three times as fast."""
PROXY_WIDTH = 640
BT709 = 1
"""The number of BT.709 among primaries, transfers and matrices (ISO/IEC 23091-2)."""
UNLIMITED = Limits(frames=1 << 31, seconds=1 << 31)

OnFrame = Callable[[int, int], None]
"""(frames done, frames in all)"""


class Preset(Enum):
    """What a file is for."""

    EXPORT = "export"
    """H.264 yuv420p crf 18, bt709, index in front: plays everywhere."""
    MASTER = "master"
    """A take: lossless RGB below 0.5 Mpx, else H.264 crf 14 with a keyframe every 12 frames."""
    PROXY = "proxy"
    """MJPEG at most 640 wide, every frame a keyframe, for scrubbing."""
    PRORES = "prores"
    """ProRes 422 HQ in mov, for other editors."""
    FFV1 = "ffv1"
    """Lossless RGB in Matroska, every frame a keyframe: the cache."""
    GIF = "gif"
    WEBP = "webp"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How pictures become a stream: libavcodec's codec, pixel format and options, libavformat's container.

    `matrix` is None for RGB. `even` codecs need even sides; `width` bounds the frame's (0: as the clip). `tag` is the
    name of the codec in the container where players want another than the usual one.
    """

    codec: str
    pixels: str
    container: str
    media: MediaFormat
    options: Mapping[str, str] = field(default_factory=dict)
    full_range: bool = False
    even: bool = True
    matrix: Colorspace | None = Colorspace.ITU709
    width: int = 0
    tag: str = ""


class Track(Protocol):
    """What goes into the file beside the pictures (`mux`): sound, subtitles."""

    def open(self, container: OutputContainer) -> None:
        """Add its stream, before anything is written."""

    def until(self, container: OutputContainer, seconds: Fraction) -> None:
        """Write what belongs before this time, so that players find it near the pictures."""

    def close(self, container: OutputContainer) -> None:
        """Write the rest."""

    def check(self, path: Path, media: MediaFormat) -> None:
        """Raise OutputError when the closed file does not hold all of it."""


def preset_for(path: Path) -> Preset:
    """The preset that a file name asks for: .gif, .webp, .mov (ProRes), .mkv (lossless), else mp4."""
    return {".gif": Preset.GIF, ".webp": Preset.WEBP, ".mov": Preset.PRORES, ".mkv": Preset.FFV1}.get(
        path.suffix.lower(), Preset.EXPORT
    )


def write_clip(
    clip: Clip,
    path: Path,
    *,
    preset: Preset | None = None,
    metadata: Mapping[str, str] | None = None,
    overwrite: bool = False,
    on_frame: OnFrame | None = None,
    check_cancel: Callable[[], None] | None = None,
) -> MediaInfo:
    """Write a clip and return what the finished file holds.

    `metadata` may hold `shotloom` (the graph) and `comment`; formats that cannot carry it get a sidecar.
    `check_cancel` is called before every frame and may raise; then nothing is left.
    Raises OutputError for a disk that refuses, an existing target, or a file that does not read back whole.
    """
    preset = preset or preset_for(path)
    texts = dict(metadata or {})
    if preset in (Preset.GIF, Preset.WEBP):
        return animations.write(clip, counted(clip, on_frame, check_cancel), path, texts, overwrite)
    return write_film(
        clip,
        path,
        _recipe(preset, clip.size),
        metadata=texts,
        overwrite=overwrite,
        on_frame=on_frame,
        check_cancel=check_cancel,
    )


def write_film(
    clip: Clip,
    path: Path,
    recipe: Recipe,
    tracks: Sequence[Track] = (),
    *,
    metadata: Mapping[str, str] | None = None,
    overwrite: bool = False,
    on_frame: OnFrame | None = None,
    check_cancel: Callable[[], None] | None = None,
) -> MediaInfo:
    """Write a clip and what goes with it by a recipe; otherwise as `write_clip`."""
    texts = dict(metadata or {})
    frames = counted(clip, on_frame, check_cancel)
    with whole_file(path, overwrite=overwrite) as temp:
        _encode(clip, frames, temp, recipe, tracks, texts)
        info = _verified(clip, temp, recipe)
        for track in tracks:
            track.check(temp, recipe.media)
    write_beside(path, texts, embedded=True)
    return info


def even_size(size: Size) -> Size:
    """The size with odd sides grown by one: what 4:2:0 needs; the edge pixel is repeated, none is lost."""
    return Size(size.width + size.width % 2, size.height + size.height % 2)


def proxy_size(size: Size) -> Size:
    """At most 640 wide, even, same aspect."""
    if size.width <= PROXY_WIDTH:
        return even_size(size)
    return Size(PROXY_WIDTH, max(2, 2 * round(size.height * PROXY_WIDTH / size.width / 2)))


def _recipe(preset: Preset, size: Size) -> Recipe:
    match preset:
        case Preset.MASTER if size.area < LOSSLESS_PIXELS:
            options = {"qp": "0", "preset": "veryfast", **MASTER_OPTIONS}
            return Recipe("libx264rgb", "rgb24", "mp4", MP4, options, True, even=False, matrix=None)
        case Preset.MASTER:
            options = {"crf": "14", "preset": "fast", **MASTER_OPTIONS}
            # A take has the size that its plan says, and only whole colour planes can have odd sides.
            pixels = "yuv420p" if even_size(size) == size else "yuv444p"
            return Recipe("libx264", pixels, "mp4", MP4, options, even=False)
        case Preset.PROXY:
            options = {"qmin": "3", "qmax": "3", "b": "200M", "movflags": "use_metadata_tags"}
            matrix = Colorspace.ITU601
            return Recipe("mjpeg", "yuvj420p", "mov", MP4, options, True, matrix=matrix, width=PROXY_WIDTH)
        case Preset.PRORES:
            options = {"profile": "3", "movflags": "use_metadata_tags+faststart", "vendor": "apl0"}
            return Recipe("prores_ks", "yuv422p10le", "mov", MP4, options)
        case Preset.FFV1:
            options = {"level": "3", "g": "1", "slicecrc": "1", "slices": "4", "context": "0"}
            return Recipe("ffv1", "bgr0", "matroska", MATROSKA, options, True, even=False, matrix=None)
        case _:
            options = {"crf": "18", "preset": "medium", "movflags": "use_metadata_tags+faststart"}
            return Recipe("libx264", "yuv420p", "mp4", MP4, options)


def counted(
    clip: Clip, on_frame: OnFrame | None, check_cancel: Callable[[], None] | None
) -> Iterator[Frames]:
    """The frames of a clip in order; tells of each when it is done, and asks before each whether to go on."""
    for number, frame in enumerate(clip, start=1):
        if check_cancel is not None:
            check_cancel()
        yield frame
        if on_frame is not None:
            on_frame(number, clip.frames)


def _encode(
    clip: Clip,
    frames: Iterator[Frames],
    temp: Path,
    recipe: Recipe,
    tracks: Sequence[Track],
    texts: Mapping[str, str],
) -> None:
    size = proxy_size(clip.size) if recipe.width else clip.size
    coded = even_size(size) if recipe.even else size
    with av.open(str(temp), "w", format=recipe.container, options=_container_options(recipe)) as container:
        for key in (GRAPH, COMMENT):
            if texts.get(key):
                container.metadata[key] = texts[key]
        stream = _stream(container, clip.rate, coded, recipe)
        for track in tracks:
            track.open(container)
        scaler = VideoReformatter()
        for number, frame in enumerate(frames):
            picture = _coded_picture(frame, size, coded)
            video = scaler.reformat(
                av.VideoFrame.from_ndarray(picture, "rgb24"),
                format=recipe.pixels,
                interpolation=ACCURATE,
                dst_colorspace=recipe.matrix,
                dst_color_range=ColorRange.JPEG if recipe.full_range else ColorRange.MPEG,
                threads=1,
            )
            video.pts = number
            video.time_base = 1 / clip.rate
            # ProRes says in every frame what its colours are.
            video.color_primaries, video.color_trc = BT709, BT709
            for track in tracks:
                track.until(container, (number + 1) / clip.rate)
            container.mux(stream.encode(video))
        for track in tracks:
            track.close(container)
        container.mux(stream.encode(None))


def _stream(container: OutputContainer, rate: Fraction, size: Size, recipe: Recipe) -> VideoStream:
    options = {k: v for k, v in recipe.options.items() if k != "movflags"}
    if recipe.codec == "libsvtav1":
        # The library prints its settings to the terminal and asks only its environment whether to.
        os.environ.setdefault("SVT_LOG", "1")
    stream = container.add_stream(recipe.codec, rate=rate, options=options)
    assert isinstance(stream, VideoStream)
    stream.width, stream.height = size
    stream.pix_fmt = recipe.pixels
    stream.codec_context.time_base = 1 / rate
    stream.codec_context.color_range = 2 if recipe.full_range else 1
    if recipe.matrix is Colorspace.ITU709:
        stream.codec_context.colorspace = 1
    elif recipe.matrix is Colorspace.ITU601:
        stream.codec_context.colorspace = 5
    # Primaries and transfer are bt709 in every file of ours: that is what the frames are.
    stream.codec_context.color_primaries = BT709
    stream.codec_context.color_trc = BT709
    if recipe.tag:
        stream.codec_context.codec_tag = recipe.tag
    try:
        stream.codec_context.open()
    except (av.FFmpegError, ValueError) as error:
        told = " ".join(f"{name}={value}" for name, value in options.items())
        raise OutputError(
            f"{recipe.codec} cannot write {recipe.pixels} at {size} with these settings",
            value=told or None,
            remedy="Choose another preset or size",
        ) from error
    return stream


def _container_options(recipe: Recipe) -> dict[str, str]:
    return {"movflags": recipe.options["movflags"]} if "movflags" in recipe.options else {}


def _coded_picture(frame: Frames, size: Size, coded: Size) -> Frames:
    if frame.shape[1::-1] != size:
        frame = np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), np.uint8)
    if size != coded:
        frame = np.pad(
            frame, ((0, coded.height - size.height), (0, coded.width - size.width), (0, 0)), "edge"
        )
    return np.ascontiguousarray(frame)


def _verified(clip: Clip, temp: Path, recipe: Recipe) -> MediaInfo:
    """Read the closed file back: a full disk can end in a file that plays, but short."""
    info = frame_table(temp, recipe.media, UNLIMITED).info
    if info.frames != clip.frames or abs(info.duration - clip.duration) > 1 / clip.rate:
        raise OutputError(
            f"the written file holds {info.frames} of {clip.frames} frames",
            remedy="Check the free space of the disk and write it again",
        )
    return info
