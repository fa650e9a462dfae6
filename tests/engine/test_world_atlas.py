"""The actors of the training world: their table is sound, and the atlas shows what the table says."""

import json
from pathlib import Path

import pytest
import torch
from torch import Tensor

from engine.training.world.atlas import LEVELS, PHASES, RIM, Atlas, load_atlas, recolour, to_hsv
from engine.training.world.kind import MEDIA
from engine.training.world.kinds import KINDS, SMALL
from engine.training.world.shapes import SIDE, draw
from engine.training.world.vocabulary import COLOURS, PLACES
from resources import path

FIRST = (
    *(
        "dog",
        "cat",
        "horse",
        "cow",
        "elephant",
        "rabbit",
        "pig",
        "turtle",
        "whale",
        "fish",
        "bird",
        "penguin",
    ),
    *("dinosaur", "car", "bus", "train", "airplane", "rocket", "sailboat", "balloon", "ball", "person"),
)
NAMED = {
    "red": (0.88, 0.15, 0.20), "orange": (0.93, 0.48, 0.14), "yellow": (0.95, 0.82, 0.18), "green": (0.18, 0.66, 0.26),
    "blue": (0.16, 0.40, 0.88), "purple": (0.58, 0.20, 0.78), "pink": (0.96, 0.60, 0.74), "brown": (0.46, 0.26, 0.13),
    "black": (0.15, 0.15, 0.17), "white": (0.92, 0.92, 0.94), "grey": (0.55, 0.56, 0.58),
}  # fmt: skip


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


def index(name: str) -> int:
    return next(i for i, kind in enumerate(KINDS) if kind.words[0] == name)


def sprite(atlas: Atlas, name: str, colour: str | None = None, phase: int = 0) -> Tensor:
    """Premultiplied RGBA [4, 64, 64]."""
    strip = atlas.levels[0][atlas.variant[index(name), -1 if colour is None else COLOURS.index(colour)]]
    start = phase * (LEVELS[0] + 2 * RIM) + RIM
    return strip[:, start : start + LEVELS[0], RIM:-RIM].float()


def test_there_are_enough_actors_and_the_first_are_those_of_the_small_world() -> None:
    assert len(KINDS) >= 150
    assert sum(kind.animated for kind in KINDS) >= 40
    assert tuple(kind.words[0] for kind in KINDS[:SMALL]) == FIRST


def test_every_fact_of_a_kind_is_one_the_world_knows() -> None:
    assert {kind.medium for kind in KINDS} == set(MEDIA)
    for kind in KINDS:
        assert kind.faces in (-1, 0, 1), kind.words
        assert 0.7 <= kind.scale <= 1.3, kind.words
        assert kind.home, kind.words
        assert set(kind.home) <= set(PLACES), kind.words
        assert set(kind.colours) <= set(COLOURS), kind.words
        assert len(kind.colours) != 1, kind.words
        assert bool(kind.colours) == (kind.band is not None), kind.words
    assert {place for kind in KINDS for place in kind.home} == set(PLACES)


def test_no_noun_could_mean_another_actor() -> None:
    owner = {word: kind.words[0] for kind in KINDS for word in kind.words}
    assert len(owner) == sum(len(kind.words) for kind in KINDS)
    for noun, whose in owner.items():
        words = noun.split()
        for start in range(len(words)):
            for stop in range(start + 1, len(words) + 1):
                part = " ".join(words[start:stop])
                assert owner.get(part, whose) == whose, (part, noun)


def test_shapes_come_in_all_eleven_colours() -> None:
    shapes = [kind for kind in KINDS if kind.code.startswith("shape:") and kind.colours]
    assert len(shapes) >= 6
    assert all(set(kind.colours) == set(COLOURS) for kind in shapes)
    assert len(COLOURS) == 11


def test_the_small_world_loads_alone_and_looks_the_same(atlas: Atlas) -> None:
    small = load_atlas(kinds=SMALL)
    assert len(small.variant) == len(small.extent) == SMALL
    assert sum(level.numel() for level in small.levels) < 0.2 * sum(level.numel() for level in atlas.levels)
    assert torch.equal(small.variant, atlas.variant[:SMALL])
    for mine, theirs in zip(small.levels, atlas.levels, strict=True):
        assert torch.equal(mine, theirs[: len(mine)])


def test_all_levels_of_all_variants_fit_the_budget(atlas: Atlas) -> None:
    assert sum(level.numel() * level.element_size() for level in atlas.levels) < 600e6
    for side, level in zip(LEVELS, atlas.levels, strict=True):
        assert level.shape[1:] == (4, PHASES * (side + 2 * RIM), side + 2 * RIM)


def test_the_animated_move_and_the_others_do_not(atlas: Atlas) -> None:
    for kind in KINDS:
        first, middle = (sprite(atlas, kind.words[0], phase=phase) for phase in (0, PHASES // 2))
        assert torch.equal(first, middle) != kind.animated, kind.words
        assert (int(atlas.phases[index(kind.words[0])]) == PHASES) == kind.animated


def test_extents_are_those_of_the_pictures(atlas: Atlas) -> None:
    strips = atlas.levels[0][atlas.variant[:, -1]].float()
    whole = LEVELS[0] + 2 * RIM
    cover = strips[:, 3].reshape(len(KINDS), PHASES, whole, whole).amax(1) > 0.1
    for axis, column in ((1, 0), (2, 1)):
        seen = cover.any(axis).sum(-1) / LEVELS[0]
        assert ((seen - atlas.extent[:, column]).abs() < 0.04).all()


@pytest.mark.parametrize("shape", ["sphere", "cube", "heart"])
def test_a_painted_shape_is_nearest_to_the_colour_that_it_is_named(atlas: Atlas, shape: str) -> None:
    palette = torch.tensor([NAMED[name] for name in COLOURS])
    for number, colour in enumerate(COLOURS):
        picture = sprite(atlas, shape, colour)
        mean = picture[:3].sum((1, 2)) / picture[3].sum()
        nearest = int((palette - mean).norm(dim=1).argmin())
        assert nearest == number, (colour, COLOURS[nearest], mean.tolist())


def test_every_variant_of_a_kind_looks_different(atlas: Atlas) -> None:
    for kind in KINDS:
        pictures = [sprite(atlas, kind.words[0], colour) for colour in kind.colours]
        for i, one in enumerate(pictures):
            for two in pictures[:i]:
                assert (one - two).abs().amax(0).gt(0.1).float().mean() > 0.02, kind.words


def test_recolouring_changes_the_paint_and_leaves_the_glass() -> None:
    paint, glass = torch.tensor([0.85, 0.1, 0.15, 1.0]), torch.tensor([0.6, 0.8, 0.95, 1.0])
    both = torch.stack((paint, glass), dim=1)[None, :, :, None]
    band = KINDS[index("car")].band
    assert band is not None
    blue = recolour(both, band, "blue")
    assert abs(float(to_hsv(blue[:, :3])[0][0, 0, 0]) - 0.6) < 0.05
    assert torch.equal(blue[:, :, 1], both[:, :, 1])
    assert torch.equal(recolour(both, band, "red"), both)


def test_an_atlas_of_other_kinds_is_refused(tmp_path: Path) -> None:
    table = json.loads(path("training/atlas.json").read_text(encoding="utf-8"))
    table["sprites"].reverse()
    (tmp_path / "atlas.json").write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(ValueError, match="disagree"):
        load_atlas(tmp_path)


def test_a_drawn_sphere_is_round_and_lit_from_above_and_the_left() -> None:
    picture = draw("sphere")
    assert picture.shape == (4, SIDE, SIDE)
    across = 2.0 / 2.9 * SIDE
    assert abs(float(picture[3].sum()) / (torch.pi * across**2 / 4) - 1) < 0.03
    half = SIDE // 2
    light = picture[:3].mean(0)
    assert light[:half, :half].sum() > 1.3 * light[half:, half:].sum()
    with pytest.raises(KeyError):
        draw("tesseract")
