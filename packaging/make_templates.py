"""Writes the templates that the welcome page offers: small graphs to begin from.

    python packaging/make_templates.py

Out: `resources/templates/*.loom`. Like the samples, but without media: the artist brings those. For developers.
"""

import sys

from make_samples import Sample

import resources
from engine import Json
from engine.files import dumps

TEMPLATES = resources.path("templates")
WITH_PICTURE = 1.5
"""Rows that a Generate node takes as soon as it shows what it made."""


def one_sentence() -> Sample:
    """The smallest graph that makes a shot."""
    s = Sample("one-sentence", "Write what happens into the prompt, then render the shot.")
    prompt = s.add("prompt", "Prompt", (0, 0), text="a red balloon rises over a meadow by day")
    made = s.add("generate", "Generate", (1, 0), duration=2.0, seed=1)
    s.link(prompt, "text", made, "prompt")
    s.finish(made, 2, "Shot 1")
    return s


def from_a_picture() -> Sample:
    """A picture of the artist's own."""
    s = Sample("from-a-picture", "Choose a picture: it is the first frame of the shot.")
    picture = s.add("load_image", "Picture", (0, 0))
    first = s.add("condition", "First frame", (1, 0), time=0.0, strength=1.0)
    prompt = s.add("prompt", "Prompt", (1, 1), text="the camera stands still")
    made = s.add("generate", "Generate", (2, 0), duration=2.0, seed=1)
    s.link(picture, "image", first, "picture")
    s.link(first, "condition", made, "conditions")
    s.link(prompt, "text", made, "prompt")
    s.finish(made, 3, "Shot 1")
    return s


def longer_clip() -> Sample:
    """A clip of the artist's own."""
    s = Sample("longer-clip", "Choose a clip: what comes after it is made up.")
    clip = s.add("load_clip", "Footage", (0, 0))
    prompt = s.add("prompt", "Prompt", (0, 1), text="it goes on as before")
    longer = s.add("extend_clip", "Extend", (1, 0), seconds=1.0, seed=1)
    s.link(clip, "clip", longer, "clip")
    s.link(prompt, "text", longer, "prompt")
    s.finish(longer, 2, "Shot 1")
    return s


def storyboard() -> Sample:
    """Cards on one clip's axis."""
    s = Sample("story-in-cards", "Each card says what happens from its time on.")
    cards: list[Json] = [
        {"time": 0.0, "prompt": "a blue car stands in the desert by day"},
        {"time": 1.0, "prompt": "a blue car drives to the right in the desert by day"},
        {"time": 2.0, "prompt": "a blue car drives to the right in the desert at sunset", "soft": True},
    ]
    board = s.add("storyboard", "Storyboard", (0, 0), cards=cards, duration=3.0)
    made = s.add("generate", "Generate", (1, 0), seed=1)
    s.link(board, "storyboard", made, "prompt")
    s.finish(made, 2, "Shot 1")
    return s


def three_shots() -> Sample:
    """Three sentences, three shots, one look."""
    s = Sample("three-shots", "Three sentences become three shots of one film.")
    tale = (
        "a dog stands on a meadow by day",
        "a dog runs to the right on a meadow",
        "a dog jumps on a meadow",
    )
    for row, sentence in enumerate(tale):
        number, down = row + 1, row * WITH_PICTURE
        prompt = s.add("prompt", f"Prompt {number}", (0, down), text=sentence)
        made = s.add("generate", f"Generate {number}", (1, down), duration=1.4, seed=number)
        done = s.add("finish", f"Finish {number}", (2, down))
        shot = s.add("shot", f"Shot {number}", (3, down))
        s.link(prompt, "text", made, "prompt")
        s.link(made, "clip", done, "clip")
        s.link(done, "clip", shot, "clip")
        # The 1.4 s that it lasts.
        s.show(shot, 34)
    return s


def main() -> int:
    """Write every template."""
    TEMPLATES.mkdir(exist_ok=True)
    for make in (one_sentence, from_a_picture, longer_clip, storyboard, three_shots):
        made = make()
        (TEMPLATES / f"{made.name}.loom").write_bytes(dumps(made.document()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
