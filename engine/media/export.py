"""An export written: the clip of a film by an `Encoding`, with its sound and subtitles, and checked once it is closed.

In: a clip, what to make of it, and the samples of its sounds. Out: the finished file (a pack for a sequence of
pictures), or one OutputError and nothing. Called by the executor's `encode`; delivery adds the graph and the name.
"""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
from av.video.reformatter import Colorspace

from engine.encoding import Encoding
from engine.errors import OutputError
from engine.media import sequences
from engine.media.edits import trim
from engine.media.encode import OnFrame, Recipe, Track, even_size, write_clip, write_film
from engine.media.encode import Preset as Purpose
from engine.media.formats import MATROSKA, MP4
from engine.media.frames import Clip, Frames
from engine.media.imaging import Fit, fit_clip, fit_frame
from engine.media.mux import SoundTrack, SubtitleTrack, lines_of
from engine.media.probe import same_rate
from engine.media.sound_mix import Tracks, mix, sample_at
from engine.media.stills import write_image
from engine.presets import ANIMATION, SEQUENCE, STILL, Preset
from engine.types import Size

_REORDERED = 8
"""Frames that an encoder may hold back to store them in another order."""
_CONTAINERS = {"mp4": "mp4", "mov": "mov", "mkv": "matroska", "webm": "webm"}


def suffix_of(preset: Preset) -> str:
    """The ending of the file that is made: the preset's, or that of a pack."""
    return sequences.PACK if preset.kind == SEQUENCE else f".{preset.extension}"


def write_export(
    clip: Clip,
    path: Path,
    encoding: Encoding,
    tracks: Tracks = lambda media: None,
    *,
    on_frame: OnFrame | None = None,
    check_cancel: Callable[[], None] | None = None,
) -> None:
    """Write a clip as an encoding says; `tracks` gives the samples of its sounds by the name of their media.

    The file at `path` (its ending is `suffix_of`) is replaced. Raises OutputError for a disk that refuses and for a
    file that does not read back whole: every frame, its rate and time, all of the sound, each subtitle.
    """
    preset = encoding.preset
    clip = shaped(clip, encoding)
    if preset.kind == STILL:
        if on_frame is not None:
            on_frame(1, 1)
        write_image(clip.frame(0), path, overwrite=True)
    elif preset.kind == SEQUENCE:
        sequences.pack(clip, path, preset.extension, on_frame=on_frame, check_cancel=check_cancel)
    elif preset.kind == ANIMATION:
        kind = Purpose.GIF if preset.extension == "gif" else Purpose.WEBP
        write_clip(clip, path, preset=kind, overwrite=True, on_frame=on_frame, check_cancel=check_cancel)
    else:
        least = preset.least
        if clip.size.width < least.width or clip.size.height < least.height:
            raise OutputError(
                f"{preset.codec} takes frames of {least} and more",
                value=str(clip.size),
                remedy="Export it larger, or choose another preset",
            )
        info = write_film(
            clip,
            path,
            recipe_of(preset, clip.frames),
            beside(clip, encoding, tracks),
            overwrite=True,
            on_frame=on_frame,
            check_cancel=check_cancel,
        )
        if not same_rate(info.rate, clip.rate) or info.size not in (clip.size, even_size(clip.size)):
            raise OutputError(
                f"the written file is {info.size} at {info.rate}/s, not {clip.size} at {clip.rate}/s",
                remedy="Choose another preset",
            )


def work_behind(preset: Preset, frames: int) -> float:
    """What is still to be done when an encoder has the last frame, as so many frames more: those that it looked ahead,
    those of an animation, which is put together at the end, and reading the file back.
    """
    share, most = _BEHIND.get(preset.codec if preset.kind != SEQUENCE else "", (0.03, 0))
    return share * (min(frames, most) if most else frames)


_BEHIND = {
    "libx264": (0.5, 50), "libx265": (1.3, 30), "libsvtav1": (0.4, 60), "libvpx-vp9": (0.5, 25),
    "gif": (0.4, 0), "webp": (1.5, 0),
}  # fmt: skip
"""Measured: share of the work on a frame that is left, for at most so many frames (0: for all of them)."""


def shaped(clip: Clip, encoding: Encoding) -> Clip:
    """The part of a clip that is written, at the size in which it is."""
    if encoding.span is not None:
        start, stop = max(0, encoding.span[0]), min(encoding.span[1], clip.frames)
        clip = trim(clip, start, max(stop, start + 1))
    size = encoding.size
    return clip if size is None or size == clip.size else fit_clip(clip, Size(*size), Fit.CONTAIN)


def still(frame: Frames, encoding: Encoding) -> Frames:
    """A picture as a clip of one frame would be written."""
    size = encoding.size
    fitted = frame if size is None else fit_frame(frame, Size(*size), Fit.CONTAIN)
    return np.ascontiguousarray(fitted)


def beside(clip: Clip, encoding: Encoding, tracks: Tracks) -> list[Track]:
    """Sound and subtitles of the stretch of the film that the clip is."""
    found: list[Track] = []
    preset, sounds = encoding.preset, encoding.sounds
    if preset.sound and sounds:
        begin = encoding.start + Fraction(encoding.span[0] if encoding.span else 0) / clip.rate
        first = sample_at(begin)
        count = sample_at(begin + clip.duration) - first
        found.append(
            SoundTrack(
                lambda start, number: mix(sounds, tracks, first + start, number),
                count,
                preset.sound,
                preset.bitrate,
            )
        )
    if preset.subtitles and encoding.cues:
        lines = lines_of(encoding.cues, encoding.start, clip.duration)
        if lines:
            found.append(SubtitleTrack(lines, preset.subtitles))
    return found


def recipe_of(preset: Preset, frames: int) -> Recipe:
    """The recipe of a preset that makes a film file of so many frames."""
    pixels, options = preset.pixels, dict(preset.options)
    matroska = preset.extension in ("mkv", "webm")
    if not matroska:
        options["movflags"] = "use_metadata_tags+faststart"
    match preset.codec:
        case "libx265":
            # A film shorter than what x265 reorders would get times of decoding that it never set.
            options["x265-params"] = "log-level=error" + (":bframes=0" if frames < _REORDERED else "")
        case "prores_ks":
            options["vendor"] = "apl0"
        case "ffv1":
            options |= {"level": "3", "slicecrc": "1"}
        case "libvpx-vp9":
            options["b"] = "0"
    rgb, jpeg = pixels == "bgr0", pixels.startswith("yuvj")
    return Recipe(
        preset.codec,
        pixels,
        _CONTAINERS[preset.extension],
        MATROSKA if matroska else MP4,
        options,
        full_range=rgb or jpeg,
        even="444" not in pixels and not rgb,
        matrix=None if rgb else Colorspace.ITU601 if jpeg else Colorspace.ITU709,
        tag="hvc1" if preset.codec == "libx265" and not matroska else "",
    )
