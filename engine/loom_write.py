"""Values of the document as JSON text, one entry at a time, and the whole as a `.loom` file.

The writer keeps one entry (node, link, take…) per line and a fixed order of keys, so that a version control system
shows an edit as one changed line. Parts this program does not know are written back as the bytes that came in. Its
mirror is `loom_read`; the journal uses the entries alone.
"""

from collections.abc import Iterable, Mapping

import msgspec

from engine.document import Document, MediaItem, Settings
from engine.errors import FileFormatError
from engine.graph import Frame, Group, Link, Node
from engine.json_text import encode, raw, same
from engine.loom_tracks import fraction, moment, write_cue, write_marker, write_placed, write_sound
from engine.migrate import RAW_PARAM
from engine.shots import Shot, Take
from engine.timeline import Item, Timeline


def coordinate(value: float) -> float | int:
    """A place on the canvas, plain if whole."""
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def node(value: Node) -> bytes:
    """A node, on one line unless a foreign part holds line breaks.

    Raises FileFormatError for what JSON cannot hold.
    """
    known: dict[str, object] = {
        "id": value.id,
        "type": value.type,
        "version": value.version,
        "package": value.package,
    }
    if value.package_version:
        known["package_version"] = value.package_version
    if value.title:
        known["title"] = value.title
    known["position"] = [coordinate(float(c)) for c in value.position]
    if names := value.flags.names():
        known["flags"] = names
    if value.clone_of is not None:
        known["clone_of"] = value.clone_of
    if value.frozen_key is not None:
        known["frozen_key"] = value.frozen_key
    foreign = {name: text for name, text in value.extra.items() if not name.startswith(RAW_PARAM)}
    try:
        known["params"] = {name: _param(value, name) for name in sorted(value.params)}
        return _object(known, foreign)
    except FileFormatError as error:
        error.at(value.title or value.id)
        raise


def link(value: Link) -> bytes:
    """A link: source id, output name, target id, input name."""
    return encode([value.source, value.output, value.target, value.input])


def group(value: Group) -> bytes:
    """A group with its nodes, links and frames (if it has any) on lines of their own."""
    head = encode(
        {
            "id": value.id,
            "title": value.title,
            "inputs": [[p.name, p.node, p.port] for p in value.inputs],
            "outputs": [[p.name, p.node, p.port] for p in value.outputs],
            "params": [[p.name, p.node, p.port] for p in value.params],
        }
    )
    nodes, links = _lines(map(node, value.graph)), _lines(map(link, value.graph.links))
    body = b',"nodes":' + nodes + b',"links":' + links
    if value.frames:
        body += b',"frames":' + _lines(map(frame, value.frames))
    return head[:-1] + body + _foreign(value.extra) + b"}"


def frame(value: Frame) -> bytes:
    """A frame."""
    known = {
        "id": value.id,
        "title": value.title,
        "rect": [coordinate(float(c)) for c in value.rect],
        "colour": value.colour,
        "nodes": list(value.nodes),
    }
    return _object(known, value.extra)


def settings(value: Settings) -> bytes:
    """The settings."""
    known = {"rate": fraction(value.rate), "size": list(value.size), "look": value.look}
    return _object(known, value.extra)


def media(value: MediaItem) -> bytes:
    """An entry of the media index."""
    known: dict[str, object] = {
        "id": value.id,
        "name": value.name,
        "sha256": value.sha256,
        "kind": value.kind,
        "frames": value.frames,
        "rate": fraction(value.rate),
        "size": list(value.size),
    }
    if value.relative is not None:
        known["relative"] = value.relative
    return _object(known, value.extra)


def take(value: Take) -> bytes:
    """A take."""
    known: dict[str, object] = {
        "id": value.id,
        "file": value.file,
        "frames": value.frames,
        "rate": fraction(value.rate),
        "size": list(value.size),
        "seed": value.seed,
        "seconds": value.seconds,
        "created": value.created,
        "model": value.model,
        "model_digest": value.model_digest,
        "key": value.key,
        "settings": value.settings,
    }
    if value.notes:
        known["notes"] = list(value.notes)
    if value.favourite:
        known["favourite"] = True
    if value.made_of:
        known["made_of"] = value.made_of
    if value.provenance:
        known["provenance"] = value.provenance
    return _object(known, value.extra)


def shot(value: Shot) -> bytes:
    """A shot with its takes on lines of their own."""
    head = encode({"id": value.id, "name": value.name, "pick": value.pick})
    return head[:-1] + b',"takes":' + _lines(map(take, value.takes)) + _foreign(value.extra) + b"}"


def item(value: Item) -> bytes:
    """An item of the timeline; the shot of a gap is null."""
    known = {
        "id": value.id,
        "shot": value.shot,
        "in": moment(value.in_point),
        "length": moment(value.length),
    }
    if value.dissolve:
        known["dissolve"] = moment(value.dissolve)
    return _object(known, value.extra)


def timeline(value: Timeline) -> bytes:
    """The cut with its items, and what lies beside them, on lines of their own."""
    tracks = {
        "overlay": map(write_placed, value.overlay),
        "cues": map(write_cue, value.cues),
        "sounds": map(write_sound, value.sounds),
        "markers": map(write_marker, value.markers),
    }
    lists = {name: _lines(entries) for name, entries in tracks.items() if getattr(value, name)}
    return (
        b'{"rate":'
        + encode(fraction(value.rate))
        + b',"items":'
        + _lines(map(item, value.items))
        + b"".join(b"," + encode(name) + b":" + text for name, text in lists.items())
        + _foreign(value.extra)
        + b"}"
    )


def dumps(document: Document) -> bytes:
    """The document as a `.loom` file.

    Raises FileFormatError naming the node for values that no file can hold.
    """
    parts: dict[str, bytes] = {
        "format": encode(document.format),
        "version": encode(document.version),
        "app": encode(document.app),
        "settings": settings(document.settings),
        "media": _lines(media(document.media[key]) for key in sorted(document.media)),
        "nodes": _lines(map(node, document.graph)),
        "links": _lines(map(link, document.graph.links)),
        "groups": _lines(group(document.groups[key]) for key in sorted(document.groups)),
        "frames": _lines(map(frame, document.frames)),
        "shots": _lines(shot(document.shots[key]) for key in sorted(document.shots)),
        "timeline": timeline(document.timeline),
        "extra": b"{" + _foreign(document.extra)[1:] + b"}",
        "view": encode(document.view),
        **{name: document.unknown[name] for name in sorted(document.unknown)},
    }
    lines = b",\n".join(encode(name) + b": " + text for name, text in parts.items())
    return b"{\n" + lines + b"\n}\n"


def _param(value: Node, name: str) -> object:
    """A param's value, spelled as the file spelled it while it still says the same."""
    spelled = value.extra.get(RAW_PARAM + name)
    if spelled is not None and same(spelled, value.params[name]):
        return msgspec.Raw(spelled)
    try:
        return raw(value.params[name])
    except FileFormatError as error:
        error.port = name
        raise


def _object(known: Mapping[str, object], foreign: Mapping[str, bytes]) -> bytes:
    return encode(known)[:-1] + _foreign(foreign) + b"}"


def _foreign(entries: Mapping[str, bytes]) -> bytes:
    """Members this program does not know, each behind a comma."""
    return b"".join(b"," + encode(name) + b":" + entries[name] for name in sorted(entries))


def _lines(entries: Iterable[bytes]) -> bytes:
    text = b",\n".join(entries)
    return b"[\n" + text + b"\n]" if text else b"[]"
