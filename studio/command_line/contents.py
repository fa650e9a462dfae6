"""`shotloom info`: what a graph, bundle, film, clip, picture or sound holds, in lines for people.

Nothing is rendered and no file is written; files from outside are read by the media worker.
"""

import argparse
import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.document import SOUND, Document
from engine.errors import FileFormatError, InputError, MediaError
from engine.film import Film
from engine.loom_read import loads
from engine.registry import Registry
from engine.timeline import Timeline
from engine.tracks import SUBTITLE, TITLE
from engine.types import Size
from studio import workbench
from studio.command_line.terminal import say, tell

if TYPE_CHECKING:
    from engine.media.probe import MediaInfo
    from engine.media.sound import SoundInfo

UNSIGNED = "Provenance: not signed (this version writes the graph into the file, but no signature yet)."


def info(options: argparse.Namespace) -> int:
    """Tell what a graph, bundle, video, image or sound contains."""
    from engine.media.formats import SOUND_EXTENSIONS

    path: Path = options.file
    if not path.is_file():
        raise InputError("there is no such file", value=path, remedy="Check the path")
    if path.suffix.lower() == ".loom":
        with workbench.session() as session:
            opened = session.open(path)
            _tell_document(opened.document, session.registry)
            for problem in workbench.in_words(opened.problems, workbench.names(opened, session.registry)):
                say(f"{problem.severity}: {problem.line()}")
        return 0
    if path.suffix.lower() == ".loomz":
        return _tell_bundle(path)
    with workbench.session() as session:
        worker = session.media.worker
        if path.suffix.lower() in SOUND_EXTENSIONS:
            tell(f"{path.name}: {_sound_line(worker.probe_sound(path))}")
            return 0
        facts = worker.probe(path)
        texts = worker.metadata(path)
        tell(f"{path.name}: {_facts_line(facts)}")
        with suppress(MediaError):
            tell(f"Sound: {_sound_line(worker.probe_sound(path))}")
        if "comment" in texts:
            tell(f"Comment: {texts['comment']}")
        if "shotloom" in texts:
            try:
                _tell_document(loads(texts["shotloom"].encode()).document, session.registry)
            except FileFormatError as error:
                say(f"warning: the graph inside cannot be read: {error}")
        else:
            tell("No graph inside: it was not made by Shotloom, or its metadata was removed.")
        tell(UNSIGNED)
    return 0


def _tell_bundle(path: Path) -> int:
    from engine.bundle import inspect

    bundle = inspect(path)
    _tell_document(bundle.document, workbench.registry())
    for asset in bundle.assets:
        tell(f"  holds: {asset.entry}")
    return 0


def _tell_document(document: Document, types: Registry) -> None:
    graph, settings = document.graph, document.settings
    kinds = [workbench.name_of(replace(n, title=""), types) for n in graph]
    counted = ", ".join(f"{kinds.count(k)} {k}" if kinds.count(k) > 1 else k for k in dict.fromkeys(kinds))
    tell(f"Graph: {len(graph.nodes)} nodes ({counted}), {len(graph.links)} links")
    tell(f"Written by: {document.app or 'unknown'}; {settings.size} at {float(settings.rate):g}/s")
    for node in graph:
        kind = types.find(node.type)
        if kind is None:
            tell(f"  {node.type}: this kind of node is not known here")
            continue
        told = {p.name: node.params[p.name] for p in kind.params if p.name in node.params}
        changed = {k: v for k, v in told.items() if v != kind.defaults()[k]}
        if changed:
            values = ", ".join(f"{k}={json.dumps(v, ensure_ascii=False)}" for k, v in changed.items())
            tell(f"  {workbench.name_of(node, types)}: {values}")
    for item in document.media.values():
        facts = f"{float(item.frames / item.rate):.2f} s" if item.kind == SOUND and item.rate else item.size
        tell(f"  media: {item.name} ({item.kind}, {facts})")
    for shot in document.shots.values():
        tell(f"  shot {shot.name or shot.id}: {len(shot.takes)} takes")
    if document.timeline.items or document.timeline.overlay:
        tell(f"Film: {_film_line(document.timeline, settings.size)}")


def _facts_line(facts: "MediaInfo") -> str:
    """What a picture or clip is, without its name."""
    line = f"{facts.kind} ({facts.codec}), {facts.size}"
    if facts.kind == "clip":
        line += f", {facts.frames} frames at {float(facts.rate):g}/s, {float(facts.duration):.2f} s"
    return line


def _sound_line(sound: "SoundInfo") -> str:
    """What sounds in a file."""
    channels = {1: "mono", 2: "stereo"}.get(sound.channels, f"{sound.channels} channels")
    return f"{sound.codec}, {channels} at {sound.rate:,} Hz, {float(sound.duration):.2f} s"


def _film_line(timeline: Timeline, size: Size) -> str:
    """How long the film is, and how much of what is in it."""
    film = Film(timeline, size, {})
    parts = (
        (sum(item.shot is not None for item in timeline.items), "shot"),
        (len(timeline.overlay), "overlay"),
        (sum(cue.role == TITLE for cue in timeline.cues), "title"),
        (sum(cue.role == SUBTITLE for cue in timeline.cues), "subtitle"),
        (len(timeline.sounds), "sound"),
        (len(timeline.markers), "marker"),
    )
    counted = [f"{count} {name}{'s' * (count != 1)}" for count, name in parts if count]
    return ", ".join((f"{float(film.frames / film.rate):.2f} s", f"{film.frames} frames", *counted))
