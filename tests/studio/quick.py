"""The fake model in place of the built-in one, in a process that pytest does not run: for journeys that start anew."""

import numpy as np

from engine import device
from engine.device import DeviceProfile
from engine.media.frames import Frames
from engine.media.imaging import Filter, resize
from engine.model.request import Latents, StepReport
from engine.shelf import Shelf
from engine.types import Size
from tests.fake_model import FakeModel

STEP_SECONDS = 0.12
"""What a step of the model takes, so that previews are seen."""


class _Refining(FakeModel):
    """Its estimates get sharper from step to step, as those of a real model do."""

    def _report(self, x: Latents, history: Latents, targets: Latents, done: int, total: int) -> StepReport:
        return super()._report(x, history, targets + (x - targets) * np.float32(0.5), done, total)


class _Enlarger:
    tile = 0

    def upscale(self, frame: Frames, factor: int, *, check_cancel: object = None) -> Frames:
        return resize(frame, Size(frame.shape[1] * factor, frame.shape[0] * factor), Filter.LANCZOS)


def install(pause: float = STEP_SECONDS) -> FakeModel:
    """Compute with the fake model from now on, `pause` seconds a step, and only enlarge instead of upscaling."""
    model = _Refining(pause=pause)
    setattr(Shelf, "model", lambda shelf, digest: model)  # noqa: B010
    setattr(Shelf, "upscaler", lambda shelf, digest: _Enlarger())  # noqa: B010
    return model


def without_torch() -> None:
    """Take the device for known from now on: all else that would import torch is the model, and this one does not."""
    profile = DeviceProfile("cpu", "as good as any", 8 << 30, "fp32", 1, 1.0)
    setattr(device, "detect", lambda wish=None, store=None: profile)  # noqa: B010
