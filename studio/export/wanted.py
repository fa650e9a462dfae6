"""What is to be exported, as a person chose it, and the frozen orders for the queue that it becomes.

In: a `Wanted`. Out: an `Answer` for `studio.work.jobs.Jobs.queue`. Compiling may import torch and looks at the disk, so
`orders` is called off the GUI thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from engine.compile import Compiled
from engine.delivery import Delivery, check_delivery
from engine.document import Document
from engine.errors import OutputError, Problem, StudioError
from engine.export import Export, compile_film, size_of
from engine.plan import Plan
from engine.presets import SEQUENCE, Preset
from engine.request import Environment
from engine.session import Opened, Session
from engine.shots import Take
from engine.timeline import Item, Timeline
from engine.types import Size
from studio.carried import GRAPH, carried
from studio.export.names import MOST_NAMES, Older, apart, filled, free, taken, target, words_of
from studio.export.words import label_of
from studio.words import tr
from studio.work.asking import Answer, Order

FILM, SHOTS = "film", "shots"
MAKE, BLACK = "make", "black"
"""What becomes of shots without a take: made on the way, or left black."""
WHOLE, TRIMMED = "whole", "trimmed"
"""How much of a shot goes into a file of its own: its whole take, or what the film shows of it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One export. `folder` and `name` (without ending; of shots a pattern) say where it goes, `stem` is the project's
    name. `scale` is typed as on the command line, "" for the film's size.

    `span` are frames [start, stop) of the film. With `what` SHOTS each shot goes into a file of its own, in the length
    that `length` says: those of the timeline `items`, or `shots` by id, or all that the film shows. `typed` is the name
    that was typed, where another was found beside it; `surplus` are pictures of the sequence that is replaced, behind
    the last one of this, and `promised` the files that other exports are going to write.
    """

    opened: Opened
    preset: Preset
    folder: Path
    name: str
    stem: str
    what: str = FILM
    span: tuple[int, int] | None = None
    items: tuple[str, ...] = ()
    shots: tuple[str, ...] = ()
    length: str = WHOLE
    scale: str = ""
    subtitles: str = ""
    sound: bool = True
    gaps: str = MAKE
    carry: str = GRAPH
    overwrite: bool = False
    typed: str = ""
    surplus: tuple[Older, ...] = ()
    promised: frozenset[Path] = frozenset()

    def export(self, film: Size) -> Export:
        """As the engine takes it, for a film of this size. Raises ParamError for a scale that cannot be."""
        size = size_of(self.scale, film) if self.scale.strip() else self.preset.size(film)
        return Export(self.preset, self.span, size, self.subtitles, self.sound)

    @property
    def document(self) -> Document:
        """The document that is compiled: shots without a take are black where that is wanted."""
        document = self.opened.document
        return blackened(document) if self.gaps == BLACK else document


@dataclass(frozen=True, slots=True)
class Piece:
    """One shot as a file of its own: a film of one item, at the take's own rate and size."""

    shot: str
    title: str
    name: str
    take: Take
    document: Document


def without_take(document: Document) -> tuple[str, ...]:
    """The shots of the film that have no take yet, in the film's order."""
    cut = document.timeline
    named = (*(item.shot for item in cut.items), *(placed.shot for placed in cut.overlay))
    return tuple(dict.fromkeys(shot for shot in named if shot is not None and document.picked(shot) is None))


def blackened(document: Document) -> Document:
    """The document with black where a shot has no take; an overlay without one is left out."""
    gone = set(without_take(document))
    if not gone:
        return document
    cut = document.timeline
    items = tuple(replace(item, shot=None) if item.shot in gone else item for item in cut.items)
    overlay = tuple(placed for placed in cut.overlay if placed.shot not in gone)
    return replace(document, timeline=replace(cut, items=items, overlay=overlay))


def pieces(wanted: Wanted) -> list[Piece]:
    """The files of `what` SHOTS, in the film's order. Raises ParamError for a name that cannot be filled in."""
    document = wanted.opened.document
    found = []
    for shot, item in parts(wanted):
        take = document.picked(shot)
        if take is not None:
            alone = _alone(document, shot, take, item if wanted.length == TRIMMED else None)
            words = words_of(document, wanted.stem, shot, take)
            found.append(Piece(shot, document.title(shot) or shot, filled(wanted.name, words), take, alone))
    names = apart([piece.name for piece in found])
    return [replace(piece, name=name) for piece, name in zip(found, names, strict=True)]


def parts(wanted: Wanted) -> list[tuple[str, Item | None]]:
    """The shots to be written with what the film shows of them; whole ones each once."""
    items = wanted.opened.document.timeline.items
    if wanted.shots or not items:
        shots = wanted.shots or tuple(wanted.opened.document.shots)
        return [(shot, next((item for item in items if item.shot == shot), None)) for shot in shots]
    chosen = [item for item in items if not wanted.items or item.id in wanted.items]
    found: list[tuple[str, Item | None]] = [(item.shot, item) for item in chosen if item.shot is not None]
    if wanted.length == TRIMMED:
        return found
    return [(shot, None) for shot in dict.fromkeys(shot for shot, _ in found)]


def _alone(document: Document, shot: str, take: Take, item: Item | None) -> Document:
    """The document whose film is this take, or the stretch of it that an item shows."""
    start, length = (item.in_point, item.length) if item is not None else (Fraction(0), take.duration)
    length = min(length, max(take.duration - start, 1 / take.rate))
    frames = max(1, round(length * take.rate))
    piece = Item("piece", shot, in_point=round(start * take.rate) / take.rate, length=frames / take.rate)
    return replace(document, timeline=Timeline(take.rate, (piece,)))


def compiled(environment: Environment, wanted: Wanted, piece: Piece | None = None) -> Compiled:
    """The plan of the film, or of one shot. Raises what `engine.export.export_film` raises."""
    if piece is None:
        document = wanted.document
        return compile_film(environment, document, wanted.export(document.settings.size))
    alone = replace(wanted.export(piece.take.size), span=None, subtitles="", sound=False)
    return compile_film(environment, piece.document, alone)


def orders(session: Session, wanted: Wanted) -> Answer:
    """Compile and freeze. Not for the GUI thread. What cannot be made is told in the answer."""
    found: list[Order] = []
    problems: list[str] = []
    try:
        environment = session.environment(wanted.opened)
        if wanted.what == FILM:
            title = tr("Film of {name}", name=wanted.stem)
            films = [(wanted.name, title, compiled(environment, wanted))]
        else:
            films = [(p.name, p.title, compiled(environment, wanted, p)) for p in pieces(wanted)]
        for name, title, made in films:
            problems += [told(wanted.opened.document, problem) for problem in made.errors]
            if made.plan is not None and not made.errors:
                found.append(_order(session, wanted, made.plan, name, title))
    except StudioError as error:
        problems.append(refusal(wanted.opened.document, error))
    return Answer(tuple(found), tuple(problems))


def _order(session: Session, wanted: Wanted, plan: Plan, name: str, title: str) -> Order:
    output = plan.outputs[0]
    path = target(wanted.folder, name, wanted.preset)
    if not wanted.overwrite and (there := taken([(path, output.facts.frames)])):
        # It came since the dialog looked.
        raise OutputError(tr("{name} is there already", name=there[0].name), remedy=tr("Export once more"))
    delivery = Delivery(
        files={output.id: str(path)},
        overwrite=wanted.overwrite,
        takes=str(wanted.opened.takes),
        metadata=carried(wanted.opened.document, output, session.registry, wanted.carry),
        document=str(wanted.opened.path),
        label=label(path, wanted.preset),
        prompt=f"{title} · {label_of(wanted.preset)}",
        make_folders=True,
    )
    check_delivery(plan, delivery)
    return Order("", plan, delivery)


def label(path: Path, preset: Preset) -> str:
    """What a file is called where its job is seen; of numbered pictures their folder."""
    return path.parent.name if preset.kind == SEQUENCE else path.name


def told(document: Document, problem: Problem) -> str:
    """A problem as a sentence, led by what the artist calls its node."""
    text = replace(problem, node=None, port=None).line()
    if "." not in text.partition(" ")[0].rstrip("."):
        # The name of a file keeps its case.
        text = text[:1].upper() + text[1:]
    name = document.title(problem.node) if problem.node else None
    return f"{name}: {text}" if name else text


def refusal(document: Document, error: StudioError) -> str:
    """An error as a sentence for a person."""
    return told(document, Problem.of(error))


def beside(wanted: Wanted, files: Sequence[Path], frames: int) -> Wanted:
    """The same under another name, so that nothing that is there is written over. Looks at the disk."""
    if wanted.what == FILM:
        name = free(wanted.folder, wanted.name, wanted.preset, frames, wanted.promised)
        return replace(wanted, name=name, typed=wanted.name)
    stems = [path.parent.name if wanted.preset.kind == SEQUENCE else path.stem for path in files]
    for number in range(2, MOST_NAMES):
        others = [target(wanted.folder, f"{stem}-{number}", wanted.preset) for stem in stems]
        if not taken([(path, frames) for path in others], wanted.promised):
            return replace(wanted, name=f"{wanted.name}-{number}", typed=wanted.name)
    raise OutputError("too many files have this name", value=wanted.name, remedy="Choose another name")
