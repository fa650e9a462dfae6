"""What is known of every node of a document at once: its values, its problems, and whether it would have to compute.

In: what all nodes were lowered to (`Compiler.survey`). Out: a `Survey`, which the studio asks by place: a node's id,
led by the group instances that it lies in. Pure; no file is read, the cache is asked through a function.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from engine.build import Sink
from engine.document import Document
from engine.errors import Problem
from engine.flatten import Flat
from engine.graph import Link
from engine.node_lowering import Lowered
from engine.passes import forward_latents, share
from engine.plan import Step
from engine.spec import NodeType
from engine.targets import MASTER, encode_step, picture_of
from engine.values import ClipValue, ImageValue, Value

_WORK = ("interpolate", "encode")
"""Operations that take time though they load no part of a model; reading and rearranging take next to none."""

_REARRANGES = ("trim", "reverse", "retime", "concat", "dissolve", "hold", "resize")
"""Operations whose results are never stored, and look like what went in."""


class Standing(Enum):
    """Whether what a node shows is there. `NONE`: there is nothing to compute, or nothing that can be."""

    NONE = "none"
    READY = "ready"
    DUE = "due"


@dataclass(frozen=True)
class Survey:
    """All nodes of a document, lowered as though each were wanted.

    `lowered` by place; groups are opened in `flat`; `cycles` are problems of several nodes. `serving` are the places
    that something to be rendered hangs on. Whether results are there is only known where the compiler's environment
    was made with keys.
    """

    document: Document
    flat: Flat
    lowered: Mapping[str, Lowered]
    kinds: Mapping[str, NodeType | None]
    cycles: tuple[Problem, ...] = ()
    serving: frozenset[str] = frozenset()
    steps: Mapping[str, Step] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        document: Document,
        flat: Flat,
        lowered: Mapping[str, Lowered],
        kinds: Mapping[str, NodeType | None],
        cycles: tuple[Problem, ...],
    ) -> "Survey":
        """The survey of nodes that were lowered; the passes that change keys are applied."""
        sinks = [part for name, part in lowered.items() if (kind := kinds[name]) is not None and kind.sink]
        takes = [_encoded(part, part.sink) for part in sinks if part.sink]
        steps, renamed = forward_latents(share([s for part in lowered.values() for s in part.steps] + takes))
        return cls(
            document, flat, lowered, kinds, cycles, _serving(sinks), {s.key: s for s in steps}, renamed
        )

    def value(self, source: str, output: str) -> Value | None:
        """What an output yields; for a group instance what the node behind the exposed port yields."""
        while source in self.flat.opened:
            faces = self.flat.opened[source].outputs
            face = next((f for f in faces if f.name == output), None)
            if face is None:
                return None
            source, output = f"{source}/{face.node}", face.port
        part, kind = self.lowered.get(source), self.kinds.get(source)
        if part is None:
            return None
        port = kind.output(output) if kind else None
        return part.outputs.get(port.name if port else output)

    def through(self, link: Link, inside: str = "") -> Value | None:
        """What flows through a link of the outermost graph, or of the inside of the instance at a place."""
        return self.value(f"{inside}/{link.source}" if inside else link.source, link.output)

    def picture(self, place: str) -> ImageValue | ClipValue | None:
        """What a node shows, with the key under which its result is kept; None for one that shows nothing."""
        part = self.lowered.get(place)
        found = picture_of(part) if part is not None else None
        if found is None or found.key not in self.renamed:
            return found
        return type(found)(self.renamed[found.key], found.facts)

    def kept(self, key: str) -> Step | None:
        """The step whose stored result shows best what a step shows: itself, or below what only rearranges frames the
        last thing that it rearranges. None for what reads a file, or draws on frames that are not stored.
        """
        step = self.steps.get(key)
        while step is not None and step.spec.view:
            step = self.steps.get(step.inputs[-1]) if step.op in _REARRANGES else None
        return step

    def shown_by(self, place: str) -> list[str]:
        """The places whose pictures an opened group instance shows, first choice first: those behind its outputs, or
        without outputs the sinks in it.
        """
        if self.flat.opened[place].outputs:
            return list(self.flat.behind[place])
        inside = f"{place}/"
        return [
            p for p, kind in self.kinds.items() if p.startswith(inside) and kind is not None and kind.sink
        ]

    def take_key(self, place: str) -> str:
        """The key that a take of this shot would have now, "" where none can be made."""
        part = self.lowered.get(place)
        if part is None or part.sink is None:
            return ""
        key = _encoded(part, part.sink).key
        return self.renamed.get(key, key)

    def standing(self, place: str, has: Callable[[str], bool]) -> Standing:
        """Whether a node's result is there; `has` says whether the cache holds a key.

        A shot is ready when one of its takes was made from exactly this. What rearranges frames is ready when all that
        it rearranges is.
        """
        part = self.lowered.get(place)
        picture = self.picture(place)
        if part is None or picture is None or part.broken:
            return Standing.NONE
        if part.node.flags.freeze and part.node.frozen_key:
            return Standing.READY
        if part.sink is not None and part.sink.kind == "take":
            shot = self.document.shots.get(place)
            key = self.take_key(place)
            made = shot is not None and any(take.key == key for take in shot.takes)
            return Standing.READY if made else Standing.DUE
        work = self._work(picture.key)
        if not work:
            return Standing.NONE
        return Standing.READY if has(picture.key) or all(map(has, work)) else Standing.DUE

    def _work(self, key: str) -> list[str]:
        """The nearest steps below a key that take time."""
        found, seen, open_ = [], {key}, [key]
        while open_:
            step = self.steps.get(open_.pop())
            if step is None:
                continue
            if step.spec.component is not None or step.op in _WORK:
                found.append(step.key)
                continue
            fresh = [k for k in step.inputs if k not in seen]
            seen.update(fresh)
            open_ += fresh
        return found


def _encoded(part: Lowered, sink: Sink) -> Step:
    """The step that encodes the take of a shot; remembered, because every survey asks for every shot's."""
    if part.encoded is None:
        part.encoded = encode_step(sink.picture, MASTER, part.node.id)
    return part.encoded


def _serving(sinks: list[Lowered]) -> frozenset[str]:
    """The sinks and everything that they hang on."""
    seen = set(sinks)
    open_ = list(sinks)
    while open_:
        for source in open_.pop().sources:
            if source is not None and source not in seen:
                seen.add(source)
                open_.append(source)
    return frozenset(part.node.id for part in seen)
