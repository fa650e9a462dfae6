"""The built-in video model: text encoder, transformer and autoencoder behind the `VideoModel` protocol.

In: numpy arrays and requests from the executor. Out: numpy arrays. Components are loaded when first used and can be
unloaded one by one; all calls come from the engine thread.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.catalog import ModelFiles
from engine.device import DeviceProfile
from engine.errors import WeightsError
from engine.model.conditions import Anchors, Geometry
from engine.model.config import DiTConfig
from engine.model.dit import WanDiT
from engine.model.guidance import guided_velocity
from engine.model.layout import to_original_layout
from engine.model.preview import LatentPreview
from engine.model.request import (
    DenoiseItem,
    DenoiseRequest,
    Frames,
    Latents,
    OnStep,
    Relief,
    TextStates,
)
from engine.model.sampler import Velocity
from engine.model.text import TEXT_LENGTH, TextEncoder
from engine.model.tiling import decode_tiled
from engine.model.vae import CausalVAE, VAEConfig, frames_to_tensor, vae_from_state
from engine.model.weights import load_weights
from engine.model.windows import ClipRun
from engine.types import ModelSpec

Component = Literal["text", "dit", "vae"]

PREVIEW = "preview."
"""Names of the preview's maps in the autoencoder's file begin with this."""

ENCODED_AT_ONCE = 17
"""Frames that the autoencoder reads in one go: enough to keep it busy, few enough to cancel and to hold."""


class LoomModel:
    """A `VideoModel` of our own weights.

    `relief` may be changed between calls; what it changes in results is the executor's to note. Memory that runs out
    surfaces as MemoryError whatever the device, so that the executor needs no torch.
    """

    def __init__(self, spec: ModelSpec, files: ModelFiles, device: DeviceProfile) -> None:
        self._spec = spec
        self.files = files
        self.device = device
        self.relief = Relief()
        self._text: TextEncoder | None = None
        self._dit: WanDiT | None = None
        self._vae: CausalVAE | None = None
        self._preview: LatentPreview | None = None
        self._preview_read = False

    @property
    def spec(self) -> ModelSpec:
        """What the compiler knows of this model."""
        return self._spec

    @property
    def loaded(self) -> tuple[Component, ...]:
        """The components that are in memory."""
        parts: dict[Component, object] = {"text": self._text, "dit": self._dit, "vae": self._vae}
        return tuple(name for name, part in parts.items() if part is not None)

    def load(self, component: Component) -> None:
        """Bring a component into memory if it is not; under `Relief.offload` the others leave.

        Raises WeightsError for files that are missing, damaged or of another model.
        """
        if self.relief.offload:
            for other in self.loaded:
                if other != component:
                    self.unload(other)
        if component in self.loaded:
            return
        with out_of_memory_as_error():
            if component == "text":
                self._text = TextEncoder(self.files.text, self.device.kind)
            elif component == "dit":
                self._dit = load_dit(self.files.dit, self.device)
            else:
                self._vae = load_vae(self.files.vae).to(self.device.kind)

    def unload(self, component: Component) -> None:
        """Give a component's memory back; it is loaded again when next used."""
        if component == "text":
            self._text = None
        elif component == "dit":
            self._dit = None
        else:
            self._vae = None
        if self.device.kind == "cuda":
            torch.cuda.empty_cache()

    def encode_text(self, prompts: Sequence[str]) -> list[TextStates]:
        """One block of states per prompt, 48 tokens each; a blank prompt is the null text, all zero and masked.

        The transformer learned the null text as "nothing said": it is what guidance steers away from.
        """
        encoder = self._text_encoder()
        with out_of_memory_as_error(), torch.inference_mode():
            states, mask = encoder.encode(list(prompts))
        dropped = [encoder.word_pieces.encode(prompt, TEXT_LENGTH).dropped for prompt in prompts]
        said = [bool(prompt.strip()) for prompt in prompts]
        return [
            TextStates((s * some).float().cpu().numpy(), (m & some).cpu().numpy(), over)
            for s, m, some, over in zip(states, mask, said, dropped, strict=True)
        ]

    def encode_frames(self, frames: Frames, *, check_cancel: Callable[[], None] | None = None) -> Latents:
        """Latents [C, n+1, h, w] of uint8 frames [4n+1, H, W, 3]; sides are multiples of the space stride.

        `check_cancel` (before each piece) may raise. Raises ValueError for other counts and sizes.
        """
        vae = self._autoencoder()

        def pieces() -> Iterator[Frames]:
            for start in range(0, len(frames), ENCODED_AT_ONCE):
                if check_cancel is not None:
                    check_cancel()
                yield frames[start : start + ENCODED_AT_ONCE]

        with out_of_memory_as_error(), torch.inference_mode():
            latents = torch.cat(list(vae.encode_stream(pieces())), dim=2)
        return latents[0].float().cpu().numpy()

    def denoise(
        self,
        request: DenoiseRequest,
        on_step: OnStep | None = None,
        *,
        check_cancel: Callable[[], None] | None = None,
        resume: Mapping[str, NDArray[Any]] | None = None,
    ) -> list[Latents]:
        """Latents [C, t, h, w] per item. `on_step` (after each step) and `check_cancel` (before each block) may raise.

        `resume` is a `StepReport.snapshot` of the same request; the result is the same to the last bit. Raises
        ModelError if the numbers leave the finite, ValueError for conditions that do not fit.
        """
        model = self._transformer()
        geometry = Geometry(model.config.out_channels, self._spec.time_stride, model.config.patch[1])

        def velocity_for(items: Sequence[DenoiseItem], anchors: Anchors) -> Velocity:
            return guided_velocity(
                model, items, anchors, request.guidance, self._spec.position_scale, check_cancel
            )

        run = ClipRun(
            request,
            geometry,
            self._window(request),
            velocity_for,
            opening=self._spec.opening,
            restart=self._restart,
            on_step=on_step,
            device=self.device.kind,
        )
        with out_of_memory_as_error(), torch.inference_mode():
            return run.run(resume)

    def decode(self, latents: Latents) -> Iterator[Frames]:
        """Frames uint8 [n, 8h, 8w, 3] of latents [C, t, h, w] in pieces: one frame, then four at a time."""
        tile = self.relief.tile
        if tile is None:
            pieces = self._decode_stream(latents)
        else:
            pieces = decode_tiled(latents, self._decode_stream, tile, self._spec.space_stride)
        with out_of_memory_as_error():
            yield from pieces

    def preview(self, latents: Latents) -> Frames | None:
        """Frames uint8 [4t-3, 4h, 4w, 3] of latents [C, t, h, w] by a linear map, without the autoencoder.

        None if the autoencoder's file brings no map. Raises WeightsError like `load`.
        """
        if not self._preview_read:
            self._preview = load_preview(self.files.vae)
            self._preview_read = True
        return None if self._preview is None else self._preview.frames(latents)

    def _window(self, request: DenoiseRequest) -> int:
        """Latent frames of one pass: what the request wants or the model was made for, less if memory is short."""
        wanted = request.window or self._spec.window_latents
        return wanted if self.relief.window is None else min(wanted, self.relief.window)

    def _decode_stream(self, latents: Latents) -> Iterator[Frames]:
        vae = self._autoencoder()
        yield from vae.decode_stream(torch.from_numpy(np.array(latents, np.float32)))

    def _restart(self, latents: Tensor) -> Tensor:
        """The last pixel frame of latents [B, C, n, h, w] as latents of a clip of its own, [B, C, 1, h, w]."""
        vae = self._autoencoder()
        starts: list[Tensor] = []
        for clip in latents:
            frames = list(vae.decode_stream(clip))
            starts.append(vae.encode(frames_to_tensor(frames[-1][-1:], self.device.kind)))
        return torch.cat(starts).to(latents.dtype)

    def _text_encoder(self) -> TextEncoder:
        self.load("text")
        assert self._text is not None
        return self._text

    def _transformer(self) -> WanDiT:
        self.load("dit")
        assert self._dit is not None
        return self._dit

    def _autoencoder(self) -> CausalVAE:
        self.load("vae")
        assert self._vae is not None
        return self._vae


def load_dit(path: Path, device: DeviceProfile) -> WanDiT:
    """A transformer for inference from a weights file whose header holds its configuration.

    Raises WeightsError for a file that is missing, damaged or of another architecture.
    """
    tensors, metadata = load_weights(path)
    try:
        config = DiTConfig.from_json(metadata["config"])
        with torch.device("meta"):
            model = WanDiT(config)
        model.load_state_dict(to_original_layout(tensors), assign=True)
    except (KeyError, ValueError, RuntimeError) as error:
        raise _not_ours(path, "video transformer", error) from error
    model = model.eval().requires_grad_(False)
    return model.set_precision(device.torch_dtype).to(device.kind)


def load_vae(path: Path) -> CausalVAE:
    """An autoencoder for inference from a weights file; raises WeightsError like `load_dit`."""
    tensors, metadata = load_weights(path)
    state = {name: tensor for name, tensor in tensors.items() if not name.startswith(PREVIEW)}
    try:
        return vae_from_state(VAEConfig.from_json(metadata["config"]), state)
    except (KeyError, ValueError, TypeError, RuntimeError) as error:
        raise _not_ours(path, "video autoencoder", error) from error


def load_preview(path: Path) -> LatentPreview | None:
    """The preview's linear maps from an autoencoder's file, or None if it has none."""
    tensors, _ = load_weights(path)
    maps = {name: tensor.numpy() for name, tensor in tensors.items() if name.startswith(PREVIEW)}
    try:
        return LatentPreview.from_tensors(maps) if maps else None
    except KeyError as error:
        raise _not_ours(path, "preview map", error) from error


def _not_ours(path: Path, kind: str, error: Exception) -> WeightsError:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return WeightsError(
        f"{path.name} holds no {kind} of ours: {reason}",
        value=path,
        remedy="Choose a weights file made for this program, or 'built-in'",
    )


@contextmanager
def out_of_memory_as_error() -> Iterator[None]:
    """Turn torch's several ways of saying that memory ran out into MemoryError."""
    try:
        yield
    except torch.OutOfMemoryError as error:
        raise MemoryError(str(error)) from error
    except RuntimeError as error:
        if "can't allocate memory" in str(error) or "not enough memory" in str(error):
            raise MemoryError(str(error)) from error
        raise
