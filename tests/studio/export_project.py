"""A project whose film is known frame by frame: three shots, two with a take, a tone, a subtitle."""

from fractions import Fraction
from pathlib import Path

import numpy as np

from engine.document import Document, MediaItem, Settings
from engine.files import dumps
from engine.graph import Graph, Link, Node
from engine.media.encode import Preset, write_clip
from engine.media.frames import ArrayClip
from engine.media.index import content_hash
from engine.shots import Shot, Take
from engine.timeline import Item, Timeline
from engine.tracks import Cue, Sound
from engine.types import Size
from tests.engine.media.sounding import tone_after, write_sound
from tests.engine.media.synthetic import numbered

RATE, SIZE, FRAME = Fraction(24), Size(112, 64), Fraction(1, 24)
PROMPT = "a secret fox"


def export_project(folder: Path, *, third: bool = False) -> Path:
    """Write it. Frames 0 to 11 of the film are frames 4 to 15 of shot a, 12 to 23 are frames 100 to 111 of shot b;
    with `third` 6 more are of shot c, which has no take.
    """
    takes = folder / "night.media" / "takes"
    takes.mkdir(parents=True)
    shots = {}
    for shot, first in (("a", 0), ("b", 100)):
        clip = ArrayClip(np.stack([numbered(first + n, *SIZE) for n in range(20)]), RATE)
        write_clip(clip, takes / f"{shot}.mkv", preset=Preset.FFV1)
        take = Take(
            f"{shot}1", f"{shot}.mkv", 20, RATE, SIZE, 7, 1.0, "2026-01-01T00:00:00+00:00", "m", "d", f"k{shot}",
            settings={"words": {"text": PROMPT}},
        )  # fmt: skip
        shots[shot] = Shot(shot, takes=(take,))
    song = write_sound(folder / "song.wav", tone_after(0.0, 2))
    media = MediaItem(
        "song", "song.wav", content_hash(song), "sound", 96_000, Fraction(48_000), Size(0, 0), "song.wav"
    )
    nodes = [
        Node("words", "shotloom.prompt", params={"text": PROMPT}),
        Node("make", "shotloom.generate", params={"duration": 0.4, "seed": 1}, position=(260, 0)),
        *(Node(shot, "shotloom.shot", title=title, position=(520, 200 * n))
          for n, (shot, title) in enumerate((("a", "Car"), ("b", "Boat"), ("c", "Sea")))),
    ]  # fmt: skip
    links = [Link("words", "text", "make", "prompt"), *(Link("make", "clip", shot, "clip") for shot in "abc")]
    items = [Item("i1", "a", 4 * FRAME, 12 * FRAME), Item("i2", "b", Fraction(0), 12 * FRAME)]
    if third:
        items.append(Item("i3", "c", Fraction(0), 6 * FRAME))
    timeline = Timeline(
        RATE,
        tuple(items),
        sounds=(Sound("s", "song", 12 * FRAME, Fraction(0), Fraction(1, 2)),),
        cues=(Cue("c1", 6 * FRAME, 6 * FRAME, "Hello"),),
    )
    document = Document(
        settings=Settings(RATE, SIZE),
        media={"song": media},
        graph=Graph.of(nodes, links),
        shots=shots,
        timeline=timeline,
    )
    path = folder / "night.loom"
    path.write_bytes(dumps(document))
    return path
