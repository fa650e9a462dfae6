"""From what a node shows to something that plays: the take, the media file or the cached result behind its picture.

In: a `Source` of `studio.survey.pictures`. Out: a reel of the engine. Files and the cache are asked, so all of it runs
on an errand's thread. Called by `studio.playing.stage`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import MediaError
from engine.session import Session
from engine.shots import Take
from engine.types import FactKind, Facts, Size
from studio.survey.pictures import Source

if TYPE_CHECKING:
    from engine.media.reel import Reel


def plays(source: Source | None) -> bool:
    """Whether a picture is one frame of something that moves."""
    return (
        source is not None
        and source.facts.kind is FactKind.CLIP
        and source.facts.frames > 1
        and source.facts.rate > 0
    )


def of_take(take: Take, number: int) -> Source:
    """A take as something to look at; `number` from 1."""
    return Source("take", take.file, Facts(FactKind.CLIP, take.frames, take.rate, take.size), number)


def reel_of(source: Source, session: Session, takes: Path) -> "Reel":
    """A clip alone. Raises MediaError where its file is gone."""
    from engine.media.footage import Footage
    from engine.media.frames import Clip
    from engine.media.reel import Alone, Reel, single_reel

    facts = source.facts
    if source.kind == "take":
        path = takes / source.name
        return single_reel(Footage(path.stem, path, facts.frames, facts.rate, facts.size))
    if source.kind == "media":
        found = session.media.find(source.name)
        if found is None:
            raise MediaError("the file of this clip is not there any more", remedy="Locate it")
        return single_reel(Footage(source.name, found, facts.frames, facts.rate, facts.size))
    clip = session.cache.get(source.name)
    if not isinstance(clip, Clip):
        raise MediaError("this result is not kept any more", remedy="Generate the node again")
    footage = Footage(source.name, Path(), clip.frames, clip.rate, Size(*clip.size))
    return Reel(Alone(footage), {}, {footage.key: clip})
