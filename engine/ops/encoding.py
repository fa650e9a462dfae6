"""The operation that turns a picture into a file; delivery adds metadata and the final name."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.media.encode import Preset, preset_for, write_clip
from engine.media.frames import Clip
from engine.media.stills import write_image
from engine.ops.context import Context
from engine.plan import Step

MASTER = "master"


def encode(step: Step, inputs: Sequence[Any], context: Context) -> Path:
    """The path of a new file in `context.folder`. Raises OutputError when it cannot be written."""
    kind = step.params["format"]
    source = inputs[0]
    suffix = ".mp4" if kind == MASTER else f".{kind}"
    if not isinstance(source, Clip):
        path = context.folder / f"{step.key}{'.png' if kind == MASTER else suffix}"
        write_image(source, path, overwrite=True)
        return path
    path = context.folder / f"{step.key}{suffix}"
    preset = Preset.MASTER if kind == MASTER else preset_for(path)
    write_clip(
        source,
        path,
        preset=preset,
        overwrite=True,
        on_frame=lambda done, total: context.progress(done / total, f"frame {done} of {total}"),
        check_cancel=context.check,
    )
    return path
