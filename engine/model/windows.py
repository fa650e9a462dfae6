"""Clips of any length from a model that takes a few latent frames at a time.

In: a request and a way to make velocities. Out: each item's latents. A clip within one window is sampled as it is;
a longer one in windows that look back at two latent frames of history, so that the beginning of a long clip equals
the short clip. Called by `engine.model.pipeline`; tests bring their own velocity.

Shapes: B clips, C channels, T latent frames, h w cells.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.errors import ModelError
from engine.model.conditions import Anchors, Geometry, Span, anchors
from engine.model.request import HASTY, DenoiseItem, DenoiseRequest, Latents, OnStep, StepReport
from engine.model.sampler import SamplerState, Velocity, sample
from engine.model.schedule import sigmas

OVERLAP = 2
"""Latent frames of history that a later window looks at."""

SMALLEST = 3
"""Latent frames of the smallest window: one of history, a new one, and going backwards a beginning to be made again."""

DRIFT = 0.25
"""How far a later window's colours are pulled back to the first window's (AdaIN strength, as LTX-Video does).

Only where nothing but the words rules the window: no card, source or condition."""

VelocityFor = Callable[[Sequence[DenoiseItem], Anchors], Velocity]
Restart = Callable[[Tensor], Tensor]
"""Latents [B, C, n, h, w] -> [B, C, 1, h, w]: their last pixel frame, encoded as a clip of its own."""


def spans(
    total: int, size: int, overlap: int = OVERLAP, backwards: bool = False, opening: bool = False
) -> tuple[Span, ...]:
    """Windows of `size` latent frames that cover `total`; backwards they start from the end.

    With `opening` the first latent frame is a window of its own, which the next one looks back at.

    Going backwards, a window's first latent frame is a clip's beginning (one pixel frame) to the model, so it is made
    again by the window before. Windows too small for the overlap look back less. Raises ValueError for a `size` below
    `SMALLEST`, which leaves no room for new frames.
    """
    if opening and total > 1:
        first, *later = spans(total, size, overlap)
        return (Span(0, 1, (0, 0), (0, 1)), Span(0, first.stop, (0, 1), (1, first.stop)), *later)
    if total <= size:
        return (Span(0, total, (0, 0), (0, total)),)
    if size < SMALLEST:
        raise ValueError(f"windows of {size} latent frames leave no room for new ones")
    overlap = min(overlap, size - 2)
    if not backwards:
        result = [Span(0, size, (0, 0), (0, size))]
        while (done := result[-1].stop) < total:
            start = min(done - overlap, total - size)
            result.append(Span(start, start + size, (start, done), (done, start + size)))
        return tuple(result)
    result = [Span(total - size, total, (total, total), (total - size + 1, total))]
    while (done := result[-1].kept[0]) > 0:
        stop = max(done + overlap, size)
        start = stop - size
        result.append(Span(start, stop, (done, stop), (start + (start > 0), done)))
    return tuple(result)


@dataclass(frozen=True, slots=True)
class Group:
    """Items of a request that can be sampled together, with their windows and noise levels."""

    indexes: tuple[int, ...]
    items: tuple[DenoiseItem, ...]
    spans: tuple[Span, ...]
    sigmas: tuple[float, ...]

    @property
    def opened(self) -> bool:
        """Whether the first window is the opening frame alone."""
        return len(self.spans) > 1 and self.spans[0].frames == 1

    @property
    def steps(self) -> int:
        """Steps over all windows."""
        return len(self.spans) * (len(self.sigmas) - 1)


def groups(
    request: DenoiseRequest, geometry: Geometry, window: int, opening: bool = False
) -> tuple[Group, ...]:
    """The request's items by what must be equal in a batch: direction, appended frames per window, change.

    With `opening`, clips that nothing but words rules begin with their first latent frame alone.
    """
    found: dict[tuple[object, ...], list[int]] = {}
    chosen: dict[tuple[object, ...], tuple[Span, ...]] = {}
    for index, item in enumerate(request.items):
        backwards = _ends_fixed(item, geometry, request.shape.frames)
        alone = not item.conditions and (item.source is None or not item.remakes)
        cut = spans(request.shape.frames, window, OVERLAP, backwards, opening and alone)
        appended = tuple(geometry.appended_count(item, span) for span in cut)
        key = (backwards, appended, item.change, bool(item.cards))
        found.setdefault(key, []).append(index)
        chosen[key] = cut
    return tuple(
        Group(
            tuple(indexes),
            tuple(request.items[i] for i in indexes),
            chosen[key],
            sigmas(request.steps, request.shift, request.items[indexes[0]].change),
        )
        for key, indexes in found.items()
    )


def _ends_fixed(item: DenoiseItem, geometry: Geometry, total: int) -> bool:
    """Whether the clip's end is given and its beginning is not: then windows go from the end backwards.

    The end is given by a condition that reaches it or by a keyframe in its last latent frame.
    """
    placed = [c for c in item.conditions if c.strength > 0 and c.mask is None]
    begins = any(c.frame is None and c.index == 0 for c in placed)
    reached = (
        c.index + c.latents.shape[1] if c.frame is None else geometry.holder(c.frame) + 1 for c in placed
    )
    return not begins and any(stop >= total for stop in reached)


class ClipRun:
    """One request being sampled: groups, windows, progress, and the state that a resume needs.

    Lives on the engine thread for one call of `run`.
    """

    def __init__(
        self,
        request: DenoiseRequest,
        geometry: Geometry,
        window: int,
        velocity_for: VelocityFor,
        *,
        opening: bool = False,
        restart: Restart | None = None,
        on_step: OnStep | None = None,
        device: torch.device | str = "cpu",
    ) -> None:
        self.request, self.geometry, self.device = request, geometry, device
        self.groups = groups(request, geometry, window, opening)
        self.velocity_for, self.restart, self.on_step = velocity_for, restart, on_step
        self.total = sum(group.steps for group in self.groups)
        self.results: list[Latents | None] = [None] * len(request.items)
        self._done = 0
        self._enough = False

    def run(self, resume: Mapping[str, NDArray[Any]] | None = None) -> list[Latents]:
        """Sample everything, from the start or from a `StepReport.snapshot`.

        Raises ModelError for latents that are not finite, ValueError for a state of another request.
        """
        resumed_group, resumed_window = 0, 0
        if resume is not None:
            self._check(resume)
            resumed_group, resumed_window = int(resume["group"]), int(resume["window"])
        for number, group in enumerate(self.groups):
            if number < resumed_group:
                assert resume is not None
                for index in group.indexes:
                    self.results[index] = resume[f"result.{index}"].astype(np.float32)
                self._done += group.steps
                continue
            state, first, out = None, 0, self._blank(group)
            if resume is not None and number == resumed_group:
                first, out = resumed_window, torch.from_numpy(resume["out"].copy()).to(self.device)
                saved = {name[8:]: array for name, array in resume.items() if name.startswith("sampler.")}
                state = SamplerState.of(saved, self.device)
                self._done += first * (len(group.sigmas) - 1) + state.step
            for window in range(first, len(group.spans)):
                self._window(number, window, out, state)
                state = None
            for row, index in enumerate(group.indexes):
                self.results[index] = out[row].cpu().numpy()
        return [result for result in self.results if result is not None]

    def _blank(self, group: Group) -> Tensor:
        shape = self.request.shape
        size = (self.geometry.channels, shape.frames, shape.height, shape.width)
        return torch.zeros(len(group.items), *size, device=self.device)

    def _window(self, number: int, window: int, out: Tensor, state: SamplerState | None) -> None:
        """Sample one window and write its new frames into `out` [B, C, T, h, w]."""
        group = self.groups[number]
        span = group.spans[window]
        shape = self.request.shape
        tied = anchors(
            group.items,
            self.geometry,
            (shape.height, shape.width),
            self.request.rate,
            span,
            self._history(span, out),
            window,
            self.device,
        )

        def report(state: SamplerState, estimate: Tensor) -> bool:
            self._done += 1
            if self.on_step is None or not self.on_step(self._report(number, window, out, state, estimate)):
                return False
            self._hurry(number, window)
            return True

        local = slice(span.kept[0] - span.start, span.kept[1] - span.start)
        free = (tied.ceiling > tied.floor)[:, local]
        x = sample(
            self.velocity_for(group.items, tied) if bool(free.any()) else _standstill,
            tied,
            self._sigmas(group),
            solver=self.request.solver,
            on_step=report,
            state=state,
        )
        if not bool(torch.isfinite(x).all()):
            raise ModelError(
                "the model produced numbers that are not finite",
                remedy="Lower the guidance, or choose other weights or a precision of fp32",
            )
        new = x[:, :, local]
        if window > group.opened and not group.items[0].cards and tied.clean.shape[2] == span.frames:
            # Where a source or a condition says what is seen here, the first window does not.
            alone = (tied.ceiling[:, local] >= 1).flatten(1).all(1).view(-1, 1, 1, 1, 1)
            whole = group.spans[group.opened]
            reference = out[:, :, whole.start if group.opened else whole.kept[0] : whole.kept[1]]
            new = torch.where(alone, toned(new, reference, DRIFT), new)
        out[:, :, slice(*span.kept)] = new

    def _hurry(self, number: int, window: int) -> None:
        """It is enough: what follows this window is made in few steps."""
        self._enough = True
        left = [len(group.spans) * (len(self._sigmas(group)) - 1) for group in self.groups[number + 1 :]]
        group = self.groups[number]
        rest = (len(group.spans) - window - 1) * (len(self._sigmas(group)) - 1)
        self.total = self._done + rest + sum(left)

    def _sigmas(self, group: Group) -> tuple[float, ...]:
        """The noise levels of a window that begins now."""
        request = self.request
        if not self._enough or request.steps <= HASTY:
            return group.sigmas
        return sigmas(HASTY, request.shift, group.items[0].change)

    def _history(self, span: Span, out: Tensor) -> Tensor | None:
        """The frames a window looks back at; its first is encoded anew as the beginning that position 0 means."""
        if span.held[0] >= span.held[1]:
            return None
        if self.restart is None or span.held[0] != span.start or span.start == 0:
            return out  # the opening frame is a beginning already
        history = out.clone()
        before = out[:, :, max(0, span.start - 3) : span.start + 1]
        history[:, :, span.start : span.start + 1] = self.restart(before)
        return history

    def _report(
        self, number: int, window: int, out: Tensor, state: SamplerState, estimate: Tensor
    ) -> StepReport:
        group = self.groups[number]
        span = group.spans[window]
        shown: list[Latents | None] = list(self.results)
        local = slice(span.kept[0] - span.start, span.kept[1] - span.start)
        parts = [out[:, :, : span.kept[0]], estimate[:, :, local], out[:, :, span.kept[1] :]]
        backwards = group.spans[0].start > 0
        now = torch.cat(parts[1:] if backwards else parts[:2], dim=2).cpu().numpy()
        for row, index in enumerate(group.indexes):
            shown[index] = now[row]

        def snapshot() -> dict[str, NDArray[Any]]:
            arrays = {f"sampler.{name}": array for name, array in state.arrays().items()}
            arrays |= {f"result.{i}": r for i, r in enumerate(self.results) if r is not None}
            arrays |= {"group": np.array(number), "window": np.array(window)}
            return arrays | {"out": out.cpu().numpy().copy()}

        return StepReport(self._done, self.total, tuple(shown), snapshot)

    def _check(self, resume: Mapping[str, NDArray[Any]]) -> None:
        try:
            number, window, step = (int(resume[name]) for name in ("group", "window", "sampler.step"))
            fits = (
                0 <= number < len(self.groups)
                and 0 <= window < len(self.groups[number].spans)
                and 0 <= step < len(self.groups[number].sigmas)
                and resume["out"].shape == tuple(self._blank(self.groups[number]).shape)
                and all(f"result.{i}" in resume for group in self.groups[:number] for i in group.indexes)
            )
        except KeyError:
            fits = False
        if not fits:
            raise ValueError("the saved state belongs to another request")


def _standstill(x: Tensor, _level: Tensor) -> Tensor:
    """The velocity of a window whose new frames are all given: there is nothing to ask the model."""
    return torch.zeros_like(x)


def toned(x: Tensor, reference: Tensor, strength: float) -> Tensor:
    """x with each channel's mean and deviation over time and space pulled towards the reference's (AdaIN)."""
    axes = (2, 3, 4)
    mean, std = x.mean(axes, keepdim=True), x.std(axes, keepdim=True)
    target_mean, target_std = reference.mean(axes, keepdim=True), reference.std(axes, keepdim=True)
    matched = (x - mean) / (std + 1e-6) * target_std + target_mean
    return x + strength * (matched - x)
