"""All settings of one model: a file of ``engine/training/configs``, read into the plans of the stages.

In: the name of a config or the path of a TOML file, and ``KEY=VALUE`` overrides.  Out: ``Plans``.  Called by
``python -m engine.training``.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.training.dit_plan import DiTPlan
from engine.training.evaluation.pools import EvaluatorPlan
from engine.training.export import Release
from engine.training.gate import GatePlan
from engine.training.latents import LatentsPlan
from engine.training.vae_plan import VAEPlan

CONFIGS = Path(__file__).parent / "configs"


@dataclass(frozen=True, slots=True)
class Plans:
    """What each stage is to do, and the model's name."""

    vae: VAEPlan
    latents: LatentsPlan
    dit: DiTPlan
    gate: GatePlan
    release: Release
    evaluator: EvaluatorPlan


def read_plans(config: str, stage: str = "", overrides: Sequence[str] = ()) -> Plans:
    """The plans of a config; an override is ``KEY=VALUE`` of ``stage``, or ``STAGE.KEY=VALUE``, the value as in TOML.

    Raises:
        ValueError: no such config, or an override that is no setting.
    """
    tables = read_config(config)
    for item in overrides:
        name, _, value = item.partition("=")
        where, _, key = name.rpartition(".")
        try:
            tables.setdefault(where or stage, {})[key] = tomllib.loads(f"value = {value}")["value"]
        except tomllib.TOMLDecodeError as error:
            raise ValueError(f"--set {item}: {value!r} is no TOML value") from error
    try:
        return Plans(
            VAEPlan.of(tables.get("vae", {})),
            LatentsPlan.of(tables.get("latents", {})),
            DiTPlan.of(tables.get("dit", {})),
            replace(GatePlan(), **tables.get("gate", {})),
            Release.of(tables.get("export", {}), Path(config).stem),
            replace(EvaluatorPlan(), **tables.get("evaluator", {})),
        )
    except TypeError as error:
        raise ValueError(f"config {config}: {error}") from error


def read_config(name: str) -> dict[str, dict[str, Any]]:
    """The tables of one config file, by stage; ``name`` is one of ours, or the path of a file.

    Raises:
        ValueError: there is no such file.
    """
    file = Path(name) if name.endswith(".toml") else CONFIGS / f"{name}.toml"
    if not file.is_file():
        raise ValueError(
            f"no config {name!r}; there are {', '.join(sorted(p.stem for p in CONFIGS.glob('*.toml')))}"
        )
    return tomllib.loads(file.read_text(encoding="utf-8"))
