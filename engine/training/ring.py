"""Clips made while training: rendered and encoded on the trainer's own device into a rolling store of latents.

A GPU that waited for a disk, or for a renderer on the CPU, would idle.  Here a few CPU processes draw scenes, write
captions and cut them into word pieces ahead of time; the device renders, encodes with the frozen autoencoder and the
text encoder, and overwrites the oldest clips of its store.  Each clip is drawn a few times and then gone.  Gives the
same batches as ``engine.training.store.LatentStore``; made by ``engine.training.train_dit``.

Shapes: N clips of one bucket's store, K captions or keyframes per clip, S = 48 word pieces.
"""

from collections import defaultdict, deque
from collections.abc import Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from hashlib import blake2b
from multiprocessing import get_context
from types import TracebackType

import torch
from torch import Tensor

from engine.model.text import TEXT_LENGTH, TextEncoder
from engine.model.vae import CausalVAE
from engine.model.wordpiece import WordPiece, vocabulary_path
from engine.training.dit_plan import Bucket, RingPlan
from engine.training.latents import CAPTIONS, captions_of, encode_scenes
from engine.training.store import KEYFRAME_SHARE, ClipBatch, Facts, send, single_frames
from engine.training.workers import Worker, seed_for
from engine.training.world import Scenes, World
from engine.training.world.program import sample
from engine.training.world.stories import sample_stories
from engine.training.world.vocabulary import CAMERAS, COLOURS, KINDS
from resources import path

_AHEAD = 2
"""Chunks that each writer works ahead."""
_TEXT_FILE = "models/minilm-l6.safetensors"


@dataclass(frozen=True, slots=True)
class Script:
    """A chunk that a writer made: scenes, and the ids of ``CAPTIONS`` captions per clip, clip after clip."""

    scenes: Scenes
    pieces: list[tuple[int, ...]]
    seed: int


def write_script(bucket: Bucket, count: int, seed: int, world: str) -> Script:
    """Draw ``count`` scenes of a bucket's shape and their captions; runs in a writer."""
    draw = sample_stories if world == "full" else sample
    scenes = draw(count, seed, bucket.frames, bucket.rate, bucket.size, "train")
    words = WordPiece.open(vocabulary_path(path(_TEXT_FILE)))
    return Script(scenes, [words.encode(text).ids for text in captions_of(scenes, seed)], seed)


@dataclass(slots=True)
class _Roll:
    """The store of one bucket: tensors [N, ...] on the device, how many rows are filled, and the next to fill."""

    capacity: int
    filled: int = 0
    cursor: int = 0
    tensors: dict[str, Tensor] = field(default_factory=dict)

    def put(self, chunk: dict[str, Tensor]) -> None:
        """Overwrite the oldest rows."""
        count = len(chunk["kind"])
        if not self.tensors:
            self.tensors = {k: v.new_zeros(self.capacity, *v.shape[1:]) for k, v in chunk.items()}
        start = min(self.cursor, self.capacity - count)
        for name, value in chunk.items():
            self.tensors[name][start : start + count] = value
        self.cursor = (start + count) % self.capacity
        self.filled = max(self.filled, start + count)


class LatentRing:
    """The rolling store of all buckets in one process; a context manager that ends its writers.

    ``seed`` must differ between processes and slices.  Threading: one thread; writers are processes of their own.
    """

    facts = Facts(len(KINDS), len(COLOURS), len(CAMERAS))

    def __init__(
        self, plan: RingPlan, buckets: Sequence[Bucket], model: CausalVAE, seed: int, worker: Worker
    ) -> None:
        self.plan, self.buckets, self.model, self.device = plan, buckets, model, worker.device
        self._seed, self._made, self._draws = seed, 0, 0
        self._world = World(device=str(worker.device), world=plan.world)
        self._encoder = TextEncoder(path(_TEXT_FILE), worker.device)
        total = sum(bucket.weight for bucket in buckets)
        self._rolls = [
            _Roll(max(plan.start, plan.chunk, int(plan.clips * bucket.weight / total))) for bucket in buckets
        ]
        self._choice = torch.Generator().manual_seed(seed)
        self._waiting: defaultdict[int, deque[Future[Script]]] = defaultdict(deque)
        self._writers: Executor | None = None
        if plan.writers:
            self._writers = ProcessPoolExecutor(
                plan.writers,
                mp_context=get_context("spawn"),
                initializer=torch.set_num_threads,
                initargs=(1,),
            )

    def __enter__(self) -> "LatentRing":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writers is not None:
            self._writers.shutdown(cancel_futures=True)

    @property
    def clips(self) -> int:
        """How many clips were made so far."""
        return self._made * self.plan.chunk

    def draw(self, count: int, still: bool, *, seed: int, rank: int = 0, share: float = 0.0) -> ClipBatch:
        """A batch of one bucket that ``share`` of the run allows, chosen by ``seed`` alone; takes in new clips."""
        chooser = torch.Generator().manual_seed(seed)
        active = [i for i, bucket in enumerate(self.buckets) if bucket.after <= share <= bucket.until]
        index = self._pick(active, chooser)
        with_keyframe = float(torch.rand((), generator=chooser)) < KEYFRAME_SHARE
        roll = self._rolls[index]
        while roll.filled < min(self.plan.start, roll.capacity):
            self._take_in(index)
        if self._draws % self.plan.every == 0:
            self._take_in(self._pick(active, self._choice))
        self._draws += 1
        dice = torch.Generator().manual_seed(seed_for(0, seed, rank) + 1)
        rows = torch.randint(roll.filled, (count,), generator=dice)
        caption = torch.randint(CAPTIONS, (count,), generator=dice)
        return self._gather(self.buckets[index], roll, rows, caption, still, with_keyframe, dice)

    def _pick(self, active: list[int], dice: torch.Generator) -> int:
        weights = torch.tensor([self.buckets[i].weight for i in active])
        return active[int(torch.multinomial(weights, 1, generator=dice))]

    def _gather(
        self,
        bucket: Bucket,
        roll: _Roll,
        rows: Tensor,
        caption: Tensor,
        still: bool,
        with_keyframe: bool,
        dice: torch.Generator,
    ) -> ClipBatch:
        count, stored = len(rows), roll.tensors
        times = stored["keyframe_time"][rows]
        here, said = send(rows, self.device), send(caption, self.device)
        latents = stored["latents"][here].float()
        cover = stored["cover"][here].float() / 255.0
        motion = stored["motion"][here]
        keyframe: Tensor | None = None
        if still:
            chosen = send(torch.randint(times.shape[1], (count,), generator=dice), self.device)
            alone = send(torch.rand(count, generator=dice) < 0.5, self.device)
            singles = stored["keyframe"][here].float()
            latents, cover = single_frames(latents, cover, singles, send(times, self.device), chosen, alone)
            motion = motion.new_zeros(count, 1, 2)
        elif with_keyframe:
            # Always as many as there are: every further number of tokens would be compiled anew.
            keyframe = stored["keyframe"][here].float()
        length = stored["length"][here, said]
        mask = torch.arange(TEXT_LENGTH, device=self.device) < length[:, None]
        return ClipBatch(
            latents=latents,
            cover=cover,
            motion=motion,
            kind=stored["kind"][here],
            text=stored["text"][here, said].float(),
            text_mask=mask,
            keyframe=keyframe,
            keyframe_time=times,
            colour=stored["colour"][here],
            camera=stored["camera"][here],
            rate=bucket.rate,
        )

    def _take_in(self, index: int) -> None:
        """Make one chunk of a bucket from the script that waits longest, and order another script."""
        waiting = self._waiting[index]
        if self._writers is None:
            script = write_script(*self._order(index))
        else:
            while len(waiting) < 1 + _AHEAD * self.plan.writers // len(self.buckets):
                waiting.append(self._writers.submit(write_script, *self._order(index)))
            script = waiting.popleft().result()
        text, length = self._read(script.pieces)
        made = encode_scenes(self._world, script.scenes, self.model, script.seed)
        self._rolls[index].put(made | {"text": text, "length": length})

    def _order(self, index: int) -> tuple[Bucket, int, int, str]:
        self._made += 1
        # torch's generator on the CPU reads 32 bits of its seed, so all that differs must differ in them.
        mixed = blake2b(f"{self._seed} {self._made}".encode(), digest_size=4).digest()
        return self.buckets[index], self.plan.chunk, int.from_bytes(mixed), self.plan.world

    @torch.no_grad()
    def _read(self, pieces: list[tuple[int, ...]]) -> tuple[Tensor, Tensor]:
        """Text states f16 [N, K, S, D] and lengths [N, K] of K captions per clip, encoded with their equals."""
        states = torch.zeros(
            len(pieces), TEXT_LENGTH, self._encoder.config.dim, device=self.device, dtype=torch.float16
        )
        by_length: defaultdict[int, list[int]] = defaultdict(list)
        for row, ids in enumerate(pieces):
            by_length[len(ids)].append(row)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
            for length, rows in by_length.items():
                words = send(torch.tensor([pieces[row] for row in rows]), self.device)
                found = self._encoder.network(words)
                states[send(torch.tensor(rows), self.device), :length] = found.half()
        lengths = torch.tensor([len(ids) for ids in pieces])
        return states.unflatten(0, (-1, CAPTIONS)), send(lengths.unflatten(0, (-1, CAPTIONS)), self.device)
