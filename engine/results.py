"""What steps yield, and how it lies on disk: text states, latents, images, clips and encoded files.

In: a value that an operation returned. Out: the same value made immutable, its size in memory, and a file without
pickles (safetensors for arrays, lossless video for long clips) that gives it back bit for bit. Called by `cache`,
`checkpoints` and the executor.
"""

import os
import threading
import zlib
from collections.abc import Mapping
from fractions import Fraction
from io import FileIO
from pathlib import Path
from typing import Any, TypeAlias
from weakref import finalize

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import load_file, save_file

from engine.errors import MediaError, WeightsError
from engine.media.frames import ArrayClip, Clip, Frames
from engine.model.request import TextStates
from engine.model_file import read_header
from engine.types import Facts

Value: TypeAlias = TextStates | NDArray[Any] | Clip | Path
"""TextStates; latents float32 [C, t, h, w]; an image uint8 [H, W, 3]; a `Clip`; the `Path` of an encoded file."""

STREAMED_BYTES = 32 << 20
"""Stored clips from this size on are read as they are looked at: a film of many shots must not sit in memory whole."""

_WHOLE_CRC = 32 << 20
_BLOCK = 64 << 10

TEXT, ARRAY, FRAMES, FILM, FILE = "text", "array", "frames", "film", "file"
SUFFIXES: Mapping[str, str] = {TEXT: ".text", ARRAY: ".array", FRAMES: ".frames", FILM: ".mkv", FILE: ""}
"""What a value of each storage form is called on disk; an encoded file keeps its own suffix."""


class StoredClip(Clip):
    """Frames that are read from their file as they are looked at; the file may be removed meanwhile, not changed.

    Read and not mapped: where a disk fails or is unplugged, a mapping ends the program and a read costs one step. Then
    it is `lost`: the file must be opened anew, if it is still there.
    """

    def __init__(self, path: Path, start: int, facts: Facts) -> None:
        """The first frame begins `start` bytes behind the beginning of the file. Raises OSError."""
        super().__init__(facts.frames, facts.rate, facts.size)
        self.lost = False
        self._start = start
        self._lock = threading.Lock()
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        # Not closed with `close`: opened again it might be gone.
        finalize(self, os.close, handle)
        self._file = FileIO(handle, closefd=False)

    def _read(self, start: int, stop: int) -> Frames:
        out = np.empty((stop - start, self.size.height, self.size.width, 3), np.uint8)
        rest = out.data.cast("B")
        try:
            with self._lock:
                self._file.seek(self._start + start * self.size.area * 3)
                while rest:
                    count = self._file.readinto(rest)
                    if not count:
                        raise OSError("it ends too early")
                    rest = rest[count:]
        except OSError as error:
            self.lost = True
            raise MediaError(
                f"a stored result cannot be read: {error.strerror or error}",
                remedy="Check the disk of your cache folder, then generate again",
            ) from error
        return out

    @property
    def held_bytes(self) -> int:
        """What the system may keep of the file."""
        return self.nbytes


class DamagedError(Exception):
    """A stored value cannot be read back; whoever asked treats it as absent."""


def form_of(value: Value) -> str:
    """How a value is stored: one of the keys of `SUFFIXES`."""
    if isinstance(value, TextStates):
        return TEXT
    if isinstance(value, Path):
        return FILE
    if isinstance(value, ArrayClip | StoredClip):
        return FRAMES
    if isinstance(value, Clip):
        return FILM
    return ARRAY


def sealed(value: Value) -> Value:
    """The value with its arrays read-only, so that nobody changes what others got from the cache.

    An array that is a view of somebody's writable memory is copied first.
    """
    if isinstance(value, TextStates):
        return TextStates(_read_only(value.states), _read_only(value.mask))
    return _read_only(value) if isinstance(value, np.ndarray) else value


def bytes_held(value: Value) -> int:
    """Bytes that a value keeps in memory."""
    if isinstance(value, TextStates):
        return value.states.nbytes + value.mask.nbytes
    if isinstance(value, Clip):
        return value.held_bytes
    return value.nbytes if isinstance(value, np.ndarray) else 0


def is_lost(value: Value) -> bool:
    """Whether a value that lies in a file was found to be unreadable, or its file is gone."""
    if isinstance(value, StoredClip):
        return value.lost
    path = value if isinstance(value, Path) else getattr(value, "path", None)
    return isinstance(path, Path) and not path.is_file()


def checksum(path: Path) -> int:
    """CRC-32 of a file; beyond 32 MiB of its length and 256 blocks spread over it, head and tail among them."""
    size = path.stat().st_size
    crc = zlib.crc32(str(size).encode())
    with path.open("rb") as stream:
        if size <= _WHOLE_CRC:
            while block := stream.read(1 << 20):
                crc = zlib.crc32(block, crc)
            return crc
        for i in range(256):
            stream.seek((size - _BLOCK) * i // 255)
            crc = zlib.crc32(stream.read(_BLOCK), crc)
    return crc


def save(value: Value, path: Path) -> None:
    """Write a value of form text, array or frames. Raises OSError when the disk refuses."""
    match form_of(value):
        case "text":
            assert isinstance(value, TextStates)
            arrays = {"states": value.states, "mask": value.mask}
        case "frames":
            assert isinstance(value, Clip)
            arrays = {"frames": value.read(0, value.frames)}
        case "array":
            assert isinstance(value, np.ndarray)
            arrays = {"array": value}
        case form:
            raise AssertionError(f"a {form} is written where it is made")
    write_arrays(arrays, path)


def load(form: str, path: Path, facts: Facts) -> Value:
    """The value of a file. Raises DamagedError for anything that is not what `form` and `facts` say."""
    if form == FILE:
        return path
    if form == FILM:
        return _load_film(path, facts)
    if form == FRAMES and facts.pixels * 3 >= STREAMED_BYTES:
        return _streamed(path, "frames", facts)
    arrays = read_arrays(path)
    try:
        if form == TEXT:
            return sealed(TextStates(arrays["states"], arrays["mask"].astype(bool)))
        if form == FRAMES:
            clip = ArrayClip(arrays["frames"], facts.rate)
            if (clip.frames, clip.size) != (facts.frames, facts.size):
                raise DamagedError(f"{path.name} holds {clip!r}")
            return clip
        return sealed(arrays["array"])
    except (KeyError, ValueError) as error:
        raise DamagedError(f"{path.name} lacks a part") from error


def write_arrays(arrays: Mapping[str, NDArray[Any]], path: Path) -> None:
    """Named arrays as one safetensors file. Raises OSError when the disk refuses."""
    try:
        save_file({name: np.ascontiguousarray(a).reshape(a.shape) for name, a in arrays.items()}, path)
    except SafetensorError as error:
        # The library wraps what the system said; a full disk is the one thing that may happen here.
        raise OSError(str(error)) from error


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of `write_arrays`. Raises DamagedError for a file that is missing, torn or something else."""
    try:
        return dict(load_file(path))
    except (SafetensorError, OSError, ValueError, KeyError) as error:
        raise DamagedError(f"{path.name} cannot be read") from error


def share_of(path: Path) -> float:
    """The number "share" among the arrays of `write_arrays`, without reading the others; 0 where there is none."""
    try:
        with safe_open(path, "numpy") as file:
            return float(file.get_tensor("share"))
    except (SafetensorError, OSError, ValueError, TypeError):
        return 0.0


def _streamed(path: Path, name: str, facts: Facts) -> StoredClip:
    """The uint8 frames of `write_arrays`. Raises DamagedError."""
    try:
        header = read_header(path)
        tensor = header.tensors[name]
        if (tensor.dtype, tuple(tensor.shape)) != (
            "U8",
            (facts.frames, facts.size.height, facts.size.width, 3),
        ):
            raise DamagedError(f"{path.name} holds {tensor.dtype} {tensor.shape}")
        return StoredClip(path, header.data_start + tensor.start, facts)
    except (WeightsError, OSError, ValueError, KeyError) as error:
        raise DamagedError(f"{path.name} cannot be read") from error


def _read_only(array: NDArray[Any]) -> NDArray[Any]:
    base = array.base
    if array.flags.writeable and isinstance(base, np.ndarray) and base.flags.writeable:
        array = array.copy()
    array.flags.writeable = False
    return array


def _load_film(path: Path, facts: Facts) -> Clip:
    from engine.errors import StudioError
    from engine.media.cachefile import load as load_film

    try:
        clip = load_film(path)
    except (StudioError, OSError, ValueError) as error:
        raise DamagedError(f"{path.name} cannot be read") from error
    if (clip.frames, clip.size, clip.rate) != (facts.frames, facts.size, Fraction(facts.rate)):
        raise DamagedError(f"{path.name} holds {clip!r}")
    return clip
