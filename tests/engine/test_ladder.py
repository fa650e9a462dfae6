"""Out of memory: the ladder is climbed rung by rung, said in the take, and only its end is a failure."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import events
from engine.delivery import Delivery
from engine.errors import MediaError, OutOfMemory
from engine.executor import Executor
from engine.ladder import FREED, ONE_BY_ONE, RUNGS, climb, is_out_of_memory
from engine.ops.generation import RELIEFS
from engine.plan import Step
from tests.engine.stages import Ear, FakeModels, Operations, Shots, crew, shot, step_of
from tests.fake_model import SPEC, FakeModel


class OutOfMemoryError(RuntimeError):
    """Named as torch names its own."""


SHORT: list[BaseException] = [
    MemoryError(),
    OutOfMemoryError("CUDA out of memory"),
    RuntimeError("[enforce fail at alloc_cpu.cpp:116] DefaultCPUAllocator: can't allocate memory"),
    OSError(12, "Cannot allocate memory"),
]


class Allocator:
    """Fails in `op` until the ladder has reached a rung."""

    def __init__(self, op: str, rung: int, error: BaseException | None = None) -> None:
        self.op, self.rung, self.error = op, rung, error or MemoryError()
        self.reliefs: list[int] = []

    def __call__(self, step: Step, _inputs: Any, context: Any) -> None:
        if step.op == self.op:
            self.reliefs.append(context.relief)
            if context.relief < self.rung:
                raise self.error


@pytest.mark.parametrize("error", SHORT, ids=lambda e: type(e).__name__)
def test_memory_that_ran_out_is_known_on_every_device(error: BaseException) -> None:
    assert is_out_of_memory(error)
    wrapped = RuntimeError("the model stopped")
    wrapped.__cause__ = error
    assert is_out_of_memory(wrapped)


@pytest.mark.parametrize("error", [ValueError("shape"), RuntimeError("size mismatch"), OSError(28, "full")])
def test_other_errors_climb_nothing(error: Exception) -> None:
    assert not is_out_of_memory(error)
    tried: list[int] = []

    def attempt(relief: int) -> None:
        tried.append(relief)
        raise error

    with pytest.raises(type(error)):
        climb(attempt, start=0, before_retry=lambda _: None, step=step_of(shot(), "denoise"))
    assert tried == [0]


@pytest.mark.parametrize("rung", [1, 2, 3])
@pytest.mark.parametrize("op", ["denoise", "decode"])
def test_a_rung_that_suffices_is_noted_in_the_take(tmp_path: Path, op: str, rung: int) -> None:
    allocator, ear = Allocator(op, rung), Ear()
    delivery = Delivery(takes=str(tmp_path / "takes"))
    people = crew(tmp_path, operations=Operations(allocator))
    with Executor(people, ear) as executor:
        outcome = executor.wait(executor.submit(shot(kind="take"), delivery), 30)
    assert allocator.reliefs == list(range(rung + 1))
    (finished,) = outcome.finished
    assert finished.take is not None
    assert len(finished.take.notes) == 1
    assert finished.take.notes == finished.notes
    (said,) = [e.notes for e in ear.of(events.StepFinished) if e.op == op]
    assert said == finished.notes


def test_the_note_outlives_the_cache_hit(tmp_path: Path) -> None:
    delivery = Delivery(takes=str(tmp_path / "takes"))
    with Executor(crew(tmp_path, operations=Operations(Allocator("upscale", 2)))) as executor:
        first = executor.wait(executor.submit(shot(kind="take", factor=2), delivery), 30)
    with Executor(crew(tmp_path)) as executor:
        again = executor.wait(executor.submit(shot(kind="take", factor=2), delivery), 30)
    assert again.ran == 0
    assert again.finished[0].notes == first.finished[0].notes == (RUNGS[1],)


def test_a_clip_of_shorter_windows_is_found_again_and_what_is_made_of_it_later_says_so(
    tmp_path: Path,
) -> None:
    """It stands for what was asked for: on this machine every edit behind it would else make it anew."""
    delivery = Delivery(takes=str(tmp_path / "takes"))
    with Executor(crew(tmp_path, operations=Operations(Allocator("denoise", 2)))) as executor:
        assert executor.wait(executor.submit(shot(kind="result")), 30).state == "done"
    ear = Ear()
    with Executor(crew(tmp_path, operations=Operations(Allocator("denoise", 2))), ear) as executor:
        outcome = executor.wait(executor.submit(shot(kind="take", factor=2), delivery), 30)
    assert [e.op for e in ear.of(events.StepFinished)] == ["upscale", "encode"]
    take = outcome.finished[0].take
    assert take is not None
    assert take.notes == (RELIEFS[2][1],)


def test_the_end_of_the_ladder_is_a_failure_with_three_remedies_and_the_queue_goes_on(tmp_path: Path) -> None:
    allocator = Allocator("denoise", 99, SHORT[2])
    shots = Shots()
    shots.add("a")
    plan = shots.plan()
    operations = Operations(allocator)
    with Executor(crew(tmp_path, operations=operations)) as executor:
        outcome = executor.wait(executor.submit(plan, _files(plan, tmp_path)), 30)
        (failure,) = outcome.failures
        assert failure.node == "a"
        for remedy in ("smaller", "tiles", "fewer frames"):
            assert remedy in failure.remedy
        operations.hook = None
        assert executor.wait(executor.submit(plan, _files(plan, tmp_path)), 30).state == "done"
    assert allocator.reliefs == [0, 1, 2, 3]


def test_a_job_does_not_climb_the_same_rungs_twice(tmp_path: Path) -> None:
    allocator, shots = Allocator("denoise", 2), Shots()
    for node, seed in (("a", 1), ("b", 2)):
        shots.add(node, seed=seed, kind="result")
    with Executor(crew(tmp_path, operations=Operations(allocator))) as executor:
        assert executor.wait(executor.submit(shots.plan()), 30).state == "done"
    assert allocator.reliefs == [0, 1, 2, 2]


def test_a_batch_is_taken_apart_first(tmp_path: Path) -> None:
    short = [True]

    def hook(step: Step, _inputs: Any, context: Any) -> None:
        if step.op == "denoise" and short:
            short.clear()
            raise MemoryError

    shots, operations = Shots(), Operations(hook)
    for node, seed in (("a", 1), ("b", 2)):
        shots.add(node, seed=seed, kind="take")
    plan = shots.batch().plan()
    with Executor(crew(tmp_path, operations=operations)) as executor:
        outcome = executor.wait(executor.submit(plan, Delivery(takes=str(tmp_path / "takes"))), 30)
    assert outcome.state == "done"
    assert operations.batches == [2]
    assert {f.notes for f in outcome.finished} == {(ONE_BY_ONE,)}


class Loading(FakeModel):
    """A model whose `component` fits into memory only after others were let go, or not at all."""

    def __init__(self, component: str, fits: bool, error: BaseException) -> None:
        super().__init__()
        self.component, self.fits, self.error = component, fits, error
        self.models = FakeModels(self)
        self.loaded: tuple[str, ...] = ()

    def load(self, component: str) -> None:
        """Bring a component into memory, or run out of it."""
        if component == self.component and not (self.fits and self.models.freed):
            raise self.error
        self.loaded = (component,)

    def unload(self, component: str) -> None:
        """Forget it."""
        self.loaded = ()


@pytest.mark.parametrize("error", SHORT, ids=lambda e: type(e).__name__)
@pytest.mark.parametrize("component", ["text", "dit", "vae"])
def test_what_does_not_fit_beside_the_others_is_loaded_after_they_left(
    tmp_path: Path, component: str, error: BaseException
) -> None:
    model = Loading(component, True, error)
    with Executor(crew(tmp_path, models=model.models)) as executor:
        outcome = executor.wait(executor.submit(shot(kind="result")), 30)
    assert outcome.state == "done"
    assert model.models.freed == [(SPEC.digest, component)]
    assert outcome.finished[0].notes == (FREED,)


def test_what_does_not_fit_at_all_fails_with_a_remedy_and_others_go_on(tmp_path: Path) -> None:
    model = Loading("vae", False, SHORT[2])
    people = crew(tmp_path, models=model.models)
    with Executor(people) as executor:
        outcome = executor.wait(executor.submit(shot("n", kind="result")), 30)
        (failure,) = outcome.failures
        assert (failure.node, "loaded" in failure.message, "Close other programs" in failure.remedy) == (
            "n", True, True
        )  # fmt: skip
        model.fits = True
        assert executor.wait(executor.submit(shot("n", kind="result")), 30).state == "done"


def test_memory_held_by_the_cache_is_given_back_before_the_next_try(tmp_path: Path) -> None:
    held: list[int] = []
    people = crew(tmp_path)

    def hook(step: Step, _inputs: Any, context: Any) -> None:
        if step.op == "decode":
            held.append(people.cache.bytes_in_memory)
            if context.relief == 0:
                raise MemoryError

    with Executor(crew(tmp_path, operations=Operations(hook), cache=people.cache)) as executor:
        executor.wait(executor.submit(shot(kind="result")), 30)
    assert held[0] > 0
    assert held[1] == 0


def test_the_failed_attempt_keeps_no_memory() -> None:
    import gc
    import weakref

    arrays: list[Any] = []

    def attempt(relief: int) -> int:
        big = np.zeros(1000)
        arrays.append(weakref.ref(big))
        if relief == 0:
            raise MemoryError
        gc.collect()
        assert arrays[0]() is None
        return relief

    made, rung = climb(attempt, start=0, before_retry=lambda _: None, step=step_of(shot(), "denoise"))
    assert (made, rung) == (1, 1)


def test_running_out_is_an_error_with_a_node_and_no_media_error_is_mistaken_for_it() -> None:
    with pytest.raises(OutOfMemory) as caught:
        climb(_full, start=3, before_retry=lambda _: None, step=step_of(shot("n"), "denoise"))
    assert caught.value.node == "n"
    assert not is_out_of_memory(MediaError("the file needs more memory than there is"))


def _full(_relief: int) -> None:
    raise MemoryError


def _files(plan: Any, folder: Path) -> Delivery:
    from tests.engine.stages import to_files

    return to_files(plan, folder / "out")
