"""The fixed list of prompts that a model is judged by, and what each of them asks for.

In: the caption grammar and a seed, once: ``python -m engine.training.evaluation.prompts`` writes ``prompts.json``
beside this file.  Out: ``Prompt`` values.  Called by ``engine.training.evaluation.survey`` and the tests.  A fact is
judged only if the text names it.
"""

import json
import random
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from engine.training.captions import caption
from engine.training.world import Scenes
from engine.training.world.program import sample
from engine.training.world.vocabulary import (
    CAMERAS,
    COLOURS,
    KINDS,
    MOTIONS,
    PLACES,
    SMALL,
    STYLES,
    TIMES,
    WEATHERS,
    article,
    held_out,
)

FILE: Final = Path(__file__).with_name("prompts.json")
SEEN, HELD_OUT, SIDEWAYS = "seen", "held out", "left right"
SEED: Final = 4_000_000
EACH: Final = 200
"""Prompts of seen and of held-out combinations each."""
PAIRS: Final = 30
"""Pairs of left/right prompts."""
_LENGTHS: Final = {"sentence": 0.5, "long": 0.25, "short": 0.15, "tags": 0.1}

_WORDS: Final[dict[str, dict[str, str]]] = {
    "place": {
        "meadow": "meadow|grass|green hills",
        "beach": "beach|seaside|sea on the sand",
        "sea": r"\b(the|at) sea\b|ocean|out on the water|(^|, )sea(,|$)",
        "desert": "desert|dunes",
        "snow": r"in the snow\b|snowy|(^|, )snow(,|$)",
        "city": "city|town|tall houses",
        "forest": "forest|woods|trees",
        "space": r"\bspace\b|moon|planet",
    },
    "time_of_day": {
        "day": r"by day|during the day|daylight|noon|(^|, )day(,|$)",
        "sunset": "sunset|dusk|evening|sun sets",
        "night": "night|in the dark",
    },
    "weather": {
        "clear": "clear sky|sky is clear",
        "clouds": "cloud",
        "rain": r"\brain",
        "snow": "snowfall|it snows|snowing|falling snow|snow is falling|it is snowing",
        "fog": "fog|mist",
    },
    "camera": {
        "static": "camera is still|camera stays still|static camera",
        "pan left": "camera (pans|turns|pan)",
        "pan right": "camera (pans|turns|pan)",
        "zoom in": "zooms? in|camera moves closer",
        "zoom out": "zooms? out|camera moves back",
    },
    "style": {
        "normal": "3d animation|colourful animation|cartoon",
        "noir": "black and white|film noir",
        "sepia": "sepia",
        "watercolour": "watercolour",
        "pixel art": "pixel art",
    },
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One text with its seed.

    ``scene`` holds all facts of the scene that the text was made from, by name ("" for none); ``asked`` those of them
    that the text names.  ``group`` is ``SEEN``, ``HELD_OUT`` or ``SIDEWAYS``.
    """

    text: str
    seed: int
    group: str
    scene: dict[str, str]
    asked: tuple[str, ...]

    def wants(self, fact: str) -> str | None:
        """What the text asks for, None if it does not say; ``direction`` is that of actors that go sideways."""
        if fact == "direction":
            motion = self.wants("motion")
            return motion if motion in ("left", "right") else None
        return self.scene[fact] if fact in self.asked else None


def load_prompts(path: Path = FILE) -> list[Prompt]:
    """The fixed list, in its order."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return [Prompt(**entry | {"asked": tuple(entry["asked"])}) for entry in stored]


def subset(prompts: list[Prompt], count: int) -> list[Prompt]:
    """``count`` prompts evenly spread over the list: the same share of each group."""
    return [prompts[index * len(prompts) // count] for index in range(count)]


def draw_prompts() -> list[Prompt]:
    """The whole list anew from the grammar: ``EACH`` seen, ``EACH`` held out, ``PAIRS`` pairs of left and right."""
    rng = random.Random(SEED)
    return [*_drawn(SEEN, "train", rng), *_drawn(HELD_OUT, "heldout", rng), *_sideways(rng)]


def named(text: str, scene: dict[str, str]) -> tuple[str, ...]:
    """The facts of ``scene`` that ``text`` names; it must be a caption of that scene."""
    text = text.lower()
    found = ["count"]
    if scene["kind"]:
        found += ["kind", "motion"]
        if scene["colour"] and re.search(rf"\b{scene['colour']} ", text):
            found.append("colour")
    for fact, words in _WORDS.items():
        if re.search(words.get(scene[fact], "$^"), text):
            found.append(fact)
    return tuple(found)


def scene_of(scenes: Scenes, i: int) -> dict[str, str]:
    """The facts of clip ``i`` by name."""

    def name(values: tuple[str, ...], index: int) -> str:
        return values[index] if index >= 0 else ""

    kind = int(scenes.kind[i])
    return {
        "kind": KINDS[kind].words[0] if kind >= 0 else "",
        "count": str(int(kind >= 0)),
        "colour": name(COLOURS, int(scenes.colour[i])),
        "motion": MOTIONS[int(scenes.motion[i])],
        "place": PLACES[int(scenes.place[i])],
        "time_of_day": TIMES[int(scenes.time_of_day[i])],
        "weather": WEATHERS[int(scenes.weather[i])],
        "camera": CAMERAS[int(scenes.camera[i])],
        "style": STYLES[int(scenes.style[i])],
    }


def _drawn(group: str, split: str, rng: random.Random) -> list[Prompt]:
    scenes = sample(4 * EACH, SEED + len(group), 17, 12.0, (112, 64), split)
    prompts: list[Prompt] = []
    texts: set[str] = set()
    for i in range(len(scenes)):
        scene = scene_of(scenes, i)
        text = caption(scenes, i, rng, rng.choices(list(_LENGTHS), list(_LENGTHS.values()))[0])
        asked = named(text, scene)
        # Held-out means kind, place and motion together, so the text must name the place too.
        whole = group == SEEN or {"kind", "motion", "place"} <= set(asked)
        if len(prompts) == EACH or int(scenes.motion2[i]) >= 0 or text in texts or not whole:
            continue
        texts.add(text)
        prompts.append(Prompt(text, SEED + i, group, scene, asked))
    return prompts


def _sideways(rng: random.Random) -> list[Prompt]:
    """Pairs that differ in one word and share their seed."""
    places = ("meadow", "beach", "desert", "snow", "city", "forest")
    forms = ("in a {}", "on the {}", "in the {}", "in the {}", "in the {}", "in the {}")
    prompts: list[Prompt] = []
    used: set[tuple[str, int]] = set()
    for pair in range(PAIRS):
        kind = KINDS[pair % SMALL].words[0]
        index = rng.choice(
            [
                k
                for k, place in enumerate(places)
                if (kind, k) not in used and not any(held_out(kind, place, way) for way in ("left", "right"))
            ]
        )
        used.add((kind, index))
        for way in ("left", "right"):
            text = f"{article(kind)} moves to the {way} {forms[index].format(places[index])} by day, static camera"
            scene = {
                "kind": kind, "count": "1", "colour": "", "motion": way, "place": places[index], "time_of_day": "day",
                "weather": "clear", "camera": "static", "style": "normal",
            }  # fmt: skip
            prompts.append(Prompt(text, SEED + 10_000 + pair, SIDEWAYS, scene, named(text, scene)))
    return prompts


def main() -> None:
    """Write the list beside this file."""
    lines = ",\n".join(json.dumps(asdict(prompt)) for prompt in draw_prompts())
    FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
