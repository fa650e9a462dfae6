"""Names of steps tell values as the artist reads them."""

import pytest

from engine.graph import Json
from engine.params import IntParam, Param
from engine.registry import Registry
from nodes import all_types
from studio import step_names
from studio.step_names import value_step, value_words

REGISTRY = Registry(all_types())


def param(kind: str, name: str) -> Param:
    return next(p for p in REGISTRY[f"shotloom.{kind}"].params if p.name == name)


@pytest.mark.parametrize(
    ("kind", "name", "before", "after", "told"),
    [
        ("speed", "factor", 1.0, 2.0, "Speed of Fog: 1 × → 2 ×"),
        ("title", "opacity", 1.0, 0.5, "Opacity of Fog: 1 → 0.5"),
        ("condition", "strength", 1.0, 0.5, "Strength of Fog: 1 → 0.5"),
        ("condition", "strength", 1.0, [[0.0, 1.0], [2.0, 0.5]], "Change Strength of Fog"),
        ("condition", "strength", [[0.0, 1.0], [2.0, 0.5]], 1.0, "Change Strength of Fog"),
    ],
)
def test_a_value_is_told_where_it_can_be_read_at_a_glance(
    kind: str, name: str, before: Json, after: Json, told: str
):
    assert value_step("Fog", param(kind, name), before, after) == told


def test_units_are_told_in_the_language_of_the_window(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(step_names, "tr", lambda text, **values: {"frames": "Bilder"}.get(text, text))
    frames = IntParam(name="frames", label="Frames", unit="frames", help="", default=1, low=0, high=100)
    assert value_words(frames, 12) == "12 Bilder"
