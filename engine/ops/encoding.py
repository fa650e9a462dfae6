"""The operation that turns a picture into a file; delivery adds metadata and the final name."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.media.encode import Preset, preset_for, write_clip
from engine.media.frames import Clip
from engine.media.stills import write_image
from engine.ops.context import Context
from engine.plan import Step
from engine.targets import MASTER


def encode(step: Step, inputs: Sequence[Any], context: Context) -> Path:
    """The path of a new file in `context.folder`. Raises OutputError when it cannot be written."""
    kind, source = step.params["format"], inputs[0]
    suffix = kind if kind != MASTER else "mp4" if isinstance(source, Clip) else "png"
    # The name stands in messages about a full disk.
    path = context.folder / f"result-{step.key[:6]}.{suffix}"
    if not isinstance(source, Clip):
        write_image(source, path, overwrite=True)
        return path
    write_clip(
        source,
        path,
        preset=Preset.MASTER if kind == MASTER else preset_for(path),
        overwrite=True,
        on_frame=lambda done, total: context.progress(done / total, f"frame {done} of {total}"),
        check_cancel=context.check,
    )
    return path
