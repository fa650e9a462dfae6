"""Sizes, facts and the grid of a model: what is static about everything that flows."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import PortType, Size, aspect_distance, even_crop
from engine.types import FactKind, Facts, LatentShape
from tests.nodes.lowering import LOOM

SIDES = st.integers(2, 4096)
SIZES = st.builds(Size, SIDES, SIDES)


def test_every_port_type_differs_in_colour_and_in_shape() -> None:
    assert len({t.colour for t in PortType}) == len(PortType)
    assert len({t.shape for t in PortType}) == len(PortType)


def test_facts_are_told_in_the_fields_words() -> None:
    clip = Facts(FactKind.CLIP, 24, Fraction(12), Size(112, 64))
    assert clip.duration == 2
    assert clip.pixels == 24 * 112 * 64
    assert str(clip) == "112x64x24 at 12/s"
    assert str(replace(clip, kind=FactKind.IMAGE, frames=1, rate=Fraction(0))) == "112x64"
    assert str(replace(clip, kind=FactKind.LATENTS, frames=5, size=Size(14, 8))) == "latents 14x8x5"
    assert Facts(FactKind.TEXT, 48).duration == 0


def test_the_latent_grid_is_frames_height_width() -> None:
    assert LOOM.latent_shape(17, Size(112, 64)) == LatentShape(5, 8, 14)
    assert LatentShape(5, 8, 14).tokens_per_frame == 28
    for frames, size in ((16, Size(112, 64)), (17, Size(110, 64)), (17, Size(112, 56))):
        with pytest.raises(ValueError, match="grid"):
            LOOM.latent_shape(frames, size)


def test_frame_0_has_a_latent_frame_of_its_own() -> None:
    assert [LOOM.latent_index(f) for f in (0, 1, 4, 5, 8, 9)] == [0, 1, 1, 2, 2, 3]


@given(SIZES)
def test_the_native_size_lies_on_the_grid_at_about_the_native_area(wanted: Size) -> None:
    native = LOOM.native_size(wanted)
    assert native.width % 16 == 0
    assert native.height % 16 == 0
    assert 112 * 64 / 2.5 <= native.area <= 112 * 64 * 1.25
    LOOM.latent_shape(17, native)


@pytest.mark.parametrize(
    ("wanted", "native"),
    [
        (Size(1280, 720), Size(112, 64)),
        (Size(720, 1280), Size(64, 112)),
        (Size(500, 500), Size(80, 80)),
        (Size(640, 480), Size(112, 80)),
    ],
)
def test_native_sizes_of_usual_shapes(wanted: Size, native: Size) -> None:
    assert LOOM.native_size(wanted) == native


@given(SIZES, SIZES)
def test_the_crop_is_even_lies_inside_and_has_nearly_the_shape(native: Size, wanted: Size) -> None:
    native = Size(native.width // 2 * 2, native.height // 2 * 2)
    found = even_crop(native, wanted)
    assert found.width % 2 == 0
    assert found.height % 2 == 0
    assert 2 <= found.width <= native.width
    assert 2 <= found.height <= native.height
    if min(found) >= 64:
        assert aspect_distance(found, wanted) <= 0.032


def test_the_exact_ratio_is_kept_where_it_costs_little() -> None:
    assert even_crop(Size(160, 96), Size(1280, 720)) == Size(160, 90)
    assert even_crop(Size(112, 64), Size(1280, 720)) == Size(112, 64)
    assert even_crop(Size(112, 64), Size(112, 64)) == Size(112, 64)


def test_distance_of_aspects_is_symmetric() -> None:
    a, b = Size(16, 9), Size(4, 3)
    assert aspect_distance(a, b) == pytest.approx(aspect_distance(b, a))
    assert aspect_distance(a, Size(32, 18)) == 0
