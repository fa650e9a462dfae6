"""The models that are in memory: loaded by digest when a step first asks, and kept.

Called on the engine thread alone, through the executor's crew.
"""

from typing import TYPE_CHECKING

from engine.catalog import Catalog, digest_of
from engine.crew import Loads
from engine.device import DeviceProfile
from engine.errors import WeightsError
from engine.model_file import fingerprint

if TYPE_CHECKING:
    from engine.model.request import ImageUpscaler, VideoModel


class Shelf:
    """Video models and the upscaler of one machine."""

    def __init__(self, catalog: Catalog, device: DeviceProfile) -> None:
        self._catalog = catalog
        self._device = device
        self._models: dict[str, VideoModel] = {}
        self._upscalers: dict[str, ImageUpscaler] = {}

    def model(self, digest: str) -> "VideoModel":
        """The model with these weights. Raises WeightsError when it is not here."""
        if digest not in self._models:
            from engine.model.pipeline import LoomModel

            entry = self._catalog.by_digest(digest)
            if digest_of(entry.files) != digest:
                raise _changed(entry.name)
            self._models[digest] = LoomModel(entry.spec, entry.files, self._device)
        return self._models[digest]

    def upscaler(self, digest: str) -> "ImageUpscaler":
        """The upscaler. Raises WeightsError when its file is gone or another one."""
        if digest not in self._upscalers:
            from engine.model.upscaler import Upscaler

            found = self._catalog.upscaler
            if found is None or found[1] != digest:
                raise WeightsError(
                    "the upscaler's weights are not here",
                    remedy='Choose the "lanczos" method, or install again',
                )
            if fingerprint(found[0]) != digest:
                raise _changed(found[0].name)
            self._upscalers[digest] = Upscaler(found[0], device=self._device.kind)
        return self._upscalers[digest]

    def free(self, digest: str, component: str) -> None:
        """Let everything leave memory but this component of this model; it is loaded again when it is asked for."""
        kept = (digest, component)
        self._upscalers = {k: u for k, u in self._upscalers.items() if (k, "upscaler") == kept}
        for name, model in self._models.items():
            if isinstance(model, Loads):
                for part in model.loaded:
                    if (name, part) != kept:
                        model.unload(part)


def _changed(name: str) -> WeightsError:
    """Results of new weights must not be kept under the keys of the old ones."""
    return WeightsError(
        "the weights were replaced while the program ran", value=name, remedy="Start the program again"
    )
