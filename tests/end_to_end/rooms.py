"""What the tests with the real built-in model share: sessions with folders of their own, and results as frames."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

import resources
from engine.compile import Request, Target
from engine.events import Event
from engine.job import Outcome
from engine.media.frames import Clip
from engine.plan import Plan
from engine.session import Session
from nodes import all_types
from studio.workbench import FONTS, Registry

SAMPLES = resources.path("samples")
Frames = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Film:
    """What another reader than ours says of a clip file."""

    frames: Frames
    rate: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.frames.shape[2], self.frames.shape[1]


def session(data: Path, cache: Path, listener: Callable[[Event], None] | None = None) -> Session:
    """A session with the built-in model; `data` may be shared, what is cached is the caller's own."""
    return Session(
        Registry.load(all_types()),
        resources.path("models"),
        {weight: resources.path(name) for weight, name in FONTS.items()},
        listener=listener,
        data=data,
        cache=cache,
    )


def planned(
    room: Session,
    graph: Path,
    target: str,
    params: Mapping[str, Mapping[str, Any]] | None = None,
    seed: int | None = None,
) -> Plan:
    """The plan of a node's result; `target` and the keys of `params` are ids or titles."""
    opened = room.open(graph)
    assert not opened.problems
    find = opened.document.graph.find
    changed = {find(name).id: values for name, values in (params or {}).items()}
    request = Request((Target(find(target).id, "result"),), 0, seed, changed)
    compiled = room.compiler(opened).compile(opened.document, request)
    assert not compiled.problems
    assert compiled.plan is not None
    return compiled.plan


def rendered(room: Session, plan: Plan) -> tuple[Outcome, Frames]:
    """Run a plan and read its result whole: uint8 [n, H, W, 3]."""
    outcome = room.executor.wait(room.executor.submit(plan), timeout=240)
    assert outcome.state == "done", outcome.failures
    return outcome, kept(room, plan)


def kept(room: Session, plan: Plan) -> Frames:
    """The result of a plan that has run."""
    value = room.cache.get(plan.outputs[0].key)
    if isinstance(value, Clip):
        return value.read(0, value.frames)
    assert isinstance(value, np.ndarray)
    return value[None]


def film(path: Path) -> Film:
    """A clip file as OpenCV reads it."""
    reader, found = cv2.VideoCapture(str(path)), []
    rate, count = reader.get(cv2.CAP_PROP_FPS), int(reader.get(cv2.CAP_PROP_FRAME_COUNT))
    while True:
        there, frame = reader.read()
        if not there:
            break
        found.append(frame)
    reader.release()
    assert len(found) == count
    return Film(np.stack(found), rate)


def change(frames: Frames) -> NDArray[np.float64]:
    """The mean difference from each frame to the next, of 255."""
    return np.abs(np.diff(frames.astype(np.float64), axis=0)).mean(axis=(1, 2, 3))
