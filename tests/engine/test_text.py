"""The text encoder says what the published model says, and says it the same way in any company."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch.nn.functional import cosine_similarity

from engine.errors import WeightsError
from engine.model.text import TEXT_LENGTH, TextConfig, TextEncoder, TextNetwork
from engine.model.weights import save_weights
from engine.model.wordpiece import vocabulary_path
from resources import path as resource

GOLDEN = Path(__file__).parents[1] / "data" / "golden"
WEIGHTS = resource("models/minilm-l6.safetensors")


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    return TextEncoder(WEIGHTS)


@pytest.fixture(scope="module")
def golden() -> dict[str, torch.Tensor]:
    """Vectors of the original float32 model, run by another library; `packaging/convert/check_text.py` writes them."""
    return load_file(GOLDEN / "minilm-l6.safetensors")


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    return (GOLDEN / "sentences.txt").read_text(encoding="utf-8").splitlines()


def test_a_thousand_sentences_keep_a_cosine_of_0_999(
    encoder: TextEncoder, golden: dict[str, torch.Tensor], sentences: list[str]
) -> None:
    assert len(set(sentences)) == 1000
    cosine = cosine_similarity(encoder.sentence(sentences, batch=64), golden["vectors"].float(), dim=-1)
    assert cosine.min() >= 0.999
    assert cosine.mean() >= 0.9995


def test_token_states_keep_a_cosine_of_0_999(
    encoder: TextEncoder, golden: dict[str, torch.Tensor], sentences: list[str]
) -> None:
    rows = [int(name.removeprefix("states.")) for name in golden if name.startswith("states.")]
    assert len(rows) >= 12
    states, mask = encoder.encode([sentences[row] for row in rows])
    for row, ours, real in zip(rows, states, mask, strict=True):
        theirs = golden[f"states.{row}"].float()
        assert int(real.sum()) == len(theirs)
        cosine = cosine_similarity(ours[: len(theirs)], theirs, dim=-1)
        assert cosine.mean() >= 0.999
        assert cosine.min() >= 0.997
        # Direction and length: the video model sees both.
        assert torch.allclose(ours[: len(theirs)].norm(dim=-1), theirs.norm(dim=-1), rtol=0.05)


def test_states_are_zero_behind_the_last_real_piece(encoder: TextEncoder) -> None:
    states, mask = encoder.encode(["a red fox", "", "fox " * 80])
    assert states.shape == (3, TEXT_LENGTH, 384)
    assert states.dtype is torch.float32
    assert mask.sum(dim=1).tolist() == [5, 2, TEXT_LENGTH]
    assert (states[~mask] == 0).all()
    assert (states[mask].abs().amax(dim=-1) > 0).all()
    assert mask[0, :5].all()


def test_the_states_of_a_prompt_do_not_depend_on_its_company(encoder: TextEncoder) -> None:
    alone, _ = encoder.encode(["a red fox"])
    company, _ = encoder.encode(["a blue boat sails at night", "a red fox", "a dog", "a big owl"])
    assert torch.equal(alone[0], company[1])
    together, _ = encoder.encode(["a big owl", "a red fox"], batch=8)
    assert torch.allclose(together[1], alone[0], atol=1e-4)


def test_no_prompts_give_no_states(encoder: TextEncoder) -> None:
    states, mask = encoder.encode([])
    assert states.shape == (0, TEXT_LENGTH, 384)
    assert mask.shape == (0, TEXT_LENGTH)


def test_sentences_of_one_meaning_are_near(encoder: TextEncoder) -> None:
    near, other, apart = encoder.sentence(
        ["A boat sails on the sea.", "A ship crosses the ocean.", "Interest rates rose again."]
    )
    assert torch.allclose(near.norm(), torch.tensor(1.0))
    assert near @ other > 0.6
    assert near @ apart < 0.2


def test_states_can_be_trained_upon(encoder: TextEncoder) -> None:
    layer = torch.nn.Linear(384, 2)
    layer(encoder.encode(["a red fox"])[0]).sum().backward()
    assert layer.weight.grad is not None


def test_a_file_that_is_no_text_encoder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.safetensors"
    save_weights(path, {"bias": torch.zeros(3)}, {})
    with pytest.raises(WeightsError, match="no text encoder"):
        TextEncoder(path)


def test_a_vocabulary_of_another_size_is_refused(tmp_path: Path) -> None:
    config = TextConfig(vocabulary=5, positions=4, dim=8, heads=2, ffn=16, layers=1)
    path = tmp_path / "tiny.safetensors"
    text = '{"vocabulary": 5, "positions": 4, "dim": 8, "heads": 2, "ffn": 16, "layers": 1}'
    tensors = {name: torch.full_like(value, 0.1) for name, value in TextNetwork(config).state_dict().items()}
    save_weights(path, tensors, {"config": text})
    vocabulary_path(path).write_text("[UNK]\n[CLS]\n[SEP]\nfox\n")
    with pytest.raises(WeightsError, match="4 pieces"):
        TextEncoder(path)
    vocabulary_path(path).write_text("[UNK]\n[CLS]\n[SEP]\nfox\nred\n")
    assert TextEncoder(path).sentence(["a red fox", "fox fox fox fox fox fox"]).shape == (2, 8)
