"""The command line of the trainers: ``python -m engine.training STAGE [--state DIR] [--processes N] ...``.

Stages: ``vae`` (autoencoder), ``latents`` (render and encode clips), ``dit`` (the generator), ``export`` (weights
and card into ``resources/models``).  Each one goes on from what the state folder holds.
"""

import argparse
import dataclasses
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from engine.training.checkpoint import default_state_folder
from resources import path

if TYPE_CHECKING:
    from engine.training import train_vae

CONFIGS = Path(__file__).parent / "configs"


def main(arguments: list[str] | None = None) -> int:
    """Run one stage; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m engine.training", description="Train the built-in model."
    )
    parser.add_argument("stage", choices=("vae", "latents", "dit", "export"))
    parser.add_argument(
        "--state", type=Path, default=default_state_folder(), help="folder of checkpoints and latents"
    )
    parser.add_argument("--config", default="loom_s", help="a file of engine/training/configs, without .toml")
    parser.add_argument("--processes", type=int, default=1, help="single-threaded training processes")
    parser.add_argument("--slice-seconds", type=float, default=1e9, help="stop and save after this long")
    parser.add_argument("--clips", type=int, default=12000, help="latents: how many clips to have in all")
    parser.add_argument(
        "--from-released",
        action="store_true",
        help="without a checkpoint, start from the weights in resources/models",
    )
    parser.add_argument("--out", type=Path, default=None, help="export: the folder to write into")
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="override one setting"
    )
    options = parser.parse_args(arguments)
    settings = read_config(options.config).get(options.stage, {})
    for item in options.set:
        key, _, value = item.partition("=")
        settings[key] = tomllib.loads(f"value = {value}")["value"]
    models = path("models")
    vae_file, dit_file = (
        models / f"loom-s.{part}.safetensors" if options.from_released else None for part in ("vae", "dit")
    )
    if options.stage == "vae":
        from engine.training import train_vae
        from engine.training.workers import run_workers

        plan = vae_plan(settings)
        run_workers(train_vae.train, options.processes, plan, options.state, options.slice_seconds, vae_file)
    elif options.stage == "latents":
        from engine.training.latents import build_stage
        from engine.training.workers import run_workers

        run_workers(build_stage, options.processes, options.state, options.clips, vae_file)
    elif options.stage == "dit":
        from engine.training import train_dit
        from engine.training.workers import run_workers

        shape = dataclasses.replace(train_dit.DiTPlan(), **settings)  # type: ignore[arg-type]
        run_workers(train_dit.train, options.processes, shape, options.state, options.slice_seconds, dit_file)
    else:
        from engine.training.export import export

        print("\n".join(export(options.state, options.out or models)))
    return 0


def read_config(name: str) -> dict[str, dict[str, object]]:
    """The tables of one config file, by stage."""
    return tomllib.loads((CONFIGS / f"{name}.toml").read_text(encoding="utf-8"))


def vae_plan(settings: dict[str, object]) -> "train_vae.VAEPlan":
    """The plan that a config table describes; its ``model`` table holds the widths."""
    from engine.model.vae import VAEConfig
    from engine.training import train_vae

    values = dict(settings)
    model = values.pop("model", {})
    assert isinstance(model, dict)
    widths = {key: tuple(value) if isinstance(value, list) else value for key, value in model.items()}
    return dataclasses.replace(train_vae.VAEPlan(), **values, model=VAEConfig(**widths))  # type: ignore[arg-type]


if __name__ == "__main__":
    raise SystemExit(main())
