"""Writes the sample graphs, and with `--media` the small pictures and clips that they use.

    python packaging/make_samples.py [--media]

Out: `resources/samples/*.loom` and `resources/samples/media/*`. Node ids are derived from the sample's and the node's
name, so that running it again changes only what was changed here. The media are drawn by the training world's renderer,
hence ours. For developers; the program itself only opens the files.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_DNS, uuid5

import resources
from engine import Document, Graph, Json, Link, MediaItem, Node, Registry, Settings, Size
from engine.files import dumps
from engine.timeline import Item, Timeline
from nodes import all_types

if TYPE_CHECKING:
    from engine.media.frames import Frames

SAMPLES = resources.path("samples")
NAMES = uuid5(NAMESPACE_DNS, "samples.shotloom")
RATE, SIZE = Fraction(24), Size(640, 360)
COLUMN, ROW = 260.0, 230.0
NATIVE = (112, 64)


@dataclass(frozen=True)
class Shown:
    """What a picture or clip shows, in the words of the training world; `then` is what is changed about the scene."""

    ending: str
    seed: int
    wanted: Mapping[str, str]
    then: Mapping[str, str] = field(default_factory=dict)


DAY, SUNSET = {"time_of_day": "day"}, {"time_of_day": "sunset"}
DOG = {"kind": "dog", "place": "beach", "motion": "right", **DAY}
SCENES: Mapping[str, Shown] = {
    "rabbit": Shown("png", 1, {"kind": "rabbit", "place": "meadow", "motion": "right", **DAY}),
    "sailboat": Shown(
        "png", 2, {"kind": "sailboat", "place": "sea", "motion": "right", "colour": "red", **SUNSET}
    ),
    "car": Shown("mp4", 3, {"kind": "car", "place": "city", "motion": "right", "colour": "red", **DAY}),
    "dog": Shown("mp4", 4, DOG),
    "dog-jumps": Shown("mp4", 4, DOG, {"motion": "jump"}),
    "balloon": Shown(
        "mp4", 5, {"kind": "balloon", "place": "meadow", "motion": "rise", "colour": "red", **DAY}
    ),
    "horse": Shown("mp4", 6, {"kind": "horse", "place": "meadow", "motion": "left", **DAY}),
}


@dataclass
class Sample:
    """A graph that is being laid out: one row for what flows to the sink, others above and below it."""

    name: str
    story: str
    graph: Graph = field(default_factory=Graph)
    media: dict[str, MediaItem] = field(default_factory=dict)
    film: list[Item] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.add("note", "Note", (0, -1), text=self.story)

    def id(self, title: str) -> str:
        """The id of this sample's node or media of a name."""
        return str(uuid5(NAMES, f"{self.name}/{title}"))

    def add(self, kind: str, title: str, cell: tuple[float, float], /, **params: Json) -> str:
        """Add a node at a column and row; returns its id."""
        node = Node(
            self.id(title),
            f"shotloom.{kind}",
            params=params,
            title=title,
            position=(cell[0] * COLUMN, cell[1] * ROW),
        )
        self.graph = self.graph.put(node)
        return node.id

    def link(self, source: str, output: str, target: str, port: str) -> None:
        """Link two nodes."""
        self.graph = self.graph.link(Link(source, output, target, port))

    def file(self, name: str) -> str:
        """The id of a media file of the samples, which is added to the document's index."""
        item = _item(self.id(name), name)
        self.media[item.id] = item
        return item.id

    def finish(self, source: str, column: float, title: str, output: str = "clip") -> None:
        """Finish a clip and make it a shot."""
        done = self.add("finish", "Finish", (column, 0))
        shot = self.add("shot", title, (column + 1, 0))
        self.link(source, output, done, "clip")
        self.link(done, "clip", shot, "clip")

    def show(self, shot: str, frames: int) -> None:
        """Put a shot behind what the film shows, for so many frames."""
        number = len(self.film) + 1
        self.film.append(Item(self.id(f"item {number}"), shot, Fraction(0), Fraction(frames) / RATE))

    def document(self) -> Document:
        """The whole file."""
        film = Timeline(RATE, tuple(self.film))
        return Document(Settings(RATE, SIZE), self.media, self.graph).with_timeline(film)


def text_to_clip() -> Sample:
    """One sentence becomes a shot."""
    s = Sample("text-to-clip", "A car drives home through the city at night: one sentence becomes a shot.")
    prompt = s.add("prompt", "Prompt", (0, 0), text="a red car drives to the left in the city at night")
    made = s.add("generate", "Generate", (1, 0), duration=1.4, seed=11)
    s.link(prompt, "text", made, "prompt")
    s.finish(made, 2, "Car")
    return s


def storyboard() -> Sample:
    """Five cards tell one shot."""
    s = Sample("storyboard", "A sailboat's day in five cards: each card rules until the next one.")
    cards: list[Json] = [
        {"time": 0.0, "prompt": "a yellow sailboat stands on the sea by day"},
        {"time": 1.0, "prompt": "a yellow sailboat sails to the right on the sea by day"},
        {"time": 2.0, "prompt": "a yellow sailboat sails to the left on the sea by day"},
        {"time": 3.0, "prompt": "a yellow sailboat sails to the left on the sea at sunset", "soft": True},
        {"time": 4.0, "prompt": "a yellow sailboat stands on the sea at night", "soft": True},
    ]
    board = s.add(
        "storyboard", "Storyboard", (0, 0), cards=cards, duration=5.0, overall="a yellow sailboat on the sea"
    )
    made = s.add("generate", "Generate", (1, 0), seed=21)
    s.link(board, "storyboard", made, "prompt")
    s.finish(made, 2, "Sailboat")
    return s


def image_to_clip() -> Sample:
    """A still begins to move."""
    s = Sample("image-to-clip", "A still picture of a rabbit begins to move: the image is the first frame.")
    picture = s.add("load_image", "Picture", (0, 0), media=s.file("rabbit.png"))
    first = s.add("condition", "First frame", (1, 0), time=0.0, strength=1.0)
    prompt = s.add("prompt", "Prompt", (1, 1), text="a white rabbit runs to the right on a meadow by day")
    made = s.add("generate", "Generate", (2, 0), duration=1.4, seed=31)
    s.link(picture, "image", first, "picture")
    s.link(first, "condition", made, "conditions")
    s.link(prompt, "text", made, "prompt")
    s.finish(made, 3, "Rabbit starts")
    return s


def extend_both_ways() -> Sample:
    """A clip gets a beginning and an end."""
    s = Sample(
        "extend-both-ways", "A car was filmed for a second: where it came from and where it goes is made up."
    )
    clip = s.add("load_clip", "Footage", (0, 0), media=s.file("car.mp4"))
    prompt = s.add("prompt", "Prompt", (0, 1), text="a red car drives to the right in the city by day")
    longer = s.add("extend_clip", "Extend both ways", (1, 0), direction="both", seconds=1.0, seed=41)
    s.link(clip, "clip", longer, "clip")
    s.link(prompt, "text", longer, "prompt")
    s.finish(longer, 2, "Car")
    return s


def connect() -> Sample:
    """Two clips become one."""
    s = Sample("connect", "A dog runs along the beach, then it jumps: the moment in between is made up.")
    first = s.add("load_clip", "Runs", (0, 0), media=s.file("dog.mp4"))
    second = s.add("load_clip", "Jumps", (0, 1), media=s.file("dog-jumps.mp4"))
    prompt = s.add("prompt", "Prompt", (0, 2), text="a dog runs on the beach by day")
    bridge = s.add("connect", "Connect", (1, 0), seconds=1.25, seed=51)
    s.link(first, "clip", bridge, "first")
    s.link(second, "clip", bridge, "second")
    s.link(prompt, "text", bridge, "prompt")
    s.finish(bridge, 2, "Dog")
    return s


def loop() -> Sample:
    """A clip that never ends."""
    s = Sample(
        "loop", "A balloon rises and comes back to where it began, so that the clip can play for ever."
    )
    clip = s.add("load_clip", "Footage", (0, 0), media=s.file("balloon.mp4"))
    prompt = s.add("prompt", "Prompt", (0, 1), text="a red balloon rises over a meadow by day")
    closed = s.add("loop", "Loop", (1, 0), seconds=1.25, seed=61)
    s.link(clip, "clip", closed, "clip")
    s.link(prompt, "text", closed, "prompt")
    s.finish(closed, 2, "Balloon")
    return s


def remix() -> Sample:
    """The same movement in another look."""
    s = Sample("remix", "A horse gallops through an old film: the movement stays, the look changes.")
    clip = s.add("load_clip", "Footage", (0, 0), media=s.file("horse.mp4"))
    prompt = s.add("prompt", "Prompt", (0, 1), text="a horse runs to the left on a meadow", style="sepia")
    anew = s.add("remix", "Remix", (1, 0), change=0.6, seed=71)
    s.link(clip, "clip", anew, "clip")
    s.link(prompt, "text", anew, "prompt")
    s.finish(anew, 2, "Horse")
    return s


def keyframes() -> Sample:
    """Two pictures, and the way from one to the other."""
    s = Sample(
        "first-and-last-frame",
        "A picture begins the shot and the same picture ends it; what lies between is free.",
    )
    picture = s.add("load_image", "Picture", (0, 0), media=s.file("sailboat.png"))
    first = s.add("condition", "First frame", (1, 0), by="frame", frame=0)
    last = s.add("condition", "Last frame", (1, 1), by="frame", frame=-1, strength=0.8)
    made = s.add(
        "generate",
        "Generate",
        (2, 0),
        text="a red sailboat sails to the right on the sea at sunset",
        duration=1.4,
        seed=81,
    )
    for placed in (first, last):
        s.link(picture, "image", placed, "picture")
        s.link(placed, "condition", made, "conditions")
    s.finish(made, 3, "Sailboat")
    return s


def story() -> Sample:
    """From storyboard to file."""
    s = Sample(
        "story", "A rocket leaves the city, flies on through space, gets its title and is saved as a film."
    )
    cards: list[Json] = [
        {"time": 0.0, "prompt": "a rocket stands in the city at night"},
        {"time": 0.7, "prompt": "a rocket rises over the city at night", "soft": True},
    ]
    board = s.add("storyboard", "Storyboard", (0, 0), cards=cards, duration=1.4)
    made = s.add("generate", "Generate", (1, 0), seed=91)
    longer = s.add(
        "extend_clip", "Extend", (2, 0), text="a rocket rises through space at night", seconds=1.0, seed=92
    )
    title = s.add(
        "title", "Title", (3, 0), text="LIFT-OFF", position="bottom", size=22.0, start=0.5, fade_in=0.5
    )
    larger = s.add("upscale", "Upscale", (4, 0), factor="4")
    done = s.add("finish", "Finish", (5, 0), scale="1")
    saved = s.add("save_clip", "Save", (6, 0), name="{stem}")
    s.link(board, "storyboard", made, "prompt")
    for source, target in ((made, longer), (longer, title), (larger, done), (done, saved)):
        s.link(source, "picture" if source == larger else "clip", target, "clip")
    s.link(title, "clip", larger, "picture")
    return s


MAKERS = (text_to_clip, storyboard, image_to_clip, extend_both_ways, connect, loop, remix, keyframes, story)


def _item(media_id: str, name: str) -> MediaItem:
    """What the document says about a media file of the samples."""
    from engine.media.probe import probe

    path = SAMPLES / "media" / name
    info = probe(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return MediaItem(
        media_id, name, digest, info.kind, info.frames, info.rate, info.size, relative=f"media/{name}"
    )


def _scenes() -> "Iterator[tuple[str, str, Frames]]":
    """Name, ending and frames [T, H, W, 3] of every picture and clip: the first plain scene of its kind."""
    from engine.training.world import World
    from engine.training.world import vocabulary as words
    from engine.training.world.render import part

    tables = {
        "kind": [kind.words[0] for kind in words.KINDS],
        "colour": list(words.COLOURS),
        "place": list(words.PLACES),
        "motion": list(words.MOTIONS),
        "time_of_day": list(words.TIMES),
        "weather": list(words.WEATHERS),
        "camera": list(words.CAMERAS),
        "style": list(words.STYLES),
    }
    plain = {"weather": "clear", "camera": "static", "style": "normal"}
    world = World()
    for name, shown in SCENES.items():
        size = (224, 128) if shown.ending == "png" else NATIVE
        scenes = world.sample(80_000, shown.seed, size=size)
        # One motion from beginning to end.
        fits = [second < 0 for second in scenes.motion2.tolist()]
        for label, word in {**plain, **shown.wanted}.items():
            wanted = tables[label].index(word)
            fits = [
                ok and value == wanted
                for ok, value in zip(fits, getattr(scenes, label).tolist(), strict=True)
            ]
        if not any(fits):
            sys.exit(f"the world shows no {name} among 80,000 scenes: {shown.wanted}")
        row = fits.index(True)
        scene = part(scenes, row, row + 1)
        for label, word in shown.then.items():
            scene = replace(scene, **{label: getattr(scene, label) * 0 + tables[label].index(word)})
        yield name, shown.ending, world.render(scene).frames[0].numpy()


def make_media() -> None:
    """Draw the pictures and clips."""
    from engine.media.encode import Preset, write_clip
    from engine.media.frames import ArrayClip
    from engine.media.stills import write_image

    folder = SAMPLES / "media"
    folder.mkdir(parents=True, exist_ok=True)
    for name, ending, frames in _scenes():
        path = folder / f"{name}.{ending}"
        if ending == "png":
            write_image(frames[0], path, overwrite=True)
        else:
            clip = ArrayClip(frames, Fraction(12))
            write_clip(clip, path, preset=Preset.MASTER, overwrite=True)
        print(f"{path.relative_to(SAMPLES)}: {path.stat().st_size} bytes")


def main() -> None:
    """Write everything that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--media", action="store_true", help="draw the pictures and clips anew")
    if parser.parse_args().media:
        make_media()
    registry = Registry(all_types())
    SAMPLES.mkdir(exist_ok=True)
    for make in MAKERS:
        sample = make()
        document = sample.document()
        for node in document.graph:
            _, errors = registry[node.type].settle(node.params)
            if errors:
                sys.exit(f"{sample.name}: {errors[0].at(node.title)}")
        path: Path = SAMPLES / f"{sample.name}.loom"
        path.write_bytes(dumps(document))
        print(f"{path.name}: {len(document.graph.nodes)} nodes")


if __name__ == "__main__":
    main()
