"""The transformer while it trains: with a head that reads facts only the renderer knows, and its starting weights.

Called by ``engine.training.flow`` (passes and losses) and ``engine.training.train_dit`` (building, adopting, export).

Shapes: B clips, L tokens, t latent frames, h x w cells.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.model.config import DiTConfig
from engine.model.dit import WanDiT
from engine.training.dit_plan import DiTPlan
from engine.training.store import ClipBatch, Facts


class Student(nn.Module):
    """The transformer and, while it trains, a head that reads facts only the renderer knows.

    From the tokens after one block the head predicts, per token, whether an actor covers it, which kind it is, how
    it moves, and, where the data say it, its colour and what the camera does.  The hint teaches the first blocks what
    the caption speaks of; it is not exported.
    """

    def __init__(self, plan: DiTPlan, facts: Facts) -> None:
        super().__init__()
        self.dit = WanDiT(plan.model)
        self.facts = facts
        self.teacher = nn.Linear(plan.dim, 1 + 2 + facts.kinds)
        # Apart from the first head, so that checkpoints from before there were colours and cameras still fit.
        self.details = nn.Linear(plan.dim, facts.colours + facts.cameras) if facts.detailed else None
        self.block = plan.teach_block

    def forward(
        self, x: Tensor, times: Tensor, text: Tensor, mask: Tensor, positions: Tensor, teach: bool
    ) -> tuple[Tensor, Tensor | None]:
        """Velocity of x, and the head's [B, L, 3 + kinds + colours + cameras] predictions when ``teach``."""
        t = times * 1000.0
        if not teach:
            out = self.dit(x, t, text, text_mask=mask, times=positions)
            assert isinstance(out, Tensor)
            return out, None
        velocity, tokens = self.dit(x, t, text, text_mask=mask, times=positions, capture=self.block)
        predicted = self.teacher(tokens)
        if self.details is not None:
            predicted = torch.cat((predicted, self.details(tokens)), dim=-1)
        return velocity, predicted


def is_block_matrix(name: str, parameter: Tensor) -> bool:
    """Whether Muon moves this parameter: the matrices inside the transformer blocks."""
    return parameter.ndim == 2 and ".blocks." in f".{name}"


def teacher_loss(predicted: Tensor, batch: ClipBatch, facts: Facts) -> Tensor:
    """Error of the privileged head on the clip's own latent frames: cover, motion, kind, colour, camera.

    Every token is asked for motion and kind, not only those under the actor: where all is noise, the caption alone
    can answer, so the head makes the first blocks read it.  Stills have no motion and no camera to ask for; what a
    clip's data do not say (-1, or an entry younger than the head) is left out.
    """
    cover = F.avg_pool2d(batch.cover, 2)
    count, frames, rows, columns = cover.shape
    cells = rows * columns
    out = predicted[:, : frames * cells]
    cover = cover.reshape(count, -1)
    loss = F.binary_cross_entropy_with_logits(out[..., 0], cover)
    if frames > 1:
        motion = batch.motion.repeat_interleave(cells, dim=1)
        loss = loss + ((out[..., 1:3] - motion).square().mean(-1) * (0.5 + cover)).mean()
    end = 3 + facts.kinds
    loss = loss + 0.3 * (_wrong(out[..., 3:end], batch.kind) * (0.5 + cover)).mean()
    if facts.colours:
        wrong = _wrong(out[..., end : end + facts.colours], batch.colour)
        loss = loss + 0.3 * (wrong * (0.5 + cover)).mean()
    if facts.cameras and frames > 1:
        loss = loss + 0.2 * _wrong(out[..., end + facts.colours :], batch.camera).mean()
    return loss


def _wrong(scores: Tensor, label: Tensor) -> Tensor:
    """Cross-entropy [B, L] of scores [B, L, N] for one label per clip; 0 where there is none among the N."""
    label = torch.where(label < scores.shape[-1], label, -1)
    labels = label[:, None].expand(-1, scores.shape[1])
    flat = F.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=-1, reduction="none")
    return flat.view(labels.shape)


@torch.no_grad()
def pass_through(dit: WanDiT) -> None:
    """Let the untrained model answer with its input: near noise, where v is nearly x_t, that is almost right.

    The patch embedding gets orthonormal columns and the head half its transpose (the layer norm before the head
    doubles a unit input's 64 numbers spread over 256).
    """
    config = dit.config
    cells = config.patch[0] * config.patch[1] * config.patch[2]
    into = torch.empty(config.dim, config.in_channels * cells)
    nn.init.orthogonal_(into)
    dit.patch_embedding.weight.copy_(into.view_as(dit.patch_embedding.weight))
    back = into.T.reshape(config.in_channels, cells, config.dim).transpose(0, 1).reshape(-1, config.dim)
    dit.head.head.weight.copy_(back * (config.in_channels * cells / config.dim) ** 0.5)


def extra_of(plan: DiTPlan, facts: Facts) -> dict[str, Any]:
    """What a checkpoint says beside the weights: the transformer's config and what the head tells apart."""
    return {"config": plan.model.to_json(), **asdict(facts)}


def facts_of(extra: Mapping[str, Any]) -> Facts:
    """What the head of a checkpoint tells apart; older ones know kinds only."""
    return Facts(extra["kinds"], extra.get("colours", 0), extra.get("cameras", 0))


def averaged_dit(stored: Mapping[str, Any]) -> WanDiT:
    """The averaged weights of a loaded checkpoint, without the teaching head, in evaluation mode."""
    extra, weights = stored["extra"], stored["average"]
    model = WanDiT(DiTConfig.from_json(extra["config"]))
    model.load_state_dict({k.removeprefix("dit."): v for k, v in weights.items() if k.startswith("dit.")})
    return model.eval().requires_grad_(False)
