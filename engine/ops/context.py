"""What an operation may use while it runs: models, sources, the cancel token, progress, previews, checkpoints.

Built by the executor for each step; every callable here is safe on the engine thread only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.media.frames import Clip
    from engine.model.request import ImageUpscaler, VideoModel


def _nothing(*_args: object) -> None:
    """For callers who do not listen."""


def _no_font(weight: str) -> Path:
    raise InputError("no typeface is installed", value=weight, remedy="Install the program again")


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of a running step.

    `model(digest)` and `upscaler(digest)` load on first use. `source(params)` opens what `read_clip`/`read_image` name
    (params hold `media`, a content hash, or `take`, a file name), and the samples [n, 2] of a `sound`, a content hash.
    `font(weight)` is a typeface file. `folder` takes files that the step writes and the executor then keeps.

    `check()` raises Cancelled; `progress(done, activity)` takes a fraction 0..1. `preview(make, step, steps)` takes a
    function that makes owned frames uint8 [n, h, w, 3] (None while there are none), called only when somebody looks.
    `save_state` takes a function that makes a denoise checkpoint (offered after every step; the executor thins it
    out), `load_state` returns the last one. `enough()` says that a denoise shall stop refining and return what it has;
    it then tells `stopped(done, total)`. `relief` counts the rungs of the out-of-memory ladder already climbed;
    `note` states what was done about it.
    """

    model: "Callable[[str], VideoModel]"
    upscaler: "Callable[[str], ImageUpscaler]"
    source: "Callable[[Mapping[str, Any]], Clip | NDArray[Any]]"
    folder: Path
    font: Callable[[str], Path] = _no_font
    check: Callable[[], None] = _nothing
    progress: Callable[[float, str], None] = _nothing
    preview: "Callable[[Callable[[], NDArray[Any] | None], int, int], None]" = _nothing
    save_state: Callable[[Callable[[], Mapping[str, Any]]], None] = _nothing
    load_state: Callable[[], Mapping[str, Any] | None] = lambda: None
    enough: Callable[[], bool] = lambda: False
    stopped: Callable[[int, int], None] = _nothing
    relief: int = 0
    note: Callable[[str], None] = _nothing
