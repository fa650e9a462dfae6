"""Variations: settings of a take come back without touching the rest; grids hold every pair of values once."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest

from engine import Document, InputError, Shot
from engine.errors import ParamError
from engine.graph import Node
from engine.params import TextParam
from engine.shots import Take
from studio.edit import groups, variations
from studio.edit.ports import Faces
from studio.edit.variations import Axis
from tests.engine.graphs import compiled, document, group, links, node, registry
from tests.studio.edit.films import film, full

FACES = Faces(registry())
KEPT = ("shot1", "shot2", "prompt2", "generate2")


def seeds() -> Iterator[int]:
    """1000, 1001…"""
    return count(1000)


def made(done: Document, shot: str = "shot1") -> Take:
    """The take that a document's graph would make, with its settings."""
    plan = compiled(done, shot).plan
    assert plan is not None
    return replace(full("made"), settings=plan.outputs[0].settings)


def test_the_settings_of_a_take_come_back_and_nothing_else_moves() -> None:
    before = film(24, takes=False)
    take = made(before)
    changed = before.with_graph(
        before.graph.put(
            before.graph["generate1"].with_params(seed=99, quality="draft"),
            before.graph["prompt1"].with_params(text="a dog"),
            node("note", text="new"),
        )
    )
    after, left = variations.as_made(changed, FACES, take)
    assert left == ()
    assert after.graph["prompt1"].params["text"] == "a fox 1"
    assert after.graph["generate1"].params["seed"] == 1
    assert after.graph["note"] == changed.graph["note"]
    assert after.graph.links == changed.graph.links
    assert made(after).settings == take.settings
    assert variations.as_made(after, FACES, take)[0] is after


def test_what_is_gone_or_refused_is_left_out_and_told() -> None:
    before = film(24, takes=False)
    take = replace(
        full("old"),
        settings={"generate1": {"seed": "none", "quality": "draft", "odd": 5}, "gone": {"text": "x"}},
    )
    after, left = variations.as_made(before, FACES, take)
    assert left == ("generate1", "gone")
    assert after.graph["generate1"].params["quality"] == "draft"
    assert after.graph["generate1"].params["seed"] == 1


def test_a_value_that_a_link_gives_is_not_written_over() -> None:
    parts = (node("seed", seed=5), node("generate", seed=1), node("shot"), "seed.seed generate.seed",
             "generate.clip shot.clip")  # fmt: skip
    before = document(*parts)
    take = replace(full("one"), settings={"generate": {"seed": 7}})
    assert variations.as_made(before, FACES, take)[0] is before


def test_a_variation_has_other_seeds_and_the_rest_of_its_take() -> None:
    before = film(24, 24, takes=False)
    take, draw = made(before), seeds()
    done = variations.varied(before, FACES, "shot1", take, lambda: next(draw))
    assert done.graph["generate1"].params["seed"] == 1000
    assert done.graph["generate2"] == before.graph["generate2"]
    assert done.graph["prompt1"] == before.graph["prompt1"]


def test_a_variation_has_other_seeds_inside_of_groups() -> None:
    before, _ = groups.group(film(24, 24, takes=False), None, FACES, ["prompt1", "generate1"], "Maker")
    before, _ = groups.group(before, None, FACES, [n for n in before.graph.nodes if n not in KEPT], "Outer")
    draw = seeds()
    done = variations.varied(before, FACES, "shot1", None, lambda: next(draw))
    inner = [node for known in done.groups.values() for node in known.graph if "seed" in node.params]
    assert inner
    assert all(node.params["seed"] >= 1000 for node in inner)
    assert made(done).settings != made(before).settings
    assert before.groups != done.groups


def test_a_grid_has_every_pair_of_values_once() -> None:
    before = film(24)
    cells = variations.grid(
        before,
        FACES,
        Axis("generate1", "seed", (1, 2, 3)),
        Axis("prompt1", "text", ("a fox", "a dog")),
    )
    found = [
        (
            c.row,
            c.column,
            c.document.graph["generate1"].params["seed"],
            c.document.graph["prompt1"].params["text"],
        )
        for c in cells
    ]
    assert found == [
        (row, column, row + 1, text) for row in range(3) for column, text in enumerate(("a fox", "a dog"))
    ]
    assert all(cell.document.timeline == before.timeline for cell in cells)


def test_a_grid_of_nothing_too_much_or_nonsense_is_refused() -> None:
    before = film(24)
    with pytest.raises(InputError, match="1 to 64"):
        variations.grid(before, FACES, None, None)
    with pytest.raises(InputError, match="1 to 64"):
        variations.grid(before, FACES, Axis("generate1", "seed", tuple(range(65))), None)
    with pytest.raises(ParamError):
        variations.grid(before, FACES, Axis("generate1", "seed", ("red",)), None)


def test_what_can_vary_is_offered_with_values_that_are_taken() -> None:
    before = film(24, takes=False).with_shot(Shot("shot1"))
    offered = variations.axes(before, FACES, "shot1")
    assert ("generate1", "seed") in [(name, param.name) for name, param in offered]
    assert not any(name.endswith("2") for name, _ in offered)
    for _, param in offered:
        values = variations.suggested(param, None)
        assert values
        for value in values:
            param.check(value)


def test_values_of_numbers_lie_around_the_one_that_is_there() -> None:
    before = film(24, takes=False).with_shot(Shot("shot1"))
    params = {
        param.name: param for name, param in variations.axes(before, FACES, "shot1") if name == "generate1"
    }
    assert variations.suggested(params["steps"], 8) == (4, 8, 12, 16)
    assert variations.suggested(params["seed"], 7) == (7, 8, 9, 10)
    most = params["steps"].high
    assert variations.suggested(params["steps"], most)[-1] == most, "what is too much is no value"


def test_words_can_vary_too() -> None:
    before = film(24, takes=False).with_shot(Shot("shot1"))
    prompts = [(name, p) for name, p in variations.axes(before, FACES, "shot1") if isinstance(p, TextParam)]
    assert prompts
    assert variations.suggested(prompts[0][1], "a fox") == ("a fox",)


def offered(before: Document, shot: str = "shot1") -> list[tuple[str, str]]:
    """What can vary, by place and name."""
    return [(place, param.name) for place, param in variations.axes(before, FACES, shot)]


def test_what_lies_in_groups_can_vary_at_any_depth() -> None:
    flat = film(24, 24, takes=False)
    before, inner = groups.group(flat, None, FACES, ["prompt1", "generate1"], "Maker")
    before, outer = groups.group(
        before, None, FACES, [n for n in before.graph.nodes if n not in KEPT], "Outer"
    )
    place = f"{outer}/{inner}/generate1"
    found = offered(before)
    assert len(found) == len(set(found))
    assert {(place.removesuffix("generate1") + name, param) for name, param in offered(flat) if name in (
        "prompt1", "generate1"
    )} <= set(found)  # fmt: skip
    cells = variations.grid(before, FACES, Axis(place, "seed", (5, 6)), None)
    assert [made(cell.document).settings[place]["seed"] for cell in cells] == [5, 6]
    # The same from inside: a shot in a group hangs on what lies around it, too.
    wrapped, around = groups.group(flat, None, FACES, ["finish1", "shot1"], "End")
    assert ("generate1", "seed") in offered(wrapped, f"{around}/shot1")
    assert (f"{around}/finish1", "scale") in offered(wrapped, f"{around}/shot1")


def test_a_group_that_is_used_twice_varies_as_one() -> None:
    maker = group(
        "maker", node("prompt", text="a fox"), node("generate"), "prompt.text generate.prompt",
        inputs={"seed": "generate.seed"}, outputs={"out": "generate.clip"}, params={"words": "prompt.text"},
    )  # fmt: skip
    before = document(
        Node("one", "group:maker", params={"words": "a fox"}), Node("two", "group:maker"), node("seed"),
        node("concatenate"), node("shot"), "one.out concatenate.clips", "two.out concatenate.clips",
        "concatenate.clip shot.clip", groups=(maker,),
    )  # fmt: skip
    found = offered(before, "shot")
    inside = [(place, name) for place, name in found if "/" in place]
    assert {name for place, name in inside} >= {"seed", "steps"}
    assert len({place for place, _ in inside if place.endswith("generate")}) == 1
    # What an instance gives its group is the instance's to vary, each for itself.
    assert not any(place.endswith("/prompt") and name == "text" for place, name in found)
    assert {("one", "words"), ("two", "words")} <= set(found)
    place = next(place for place, name in inside if name == "seed")
    cell = variations.grid(before, FACES, Axis(place, "seed", (77,)), None)[0]
    settings = made(cell.document, "shot").settings
    assert settings["one/generate"]["seed"] == settings["two/generate"]["seed"] == 77
    linked = before.with_graph(before.graph.link(*links("seed.seed one.seed", "seed.seed two.seed")))
    assert (place, "seed") not in offered(linked, "shot")


def test_what_was_to_vary_may_be_gone() -> None:
    with pytest.raises(InputError, match="not in the graph"):
        variations.grid(film(24), FACES, Axis("gone/generate", "seed", (1,)), None)
