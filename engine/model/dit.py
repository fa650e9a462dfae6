"""The diffusion transformer: predicts the velocity of noisy video latents, in the Wan family's exact layout.

In: latents, timesteps (one per clip, per latent frame or per token), text states. Out: v = noise - clean.
`engine.model.sampler` calls it to make clips, `engine.training.train_dit` to learn. At small width it is the
built-in model; at published widths it takes Wan 2.1/2.2 state dicts (Wan2.1:wan/modules/model.py names them).

Shapes: B batch, C latent channels, T latent frames (appended keyframes included), H W latent cells, L tokens
in (time, row, column) order, G timestep groups (1, T or L), S text tokens, D model width, N heads.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.model.attention import attend
from engine.model.config import DiTConfig
from engine.model.rope import rotary_tables, rotate


@dataclass(frozen=True, slots=True)
class TextKeys:
    """A text as every block's cross-attention sees it: keys and values [B, N, S, D/N] per block.

    They do not depend on the video, so one sampling run computes them once.
    """

    pairs: tuple[tuple[Tensor, Tensor], ...]


class WanDiT(nn.Module):
    """A video diffusion transformer with cross-attention to text and per-token time modulation.

    Time embedding and modulation are computed in float32 whatever the weights' dtype. Threading: a forward
    pass changes no state, so several threads may share one instance.
    """

    def __init__(self, config: DiTConfig) -> None:
        super().__init__()
        self.config = config
        dim = config.dim
        self.patch_embedding = PatchEmbedding(config.in_channels, dim, config.patch)
        self.text_embedding = nn.Sequential(
            nn.Linear(config.text_dim, dim), nn.GELU(approximate="tanh"), nn.Linear(dim, dim)
        )
        self.time_embedding = nn.Sequential(nn.Linear(config.freq_dim, dim), nn.SiLU(), nn.Linear(dim, dim))
        self.time_projection = nn.Sequential(nn.SiLU(), nn.Linear(dim, 6 * dim))
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.head = Head(config)
        if not self.patch_embedding.weight.is_meta:  # where weights are loaded there is nothing to draw
            self.reset_parameters()

    def reset_parameters(self) -> None:
        """Start for training: every block the identity and the output zero (AdaLN-zero), Xavier elsewhere."""
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)
        nn.init.xavier_uniform_(self.patch_embedding.weight.flatten(1))
        nn.init.zeros_(self.patch_embedding.bias)
        for module in (*self.text_embedding, *self.time_embedding):
            if isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, std=0.02)
        nn.init.zeros_(_linear(self.time_projection[1]).weight)
        nn.init.zeros_(self.head.head.weight)
        for block in self.blocks:
            assert isinstance(block, Block)
            nn.init.zeros_(block.cross_attn.o.weight)

    def set_precision(self, dtype: torch.dtype) -> "WanDiT":
        """Cast the large matrices; what is computed in float32 anyway (time, modulation, norms) stays float32."""
        self.to(torch.float32)
        for part in (self.patch_embedding, self.text_embedding, self.head.head):
            part.to(dtype)
        for module in self.blocks.modules():
            if isinstance(module, nn.Linear):
                module.to(dtype)
        return self

    def text_keys(self, text: Tensor) -> TextKeys:
        """What `forward` would compute of text states [B, S, text_dim], for use in many forward passes."""
        context = self._context(text)
        return TextKeys(tuple(block.cross_attn.keys(context) for block in self._blocks()))

    def _context(self, text: Tensor) -> Tensor:
        context: Tensor = self.text_embedding(text.to(self.patch_embedding.weight.dtype))
        return context

    def _blocks(self) -> list["Block"]:
        return [block for block in self.blocks if isinstance(block, Block)]

    def forward(
        self,
        x: Tensor,
        t: Tensor,
        text: Tensor | TextKeys,
        *,
        text_mask: Tensor | None = None,
        times: Tensor | None = None,
        text_bias: Tensor | None = None,
        space_scale: float = 1.0,
        capture: int | None = None,
        check_cancel: Callable[[], None] | None = None,
    ) -> Tensor | tuple[Tensor, Tensor]:
        """Velocity [B, C, T, H, W] of latents x [B, C, T, H, W] at times t.

        `t` is [B], [B, T] or [B, L] in 0..1000. `text` [B, S, text_dim] is zero after each prompt's last
        token; without `text_mask` [B, S] (True = real) the zeros are attended, as Wan does. A row whose mask
        is all False is the null text: its zero states are attended, so their embedding is the learned
        "nothing said". `times` [T] or [B, T] are RoPE positions of the latent frames (default 0..T-1);
        `space_scale` stretches the rows' and columns' positions. `text_bias` [1 or B, L, S] is added to the
        cross-attention scores. `capture` also returns the tokens [B, L, D] after that block. `check_cancel`
        runs before every block and may raise. Raises ValueError where shapes do not fit.
        """
        batch, channels, frames, height, width = x.shape
        if channels != self.config.in_channels:
            raise ValueError(
                f"the model takes {self.config.in_channels} channels, the latents have {channels}"
            )
        grid = self.config.token_grid(frames, height, width)
        rotary = self._rotary(grid, times, space_scale, x.device)
        tokens = self.patch_embedding(x)
        embedding, modulation = self._time(t, batch, grid, tokens.device)
        # Without prepared keys each block makes its own in its forward, where sharded weights are at hand.
        sources: tuple[tuple[Tensor, Tensor] | Tensor, ...]
        sources = text.pairs if isinstance(text, TextKeys) else (self._context(text),) * len(self.blocks)
        bias = cross_bias(text_mask, text_bias)
        captured: Tensor | None = None
        for index, (block, source) in enumerate(zip(self.blocks, sources, strict=True)):
            if check_cancel is not None:
                check_cancel()
            tokens = block(tokens, modulation, source, rotary, bias)
            if index == capture:
                captured = tokens
        v = unpatch(self.head(tokens, embedding), grid, self.config)
        if capture is None:
            return v
        if captured is None:
            raise ValueError(f"block {capture} does not exist; the model has {self.config.layers}")
        return v, captured

    def _rotary(
        self, grid: tuple[int, int, int], times: Tensor | None, space_scale: float, device: torch.device
    ) -> tuple[Tensor, Tensor]:
        frames, rows, columns = grid
        if times is None:
            times = torch.arange(frames, device=device)
        if times.shape[-1] != frames:
            raise ValueError(f"{frames} latent frames need as many time positions, got {times.shape[-1]}")
        return rotary_tables(
            times.to(device),
            torch.arange(rows, device=device) * space_scale,
            torch.arange(columns, device=device) * space_scale,
            self.config.head_dim,
        )

    def _time(
        self, t: Tensor, batch: int, grid: tuple[int, int, int], device: torch.device
    ) -> tuple[Tensor, Tensor]:
        """Time embedding [B, G, D] and block modulation [B, G, 6, D], both float32."""
        if t.ndim == 1:
            t = t[:, None]
        tokens = grid[0] * grid[1] * grid[2]
        if t.ndim != 2 or t.shape[0] != batch or t.shape[1] not in (1, grid[0], tokens):
            raise ValueError(
                f"timesteps of shape {tuple(t.shape)} fit neither {batch} clips, {grid[0]} frames nor {tokens} tokens"
            )
        with torch.autocast(device.type, enabled=False):
            waves = sinusoid(t.to(device), self.config.freq_dim)
            embedding = _float_linear(self.time_embedding[0], waves)
            embedding = _float_linear(self.time_embedding[2], functional.silu(embedding))
            modulation = _float_linear(self.time_projection[1], functional.silu(embedding))
        return embedding, modulation.unflatten(-1, (6, self.config.dim))


class PatchEmbedding(nn.Module):
    """A strided 3-D convolution done as one product; the weight keeps the convolution's shape [D, C, 1, p, p]."""

    def __init__(self, channels: int, dim: int, patch: tuple[int, int, int]) -> None:
        super().__init__()
        self.patch = patch
        self.weight = nn.Parameter(torch.empty(dim, channels, *patch))
        self.bias = nn.Parameter(torch.empty(dim))

    def forward(self, x: Tensor) -> Tensor:
        """Latents [B, C, T, H, W] to tokens [B, L, D], in the weight's dtype even under autocast."""
        batch, channels, frames, height, width = x.shape
        _, p, q = self.patch
        cells = x.reshape(batch, channels, frames, height // p, p, width // q, q)
        cells = cells.permute(0, 2, 3, 5, 1, 4, 6).reshape(batch, -1, channels * p * q)
        tokens = functional.linear(cells.to(self.weight.dtype), self.weight.flatten(1), self.bias)
        return tokens.to(self.weight.dtype)


class Attention(nn.Module):
    """Queries, keys, values with RMS norm over the full width before the head split, and the output product."""

    def __init__(self, config: DiTConfig) -> None:
        super().__init__()
        dim = config.dim
        self.heads = config.heads
        self.q, self.k, self.v, self.o = (nn.Linear(dim, dim) for _ in range(4))
        self.norm_q, self.norm_k = RMSNorm(dim, config.eps), RMSNorm(dim, config.eps)

    def keys(self, source_BSD: Tensor) -> tuple[Tensor, Tensor]:
        """Normed keys (float32) and values of a source, each [B, N, S, D/N]."""
        return self._split(self.norm_k(self.k(source_BSD))), self._split(self.v(source_BSD))

    def forward(
        self,
        x_BLD: Tensor,
        pair: tuple[Tensor, Tensor],
        rotary: tuple[Tensor, Tensor] | None = None,
        bias: Tensor | None = None,
    ) -> Tensor:
        """Attend from x to keys and values; `rotary` turns queries and keys, `bias` [1 or B, 1, L, S] is added."""
        k, v = pair
        q = self._split(self.norm_q(self.q(x_BLD)))
        if rotary is not None:
            q, k = rotate(q, *rotary), rotate(k, *rotary)
        out = attend(q.to(v.dtype), k.to(v.dtype), v, bias)
        result: Tensor = self.o(out.transpose(1, 2).flatten(2))
        return result

    def _split(self, x_BLD: Tensor) -> Tensor:
        return x_BLD.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class RMSNorm(nn.Module):
    """Root-mean-square norm with a gain, computed and returned in float32 (rotation follows at once)."""

    def __init__(self, dim: int, eps: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        return functional.rms_norm(x.float(), self.weight.shape, self.weight.float(), self.eps)


class Block(nn.Module):
    """Self-attention and feed-forward, each shifted, scaled and gated by time; cross-attention to text between."""

    def __init__(self, config: DiTConfig) -> None:
        super().__init__()
        dim = config.dim
        self.eps = config.eps
        self.self_attn = Attention(config)
        self.cross_attn = Attention(config)
        self.norm3 = nn.LayerNorm(dim, eps=config.eps)
        self.ffn = nn.Sequential(
            nn.Linear(dim, config.ffn_dim), nn.GELU(approximate="tanh"), nn.Linear(config.ffn_dim, dim)
        )
        self.modulation = nn.Parameter(torch.zeros(1, 6, dim))

    def forward(
        self,
        x_BLD: Tensor,
        modulation_BG6D: Tensor,
        text: tuple[Tensor, Tensor] | Tensor,
        rotary: tuple[Tensor, Tensor],
        bias: Tensor | None,
    ) -> Tensor:
        """The tokens after this block; ``text`` is its pair of ``TextKeys``, or the embedded text [B, S, D]."""
        shift, scale, gate, shift2, scale2, gate2 = (modulation_BG6D + self.modulation.float()).unbind(2)
        dtype = self.self_attn.q.weight.dtype
        y = modulated(x_BLD, shift, scale, self.eps).to(dtype)
        x_BLD = gated(x_BLD, self.self_attn(y, self.self_attn.keys(y), rotary), gate)
        y = functional.layer_norm(
            x_BLD.float(), (x_BLD.shape[-1],), self.norm3.weight.float(), self.norm3.bias.float(), self.eps
        )
        pair = self.cross_attn.keys(text) if isinstance(text, Tensor) else text
        x_BLD = x_BLD + self.cross_attn(y.to(dtype), pair, bias=bias)
        y = modulated(x_BLD, shift2, scale2, self.eps).to(dtype)
        return gated(x_BLD, self.ffn(y), gate2)


class Head(nn.Module):
    """Final norm, time modulation and the product that turns a token into its patch of velocity."""

    def __init__(self, config: DiTConfig) -> None:
        super().__init__()
        cells = config.patch[0] * config.patch[1] * config.patch[2]
        self.eps = config.eps
        self.head = nn.Linear(config.dim, cells * config.out_channels)
        self.modulation = nn.Parameter(torch.zeros(1, 2, config.dim))

    def forward(self, x_BLD: Tensor, embedding_BGD: Tensor) -> Tensor:
        shift, scale = (embedding_BGD[:, :, None] + self.modulation.float()).unbind(2)
        result: Tensor = self.head(modulated(x_BLD, shift, scale, self.eps).to(self.head.weight.dtype))
        return result


def modulated(x_BLD: Tensor, shift_BGD: Tensor, scale_BGD: Tensor, eps: float) -> Tensor:
    """Layer norm without weights, then scale and shift per timestep group; float32."""
    x = functional.layer_norm(x_BLD.float(), (x_BLD.shape[-1],), eps=eps)
    return _grouped(x, scale_BGD).mul(1 + scale_BGD[:, :, None]).add(shift_BGD[:, :, None]).view_as(x)


def gated(x_BLD: Tensor, y_BLD: Tensor, gate_BGD: Tensor) -> Tensor:
    """x + y * gate per timestep group, summed in float32 and kept in x's dtype."""
    y = _grouped(y_BLD.float(), gate_BGD).mul(gate_BGD[:, :, None]).view_as(x_BLD)
    return (x_BLD.float() + y).to(x_BLD.dtype)


def _grouped(x_BLD: Tensor, like_BGD: Tensor) -> Tensor:
    """[B, G, L/G, D]: the tokens of each timestep group side by side, without copying the modulation per token."""
    return x_BLD.unflatten(1, (like_BGD.shape[1], -1))


def _linear(module: nn.Module) -> nn.Linear:
    assert isinstance(module, nn.Linear)
    return module


def _float_linear(module: nn.Module, x: Tensor) -> Tensor:
    layer = _linear(module)
    return functional.linear(x, layer.weight.float(), layer.bias.float())


def sinusoid(t: Tensor, dim: int) -> Tensor:
    """[cos, sin] waves of t [...] as float32 [..., dim], computed in float64 (Wan's order, DDPM's frequencies)."""
    half = dim // 2
    rates = 10_000.0 ** -(torch.arange(half, dtype=torch.float64, device=t.device) / half)
    phase = t.to(torch.float64)[..., None] * rates
    return torch.cat((phase.cos(), phase.sin()), dim=-1).float()


def cross_bias(text_mask: Tensor | None, text_bias: Tensor | None) -> Tensor | None:
    """One additive bias [1 or B, 1, 1 or L, S] out of a mask of real tokens [B, S] and a bias [1 or B, L, S].

    Rows without any real token hide nothing, so that a null text gives numbers and not NaN.
    """
    bias = None if text_bias is None else text_bias.float()[:, None]
    if text_mask is not None:
        hidden = ~text_mask & text_mask.any(dim=-1, keepdim=True)
        masked = torch.zeros(text_mask.shape, device=text_mask.device).masked_fill(hidden, -torch.inf)
        masked = masked[:, None, None, :]
        bias = masked if bias is None else bias + masked
    return bias


def unpatch(patches_BLP: Tensor, grid: tuple[int, int, int], config: DiTConfig) -> Tensor:
    """Tokens' patches (row, column, channel order within a patch) back to latents [B, C, T, H, W]."""
    frames, rows, columns = grid
    _, p, q = config.patch
    x = patches_BLP.reshape(-1, frames, rows, columns, p, q, config.out_channels)
    return x.permute(0, 6, 1, 2, 4, 3, 5).reshape(-1, config.out_channels, frames, rows * p, columns * q)
