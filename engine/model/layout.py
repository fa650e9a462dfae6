"""State-dict names of the Wan family: other people's layouts turned into ours.

In: tensor names of a checkpoint, original or diffusers layout, with or without the prefix of single-file
exports. Out: the original names that `engine.model.dit.WanDiT` uses. Called by whoever loads weights. Torch-free.

The table follows the renaming that the diffusers project documents for converting Wan checkpoints.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

T = TypeVar("T")

PREFIXES = ("model.diffusion_model.", "diffusion_model.")

_RENAMED: tuple[tuple[str, str], ...] = (
    (r"condition_embedder\.text_embedder\.linear_1\.", "text_embedding.0."),
    (r"condition_embedder\.text_embedder\.linear_2\.", "text_embedding.2."),
    (r"condition_embedder\.time_embedder\.linear_1\.", "time_embedding.0."),
    (r"condition_embedder\.time_embedder\.linear_2\.", "time_embedding.2."),
    (r"condition_embedder\.time_proj\.", "time_projection.1."),
    (r"blocks\.(\d+)\.scale_shift_table$", r"blocks.\1.modulation"),
    (r"blocks\.(\d+)\.attn([12])\.to_([qkv])\.", r"blocks.\1.attn\2.\3."),
    (r"blocks\.(\d+)\.attn([12])\.to_out\.0\.", r"blocks.\1.attn\2.o."),
    (r"blocks\.(\d+)\.attn1\.", r"blocks.\1.self_attn."),
    (r"blocks\.(\d+)\.attn2\.", r"blocks.\1.cross_attn."),
    (r"blocks\.(\d+)\.norm2\.", r"blocks.\1.norm3."),
    (r"blocks\.(\d+)\.ffn\.net\.0\.proj\.", r"blocks.\1.ffn.0."),
    (r"blocks\.(\d+)\.ffn\.net\.2\.", r"blocks.\1.ffn.2."),
    (r"scale_shift_table$", "head.modulation"),
    (r"proj_out\.", "head.head."),
)
_PATTERNS = tuple((re.compile("^" + pattern), name) for pattern, name in _RENAMED)


def is_diffusers(names: Iterable[str]) -> bool:
    """Whether the names are in diffusers' layout (judged by what only that layout has)."""
    return any(".attn1." in name or name.startswith("condition_embedder.") for name in names)


def original_name(name: str) -> str:
    """One tensor's name of diffusers' layout in the original layout; names that both share stay."""
    for pattern, replacement in _PATTERNS:
        name = pattern.sub(replacement, name)
    return name


def to_original_layout(tensors: Mapping[str, T]) -> dict[str, T]:
    """The same tensors under original names, whichever known layout and prefix they came in."""
    for prefix in PREFIXES:
        if tensors and all(name.startswith(prefix) for name in tensors):
            tensors = {name.removeprefix(prefix): tensor for name, tensor in tensors.items()}
            break
    if not is_diffusers(tensors):
        return dict(tensors)
    return {original_name(name): tensor for name, tensor in tensors.items()}
