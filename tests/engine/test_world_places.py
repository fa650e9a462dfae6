"""The places of the training world: each can be drawn at any size, in any light; the first eight stay as they were."""

from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from engine.training import phrases
from engine.training.world.scenery.foreground import FRONTS
from engine.training.world.vocabulary import (
    PLACES,
    SHELTERED,
    SMALL_PLACES,
    TIMES,
    WEATHER_WEIGHTS,
    WEATHERS,
)
from tests.engine.scenery import Asked, drawn, flat, layer_pairs

GOLDEN = Path(__file__).parents[1] / "data/golden/small_places.safetensors"
NEW = PLACES[SMALL_PLACES:]
OPEN = tuple(name for name in PLACES if name not in SHELTERED)
SIZES = ((112, 64), (64, 112), (80, 80), (160, 96), (224, 128))


def at(time: str, names: tuple[str, ...] = PLACES, weather: str = "clear") -> list[Asked]:
    return [(name, time, weather) for name in names]


@pytest.mark.parametrize("size", SIZES)
def test_every_place_draws_at_every_size_within_its_ranges(size: tuple[int, int]) -> None:
    asked = [(name, TIMES[index % 3], WEATHERS[index % 5]) for index, name in enumerate(PLACES)]
    picture, layers = drawn(asked, size, full=True)
    for colour, cover in layer_pairs(layers):
        assert colour.shape == picture.shape
        assert cover.shape == picture[:, 0].shape
        assert torch.isfinite(colour).all()
        assert cover.amin() >= 0
        assert cover.amax() <= 1
        shown = colour[(cover > 0.02)[:, None].expand_as(colour)]
        assert shown.amin() >= 0
        assert shown.amax() < 1.3


def test_no_place_looks_like_another() -> None:
    small = F.adaptive_avg_pool2d(flat(at("day")), (8, 19)).flatten(1)
    apart = torch.cdist(small, small) + 9 * torch.eye(len(PLACES))
    assert apart.amin() > 1.0


@pytest.mark.parametrize("names", [NEW, tuple(name for name in PLACES[:SMALL_PLACES] if name != "space")])
def test_times_of_day_are_told_apart_in_every_place(names: tuple[str, ...]) -> None:
    day, sunset, night = (flat(at(time, names)).mean((2, 3)) for time in TIMES)
    assert (night.mean(1) < 0.7 * day.mean(1)).all()
    assert (sunset[:, 0] - sunset[:, 2] > day[:, 0] - day[:, 2] + 0.06).all()


def test_weather_changes_every_open_place() -> None:
    clear = flat(at("day", OPEN))
    for weather in ("clouds", "rain", "snow", "fog"):
        assert ((flat(at("day", OPEN, weather)) - clear).abs().mean((1, 2, 3)) > 0.01).all()


def test_falling_snow_lies_on_the_ground_of_the_full_world() -> None:
    asked, dry = (at("day", ("meadow", "street", "mountains"), weather) for weather in ("snow", "clear"))
    pale, bare = (drawn(clips, full=True)[1].near.amin(1).mean((1, 2)) for clips in (asked, dry))
    assert (pale > bare + 0.1).all()


def test_fog_hides_the_distance_more_than_what_is_near() -> None:
    _, clear = drawn(at("day", NEW[:1]))
    _, foggy = drawn(at("day", NEW[:1], "fog"))
    shifts = [(a[0] - b[0]).abs().mean() for a, b in zip(layer_pairs(clear), layer_pairs(foggy), strict=True)]
    assert shifts[0] > shifts[1] > shifts[2]


@pytest.mark.parametrize("weather", ["rain", "snow", "fog"])
def test_weather_stays_outside_where_there_is_shelter(weather: str) -> None:
    _, clear = drawn(at("day", SHELTERED))
    _, changed = drawn(at("day", SHELTERED, weather))
    for (one, cover), (other, same) in zip(layer_pairs(clear), layer_pairs(changed), strict=True):
        assert torch.equal(one, other)
        assert torch.equal(cover, same)


def test_a_room_shows_the_sky_only_in_its_window() -> None:
    for time in TIMES:
        sky, layers = drawn(at(time, ("room",)))
        open_to = 1 - layers.far_cover[0]
        assert 0.02 < (open_to > 0.5).float().mean() < 0.2
        assert not open_to[int(0.66 * sky.shape[2]) :].any()
    by_day, by_night = (flat(at(time, ("room",)))[0, :, open_to > 0.9].mean() for time in ("day", "night"))
    assert by_night < 0.5 * by_day


def test_no_sky_is_seen_under_water() -> None:
    _, layers = drawn(at("day", ("underwater",)))
    assert (layers.far_cover == 1).all()


@pytest.mark.parametrize("name", ["street", "room", "city"])
def test_windows_and_lamps_shine_at_night(name: str) -> None:
    picture = flat(at("night", (name,)))[0]
    warm = (picture[0] > 0.8) & (picture[2] < 0.75)
    assert warm.float().mean() > 0.004


def test_the_full_world_has_a_middle_layer_in_every_place() -> None:
    times = 5
    _, layers = drawn(at("day") * times, full=True)
    assert layers.middle_cover is not None
    shown = layers.middle_cover.mean((1, 2)).reshape(times, len(PLACES)).mean(0)
    assert (shown > 0.008).all()


def test_the_small_worlds_places_cost_no_more_than_their_two_layers() -> None:
    _, layers = drawn(at("day", PLACES[:SMALL_PLACES]))
    assert layers.middle is None
    assert layers.front is None


def test_what_stands_before_the_actors_leaves_the_stage_free() -> None:
    for size in SIZES[:3]:
        _, layers = drawn(at("day", tuple(FRONTS)), size, full=True)
        assert layers.front_cover is not None
        height, wide = layers.front_cover.shape[1:]
        stage = layers.front_cover[:, : int(0.85 * height), int(0.4 * wide) : int(0.6 * wide)]
        assert (stage.mean((1, 2)) < 0.03).all()
        assert (layers.front_cover.mean((1, 2)) > 0.01).all()
        assert not layers.front_cover[:, :, [0, -1]].any()


@pytest.mark.parametrize("name", NEW)
def test_nothing_is_too_thin_for_the_autoencoder(name: str) -> None:
    """A picture of strokes of four pixels and more is still itself after halving."""
    picture = flat([(name, time, "clear") for time in TIMES], full=True)
    half = F.interpolate(F.avg_pool2d(picture, 2), scale_factor=2, mode="bilinear", align_corners=False)
    assert -10 * (picture - half).square().mean().log10() > 25


def test_every_tensor_is_made_on_the_canvass_device() -> None:
    """With another default device, whatever forgets to name its own would end up there."""
    asked = [*at("day"), *at("night", weather="snow")]
    with torch.device("meta"):
        picture = flat(asked, full=True)
    assert picture.device.type == "cpu"
    assert torch.equal(picture, flat(asked, full=True))


def test_the_first_eight_places_look_as_they_did() -> None:
    """Weights are trained on this look; the pictures were stored before other places came."""
    stored = load_file(GOLDEN)["scenery"].float()
    times, weathers = len(TIMES), len(WEATHERS)
    asked = [
        (PLACES[index // times], TIMES[index % times], WEATHERS[0 if index >= 21 else 3 * index % weathers])
        for index in range(24)
    ]
    picture = F.adaptive_avg_pool2d(flat(asked), stored.shape[2:]) * 255
    assert (picture - stored).abs().amax() <= 1.5


def test_every_place_can_be_told_in_words_and_has_its_weather() -> None:
    for name in PLACES:
        assert phrases.WHERE[name]
        assert phrases.SCENES[name]
        assert sum(WEATHER_WEIGHTS[name]) == pytest.approx(1)
    assert all(WEATHER_WEIGHTS[name][0] == 1 for name in SHELTERED)
