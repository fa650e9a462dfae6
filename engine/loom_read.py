"""A `.loom` file as a document: checked text to values, entry by entry. The mirror of `loom_write`.

A graph file is data from a stranger: everything is bounded, nothing names a place outside the project, and every
refusal says where. What this program does not know stays as the bytes that came in.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Protocol, TypeVar

import msgspec

from engine import json_text, loom_tracks
from engine.document import CLIP, IMAGE, SOUND, Document, MediaItem, Settings
from engine.errors import FileFormatError
from engine.fields import COLOUR, HASH, ID, PLACE, TYPE, Fields
from engine.graph import ExposedPort, Flags, Frame, Graph, Group, Json, Link, Node
from engine.migrate import (
    FORMAT,
    RAW_PARAM,
    VERSION,
    Members,
    members,
    upgrade,
)
from engine.paths import check_relative
from engine.shots import NEWEST, Shot, Take
from engine.timeline import Item, Timeline
from engine.tracks import LATEST, MOST_ENTRIES
from engine.types import Size

NODE_LIMIT = 10_000
LINK_LIMIT = 50_000
ENTRY_LIMIT = 10_000
PORT_LIMIT = 128
TAKE_LIMIT = 100_000
SAMPLE_RATE_LIMIT = 1_000_000

_ANY = re.compile(r".*", re.DOTALL)
_FLAGS = ("bypass", "mute", "freeze", "collapse")
_TAKE_FILE = re.compile(r"[A-Za-z0-9_-]{1,80}\.[a-z0-9]{2,5}")


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_N = TypeVar("_N", bound=_Named)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document from a file.

    `notes` are sentences for the artist about what was adjusted; `read_only` is set for files of a newer version, which
    must not be written over; `digest` is the SHA-256 of the file's bytes (to notice a change on disk).
    """

    document: Document
    notes: tuple[str, ...] = ()
    read_only: bool = False
    digest: str = ""


def loads(data: bytes) -> Loaded:
    """The document in the bytes of a `.loom` file.

    Raises FileFormatError naming line, or node and field, and the remedy. Nothing is read but `data`.
    """
    top = members(json_text.check(data), "line 1")
    head = Fields(top)
    if "format" not in head:
        raise head.refuse("format", "is missing: this is not a graph of ours", remedy="Open a .loom file")
    form, version = head.integer("format"), head.integer("version", 0)
    app = head.text("app", "", limit=200)
    if form > FORMAT:
        raise head.refuse(
            "format", "comes from a newer Shotloom that writes another format", form,
            f"Open it with {app or 'that version'}, or update this program",
        )  # fmt: skip
    notes: list[str] = []
    if form < FORMAT:
        top = upgrade(top, form)
        notes.append(f"This file was in format {form}; saving writes format {FORMAT}")
        version = VERSION
    newer = version > VERSION
    if newer:
        notes.append(
            f"This file comes from a newer version ({app}): it opens read-only, and nothing in it is lost"
        )
    document = _document(top, version, app)
    return Loaded(document, tuple(notes), newer, hashlib.sha256(data).hexdigest())


def _document(top: Members, version: int, app: str) -> Document:
    fields = Fields({name: text for name, text in top.items() if name not in {"format", "version", "app"}})
    graph, groups = _graph(fields), _unique("groups", group, fields.list("groups", ENTRY_LIMIT))
    if len(graph.nodes) + sum(len(g.graph.nodes) for g in groups.values()) > NODE_LIMIT:
        raise fields.refuse(
            "groups", f"and graph have more than {NODE_LIMIT:,} nodes", remedy="Split the graph"
        )
    if len(graph.links) + sum(len(g.graph.links) for g in groups.values()) > LINK_LIMIT:
        raise fields.refuse(
            "groups", f"and graph have more than {LINK_LIMIT:,} links", remedy="Split the graph"
        )
    chosen = settings(fields.raw("settings") or b"{}")
    document = Document(
        settings=chosen,
        media=_unique("media", media, fields.list("media", ENTRY_LIMIT)),
        graph=graph,
        groups=groups,
        frames=_frames(fields),
        shots=_unique("shots", shot, fields.list("shots", ENTRY_LIMIT)),
        timeline=timeline(fields.raw("timeline") or b"{}", chosen.rate),
        extra={name: bytes(text) for name, text in sorted(fields.object("extra").items())},
        view=fields.values("view"),
        version=version,
        app=app,
    )
    return replace(document, unknown=fields.rest())


def _graph(fields: Fields) -> Graph:
    nodes = _unique("nodes", node, fields.list("nodes", NODE_LIMIT))
    links = dict.fromkeys(map(link, fields.list("links", LINK_LIMIT)))
    return Graph(nodes, tuple(links))


def node(text: msgspec.Raw | bytes) -> Node:
    """A node from its entry."""
    fields = Fields(text, prefix="nodes.")
    owner = fields.owned()
    params: dict[str, Json] = {}
    spelled: dict[str, bytes] = {}
    for name, value in fields.object("params").items():
        if not 0 < len(name) <= PORT_LIMIT:
            raise fields.refuse("params", "has a param whose name cannot be used", name, "Rename it")
        params[name] = json_text.decode(value)
        if json_text.encode(params[name]) != bytes(value):
            spelled[RAW_PARAM + name] = bytes(value)
    flags = fields.texts("flags")
    if wrong := set(flags) - set(_FLAGS):
        raise fields.refuse("flags", "has a flag that does not exist", min(wrong), f"Use {', '.join(_FLAGS)}")
    x, y = fields.numbers("position", 2, (0.0, 0.0))
    built = Node(
        id=owner,
        type=fields.text("type", pattern=TYPE),
        version=fields.integer("version", 1),
        package=fields.text("package", "shotloom", TYPE),
        package_version=fields.text("package_version", ""),
        params=params,
        position=(x, y),
        title=fields.text("title", ""),
        flags=Flags(**dict.fromkeys(flags, True)),
        clone_of=fields.optional_text("clone_of", ID),
        frozen_key=fields.optional_text("frozen_key", TYPE),
    )
    foreign = fields.rest()
    if clash := next((name for name in foreign if name.startswith(RAW_PARAM)), None):
        raise fields.refuse(clash, "is a name that this program keeps for itself", remedy="Rename it")
    return replace(built, extra={**foreign, **spelled})


def link(text: msgspec.Raw | bytes) -> Link:
    """A link from its entry."""
    try:
        ends = msgspec.json.decode(text, type=tuple[str, str, str, str])
    except msgspec.DecodeError:
        raise FileFormatError(
            "this link is malformed", port="links", value=bytes(text).decode(errors="replace"),
            remedy='Write it as ["source id", "output", "target id", "input"]',
        ) from None  # fmt: skip
    for end, kind in zip(ends, ("id", "name", "id", "name"), strict=True):
        usable = ID.fullmatch(end) if kind == "id" else 0 < len(end) <= PORT_LIMIT
        if not usable:
            raise FileFormatError(f"a link has an {kind} that cannot be used", port="links", value=end,
                                  remedy="Remove this link and draw it again")  # fmt: skip
    return Link(*ends)


def group(text: msgspec.Raw | bytes) -> Group:
    """A group from its entry."""
    fields = Fields(text, prefix="groups.")
    owner = fields.owned(words="group {}")
    built = Group(
        id=owner,
        title=fields.text("title", ""),
        graph=_graph(fields),
        inputs=_exposed(fields, "inputs"),
        outputs=_exposed(fields, "outputs"),
        params=_exposed(fields, "params"),
        frames=_frames(fields),
    )
    return replace(built, extra=fields.rest())


def frame(text: msgspec.Raw | bytes) -> Frame:
    """A frame from its entry."""
    fields = Fields(text, prefix="frames.")
    owner = fields.owned(words="frame {}")
    x, y, width, height = fields.numbers("rect", 4)
    built = Frame(
        id=owner,
        title=fields.text("title", ""),
        rect=(x, y, width, height),
        colour=fields.text("colour", "#4a5568", COLOUR),
        nodes=fields.texts("nodes"),
    )
    return replace(built, extra=fields.rest())


def settings(text: msgspec.Raw | bytes) -> Settings:
    """The settings."""
    fields, usual = Fields(text, prefix="settings."), Settings()
    built = Settings(
        rate=fields.rate("rate", usual.rate),
        size=fields.size("size", usual.size, 16, 8192),
        look=fields.text("look", usual.look),
    )
    return replace(built, extra=fields.rest())


def media(text: msgspec.Raw | bytes) -> MediaItem:
    """An entry of the media index."""
    fields = Fields(text, prefix="media.")
    owner = fields.owned(words="media {}")
    name = fields.text("name", owner, limit=255)
    fields.owner = f"media {name}"
    kind = fields.text("kind", CLIP)
    if kind not in {IMAGE, CLIP, SOUND}:
        raise fields.refuse("kind", "is not a kind of media", kind, f"Use {IMAGE}, {CLIP} or {SOUND}")
    relative = fields.optional_text("relative", _ANY)
    built = MediaItem(
        id=owner,
        name=name,
        sha256=fields.text("sha256", "", HASH),
        kind=kind,
        frames=fields.integer("frames", 1),
        rate=_sample_rate(fields) if kind == SOUND else fields.rate("rate", Fraction(0), zero=True),
        size=fields.size("size", Size(0, 0)),
        relative=None if relative is None else check_relative(relative, node=fields.owner),
    )
    return replace(built, extra=fields.rest())


def take(text: msgspec.Raw | bytes) -> Take:
    """A take from its entry."""
    fields = Fields(text, prefix="takes.")
    owner = fields.owned(words="take {}")
    settings_of = {name: json_text.decode(value) for name, value in fields.object("settings").items()}
    if strange := next((n for n, params in settings_of.items() if not isinstance(params, dict)), None):
        raise fields.refuse(f"settings.{strange}", "must be an object of params")
    made_of = fields.values("made_of")
    if strange := next((n for n, key in made_of.items() if not isinstance(key, str)), None):
        raise fields.refuse(f"made_of.{strange}", "must be the key of a take")
    built = Take(
        id=owner,
        file=fields.text("file", pattern=_TAKE_FILE),
        frames=fields.integer("frames", low=1),
        rate=fields.rate("rate"),
        size=fields.size("size", low=1),
        seed=fields.integer("seed", 0, high=2**64 - 1),
        seconds=fields.number("seconds", 0.0),
        created=fields.text("created", ""),
        model=fields.text("model", ""),
        model_digest=fields.text("model_digest", ""),
        key=fields.text("key", ""),
        settings={name: params for name, params in settings_of.items() if isinstance(params, dict)},
        notes=fields.texts("notes"),
        favourite=fields.flag("favourite"),
        made_of={name: str(key) for name, key in made_of.items()},
        provenance=fields.values("provenance"),
    )
    return replace(built, extra=fields.rest())


def shot(text: msgspec.Raw | bytes) -> Shot:
    """A shot from its entry."""
    fields = Fields(text, prefix="shots.")
    owner = fields.owned(words="shot {}", pattern=PLACE)
    built = Shot(
        id=owner,
        name=fields.text("name", ""),
        takes=tuple(_unique("takes", take, fields.list("takes", TAKE_LIMIT)).values()),
        pick=fields.text("pick", NEWEST, ID),
    )
    return replace(built, extra=fields.rest())


def timeline(text: msgspec.Raw | bytes, rate: Fraction) -> Timeline:
    """The cut, on the grid of the document's rate."""
    fields = Fields(text, prefix="timeline.")
    rate_in_file = fields.rate("rate", rate)
    built = Timeline(
        rate_in_file,
        tuple(_unique("timeline.items", item, fields.list("items", LINK_LIMIT)).values()),
        overlay=_entries(fields, "overlay", loom_tracks.placed),
        cues=_entries(fields, "cues", loom_tracks.cue),
        sounds=_entries(fields, "sounds", loom_tracks.sound),
        markers=_entries(fields, "markers", loom_tracks.marker),
    )
    return replace(built, extra=fields.rest()).with_rate(rate)


def item(text: msgspec.Raw | bytes) -> Item:
    """An item of the timeline."""
    fields = Fields(text, prefix="timeline.items.")
    owner = fields.owned(words="timeline item {}")
    in_point, length = fields.fraction("in", Fraction(0)), fields.fraction("length")
    if in_point < 0 or length <= 0 or max(in_point, length) > LATEST:
        raise fields.refuse("length", "or in point is out of range", f"{in_point}, {length}",
                            "An item starts at 0 s or later and lasts a frame or more")  # fmt: skip
    shot_of = fields.optional_text("shot", PLACE)
    dissolve = loom_tracks.seconds(fields, "dissolve", Fraction(0))
    return Item(owner, shot_of, in_point, length, fields.rest(), dissolve)


def _frames(fields: Fields) -> tuple[Frame, ...]:
    return tuple(_unique("frames", frame, fields.list("frames", ENTRY_LIMIT)).values())


def _sample_rate(fields: Fields) -> Fraction:
    """Samples per second of a sound."""
    value = fields.fraction("rate")
    if value.denominator != 1 or not 1 <= value <= SAMPLE_RATE_LIMIT:
        raise fields.refuse("rate", "is not a sample rate", value, f"Use 1 to {SAMPLE_RATE_LIMIT:,}")
    return value


def _entries(fields: Fields, name: str, read: Callable[[msgspec.Raw], _N]) -> tuple[_N, ...]:
    """Entries of a list of the timeline."""
    return tuple(_unique(f"timeline.{name}", read, fields.list(name, MOST_ENTRIES)).values())


def _exposed(fields: Fields, name: str) -> tuple[ExposedPort, ...]:
    try:
        ports = [msgspec.json.decode(p, type=tuple[str, str, str]) for p in fields.list(name, ENTRY_LIMIT)]
    except msgspec.DecodeError:
        raise fields.refuse(name, "is malformed", remedy='Write ["name", "node id", "port"]') from None
    return tuple(ExposedPort(*port) for port in ports)


def _unique(what: str, read: Callable[[msgspec.Raw], _N], entries: Iterable[msgspec.Raw]) -> dict[str, _N]:
    """Entries by id. Raises FileFormatError for an id used twice."""
    table: dict[str, _N] = {}
    for text in entries:
        entry = read(text)
        if entry.id in table:
            raise FileFormatError(
                "this id is used twice", node=entry.id, port=what, remedy="Give each entry its own id"
            )
        table[entry.id] = entry
    return table
