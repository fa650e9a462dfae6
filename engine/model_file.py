"""What a weights file says about itself, read without torch.

In: the path of a `.safetensors` file, ours or anybody's. Out: its header (names, types, shapes, metadata) and
a fingerprint for cache keys. The compiler, the model node and `shotloom check` call it, so it costs neither
torch nor a read of the weights; `engine.model.weights` calls it before the safetensors library sees the file.

Layout of the format: 8 bytes little-endian header length N, N bytes of JSON, then the tensor data.
"""

import functools
import hashlib
import json
import math
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engine.errors import WeightsError

HEADER_LIMIT = 16 * 1024 * 1024
"""Bytes of JSON we are willing to parse; the header of a 14 B model has about 0.15 MB."""

DTYPE_BYTES: Mapping[str, int] = MappingProxyType(
    {
        "F64": 8, "F32": 4, "F16": 2, "BF16": 2, "F8_E4M3": 1, "F8_E5M2": 1,
        "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1,
    }
)  # fmt: skip

_SAMPLED_BLOCKS = 64
_BLOCK_BYTES = 64 * 1024
_DIMENSIONS_LIMIT = 8


@dataclass(frozen=True, slots=True)
class TensorInfo:
    """One entry of the header; `start` and `end` are byte offsets into the data behind the header."""

    dtype: str
    shape: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WeightsHeader:
    """A header that passed every check of `read_header`.

    `data_start` is where the tensor data begins in the file, `data_bytes` how much of it there is.
    """

    tensors: Mapping[str, TensorInfo]
    metadata: Mapping[str, str]
    data_start: int
    data_bytes: int


def read_header(path: Path) -> WeightsHeader:
    """Read and check the header of a safetensors file without touching its weights.

    Raises WeightsError if the file cannot be read, is no safetensors file, has a header over `HEADER_LIMIT`,
    names a tensor twice, or has offsets that overlap, leave the file, leave gaps or disagree with the shapes.
    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            raw = _header_bytes(file.read(8), size, path)
            text = file.read(raw)
    except OSError as error:
        raise WeightsError(
            f"The weights file {path.name} cannot be read: {error.strerror or error}",
            value=path,
            remedy="Check the path and its permissions, or choose another weights file",
        ) from error
    fields = _parse(text, path)
    metadata = _metadata(fields.pop("__metadata__", {}), path)
    data_start = 8 + raw
    tensors = {name: _tensor_info(name, entry, path) for name, entry in fields.items()}
    _check_offsets(tensors, size - data_start, path)
    return WeightsHeader(
        tensors=MappingProxyType(tensors),
        metadata=MappingProxyType(metadata),
        data_start=data_start,
        data_bytes=size - data_start,
    )


def fingerprint(path: Path) -> str:
    """Return a 32-digit hexadecimal digest of the file's size, header and 64 sampled blocks.

    Files up to 4 MiB are covered whole; larger ones at 64 evenly spaced blocks of 64 KiB, the first and last
    included. Remembered by path, size and modification time, so that asking again costs one `stat`.
    Raises WeightsError like `read_header`.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise WeightsError(
            f"The weights file {path.name} cannot be read: {error.strerror or error}",
            value=path,
            remedy="Check the path and its permissions, or choose another weights file",
        ) from error
    return _fingerprint(path.absolute(), status.st_size, status.st_mtime_ns)


@functools.lru_cache(maxsize=256)
def _fingerprint(path: Path, size: int, modified_ns: int) -> str:
    """Digest the file; size and time are the cache's key."""
    data_start = read_header(path).data_start
    digest = hashlib.sha256(struct.pack("<Q", size))
    with path.open("rb") as file:
        digest.update(file.read(data_start))
        if size <= _SAMPLED_BLOCKS * _BLOCK_BYTES:
            digest.update(file.read())
        else:
            for block in range(_SAMPLED_BLOCKS):
                file.seek(block * (size - _BLOCK_BYTES) // (_SAMPLED_BLOCKS - 1))
                digest.update(file.read(_BLOCK_BYTES))
    return digest.hexdigest()[:32]


def _damaged(path: Path, what: str) -> WeightsError:
    return WeightsError(
        f"The weights file {path.name} is damaged or no safetensors file: {what}",
        value=path,
        remedy="Copy or download the file again, or choose another weights file",
    )


def _header_bytes(prefix: bytes, size: int, path: Path) -> int:
    if len(prefix) < 8:
        raise _damaged(path, f"it has only {size} bytes")
    length = int.from_bytes(prefix, "little")
    if length > HEADER_LIMIT:
        raise _damaged(path, f"its header claims {length} bytes, more than {HEADER_LIMIT}")
    if length < 2 or 8 + length > size:
        raise _damaged(path, f"its header claims {length} bytes in a file of {size}")
    return length


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a name occurs twice")
    return fields


def _parse(text: bytes, path: Path) -> dict[str, Any]:
    try:
        fields = json.loads(text.decode("utf-8"), object_pairs_hook=_no_duplicates)
    except (ValueError, RecursionError) as error:
        raise _damaged(path, f"its header is not valid ({error})") from error
    if not isinstance(fields, dict):
        raise _damaged(path, "its header is not an object")
    return fields


def _metadata(value: object, path: Path) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(entry, str) for entry in value.values()):
        raise _damaged(path, "its metadata is not a table of texts")
    return value


def _whole_numbers(value: object) -> list[int] | None:
    """Return the list if it holds only integers from 0 to 2^48 (bool is not one), else None."""
    if not isinstance(value, list) or len(value) > _DIMENSIONS_LIMIT:
        return None
    if not all(type(number) is int and 0 <= number < 2**48 for number in value):
        return None
    return value


def _tensor_info(name: str, entry: object, path: Path) -> TensorInfo:
    if not isinstance(entry, dict) or set(entry) != {"dtype", "shape", "data_offsets"}:
        raise _damaged(path, f"the entry of {name!r} is malformed")
    shape, offsets = _whole_numbers(entry["shape"]), _whole_numbers(entry["data_offsets"])
    dtype = entry["dtype"]
    if not isinstance(dtype, str) or dtype not in DTYPE_BYTES:
        raise _damaged(path, f"{name!r} has the unknown type {dtype!r}")
    if shape is None or offsets is None or len(offsets) != 2:
        raise _damaged(path, f"the shape or the offsets of {name!r} are malformed")
    if offsets[1] - offsets[0] != math.prod(shape) * DTYPE_BYTES[dtype]:
        raise _damaged(path, f"the size of {name!r} disagrees with its shape {tuple(shape)}")
    return TensorInfo(dtype=dtype, shape=tuple(shape), start=offsets[0], end=offsets[1])


def _check_offsets(tensors: Mapping[str, TensorInfo], data_bytes: int, path: Path) -> None:
    """The tensors must tile the data exactly: no overlap, no hole, nothing beyond the end or left over."""
    position = 0
    for name, info in sorted(tensors.items(), key=lambda item: (item[1].start, item[1].end)):
        if info.start != position:
            what = "overlaps its neighbour" if info.start < position else "leaves a gap before it"
            raise _damaged(path, f"the data of {name!r} {what}")
        position = info.end
    if position != data_bytes:
        raise _damaged(path, f"the header describes {position} bytes of data, the file has {data_bytes}")
