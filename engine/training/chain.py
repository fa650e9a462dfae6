"""All stages of one model in their order, in slices: the one command that makes better weights.

In: ``Plans`` and a state folder.  Out: weights and card in ``out``.  Each call goes on from where the one before
stopped, whatever mode that ran in.  Called by ``python -m engine.training all``; under ``torchrun`` every process
calls it.
"""

import time
from dataclasses import dataclass
from pathlib import Path

from engine.training import train_dit, train_vae
from engine.training.checkpoint import Progress, load_checkpoint
from engine.training.export import export
from engine.training.gate import has_passed, pass_gate
from engine.training.latents import build_stage
from engine.training.plans import Plans
from engine.training.workers import Worker, run_workers, share_numbers


@dataclass(frozen=True, slots=True)
class Sitting:
    """One call of the chain: where it works, with what, for how long."""

    plans: Plans
    state: Path
    out: Path
    processes: int
    device: str
    seconds: float


def run_chain(sitting: Sitting) -> int:
    """Autoencoder, latents, transformer up to the gate, the gate, the rest, export; returns the exit code.

    0: all is done, or the sitting is over and the same command goes on; 1: the gate was not passed.
    """
    plans, state = sitting.plans, sitting.state
    ends = time.monotonic() + sitting.seconds

    def left() -> float:
        return max(0.0, ends - time.monotonic())

    def run(work: object, *args: object) -> None:
        run_workers(work, sitting.processes, sitting.device, *args)  # type: ignore[arg-type]

    if train_vae.used_share(plans.vae, _progress(state / "vae.pt")) < 1.0:
        run(train_vae.train, plans.vae, state, left())
        if (share := train_vae.used_share(plans.vae, _progress(state / "vae.pt"))) < 1.0:
            return _pause("autoencoder", share)
    run(build_stage, state, plans.latents)
    gated = plans.gate.after > 0 and not has_passed(state)
    if gated:
        if _progress(state / "dit.pt").seconds < plans.gate.after:
            run(train_dit.train, plans.dit, state, left(), None, plans.gate.after)
        progress = _progress(state / "dit.pt")
        share = train_dit.used_share(plans.dit, progress)
        if progress.seconds < plans.gate.after and share < 1.0:
            return _pause("transformer", share)
        run_workers(_gate, 1, sitting.device, sitting)
        if not has_passed(state):
            return 1
    if train_dit.used_share(plans.dit, _progress(state / "dit.pt")) < 1.0:
        run(train_dit.train, plans.dit, state, left())
        if (share := train_dit.used_share(plans.dit, _progress(state / "dit.pt"))) < 1.0:
            return _pause("transformer", share)
    run_workers(_export, 1, sitting.device, sitting)
    return 0


def _progress(path: Path) -> Progress:
    stored = load_checkpoint(path)
    return Progress() if stored is None else Progress(**stored["progress"])


def _pause(what: str, share: float) -> int:
    print(f"the slice is over: {what} at {100 * share:.0f}%; the same command goes on", flush=True)
    return 0


def _gate(worker: Worker, sitting: Sitting) -> None:
    if worker.leads:
        pass_gate(sitting.state, sitting.plans.gate, worker.device)
    share_numbers([0.0], worker)  # the others wait for the verdict


def _export(worker: Worker, sitting: Sitting) -> None:
    if worker.leads:
        plans = sitting.plans
        lines = export(
            sitting.state, sitting.out, plans.release, plans.vae, plans.gate.prompts, worker.device
        )
        print("\n".join(lines), flush=True)
    share_numbers([0.0], worker)
