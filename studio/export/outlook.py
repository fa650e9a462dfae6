"""What an export would make, before it is begun: facts, how long and how large, and what is in its way.

In: a `Wanted`. Out: an `Outlook` for the dialog. Compiles and looks at the disk, so it is called off the GUI thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from engine.compile import Compiled
from engine.errors import StudioError
from engine.film import Film
from engine.plan import Plan, Step
from engine.session import Session
from engine.tracks import SUBTITLE
from engine.types import Size
from engine.walk import missing
from studio.export.names import Older, beyond, free_bytes, is_missing, taken, target, unwritable
from studio.export.wanted import FILM, MAKE, Wanted, compiled, parts, pieces, refusal, told, without_take
from studio.export.words import label_of, rough_bytes
from studio.quantities import bytes_words
from studio.words import tr
from studio.work.asking import is_kept


@dataclass(frozen=True, slots=True)
class Outlook:
    """`problems` keep it from being made, `notes` are to be known. `files` are the names that are written, `taken`
    those of them that lie there already, `surplus` the pictures of longer sequences behind them. `seconds` is the
    forecast, None while the machine is not known yet; `make` counts the steps that generate. `sounds` and `subtitles`
    say whether the film has any; `gaps` are its shots without a take.
    """

    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    size: Size = Size(0, 0)
    rate: Fraction = Fraction(1)
    frames: int = 0
    files: tuple[Path, ...] = ()
    taken: tuple[Path, ...] = ()
    surplus: tuple[Older, ...] = ()
    seconds: float | None = None
    bytes: int = 0
    make: int = 0
    sounds: bool = False
    subtitles: bool = False
    gaps: tuple[str, ...] = ()


def outlook(session: Session, wanted: Wanted, *, keys: bool) -> Outlook:
    """Look at an export. Without `keys` the device is not asked, so that nothing is known of how long it takes."""
    document = wanted.opened.document
    cut = document.timeline
    gaps = without_take(document) if wanted.what == FILM else ()
    start, stop = wanted.span or (0, Film(cut, document.settings.size, {}).frames)
    known = Outlook(
        rate=cut.rate,
        frames=max(0, stop - start) if wanted.what == FILM else 0,
        size=document.settings.size,
        sounds=any(not sound.muted for sound in cut.sounds),
        subtitles=any(cue.role == SUBTITLE for cue in cut.cues),
        gaps=gaps,
    )
    try:
        return _looked(session, wanted, known, keys=keys)
    except StudioError as error:
        return _with(known, problems=(refusal(document, error),))


def _looked(session: Session, wanted: Wanted, known: Outlook, *, keys: bool) -> Outlook:
    document = wanted.opened.document
    environment = session.environment(wanted.opened, keys=keys)
    if wanted.what == FILM:
        if not (document.timeline.items or document.timeline.overlay):
            return _with(known, problems=(tr("The film is empty: put a shot on the timeline."),))
        plans = [(wanted.name, compiled(environment, wanted))]
    else:
        found = pieces(wanted)
        if not found:
            return _with(known, problems=(tr("No shot has a take yet: generate one."),))
        plans = [(piece.name, compiled(environment, wanted, piece)) for piece in found]
    problems = _in_the_way(wanted, [made for _, made in plans])
    notes = _notes(wanted, [made for _, made in plans])
    if problems and known.gaps and wanted.gaps == MAKE:
        notes = (*notes, tr("Shots without a take can be left black."))
    why = unwritable(wanted.folder)
    if why is not None:
        problems = (*problems, why)
    ready = [(name, made.plan) for name, made in plans if made.plan is not None]
    if not ready:
        return _with(known, problems=problems, notes=notes)
    facts = ready[0][1].outputs[0].facts
    files = [
        (target(wanted.folder, name, wanted.preset), plan.outputs[0].facts.frames) for name, plan in ready
    ]
    sound = bool(wanted.what == FILM and wanted.sound and wanted.preset.sound and known.sounds)
    due = _due(session, [plan for _, plan in ready], keys=keys)
    size = sum(_bytes(wanted, plan, sound=sound) for _, plan in ready)
    if why is None and (room := free_bytes(wanted.folder)) is not None and size > room:
        notes = (*notes, tr("The disk has only {room} left.", room=bytes_words(room)))
    if not problems and is_missing(wanted.folder):
        notes = (*notes, tr("The folder {name} is not there yet: it is made.", name=wanted.folder))
    there = tuple(taken(files, wanted.promised))
    surplus = tuple(beyond(files))
    if surplus:
        name = surplus[0].path.name
        notes = (
            *notes,
            tr(
                "{name} and what follows are of an earlier, longer export: Replace moves them to the trash.",
                name=name,
            )
            if there
            else tr("{name} and what follows are of an earlier export and stay there.", name=name),
        )
    return _with(
        known,
        problems=problems,
        notes=notes,
        size=facts.size,
        rate=facts.rate or known.rate,
        frames=sum(frames for _, frames in files),
        files=tuple(path for path, _ in files),
        taken=there,
        surplus=surplus,
        seconds=sum(seconds for _, seconds in due.values()) if keys else None,
        bytes=size,
        make=sum(step.op == "denoise" for step, _ in due.values()),
    )


def _bytes(wanted: Wanted, plan: Plan, *, sound: bool) -> int:
    facts = plan.outputs[0].facts
    seconds = float(facts.frames / (facts.rate or 1))
    return rough_bytes(wanted.preset, facts.size, facts.frames, seconds, sound=sound)


def _due(session: Session, plans: Sequence[Plan], *, keys: bool) -> dict[str, tuple[Step, float]]:
    """The steps that have still to run, with their seconds; all of them where keys mean nothing."""
    due: dict[str, tuple[Step, float]] = {}
    for plan in plans:
        steps: Sequence[Step] = plan.steps
        if keys:
            steps = missing(plan.steps, {output.key for output in plan.outputs}, session.cache.has)
        due |= {step.key: (step, plan.seconds.get(step.key, 0.0)) for step in steps}
    return due


def _in_the_way(wanted: Wanted, made: Sequence[Compiled]) -> tuple[str, ...]:
    document = wanted.opened.document
    found = [told(document, problem) for one in made for problem in one.errors]
    for shot in _shots(wanted):
        take = document.picked(shot)
        if take is not None and not is_kept(wanted.opened.takes, take.file):
            name = document.title(shot) or shot
            found.append(
                tr(
                    "{name}: the file of its take is not there. Generate it again, or pick another.",
                    name=name,
                )
            )
    return tuple(dict.fromkeys(found))


def _shots(wanted: Wanted) -> Sequence[str]:
    document = wanted.opened.document
    if wanted.what != FILM:
        return [piece.shot for piece in pieces(wanted)]
    return Film(document.timeline, document.settings.size, {}).shots


def _notes(wanted: Wanted, made: Sequence[Compiled]) -> tuple[str, ...]:
    """What is to be known: held tails, what the kind of file leaves out."""
    document, preset = wanted.opened.document, wanted.preset
    notes: list[str] = []
    if wanted.what == FILM:
        notes += _tails(wanted)
        if wanted.sound and not preset.sound and any(not sound.muted for sound in document.timeline.sounds):
            notes.append(tr("{preset} holds no sound: the soundtrack is left out.", preset=label_of(preset)))
    else:
        without = [shot for shot, _ in parts(wanted) if document.picked(shot) is None]
        if without:
            names = ", ".join(document.title(shot) or shot for shot in without[:4])
            notes.append(tr("Left out, as they have no take yet: {names}", names=names))
    said = Film.of(document).tails()
    warned = [p for one in made for p in one.problems if p.severity == "warning" and p.port not in said]
    return tuple(dict.fromkeys((*notes, *(told(document, problem) for problem in warned))))


def _tails(wanted: Wanted) -> list[str]:
    """Items whose take is shorter than their place, in the part that is exported."""
    film = Film.of(wanted.opened.document)
    tails = film.tails()
    start, stop = wanted.span or (0, film.frames)
    found = []
    for _, last, item in film.spans():
        held = tails.get(item.id, 0)
        if held and max(last - held, start) < min(last, stop):
            name = wanted.opened.document.title(item.shot or "") or item.shot or ""
            seconds = f"{float(held / film.rate):.2f}"
            found.append(
                tr(
                    "{name} is {seconds} s shorter than its place in the film: its last picture stands still.",
                    name=name,
                    seconds=seconds,
                )
            )
    return found


def _with(known: Outlook, **fields: object) -> Outlook:
    return replace(known, **fields)  # type: ignore[arg-type]
