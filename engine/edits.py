"""The difference between two documents as data, and its application: what the journal stores.

`apply(a, diff(a, b)) == b` for any two documents, down to the bytes that `dumps` writes. Entries (nodes, media, groups,
shots) are recorded one by one, links by what came and went, the rest whole.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import msgspec

from engine import loom_read, loom_write
from engine.document import Document
from engine.errors import FileFormatError
from engine.fields import Fields
from engine.graph import Graph, Link
from engine.json_text import encode

_T = TypeVar("_T")
_ENTRIES: Mapping[str, tuple[Callable[[Any], bytes], Callable[[msgspec.Raw], Any]]] = {
    "media": (loom_write.media, loom_read.media),
    "nodes": (loom_write.node, loom_read.node),
    "groups": (loom_write.group, loom_read.group),
    "shots": (loom_write.shot, loom_read.shot),
}


@dataclass(frozen=True, slots=True)
class Edit:
    """What changed: entries put and ids removed by section, links put and removed, and parts replaced whole.

    All texts are JSON as a `.loom` file holds it. `whole` may hold "order" (node ids) and "links" (all of them) where
    the small form could not tell the order.
    """

    put: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    removed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    linked: tuple[Link, ...] = ()
    unlinked: tuple[Link, ...] = ()
    whole: Mapping[str, bytes] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.put or self.removed or self.linked or self.unlinked or self.whole)


def diff(old: Document, new: Document) -> Edit:
    """The edit that makes `new` of `old`. Raises FileFormatError for values that no file can hold."""
    put, removed = {}, {}
    for section, (write, _) in _ENTRIES.items():
        before, after = _section(old, section), _section(new, section)
        if before is after:
            continue
        changed = tuple(
            write(entry) for key, entry in after.items() if _differs(before.get(key), entry, write)
        )
        if changed:
            put[section] = changed
        if gone := tuple(key for key in before if key not in after):
            removed[section] = gone
    whole = {
        name: text
        for name, (write, _) in _WHOLE.items()
        if getattr(old, name, old) is not getattr(new, name, new) and (text := write(new)) != write(old)
    }
    if list(_merged(old.graph.nodes, new.graph.nodes)) != list(new.graph.nodes):
        whole["order"] = encode(list(new.graph.nodes))
    linked, unlinked = _links(old.graph.links, new.graph.links)
    if _relinked(old.graph.links, linked, unlinked) != new.graph.links:
        whole["links"] = encode([list(_ends(link)) for link in new.graph.links])
        linked = unlinked = ()
    return Edit(put, removed, linked, unlinked, whole)


def apply(document: Document, edit: Edit) -> Document:
    """The document after an edit. Raises FileFormatError if the edit is damaged."""
    try:
        return _applied(document, edit)
    except (KeyError, msgspec.DecodeError) as error:
        raise FileFormatError("this edit is damaged", value=str(error)) from None


def _applied(document: Document, edit: Edit) -> Document:
    tables = {
        section: {
            **{
                k: e for k, e in _section(document, section).items() if k not in edit.removed.get(section, ())
            },
            **{entry.id: entry for entry in map(read, map(msgspec.Raw, edit.put.get(section, ())))},
        }
        for section, (_, read) in _ENTRIES.items()
    }
    nodes, links = tables.pop("nodes"), _relinked(document.graph.links, edit.linked, edit.unlinked)
    if "order" in edit.whole:
        nodes = {key: nodes[key] for key in msgspec.json.decode(edit.whole["order"], type=list[str])}
    if "links" in edit.whole:
        texts = msgspec.json.decode(edit.whole["links"], type=list[msgspec.Raw])
        links = tuple(map(loom_read.link, texts))
    document = replace(
        document,
        media=tables["media"],
        graph=Graph(nodes, links),
        groups=tables["groups"],
        shots=tables["shots"],
    )
    for name, (_, read) in _WHOLE.items():
        if name in edit.whole:
            document = read(document, edit.whole[name])
    return document


def to_json(edit: Edit) -> bytes:
    """The edit as a JSON object; parts may hold line breaks."""
    return encode(
        {
            "put": {name: [msgspec.Raw(text) for text in texts] for name, texts in edit.put.items()},
            "removed": {name: list(keys) for name, keys in edit.removed.items()},
            "linked": [list(_ends(link)) for link in edit.linked],
            "unlinked": [list(_ends(link)) for link in edit.unlinked],
            "whole": {name: msgspec.Raw(text) for name, text in edit.whole.items()},
        }
    )


def from_json(text: msgspec.Raw | bytes) -> Edit:
    """The edit of a JSON object. Raises FileFormatError."""
    fields = Fields(text, "journal")
    put = fields.object("put")
    removed = Fields(fields.object("removed"), "journal", "removed.")
    lists = Fields(put, "journal", "put.")
    return Edit(
        put={s: tuple(map(bytes, lists.list(s, loom_read.LINK_LIMIT))) for s in _ENTRIES if s in put},
        removed={s: removed.texts(s) for s in _ENTRIES if s in removed},
        linked=tuple(map(loom_read.link, fields.list("linked", loom_read.LINK_LIMIT))),
        unlinked=tuple(map(loom_read.link, fields.list("unlinked", loom_read.LINK_LIMIT))),
        whole={name: bytes(part) for name, part in fields.object("whole").items()},
    )


def _section(document: Document, section: str) -> Mapping[str, Any]:
    entries: Mapping[str, Any] = document.graph.nodes if section == "nodes" else getattr(document, section)
    return entries


def _differs(old: _T | None, new: _T, write: Callable[[_T], bytes]) -> bool:
    """By text, since 1, 1.0 and true are equal in Python and different in a file."""
    return old is None or (old is not new and write(old) != write(new))


def _merged(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    """The order that putting and removing alone would give."""
    return [*(key for key in old if key in new), *(key for key in new if key not in old)]


def _links(old: tuple[Link, ...], new: tuple[Link, ...]) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    if old is new:
        return (), ()
    before, after = set(old), set(new)
    return tuple(x for x in new if x not in before), tuple(x for x in old if x not in after)


def _relinked(
    old: tuple[Link, ...], linked: tuple[Link, ...], unlinked: tuple[Link, ...]
) -> tuple[Link, ...]:
    gone = set(unlinked)
    return (*(link for link in old if link not in gone), *linked)


def _ends(link: Link) -> tuple[str, str, str, str]:
    return link.source, link.output, link.target, link.input


def _raws(entries: Mapping[str, bytes]) -> bytes:
    return encode({name: msgspec.Raw(text) for name, text in entries.items()})


def _members(text: bytes) -> dict[str, bytes]:
    return {
        name: bytes(part) for name, part in msgspec.json.decode(text, type=dict[str, msgspec.Raw]).items()
    }


def _with_head(document: Document, text: bytes) -> Document:
    fields = Fields(text, "journal", "head.")
    return replace(
        document, format=fields.integer("format"), version=fields.integer("version"), app=fields.text("app")
    )


def _write_frames(document: Document) -> bytes:
    return b"[" + b",".join(map(loom_write.frame, document.frames)) + b"]"


def _with_frames(document: Document, text: bytes) -> Document:
    entries = msgspec.json.decode(text, type=list[msgspec.Raw])
    return replace(document, frames=tuple(map(loom_read.frame, entries)))


_WHOLE: Mapping[str, tuple[Callable[[Document], bytes], Callable[[Document, bytes], Document]]] = {
    "head": (lambda d: encode({"format": d.format, "version": d.version, "app": d.app}), _with_head),
    "settings": (
        lambda d: loom_write.settings(d.settings),
        lambda d, text: replace(d, settings=loom_read.settings(text)),
    ),
    "frames": (_write_frames, _with_frames),
    "timeline": (
        lambda d: loom_write.timeline(d.timeline),
        lambda d, text: replace(d, timeline=loom_read.timeline(text, d.settings.rate)),
    ),
    "extra": (lambda d: _raws(d.extra), lambda d, text: replace(d, extra=_members(text))),
    "view": (
        lambda d: encode(d.view),
        lambda d, text: replace(d, view=msgspec.json.decode(text, type=dict[str, Any])),
    ),
    "unknown": (lambda d: _raws(d.unknown), lambda d, text: replace(d, unknown=_members(text))),
}
