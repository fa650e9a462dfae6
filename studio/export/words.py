"""What a preset makes, in plain words: its kind of file, how the picture is kept, its sound, what players need.

In: a `Preset` and the facts of a film. Out: short lines for the export dialogs. Pure, but for `tr`.
"""

from dataclasses import replace
from fractions import Fraction

from engine.presets import ANIMATION, CODECS, SEQUENCE, SOUNDS, STILL, Preset
from engine.types import Size
from studio.words import tr

_CODECS = {
    "libx264": "H.264", "libx265": "H.265", "libsvtav1": "AV1", "libvpx-vp9": "VP9", "prores_ks": "ProRes",
    "dnxhd": "DNxHR", "ffv1": "FFV1", "mjpeg": "Motion JPEG", "gif": "GIF", "webp": "WebP", "png": "PNG",
    "jpeg": "JPEG",
}  # fmt: skip
_SOUNDS = {"aac": "AAC", "flac": "FLAC", "libopus": "Opus", "pcm_s16le": "PCM", "pcm_s24le": "PCM"}
_CONTAINERS = {"mp4": "MP4", "mov": "QuickTime", "mkv": "Matroska", "webm": "WebM"}
assert _CODECS.keys() == CODECS.keys()
assert _SOUNDS.keys() == SOUNDS.keys()


def label_of(preset: Preset) -> str:
    """What a preset is called; what comes with the program is called so in the artist's language."""
    return preset.label if preset.custom else tr(preset.label)


def help_of(preset: Preset) -> str:
    """What a preset is for, in one line; "" where its maker said nothing."""
    return preset.help if preset.custom or not preset.help else tr(preset.help)


def picture_words(preset: Preset) -> str:
    """How the picture is kept: "H.264 in MP4, 8 bit 4:2:0"."""
    codec = _CODECS[preset.codec]
    if preset.kind == SEQUENCE:
        return tr("Numbered {codec} pictures, one per frame", codec=codec)
    if preset.kind == STILL:
        return tr("One {codec} picture", codec=codec)
    if preset.kind == ANIMATION:
        return tr("{codec} animation that loops", codec=codec)
    held = tr("{codec} in {container}", codec=codec, container=_CONTAINERS[preset.extension])
    return ", ".join(part for part in (held, depth_words(preset.pixels)) if part)


def depth_words(pixels: str) -> str:
    """Bits and colour of a pixel format: "10 bit 4:2:2"."""
    if not pixels:
        return ""
    if pixels == "bgr0":
        return tr("8 bit RGB, lossless")
    bits = 10 if pixels.endswith("10le") else 8
    digits = next((d for d in ("420", "422", "444") if d in pixels), "444")
    return tr("{bits} bit {sampling}", bits=bits, sampling=":".join(digits))


def sound_words(preset: Preset) -> str:
    """How sound is kept: "AAC, 256 kbit/s"; "" where the file holds none."""
    if not preset.sound:
        return ""
    name = _SOUNDS[preset.sound]
    if preset.bitrate:
        return tr("{codec}, {rate} kbit/s", codec=name, rate=preset.bitrate // 1000)
    bits = {"pcm_s16le": 16, "pcm_s24le": 24}.get(preset.sound)
    return tr("{codec}, {bits} bit", codec=name, bits=bits) if bits else tr("{codec}, lossless", codec=name)


def size_words(size: Size, rate: Fraction) -> str:
    """Pixels and rate: "1280 × 720, 24 per second"."""
    shown = f"{float(rate):.3f}".rstrip("0").rstrip(".")
    return tr(
        "{width} × {height}, {rate} frames per second", width=size.width, height=size.height, rate=shown
    )


def rough_bytes(preset: Preset, size: Size, frames: int, seconds: float, *, sound: bool) -> int:
    """About how large the file becomes; of codecs that follow the picture's content no more than an order of size."""
    options = dict(preset.options)
    bits = _BITS.get(preset.codec, 0.0)
    if preset.codec in _USUAL_CRF and (crf := options.get("crf", "")).isdecimal():
        # Six steps of quality halve the file, as the makers of these codecs say.
        bits *= 2 ** ((_USUAL_CRF[preset.codec] - int(crf)) / 6)
    rate = preset.bitrate or _SOUND_BITS.get(preset.sound, 0)
    return round((bits * size.area * frames + (rate * seconds if sound else 0)) / 8)


_USUAL_CRF = {"libx264": 18, "libx265": 20, "libsvtav1": 28, "libvpx-vp9": 31}
_BITS = {
    "libx264": 0.16, "libx265": 0.09, "libsvtav1": 0.06, "libvpx-vp9": 0.08, "prores_ks": 4.4, "dnxhd": 3.6,
    "ffv1": 9.0, "mjpeg": 1.6, "gif": 3.0, "webp": 0.8, "png": 9.0, "jpeg": 1.6,
}  # fmt: skip
"""Bits per pixel of ordinary footage at the usual quality."""
_SOUND_BITS = {
    "flac": 900_000,
    "pcm_s16le": 1_536_000,
    "pcm_s24le": 2_304_000,
    "libopus": 128_000,
    "aac": 192_000,
}


def quality_range(preset: Preset) -> tuple[int, int, int] | None:
    """The quality factor that may be chosen: least, most and the one it has; None where the codec has none."""
    crf = dict(preset.options).get("crf", "")
    if preset.codec not in _USUAL_CRF or not crf.isdecimal():
        return None
    return 0, 63 if preset.codec in ("libsvtav1", "libvpx-vp9") else 51, int(crf)


def with_quality(preset: Preset, crf: int) -> Preset:
    """The preset with another quality factor."""
    options = {**dict(preset.options), "crf": str(crf)}
    return replace(preset, options=tuple(sorted(options.items())))


_LOOKS = {
    "libx264": (18, 23, 28),
    "libx265": (20, 25, 30),
    "libsvtav1": (24, 34, 44),
    "libvpx-vp9": (20, 31, 41),
}
"""Up to which quality factor nothing is seen to be lost, it looks very good, and it looks good."""


def quality_words(preset: Preset, crf: int) -> str:
    """What a quality factor means: "Visually lossless"."""
    limits = _LOOKS.get(preset.codec, _LOOKS["libx264"])
    lossless, fine, fair = limits
    if crf <= lossless:
        return tr("Visually lossless")
    if crf <= fine:
        return tr("Very good")
    return tr("Good, and small") if crf <= fair else tr("Very small; it shows")
