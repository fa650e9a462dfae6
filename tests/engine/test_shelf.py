"""A plan gets the weights that its keys name, or an error that says so; never others."""

import shutil
from pathlib import Path

import pytest

import resources
from engine.catalog import UPSCALER, Catalog, find_models
from engine.crew import Loads
from engine.device import DeviceProfile
from engine.errors import WeightsError
from engine.model_file import fingerprint
from engine.shelf import Shelf

CPU = DeviceProfile("cpu", "test", 1 << 30, "fp32", 1, 1.0)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    return Path(shutil.copy(resources.path("models") / UPSCALER, tmp_path))


def test_an_upscaler_of_another_digest_is_refused_even_when_one_is_loaded(weights: Path) -> None:
    shelf = Shelf(Catalog({}, (weights, fingerprint(weights))), CPU)
    loaded = shelf.upscaler(fingerprint(weights))
    assert shelf.upscaler(fingerprint(weights)) is loaded
    with pytest.raises(WeightsError, match="upscaler's weights are not here"):
        shelf.upscaler("of another version")


def test_weights_that_were_replaced_while_the_program_runs_are_refused(weights: Path) -> None:
    digest = fingerprint(weights)
    shelf = Shelf(Catalog({}, (weights, digest)), CPU)
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.with_suffix(".new").write_bytes(data)
    weights.with_suffix(".new").replace(weights)
    with pytest.raises(WeightsError, match="replaced while the program ran"):
        shelf.upscaler(digest)


def test_what_is_not_needed_leaves_memory_and_what_is_needed_stays(weights: Path) -> None:
    shelf = Shelf(Catalog({}, (weights, fingerprint(weights))), CPU)
    digest = fingerprint(weights)
    loaded = shelf.upscaler(digest)
    shelf.free(digest, "upscaler")
    assert shelf.upscaler(digest) is loaded
    shelf.free("another", "dit")
    assert shelf.upscaler(digest) is not loaded


def test_components_of_models_leave_but_one() -> None:
    catalog = find_models(resources.path("models"))
    entry = next(iter(catalog.models.values()))
    shelf = Shelf(catalog, CPU)
    model = shelf.model(entry.spec.digest)
    assert isinstance(model, Loads)
    model.load("vae")
    model.load("dit")
    shelf.free(entry.spec.digest, "dit")
    assert model.loaded == ("dit",)
