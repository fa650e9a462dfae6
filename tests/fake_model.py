"""A video model that a test can afford: it continues motion, denoises in real steps, and is exact about conditions.

Frames become latents by averaging 8x8 cells: channels 3i..3i+2 of a latent frame hold the colour of the i-th of its
four pixel frames. What it "generates" is a soft pattern that drifts, or the conditions' own picture, shifted on by the
motion that their last frames show. Sampling walks from the seed's noise to that in `steps` steps and carries state, so
that cancelling, resuming and batching can go wrong in a test as they could in a real model.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.model.noise import clip_noise
from engine.model.request import (
    Condition,
    DenoiseItem,
    DenoiseRequest,
    Frames,
    Latents,
    OnStep,
    Relief,
    StepReport,
    TextStates,
)
from engine.types import LatentShape, ModelSpec, Size

SPEC = ModelSpec(
    name="fake",
    title="Fake",
    licence="CC0-1.0",
    digest="fake-digest",
    native_sizes=(Size(112, 64), Size(64, 112), Size(80, 80)),
    native_rate=Fraction(12),
    window_latents=5,
    position_scale=3.0,
    steps=4,
)
CELL = 8
STRIDE = 4
TRACE = 1e-3
"""How much of the sampling history stays visible in a result, so that a wrong resume shows."""
Grid = NDArray[np.float32]
"""Colours of cells over pixel frames: [frames, 3, h, w], -1..1."""


@dataclass
class FakeModel:
    """A `VideoModel`. `pause` seconds pass in each step, `calls` counts what was asked for, by method."""

    spec: ModelSpec = SPEC
    pause: float = 0.0
    relief: Relief = field(default_factory=Relief)
    calls: dict[str, int] = field(default_factory=dict)

    def encode_text(self, prompts: Sequence[str]) -> list[TextStates]:
        """States [48, 384] that depend on the words alone; one token a word."""
        self._count("encode_text")
        return [_text(prompt, self.spec.text_tokens) for prompt in prompts]

    def encode_frames(self, frames: Frames, *, check_cancel: Callable[[], None] | None = None) -> Latents:
        """[16, n+1, h, w] of uint8 [4n+1, H, W, 3]."""
        self._count("encode_frames")
        if check_cancel is not None:
            check_cancel()
        count, height, width, _ = frames.shape
        if (count - 1) % STRIDE or height % (2 * CELL) or width % (2 * CELL):
            raise ValueError(f"{width}x{height}x{count} is not on the grid")
        cells = frames.reshape(count, height // CELL, CELL, width // CELL, CELL, 3).mean(axis=(2, 4))
        return from_grid((cells / 127.5 - 1).transpose(0, 3, 1, 2).astype(np.float32))

    def denoise(
        self,
        request: DenoiseRequest,
        on_step: OnStep | None = None,
        *,
        check_cancel: Callable[[], None] | None = None,
        resume: Mapping[str, NDArray[Any]] | None = None,
    ) -> list[Latents]:
        """Walk from noise to the target; the state is x and a running trace of the steps."""
        self._count("denoise")
        shape, steps = request.shape, request.steps
        targets = np.stack([target(item, shape, request.rate) for item in request.items])
        x = np.stack([noise(item.seed, shape) for item in request.items])
        history = np.zeros_like(x)
        start = 0
        if resume is not None:
            x, history, start = resume["x"].copy(), resume["history"].copy(), int(resume["step"])
            if x.shape != targets.shape:
                raise ValueError(f"a state of {x.shape} does not fit {targets.shape}")
        for step in range(start, steps):
            if check_cancel is not None:
                check_cancel()
            if self.pause:
                time.sleep(self.pause)
            history = np.tanh(history + x * np.float32(0.37 + 0.01 * step))
            x = x + (targets - x) / np.float32(steps - step)
            if on_step is not None and on_step(self._report(x, history, targets, step + 1, steps)):
                # The estimate of a step that is not the last is not sharp yet.
                x = targets + (x - targets) * np.float32(0.5)
                break
        return [
            _with_trace(x[i], history[i], item, shape, request.rate) for i, item in enumerate(request.items)
        ]

    def decode(self, latents: Latents) -> Iterator[Frames]:
        """One frame, then groups of four."""
        self._count("decode")
        grid = to_grid(latents)
        for start in (0, *range(1, len(grid), STRIDE)):
            stop = 1 if start == 0 else start + STRIDE
            pixels = np.clip(np.rint((grid[start:stop] + 1) * 127.5), 0, 255).astype(np.uint8)
            yield pixels.transpose(0, 2, 3, 1).repeat(CELL, axis=1).repeat(CELL, axis=2)

    def preview(self, latents: Latents) -> Frames:
        """The clip at half size."""
        self._count("preview")
        pixels = np.clip((to_grid(latents) + 1) * 127.5, 0, 255).astype(np.uint8)
        half = CELL // 2
        return pixels.transpose(0, 2, 3, 1).repeat(half, axis=1).repeat(half, axis=2)

    def _report(self, x: Latents, history: Latents, targets: Latents, done: int, total: int) -> StepReport:
        def snapshot() -> dict[str, NDArray[Any]]:
            return {"x": x.copy(), "history": history.copy(), "step": np.array(done)}

        return StepReport(done, total, tuple(targets), snapshot)

    def _count(self, name: str) -> None:
        self.calls[name] = self.calls.get(name, 0) + 1


def noise(seed: int, shape: LatentShape) -> Latents:
    """Standard noise [16, t, h, w]; longer clips keep their beginning."""
    return clip_noise(seed, range(shape.frames), (16, shape.height, shape.width))


def to_grid(latents: Latents) -> Grid:
    """Latents [16, n+1, h, w] as cell colours [4n+1, 3, h, w]."""
    channels, count, height, width = latents.shape
    assert channels == 16
    colours = latents[:12].reshape(STRIDE, 3, count, height, width).transpose(2, 0, 1, 3, 4)
    return np.concatenate([colours[:1, STRIDE - 1], colours[1:].reshape(-1, 3, height, width)])


def from_grid(grid: Grid) -> Latents:
    """Cell colours as latents; the first frame stands alone and fills its latent frame."""
    count, _, height, width = grid.shape
    groups = np.concatenate([np.repeat(grid[:1], STRIDE, axis=0), grid[1:]])
    groups = groups.reshape(-1, STRIDE * 3, height, width).transpose(1, 0, 2, 3)
    latents = np.zeros((16, (count - 1) // STRIDE + 1, height, width), np.float32)
    latents[:12] = groups
    return latents


def target(item: DenoiseItem, shape: LatentShape, rate: Fraction) -> Latents:
    """What sampling ends at: the free picture, drawn to each condition by its strength."""
    free = from_grid(_free(item, shape, rate))
    if item.source is not None and item.remakes:
        change = np.float32(item.change) if item.changes is None else item.changes[:, None, None]
        free = item.source * (1 - change) + free * change
    for condition in item.conditions:
        if condition.frame is not None:
            continue
        stop = condition.index + condition.latents.shape[1]
        share = np.float32(condition.strength) * np.ones((condition.latents.shape[1], 1, 1), np.float32)
        if condition.mask is not None:
            share = share * condition.mask.reshape(
                condition.mask.shape[0], *condition.mask.shape[1:] or (1, 1)
            )
        part = free[:, condition.index : stop]
        mixed = part + (condition.latents - part) * share
        free[:, condition.index : stop] = np.where(share == 1, condition.latents, mixed)
    return free.astype(np.float32)


def _free(item: DenoiseItem, shape: LatentShape, rate: Fraction) -> Grid:
    """Every frame as it would be without strengths: a pattern, or conditions carried on by their motion."""
    frames = (shape.frames - 1) * STRIDE + 1
    known = _known(item, frames)
    if not known:
        return _pattern(item, frames, shape, rate)
    return np.stack([_carried(known, frame) for frame in range(frames)])


def _known(item: DenoiseItem, frames: int) -> dict[int, Grid]:
    """The colours [3, h, w] of the frames that conditions show, by frame."""
    found: dict[int, Grid] = {}
    for condition in item.conditions:
        if condition.strength < 0.5:
            continue
        if condition.frame is not None:
            found[condition.frame] = to_grid(condition.latents[:, :1])[0]
        elif condition.index == 0:
            kept = _kept(condition)
            pictures = enumerate(to_grid(condition.latents))
            found.update((frame, picture) for frame, picture in pictures if kept[-(-frame // STRIDE)])
        else:
            padded = np.concatenate([condition.latents[:, :1], condition.latents], axis=1)
            first = (condition.index - 1) * STRIDE + 1
            found.update((first + i, picture) for i, picture in enumerate(to_grid(padded)[1:]))
    return {frame: picture for frame, picture in found.items() if frame < frames}


def _kept(condition: Condition) -> NDArray[np.bool_]:
    """The latent frames of a condition that a mask (the outside of a retake) leaves as they are."""
    count = condition.latents.shape[1]
    if condition.mask is None:
        return np.ones(count, np.bool_)
    kept: NDArray[np.bool_] = condition.mask.reshape(count, -1).min(axis=1) == 1
    return kept


def _carried(known: Mapping[int, Grid], frame: int) -> Grid:
    """A frame between or beyond known ones, each side moved on by its own motion and mixed by nearness."""
    if frame in known:
        return known[frame]
    before = max((k for k in known if k < frame), default=None)
    after = min((k for k in known if k > frame), default=None)
    forward = None if before is None else _moved(known, before, -1, frame)
    backward = None if after is None else _moved(known, after, 1, frame)
    if forward is None or backward is None:
        found = backward if forward is None else forward
        assert found is not None
        return found
    assert before is not None
    assert after is not None
    share = np.float32((frame - before) / (after - before))
    return forward * (1 - share) + backward * share


def _moved(known: Mapping[int, Grid], at: int, side: int, frame: int) -> Grid:
    """The picture at `at` shifted by the motion from its neighbour on `side`, as often as frames lie between."""
    neighbour = known.get(at + side)
    if neighbour is None:
        return known[at]
    down, across = _motion(neighbour, known[at])
    times = abs(frame - at)
    return _shifted(known[at], down * times, across * times)


def _motion(first: Grid, second: Grid) -> tuple[float, float]:
    """The shift in cells that turns one picture into the other, by least squares over gradients."""
    mean = (first.mean(axis=0) + second.mean(axis=0)) / 2
    down, across = np.gradient(mean)
    change = (second - first).mean(axis=0)
    matrix = np.stack([down.ravel(), across.ravel()], axis=1)
    solved, *_ = np.linalg.lstsq(matrix, -change.ravel(), rcond=None)
    return float(np.clip(solved[0], -1, 1)), float(np.clip(solved[1], -1, 1))


def _shifted(picture: Grid, down: float, across: float) -> Grid:
    """The picture moved by fractions of cells; edges are held."""
    _, height, width = picture.shape
    rows = np.clip(np.arange(height) - down, 0, height - 1)
    columns = np.clip(np.arange(width) - across, 0, width - 1)
    top, left = np.floor(rows).astype(int), np.floor(columns).astype(int)
    bottom, right = np.minimum(top + 1, height - 1), np.minimum(left + 1, width - 1)
    v, u = (rows - top)[:, None], (columns - left)[None, :]
    mixed = (
        picture[:, top][:, :, left] * (1 - v) * (1 - u)
        + picture[:, top][:, :, right] * (1 - v) * u
        + picture[:, bottom][:, :, left] * v * (1 - u)
        + picture[:, bottom][:, :, right] * v * u
    )
    return mixed.astype(np.float32)


def _pattern(item: DenoiseItem, frames: int, shape: LatentShape, rate: Fraction) -> Grid:
    """A soft pattern from seed and words that drifts steadily; cards take over at their times."""
    rows, columns = np.mgrid[: shape.height, : shape.width]
    out = np.empty((frames, 3, shape.height, shape.width), np.float32)
    for frame in range(frames):
        seconds = frame / float(rate)
        card = next((c for c in item.cards if c.start <= seconds < c.end), None)
        states = item.text if card is None else card.text
        v = np.random.default_rng([item.seed, *_words(states)]).random(12)
        drift = frame * 0.15
        for colour in range(3):
            a, b, c, d = v[4 * colour : 4 * colour + 4]
            angle = (columns + drift * (a + 0.5)) * (0.2 + 0.3 * b) + rows * (0.2 + 0.3 * c)
            out[frame, colour] = 0.7 * np.sin(angle + 6 * d)
    return out


def _with_trace(
    x: Latents, history: Latents, item: DenoiseItem, shape: LatentShape, rate: Fraction
) -> Latents:
    """The result with a little of its history where no condition holds it exactly."""
    free = np.ones((1, shape.frames, 1, 1), np.float32)
    for condition in item.conditions:
        if condition.frame is None and condition.strength == 1 and condition.mask is None:
            free[:, condition.index : condition.index + condition.latents.shape[1]] = 0
    kept = item.source is not None and item.change == 0
    exact = target(item, shape, rate)
    return (exact if kept else np.where(free == 0, exact, x + history * np.float32(TRACE))).astype(np.float32)


def _text(prompt: str, tokens: int) -> TextStates:
    words = prompt.split()[:tokens]
    states = np.zeros((tokens, 384), np.float32)
    mask = np.zeros(tokens, np.bool_)
    for i, word in enumerate(words):
        seed = int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")
        states[i] = np.random.default_rng(seed).standard_normal(384, dtype=np.float32)
        mask[i] = True
    return TextStates(states, mask)


def _words(text: TextStates) -> list[int]:
    """Numbers that tell texts apart."""
    return [int(abs(value) * 1e6) for value in text.states[text.mask][:, 0]]
