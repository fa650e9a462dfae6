"""Rotary positions: only differences count, halves mean half, and the split of a head is Wan's."""

import torch

from engine.model.rope import axis_split, rotary_tables, rotate


def scores(times: torch.Tensor, rows: torch.Tensor, columns: torch.Tensor) -> torch.Tensor:
    """How strongly each token of a grid attends to each, for one fixed query and key."""
    generator = torch.Generator().manual_seed(0)
    q, k = torch.randn(2, 1, 1, 1, 64, generator=generator, dtype=torch.float64)
    cosines, sines = rotary_tables(times, rows, columns, 64)
    count = cosines.shape[1]
    q, k = (rotate(x.expand(1, 1, count, 64), cosines.double(), sines.double()) for x in (q, k))
    return torch.einsum("bhld,bhsd->ls", q, k)


def test_head_is_split_as_wan_does() -> None:
    assert axis_split(128) == (44, 42, 42)
    assert axis_split(64) == (24, 20, 20)


def test_only_differences_of_positions_count() -> None:
    rows, columns = torch.arange(2), torch.arange(3)
    here = scores(torch.tensor([0.0, 1.0, 2.5]), rows, columns)
    later = scores(torch.tensor([40.0, 41.0, 42.5]), rows + 7, columns + 11)
    assert torch.allclose(here, later, atol=1e-4)
    stretched = scores(torch.tensor([0.0, 2.0, 5.0]), rows, columns)
    assert not torch.allclose(here, stretched, atol=1e-2)


def test_a_float_position_lies_between_its_neighbours() -> None:
    """A token at 1.5 of step 1 stands where token 3 stands at half the step."""
    one = torch.zeros(1)
    halves = scores(torch.arange(4) * 0.5, one, one)
    wholes = scores(torch.tensor([0.0, 0.5, 1.0, 1.5]), one, one)
    assert torch.allclose(halves, wholes)


def test_each_clip_of_a_batch_may_have_its_own_times() -> None:
    rows = columns = torch.arange(2)
    together, _ = rotary_tables(torch.tensor([[0.0, 1.0], [5.0, 7.0]]), rows, columns, 64)
    alone, _ = rotary_tables(torch.tensor([5.0, 7.0]), rows, columns, 64)
    assert together.shape == (2, 8, 32)
    assert torch.equal(together[1:], alone)
