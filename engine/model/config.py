"""The shape of a diffusion transformer as a plain value, and the built-in preset.

In: numbers from code or the JSON string in a weight file's header. Out: `DiTConfig`, which `engine.model.dit`
builds from and `engine.model.weights` stores. Nothing here imports torch, so the compiler may read it too.
"""

import dataclasses
import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class DiTConfig:
    """Widths and layout of one `WanDiT`, in the Wan family's terms.

    `patch` is (time, height, width) in latent cells. `text_len` is the token count of one prompt block (a
    storyboard concatenates several). `mask_text` says whether cross-attention hides the padding after the
    last real word token; Wan attends it.
    """

    dim: int
    heads: int
    ffn_dim: int
    layers: int
    in_channels: int = 16
    out_channels: int = 16
    patch: tuple[int, int, int] = (1, 2, 2)
    text_dim: int = 4096
    text_len: int = 512
    freq_dim: int = 256
    eps: float = 1e-6
    mask_text: bool = False

    def __post_init__(self) -> None:
        counts = (self.dim, self.heads, self.ffn_dim, self.layers, self.in_channels, self.out_channels)
        if min(*counts, *self.patch, self.text_dim, self.text_len, self.freq_dim) < 1:
            raise ValueError(f"every size of a model must be at least 1, got {self}")
        if self.dim % self.heads:
            raise ValueError(f"width {self.dim} must be divisible by the number of heads {self.heads}")
        if self.head_dim < 6 or self.head_dim % 2:
            raise ValueError(
                f"a head of {self.head_dim} cannot carry three rotary axes; use an even width >= 6"
            )
        if self.freq_dim % 2:
            raise ValueError(f"freq_dim {self.freq_dim} must be even: it holds cosines and sines")
        if self.patch[0] != 1:
            raise ValueError(
                f"patch {self.patch} would merge latent frames; only a time patch of 1 is supported"
            )

    @property
    def head_dim(self) -> int:
        return self.dim // self.heads

    @property
    def parameters(self) -> int:
        """How many numbers the state dict holds."""
        d, cells = self.dim, self.patch[0] * self.patch[1] * self.patch[2]
        linear = d * d + d
        attention = 4 * linear + 2 * d
        block = 2 * attention + 2 * d + 2 * d * self.ffn_dim + self.ffn_dim + d + 6 * d
        time = self.freq_dim * d + d + linear + 6 * linear
        text = self.text_dim * d + d + linear
        patch = self.in_channels * cells * d + d
        head = self.out_channels * cells * (d + 1) + 2 * d
        return self.layers * block + time + text + patch + head

    def token_grid(self, frames: int, height: int, width: int) -> tuple[int, int, int]:
        """Tokens along (time, height, width) for a latent of that size. Raises ValueError if it does not divide."""
        if frames < 1 or height < 1 or width < 1 or height % self.patch[1] or width % self.patch[2]:
            raise ValueError(
                f"latent {width}x{height}x{frames} does not divide into patches of {self.patch[2]}x{self.patch[1]}"
            )
        return frames, height // self.patch[1], width // self.patch[2]

    def to_json(self) -> str:
        """One line of JSON, as kept in a weight file's header."""
        return json.dumps(dataclasses.asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "DiTConfig":
        """Read back `to_json`. Raises ValueError for anything else (the header is data from a stranger)."""
        try:
            values = json.loads(text)
        except json.JSONDecodeError as error:
            raise ValueError(f"the model's configuration is not JSON: {error}") from error
        if not isinstance(values, dict):
            raise ValueError("the model's configuration must be a JSON object")
        return cls(**_checked(values))


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    known = {field.name: field for field in dataclasses.fields(DiTConfig)}
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise ValueError(f"the model's configuration has unknown entries: {', '.join(unknown)}")
    missing = sorted(
        name for name, field in known.items() if field.default is dataclasses.MISSING and name not in values
    )
    if missing:
        raise ValueError(f"the model's configuration lacks {', '.join(missing)}")
    checked: dict[str, Any] = {}
    for name, value in values.items():
        if name == "patch":
            if not isinstance(value, list) or len(value) != 3 or not all(type(v) is int for v in value):
                raise ValueError(f"patch must be three whole numbers, got {value!r}")
            checked[name] = tuple(value)
        elif name == "mask_text":
            if not isinstance(value, bool):
                raise ValueError(f"mask_text must be true or false, got {value!r}")
            checked[name] = value
        elif name == "eps":
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
                raise ValueError(f"eps must be a number between 0 and 1, got {value!r}")
            checked[name] = float(value)
        else:
            if type(value) is not int or not 1 <= value <= 1_000_000:
                raise ValueError(f"{name} must be a whole number from 1 to 1000000, got {value!r}")
            checked[name] = value
    return checked


LOOM_S = DiTConfig(
    dim=256,
    heads=4,
    ffn_dim=768,
    layers=6,
    in_channels=16,
    out_channels=16,
    patch=(1, 2, 2),
    text_dim=384,
    text_len=48,
    mask_text=True,
)
"""The built-in model: 6.3 million parameters, 25 MB in fp32, 6 MB at 8 bit."""
