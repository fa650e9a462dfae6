"""Writes down what the models of ours have seen, in the words of their captions.

    python packaging/make_vocabulary.py

In: the caption grammar of the training (`engine.training`) and the text encoder. Out, for each training world:
`resources/vocabulary-<model>.json`, which the prompt editor reads through `engine.prompting` (the program itself never
loads the training), and beside it `.npy`, what each phrase that can stand for an unknown word means to the encoder.
A test compares the files with the grammar. For developers: run it again when the grammar changes.
"""

import json
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

import resources
from engine.model.text import TextEncoder
from engine.prompting import vocabulary_of
from engine.training import captions, deeds, phrases
from engine.training.world.vocabulary import (
    COLOURS,
    KINDS,
    MEDIA,
    PLACES,
    SHELTERED,
    SMALL,
    WEATHER_WEIGHTS,
    WEATHERS,
)

MODELS = {"loom-s": "small", "loom-m": "full"}
"""The world that each model was trained on, by the name in its file."""
Grouped = list[dict[str, list[list[str]] | list[str]]]
"""Products of verbs, each as (runs, running, run), with what may follow them."""


def content(model: str, world: str) -> dict[str, object]:
    """What one file says."""
    known = captions.vocabulary(world)
    small = world == "small"
    kinds = KINDS[:SMALL] if small else KINDS
    says_camera = phrases.CAMERA if small else deeds.CAMERA
    says_style = phrases.STYLE if small else deeds.STYLE
    found: dict[str, object] = {
        "version": 1,
        "model": model,
        "actors": 1 if small else len(deeds.NUMBERS) - 1,
        "colours": [colour for colour in COLOURS if colour in known["colours"]],
        "kinds": [
            {
                "words": kind.words,
                "medium": kind.medium,
                "home": [place for place in kind.home if place in known["places"]],
                "colours": kind.colours,
                "plural": deeds.plural(kind.words[0]),
            }
            for kind in kinds
        ],
        "motions": {motion: motion_words(motion, small, kinds) for motion in known["motions"]},
        "places": {
            place: {
                "where": phrases.WHERE[place],
                "scenes": phrases.SCENES[place],
                "tags": phrases.TAGS.get(place, (place,)),
                "weathers": weathers_of(place),
            }
            for place in PLACES
            if place in known["places"]
        },
        "times": {time: {"when": phrases.WHEN[time], "tags": phrases.TAGS[time]} for time in known["times"]},
        "weathers": {
            weather: {
                "phrases": phrases.WEATHER[weather],
                "sentences": phrases.WEATHER_SENTENCES[weather],
                "tags": phrases.TAGS["falling snow" if weather == "snow" else weather],
            }
            for weather in known["weathers"]
        },
        "cameras": {
            camera: {
                "phrases": says_camera[camera],
                "tags": phrases.TAGS[camera] if small else [deeds.CAMERA_TAGS[camera]],
            }
            for camera in known["cameras"]
        },
        "styles": {style: says_style[style] for style in known["styles"]},
    }
    if not small:
        found["numbers"] = deeds.NUMBERS[2:]
        found["loops"] = deeds.LOOP
        found["changes"] = sorted(
            {w for table in (deeds.WEATHER_COMES, deeds.TIME_COMES) for ways in table.values() for w in ways}
        )
    return found


def weathers_of(place: str) -> list[str]:
    """The weathers that are met in a place."""
    if place in SHELTERED:
        return []
    return [weather for weather, weight in zip(WEATHERS, WEATHER_WEIGHTS[place], strict=True) if weight]


def motion_words(motion: str, small: bool, kinds: Iterable[object]) -> dict[str, object]:
    """How a motion is said: by medium ("*" where all say it alike) as verbs and what may follow each of them."""
    media = [m for m in MEDIA if any(getattr(kind, "medium", "") == m for kind in kinds)]
    by_medium = {medium: grouped(_movements(motion, medium, small)) for medium in media}
    alike = all(said == by_medium[media[0]] for said in by_medium.values())
    said = {"*": by_medium[media[0]]} if alike else by_medium
    together = _together(motion)
    return {
        "said": {medium: groups for medium, groups in said.items() if groups},
        "tags": [phrases.tag(motion)] if motion in captions.vocabulary("small")["motions"] else [],
        **({"together": together} if together else {}),
    }


def grouped(movements: Iterable[phrases.Movement]) -> Grouped:
    """Movements as products of verbs with what follows them: most motions are a single one."""
    verbs_of: dict[str, dict[tuple[str, str], None]] = {}
    for verb, gerund, rest in movements:
        verbs_of.setdefault(rest, {})[verb, gerund] = None
    rests_of: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for rest, verbs in verbs_of.items():
        rests_of.setdefault(tuple(verbs), []).append(rest)
    return [{"verbs": [verb_forms(*v) for v in verbs], "rests": rests} for verbs, rests in rests_of.items()]


def _movements(motion: str, medium: str, small: bool) -> list[phrases.Movement]:
    if small:
        return list(phrases.movements(motion, medium))
    if motion in ("approach", "follow", "swap"):
        return []
    ways = {"left": (-1,), "right": (1,)}.get(motion, (-1, 1))
    return [
        movement
        for way in ways
        for speed in range(3)
        for movement in deeds.movements(motion, medium, way, speed, "meadow")
    ]


def _together(motion: str) -> list[list[str]]:
    """What one actor does to another, as verb and gerund."""
    match motion:
        case "approach":
            return [verb_forms(*pair) for pair in deeds.APPROACHES]
        case "follow":
            pairs = dict.fromkeys((verb, gerund) for verb, gerund, _ in deeds.follows(1))
            return [verb_forms(*pair) for pair in pairs]
        case "swap":
            return [verb_forms(f"swaps {what}", f"swapping {what}") for what in ("places", "sides")]
    return []


def verb_forms(verb: str, gerund: str) -> list[str]:
    """A verb as it is said of one, of what goes on, and of several."""
    return [verb, gerund, deeds.together(verb)]


def text(model: str, world: str) -> str:
    """One file, a line for each entry, so that a change can be read."""
    lines = []
    for name, value in content(model, world).items():
        if isinstance(value, dict):
            rows = ",\n".join(f"  {json.dumps(key)}: {json.dumps(row)}" for key, row in value.items())
            lines.append(f"{json.dumps(name)}: {{\n{rows}\n}}")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            rows = ",\n".join(f"  {json.dumps(row)}" for row in value)
            lines.append(f"{json.dumps(name)}: [\n{rows}\n]")
        else:
            lines.append(f"{json.dumps(name)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def meanings(phrases: Sequence[str]) -> NDArray[np.int8]:
    """The sentence vector of each phrase [n, 384], each scaled to fill eight bits."""
    encoder = TextEncoder(resources.path("models/minilm-l6.safetensors"))
    vectors = encoder.sentence(phrases, batch=32).numpy()
    return np.round(127 * vectors / np.abs(vectors).max(axis=1, keepdims=True)).astype(np.int8)


if __name__ == "__main__":
    for model, world in MODELS.items():
        resources.path(f"vocabulary-{model}.json").write_text(text(model, world), encoding="utf-8")
        vocabulary = vocabulary_of(model)
        assert vocabulary is not None
        found = meanings([entry.phrase for entry in vocabulary.short])
        np.save(resources.path(f"vocabulary-{model}.npy"), found, allow_pickle=False)
