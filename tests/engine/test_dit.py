"""The transformer equals two independent forwards: one written here with einsum, and diffusers' Wan class."""

import math

import pytest
import torch
from torch import Tensor

from engine.model.config import LOOM_S, DiTConfig
from engine.model.dit import WanDiT
from engine.model.layout import to_original_layout

TINY = DiTConfig(
    dim=48, heads=4, ffn_dim=80, layers=3, in_channels=4, out_channels=4, text_dim=20, text_len=6, freq_dim=32
)
SHAPE = (2, 4, 3, 4, 6)
TOKENS = 3 * 2 * 3


def tiny_model(seed: int = 0) -> WanDiT:
    """Every parameter random, so that no zero gate hides a mistake."""
    torch.manual_seed(seed)
    model = WanDiT(TINY)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            gain = 1.0 if "norm" in name and name.endswith("weight") else 0.0
            parameter.copy_(gain + 0.15 * torch.randn_like(parameter))
    return model.eval()


def inputs(seed: int = 1) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(SHAPE, generator=generator), torch.randn(2, 6, 20, generator=generator)


def plain_forward(
    weights: dict[str, Tensor], x: Tensor, t: Tensor, text: Tensor, times: Tensor, bias: Tensor | None = None
) -> Tensor:
    """Token by token in float64: complex rotation, einsum attention, one timestep per token [B, L]."""
    w = {name: tensor.double() for name, tensor in weights.items()}
    x, text = x.double(), text.double()
    b, _, frames, height, width = x.shape
    d, heads, eps = TINY.dim, TINY.heads, TINY.eps
    hd = d // heads

    def linear(name: str, value: Tensor) -> Tensor:
        return torch.einsum("...i,oi->...o", value, w[name + ".weight"]) + w[name + ".bias"]

    def norm(value: Tensor) -> Tensor:
        centred = value - value.mean(-1, keepdim=True)
        return centred / (centred.pow(2).mean(-1, keepdim=True) + eps).sqrt()

    def gelu(value: Tensor) -> Tensor:
        return 0.5 * value * (1 + torch.tanh(math.sqrt(2 / math.pi) * (value + 0.044715 * value**3)))

    def silu(value: Tensor) -> Tensor:
        return value / (1 + (-value).exp())

    tokens = torch.nn.functional.conv3d(
        x, w["patch_embedding.weight"], w["patch_embedding.bias"], stride=TINY.patch
    )
    grid = tokens.shape[2:]
    h = torch.einsum("bdfhw->bfhwd", tokens).reshape(b, -1, d)

    half = TINY.freq_dim // 2
    waves = torch.stack([t.double() / 10_000 ** (i / half) for i in range(half)], -1)
    e = linear(
        "time_embedding.2", silu(linear("time_embedding.0", torch.cat([waves.cos(), waves.sin()], -1)))
    )
    e6 = linear("time_projection.1", silu(e)).reshape(b, -1, 6, d)
    context = linear("text_embedding.2", gelu(linear("text_embedding.0", text)))

    side = 2 * (hd // 6)
    phases = []
    for f in range(grid[0]):
        for r in range(grid[1]):
            for c in range(grid[2]):
                row: list[float] = []
                for position, width_ in ((float(times[f]), hd - 2 * side), (r, side), (c, side)):
                    row += [position / 10_000 ** (2 * i / width_) for i in range(width_ // 2)]
                phases.append(row)
    turn = torch.polar(
        torch.ones(len(phases), hd // 2, dtype=torch.float64), torch.tensor(phases, dtype=torch.float64)
    )

    def attention(name: str, q_in: Tensor, kv_in: Tensor, rotary: bool, scores_bias: Tensor | None) -> Tensor:
        def rms(value: Tensor, gain: Tensor) -> Tensor:
            return value / (value.pow(2).mean(-1, keepdim=True) + eps).sqrt() * gain

        q = rms(linear(name + ".q", q_in), w[name + ".norm_q.weight"]).reshape(b, -1, heads, hd)
        k = rms(linear(name + ".k", kv_in), w[name + ".norm_k.weight"]).reshape(b, -1, heads, hd)
        v = linear(name + ".v", kv_in).reshape(b, -1, heads, hd)
        if rotary:
            q, k = (
                torch.view_as_real(torch.view_as_complex(z.reshape(*z.shape[:-1], -1, 2)) * turn[:, None])
                for z in (q, k)
            )
            q, k = q.reshape(v.shape), k.reshape(v.shape)
        scores = torch.einsum("blnd,bsnd->bnls", q, k) / math.sqrt(hd)
        if scores_bias is not None:
            scores = scores + scores_bias[:, None]
        attended = torch.einsum("bnls,bsnd->blnd", scores.softmax(-1), v)
        return linear(name + ".o", attended.reshape(b, -1, d))

    for n in range(TINY.layers):
        m = w[f"blocks.{n}.modulation"][:, None] + e6
        y = norm(h) * (1 + m[:, :, 1]) + m[:, :, 0]
        h = h + attention(f"blocks.{n}.self_attn", y, y, True, None) * m[:, :, 2]
        y = norm(h) * w[f"blocks.{n}.norm3.weight"] + w[f"blocks.{n}.norm3.bias"]
        h = h + attention(f"blocks.{n}.cross_attn", y, context, False, bias)
        y = norm(h) * (1 + m[:, :, 4]) + m[:, :, 3]
        h = h + linear(f"blocks.{n}.ffn.2", gelu(linear(f"blocks.{n}.ffn.0", y))) * m[:, :, 5]
    m = w["head.modulation"][:, None] + e[:, :, None]
    out = linear("head.head", norm(h) * (1 + m[:, :, 1]) + m[:, :, 0])
    out = out.reshape(b, *grid, 1, 2, 2, TINY.out_channels)
    return torch.einsum("bfhwpqrc->bcfphqwr", out).reshape(b, -1, frames, height, width)


def difference(a: Tensor, b: Tensor) -> float:
    return float((a.double() - b.double()).abs().max() / b.double().abs().max())


def test_equals_an_independent_forward_for_every_kind_of_timestep() -> None:
    model, (x, text) = tiny_model(), inputs()
    weights = dict(model.state_dict())
    times = torch.tensor([0.0, 1.0, 2.0])
    per_token = torch.rand(2, TOKENS, generator=torch.Generator().manual_seed(3)) * 1000
    per_frame = per_token[:, :3]
    for t, spread in (
        (per_token, per_token),
        (per_frame, per_frame.repeat_interleave(6, 1)),
        (per_token[:, 0], per_token[:, :1].expand(2, TOKENS)),
    ):
        with torch.no_grad():
            assert difference(model(x, t, text), plain_forward(weights, x, spread, text, times)) < 1e-5


def test_equals_an_independent_forward_with_float_positions_and_a_text_bias() -> None:
    model, (x, text) = tiny_model(), inputs()
    t = torch.full((2, TOKENS), 417.5)
    times = torch.tensor([0.0, 1.0, 4.25])
    bias = -torch.rand(1, TOKENS, 6, generator=torch.Generator().manual_seed(5)) * 4
    with torch.no_grad():
        ours = model(x, t, text, times=times, text_bias=bias)
    assert difference(ours, plain_forward(dict(model.state_dict()), x, t, text, times, bias)) < 1e-5


@pytest.fixture
def reference_class() -> type:
    from diffusers.models.transformers.transformer_wan import WanTransformer3DModel

    return WanTransformer3DModel


def test_equals_diffusers_with_weights_from_its_layout(reference_class: type) -> None:
    torch.manual_seed(0)
    theirs = reference_class(
        patch_size=(1, 2, 2),
        num_attention_heads=4,
        attention_head_dim=12,
        in_channels=4,
        out_channels=4,
        text_dim=20,
        freq_dim=32,
        ffn_dim=80,
        num_layers=3,
    ).eval()
    with torch.no_grad():
        for parameter in theirs.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
    ours = WanDiT(TINY).eval()
    ours.load_state_dict(to_original_layout(theirs.state_dict()))
    x, text = inputs()
    scalar = torch.tensor([731.0, 88.0])
    per_token = torch.rand(2, TOKENS, generator=torch.Generator().manual_seed(4)) * 1000
    for t in (scalar, per_token):
        with torch.no_grad():
            expected = theirs(x, timestep=t, encoder_hidden_states=text, return_dict=False)[0]
            assert difference(ours(x, t, text), expected) < 2e-5


def test_both_layouts_and_the_single_file_prefix_give_the_same_names(reference_class: type) -> None:
    ours = dict(tiny_model().state_dict())
    prefixed = {"model.diffusion_model." + name: tensor for name, tensor in ours.items()}
    assert set(to_original_layout(prefixed)) == set(ours)
    theirs = reference_class(
        num_layers=3, num_attention_heads=2, attention_head_dim=12, ffn_dim=8, text_dim=4
    )
    assert set(to_original_layout(theirs.state_dict())) == set(ours)


def test_equal_timesteps_per_token_or_frame_equal_one_per_clip() -> None:
    model, (x, text) = tiny_model(), inputs()
    with torch.no_grad():
        once = model(x, torch.tensor([300.0, 900.0]), text)
        for count in (3, TOKENS):
            t = torch.tensor([300.0, 900.0])[:, None].expand(2, count)
            assert torch.allclose(model(x, t, text), once, atol=1e-6)


def test_padding_counts_for_nothing_under_a_mask_and_a_null_text_gives_numbers() -> None:
    model, (x, text) = tiny_model(), inputs()
    t = torch.tensor([500.0, 500.0])
    mask = torch.tensor([[True, True, True, False, False, False]] * 2)
    changed = text.clone()
    changed[:, 3:] += 5
    with torch.no_grad():
        masked = model(x, t, text, text_mask=mask)
        assert torch.equal(masked, model(x, t, changed, text_mask=mask))
        assert torch.allclose(masked, model(x, t, text[:, :3]), atol=1e-5)
        assert not torch.allclose(masked, model(x, t, changed), atol=1e-3)
        nothing = model(x, t, torch.zeros_like(text), text_mask=torch.zeros(2, 6, dtype=torch.bool))
    assert bool(nothing.isfinite().all())


def test_training_path_equals_inference_path_and_captures_tokens() -> None:
    model, (x, text) = tiny_model(), inputs()
    t = torch.tensor([[0.0, 400.0, 900.0]] * 2)
    v, tokens = model(x, t, text, capture=1)
    assert tokens.shape == (2, TOKENS, TINY.dim)
    v.square().mean().backward()
    assert all(parameter.grad is not None for parameter in model.parameters())
    with torch.no_grad():
        assert torch.allclose(model(x, t, text), v, atol=1e-5)


def test_text_prepared_once_equals_text_given_each_time() -> None:
    model, (x, text) = tiny_model(), inputs()
    t = torch.tensor([300.0, 900.0])
    with torch.no_grad():
        keys = model.text_keys(text)
        assert len(keys.pairs) == TINY.layers
        assert torch.equal(model(x, t, keys), model(x, t, text))


def test_bfloat16_stays_close_to_float32() -> None:
    model, (x, text) = tiny_model(), inputs()
    with torch.no_grad():
        exact = model(x, torch.tensor([250.0, 750.0]), text)
        short = model.set_precision(torch.bfloat16)(x, torch.tensor([250.0, 750.0]), text)
    assert model.time_embedding[0].weight.dtype is torch.float32
    assert difference(short, exact) < 0.05


def test_cancel_is_asked_before_every_block() -> None:
    model, (x, text) = tiny_model(), inputs()
    asked = 0

    def check() -> None:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise InterruptedError

    with torch.no_grad(), pytest.raises(InterruptedError):
        model(x, torch.tensor([1.0, 1.0]), text, check_cancel=check)
    assert asked == 2


def test_preset_has_the_parameters_it_claims_and_survives_json() -> None:
    with torch.device("meta"):
        assert sum(p.numel() for p in WanDiT(LOOM_S).parameters()) == LOOM_S.parameters
    assert DiTConfig.from_json(LOOM_S.to_json()) == LOOM_S


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"dim": 48}',
        LOOM_S.to_json().replace("256", '"256"'),
        LOOM_S.to_json()[:-1] + ', "x": 1}',
    ],
)
def test_a_damaged_configuration_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"configuration|whole number"):
        DiTConfig.from_json(text)


def test_shapes_that_do_not_fit_are_refused() -> None:
    model, (x, text) = tiny_model(), inputs()
    t = torch.tensor([1.0, 1.0])
    with pytest.raises(ValueError, match="patches"):
        model(x[:, :, :, :3], t, text)
    with pytest.raises(ValueError, match="channels"):
        model(x[:, :3], t, text)
    with pytest.raises(ValueError, match="timesteps"):
        model(x, torch.zeros(2, 5), text)
    with pytest.raises(ValueError, match="positions"):
        model(x, t, text, times=torch.zeros(4))
