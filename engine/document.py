"""The document: everything a `.loom` file holds, as one frozen value.

Compiler and executor read it, the studio edits it through undo commands, `engine.files` reads and writes it. Every edit
returns a new document that shares what did not change.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from importlib import metadata

from engine.errors import InputError
from engine.flatten import inner_node
from engine.graph import Frame, Graph, Group, Json, Node
from engine.migrate import FORMAT, VERSION
from engine.shots import Shot, Take
from engine.timeline import Timeline
from engine.types import Size

IMAGE = "image"
CLIP = "clip"
SOUND = "sound"


@cache
def app_name() -> str:
    """This program and its version, as files state who wrote them."""
    try:
        return f"shotloom {metadata.version('shotloom')}"
    except metadata.PackageNotFoundError:
        return "shotloom"


@dataclass(frozen=True, slots=True)
class Settings:
    """What new shots inherit: frames per second, size in pixels (its shape is the aspect) and look (a style's name)."""

    rate: Fraction = Fraction(24)
    size: Size = Size(1280, 720)
    look: str = ""
    extra: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def aspect(self) -> Fraction:
        """Width over height."""
        return self.size.aspect


@dataclass(frozen=True, slots=True)
class MediaItem:
    """An image or clip that the graph uses or a sound of the film, and what `probe` found out about it.

    `kind` is `IMAGE`, `CLIP` or `SOUND`; `rate` is 0 for an image; a sound's frames are samples at the sample rate, and
    its size is 0x0. `relative` names it inside the project folder (the folder of
    the document). Without it the file is found by `sha256` through a table of this machine, never through the document.
    """

    id: str
    name: str
    sha256: str
    kind: str
    frames: int
    rate: Fraction
    size: Size
    relative: str | None = None
    extra: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """Settings, media index, graph, groups, frames, shots and timeline.

    `extra` holds plug-ins' data by their name, `unknown` the file's top keys that this program does not know, both as
    raw JSON; `view` is where the artist was looking (no undo). `format` and `version` say which file format it came in
    (see `engine.migrate`), `app` which program wrote it.
    """

    settings: Settings = Settings()
    media: Mapping[str, MediaItem] = field(default_factory=dict)
    graph: Graph = Graph()
    groups: Mapping[str, Group] = field(default_factory=dict)
    frames: tuple[Frame, ...] = ()
    shots: Mapping[str, Shot] = field(default_factory=dict)
    timeline: Timeline = Timeline()
    extra: Mapping[str, bytes] = field(default_factory=dict)
    view: Mapping[str, Json] = field(default_factory=dict)
    unknown: Mapping[str, bytes] = field(default_factory=dict)
    format: int = FORMAT
    version: int = VERSION
    app: str = field(default_factory=app_name)

    def with_settings(self, settings: Settings) -> "Document":
        """The document with other settings; the timeline snaps to a new rate."""
        timeline = self.timeline
        if timeline.rate != settings.rate:
            timeline = timeline.with_rate(settings.rate)
        return replace(self, settings=settings, timeline=timeline)

    def with_graph(self, graph: Graph) -> "Document":
        """The document with another graph; shots whose node is gone stay, without a source."""
        return replace(self, graph=graph)

    def with_group(self, group: Group) -> "Document":
        """The document with a group added or replaced."""
        return replace(self, groups={**self.groups, group.id: group})

    def without_group(self, group: str) -> "Document":
        """The document without a group."""
        return replace(self, groups={k: g for k, g in self.groups.items() if k != group})

    def with_frames(self, *frames: Frame) -> "Document":
        """The document with these frames only."""
        return replace(self, frames=frames)

    def with_media(self, *items: MediaItem) -> "Document":
        """The document with media added or replaced."""
        return replace(self, media={**self.media, **{item.id: item for item in items}})

    def without_media(self, *items: str) -> "Document":
        """The document without these media."""
        return replace(self, media={k: m for k, m in self.media.items() if k not in items})

    def with_shot(self, shot: Shot) -> "Document":
        """The document with a shot added or replaced."""
        return replace(self, shots={**self.shots, shot.id: shot})

    def without_shot(self, shot: str) -> "Document":
        """The document without a shot and its takes; timeline items that show it stay."""
        return replace(self, shots={k: s for k, s in self.shots.items() if k != shot})

    def with_take(self, shot: str, take: Take) -> "Document":
        """The document with a take appended to a shot; the shot is made if it is the first."""
        known = self.shots.get(shot) or Shot(shot, self.title(shot))
        return self.with_shot(known.with_take(take))

    def without_take(self, shot: str, take: str) -> "Document":
        """The document without a take. Its file is the caller's: it may go once `masters` no longer counts it."""
        return self.with_shot(self.shot(shot).without_take(take))

    def masters(self) -> Counter[str]:
        """How many takes show each file of the takes folder: takes of one key (the same again) share theirs."""
        return Counter(take.file for shot in self.shots.values() for take in shot.takes)

    def with_pick(self, shot: str, pick: str) -> "Document":
        """The document with another pick. Raises InputError for a shot or take that is not there."""
        return self.with_shot(self.shot(shot).with_pick(pick))

    def with_favourite(self, shot: str, take: str, on: bool = True) -> "Document":
        """The document with a take marked or unmarked as favourite."""
        return self.with_shot(self.shot(shot).with_favourite(take, on))

    def with_timeline(self, timeline: Timeline) -> "Document":
        """The document with another cut. Raises InputError unless its rate is the document's."""
        if timeline.rate != self.settings.rate:
            raise InputError(
                "the timeline runs at another rate than the document",
                value=str(timeline.rate), remedy=f"Bring it to {self.settings.rate} frames per second first",
            )  # fmt: skip
        return replace(self, timeline=timeline)

    def with_view(self, view: Mapping[str, Json]) -> "Document":
        """The document with another view; no edit in the sense of undo."""
        return replace(self, view=view)

    def shot(self, shot: str) -> Shot:
        """The shot of an id. Raises InputError if there is none."""
        if shot not in self.shots:
            raise InputError("the document has no such shot", value=shot, remedy="Render it once to make it")
        return self.shots[shot]

    def node(self, shot: str) -> Node | None:
        """The node of a shot, which may lie in groups (`<instance>/<inner>`); None where it was deleted."""
        return inner_node(self.graph, self.groups, shot)

    def title(self, shot: str) -> str:
        """What to call a shot: its node's title, or nothing."""
        found = self.node(shot)
        return found.title if found else ""

    def picked(self, shot: str) -> Take | None:
        """The take that the film shows for a shot, if it has any."""
        found = self.shots.get(shot)
        return found.picked() if found else None

    def sourceless(self) -> tuple[str, ...]:
        """Ids of shots whose node was deleted ("no source")."""
        return tuple(k for k in self.shots if self.node(k) is None)
