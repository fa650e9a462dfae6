"""How a picture becomes a file: a preset with the range, size, sound and subtitles of this export, as JSON values.

What an `encode` step carries, so that its key is its content: ids and names of sounds and cues stay out. Written by the
compiler from a `Target`, read back by the operation.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from engine.presets import STILL, Preset
from engine.tracks import Cue, Sound
from engine.types import FactKind, Facts, Size


@dataclass(frozen=True, slots=True)
class Encoding:
    """What to write of a clip and what goes with it.

    `span` are frames [start, stop) of the clip and `size` the frame's pixels; None for what it has. `start` is the
    second of the film at which the clip begins; `sounds` lie on the film's time and name their media by content hash,
    and so do `cues`, which become a track of subtitles.
    """

    preset: Preset
    span: tuple[int, int] | None = None
    size: Size | None = None
    start: Fraction = Fraction(0)
    sounds: tuple[Sound, ...] = ()
    cues: tuple[Cue, ...] = ()

    def facts(self, picture: Facts) -> Facts:
        """The facts of the file that is made of a picture."""
        frames = picture.frames
        if self.span is not None:
            frames = max(1, min(self.span[1], frames) - max(self.span[0], 0))
        if self.preset.kind == STILL:
            frames = 1
        return replace(picture, kind=FactKind.FILE, frames=frames, size=self.size or picture.size)

    def params(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        found: dict[str, Any] = {"format": self.preset.extension, **self.preset.params()}
        if self.span is not None:
            found["span"] = list(self.span)
        if self.size is not None:
            found["size"] = list(self.size)
        if self.sounds or self.cues:
            found["start"] = str(self.start)
        if self.sounds:
            found["sounds"] = [
                [s.media, *map(str, (s.start, s.in_point, s.length, s.fade_in, s.fade_out)), s.volume]
                for s in self.sounds
            ]
        if self.cues:
            found["cues"] = [[str(c.start), str(c.length), c.text] for c in self.cues]
        return found


def encoding_of(params: Mapping[str, Any]) -> Encoding:
    """The encoding of `Encoding.params`."""
    kind, options = params["kind"], tuple(sorted(params["options"].items()))
    preset = Preset(
        "", "", kind, params["format"], params["codec"], params["pixels"], options, params["sound"],
        params["bitrate"],
    )  # fmt: skip
    span, size = params.get("span"), params.get("size")
    sounds = []
    for number, (media, *times, volume) in enumerate(params.get("sounds", ())):
        start, in_point, length, fade_in, fade_out = (Fraction(t) for t in times)
        sounds.append(Sound(str(number), media, start, in_point, length, volume, fade_in, fade_out))
    cues = [
        Cue(str(number), Fraction(start), Fraction(length), text)
        for number, (start, length, text) in enumerate(params.get("cues", ()))
    ]
    return Encoding(
        preset,
        (span[0], span[1]) if span else None,
        Size(*size) if size else None,
        Fraction(params.get("start", 0)),
        tuple(sounds),
        tuple(cues),
    )
