"""What a wish to generate asks of the engine: targets of the graph, and for each a plan with the place of its results.

In: a document as it is now, and the places that are selected. Out: `Order`s, which are frozen:
edits that follow do not reach them. Compiling may import torch, so all of it is done off the GUI thread.
"""

import random
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from engine.compile import Request, Target
from engine.delivery import Delivery
from engine.errors import Problem
from engine.plan import Plan
from engine.session import Opened, Session
from engine.survey import Survey
from studio.edit.seeds import with_fresh_seeds
from studio.survey.findings import named, problems_in
from studio.survey.status import Place
from studio.words import tr
from studio.work.waves import waves, with_takes_to_come
from studio.workbench import metadata

TAKE, RESULT, FILE = "take", "result", "file"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the artist asks for: the selected places of a document, or with none every shot.

    `takes` are made of each shot; `files` says where places that save a file write it, over what is there.
    """

    opened: Opened
    selected: tuple[Place, ...] = ()
    takes: int = 1
    files: Mapping[Place, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Order:
    """One plan and where its result goes; `place` is the node that was asked for."""

    place: str
    plan: Plan
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be made of a wish, and what stands in the way of the rest."""

    orders: tuple[Order, ...]
    problems: tuple[str, ...]
    """As sentences, each led by its node's name."""
    there: tuple[Place, ...] = ()
    """Shots of which a take was made from exactly this: nothing is computed to make it once more."""


def targets_of(survey: Survey, selected: Collection[Place]) -> list[Target]:
    """What a wish means: the selected nodes, or with nothing selected every shot, or without one every other sink.

    Of several selected nodes those that only feed others of them are left to these. A group without outputs stands for
    what is to be rendered in it, a node without a picture (a prompt, a seed) for the shots that it feeds.
    """
    sinks = [place for place, part in survey.lowered.items() if part.sink is not None]
    if not selected:
        shots = [Target(place, TAKE) for place in sinks if is_shot(survey, place)]
        return shots or [Target(place, RESULT) for place in sinks]
    feeding = {link.source for link in survey.document.graph.links if link.target in selected}
    found: dict[Place, None] = {}
    for place in selected:
        group = survey.flat.opened.get(place)
        if group is not None and not group.outputs:
            found.update(dict.fromkeys(sink for sink in sinks if sink.startswith(f"{place}/")))
        elif place in feeding:
            continue
        elif group is not None or survey.picture(place) is not None:
            found[place] = None
        else:
            found.update(dict.fromkeys(shot for shot in fed_by(survey, place) if is_shot(survey, shot)))
    return [Target(place, TAKE if is_shot(survey, place) else RESULT) for place in found]


def answer(session: Session, wish: Wish, waiting: Iterable[Plan] = ()) -> Answer:
    """Compile each target by itself, so that one that cannot run stops no other. Not for the GUI thread.

    `waiting` are plans of the same document that will have been made before.

    Seeds that are drawn for every take are drawn here; what is only looked at is made with those of the document, so
    that it is found again.
    """
    opened, document = wish.opened, wish.opened.document
    drawn = replace(wish, opened=replace(opened, document=with_fresh_seeds(document, _seed)))
    compiler = session.compiler(opened)
    orders: list[Order] = []
    problems: dict[Problem, None] = {}
    there: dict[Place, None] = {}
    survey = compiler.survey(document)
    targets = targets_of(survey, wish.selected)
    if not targets:
        problems = {replace(p, node=place): None for place, p in problems_in(survey) if p.severity == "error"}
    made = list(waiting)
    for wave in waves(survey, targets):
        # What hangs on a shot is made of the take that this wish gives it.
        shots = with_takes_to_come(document, made).shots
        for request in _requests(wish, wave):
            meant = wish if request.targets[0].kind == RESULT else drawn
            compiled = compiler.compile(replace(meant.opened.document, shots=shots), request)
            problems.update(dict.fromkeys(compiled.errors))
            if compiled.plan is None:
                continue
            made.append(compiled.plan)
            if is_there(session, opened, compiled.plan):
                there[request.targets[0].node] = None
            else:
                orders.append(order_of(meant, request.targets[0].node, compiled.plan))
    return Answer(tuple(orders), tuple(named(survey, problem) for problem in problems), tuple(there))


def is_there(session: Session, opened: Opened, plan: Plan) -> bool:
    """Whether a take was made from exactly this, though the parts of it are not stored any more."""
    output = plan.outputs[0]
    shot = opened.document.shots.get(output.id) if output.kind == TAKE else None
    if shot is None or session.cache.has(output.key):
        return False
    return any(take.key == output.key and is_kept(opened.takes, take.file) for take in shot.takes)


def is_kept(takes: Path, file: str) -> bool:
    """Whether the file of a take is in the folder of takes, as far as that may be looked into."""
    try:
        return (takes / file).is_file()
    except OSError:
        return False


def _requests(wish: Wish, targets: Collection[Target]) -> Iterator[Request]:
    """One request per target and take; the first takes of all shots come before any second one."""
    for take in range(max(1, wish.takes)):
        for target in targets:
            file = wish.files.get(target.node)
            if file is not None and not take:
                yield Request((Target(target.node, FILE, file.suffix.lower().removeprefix(".")),))
            elif file is None and (target.kind == TAKE or not take):
                yield Request((target,), take=take)


def order_of(wish: Wish, place: Place, plan: Plan) -> Order:
    """A plan of one output as it is queued: where its result goes, and what lists of jobs say of it."""
    # Off the GUI thread anyway: the window opens without it.
    from engine.history import prompt_of

    output, opened = plan.outputs[0], wish.opened
    file = wish.files.get(place)
    delivery = Delivery(
        files={} if file is None else {output.id: str(file)},
        overwrite=file is not None,
        takes=str(opened.takes),
        metadata=metadata(opened.document, output),
        document=str(opened.path),
        label=output.title if file is None else tr("File of {name}", name=output.title),
        prompt=" · ".join(part for part in (file.name if file else "", prompt_of(output.settings)) if part),
        place=place,
    )
    return Order(place, plan, delivery)


def _seed() -> int:
    """A seed short enough to be read out and typed."""
    return random.randrange(2**31)


def fed_by(survey: Survey, place: Place) -> list[Place]:
    """Every place that hangs on one, however far, in the order of the graph."""
    targets = survey.flat.graph.out_of()
    seen, open_ = {place}, [place]
    while open_:
        fresh = {link.target for link in targets.get(open_.pop(), ())} - seen
        seen |= fresh
        open_ += fresh
    return [found for found in survey.lowered if found in seen and found != place]


def is_shot(survey: Survey, place: Place) -> bool:
    """Whether a take is made of it; of anything else the result is wanted, to be looked at."""
    part = survey.lowered.get(place)
    return part is not None and part.sink is not None and part.sink.kind == TAKE
