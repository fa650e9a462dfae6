"""The built-in video autoencoder: frames in, normalised latents out, and back, one latent frame at a time.

Shape legend: B clips, T frames (always 4n+1), H x W pixels (multiples of 8), C latent channels, t = n+1 latent
frames, h = H/8, w = W/8.  Called by ``engine.model.pipeline`` (encode and decode of clips) and by
``engine.training`` (fitting the weights).

The network uses 2-D convolutions only.  Time enters in two places: four frames are stacked on channels to make
one latent frame (frame 0 alone, repeated to fill its group), and in every residual block a quarter of the
channels is taken from the frame before (a channel shift, which costs nothing).  Both look back only, so the
network is causal, and a clip can be encoded or decoded piece by piece with the shifted channels as the carried
state: the result equals that of the whole clip.  Nothing normalises over space or time, so the size of a clip does
not change how one place of it is coded.

Beside the network runs a plain linear map between the 8 x 8 x 4 pixels of a cell and its latent.  Training starts
it at the principal components of the data, so the network only has to learn what a linear code cannot say.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

TIME_STRIDE = 4
SPACE_STRIDE = 8
CELL_VALUES = 3 * TIME_STRIDE * SPACE_STRIDE**2
"""Colour values of the block of pixels that one latent cell stands for."""

_PATCH = 4
"""Pixels per side that are folded into channels before the first convolution."""

FrameArray = NDArray[np.uint8]
"""uint8 [n, H, W, 3] RGB."""


@dataclass(frozen=True, slots=True)
class VAEConfig:
    """Widths and depths of a ``CausalVAE``; what its weights file stores under ``config``.

    ``high`` channels work at 1/4 size, ``mid`` at 1/8 size per frame, ``deep`` at 1/8 size per latent frame.
    The block counts are (high, mid, deep) for the encoder and (deep, mid, high) for the decoder.
    """

    latent_channels: int = 16
    high: int = 64
    mid: int = 128
    deep_encode: int = 128
    deep_decode: int = 192
    encode_blocks: tuple[int, int, int] = (1, 1, 1)
    decode_blocks: tuple[int, int, int] = (2, 2, 1)

    def to_json(self) -> str:
        """This config as the JSON text that a weights file carries."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "VAEConfig":
        """The config that ``to_json`` wrote."""
        raw = json.loads(text)
        for key in ("encode_blocks", "decode_blocks"):
            raw[key] = tuple(raw[key])
        return cls(**raw)


class StreamState:
    """What one pass over a clip remembers between pieces: per block, the shifted channels of the last frame."""

    __slots__ = ("previous", "cursor", "started")

    def __init__(self) -> None:
        self.previous: list[Tensor | None] = []
        self.cursor = 0
        self.started = False

    def rewind(self) -> None:
        """Start the next piece: blocks will ask for their memory in the same order again."""
        self.cursor = 0

    def swap(self, last: Tensor) -> Tensor | None:
        """Hand out what this block kept from the piece before, and keep ``last`` for the next one."""
        if self.cursor == len(self.previous):
            self.previous.append(None)
        before = self.previous[self.cursor]
        self.previous[self.cursor] = last
        self.cursor += 1
        return before


def _shift(x: Tensor, batch: int, state: StreamState) -> Tensor:
    """Replace the first quarter of the channels by those of the frame before.

    ``x`` is [batch*T, C, H, W] in channels-last memory.  The first frame of a clip sees its own channels, as if
    the clip had stood still before it.
    """
    rows = x.permute(0, 2, 3, 1)
    frames = rows.reshape(batch, rows.shape[0] // batch, *rows.shape[1:])
    quarter = x.shape[1] // 4
    moved = frames[..., :quarter]
    before = state.swap(moved[:, -1:])
    first = moved[:, :1] if before is None else before
    moved = torch.cat((first, moved[:, :-1]), dim=1)
    out = torch.cat((moved, frames[..., quarter:]), dim=-1)
    return out.reshape(rows.shape).permute(0, 3, 1, 2)


class ShiftBlock(nn.Module):
    """A residual block of two 3x3 convolutions whose first one also sees the frame before."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(width, width, 3, padding=1)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x: Tensor, batch: int, state: StreamState) -> Tensor:
        """Map [batch*T, C, H, W] to the same shape; ``state`` carries the shifted channels between pieces."""
        y = self.conv1(_shift(x, batch, state))
        return x + self.conv2(F.relu(y))


class Encoder(nn.Module):
    """Frames to the moments (mean, log variance) of raw latents, before normalisation."""

    def __init__(self, config: VAEConfig) -> None:
        super().__init__()
        high, mid, deep = config.encode_blocks
        self.enter = nn.Conv2d(3 * _PATCH**2, config.high, 3, padding=1)
        self.high = nn.ModuleList(ShiftBlock(config.high) for _ in range(high))
        self.down = nn.Conv2d(4 * config.high, config.mid, 1)
        self.mid = nn.ModuleList(ShiftBlock(config.mid) for _ in range(mid))
        self.gather = nn.Conv2d(TIME_STRIDE * config.mid, config.deep_encode, 1)
        self.deep = nn.ModuleList(ShiftBlock(config.deep_encode) for _ in range(deep))
        self.leave = nn.Conv2d(config.deep_encode, 2 * config.latent_channels, 3, padding=1)
        self.linear = nn.Conv2d(CELL_VALUES, config.latent_channels, 1)

    def forward(self, frames: Tensor, state: StreamState) -> Tensor:
        """[B, 3, T, H, W] in [-1, 1] to [B, 2C, t, h, w].

        T is 4n+1 when ``state`` is new and 4n when it continues a clip.
        """
        batch, _, count, height, width = frames.shape
        state.rewind()
        straight = self.linear(cells_of(frames, state.started))
        x = frames.transpose(1, 2).reshape(batch * count, 3, height, width)
        x = F.pixel_unshuffle(x, _PATCH).contiguous(memory_format=torch.channels_last)
        x = self.enter(x)
        for block in self.high:
            x = block(x, batch, state)
        x = self.down(F.pixel_unshuffle(x, 2).contiguous(memory_format=torch.channels_last))
        for block in self.mid:
            x = block(x, batch, state)
        rows = x.permute(0, 2, 3, 1)
        rows = rows.reshape(batch, count, *rows.shape[1:])
        if not state.started:
            state.started = True
            rows = torch.cat((rows[:, :1].expand(-1, TIME_STRIDE - 1, -1, -1, -1), rows), dim=1)
        groups = rows.shape[1] // TIME_STRIDE
        rows = rows.reshape(batch, groups, TIME_STRIDE, *rows.shape[2:]).permute(0, 1, 3, 4, 2, 5)
        x = rows.reshape(batch * groups, *rows.shape[2:4], -1).permute(0, 3, 1, 2)
        x = self.gather(x)
        for block in self.deep:
            x = block(x, batch, state)
        mean, log_variance = self.leave(x).chunk(2, dim=1)
        x = torch.cat((mean + straight, log_variance), dim=1)
        return x.reshape(batch, groups, *x.shape[1:]).transpose(1, 2)


class Decoder(nn.Module):
    """Raw latents to frames."""

    def __init__(self, config: VAEConfig) -> None:
        super().__init__()
        deep, mid, high = config.decode_blocks
        self.enter = nn.Conv2d(config.latent_channels, config.deep_decode, 3, padding=1)
        self.deep = nn.ModuleList(ShiftBlock(config.deep_decode) for _ in range(deep))
        self.spread = nn.Conv2d(config.deep_decode, TIME_STRIDE * config.mid, 1)
        self.mid = nn.ModuleList(ShiftBlock(config.mid) for _ in range(mid))
        self.up = nn.Conv2d(config.mid, 4 * config.high, 1)
        self.high = nn.ModuleList(ShiftBlock(config.high) for _ in range(high))
        self.leave = nn.Conv2d(config.high, 3 * _PATCH**2, 3, padding=1)
        self.linear = nn.Conv2d(config.latent_channels, CELL_VALUES, 1)

    def forward(self, latents: Tensor, state: StreamState) -> Tensor:
        """[B, C, t, h, w] to [B, 3, T, H, W], T = 4t-3 when ``state`` is new and 4t when it continues a clip."""
        batch, channels, groups, rows, columns = latents.shape
        state.rewind()
        x = latents.transpose(1, 2).reshape(batch * groups, channels, rows, columns)
        x = x.contiguous(memory_format=torch.channels_last)
        straight = frames_of(self.linear(x), batch, state.started)
        x = self.enter(x)
        for block in self.deep:
            x = block(x, batch, state)
        x = self.spread(x).permute(0, 2, 3, 1)
        x = x.reshape(batch, groups, rows, columns, TIME_STRIDE, -1).permute(0, 1, 4, 2, 3, 5)
        x = x.reshape(batch, groups * TIME_STRIDE, rows, columns, -1)
        if not state.started:
            state.started = True
            x = x[:, TIME_STRIDE - 1 :]
        count = x.shape[1]
        x = x.reshape(batch * count, rows, columns, -1).permute(0, 3, 1, 2)
        for block in self.mid:
            x = block(x, batch, state)
        x = F.pixel_shuffle(self.up(x), 2).contiguous(memory_format=torch.channels_last)
        for block in self.high:
            x = block(x, batch, state)
        x = F.pixel_shuffle(self.leave(x), _PATCH)
        return x.reshape(batch, count, *x.shape[1:]).transpose(1, 2) + straight


def cells_of(frames: Tensor, started: bool) -> Tensor:
    """The pixels of every latent cell: [B, 3, T, H, W] to [B*t, 768, h, w].

    At the start of a clip frame 0 is repeated to fill its group.
    """
    if not started:
        frames = torch.cat((frames[:, :, :1].expand(-1, -1, TIME_STRIDE - 1, -1, -1), frames), dim=2)
    batch, _, count, height, width = frames.shape
    x = frames.reshape(batch, 3, count // TIME_STRIDE, TIME_STRIDE, height, width).permute(0, 2, 3, 1, 4, 5)
    x = x.reshape(batch * (count // TIME_STRIDE), TIME_STRIDE * 3, height, width)
    return F.pixel_unshuffle(x, SPACE_STRIDE).contiguous(memory_format=torch.channels_last)


def frames_of(cells: Tensor, batch: int, started: bool) -> Tensor:
    """The inverse of ``cells_of``: [B*t, 768, h, w] to [B, 3, T, H, W]."""
    x = F.pixel_shuffle(cells, SPACE_STRIDE)
    x = x.reshape(batch, -1, 3, *x.shape[2:]).transpose(1, 2)
    return x if started else x[:, :, TIME_STRIDE - 1 :]


class CausalVAE(nn.Module):
    """The causal autoencoder with its latent statistics.

    Latents that leave ``encode`` and enter ``decode`` are normalised by the stored ``latent_mean`` and
    ``latent_std``: zero mean per channel and unit deviation over all channels, measured on the training world.
    Channels that change the picture more keep a larger deviation (``engine.training.train_vae.fit_statistics``).
    """

    latent_mean: Tensor
    latent_std: Tensor

    def __init__(self, config: VAEConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.decoder = Decoder(config)
        self.register_buffer("latent_mean", torch.zeros(config.latent_channels))
        self.register_buffer("latent_std", torch.ones(config.latent_channels))
        self.reset_parameters()
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def reset_parameters(self) -> None:
        """Start for training: every layer keeps the size of its signal; residual branches and the network's own
        share of latents and pixels start at zero, so that the linear maps speak alone at first.

        The latents start nearly without noise (log variance -5), so that the decoder sees the picture at once.
        """
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.normal_(module.weight, std=(1.0 / module.weight[0].numel()) ** 0.5)
                nn.init.zeros_(module.bias)  # type: ignore[arg-type]
        for module in self.modules():
            if isinstance(module, ShiftBlock):
                nn.init.zeros_(module.conv2.weight)
        nn.init.zeros_(self.encoder.leave.weight)
        nn.init.zeros_(self.decoder.leave.weight)
        assert self.encoder.leave.bias is not None
        with torch.no_grad():
            self.encoder.leave.bias[self.config.latent_channels :] = -5.0

    @torch.no_grad()
    def fit_linear(self, frames: Tensor) -> None:
        """Set the linear maps to the principal components of [B, 3, T, H, W] clips, whitened; for step 0."""
        cells = cells_of(frames, started=False).permute(0, 2, 3, 1).reshape(-1, CELL_VALUES).double()
        mean = cells.mean(0)
        values, vectors = torch.linalg.eigh((cells - mean).T @ (cells - mean) / len(cells))
        keep = self.config.latent_channels
        axes = vectors[:, -keep:].flip(1)
        sizes = values[-keep:].flip(0).clamp_min(1e-4 * float(values[-1])).sqrt()
        into, out = self.encoder.linear, self.decoder.linear
        assert into.bias is not None
        assert out.bias is not None
        into.weight.copy_((axes / sizes).T.reshape(into.weight.shape).float())
        into.bias.copy_((-(mean @ axes) / sizes).float())
        out.weight.copy_((axes * sizes).reshape(out.weight.shape).float())
        out.bias.copy_(mean.float())

    def moments(self, frames: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log variance of the raw latents of [B, 3, T, H, W] frames; for training."""
        _check_frames(frames.shape[2], frames.shape[3], frames.shape[4], first=True)
        mean, log_variance = self.encoder(frames, StreamState()).chunk(2, dim=1)
        return mean, log_variance.clamp(-12.0, 6.0)

    def reconstruct(self, raw: Tensor) -> Tensor:
        """Frames in about [-1, 1], unclipped, of raw (not normalised) latents; for training."""
        out: Tensor = self.decoder(raw, StreamState())
        return out

    def encode(self, frames: Tensor) -> Tensor:
        """Normalised latents [B, C, t, h, w] of float frames [B, 3, T, H, W] in [-1, 1], T = 4n+1.

        Raises ValueError for other lengths and for sizes that are no multiple of 8.
        """
        mean, _ = self.moments(frames)
        return self._normalise(mean)

    def decode(self, latents: Tensor) -> Tensor:
        """Frames [B, 3, 4t-3, 8h, 8w] in [-1, 1] of normalised latents [B, C, t, h, w]."""
        return self.reconstruct(self._raw(latents)).clamp(-1.0, 1.0)

    @torch.no_grad()
    def encode_stream(self, chunks: Iterable[FrameArray]) -> Iterator[Tensor]:
        """Yield normalised latents [1, C, k, h, w] as frames come in; equal to ``encode`` of the whole clip.

        ``chunks`` are uint8 [n, H, W, 3] with any n; in all they must hold 4n+1 frames.  A caller that wants to
        cancel stops iterating.  Raises ValueError when the frames end inside a group of four.
        """
        state = StreamState()
        waiting: list[FrameArray] = []
        held = 0
        for chunk in chunks:
            waiting.append(chunk)
            held += len(chunk)
            take = (
                (held - 1) // TIME_STRIDE * TIME_STRIDE + 1
                if not state.started
                else held - held % TIME_STRIDE
            )
            if take < 1:
                continue
            joined = np.concatenate(waiting)
            waiting = [joined[take:]]
            held = len(waiting[0])
            piece = frames_to_tensor(joined[:take], self.latent_mean.device)
            _check_frames(take, piece.shape[3], piece.shape[4], first=not state.started)
            mean, _ = self.encoder(piece, state).chunk(2, dim=1)
            yield self._normalise(mean)
        if held:
            raise ValueError(f"a clip needs 4n+1 frames, and {held} are left over after the last full group")

    @torch.no_grad()
    def decode_stream(self, latents: Tensor, chunk: int = 1) -> Iterator[FrameArray]:
        """Yield uint8 [n, H, W, 3] frames of normalised latents [C, t, h, w], ``chunk`` latent frames at a time.

        The first piece holds 4*chunk-3 frames, later ones 4*chunk.  Between pieces the caller may stop, which is
        how a decode is cancelled; no more than one piece is in memory at once.
        """
        state = StreamState()
        raw = self._raw(latents[None].to(self.latent_mean.device, torch.float32))
        for start in range(0, raw.shape[2], chunk):
            yield tensor_to_frames(self.decoder(raw[:, :, start : start + chunk], state))

    def _normalise(self, raw: Tensor) -> Tensor:
        return (raw - self.latent_mean.view(1, -1, 1, 1, 1)) / self.latent_std.view(1, -1, 1, 1, 1)

    def _raw(self, latents: Tensor) -> Tensor:
        return latents * self.latent_std.view(1, -1, 1, 1, 1) + self.latent_mean.view(1, -1, 1, 1, 1)


def frames_to_tensor(frames: FrameArray, device: torch.device | str = "cpu") -> Tensor:
    """uint8 [n, H, W, 3] as float [1, 3, n, H, W] in [-1, 1]."""
    tensor = torch.from_numpy(np.ascontiguousarray(frames)).to(device)
    return (tensor.permute(3, 0, 1, 2)[None].float() / 127.5) - 1.0


def tensor_to_frames(frames: Tensor) -> FrameArray:
    """Float [1, 3, n, H, W] in [-1, 1] as uint8 [n, H, W, 3], rounded."""
    scaled = (frames[0].permute(1, 2, 3, 0).float() + 1.0) * 127.5
    out: FrameArray = scaled.round().clamp(0, 255).to(torch.uint8).cpu().numpy()
    return np.ascontiguousarray(out)


def vae_from_state(config: VAEConfig, state: Mapping[str, Tensor]) -> CausalVAE:
    """A ``CausalVAE`` in evaluation mode with these weights and statistics, on the CPU in float32.

    The preview maps that share the file (``engine.model.preview``) are passed over.
    """
    model = CausalVAE(config)
    model.load_state_dict(
        {key: value.float() for key, value in state.items() if not key.startswith("preview.")}
    )
    return model.eval().requires_grad_(False)


def _check_frames(count: int, height: int, width: int, *, first: bool) -> None:
    if count < 1 or (count - (1 if first else 0)) % TIME_STRIDE:
        raise ValueError(f"a clip needs 4n+1 frames, not {count}")
    if height % SPACE_STRIDE or width % SPACE_STRIDE:
        raise ValueError(f"frame sizes must be multiples of {SPACE_STRIDE}, not {width}x{height}")
