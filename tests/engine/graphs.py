"""What the compiler's tests stand on: small graphs in a few words, an environment, and what a plan holds."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache

from engine import Document, Graph, Group, Link, Node, Registry, Shot, Size, Step, Take
from engine.compile import Compiled, Compiler, Environment, Request, Target
from engine.graph import ExposedPort, Flags
from engine.plan import Plan
from nodes import all_types
from tests.nodes.lowering import CLIP, IMAGE, LOOM, NATIVE

MUTE, BYPASS = Flags(mute=True), Flags(bypass=True)


@cache
def registry() -> Registry:
    """The built-in node types."""
    return Registry.load(all_types(), entry_points=False)


def environment(**wishes: object) -> Environment:
    """A machine with the built-in model and nothing cached."""
    return Environment(registry(), **{"models": {"built-in": LOOM}, "upscaler_digest": "u" * 32, **wishes})  # type: ignore[arg-type]


def node(name: str, kind: str = "", /, **params: object) -> Node:
    """A node of type `shotloom.<kind>`; the kind is the name without its digits unless it is given."""
    return Node(name, f"shotloom.{kind or name.rstrip('0123456789')}", params=params)  # type: ignore[arg-type]


def links(*texts: str) -> tuple[Link, ...]:
    """Links written as "source.output target.input"."""
    found = []
    for text in texts:
        left, right = text.split()
        found.append(Link(*left.split("."), *right.split(".")))
    return tuple(found)


def document(*parts: Node | str, groups: tuple[Group, ...] = (), shots: tuple[Shot, ...] = ()) -> Document:
    """A document of nodes and links, with one image ("picture") and one clip ("footage") among its media."""
    nodes = [part for part in parts if isinstance(part, Node)]
    wires = links(*(part for part in parts if isinstance(part, str)))
    return Document(
        graph=Graph.of(nodes, wires),
        media={item.id: item for item in (IMAGE, CLIP)},
        groups={group.id: group for group in groups},
        shots={shot.id: shot for shot in shots},
    )


def group(
    name: str,
    *parts: Node | str,
    inputs: Mapping[str, str] | None = None,
    outputs: Mapping[str, str] | None = None,
    params: Mapping[str, str] | None = None,
) -> Group:
    """A group; its face maps names to "node.port"."""

    def face(ports: Mapping[str, str] | None) -> tuple[ExposedPort, ...]:
        return tuple(ExposedPort(k, *v.split(".")) for k, v in (ports or {}).items())

    return Group(name, name.title(), document(*parts).graph, face(inputs), face(outputs), face(params))


def take(name: str = "first", frames: int = 20, size: Size = NATIVE) -> Take:
    """A take of a shot, one file of that name."""
    return Take(
        name, f"{name}.mp4", frames, Fraction(12), size, 1, 1.0, "2026-01-01T00:00:00+00:00", "m", "d", name
    )


def request(*targets: str | Target, **wishes: object) -> Request:
    """A request for the results of nodes."""
    return Request(tuple(t if isinstance(t, Target) else Target(t) for t in targets), **wishes)  # type: ignore[arg-type]


def compiled(
    doc: Document, *targets: str | Target, env: Environment | None = None, **wishes: object
) -> Compiled:
    """What a fresh compiler makes of a document."""
    return Compiler(env or environment()).compile(doc, request(*targets, **wishes))


def plan_of(doc: Document, *targets: str | Target, env: Environment | None = None, **wishes: object) -> Plan:
    """The plan of a document that has no problems."""
    found = compiled(doc, *targets, env=env, **wishes)
    assert not found.errors, [p.line() for p in found.errors]
    assert found.plan is not None
    return found.plan


def keys(plan: Plan) -> list[str]:
    """The content keys of the outputs."""
    return [output.key for output in plan.outputs]


def ops(plan: Plan) -> list[str]:
    """The operations of a plan, in running order."""
    return [step.op for step in plan.steps]


def steps(plan: Plan, op: str) -> list[Step]:
    """The steps of an operation."""
    return [step for step in plan.steps if step.op == op]


def film(seed: int = 7, text: str = "a fox runs", seconds: float = 1.4) -> tuple[Node | str, ...]:
    """Prompt, Generate, Trim, Shot in a row."""
    return (
        node("prompt", text=text),
        node("generate", seed=seed, duration=seconds),
        node("trim", stop=0.9),
        node("shot"),
        "prompt.text generate.prompt",
        "generate.clip trim.clip",
        "trim.clip shot.clip",
    )


def edited(doc: Document, name: str, /, **params: object) -> Document:
    """The document with params of a node changed."""
    return doc.with_graph(doc.graph.put(doc.graph[name].with_params(**params)))  # type: ignore[arg-type]


def flagged(doc: Document, name: str, frozen: str | None = None, **flags: bool) -> Document:
    """The document with switches of a node set."""
    return doc.with_graph(doc.graph.put(replace(doc.graph[name], flags=Flags(**flags), frozen_key=frozen)))
