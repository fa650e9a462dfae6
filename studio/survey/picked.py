"""What the nodes above a shot made for the take that the film shows, where that has other seeds than the document.

Of several takes each has a seed of its own, so the results of the document's own seeds are those of another take than
the pick. In: a survey, and whether the cache holds a key. Out: for each such node the stored result that the pick was
made of. Asked off the GUI thread by `studio.survey.pictures`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.compile import Compiler
from engine.document import Document
from engine.shots import Take
from engine.survey import Survey
from engine.types import Facts
from studio.survey.status import Place

MOST = 16
"""Shots that are looked into, those with the newest picks: each is compiled once more."""


@dataclass(frozen=True, slots=True)
class Made:
    """A stored result: its key, the facts of its frames, and the number of the take that was made of it."""

    key: str
    facts: Facts
    number: int


def differing(survey: Survey) -> list[tuple[Place, Take, int]]:
    """Shots whose pick was made from something else than the document is now, with its number; the newest last."""
    found = []
    for place, shot in survey.document.shots.items():
        pick = shot.picked() if place in survey.lowered else None
        if pick is not None and pick.key != survey.take_key(place):
            found.append((place, pick, shot.takes.index(pick) + 1))
    return sorted(found, key=lambda shown: shown[1].created)[-MOST:]


def made_for_picks(compiler: Compiler, survey: Survey, has: Callable[[str], bool]) -> Mapping[Place, Made]:
    """The results behind these picks by place. Where a node feeds several shots the newest pick counts; a pick that
    differs in more than seeds says nothing of the nodes as they are.
    """
    found: dict[Place, Made] = {}
    for shot, take, number in differing(survey):
        document = _with_seeds_of(take, survey)
        if document is survey.document:
            continue
        then = compiler.survey(document)
        part = then.lowered.get(shot)
        if part is None or then.take_key(shot) != take.key:
            continue
        for place in (above.node.id for above in part.upstream() if above is not part):
            picture, now = then.picture(place), survey.picture(place)
            if picture is None or (now is not None and now.key == picture.key):
                continue
            kept = then.kept(picture.key)
            if kept is not None and has(kept.key):
                found[place] = Made(kept.key, kept.facts, number)
    return found


def _with_seeds_of(take: Take, survey: Survey) -> Document:
    """The document with the seeds of a take, as far as nodes of the outermost graph hold them; the same if none
    differs.
    """
    document, changed = survey.document, []
    for name, settings in take.settings.items():
        kind, part = survey.kinds.get(name), survey.lowered.get(name)
        if kind is None or part is None or name not in document.graph.nodes:
            continue
        seeds = {s: settings[s] for s in kind.seeds if s in settings and settings[s] != part.settings.get(s)}
        if seeds and document.graph[name].clone_of is None:
            changed.append(document.graph[name].with_params(**seeds))
    return document.with_graph(document.graph.put(*changed)) if changed else document
