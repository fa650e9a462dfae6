"""The command line of the trainers: ``python -m engine.training STAGE [--config NAME] [--state DIR] ...``.

Stages: ``vae`` (autoencoder), ``latents`` (render and encode clips), ``dit`` (the generator), ``gate`` (is going on
worth it?), ``export`` (weights and card), and ``all`` of these in turn.  Each one goes on from what the state folder
holds, in whatever mode that was made: ``--processes`` on a CPU, one GPU, or many under ``torchrun``.
Apart from them ``evaluator`` trains the network that judges clips, and ``report`` judges a folder of weights with it.
``engine/training/TRAINING.md`` says how to use it.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from engine.training.checkpoint import default_state_folder
from engine.training.workers import choose_device, leave, run_workers, under_torchrun
from resources import path

STAGES = ("vae", "latents", "dit", "gate", "export", "all", "evaluator", "report")


def main(arguments: list[str] | None = None) -> int:
    """Run one stage; returns the exit code: 0 done, 1 the gate was not passed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except (ValueError, FileNotFoundError) as error:
        print(f"engine.training: {error}", file=sys.stderr)
        return 2
    finally:
        if under_torchrun():
            leave()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m engine.training", description="Train the built-in model."
    )
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument(
        "--state", type=Path, default=default_state_folder(), help="folder of checkpoints and latents"
    )
    parser.add_argument(
        "--config", default="loom_s", help="a file of engine/training/configs without .toml, or a path"
    )
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--processes", type=int, default=1, help="single-threaded CPU processes")
    parser.add_argument("--slice-seconds", type=float, default=1e9, help="stop and save after this long")
    parser.add_argument("--clips", type=int, default=0, help="latents: how many clips to have in all")
    parser.add_argument(
        "--from-released",
        action="store_true",
        help="without a checkpoint, start from the weights in resources/models",
    )
    parser.add_argument("--out", type=Path, default=None, help="export, report: the folder to write into")
    parser.add_argument("--prompts", type=int, default=400, help="report: how many of the fixed prompts")
    parser.add_argument("--models", type=Path, default=None, help="report: the folder of weights to judge")
    parser.add_argument(
        "--set", action="append", default=[], metavar="[STAGE.]KEY=VALUE", help="override one setting"
    )
    return parser


def _run(options: argparse.Namespace) -> int:
    from engine.training import train_dit, train_vae
    from engine.training.chain import Sitting, run_chain
    from engine.training.export import export
    from engine.training.gate import pass_gate
    from engine.training.latents import build_stage
    from engine.training.plans import read_plans

    plans = read_plans(options.config, options.stage, options.set)
    models, state = path("models"), options.state
    released = (models / plans.release.vae_file, models / plans.release.dit_file)
    vae_file, dit_file = released if options.from_released else (None, None)
    processes, device, seconds = options.processes, options.device, options.slice_seconds
    out = options.out or models
    if options.stage == "vae":
        run_workers(train_vae.train, processes, device, plans.vae, state, seconds, vae_file)
    elif options.stage == "latents":
        plan = replace(plans.latents, clips=options.clips) if options.clips else plans.latents
        run_workers(build_stage, processes, device, state, plan, vae_file)
    elif options.stage == "dit":
        run_workers(train_dit.train, processes, device, plans.dit, state, seconds, dit_file)
    elif options.stage == "gate":
        return 0 if pass_gate(state, plans.gate, choose_device(device)) else 1
    elif options.stage == "export":
        lines = export(state, out, plans.release, plans.vae, plans.gate.prompts, choose_device(device))
        print("\n".join(lines))
    elif options.stage == "evaluator":
        from engine.training.evaluation.train import train

        train(plans.evaluator, state, seconds, models / plans.release.vae_file, out)
    elif options.stage == "report":
        from engine.training.evaluation.report import write_report

        found = write_report(options.models or models, out, prompts=options.prompts, state=state)
        print("\n".join(str(file) for file in found))
    else:
        return run_chain(Sitting(plans, state, out, processes, device, seconds))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
