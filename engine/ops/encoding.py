"""The operation that turns a picture into a file; delivery adds metadata and the final name."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.encoding import encoding_of
from engine.media.encode import OnFrame, Preset, preset_for, write_clip
from engine.media.export import still, suffix_of, work_behind, write_export
from engine.media.frames import Clip
from engine.media.sound_mix import Samples
from engine.media.stills import write_image
from engine.ops.context import Context
from engine.plan import Step
from engine.targets import MASTER


def encode(step: Step, inputs: Sequence[Any], context: Context) -> Path:
    """The path of a new file in `context.folder`. Raises OutputError when it cannot be written."""
    if "codec" in step.params:
        return _export(step, inputs[0], context)
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
        on_frame=_told(context),
        check_cancel=context.check,
    )
    return path


def _export(step: Step, source: Any, context: Context) -> Path:
    """A film or a node in the form of an export's preset; its sounds are decoded before the first frame."""
    encoding = encoding_of(step.params)
    path = context.folder / f"result-{step.key[:6]}{suffix_of(encoding.preset)}"
    if not isinstance(source, Clip):
        write_image(still(source, encoding), path, overwrite=True)
        return path
    sounds: dict[str, Samples] = {}
    for media in dict.fromkeys(sound.media for sound in encoding.sounds):
        context.check()
        samples = context.source({"sound": media})
        assert not isinstance(samples, Clip)
        sounds[media] = samples
    write_export(
        source,
        path,
        encoding,
        lambda media: sounds.get(media),
        on_frame=_told(context, work_behind(encoding.preset, step.facts.frames)),
        check_cancel=context.check,
    )
    return path


def _told(context: Context, behind: float = 0.0) -> OnFrame:
    """Progress by frames, with the work of so many more `behind` the last one."""
    return lambda done, total: context.progress(done / (total + behind), f"frame {done} of {total}")
