"""Whom the executor works with: models, cache, figures, sources, operations; named once, passed as one.

The app builds it; tests put doubles in its places. Importing this module imports no torch, no codecs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

from engine.arrivals import Arrivals
from engine.cache import Cache
from engine.checkpoints import Checkpoints
from engine.delivery import Delivery
from engine.errors import InputError
from engine.estimate import FigureStore
from engine.history import History
from engine.plan import Step

if TYPE_CHECKING:
    from engine.model.request import ImageUpscaler, VideoModel
    from engine.ops.context import Context

Sources: TypeAlias = Callable[[Mapping[str, Any], Delivery], Any]
"""Opens what `read_clip` and `read_image` name: params with `media`, a content hash, or `take`, a file name in the
folder `delivery.takes`. Returns a `Clip` or uint8 [H, W, 3]; raises MediaError. Called on the engine thread."""


class Models(Protocol):
    """Finds models by the digest of their weights; keeps what it loaded. Called on the engine thread."""

    def model(self, digest: str) -> "VideoModel":
        """The video model. Raises WeightsError when it is not here."""
        ...

    def upscaler(self, digest: str) -> "ImageUpscaler":
        """The upscaler. Raises WeightsError when it is not here."""
        ...

    def free(self, digest: str, component: str) -> None:
        """Let everything leave memory but this component of this model; it is loaded again when it is asked for."""
        ...


@runtime_checkable
class Loads(Protocol):
    """A model whose components can be loaded ahead, so that loading does not count as the step's own time."""

    @property
    def loaded(self) -> Sequence[Any]:
        """The components that are in memory."""
        ...

    def load(self, component: Any) -> None:
        """Bring "text", "dit" or "vae" into memory."""
        ...

    def unload(self, component: Any) -> None:
        """Give a component's memory back."""
        ...


class Operations(Protocol):
    """What steps do; `engine.ops` is the one that ships."""

    def run(self, step: Step, inputs: Sequence[Any], context: "Context") -> Any:
        """The result of one step."""
        ...

    def run_batch(
        self, steps: Sequence[Step], inputs: Sequence[Sequence[Any]], context: "Context"
    ) -> list[Any]:
        """The results of denoise steps that run as one call."""
        ...


def _no_font(weight: str) -> Path:
    raise InputError("no typeface is installed", value=weight, remedy="Install the program again")


@dataclass(frozen=True, slots=True)
class Crew:
    """Everybody that a run calls. `operations` None means `engine.ops`, imported with the first step that runs.

    `thumbnails` is a folder for small pictures of takes, None for none; `arrivals` keeps takes until their documents
    have them.
    """

    models: Models
    cache: Cache
    figures: FigureStore
    sources: Sources
    checkpoints: Checkpoints
    operations: Operations | None = None
    history: History | None = None
    fonts: Callable[[str], Path] = _no_font
    thumbnails: Path | None = None
    arrivals: Arrivals | None = None

    def ops(self) -> Operations:
        """The operations."""
        if self.operations is not None:
            return self.operations
        from engine import ops

        return ops

    def close(self) -> None:
        """Close the files of cache, figures and history."""
        self.cache.close()
        self.figures.close()
        if self.history is not None:
            self.history.close()
