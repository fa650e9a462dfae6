"""What the commands share: the session with the program's own resources, and requests made from options.

Called by `render`, `reports` and `packing`; the studio's application builds its session here too.
"""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import resources
from engine.catalog import SUFFIX
from engine.compile import Compiler
from engine.document import Document
from engine.errors import GraphError, MediaError, ParamError, Problem, UsageError
from engine.files import dumps
from engine.flatten import flatten
from engine.graph import Json, Node
from engine.manners import Manners
from engine.outbox import Listener
from engine.plan import Output
from engine.registry import Registry
from engine.session import Limits, Opened, Session
from engine.share import LABEL
from engine.types import ModelSpec
from nodes import all_types

FONTS = {"regular": "fonts/Inter-Regular.otf", "semibold": "fonts/Inter-SemiBold.otf"}


def registry() -> Registry:
    """Every node type: ours and those of installed packages."""
    return Registry.load(all_types())


def session(
    options: argparse.Namespace | None = None,
    listener: Listener | None = None,
    *,
    keep_queue: bool = False,
    model_folders: Sequence[Path] = (),
    cache: Path | None = None,
    limits: Limits | None = None,
    manners: Manners | None = None,
) -> Session:
    """A session on this machine, with the device and model folder that the options ask for; the rest as `Session`."""
    model = getattr(options, "model", None)
    path = Path(model) if model and (Path(model).suffix or "/" in model) else None
    if path is not None and not path.exists():
        raise UsageError("no such weights file", port="--model", value=path, remedy="Check the path")
    return Session(
        registry(),
        resources.path("models"),
        {weight: resources.path(name) for weight, name in FONTS.items()},
        model_folders=model_folders
        if path is None
        else (path if path.is_dir() else path.resolve().parent, *model_folders),
        device=getattr(options, "device", None),
        listener=listener,
        keep_queue=keep_queue,
        cache=cache,
        limits=limits,
        manners=manners,
    )


def chosen_models(given: Session, options: argparse.Namespace) -> dict[str, ModelSpec]:
    """Specs by name; `--model` makes every name mean the chosen one. Raises UsageError listing what there is."""
    specs = given.catalog.specs
    wish = getattr(options, "model", None)
    if not wish:
        return specs
    path = Path(wish).resolve()
    files = {name: entry.files.dit.resolve() for name, entry in given.catalog.models.items()}
    found = [wish] if wish in specs else [name for name, file in files.items() if path in (file, file.parent)]
    if len({specs[name].digest for name in found}) != 1:
        problems = "; ".join(p.line() for p in given.catalog.problems)
        raise UsageError(
            f"no such model{': ' + problems if problems else ''}"
            if not found
            else "this folder holds several",
            port="--model",
            value=wish,
            remedy=f"Choose one of: {', '.join(found or specs)}; or name a file that ends in {SUFFIX}",
        )
    return dict.fromkeys((*specs, "built-in"), specs[found[0]])


def compiler(given: Session, opened: Opened, options: argparse.Namespace, *, keys: bool = True) -> Compiler:
    """A compiler for a document, with the models that the options ask for."""
    environment = given.environment(opened, keys=keys)
    return Compiler(replace(environment, models=chosen_models(given, options)))


def sinks(opened: Opened, types: Registry) -> list[Node]:
    """The nodes that a render may target on its own, those in groups included: sinks that feed no other node."""
    graph = flatten(opened.document.graph, opened.document.groups).graph
    feeding = {link.source for link in graph.links if link.target in graph.nodes}
    found = []
    for node in graph:
        kind = types.find(node.type)
        if kind is not None and kind.sink and node.id not in feeding:
            found.append(node)
    return found


def target(opened: Opened, text: str) -> str:
    """The id of the node that `--target` names by id, title, or path through groups (`<instance>/<inner>`).

    Raises GraphError naming the candidates.
    """
    document = opened.document
    inside = "/" in text and document.node(text) is not None
    return text if inside else document.graph.find(text).id


def only_sink(opened: Opened, types: Registry) -> Node:
    """The node to render when none was named. Raises GraphError listing the choices."""
    found = sinks(opened, types)
    if len(found) == 1:
        return found[0]
    if not found:
        raise GraphError(
            "nothing in this graph is meant to be rendered", remedy="Add a Shot or a Save Clip node"
        )
    listed = ", ".join(f"{name_of(node, types)} ({node.id})" for node in found)
    raise GraphError(f"this graph has several outputs: {listed}", remedy="Choose one with --target")


def name_of(node: Node, types: Registry) -> str:
    """What a person calls a node: its title, or its kind."""
    kind = types.find(node.type)
    return node.title or (kind.label if kind else node.type)


def names(opened: Opened, types: Registry) -> dict[str, str]:
    """Titles by node id, for messages."""
    return {node.id: name_of(node, types) for node in opened.document.graph}


def write_cut(
    session: Session,
    opened: Opened,
    path: Path,
    *,
    overwrite: bool,
    on_bytes: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[str, ...]:
    """Write the cut of a document for other programs; returns what is to be known of the file. `on_bytes` is told how
    far it is, and may raise Cancelled.

    Imports OpenTimelineIO: not for the GUI thread. Raises UsageError, InputError and OutputError as
    `engine.media.otio.write_film` does.
    """
    from engine.media.otio import Files, write_film

    media = opened.document.media
    heard = {sound.media for sound in opened.document.timeline.sounds}
    found = {name: session.media.find(media[name].sha256) for name in heard if name in media}
    sounds = {name: file for name, file in found.items() if file is not None}
    return write_film(
        opened.document, path, Files(opened.takes, sounds), overwrite=overwrite, on_bytes=on_bytes
    )


def overrides(settings: Sequence[str], opened: Opened, types: Registry) -> dict[str, dict[str, Json]]:
    """`--set NODE.PARAM=VALUE` as params by node id; values are JSON, or plain text.

    Raises UsageError for a malformed one, ParamError for a param that the node does not have.
    """
    found: dict[str, dict[str, Json]] = {}
    for text in settings:
        left, equals, value = text.partition("=")
        name, dot, param = left.rpartition(".")
        if not equals or not dot:
            raise UsageError("--set was not understood", value=text, remedy="Write it as NODE.PARAM=VALUE")
        node = opened.document.graph.find(name)
        kind = types.find(node.type)
        declared = kind.param(param) if kind else None
        if kind is None or declared is None:
            known = [p.name for p in kind.params] if kind else []
            remedy = kind.closest(param, known) if kind else "Choose a node of a known kind"
            raise ParamError("it has no such param", node=name_of(node, types), port=param, remedy=remedy)
        found.setdefault(node.id, {})[param] = _value(value, declared.kind)
    return found


def with_files(given: Session, opened: Opened, settings: Sequence[str]) -> Opened:
    """The document with the files that `--set NODE.PARAM=PATH` names among its media.

    Only the person at the keyboard may name a path; a graph never does. Raises MediaError for a file that is refused.
    """
    items = []
    for text in settings:
        left, _, value = text.partition("=")
        name, _, param = left.rpartition(".")
        kind = given.registry.find(opened.document.graph.find(name).type) if name else None
        declared = kind.param(param) if kind else None
        if declared is not None and declared.kind == "media" and value not in opened.document.media:
            try:
                items.append(given.media.item(Path(value), _media_id(value)))
            except MediaError as error:
                raise error.at(name, param) from error
    return replace(opened, document=opened.document.with_media(*items)) if items else opened


def _media_id(path: str) -> str:
    return str(uuid5(NAMESPACE_URL, str(Path(path).resolve())))


def _value(text: str, kind: str) -> Json:
    if kind == "media" and Path(text).is_file():
        return _media_id(text)
    if kind in ("text", "choice", "colour", "name", "model", "media", "rate"):
        return text
    if kind == "size" and "x" in text and text.replace("x", "", 1).isdigit():
        width, _, height = text.partition("x")
        return [int(width), int(height)]
    try:
        value: Json = json.loads(text)
    except ValueError:
        return text
    return value


def in_words(problems: Sequence[Problem], named: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems with node titles instead of ids."""
    return tuple(replace(p, node=named.get(p.node, p.node)) if p.node else p for p in problems)


def metadata(document: Document, output: Output) -> dict[str, str]:
    """What a file carries: the graph as it was rendered, with its seeds and changed params, and a line for people."""
    graph = document.graph
    for node, params in output.settings.items():
        if node in graph.nodes:
            graph = graph.put(graph.nodes[node].with_params(**params))
    seed = "" if output.seed is None else f", seed {output.seed}"
    return {
        "shotloom": dumps(document.with_graph(graph)).decode(),
        "comment": f"{LABEL}{seed}",
    }
