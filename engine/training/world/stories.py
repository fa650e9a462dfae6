"""What happens in each clip of the full world: up to four actors, their ways, one change, the camera, the look.

In: a seed, a count and the shape of the clip; out: ``Stories``, which ``drawing`` draws and ``narration`` tells.
Called by ``World.sample``.  Unlike the small world's scenes, a story is made for its duration: who enters has the time
to arrive, and a still shows nobody who is still to come.

Shapes: n clips, A = ``ACTORS`` places for actors, of which the first ``count`` are taken; the lead has the first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

import torch
from torch import Tensor

from engine.training.world.program import (
    GRAIN,
    NOISE,
    Scenes,
    choose,
    colours_of,
    kept_back,
    must_be_possible,
)
from engine.training.world.vocabulary import (
    CAMERAS,
    COLOURS,
    EVENTS,
    GROUPS,
    KINDS,
    MOTIONS,
    PLACES,
    STYLES,
    TIMES,
    WEATHER_WEIGHTS,
)

ACTORS: Final = 4
BRIEF: Final = 0.9
"""Clips shorter than this many seconds have one simple motion and nothing that changes."""
EMPTY, SOLO, PAIR, FOLLOW, APPROACH, SWAP, TEAM, CROWD = range(len(GROUPS))
_GROUP_WEIGHTS: Final = (0.04, 0.50, 0.14, 0.07, 0.06, 0.04, 0.11, 0.04)
_BRIEF_GROUPS: Final = (0.04, 0.58, 0.20, 0.0, 0.0, 0.0, 0.13, 0.05)
_SOLO_WEIGHTS: Final = {
    "left": 0.12, "right": 0.12, "jump": 0.08, "rise": 0.06, "fall": 0.06, "spin": 0.06, "grow": 0.05, "shrink": 0.05,
    "stay": 0.06, "fly": 0.08, "bounce": 0.06, "enter": 0.05, "leave": 0.05, "come": 0.04, "recede": 0.04, "stop": 0.05,
}  # fmt: skip
# What each actor of a group may do, by how often; what is not named it does not do.
_PLAIN: Final = {
    "left": 0.2, "right": 0.2, "jump": 0.15, "rise": 0.06, "fall": 0.06, "spin": 0.1, "grow": 0.05, "shrink": 0.05,
    "stay": 0.13,
}  # fmt: skip
_STANDING: Final = {"stay": 0.5, "jump": 0.3, "spin": 0.2}
_TEAMS: Final = _PLAIN | {"fly": 0.05, "bounce": 0.08}
_DOES: Final[tuple[dict[str, float], ...]] = (
    {"stay": 1.0}, _SOLO_WEIGHTS, _PLAIN, {"follow": 1.0}, {"approach": 1.0}, {"swap": 1.0}, _TEAMS, _STANDING,
)  # fmt: skip
_OTHERS_DO: Final[tuple[dict[str, float], ...]] = (
    {"stay": 1.0}, {"stay": 1.0}, _PLAIN, {"left": 0.5, "right": 0.5}, {"stay": 1.0}, {"swap": 1.0}, {"stay": 1.0},
    _STANDING,
)  # fmt: skip
_AT_ONCE: Final = ("left", "right", "jump", "rise", "fall", "spin", "grow", "shrink", "stay", "fly", "bounce")
_IN_A_STILL: Final = ("left", "right", "stay", "fly")
_IN_A_LOOP: Final = ("jump", "spin", "stay")
# How readily an actor does what its way of getting about does not suggest; 1 where nothing is said.
_UNUSUAL: Final[dict[str, dict[str, float]]] = {
    "fly": {"wings": 2.0, "flutter": 2.0, "hover": 1.2, "air": 1.0, "hops": 0.5, "legs": 0.07, "stand": 0.0},
    "bounce": {"roll": 3.0, "hops": 1.0, "air": 0.5, "legs": 0.4},
    "left": {"stand": 0.1}, "right": {"stand": 0.1}, "enter": {"stand": 0.0}, "leave": {"stand": 0.0},
    "come": {"stand": 0.0, "sail": 0.3}, "recede": {"stand": 0.0, "sail": 0.3}, "stop": {"stand": 0.0},
    "follow": {"stand": 0.0, "roll": 0.2}, "approach": {"stand": 0.0}, "swap": {"stand": 0.0},
}  # fmt: skip
_RARELY: Final = {"fly": 0.03, "bounce": 0.1}
_LATERAL: Final = ("left", "right", "fly", "bounce", "enter", "leave", "follow", "approach", "stop", "swap")

_CAMERA_WEIGHTS: Final = (0.48, 0.06, 0.06, 0.05, 0.05, 0.04, 0.04, 0.05, 0.05, 0.05, 0.03, 0.04)
# Cameras that would hide or contradict what the lead does.
_AGAINST: Final[dict[str, tuple[str, ...]]] = {
    "zoom": ("grow", "shrink", "come", "recede", "enter", "leave", "rise", "fall", "fly", "bounce"),
    "dolly": ("grow", "shrink", "come", "recede", "enter", "leave", "rise", "fall", "fly", "bounce"),
    "tilt": ("jump", "rise", "fall", "bounce"), "pan": ("enter", "leave", "stop", "approach", "swap", "follow"),
    "orbit": ("enter", "leave", "spin"),
}  # fmt: skip
_FOLLOWED: Final = ("left", "right", "fly", "bounce")
_STYLE_WEIGHTS: Final = (0.70, 0.05, 0.04, 0.05, 0.04, 0.04, 0.04, 0.04)
_TIME_WEIGHTS: Final = (0.48, 0.26, 0.26)
_EVENT_WEIGHTS: Final = (0.64, 0.14, 0.10, 0.06, 0.06)
_SPEED_WEIGHTS: Final = (0.28, 0.4, 0.32)
_PACES: Final = torch.tensor([[0.17, 0.24], [0.30, 0.44], [0.55, 0.75]])
SLOW, FAST = 0.25, 0.48
"""Frame widths a second up to which one goes slowly, and from which on fast."""
_REACH: Final = (0.66, 0.66, 0.34, 0.28, 0.22)
"""How far one may go in a clip by how many actors there are, in frame widths."""
_SIDES: Final = ((0.5, 0.64), (0.5, 0.64), (0.40, 0.50), (0.34, 0.42), (0.30, 0.36))
_SPOTS: Final = (
    (0.5, 0.5, 0.5, 0.5), (0.5, 0.5, 0.5, 0.5), (0.28, 0.72, 0.5, 0.5), (0.2, 0.5, 0.8, 0.5), (0.14, 0.38, 0.62, 0.86),
)  # fmt: skip
_LOOP_SHARE: Final = 0.06
SQUARE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Stories(Scenes):
    """Scenes of several actors.  int64 or float32 [n, A] are here: ``kind`` (-1 where nobody is), ``colour``,
    ``motion``, ``motion2``, ``facing``, ``side``, ``ground`` (unused), ``climb``, ``slide`` and what runs an actor's
    animation; the rest of ``Scenes`` is [n].  ``travel`` is in frame widths a second.

    ``group`` and ``event`` [n] index ``GROUPS`` and ``EVENTS``; what an event changes to is in ``motion2`` (the lead's,
    a team's), ``colour2`` (the same), ``weather2`` and ``time2`` [n], which equal the first values otherwise.
    ``count`` [n] actors take part.  ``speed`` [n, A] indexes ``SPEEDS``; ``way`` [n, A] is +1 rightwards, -1 leftwards,
    0 for who does not go sideways; ``spot`` [n, A] is where one stands in the frame's width, ``depth`` [n, A] 0 far
    to 1 near.  A clip with ``loop`` [n] goes on with its first frame after its last.
    """

    world: ClassVar[str] = "full"

    group: Tensor
    count: Tensor
    event: Tensor
    loop: Tensor
    colour2: Tensor
    weather2: Tensor
    time2: Tensor
    speed: Tensor
    way: Tensor
    spot: Tensor
    depth: Tensor

    @property
    def length(self) -> float:
        """Seconds from the first frame to the last; for loops one frame less than their period."""
        return max((self.frames - 1) / self.rate, 1.0 / self.rate)


def sample_stories(n: int, seed: int, frames: int, rate: float, size: tuple[int, int], split: str) -> Stories:
    """Draw ``n`` stories; the same arguments give the same stories.

    Of the split "heldout" every lead is one of the combinations kept back; all other actors are of trained ones.

    Raises:
        ValueError: an unknown split, or sizes that cannot be.
    """
    must_be_possible(n, frames, rate, size, split)
    width, height = size
    generator = torch.Generator().manual_seed(seed)
    dice = iter(torch.rand(96, n, generator=generator, dtype=torch.float64))
    length = (frames - 1) / rate
    brief = length < BRIEF

    group = choose(torch.tensor(_BRIEF_GROUPS if brief else _GROUP_WEIGHTS), next(dice))
    if split == "heldout":
        group = group.clamp_min(SOLO)
    loop = (next(dice) < _LOOP_SHARE) & (not brief) & torch.isin(group, torch.tensor((EMPTY, SOLO, TEAM)))
    kind, place, motion, kept = _lead(group, loop, frames, brief, next(dice), split)
    kind, motion = _others(kind, motion, place, group, frames, dice)
    count = _count(group, width / height, next(dice))
    someone = torch.arange(ACTORS) < count[:, None]
    kind = torch.where(someone, kind, -1)

    event = choose(torch.tensor(_EVENT_WEIGHTS), next(dice))
    outside = torch.tensor([sum(WEATHER_WEIGHTS[name][1:]) > 0 for name in PLACES])[place]
    alone = (group == SOLO) | (group == TEAM)
    lively = torch.isin(motion[:, 0], torch.tensor([MOTIONS.index(name) for name in _PLAIN]))
    possible = torch.stack(
        (
            torch.ones(n, dtype=torch.bool),
            alone & lively,
            alone,
            outside,
            outside | (place != PLACES.index("space")),
        ),
        1,
    )
    event = torch.where(possible.gather(1, event[:, None])[:, 0] & ~loop & (not brief), event, 0)
    motion2 = _second(kind[:, 0], place, motion[:, 0], kept, next(dice))
    event = torch.where((event == 1) & (motion2 < 0), 0, event)
    motion2 = torch.where(event == 1, motion2, -1)[:, None].expand(-1, ACTORS)
    motion2 = torch.where(someone & ((group == TEAM)[:, None] | (torch.arange(ACTORS) == 0)), motion2, -1)

    colour = torch.stack([colours_of(kind[:, slot], next(dice)) for slot in range(ACTORS)], 1)
    colour = torch.where((group == TEAM)[:, None] & someone, colour[:, :1], colour)
    colour2, event = _other_colour(kind, colour, event, group, next(dice))

    weathers = torch.tensor([WEATHER_WEIGHTS[name] for name in PLACES], dtype=torch.float64)[place]
    weather = choose(weathers, next(dice))
    time = choose(torch.tensor(_TIME_WEIGHTS), next(dice))
    time = torch.where(place == PLACES.index("space"), TIMES.index("night"), time)
    weather2 = choose(weathers.scatter(1, weather[:, None], 0.0).clamp_min(1e-9), next(dice))
    time2 = (time + 1 + (next(dice) < 0.5).long()) % len(TIMES)

    style = choose(torch.tensor(_STYLE_WEIGHTS), next(dice))
    # Without colours their change is not seen, in drawings the hour hardly.
    pale = torch.isin(
        style, torch.tensor([STYLES.index(name) for name in ("noir", "sepia", "sketch", "neon")])
    )
    style = torch.where(pale & (event >= 2), 0, style)
    camera = _camera(motion, group, event, loop, frames, next(dice))
    way, speed, travel = _ways(motion, motion2, group, count, max(length, 1e-3), dice)
    spot, depth = _positions(count, group, way, width / height, generator)

    def between(low: float, high: float, wide: bool = True) -> Tensor:
        values = torch.rand(n, ACTORS if wide else 1, generator=generator)
        return low + (high - low) * (values if wide else values[:, 0])

    sides = torch.tensor(_SIDES)[count]
    whole = between(0, 1, False)[:, None]
    side = sides[:, :1] + (sides[:, 1:] - sides[:, :1]) * whole
    one_or_other = torch.where(between(0, 1) < 0.5, -1.0, 1.0)
    team = (group == TEAM)[:, None]
    return Stories(
        kind=kind, colour=colour, place=place, time_of_day=time, weather=weather, motion=motion, motion2=motion2,
        camera=camera, style=style, switch=between(0.42, 0.58, False),
        facing=torch.where(team, one_or_other[:, :1], one_or_other),
        side=side.expand(-1, ACTORS).contiguous(), ground=torch.full((n, ACTORS), 0.95), travel=travel,
        climb=between(0.75, 1.0), slide=between(0.0, 1.0), hops=between(1.3, 1.7),
        turns=torch.where(between(0, 1) < 0.5, -1.0, 1.0) * between(0.5, 0.8), swell=between(1.9, 2.4),
        cycles=between(0.9, 1.15), offset=between(0.0, 1.0),
        noise=torch.rand(n, NOISE, generator=generator), grain=torch.rand(n, *GRAIN, generator=generator),
        frames=frames, rate=rate, width=width, height=height,
        group=group, count=count, event=event, loop=loop, colour2=colour2,
        weather2=torch.where(event == EVENTS.index("weather"), weather2, weather),
        time2=torch.where(event == EVENTS.index("time"), time2, time),
        speed=speed, way=way, spot=spot, depth=depth,
    )  # fmt: skip


def _weights(table: dict[str, float], frames: int, brief: bool = False) -> Tensor:
    """Weights of the motions [kinds, motions]: the table's, as far as the clip's duration lets them be seen."""
    seen = _IN_A_STILL if frames == 1 else _AT_ONCE if brief else MOTIONS
    plain = torch.tensor([table.get(m, 0.0) if m in seen else 0.0 for m in MOTIONS], dtype=torch.float64)
    if not plain.any():
        plain[MOTIONS.index("stay")] = 1.0
    fits = torch.tensor(
        [[_UNUSUAL.get(m, {}).get(k.medium, _RARELY.get(m, 1.0)) for m in MOTIONS] for k in KINDS],
        dtype=torch.float64,
    )
    return plain * fits


def _where() -> Tensor:
    """How often each kind is met in each place [kinds, places]: most of the time where it is at home."""
    home = torch.tensor([[float(p in k.home) for p in PLACES] for k in KINDS], dtype=torch.float64)
    share = home / home.sum(1, keepdim=True).clamp_min(1)
    return 0.6 * share + 0.4 / len(PLACES)


def _lead(
    group: Tensor, loop: Tensor, frames: int, brief: bool, dice: Tensor, split: str
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Kind, place and motion of the leads, and which combinations [kinds, places, motions] the split allows."""
    shape = (len(KINDS), len(PLACES), len(MOTIONS))
    allowed = kept_back() if split == "heldout" else ~kept_back()
    index = torch.zeros(len(group), dtype=torch.int64)
    for number, does in enumerate(_DOES):
        for looping in (False, True):
            rows = ((group == number) & (loop == looping)).nonzero()[:, 0]
            if len(rows):
                what = _weights(
                    {m: does.get(m, 0.5) for m in _IN_A_LOOP} if looping and number != EMPTY else does,
                    frames,
                    brief,
                )
                joint = _where()[:, :, None] * what[:, None] * allowed
                index[rows] = choose(joint.reshape(-1), dice[rows])
    return index // (shape[1] * shape[2]), index // shape[2] % shape[1], index % shape[2], allowed


def _others(
    kind: Tensor, motion: Tensor, place: Tensor, group: Tensor, frames: int, dice: Iterator[Tensor]
) -> tuple[Tensor, Tensor]:
    """Kinds and motions [n, A] of all actors; who joins the lead is of another kind, a team is all of one."""
    kinds, motions = [kind], [motion]
    trained = ~kept_back()
    for _ in range(1, ACTORS):
        shares, new_kind, new_motion = next(dice), kind.clone(), motion.clone()
        for number, does in enumerate(_OTHERS_DO):
            rows = (group == number).nonzero()[:, 0]
            if number in (EMPTY, SOLO, TEAM) or not len(rows):
                continue
            table = _weights(does, frames)[None] * trained[:, place[rows]].movedim(1, 0)
            table = table * _where()[:, place[rows]].T[:, :, None]
            for taken in kinds:
                table[torch.arange(len(rows)), taken[rows]] = 0.0
            index = choose(table.flatten(1), shares[rows])
            new_kind[rows], new_motion[rows] = index // len(MOTIONS), index % len(MOTIONS)
        kinds.append(new_kind)
        motions.append(new_motion)
    return torch.stack(kinds, 1), torch.stack(motions, 1)


def _count(group: Tensor, aspect: float, dice: Tensor) -> Tensor:
    """How many actors each clip has; no more than three stand side by side in a frame that is not wide."""
    most = ACTORS if aspect > SQUARE else ACTORS - 1
    team = 2 + (dice * (most - 1)).long().clamp_max(most - 2)
    crowd = 3 + ((dice < 0.3) & (most > 3)).long()
    count = torch.where(group == TEAM, team, torch.where(group == CROWD, crowd, 2))
    return torch.where(group == EMPTY, 0, torch.where(group == SOLO, 1, count))


def _second(kind: Tensor, place: Tensor, motion: Tensor, kept: Tensor, dice: Tensor) -> Tensor:
    """What the lead does after the change; -1 where the split leaves nothing."""
    weights = _weights(_PLAIN, 2)[kind] * kept[kind, place]
    # Who changes size or height once does not do the same twice, or it would leave the frame.
    weights = weights.scatter(1, motion[:, None], 0.0)
    possible = weights.sum(1) > 0
    return torch.where(possible, choose(torch.where(possible[:, None], weights, 1.0), dice), -1)


def _other_colour(
    kind: Tensor, colour: Tensor, event: Tensor, group: Tensor, dice: Tensor
) -> tuple[Tensor, Tensor]:
    """The lead's (a team's) colour after the change [n, A], and the events with those taken out that cannot be."""
    has = torch.tensor([[name in k.colours for name in COLOURS] for k in KINDS])[kind[:, 0]]
    weights = (has & (torch.arange(len(COLOURS)) != colour[:, :1])).double()
    possible = (weights.sum(1) > 0) & (kind[:, 0] >= 0)
    event = torch.where((event == EVENTS.index("colour")) & ~possible, 0, event)
    other = choose(torch.where(possible[:, None], weights, 1.0), dice)[:, None].expand_as(colour)
    changes = (event == EVENTS.index("colour"))[:, None] & (kind >= 0)
    changes = changes & ((group == TEAM)[:, None] | (torch.arange(ACTORS) == 0))
    return torch.where(changes, other, colour), event


def _camera(motion: Tensor, group: Tensor, event: Tensor, loop: Tensor, frames: int, dice: Tensor) -> Tensor:
    """The camera of each clip, static where it would speak against what happens."""
    goes = torch.isin(motion[:, 0], torch.tensor([MOTIONS.index(name) for name in _FOLLOWED]))
    weights = torch.tensor(_CAMERA_WEIGHTS, dtype=torch.float64).repeat(len(group), 1)
    weights[(group == SOLO) & goes & (event != 1), CAMERAS.index("follow")] = 0.14
    camera = choose(weights, dice)
    still = loop if frames > 1 else torch.ones_like(loop)
    bad = torch.zeros(len(CAMERAS), len(MOTIONS), dtype=torch.bool)
    for index, name in enumerate(CAMERAS):
        against = _AGAINST.get(name.split()[0], ())
        bad[index] = torch.tensor([m in against for m in MOTIONS])
        if name == "follow":
            bad[index] = torch.tensor([m not in _FOLLOWED for m in MOTIONS])
    wrong = bad[camera[:, None], motion][:, :2].any(1) & (group != EMPTY)
    followed = camera == CAMERAS.index("follow")
    wrong |= followed & ((group != SOLO) | (event == 1))
    return torch.where(still | wrong, 0, camera)


def _ways(
    motion: Tensor, motion2: Tensor, group: Tensor, count: Tensor, length: float, dice: Iterator[Tensor]
) -> tuple[Tensor, Tensor, Tensor]:
    """Direction, speed and frame widths a second of every actor [n, A]."""
    n = len(group)
    either = torch.where(next(dice) < 0.5, -1.0, 1.0)[:, None].expand(-1, ACTORS).contiguous()
    lead = torch.where(motion == MOTIONS.index("right"), 1.0, torch.where(motion == 0, -1.0, either))
    # Who follows goes where the one before goes; two that change places go towards each other.
    lead = torch.where((group == FOLLOW)[:, None], lead[:, 1:2], lead)
    lead[:, 1] = torch.where((group == SWAP) | (group == APPROACH), -lead[:, 0], lead[:, 1])
    goes = torch.isin(motion, torch.tensor([MOTIONS.index(name) for name in _LATERAL]))
    way = torch.where(goes, lead, 0.0)
    wish = choose(torch.tensor(_SPEED_WEIGHTS), next(dice))
    pace = _PACES[wish, 0] + (_PACES[wish, 1] - _PACES[wish, 0]) * next(dice).float()
    reach = torch.where(group == FOLLOW, 0.42, torch.tensor(_REACH)[count])
    travel = torch.minimum(pace, reach / length)[:, None].expand(n, ACTORS)
    speed = torch.where(travel >= FAST, 2, torch.where(travel <= SLOW, 0, 1))
    return way, speed, travel.contiguous()


def _positions(
    count: Tensor, group: Tensor, way: Tensor, aspect: float, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Place in the width and depth [n, A]: beside each other in any order, neighbours at different depths."""
    n = len(count)
    spot = torch.tensor(_SPOTS)[count]
    order = torch.rand(n, ACTORS, generator=generator)
    order = torch.where(torch.arange(ACTORS) < count[:, None], order, 2.0).argsort(1)
    spot = spot.gather(1, order)
    # Who follows is behind, who approaches or changes places faces the other.
    paired = torch.isin(group, torch.tensor((FOLLOW, APPROACH, SWAP)))
    gap = torch.where(group == FOLLOW, 0.16 if aspect > 1.2 else 0.22, 0.24)
    behind = 0.5 - torch.where(way[:, 0] > 0, gap, -gap)
    ordered = torch.stack((behind, 1 - behind), 1)
    spot[:, :2] = torch.where(paired[:, None], ordered, spot[:, :2])
    jitter = torch.rand(n, ACTORS, generator=generator)
    alone = (count == 1)[:, None]
    spot = torch.where(alone, 0.22 + 0.56 * jitter, spot + 0.04 * (jitter - 0.5))
    back = torch.rand(n, 1, generator=generator) < 0.5
    depth = torch.where((order % 2 == 1) == back, 0.2, 0.8) + 0.3 * (
        torch.rand(n, ACTORS, generator=generator) - 0.5
    )
    depth = torch.where(alone, 0.45 + 0.55 * torch.rand(n, ACTORS, generator=generator), depth)
    side_by_side = (group == FOLLOW)[:, None]
    return spot, torch.where(side_by_side, depth[:, :1] * 0.4 + 0.4, depth).clamp(0, 1)
