"""What `render` is asked to write: the options `--preset`, `--range`, `--scale`, `--subtitles` and `--no-sound`.

In: options and a document. Out: an `Export`, or None where the output's name alone says what to write. Called by
`render`.
"""

import argparse
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from engine.compile import CLIP_FORMATS
from engine.errors import UsageError
from engine.export import Export, size_of, span_of
from engine.preset_shelf import PresetShelf, read_preset
from engine.presets import SEQUENCE, Preset, for_extension, pictures
from engine.session import Session
from engine.types import Size
from studio.command_line import naming

OPTIONS = ("preset", "range", "scale", "subtitles", "no_sound")


def asked(options: argparse.Namespace) -> bool:
    """Whether one of the options of an export is given."""
    return any(getattr(options, name, None) for name in OPTIONS)


def preset_of(session: Session, options: argparse.Namespace) -> Preset | None:
    """The preset of `--preset` (a name, or a JSON file), else that of the output's ending, which may have none.

    Raises UsageError for a preset that is unknown, or does not write files of that ending.
    """
    output = getattr(options, "output", None) or ""
    ending = naming.ending(output) or getattr(options, "format", None) or ""
    numbered = naming.is_sequence(output)
    wish = getattr(options, "preset", None)
    if not wish:
        return pictures(ending) if numbered else for_extension(ending or CLIP_FORMATS[0])
    if wish.lower().endswith(".json"):
        preset = read_preset(Path(wish))
    else:
        shelf = PresetShelf(session.folders["data"] / "presets")
        found = shelf.find(wish)
        if found is None:
            known = ", ".join(preset.id for preset in shelf.all())
            raise UsageError("no such preset", port="--preset", value=wish, remedy=f"Choose one of: {known}")
        preset = found
    if preset.kind == SEQUENCE and output and naming.ending(output) and not numbered:
        raise UsageError(
            f"{preset.label} needs numbered names", port="-o", value=output, remedy="Write out_%05d.png"
        )
    if ending and ending != preset.extension:
        raise UsageError(
            f"{preset.label} writes .{preset.extension}",
            port="-o",
            value=output or ending,
            remedy=f"Write {Path(output).with_suffix('.' + preset.extension).name}, or leave --preset out",
        )
    return preset


def export_of(preset: Preset, options: argparse.Namespace, frames: int, rate: Fraction, size: Size) -> Export:
    """The export of a film, or a node, of these facts. Raises ParamError for a range or size that it cannot have."""
    given, scale = getattr(options, "range", None), getattr(options, "scale", None)
    export = Export(
        preset,
        span_of(given, rate, frames) if given else None,
        size_of(scale, size) if scale else None,
        getattr(options, "subtitles", None) or "",
        not getattr(options, "no_sound", False),
    )
    fitted = preset.size(size)
    return export if export.size or fitted == size else replace(export, size=fitted)
