"""What two takes differ in, in few words: "8 → 4 Steps", "+ night", "another seed".

In: a document (for the names of nodes and params), two takes. Out: short phrases, the weightiest first. Asked when a
card is painted; the panel remembers the answers.
"""

from collections import Counter
from collections.abc import Mapping

from engine.document import Document
from engine.graph import Json
from engine.params import CardsParam, MediaParam, Param, SeedParam, TextParam
from engine.shots import Take
from studio.cut_names import shot_name
from studio.edit.ports import Faces
from studio.step_names import plain_value, short
from studio.words import tr
from studio.work.lines import named

WORDS = 3
"""Words of a prompt that are told on either side."""
_NOTHING: Mapping[str, Json] = {}


def differing(document: Document, faces: Faces, before: Take, after: Take) -> list[str]:
    """What was changed from one take to the other; empty where nothing is known to differ."""
    seeds = False
    found: list[str] = []
    for place in dict.fromkeys((*after.settings, *before.settings)):
        was, now = before.settings.get(place), after.settings.get(place)
        if was is None or now is None:
            name = _name(document, faces, place)
            if name:
                found.append(tr("with {name}", name=name) if was is None else tr("without {name}", name=name))
            continue
        if not was or not now:
            # Nothing is known of a shot that gave a take of its own.
            continue
        for key in dict.fromkeys((*now, *was)):
            if was.get(key) == now.get(key):
                continue
            param = _param(document, faces, place, key)
            if isinstance(param, SeedParam) or (param is None and key == "seed"):
                seeds = True
            elif param is not None:
                found.append(_told(param, was.get(key), now.get(key)))
    found = list(dict.fromkeys(found))
    if before.model != after.model and not found:
        found.append(after.model)
    if before.made_of and after.made_of and set(before.made_of.values()) != set(after.made_of.values()):
        made = made_from(document, faces, after)
        found.append(tr("from {name}", name=made) if made else tr("from another take"))
    if seeds:
        found.append(tr("another seed"))
    return found


def made_from(document: Document, faces: Faces, take: Take) -> str:
    """The takes of other shots that went into one, as far as they are still there."""
    keys = frozenset(take.made_of.values())
    found = (
        named(shot_name(document, faces, shot.id) or tr("Shot"), number)
        for shot in document.shots.values()
        for number, other in enumerate(shot.takes, 1)
        if other.key in keys
    )
    return ", ".join(dict.fromkeys(found))


def _told(param: Param, before: Json, after: Json) -> str:
    label = tr(param.label)
    if isinstance(param, TextParam):
        return _text_told(label, str(before or ""), str(after or ""))
    if isinstance(param, MediaParam | CardsParam):
        return tr("other {param}", param=label)
    old, new = plain_value(param, before), plain_value(param, after)
    if max(len(old), len(new)) > 18:
        return tr("other {param}", param=label)
    return tr("{param} {before} → {after}", param=label, before=old, after=new)


def _text_told(label: str, before: str, after: str) -> str:
    """Which words came and which went."""
    old, new = before.split(), after.split()
    counted = Counter(new), Counter(old)
    came = [word for word in dict.fromkeys(new) if counted[0][word] > counted[1][word]]
    went = [word for word in dict.fromkeys(old) if counted[1][word] > counted[0][word]]
    if not came and not went:
        return tr("other {param}", param=label)
    parts = [f"+ {_list(came)}"] if came else []
    parts += [f"− {_list(went)}"] if went else []
    return "  ".join(parts)


def _list(words: list[str]) -> str:
    shown = " ".join(word.strip(",.;") or word for word in words[:WORDS])
    return f"{shown} …" if len(words) > WORDS else shown


def _param(document: Document, faces: Faces, place: str, key: str) -> Param | None:
    node = document.node(place)
    return faces.of(document, node).param(key) if node is not None else None


def _name(document: Document, faces: Faces, place: str) -> str:
    """What a node is called; "" for one that is gone."""
    node = document.node(place)
    return "" if node is None else short(node.title or tr(faces.of(document, node).label))
