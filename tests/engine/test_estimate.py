"""Forecasts: sensible before anything ran, close on the second run, and never stopped by a damaged file."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from engine.compile import finish
from engine.estimate import Figures, FigureStore, bytes_of, units_of
from engine.executor import Executor
from engine.plan import Step
from engine.types import FactKind, Facts, Size
from tests.engine.stages import crew, shot, step_of, to_files
from tests.fake_model import FakeModel


def denoise(cells: int = 1000, steps: int = 8, model: str = "m") -> Step:
    """A denoise step of so many latent cells."""
    params = {"steps": steps, "guidance": 4.0, "model": model}
    return Step("k", "denoise", params, (), "n", Facts(FactKind.LATENTS, 1, size=Size(cells, 1)))


def test_something_is_known_before_anything_ran() -> None:
    plan = shot(frames=17, factor=2)
    seconds, peak = Figures().forecast(plan.steps)
    assert set(seconds) == {s.key for s in plan.steps}
    assert 0.1 < sum(seconds.values()) < 60
    assert 1 << 20 < peak < 4 << 30
    assert all(seconds[s.key] == 0 for s in plan.steps if s.spec.view)


def test_more_work_is_forecast_to_take_longer() -> None:
    figures = Figures()
    assert figures.seconds(denoise(steps=8), []) > figures.seconds(denoise(steps=4), [])
    assert bytes_of(denoise(4000), []) > bytes_of(denoise(1000), [])


def test_the_median_of_several_runs_is_the_figure() -> None:
    store = FigureStore()
    for seconds in (1.0, 1.1, 9.0, 0.9, 1.0):
        store.learn(denoise(), [], seconds)
    assert store.snapshot().seconds(denoise(), []) == pytest.approx(1.0)


def test_a_run_through_which_the_machine_slept_does_not_spoil_the_next_forecast() -> None:
    store = FigureStore()
    for seconds in (3600.0, 2.0):
        store.learn(denoise(), [], seconds)
    assert store.snapshot().seconds(denoise(), []) == pytest.approx(2.0)


def test_sizes_between_and_beyond_follow_what_was_measured() -> None:
    store = FigureStore()
    store.learn(denoise(1000), [], 1.0)
    assert store.snapshot().seconds(denoise(2000), []) == pytest.approx(2.0)
    store.learn(denoise(4000), [], 8.0)
    figures = store.snapshot()
    assert figures.seconds(denoise(1000), []) == pytest.approx(1.0)
    assert figures.seconds(denoise(2000), []) == pytest.approx(8**0.5)
    assert figures.seconds(denoise(8000), []) == pytest.approx(8.0 * 2**1.5)
    assert figures.seconds(denoise(500), []) == pytest.approx(0.5**1.5)


def test_noise_of_short_exports_makes_no_hour_of_a_longer_one() -> None:
    def film(frames: int, size: Size) -> Step:
        params = {"format": "mp4", "codec": "libx264", "options": {"preset": "medium"}}
        return Step("k", "encode", params, (), "n", Facts(FactKind.FILE, frames, size=size))

    store = FigureStore()
    store.learn(film(7, Size(112, 64)), [], 0.03)
    store.learn(film(24, Size(112, 64)), [], 0.4)
    assert 1 < store.snapshot().seconds(film(24, Size(946, 540)), []) < 60


def test_models_are_told_apart() -> None:
    store = FigureStore()
    store.learn(denoise(model="slow"), [], 100.0)
    assert store.snapshot().seconds(denoise(model="other"), []) < 10


def test_figures_survive_a_restart_and_devices_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "figures.sqlite"
    store = FigureStore(path)
    store.learn(denoise(), [], 3.0)
    store.close()
    for device, expected in (("cpu", True), ("cuda", False)):
        again = FigureStore(path, device)
        assert bool(again.snapshot().curves) is expected
        again.close()


@pytest.mark.parametrize("damage", [b"no database at all", b""])
def test_a_damaged_file_costs_figures_and_nothing_else(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "figures.sqlite"
    path.write_bytes(damage)
    store = FigureStore(path)
    store.learn(denoise(), [], 2.0)
    store.close()
    assert sqlite3.connect(path).execute("SELECT COUNT(*) FROM runs").fetchone() == (1,)


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = FigureStore(tmp_path / "file" / "figures.sqlite")
    store.learn(denoise(), [], 2.0)
    assert store.snapshot().seconds(denoise(), []) == pytest.approx(2.0)
    store.close()


def test_the_second_run_is_forecast_within_a_quarter(tmp_path: Path) -> None:
    # The pause makes the fake model's time its own, whatever else the machine does.
    people = crew(tmp_path, model=FakeModel(pause=0.05))
    with Executor(people) as executor:
        first, second = shot(seed=1, frames=17), shot(seed=2, frames=17)
        executor.wait(executor.submit(first, to_files(first, tmp_path / "1")), 30)
        seconds, _ = people.figures.snapshot().forecast(second.steps)
        executor.wait(executor.submit(second, to_files(second, tmp_path / "2")), 30)
        key = step_of(second, "denoise").key
        assert seconds[key] == pytest.approx(4 * 0.05, rel=0.25)


def test_the_compiler_writes_the_forecast_into_the_plan() -> None:
    from engine.compile import Environment
    from engine.registry import Registry

    plan = shot()
    store = FigureStore()
    step = step_of(plan, "denoise")
    store.learn(step, [], 5.0)
    environment = Environment(Registry([]), figures=store.snapshot())
    made = finish(plan.steps, plan.outputs, environment)
    assert made.seconds[step.key] == pytest.approx(5.0)
    assert made.forecast > 5.0
    assert made.peak_bytes > 0
    assert units_of(replace(step, params={**step.params, "guidance": 1}), []) < units_of(step, [])
