"""Which models are on this machine: the built-in weights and the files of ours in the artist's model folders.

In: folders. Out: `ModelEntry` by name, without torch: only headers are read. Called by the session, `shotloom models`
and the training's export, which writes what is read here.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

from engine.errors import Problem, StudioError, WeightsError
from engine.model_file import fingerprint, read_header
from engine.time import rate
from engine.types import ModelSpec, Size

BUILT_IN = "built-in"
SUFFIX = ".dit.safetensors"
"""A model is named by its transformer's file; its header names the autoencoder and the text encoder beside it."""
UPSCALER = "realesr-animevideov3.safetensors"
LARGEST = 8192
"""Pixels of the longest side of a native size."""
_WHOLE = {
    "window_latents": (3, 10_000),
    "latent_channels": (1, 1024),
    "time_stride": (1, 64),
    "space_stride": (1, 64),
    "patch": (1, 64),
    "text_tokens": (2, 4096),
    "steps": (1, 1000),
    "draft_steps": (1, 1000),
}
"""What a model's description may say, from and to."""
SPEC, VAE, TEXT = "spec", "vae", "text"
"""Keys of the header's metadata."""


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """Where a model's weights lie: transformer, autoencoder, text encoder."""

    dit: Path
    vae: Path
    text: Path


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model: what it is, where it lies, how many bytes its files take; `built_in` ships with the program."""

    name: str
    spec: ModelSpec
    files: ModelFiles
    bytes: int
    built_in: bool


@dataclass(frozen=True, slots=True)
class Catalog:
    """What was found. `upscaler` is the upscaler's file and digest, or None.

    `problems` says what cannot be used, `broken` the same of models by name.
    """

    models: Mapping[str, ModelEntry]
    upscaler: tuple[Path, str] | None
    problems: tuple[Problem, ...] = ()
    broken: Mapping[str, Problem] = field(default_factory=dict)

    @property
    def specs(self) -> dict[str, ModelSpec]:
        """Model specs by name, as the compiler takes them."""
        return {name: entry.spec for name, entry in self.models.items()}

    @property
    def upscaler_digest(self) -> str:
        """What stands for the upscaler in keys."""
        return self.upscaler[1] if self.upscaler else ""

    def by_digest(self, digest: str) -> ModelEntry:
        """The model of a digest that a plan names. Raises WeightsError when it is not here any more."""
        for entry in self.models.values():
            if entry.spec.digest == digest:
                return entry
        raise WeightsError(
            "the model of this plan is not on this machine any more",
            value=digest,
            remedy="Put its weights back, or render again with another model",
        )


def find_models(built_in: Path, folders: Sequence[Path] = ()) -> Catalog:
    """Look through the built-in folder and the artist's own; a damaged file is a problem, never an exception."""
    models: dict[str, ModelEntry] = {}
    broken: dict[str, Problem] = {}
    problems: list[Problem] = []
    for folder in (built_in, *folders):
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            try:
                entry = _entry(path, folder == built_in, built_in)
            except StudioError as error:
                problems.append(Problem.of(error))
                plain = path.name.removesuffix(SUFFIX)
                first = folder == built_in and BUILT_IN not in {*models, *broken}
                broken.setdefault(BUILT_IN if first else plain, problems[-1])
                continue
            name = BUILT_IN if entry.built_in and BUILT_IN not in models else entry.name
            models.setdefault(name, entry)
    upscaler = built_in / UPSCALER
    try:
        found = (upscaler, fingerprint(upscaler)) if upscaler.is_file() else None
    except StudioError as error:
        problems.append(Problem.of(error))
        found = None
    return Catalog(models, found, tuple(problems), broken)


def digest_of(files: ModelFiles) -> str:
    """What stands for these weights in keys, as the files are now. Raises WeightsError for one that is gone."""
    digest = blake2b(digest_size=16)
    for part in (files.dit, files.vae, files.text):
        digest.update(fingerprint(part).encode())
    return digest.hexdigest()


def spec_to_json(spec: ModelSpec) -> str:
    """A model spec as the header's metadata holds it; the digest is left out, since it depends on the file."""
    values = asdict(spec)
    del values["digest"]
    values["native_rate"] = str(spec.native_rate)
    values["capabilities"] = sorted(spec.capabilities)
    return json.dumps(values, sort_keys=True)


def spec_from_json(text: str, digest: str) -> ModelSpec:
    """The model spec of a header, which may be a stranger's. Raises ValueError for anything that is not one."""
    values: dict[str, Any] = json.loads(text)
    known = {f.name for f in fields(ModelSpec)}
    if not isinstance(values, dict) or not set(values) <= known:
        raise ValueError("unknown entries in the model's description")
    values["native_rate"] = rate(str(values["native_rate"]))
    values["native_sizes"] = tuple(Size(int(w), int(h)) for w, h in values["native_sizes"])
    values["capabilities"] = frozenset(str(x) for x in values["capabilities"])
    spec = ModelSpec(**values, digest=digest)
    for name in ("name", "title", "licence"):
        if not isinstance(getattr(spec, name), str):
            raise ValueError(f"{name} is no text")
    for name, (low, high) in _WHOLE.items():
        if type(value := getattr(spec, name)) is not int or not low <= value <= high:
            raise ValueError(f"{name} is not a whole number from {low} to {high}")
    for name in ("position_scale", "guidance", "shift"):
        if type(value := getattr(spec, name)) not in (int, float) or not 0 < value <= 1000:
            raise ValueError(f"{name} is not a number above 0")
    if type(spec.opening) is not bool:
        raise ValueError("opening is neither true nor false")
    cell = spec.space_stride * spec.patch
    if not spec.native_sizes or any(
        not 0 < side <= LARGEST or side % cell for size in spec.native_sizes for side in size
    ):
        raise ValueError(f"its native sizes are not multiples of {cell} up to {LARGEST}")
    return spec


def _entry(path: Path, built_in: bool, home: Path) -> ModelEntry:
    metadata = read_header(path).metadata
    try:
        files = ModelFiles(path, _beside(path, metadata[VAE], home), _beside(path, metadata[TEXT], home))
        spec = spec_from_json(metadata[SPEC], digest_of(files))
    except (KeyError, ValueError, TypeError, ZeroDivisionError) as error:
        raise WeightsError(
            f"{path.name} is not a model of ours: {error}",
            remedy="Choose a weights file made for this program",
        ) from error
    size = sum(part.stat().st_size for part in (files.dit, files.vae, files.text))
    return ModelEntry(path.name.removesuffix(SUFFIX), spec, files, size, built_in)


def _beside(path: Path, name: str, home: Path) -> Path:
    """A companion file by plain name: beside the transformer, or among the built-in ones."""
    if Path(name).name != name:
        raise ValueError(f"it names a file outside its folder: {name}")
    for folder in (path.parent, home):
        if (folder / name).is_file():
            return folder / name
    raise WeightsError(f"{path.name} needs {name}, which is not here", remedy=f"Put {name} beside it")
