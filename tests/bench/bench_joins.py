"""How visible the joins of Extend, Connect and Loop are with the built-in weights: reported, not asserted.

For every join the mean difference across it, beside twice the clip's median plus 2 of 255 (what the tests hold the
motion-continuing fake model to).
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from engine.session import Session
from tests.bench.__main__ import load
from tests.end_to_end.rooms import SAMPLES, change, planned, rendered, session

SOURCE = 17
"""Frames of every sample clip."""


def main() -> None:
    """Print a line per join."""
    print(f"mean difference across a join, of 255, with the built-in weights ({load()})")
    with tempfile.TemporaryDirectory() as name, session(Path(name) / "data", Path(name) / "cache") as room:
        report(room, "extend-both-ways", "Extend both ways", lambda n: [n - SOURCE - 12, n - 12])
        report(room, "connect", "Connect", lambda n: [SOURCE, n - SOURCE])
        report(room, "loop", "Loop", lambda n: [SOURCE, n])


def report(room: Session, sample: str, node: str, joins_of: Callable[[int], list[int]]) -> None:
    """The joins of one sample; a join at the clip's end leads back to its first frame."""
    _, frames = rendered(room, planned(room, SAMPLES / f"{sample}.loom", node))
    around = change(np.concatenate([frames, frames[:1]]))
    limit = 2 * float(np.median(around[:-1])) + 2
    for join in joins_of(len(frames)):
        found = float(around[join - 1])
        word = "within" if found <= limit else "above"
        print(
            f"{sample:<20} join at frame {join:>3} of {len(frames):>3}: {found:6.2f}  ({word} {limit:.2f})",
            flush=True,
        )


if __name__ == "__main__":
    main()
