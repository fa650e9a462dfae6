"""Weights on disk: 8 bits a number in the file, floats in memory.

In: tensors by name plus a table of texts (configuration, per-channel mean and deviation… as JSON). Out: one
`.safetensors` file, and the same tensors back. Training and the conversion scripts save; the text encoder,
the autoencoder, the video model and the upscaler load.

A quantised tensor `name` [O, ...] is stored as int8 beside `name@scale` [O] (float16, or
float32 where float16 is too coarse): value = int8 * scale of its row, symmetric, one scale per output channel.
"""

import math
import os
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Literal

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from engine.errors import WeightsError
from engine.model_file import TensorInfo, WeightsHeader, read_header

SCALE_SUFFIX = "@scale"
_QUANTISE_FROM = 4096
"""Smaller tensors (norms, biases, modulation tables) stay float32: they cost little and decide much."""

_LOADED_TYPES = {"F32", "F16", "BF16", "I8", "I32", "I64", "U8", "BOOL"}


def save_weights(
    path: Path,
    tensors: Mapping[str, torch.Tensor],
    metadata: Mapping[str, str],
    bits: Literal[8, 16, 32] = 8,
    *,
    wide: Collection[str] = (),
) -> None:
    """Write the tensors to `path`; a reader sees the old file or the whole new one, never a part.

    `bits` holds for float tensors of two or more dimensions and at least 4096 numbers, except that names in
    `wide` get at least 16; everything smaller is kept float32, integer and bool tensors as they are.
    Raises ValueError for numbers that are not finite or do not fit and for int8 input; OSError from the disk.
    """
    stored: dict[str, torch.Tensor] = {}
    for name, tensor in tensors.items():
        value = tensor.detach().to("cpu")
        if not value.is_floating_point():
            if value.dtype is torch.int8 or name.endswith(SCALE_SUFFIX):
                raise ValueError(f"{name!r} of type {value.dtype} cannot be stored as it is")
            stored[name] = value.contiguous()
            continue
        if not torch.isfinite(value).all():
            raise ValueError(f"{name!r} holds numbers that are not finite")
        value = value.float()
        width = max(bits, 16) if name in wide else bits
        if value.ndim < 2 or value.numel() < _QUANTISE_FROM or width == 32:
            stored[name] = value.clone(memory_format=torch.contiguous_format)
        elif width == 16:
            if value.abs().max() > torch.finfo(torch.float16).max:
                raise ValueError(f"{name!r} holds numbers too large for 16 bits")
            stored[name] = value.half().contiguous()
        else:
            stored[name], stored[name + SCALE_SUFFIX] = quantise(value)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    os.close(handle)
    temporary = Path(name)
    try:
        save_file(stored, temporary, metadata=dict(metadata))
        # Through the system to the disk before the name changes, so that a power cut leaves no empty file.
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def load_weights(
    path: Path,
    *,
    dtype: torch.dtype = torch.float32,
    expect: Mapping[str, tuple[int, ...]] | None = None,
) -> tuple[dict[str, torch.Tensor], dict[str, str]]:
    """Read tensors and metadata, widening every float tensor to `dtype`; integer tensors keep their type.

    With `expect` the file must hold exactly these names and shapes. The whole header is checked
    before any weight is read, every float afterwards for being finite.
    Raises WeightsError naming the tensor and what is wrong with it.
    """
    header = read_header(path)
    names = _check_names(path, header, expect)
    tensors: dict[str, torch.Tensor] = {}
    try:
        with safe_open(path, framework="pt", device="cpu") as file:
            for name in names:
                value: torch.Tensor = file.get_tensor(name)
                largest = value
                if header.tensors[name].dtype == "I8":
                    scale: torch.Tensor = file.get_tensor(name + SCALE_SUFFIX)
                    value, largest = dequantise(value, scale), scale.float() * 127
                if value.is_floating_point():
                    value = value.to(dtype)
                    if not torch.isfinite(largest.to(dtype)).all():
                        raise _wrong(path, f"{name!r} holds numbers that are not finite")
                tensors[name] = value
    except (SafetensorError, OSError) as error:
        raise _wrong(path, str(error)) from error
    return tensors, dict(header.metadata)


def quantise(value: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Split a float tensor [O, ...] into int8 [O, ...] and scales [O] with an error of at most half a scale.

    The scale is rounded first and the numbers after it, so that its own rounding costs no accuracy.
    """
    rows = value.float().reshape(value.shape[0], -1)
    scale = rows.abs().amax(dim=1) / 127
    half = scale.half().float()
    # Below about 6e-5 float16 loses digits; a scale rounded down would clip the largest number of its row.
    coarse = ((half - scale).abs() > scale * 1e-3).any() or torch.isinf(half).any()
    stored = scale if coarse else scale.half()
    divisor = stored.float().clamp_min(torch.finfo(torch.float32).tiny)[:, None]
    integers = (rows / divisor).round().clamp(-127, 127).to(torch.int8)
    return integers.reshape(value.shape).contiguous(), stored.contiguous()


def dequantise(integers: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    """Undo `quantise`: int8 [O, ...] and scales [O] to float32 [O, ...]."""
    return integers.float() * scale.float().reshape(-1, *[1] * (integers.ndim - 1))


def _wrong(path: Path, what: str) -> WeightsError:
    return WeightsError(
        f"The weights file {path.name} cannot be used: {what}",
        value=path,
        remedy="Choose the weights that belong to this model, or copy the file again",
    )


def _check_names(
    path: Path, header: WeightsHeader, expect: Mapping[str, tuple[int, ...]] | None
) -> list[str]:
    """Return the names to load, after checking types, scales and, with `expect`, names and shapes."""
    tensors = header.tensors
    names = [name for name in tensors if not name.endswith(SCALE_SUFFIX)]
    for name, info in tensors.items():
        if info.dtype not in _LOADED_TYPES:
            raise _wrong(path, f"{name!r} has the type {info.dtype}")
        if name.endswith(SCALE_SUFFIX):
            _check_scale(path, name, info, tensors.get(name.removesuffix(SCALE_SUFFIX)))
        elif info.dtype == "I8" and name + SCALE_SUFFIX not in tensors:
            raise _wrong(path, f"{name!r} has 8 bits but no scale")
        if math.prod(info.shape) == 0:
            raise _wrong(path, f"{name!r} is empty")
    if expect is None:
        return names
    missing, extra = sorted(expect.keys() - set(names)), sorted(set(names) - expect.keys())
    if missing or extra:
        parts = [f"{len(missing)} missing such as {missing[0]!r}"] if missing else []
        parts += [f"{len(extra)} unknown such as {extra[0]!r}"] if extra else []
        raise _wrong(path, "its tensors are not this model's: " + ", ".join(parts))
    for name, shape in expect.items():
        if tensors[name].shape != tuple(shape):
            raise _wrong(path, f"{name!r} has the shape {tensors[name].shape} instead of {tuple(shape)}")
    return names


def _check_scale(path: Path, name: str, info: TensorInfo, owner: TensorInfo | None) -> None:
    if owner is None or owner.dtype != "I8" or not owner.shape:
        raise _wrong(path, f"{name!r} belongs to no 8-bit tensor")
    if info.dtype not in {"F16", "F32"} or info.shape != owner.shape[:1]:
        raise _wrong(path, f"{name!r} has the type {info.dtype} and shape {info.shape}")
