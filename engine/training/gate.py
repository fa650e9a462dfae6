"""Is a long run worth it?  After a few minutes of training "to the left" must move actors to the left.

In: ``dit.pt`` of a state folder.  Out: a verdict, printed and kept in ``gate.json``.  Called by ``python -m
engine.training gate`` and, before it spends the rest of a run, by ``engine.training.chain``.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import torch

from engine.training.checkpoint import load_checkpoint
from engine.training.checks import direction_score
from engine.training.student import averaged_dit


@dataclass(frozen=True, slots=True)
class GatePlan:
    """After ``after`` seconds of training (0: no gate) ``needed`` of ``prompts`` must drift the right way."""

    after: float = 0.0
    prompts: int = 60
    needed: int = 54


def pass_gate(state: Path, plan: GatePlan, device: torch.device) -> bool:
    """Measure, print and note down whether the transformer of a state folder passes.

    Raises:
        FileNotFoundError: there is none.
    """
    stored = load_checkpoint(state / "dit.pt")
    if stored is None:
        raise FileNotFoundError(f"no dit.pt in {state}: run the stage 'dit' first")
    direction = direction_score(averaged_dit(stored).to(device), state, plan.prompts)
    passed = direction.right >= plan.needed
    used = stored["progress"]["seconds"]
    print(f"gate: {direction} after {used:.0f} s of training; {plan.needed} are needed", flush=True)
    print("gate: passed" if passed else "gate: NOT passed", flush=True)
    verdict = {"right": direction.right, "of": direction.total, "seconds": used, "passed": passed}
    (state / "gate.json").write_text(json.dumps(verdict), encoding="utf-8")
    return passed


def has_passed(state: Path) -> bool:
    """Whether the run of this state folder has been through its gate."""
    note = state / "gate.json"
    return note.is_file() and bool(json.loads(note.read_text(encoding="utf-8"))["passed"])
