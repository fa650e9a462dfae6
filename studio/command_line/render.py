"""`shotloom render`: a graph file becomes video or image files.

Compiles, says every problem at once, renders with one bar for the whole plan, and names what was written. The graph
file itself is never written.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from engine.compile import IMAGE_FORMATS, Compiled, Compiler, Request, Target
from engine.cut import Cut, cut_of
from engine.delivery import Delivery
from engine.errors import Cancelled, OutputError, Problem, UsageError
from engine.export import export_film, export_node
from engine.film import Film
from engine.job import CANCELLED, DONE, Outcome
from engine.plan import Output, Plan
from engine.presets import Preset
from engine.registry import Registry
from engine.session import Opened, Session
from studio import workbench
from studio.carried import GRAPH, WORDLESS, carried
from studio.command_line import exporting, interchange, naming
from studio.command_line.terminal import Bar, JsonLines, Written, say


def run(options: argparse.Namespace) -> int:
    """Render what the options ask for; returns the exit code."""
    with (
        JsonLines() if options.json else Bar(options.takes) as listener,
        workbench.session(options, listener) as session,
    ):
        opened = workbench.with_files(session, session.open(options.file, options.allow), options.settings)
        for note in opened.notes:
            say(f"note: {note}")
        if interchange.wanted(options):
            return interchange.write(session, opened, options, listener)
        takes = [compiled(session, opened, options, take) for take in range(options.takes)]
        plans = [take.plan for take in takes if take.plan is not None]
        named = workbench.names(opened, session.registry)
        for problem in workbench.in_words((*opened.problems, *takes[0].problems), named):
            say(f"{problem.severity}: {problem.line()}")
        if takes[0].errors or len(plans) < len(takes):
            return 1
        return _render(session, opened, options, plans, listener)


def compiled(session: Session, opened: Opened, options: argparse.Namespace, take: int = 0) -> Compiled:
    """The plan of one take: of the target, else of the timeline if it has items, else of the only sink.

    Raises GraphError when it is unclear what to render.
    """
    types, document = session.registry, opened.document
    settings = workbench.overrides(options.settings, opened, types)
    compiler = workbench.compiler(session, opened, options)
    preset = exporting.preset_of(session, options)
    if not options.target and (document.timeline.items or document.timeline.overlay):
        cut, target = _film(opened, types, preset, options)
        document = cut.document
        compiler = Compiler(replace(compiler.environment, registry=cut.registry))
    else:
        node = (
            workbench.target(opened, options.target)
            if options.target
            else workbench.only_sink(opened, types).id
        )
        target = _target(node, options)
        if subtitles := getattr(options, "subtitles", None):
            raise UsageError(
                "subtitles belong to the film, not to one of its nodes",
                port="--subtitles",
                value=subtitles,
                remedy="Leave it out, or render the film",
            )
        if exporting.asked(options) and preset is not None:
            shown = compiler.compile(document, Request((Target(node),), take, options.seed, settings))
            if shown.plan is None:
                return shown
            facts = shown.plan.outputs[0].facts
            export = exporting.export_of(preset, options, facts.frames, facts.rate or Fraction(1), facts.size)
            target = export_node(node, export)
    return compiler.compile(document, Request((target,), take, options.seed, settings))


def _film(
    opened: Opened, types: Registry, preset: Preset | None, options: argparse.Namespace
) -> tuple[Cut, Target]:
    """The film and how it is written: with its soundtrack, where the file holds one."""
    document = opened.document
    if preset is None:
        output = options.output or ""
        if naming.ending(output) in IMAGE_FORMATS:
            raise UsageError(
                "a film is more than one picture",
                port="-o",
                value=Path(output).name,
                remedy="Write out_%05d.png for its frames, or add --preset still for one of them",
            )
        # The compiler says which formats there are.
        cut = cut_of(document, types)
        return cut, _target(cut.node, options)
    film = Film(document.timeline, document.settings.size, {})
    export = exporting.export_of(preset, options, film.frames, film.rate, film.size)
    return export_film(document, types, export, opened.missing)


def _target(node: str, options: argparse.Namespace) -> Target:
    """A file in the format of the output's name; a numbered name is a sequence of pictures, made from the result."""
    output = getattr(options, "output", None) or ""
    if naming.is_sequence(output):
        return Target(node, "result")
    return Target(node, "file", naming.ending(output) or getattr(options, "format", None) or "")


def _render(
    session: Session,
    opened: Opened,
    options: argparse.Namespace,
    plans: Sequence[Plan],
    listener: Bar | JsonLines,
) -> int:
    """Submit every plan, wait, and say what became of them."""
    paths = naming.paths(options, opened, plans)
    executor = session.executor
    jobs = []
    for plan, files in zip(plans, paths, strict=True):
        output = plan.outputs[0]
        delivery = Delivery(
            files={name: str(path) for name, path in files.items()},
            overwrite=options.overwrite,
            takes=str(opened.takes),
            metadata=_texts(session, opened, output, options),
            label=output.title,
        )
        jobs.append(executor.submit(plan, delivery))
    try:
        outcomes = [executor.wait(job) for job in jobs]
    except KeyboardInterrupt:
        for job in jobs:
            executor.cancel(job)
        stopped = [executor.wait(job, timeout=30) for job in jobs]
        if any(outcome.resumable for outcome in stopped):
            raise Cancelled("cancelled; the same command goes on where it stopped") from None
        raise
    code = 0
    named = workbench.names(opened, session.registry)
    for plan, files, outcome in zip(plans, paths, outcomes, strict=True):
        code = max(code, _tell(session, opened, plan, files, outcome, options, named, listener))
    return code


def _tell(
    session: Session,
    opened: Opened,
    plan: Plan,
    files: Mapping[str, Path],
    outcome: Outcome,
    options: argparse.Namespace,
    named: Mapping[str, str],
    listener: Bar | JsonLines,
) -> int:
    """Say how one take ended, and return its exit code."""
    for failure in outcome.failures:
        problem = Problem(
            failure.message, failure.node, failure.port or None, failure.value or None, failure.remedy or None
        )
        say(f"error: {problem.line(dict(named))}")
    if outcome.state != DONE:
        return 130 if outcome.state == CANCELLED else 3
    for output in plan.outputs:
        path = files[output.id]
        where = str(path)
        if output.kind == "result":
            written = _sequence(session, output, path, options, _texts(session, opened, output, options))
        elif naming.is_numbered(output):
            written = naming.all_of(path, output.facts.frames)
        else:
            written = []
        if written:
            where = f"{written[0]} … {written[-1].name} ({len(written)} pictures)"
            listener(Written(outcome.job, output.node, tuple(str(name) for name in written)))
        if not options.json:
            how = "everything was cached" if not outcome.ran else f"{outcome.seconds:.1f} s"
            seed = "" if output.seed is None else f", seed {output.seed}"
            print(f"{where}  ({output.facts}{seed}; {how})")
    for note in dict.fromkeys(note for finished in outcome.finished for note in finished.notes):
        if not options.json:
            say(f"note: {note}")
    return 0


def _texts(session: Session, opened: Opened, output: Output, options: argparse.Namespace) -> dict[str, str]:
    """What the file tells of how it was made."""
    wordless = getattr(options, "without_prompts", False)
    return carried(opened.document, output, session.registry, WORDLESS if wordless else GRAPH)


def _sequence(
    session: Session, output: Output, path: Path, options: argparse.Namespace, texts: Mapping[str, str]
) -> list[Path]:
    from engine.media.frames import ArrayClip, Clip
    from engine.media.stills import write_sequence

    value = session.cache.get(output.key)
    if value is None or isinstance(value, Path):
        raise OutputError("the result was not kept", node=output.node, remedy="Free some space and try again")
    clip = value if isinstance(value, Clip) else ArrayClip(value[None], Fraction(1))  # type: ignore[index]
    return write_sequence(clip, path, metadata=texts, overwrite=options.overwrite)
