"""The procedural world: scenes of one actor in a place, drawn as small video clips with every fact known.

In goes a seed, out come scenes (``World.sample``), frames and labels (``World.render``); ``engine.training.captions``
says the same scenes in words.  Called by the trainers, the evaluation and tests.  The names load on first use, so that
the vocabulary can be read without torch.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.training.world.program import Scenes
    from engine.training.world.render import Rendered, World

__all__ = ["Rendered", "Scenes", "World"]


def __getattr__(name: str) -> Any:
    if name == "Scenes":
        from engine.training.world.program import Scenes

        return Scenes
    if name in {"Rendered", "World"}:
        from engine.training.world import render

        return getattr(render, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
