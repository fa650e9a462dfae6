"""Which files may be opened, as what, and how large: by extension *and* first bytes, before any decoder sees them.

In: a path of unknown origin. Out: a `MediaFormat`, or one clear MediaError. Called by `probe`, `decode`, `sound` and
`imaging`.
A playlist or a script named `.mp4` never reaches libavformat: the bytes do not match, and the container is opened with
its demuxer named and nothing but the `file` protocol allowed.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import av
from av.container import InputContainer

from engine.errors import MediaError
from engine.types import Size

Kind = Literal["image", "clip", "sound"]
Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MediaFormat:
    """A kind of file: `reader` is libavformat's demuxer for "video" and "sound", Pillow's format name for "picture"."""

    name: str
    reader: str
    family: Literal["video", "picture", "sound"]
    extensions: tuple[str, ...]


MP4 = MediaFormat("mp4", "mov", "video", (".mp4", ".m4v", ".mov", ".3gp", ".qt"))
MATROSKA = MediaFormat("matroska", "matroska", "video", (".mkv", ".webm"))
AVI = MediaFormat("avi", "avi", "video", (".avi",))
PNG = MediaFormat("png", "PNG", "picture", (".png", ".apng"))
JPEG = MediaFormat("jpeg", "JPEG", "picture", (".jpg", ".jpeg", ".jpe"))
WEBP = MediaFormat("webp", "WEBP", "picture", (".webp",))
GIF = MediaFormat("gif", "GIF", "picture", (".gif",))
TIFF = MediaFormat("tiff", "TIFF", "picture", (".tif", ".tiff"))
BMP = MediaFormat("bmp", "BMP", "picture", (".bmp",))
FORMATS = (MP4, MATROSKA, AVI, PNG, JPEG, WEBP, GIF, TIFF, BMP)

WAV = MediaFormat("wav", "wav", "sound", (".wav", ".wave"))
MP3 = MediaFormat("mp3", "mp3", "sound", (".mp3",))
FLAC = MediaFormat("flac", "flac", "sound", (".flac",))
OGG = MediaFormat("ogg", "ogg", "sound", (".ogg", ".oga", ".opus"))
AIFF = MediaFormat("aiff", "aiff", "sound", (".aif", ".aiff"))
M4A = MediaFormat("m4a", "mov", "sound", (".m4a",))
AAC = MediaFormat("aac", "aac", "sound", (".aac",))
SOUND_FORMATS = (WAV, MP3, FLAC, OGG, AIFF, M4A, AAC)

EXTENSIONS = tuple(e for f in FORMATS for e in f.extensions)
SOUND_EXTENSIONS = tuple(e for f in SOUND_FORMATS for e in f.extensions)

DECODERS = (
    "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,mjpeg,prores,dnxhd,ffv1,png,mpeg4,qtrle,rawvideo,utvideo,huffyuv,"
    "ffvhuff,aac,mp3,mp3float,opus,vorbis,flac,pcm_s16le,pcm_s24le,ac3"
)
"""Decoders that may run; others exist in the library, but an artist's footage does not need them."""
SOUND_DECODERS = (
    "aac,mp3,mp3float,opus,vorbis,flac,alac,ac3,eac3,pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,"
    "pcm_s32be,pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be,pcm_alaw,pcm_mulaw,adpcm_ima_wav,adpcm_ms"
)
"""The same where only sound is read."""

_DEMUXERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,wav,mp3,flac,ogg,aiff,aac"


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest media that is opened: pixels of a picture or frame, pixels of one side, frames, seconds."""

    pixels: int = 64_000_000
    side: int = 8192
    frame_pixels: int = 36_000_000
    frames: int = 72_000
    seconds: int = 1_200
    open_seconds: float = 20.0


LIMITS = Limits()


def sniff(path: Path) -> MediaFormat:
    """The format of a file: its extension must be a known one and its first bytes must be of the same family.

    A JPEG that is named .png, which the web is full of, is read as the JPEG that it is.
    Raises MediaError for what is missing, not a plain file, empty, of an unknown kind, or not what its name says.
    """
    return _sniffed(path, FORMATS, EXTENSIONS)


def sniff_sound(path: Path) -> MediaFormat:
    """As `sniff`, for a file whose sound is wanted: a sound file, or a video whose picture is left aside."""
    known = (*SOUND_FORMATS, *(f for f in FORMATS if f.family == "video"))
    return _sniffed(path, known, SOUND_EXTENSIONS)


def _sniffed(path: Path, known: tuple[MediaFormat, ...], named: tuple[str, ...]) -> MediaFormat:
    head = _head(path)
    suffix = path.suffix.lower()
    by_name = next((f for f in known if suffix in f.extensions), None)
    if by_name is None:
        raise MediaError(
            f"{path.name} is not a kind of file that can be read",
            remedy=f"Use one of {', '.join(sorted(named))}",
        )
    by_bytes = _by_bytes(head)
    # Tags may lead any sound file, and m4a is an mp4 without a picture.
    if by_name.family == "sound" and (head[:3] == b"ID3" or (by_name is M4A and by_bytes is MP4)):
        return by_name
    if by_bytes is None:
        raise MediaError(
            f"{path.name} is named {suffix} but holds something else",
            remedy="Export it again as a real file of that kind",
        )
    if by_bytes.family != by_name.family:
        raise MediaError(
            f"{path.name} is named {suffix} but is a {by_bytes.name} file",
            remedy=f"Rename it to {path.stem}{by_bytes.extensions[0]}",
        )
    return by_bytes


def check_size(name: str, size: Size, limits: Limits, pixels: int | None = None) -> None:
    """Raise MediaError when a picture or frame is larger than allowed or empty."""
    if size.width < 1 or size.height < 1:
        raise MediaError(
            f"{name} has no picture size, or one that is far too large", remedy="Export it again, smaller"
        )
    most = pixels or limits.pixels
    if max(size) > limits.side or size.area > most:
        raise MediaError(
            f"{name} is {size}, more than {limits.side} px a side or {most // 1_000_000} megapixels",
            remedy="Scale it down first",
        )


@contextmanager
def open_video(
    path: Path, media: MediaFormat, limits: Limits = LIMITS, decoders: str = DECODERS
) -> Iterator[InputContainer]:
    """Open a container with its demuxer named, files only, known decoders only; closed at the end of the block.

    Raises MediaError when libav refuses the file.
    """
    container = open_container(path, media, limits, decoders)
    try:
        yield container
    finally:
        container.close()


def open_container(
    path: Path, media: MediaFormat, limits: Limits = LIMITS, decoders: str = DECODERS
) -> InputContainer:
    """As `open_video`, for a caller that closes the container itself."""
    # A real absolute path: "concat:a|b" or "http://..." given as a name stays a name that does not exist.
    real = os.path.realpath(path)
    try:
        return av.open(
            real,
            mode="r",
            format=media.reader,
            options={
                "protocol_whitelist": "file",
                "format_whitelist": _DEMUXERS,
                "codec_whitelist": decoders,
                "max_pixels": str(limits.frame_pixels),
            },
            metadata_errors="replace",
            timeout=(limits.open_seconds, limits.open_seconds),
        )
    except (av.FFmpegError, OSError, ValueError) as error:
        raise unreadable(path, error) from error


def missing_bytes(path: Path, media: MediaFormat) -> int:
    """How many bytes a Matroska file lacks of what its segment claims (RFC 8794); 0 where that is not known.

    Matroska has no frame count, and libavformat plays a file that was cut short without a word.
    """
    if media is not MATROSKA:
        return 0
    with path.open("rb") as stream:
        head = stream.read(4096)
    at = 4
    size, at = _ebml_size(head, at)
    at += size
    if head[at : at + 4] != b"\x18\x53\x80\x67":
        return 0
    size, at = _ebml_size(head, at + 4)
    return max(0, at + size - path.stat().st_size) if size else 0


def _ebml_size(head: bytes, at: int) -> tuple[int, int]:
    """A variable-length number and the place after it; 0 for "unknown" and for what is not there."""
    if at >= len(head) or head[at] == 0:
        return 0, at
    length = 9 - head[at].bit_length()
    value = int.from_bytes(head[at : at + length], "big") & ((1 << (7 * length)) - 1)
    return (0 if value == (1 << (7 * length)) - 1 else value), at + length


def unreadable(path: Path, error: BaseException) -> MediaError:
    """The one line for a file that libav or Pillow cannot read."""
    if isinstance(error, MemoryError):
        return MediaError(f"{path.name} needs more memory than there is", remedy="Scale it down first")
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return MediaError(
        f"{path.name} cannot be read: {str(reason)[:120].rstrip('.')}",
        remedy="The file is damaged or incomplete; export or copy it again",
    )


def _head(path: Path) -> bytes:
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            raise MediaError(f"{path.name} is not a file", remedy="Choose an image or clip file")
        if info.st_size == 0:
            raise MediaError(f"{path.name} is empty (zero bytes)", remedy="Copy or export it again")
        with path.open("rb") as stream:
            return stream.read(64)
    except FileNotFoundError as error:
        raise MediaError(f"{path.name} was not found", remedy="Locate the file or choose another") from error
    except PermissionError as error:
        raise MediaError(f"{path.name} may not be read", remedy="Change the file's permissions") from error
    except (OSError, ValueError) as error:
        raise MediaError(f"{path.name} cannot be opened: {error}") from error


def _by_bytes(head: bytes) -> MediaFormat | None:
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return MP4
    if head[:4] == b"RIFF":
        return {b"AVI ": AVI, b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12])
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return AIFF
    if head[:1] == b"\xff" and head[1:2] > b"\xdf" and head[1] & 0x06 in (0x00, 0x02):
        # MPEG audio begins with eleven ones; layer bits 01 mean layer III, 00 AAC in ADTS (ISO/IEC 11172-3, 13818-7).
        return MP3 if head[1] & 0x06 else AAC
    starts = {
        b"\x1a\x45\xdf\xa3": MATROSKA,
        b"\x89PNG\r\n\x1a\n": PNG,
        b"\xff\xd8\xff": JPEG,
        b"GIF87a": GIF,
        b"GIF89a": GIF,
        b"II*\x00": TIFF,
        b"MM\x00*": TIFF,
        b"BM": BMP,
        b"ID3": MP3,
        b"fLaC": FLAC,
        b"OggS": OGG,
        b"RF64": WAV,
    }
    return next((media for magic, media in starts.items() if head.startswith(magic)), None)


def stamp(path: Path) -> Stamp | None:
    """By what a file that was written anew is known: its size and time; None for one that is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
