"""The weights file: what is saved comes back, what is damaged is refused before it does harm."""

import json
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from engine.errors import WeightsError
from engine.model.weights import dequantise, load_weights, quantise, save_weights
from engine.model_file import HEADER_LIMIT, fingerprint, read_header


def sample() -> dict[str, torch.Tensor]:
    """A matrix with rows of very different size, a convolution, a bias, a table and a counter."""
    generator = torch.Generator().manual_seed(3)
    matrix = torch.randn(64, 96, generator=generator) * torch.logspace(-6, 3, 64)[:, None]
    return {
        "matrix": matrix,
        "convolution": torch.randn(32, 16, 3, 3, generator=generator) * 0.05,
        "bias": torch.randn(64, generator=generator),
        "table": torch.randn(1, 6, 64, generator=generator),
        "steps": torch.tensor([7], dtype=torch.int64),
    }


def write_raw(path: Path, header: object, data: bytes = b"") -> Path:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
    return path


@pytest.mark.parametrize("bits", [8, 16, 32])
def test_saved_weights_come_back(tmp_path: Path, bits: int) -> None:
    saved = sample()
    save_weights(tmp_path / "a.safetensors", saved, {"config": '{"dim": 64}'}, bits=bits)
    shapes = {name: tuple(value.shape) for name, value in saved.items()}
    loaded, metadata = load_weights(tmp_path / "a.safetensors", expect=shapes)
    assert metadata == {"config": '{"dim": 64}'}
    assert loaded.keys() == saved.keys()
    for name in ("bias", "table", "steps"):
        assert torch.equal(loaded[name], saved[name])
    # Half a step of 8 bits is 1/254 of the row's largest number; of 16 bits 2^-11, or 2^-25 for the smallest.
    error = {8: 1 / 253, 16: 2**-11, 32: 0.0}[bits]
    for name in ("matrix", "convolution"):
        rows = saved[name].flatten(1)
        bound = error * rows.abs().amax(dim=1, keepdim=True) + (2**-25 if bits == 16 else 0)
        assert ((loaded[name].flatten(1) - rows).abs() <= bound).all()
        assert loaded[name].dtype is torch.float32


def test_loaded_floats_have_the_asked_type(tmp_path: Path) -> None:
    save_weights(tmp_path / "a.safetensors", sample(), {})
    loaded, _ = load_weights(tmp_path / "a.safetensors", dtype=torch.bfloat16)
    assert {value.dtype for name, value in loaded.items() if name != "steps"} == {torch.bfloat16}
    assert loaded["steps"].dtype is torch.int64


def test_eight_bits_are_a_quarter_of_the_file(tmp_path: Path) -> None:
    tensors = {"matrix": torch.randn(512, 512)}
    for bits in (8, 32):
        save_weights(tmp_path / f"{bits}.safetensors", tensors, {}, bits=bits)
    sizes = [(tmp_path / f"{bits}.safetensors").stat().st_size for bits in (8, 32)]
    assert sizes[0] < 0.26 * sizes[1]


def test_wide_names_keep_sixteen_bits(tmp_path: Path) -> None:
    tensors = {"a": torch.randn(64, 64), "b": torch.randn(64, 64)}
    save_weights(tmp_path / "a.safetensors", tensors, {}, wide={"b"})
    header = read_header(tmp_path / "a.safetensors")
    types = {name: info.dtype for name, info in header.tensors.items()}
    assert types == {"a": "I8", "a@scale": "F16", "b": "F16"}


def test_quantising_keeps_zero_rows_and_the_largest_number() -> None:
    value = torch.randn(5, 40)
    value[2] = 0
    integers, scale = quantise(value)
    back = dequantise(integers, scale)
    assert torch.equal(back[2], torch.zeros(40))
    largest = value.abs().amax(dim=1)
    assert torch.allclose(back.abs().amax(dim=1), largest, rtol=2e-3)


def test_numbers_that_are_not_finite_are_neither_saved_nor_loaded(tmp_path: Path) -> None:
    bad = torch.tensor([1.0, float("nan")])
    with pytest.raises(ValueError, match="not finite"):
        save_weights(tmp_path / "a.safetensors", {"bias": bad}, {})
    save_file({"bias": bad}, tmp_path / "b.safetensors")
    with pytest.raises(WeightsError, match="'bias' holds numbers that are not finite"):
        load_weights(tmp_path / "b.safetensors")
    integers = torch.ones(2, 3, dtype=torch.int8)
    for scale in (float("inf"), float("nan"), 1e38):
        save_file({"m": integers, "m@scale": torch.tensor([1.0, scale])}, tmp_path / "c.safetensors")
        with pytest.raises(WeightsError, match="'m' holds numbers that are not finite"):
            load_weights(tmp_path / "c.safetensors")


def test_a_failed_save_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    save_weights(path, {"bias": torch.ones(3)}, {})
    before = path.read_bytes()
    with pytest.raises(TypeError):
        save_weights(path, {"bias": torch.zeros(3)}, {"key": 5})  # type: ignore[dict-item]
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.safetensors"]


def test_weights_of_another_model_are_refused_by_name_and_shape(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    save_weights(path, {"bias": torch.ones(3), "other": torch.ones(2)}, {})
    with pytest.raises(WeightsError, match=r"1 missing such as 'gain', 1 unknown such as 'other'"):
        load_weights(path, expect={"bias": (3,), "gain": (3,)})
    with pytest.raises(WeightsError, match=r"'bias' has the shape \(3,\) instead of \(4,\)"):
        load_weights(path, expect={"bias": (4,), "other": (2,)})


def test_eight_bits_without_a_matching_scale_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    integers = torch.ones(4, 4, dtype=torch.int8)
    save_file({"m": integers}, path)
    with pytest.raises(WeightsError, match="no scale"):
        load_weights(path)
    save_file({"m": integers, "m@scale": torch.ones(3)}, path)
    with pytest.raises(WeightsError, match="shape"):
        load_weights(path)
    save_file({"m@scale": torch.ones(3)}, path)
    with pytest.raises(WeightsError, match="belongs to no 8-bit tensor"):
        load_weights(path)


ONE = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}


@pytest.mark.parametrize(
    ("header", "data", "what"),
    [
        (b"{not json", b"", "not valid"),
        (b"[]", b"", "not an object"),
        (b"[" * 100_000, b"", "not valid"),
        (b'{"a": 1, "a": 2}', b"", "twice"),
        ({"a": ONE}, b"\0" * 7, "data"),
        ({"a": ONE}, b"\0" * 9, "the file has 9"),
        ({"a": {**ONE, "shape": [3]}}, b"\0" * 8, "disagrees"),
        ({"a": {**ONE, "shape": [-2]}}, b"\0" * 8, "malformed"),
        ({"a": {**ONE, "shape": [True, 2]}}, b"\0" * 8, "malformed"),
        ({"a": {**ONE, "shape": [2**62, 2**62]}}, b"\0" * 8, "malformed"),
        ({"a": {**ONE, "shape": [1] * 9 + [2]}}, b"\0" * 8, "malformed"),
        ({"a": {**ONE, "dtype": "F3"}}, b"\0" * 8, "unknown type"),
        ({"a": {**ONE, "data_offsets": [4, 12]}}, b"\0" * 12, "gap"),
        ({"a": ONE, "b": {**ONE, "data_offsets": [4, 12]}}, b"\0" * 12, "overlaps"),
        ({"a": {**ONE, "more": 1}}, b"\0" * 8, "malformed"),
        ({"__metadata__": {"a": 1}}, b"", "metadata"),
    ],
)
def test_damaged_headers_are_refused(tmp_path: Path, header: object, data: bytes, what: str) -> None:
    path = write_raw(tmp_path / "bad.safetensors", header, data)
    for read in (read_header, fingerprint, load_weights):
        with pytest.raises(WeightsError, match=what) as caught:
            read(path)
        assert caught.value.remedy
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "content", [b"", b"abc", struct.pack("<Q", 2**63) + b"{}", struct.pack("<Q", 40) + b"{}"]
)
def test_files_that_are_no_weights_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.safetensors"
    path.write_bytes(content)
    with pytest.raises(WeightsError, match=r"bad\.safetensors is damaged"):
        read_header(path)


def test_a_header_over_the_limit_is_not_parsed(tmp_path: Path) -> None:
    path = write_raw(tmp_path / "bad.safetensors", b"{}" + b" " * HEADER_LIMIT)
    with pytest.raises(WeightsError, match="more than"):
        read_header(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.safetensors", tmp_path):
        for read in (read_header, fingerprint, load_weights):
            with pytest.raises(WeightsError, match="cannot be read"):
                read(path)


def test_every_byte_of_a_small_file_decides_its_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    save_weights(path, {"bias": torch.zeros(300)}, {})
    first = fingerprint(path)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(1, 1))
    assert fingerprint(path) != first
    content[-1] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(2, 2))
    assert fingerprint(path) == first


def test_the_fingerprint_of_a_large_file_samples_both_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    save_weights(path, {"matrix": torch.zeros(1500, 1000)}, {}, bits=32)
    seen = {fingerprint(path)}
    for position in (-1, -6_000_000):
        with path.open("rb+") as file:
            file.seek(position, os.SEEK_END)
            file.write(b"\x01")
        os.utime(path, ns=(abs(position), abs(position)))
        seen.add(fingerprint(path))
    assert len(seen) == 3


def test_headers_and_fingerprints_cost_no_torch() -> None:
    code = "import sys, engine.model_file; sys.exit('torch' in sys.modules or 'safetensors' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
