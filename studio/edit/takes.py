"""Picking among takes: which one the film shows, which are favourites, and letting go of those that are not wanted.

In: a document, a shot's id and takes' ids. Out: a new document. No file is touched: `files_gone` says which masters
nothing shows any more, and history may still bring their takes back. Called by the takes panel and the timeline.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from engine.document import Document
from engine.errors import InputError
from engine.graph import new_id
from engine.shots import NEWEST, Shot, Take


def pick(document: Document, shot: str, take: str) -> Document:
    """The document whose film shows another take of a shot; `NEWEST` follows every new one."""
    return document if document.shot(shot).pick == take else document.with_pick(shot, take)


def with_picks(document: Document, picks: Mapping[str, str]) -> Document:
    """The document whose film shows these takes of these shots; those that are not there are left out."""
    for shot, take in picks.items():
        held = document.shots.get(shot)
        if held is not None and held.take(take) is not None and held.picked() != held.take(take):
            document = pick(document, shot, take)
    return document


def step_take(document: Document, shot: str, by: int) -> Document:
    """The take before the pick (`by` -1) or behind it (1) picked, round at the ends; unchanged without another."""
    held = document.shots.get(shot)
    own = held.picked() if held is not None else None
    if held is None or own is None or len(held.takes) < 2:
        return document
    place = [take.id for take in held.takes].index(own.id)
    return pick(document, shot, held.takes[(place + by) % len(held.takes)].id)


def favourite(document: Document, shot: str, takes: Collection[str], on: bool = True) -> Document:
    """Takes of a shot marked or unmarked as favourites."""
    for take in takes:
        known = document.shot(shot).take(take)
        if known is None or known.favourite != on:
            document = document.with_favourite(shot, take, on)
    return document


def finalise(document: Document, shot: str, *, keep_favourites: bool = True) -> Document:
    """A shot with its pick alone, and favourites if they are to stay; the pick then names that take for good."""
    held = document.shot(shot)
    own = held.picked()
    if own is None:
        raise InputError(
            "there is no take yet that could be kept", node=held.name or shot, remedy="Generate it first"
        )
    kept = tuple(t for t in held.takes if t.id == own.id or (keep_favourites and t.favourite))
    final = replace(held, takes=kept, pick=own.id)
    return document if final == held else document.with_shot(final)


def remove_takes(document: Document, shot: str, takes: Collection[str]) -> Document:
    """A shot without some takes; a pick among them falls back to the newest that is left."""
    held = document.shot(shot)
    kept = tuple(take for take in held.takes if take.id not in takes)
    if len(kept) == len(held.takes):
        return document
    return document.with_shot(replace(held, takes=kept, pick=NEWEST if held.pick in takes else held.pick))


def add_as_take(document: Document, shot: str, other: str, take: str | None = None) -> Document:
    """The pick of another shot, or one take of it, as a take of this one, and its pick; the other shot keeps its own.

    Both show the same file. Raises InputError where the other one has nothing to give, or both are one.
    """
    given = document.picked(other) if take is None else document.shot(other).take(take)
    if given is None or shot == other:
        raise InputError(
            "it has no take that could be added", node=document.title(other) or other,
            remedy="Generate it first" if given is None else "Drop it on another shot",
        )  # fmt: skip
    held = document.shots.get(shot) or Shot(shot, document.title(shot))
    same = next((own for own in held.takes if _alike(own, given)), None)
    if same is not None:
        return pick(document, shot, same.id)
    new = replace(given, id=new_id(), favourite=False)
    # One that follows the newest follows it still: this is the newest.
    return document.with_shot(replace(held.with_take(new), pick=NEWEST if held.pick == NEWEST else new.id))


def files_gone(before: Document, after: Document) -> frozenset[str]:
    """Masters in the takes folder that takes showed before and none shows after."""
    return frozenset(before.masters().keys() - after.masters().keys())


def _alike(one: Take, other: Take) -> bool:
    return one.file == other.file and one.key == other.key
