"""What a film is exported as: presets, those of ours and those that an artist saved as JSON files.

Pure values, known to the compiler: everything in a preset that changes the file stands in the key of the step that
writes it. In: bytes of a preset file from outside, checked field by field. Out: `Preset`s. `engine.media.export` writes
by them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from engine.errors import FileFormatError
from engine.time import round_half_up
from engine.types import Size

VIDEO, ANIMATION, SEQUENCE, STILL = "video", "animation", "sequence", "still"
"""What kind of file a preset makes."""

SIZE_LIMIT = 64 << 10
"""Bytes of a preset file."""
NAME_LIMIT = 80
HEIGHTS = (16, 8192)
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Codec:
    """What may be asked of a picture codec: its pixel formats, containers, and options by name."""

    pixels: tuple[str, ...]
    extensions: tuple[str, ...]
    options: frozenset[str] = frozenset()


CODECS: Mapping[str, Codec] = {
    "libx264": Codec(
        ("yuv420p", "yuv422p", "yuv444p", "yuv420p10le", "yuv422p10le"),
        ("mp4", "mov", "mkv"),
        frozenset(("crf", "qp", "preset", "tune", "profile", "level", "g", "bf")),
    ),
    "libx265": Codec(
        ("yuv420p", "yuv422p", "yuv444p", "yuv420p10le", "yuv422p10le"),
        ("mp4", "mov", "mkv"),
        frozenset(("crf", "qp", "preset", "tune", "profile", "g", "bf")),
    ),
    "libsvtav1": Codec(
        ("yuv420p", "yuv420p10le"), ("mp4", "mkv", "webm"), frozenset(("crf", "qp", "preset", "g"))
    ),
    "libvpx-vp9": Codec(
        ("yuv420p", "yuv444p"),
        ("webm", "mkv", "mp4"),
        frozenset(("crf", "deadline", "cpu-used", "row-mt", "g")),
    ),
    "prores_ks": Codec(("yuv422p10le", "yuv444p10le"), ("mov", "mkv"), frozenset(("profile", "qscale"))),
    "dnxhd": Codec(("yuv422p", "yuv422p10le", "yuv444p10le"), ("mov",), frozenset(("profile",))),
    "ffv1": Codec(("bgr0", "yuv422p10le", "yuv444p"), ("mkv",), frozenset(("g", "slices", "context"))),
    "mjpeg": Codec(("yuvj420p", "yuvj422p", "yuvj444p"), ("mov", "mkv"), frozenset(("qmin", "qmax"))),
    "gif": Codec((), ("gif",)),
    "webp": Codec((), ("webp",)),
    "png": Codec((), ("png",)),
    "jpeg": Codec((), ("jpg",)),
}
"""What presets may name; a file from elsewhere can choose among these alone."""
LEAST: Mapping[str, Size] = {"dnxhd": Size(256, 120), "libsvtav1": Size(64, 64)}
"""The smallest frames that a codec takes; of very flat ones SVT-AV1 would never come back."""
SOUNDS: Mapping[str, tuple[str, ...]] = {
    "aac": ("mp4", "mov", "mkv"),
    "flac": ("mkv",),
    "libopus": ("webm", "mkv"),
    "pcm_s16le": ("mov", "mkv"),
    "pcm_s24le": ("mov", "mkv"),
}
"""Sound codecs and the containers that hold them."""
SUBTITLES: Mapping[str, str] = {"mp4": "mov_text", "mov": "mov_text", "mkv": "subrip"}
"""The kind of subtitle track by container; others hold none."""


@dataclass(frozen=True, slots=True)
class Preset:
    """One way to write a film.

    `id` is what the command line calls it, `extension` the file's ending without the dot, `options` those of the
    codec, `sound` its sound codec ("" for none), `bitrate` of that in bits per second (0: its own), `height` the most
    lines that it writes (0: as the film), columns where a film stands upright. `custom` ones are the artist's.
    """

    id: str
    label: str
    kind: str
    extension: str
    codec: str
    pixels: str = ""
    options: tuple[tuple[str, str], ...] = ()
    sound: str = ""
    bitrate: int = 0
    height: int = 0
    help: str = ""
    custom: bool = field(default=False, compare=False)

    @property
    def least(self) -> Size:
        """The smallest frame that it writes."""
        return LEAST.get(self.codec, Size(1, 1))

    @property
    def subtitles(self) -> str:
        """The codec of its subtitle track, "" where the container holds none."""
        return SUBTITLES.get(self.extension, "") if self.kind == VIDEO else ""

    def size(self, film: Size) -> Size:
        """The frame that it writes of a film of this size: its shorter side no longer than allowed, the other even."""
        least, most = min(film), max(film)
        if not self.height or least <= self.height:
            return film
        longer = 2 * round_half_up(Fraction(most * self.height, 2 * least))
        return Size(self.height, longer) if film.width == least else Size(longer, self.height)

    def params(self) -> dict[str, Any]:
        """What of it changes the file, as plain JSON values."""
        return {
            "kind": self.kind,
            "codec": self.codec,
            "pixels": self.pixels,
            "options": dict(self.options),
            "sound": self.sound,
            "bitrate": self.bitrate,
        }


def _video(id_: str, label: str, extension: str, codec: str, pixels: str, help_: str, **more: Any) -> Preset:
    options = tuple(sorted(more.pop("options", {}).items()))
    return Preset(id_, label, VIDEO, extension, codec, pixels, options, help=help_, **more)


PRESETS: tuple[Preset, ...] = (
    _video(
        "h264", "H.264", "mp4", "libx264", "yuv420p", "Plays everywhere.",
        options={"crf": "18", "preset": "medium"}, sound="aac", bitrate=256_000,
    ),
    _video(
        "web", "Web 1080p", "mp4", "libx264", "yuv420p", "H.264 of at most 1080 lines, for sites and mail.",
        options={"crf": "20", "preset": "medium"}, sound="aac", bitrate=192_000, height=1080,
    ),
    _video(
        "draft", "Draft 540p", "mp4", "libx264", "yuv420p", "Small and quick, to be looked at.",
        options={"crf": "27", "preset": "veryfast"}, sound="aac", bitrate=128_000, height=540,
    ),
    _video(
        "h265", "H.265", "mp4", "libx265", "yuv420p", "Half the size of H.264, for recent players.",
        options={"crf": "20", "preset": "medium"}, sound="aac", bitrate=256_000,
    ),
    _video(
        "av1", "AV1", "mp4", "libsvtav1", "yuv420p", "The smallest file; browsers and recent players read it.",
        options={"crf": "28", "preset": "8"}, sound="aac", bitrate=256_000,
    ),
    _video(
        "prores", "ProRes 422 HQ", "mov", "prores_ks", "yuv422p10le", "A master for other editors.",
        options={"profile": "3"}, sound="pcm_s24le",
    ),
    _video(
        "dnxhr", "DNxHR HQ", "mov", "dnxhd", "yuv422p", "A master for Avid and Resolve.",
        options={"profile": "dnxhr_hq"}, sound="pcm_s24le",
    ),
    _video(
        "ffv1", "FFV1", "mkv", "ffv1", "bgr0", "Lossless: every pixel as the viewer shows it.",
        options={"g": "1", "slices": "4", "context": "0"}, sound="flac",
    ),
    Preset("png", "PNG sequence", SEQUENCE, "png", "png", help="One numbered picture per frame, lossless."),
    Preset("gif", "GIF", ANIMATION, "gif", "gif", help="An animation of 256 colours that loops."),
    Preset("webp", "WebP", ANIMATION, "webp", "webp", help="An animation that loops, smaller than a GIF."),
    Preset("still", "Still", STILL, "png", "png", help="One frame as a picture."),
)  # fmt: skip
"""What every installation can write."""


def find(name: str, presets: tuple[Preset, ...] = PRESETS) -> Preset | None:
    """The preset of this id or label."""
    wanted = name.strip().casefold()
    return next((p for p in presets if wanted in (p.id.casefold(), p.label.casefold())), None)


def for_extension(extension: str) -> Preset | None:
    """The preset that a file's ending alone asks for; `png` and its like are stills."""
    wanted = {"mp4": "h264", "m4v": "h264", "mov": "prores", "mkv": "ffv1", "gif": "gif", "webp": "webp"}
    return find(wanted.get(extension.lower().removeprefix("."), ""))


def pictures(extension: str) -> Preset | None:
    """The preset of numbered pictures with this ending."""
    codec = {"png": "png", "jpg": "jpeg", "webp": "webp"}.get(extension)
    usual = find("png")
    assert usual is not None
    return replace(usual, extension=extension, codec=codec) if codec else None


def dumps(preset: Preset) -> bytes:
    """The preset as a JSON file."""
    fields = {
        "shotloom_preset": _FORMAT,
        "name": preset.label,
        "kind": preset.kind,
        "extension": preset.extension,
        "codec": preset.codec,
        "pixels": preset.pixels,
        "options": dict(preset.options),
        "sound": preset.sound,
        "bitrate": preset.bitrate,
        "height": preset.height,
        "help": preset.help,
    }
    return json.dumps(fields, ensure_ascii=False, indent=2).encode() + b"\n"


def loads(data: bytes, name: str = "this preset") -> Preset:
    """The preset of a JSON file, every field of it checked.

    Raises FileFormatError naming the field, its value and what may stand there.
    """
    if len(data) > SIZE_LIMIT:
        raise FileFormatError(f"{name} is too large for a preset", value=len(data))
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FileFormatError(f"{name} is no JSON file", remedy="Save the preset again") from error
    if not isinstance(found, dict) or found.get("shotloom_preset") != _FORMAT:
        raise FileFormatError(f"{name} is no export preset", remedy="Choose one that Shotloom saved")
    return _Reader(name, found).preset()


class _Reader:
    """The fields of a preset file, one check each."""

    def __init__(self, name: str, fields: Mapping[str, Any]) -> None:
        self._name, self._fields = name, fields

    def preset(self) -> Preset:
        """All of it."""
        codec = self._one_of("codec", tuple(CODECS))
        known = CODECS[codec]
        kind = self._one_of("kind", _KINDS.get(codec, (VIDEO,)))
        extension = self._one_of("extension", known.extensions)
        pixels = self._one_of("pixels", known.pixels) if known.pixels else ""
        holds = tuple(name for name, containers in SOUNDS.items() if extension in containers)
        sound = self._one_of("sound", ("", *holds))
        label = self._text("name", NAME_LIMIT)
        if not label:
            self._refuse("name", label, "Give it a name")
        return Preset(
            id=f"custom:{label}",
            label=label,
            kind=kind,
            extension=extension,
            codec=codec,
            pixels=pixels,
            options=self._options(known),
            sound=sound,
            bitrate=self._number("bitrate", 8_000, 1_536_000) if sound else 0,
            height=self._number("height", *HEIGHTS),
            help=self._text("help", 400),
            custom=True,
        )

    def _one_of(self, field_: str, allowed: tuple[str, ...]) -> str:
        value = self._fields.get(field_, "")
        if not isinstance(value, str) or value not in allowed:
            self._refuse(field_, value, f"Use one of {', '.join(a or 'nothing' for a in allowed)}")
        assert isinstance(value, str)
        return value

    def _text(self, field_: str, most: int) -> str:
        value = self._fields.get(field_, "")
        if not isinstance(value, str) or len(value) > most or not all(c.isprintable() for c in value):
            self._refuse(field_, value, f"Write one line of at most {most} characters")
        assert isinstance(value, str)
        return value.strip()

    def _number(self, field_: str, least: int, most: int) -> int:
        value = self._fields.get(field_, 0)
        if type(value) is not int or not (value == 0 or least <= value <= most):
            self._refuse(field_, value, f"Use a whole number from {least} to {most}, or 0")
        assert isinstance(value, int)
        return value

    def _options(self, codec: Codec) -> tuple[tuple[str, str], ...]:
        given = self._fields.get("options", {})
        if not isinstance(given, dict):
            self._refuse("options", given, "Write them as an object of texts")
        for name, value in given.items():
            if name not in codec.options:
                self._refuse("options", name, f"Use {', '.join(sorted(codec.options)) or 'none'}")
            plain = isinstance(value, str) and value.isascii() and 0 < len(value) <= 32
            if not plain or not value.replace("_", "").replace("-", "").replace(".", "").isalnum():
                self._refuse(f"options.{name}", value, "Write a word or a number in quotes")
        return tuple(sorted(given.items()))

    def _refuse(self, field_: str, value: object, remedy: str) -> None:
        raise FileFormatError(
            f"{self._name} has a field that cannot be used", port=field_, value=value, remedy=remedy
        )


_KINDS: Mapping[str, tuple[str, ...]] = {
    "gif": (ANIMATION,),
    "webp": (ANIMATION, SEQUENCE, STILL),
    "png": (SEQUENCE, STILL),
    "jpeg": (SEQUENCE, STILL),
}
