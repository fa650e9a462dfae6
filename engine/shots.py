"""Shots and takes: what was rendered, with which settings, and which result the film shows.

Frozen values. A shot's id is the id of its Shot node and stays when that node is deleted. Takes are only ever appended;
the executor makes them, the studio picks among them, the file keeps them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from engine.errors import InputError
from engine.graph import Json
from engine.types import Size

NEWEST = "newest"
"""The pick that follows every new take."""


@dataclass(frozen=True, slots=True)
class Take:
    """One finished result.

    `file` is the master's name in the takes folder (`<hash>.mp4`); `frames`, `rate` and `size` are facts of that file;
    `seconds` is how long rendering took, `created` an ISO 8601 time with zone. `key` is the content key of the plan's
    output. `settings` holds every param of every node upstream by node id, `notes` what was adjusted on the way (the
    out-of-memory ladder). `made_of` tells of every shot whose take went into it that take's key. `provenance` is what
    `engine.safety.provenance` says. `extra`: unknown keys as raw JSON.
    """

    id: str
    file: str
    frames: int
    rate: Fraction
    size: Size
    seed: int
    seconds: float
    created: str
    model: str
    model_digest: str
    key: str
    settings: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    favourite: bool = False
    made_of: Mapping[str, str] = field(default_factory=dict)
    provenance: Mapping[str, Json] = field(default_factory=dict)
    extra: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def duration(self) -> Fraction:
        """Seconds."""
        return Fraction(self.frames) / self.rate


@dataclass(frozen=True, slots=True)
class Shot:
    """A Shot node's place in the film: takes in the order they were made, and the pick (a take id or `NEWEST`).

    `id` is the node's, led by the instances of the groups that it lies in: `<instance>/<inner>`.
    """

    id: str
    name: str = ""
    takes: tuple[Take, ...] = ()
    pick: str = NEWEST
    extra: Mapping[str, bytes] = field(default_factory=dict)

    def picked(self) -> Take | None:
        """The take that the film shows; the newest if the pick names none that exists."""
        return self.take(self.pick) or (self.takes[-1] if self.takes else None)

    def take(self, take: str) -> Take | None:
        """The take of an id."""
        return next((t for t in self.takes if t.id == take), None)

    def with_take(self, take: Take) -> "Shot":
        """The shot with a take appended. Raises InputError if its id is used already."""
        if self.take(take.id):
            raise InputError("this shot has a take of this id already", node=self.id, value=take.id)
        return replace(self, takes=(*self.takes, take))

    def without_take(self, take: str) -> "Shot":
        """The shot without a take; a pick that named it falls back to the newest."""
        return replace(
            self,
            takes=tuple(t for t in self.takes if t.id != take),
            pick=NEWEST if self.pick == take else self.pick,
        )

    def with_pick(self, pick: str) -> "Shot":
        """The shot with another pick. Raises InputError for a take it does not have."""
        self._must_have(pick if pick != NEWEST else None)
        return replace(self, pick=pick)

    def with_favourite(self, take: str, on: bool) -> "Shot":
        """The shot with a take marked or unmarked. Raises InputError for a take it does not have."""
        self._must_have(take)
        return replace(self, takes=tuple(replace(t, favourite=on) if t.id == take else t for t in self.takes))

    def _must_have(self, take: str | None) -> None:
        if take is not None and not self.take(take):
            raise InputError(
                "this shot has no such take",
                node=self.name or self.id, value=take, remedy=f'Choose one of its takes, or "{NEWEST}"',
            )  # fmt: skip
