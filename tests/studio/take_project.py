"""A project whose shots have takes with real masters, for tests of the takes panel."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

import numpy as np

from engine.document import Document
from engine.files import save
from engine.graph import Json, Link, Node
from engine.media.encode import write_clip
from engine.media.frames import ArrayClip
from engine.paths import takes_folder
from engine.shots import Shot, Take
from engine.types import Size
from tests.studio.small_project import PROMPT, small_project

FRAMES, SIZE = 12, Size(64, 36)
WORDS = (PROMPT, PROMPT, PROMPT.replace("city", "forest"), "a blue boat sails on the lake at noon")


def take_project(path: Path, count: int = 3, *, second: int = 0, files: bool = True) -> Document:
    """Write it: the shot "shot" (Car) with `count` takes, and if wanted "other" (Boat) with `second`."""
    document = small_project(path)
    shots = {"shot": Shot("shot", "Car", tuple(take(path, "shot", n, files) for n in range(count)))}
    if second:
        node = Node("other", "shotloom.shot", title="Boat", position=(780, 300))
        graph = document.graph.put(node).link(Link("finish", "clip", "other", "clip"))
        document = document.with_graph(graph)
        shots["other"] = Shot("other", "Boat", tuple(take(path, "other", n, files) for n in range(second)))
    document = replace(document, shots=shots)
    save(document, path)
    return document


def take(path: Path, shot: str, number: int, files: bool = True) -> Take:
    """One take; its master is a clip whose colour drifts, another for every number."""
    file = f"{shot}-{number}.mp4"
    if files:
        _master(takes_folder(path) / file, number + (50 if shot == "other" else 0))
    made = datetime.now().astimezone() - timedelta(hours=30 - number)
    return Take(
        f"{shot}-take-{number}", file, FRAMES, Fraction(24), SIZE, 1840 + 7 * number, 2.5,
        made.isoformat(timespec="seconds"), "Built-in", "0123456789abcdef", f"key {shot} {number}",
        settings=settings(number),
    )  # fmt: skip


def settings(number: int) -> Mapping[str, Mapping[str, Json]]:
    """What a take was made with: prompts and steps change now and then, the seed always."""
    return {
        "prompt": {"text": WORDS[number % len(WORDS)]},
        "generate": {"duration": 0.4, "seed": 1840 + 7 * number, "steps": 8 if number % 3 else 4},
    }


def _master(path: Path, number: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(number)
    one, other = rng.integers(30, 220, 3), rng.integers(30, 220, 3)
    across = np.linspace(0, 1, SIZE.width)[None, :, None]
    frames = np.empty((FRAMES, SIZE.height, SIZE.width, 3), np.uint8)
    for index in range(FRAMES):
        frames[index] = (one * across + other * (1 - across)).astype(np.uint8)
        left = index * (SIZE.width - 12) // FRAMES
        frames[index, 12:24, left : left + 12] = 240
    write_clip(ArrayClip(frames, Fraction(24)), path)
