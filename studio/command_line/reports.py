"""The commands that only tell: check, plan, nodes, models.

Tables for people, JSON where asked for; nothing is rendered and no file is written.
"""

import argparse
import json
from collections.abc import Mapping
from dataclasses import replace
from importlib import metadata

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from engine.compile import Compiled, Compiler, Request, Target
from engine.cut import cut_of
from engine.errors import Problem
from engine.export import unheard
from engine.params import Param
from engine.plan import Plan, Step
from engine.registry import Registry
from engine.session import Opened
from engine.spec import NodeType, Port
from engine.types import PortType
from engine.walk import missing
from studio import workbench
from studio.command_line import render
from studio.command_line.terminal import line_of, plain_fields, say, tell


def version_line() -> str:
    """Name and version."""
    return f"shotloom {metadata.version('shotloom')}"


def check(options: argparse.Namespace) -> int:
    """Print every problem of a graph; 1 if any of them stops something."""
    with workbench.session(options) as session:
        opened = session.open(options.file, options.allow)
        types = session.registry
        request = Request(tuple(Target(node) for node in _ends(opened, types)))
        compiler = workbench.compiler(session, opened, options, keys=False)
        found = compiler.compile(opened.document, request) if request.targets else Compiled(None, ())
        problems = [*opened.problems, *found.problems]
        if opened.document.timeline.items:
            cut = cut_of(opened.document, types)
            compiler = Compiler(replace(compiler.environment, registry=cut.registry))
            film = compiler.compile(cut.document, Request((Target(cut.node),)))
            problems += [p for p in (unheard(opened.document, opened.missing),) if p is not None]
            problems += [p for p in film.problems if p not in problems]
        if not workbench.sinks(opened, types):
            remedy = "Add a Shot or a Save Clip node"
            problems.append(Problem("nothing in this graph is meant to be rendered", remedy=remedy))
        named = workbench.names(opened, types)
    for note in opened.notes:
        say(f"note: {note}")
    for problem in workbench.in_words(problems, named):
        say(f"{problem.severity}: {problem.line()}")
    errors = [p for p in problems if p.severity == "error"]
    if errors:
        return 1
    count = len(opened.document.graph.nodes)
    tell(f"{options.file}: {count} nodes, no problems" + (f", {len(problems)} warnings" if problems else ""))
    return 0


def _ends(opened: Opened, types: Registry) -> list[str]:
    """Nodes that nothing follows and that a render could reach, unknown ones included."""
    graph = opened.document.graph
    feeding = {link.source for link in graph.links if link.target in graph.nodes}
    shown = []
    for node in graph:
        kind = types.find(node.type)
        if kind is None or kind.sink or any(p.type in (PortType.CLIP, PortType.IMAGE) for p in kind.outputs):
            shown.append(node.id)
    # Where everything feeds something, nodes feed each other; any of them shows it.
    return [name for name in shown if name not in feeding] or shown[:1]


def plan(options: argparse.Namespace) -> int:
    """Print the steps of a render, what each costs, and what would run."""
    with workbench.session(options) as session:
        opened = workbench.with_files(session, session.open(options.file, options.allow), options.settings)
        named = workbench.names(opened, session.registry)
        found = render.compiled(session, opened, options)
        for problem in workbench.in_words((*opened.problems, *found.problems), named):
            say(f"{problem.severity}: {problem.line()}")
        if found.plan is None or found.errors:
            return 1
        steps = found.plan.steps
        todo = {s.key for s in missing(steps, {o.key for o in found.plan.outputs}, session.cache.has)}
    rows = []
    for step in steps:
        state = "run" if step.key in todo else "cached" if not step.spec.view else "not needed"
        state = "lazy" if step.spec.view and step.key in todo else state
        seconds = found.plan.seconds.get(step.key, 0.0) if state == "run" else 0.0
        rows.append((step, state, seconds))
    if options.json:
        listed = [{**plain_fields(step), "state": state, "seconds": round(s, 4)} for step, state, s in rows]
        made = found.plan
        whole = {
            "steps": listed, "peak_bytes": made.peak_bytes, "batches": made.batches, "sharing": made.sharing,
            "forwarded": made.forwarded,
        }  # fmt: skip
        print(json.dumps(whole))
        return 0
    table = Table("step", "node", "result", "state", "about", "saved", box=None, pad_edge=False)
    for step, state, seconds in rows:
        about = f"{seconds:.2f} s" if state == "run" else ""
        node, saved = line_of(named.get(step.node, step.node)), _saved(step, found.plan, named)
        table.add_row(step.spec.label, escape(node), str(step.facts), state, about, escape(saved))
    console().print(table)
    total, running = sum(s for *_, s in rows), sum(state == "run" for _, state, _ in rows)
    peak = found.plan.peak_bytes / 2**20
    ending = f"about {total:.1f} s, {peak:.0f} MiB at most" if running else "all cached, nothing to do"
    print(f"{running} of {len(rows)} steps to run; {ending}")
    return 0


def _saved(step: Step, plan: Plan, named: Mapping[str, str]) -> str:
    """What the compiler's passes saved at a step: who shares it, who takes its result on, what runs along with it."""
    said = []
    if sharing := plan.sharing.get(step.key, ()):
        said.append(f"shared by {', '.join(line_of(named.get(node, node)) for node in sharing)}")
    takers = [node for node, maker in plan.forwarded if maker == step.node and step.op == "denoise"]
    if takers:
        said.append(f"handed on to {', '.join(line_of(named.get(node, node)) for node in takers)}")
    batch = next((keys for keys in plan.batches if step.key in keys), ())
    if batch:
        said.append(f"one call with {len(batch) - 1} more")
    return "; ".join(said)


def nodes(options: argparse.Namespace) -> int:
    """List every kind of node with its ports and params."""
    types = workbench.registry()
    if options.json:
        print(
            json.dumps(
                [_node_json(kind) for kinds in types.categories().values() for kind in kinds], indent=1
            )
        )
        return 0
    out = console()
    for category, kinds in types.categories().items():
        out.print(f"\n[bold]{escape(category)}[/bold]")
        for kind in kinds:
            out.print(f"  [bold]{escape(kind.label)}[/bold] ({kind.id})  {escape(kind.help)}")
            for arrow, ports in (("in ", kind.inputs), ("out", kind.outputs)):
                for port in ports:
                    need = ", needed" if port.required else ""
                    several = ", several" if port.multiple else ""
                    out.print(f"    {arrow} {port.name}: {_port_types(port)}{need}{several}")
            for param in kind.params:
                unit = f" {param.unit}" if param.unit else ""
                span = f" [dim]({escape(param.range_text + unit)})[/dim]" if param.range_text else ""
                value = escape(json.dumps(param.default_json))
                out.print(f"    {param.name} = {value}{span}  {escape(param.help)}")
    return 0


def _port_types(port: Port) -> str:
    return " or ".join(t.value for t in (port.type, *port.also))


def _node_json(kind: NodeType) -> dict[str, object]:
    return {
        "id": kind.id,
        "version": kind.version,
        "label": kind.label,
        "category": kind.category,
        "help": kind.help,
        "synonyms": kind.synonyms,
        "sink": kind.sink,
        "inputs": [_port_json(p) for p in kind.inputs],
        "outputs": [_port_json(p) for p in kind.outputs],
        "params": [_param_json(p) for p in kind.params],
    }


def _port_json(port: Port) -> dict[str, object]:
    return {
        "name": port.name,
        "types": [t.value for t in (port.type, *port.also)],
        "label": port.label,
        "help": port.help,
        "required": port.required,
        "multiple": port.multiple,
        "param": port.param,
    }


def _param_json(param: Param) -> dict[str, object]:
    return {
        "name": param.name,
        "kind": param.kind,
        "label": param.label,
        "unit": param.unit,
        "range": param.range_text,
        "default": param.default_json,
        "help": param.help,
    }


def models(options: argparse.Namespace) -> int:
    """List the built-in and found weights."""
    with workbench.session(options) as session:
        catalog = session.catalog
    for problem in catalog.problems:
        say(f"{problem.severity}: {problem.line()}")
    if not catalog.models and not catalog.problems:
        say("error: no model is installed. Install the program again")
    table = Table("name", "what", "licence", "MiB", "makes", "can", box=None, pad_edge=False)
    for name, entry in catalog.models.items():
        spec = entry.spec
        sizes = ", ".join(str(s) for s in spec.native_sizes)
        makes = f"{sizes} at {float(spec.native_rate):g}/s"
        can = ", ".join(sorted(spec.capabilities))
        title, licence = (escape(line_of(text)) for text in (spec.title, spec.licence))
        table.add_row(escape(name), title, licence, f"{entry.bytes / 2**20:.1f}", makes, can)
    console().print(table)
    if catalog.upscaler:
        print(f"Upscaler: {catalog.upscaler[0].stem} (BSD-3-Clause)")
    print("Checkpoints of other families (Wan) cannot be loaded by this version yet.")
    return 0 if catalog.models else 1


def console() -> Console:
    """A console on stdout that never wraps when its output goes into a file."""
    out = Console(highlight=False)
    return out if out.is_terminal else Console(highlight=False, width=10_000)
