"""What the models know in words: the vocabulary says what the captions say, and prompts are understood by it."""

import json
import random
import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from engine.prompting import (
    Meaning,
    Vocabulary,
    complete,
    expand,
    nearest,
    understand,
    unknown,
    vocabulary_of,
)
from engine.prompting.vocabulary import CAMERA, MOTION, PLACE, STYLE, TIME, WEATHER, words_of
from engine.training.captions import LENGTHS, caption
from engine.training.world.vocabulary import (
    CAMERAS,
    KINDS,
    PLACES,
    SMALL,
    SMALL_CAMERAS,
    SMALL_MOTIONS,
    SMALL_PLACES,
    SMALL_STYLES,
    STYLES,
    TIMES,
    WEATHERS,
)

ROOT = Path(__file__).parents[2]
MAKER = runpy.run_path(str(ROOT / "packaging" / "make_vocabulary.py"))
MODELS = ("loom-s", "loom-m")
PROMPTS = (
    "", "a dog", "red car", "a dog and a cat", "a beach at sunset", "sepia", "jumps", "a rocket in space", "red",
    "a fish swims", "A dog.", "dog, beach, night", "a cat, then it jumps", "at night in the rain", "elephants",
    "a ball rolls to the left", "a bird in the snow, the camera pans left", "a blue balloon rises\nunder a clear sky",
)  # fmt: skip


def known(model: str) -> Vocabulary:
    found = vocabulary_of(model)
    assert found is not None
    return found


def words(vocabulary: Vocabulary, prompt: str) -> list[tuple[str, str, str]]:
    return [(span.text, span.category, span.concept) for span in understand(prompt, vocabulary)]


def tale(seed: int) -> SimpleNamespace:
    """One scene of the small world as the caption grammar reads it, without drawing anything."""
    rng = random.Random(seed)
    kind = rng.randrange(SMALL)
    colours = KINDS[kind].colours
    from engine.training.world.vocabulary import COLOURS

    return SimpleNamespace(
        world="small",
        frames=17,
        rate=12.0,
        kind=[kind if rng.random() > 0.1 else -1],
        place=[rng.randrange(SMALL_PLACES)],
        style=[rng.randrange(SMALL_STYLES)],
        weather=[rng.randrange(len(WEATHERS))],
        colour=[COLOURS.index(rng.choice(colours)) if colours else -1],
        motion=[rng.randrange(SMALL_MOTIONS)],
        motion2=[rng.randrange(-1, SMALL_MOTIONS)],
        time_of_day=[rng.randrange(len(TIMES))],
        camera=[rng.randrange(SMALL_CAMERAS)],
        switch=[0.5],
    )


@pytest.mark.parametrize("model", MODELS)
def test_the_shipped_vocabulary_is_what_the_grammar_says(model: str) -> None:
    path = resources.path(f"vocabulary-{model}.json")
    assert path.read_text(encoding="utf-8") == MAKER["text"](model, MAKER["MODELS"][model])
    assert json.loads(path.read_text(encoding="utf-8"))["model"] == model


def test_nothing_is_known_of_a_model_that_nobody_wrote_down() -> None:
    assert vocabulary_of("wan-2.1") is None
    assert vocabulary_of("../styles") is None


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**6), length=st.sampled_from(LENGTHS))
def test_every_caption_of_the_training_is_understood(seed: int, length: str) -> None:
    scene = tale(seed)
    text = caption(scene, 0, random.Random(seed), length)  # type: ignore[arg-type]
    found = understand(text, known("loom-s"))
    assert unknown(found) == []
    said = {(span.category, span.concept) for span in found}
    if scene.kind[0] >= 0:
        assert ("actor", KINDS[scene.kind[0]].words[0]) in said
    for category, name in (
        (PLACE, PLACES[scene.place[0]]),
        (TIME, TIMES[scene.time_of_day[0]]),
        (CAMERA, CAMERAS[scene.camera[0]]),
        (STYLE, STYLES[scene.style[0]]),
    ):
        assert {concept for kind, concept in said if kind == category} <= {name}, category


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("a Red car", [("Red", "colour", "red"), ("car", "actor", "car")]),
        ("the camera slowly zooms in", [("the camera slowly zooms in", "camera", "zoom in")]),
        ("it runs", [("runs", "motion", "")]),
        ("it runs to the left", [("runs to the left", "motion", "left")]),
        ("dogs jump", [("dogs", "actor", "dog"), ("jump", "motion", "jump")]),
        ("on the beach", [("on the beach", "place", "beach")]),
        ("the beach, sand", [("beach", "place", "beach")]),
        ("a jungle", [("jungle", "unknown", "")]),
        ("8-bit pixel art", [("8-bit pixel art", "style", "pixel art")]),
        ("in the\nrain", [("in the\nrain", "weather", "rain")]),
    ],
)
def test_phrases_say_concepts_and_strange_words_stand_out(
    prompt: str, said: list[tuple[str, str, str]]
) -> None:
    assert words(known("loom-s"), prompt) == said


def test_unknown_words_are_found_where_they_stand() -> None:
    prompt = "Der Hund läuft: a dog \U0001f415 gallops"
    found = unknown(understand(prompt, known("loom-s")))
    assert [prompt[span.start : span.end] for span in found] == ["Der", "Hund", "läuft", "gallops"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("elefant", "elephant"),
        ("beech", "beach"),
        ("kitten", "kitty"),
        ("pixle", "pixel art"),
        ("doggy", "dog"),
    ],
)
def test_near_by_spelling(word: str, expected: str) -> None:
    assert expected in [entry.phrase for entry in nearest(word, known("loom-s"))]


def test_nothing_is_near_to_nonsense() -> None:
    assert nearest("xqzzvw", known("loom-m")) == []


@pytest.mark.parametrize("model", MODELS)
def test_the_shipped_meanings_are_those_of_the_phrases(model: str) -> None:
    vocabulary = known(model)
    found = np.load(resources.path(f"vocabulary-{model}.npy"), allow_pickle=False)
    assert (found.dtype, len(found)) == (np.int8, len(vocabulary.short))
    some = range(0, len(found), len(found) // 4)
    again = MAKER["meanings"]([vocabulary.short[i].phrase for i in some])
    assert np.abs(found[list(some)].astype(int) - again).max() <= 1


def test_near_by_meaning_finds_what_is_spelled_otherwise() -> None:
    meaning = Meaning(resources.path("models/minilm-l6.safetensors"), known("loom-s"))
    assert meaning.known("jungle") is None
    found = {word: [e.concept for e in meaning.nearest(word)] for word in ("jungle", "automobile", "drizzle")}
    assert found["jungle"][0] == "forest"
    assert found["automobile"][0] == "car"
    assert found["drizzle"][0] == "rain"
    assert [e.concept for e in meaning.known("Jungle") or ()][:3] == found["jungle"]


@pytest.mark.parametrize("word", ["qzzblurb", "blorptz", "asdfgh", "grumbix"])
def test_a_word_without_meaning_is_near_to_nothing(word: str) -> None:
    meaning = Meaning(resources.path("models/minilm-l6.safetensors"), known("loom-s"))
    assert meaning.nearest(word) == []


@pytest.mark.parametrize("model", MODELS)
def test_what_replaces_a_word_is_known_itself(model: str) -> None:
    vocabulary = known(model)
    for entry in vocabulary.short:
        assert not unknown(understand(entry.phrase, vocabulary)), entry


# -- completing --------------------------------------------------------------------------------------------------------


def offered(before: str, model: str = "loom-s") -> list[str]:
    return [completion.entry.phrase for completion in complete(before, known(model))]


def test_the_last_words_are_completed_to_phrases() -> None:
    assert offered("a dog runs to the l") == ["runs to the left"]
    assert offered("a plane at ni")[0] == "at night"
    assert "the camera pans left" in offered("a dog, the camera pa")
    assert offered("") == offered("a dog ") == offered("a dog, ") == offered("x") == []


def test_a_completion_says_where_it_begins_and_whether_the_word_is_done() -> None:
    (first, *_) = complete("a dog on the bea", known("loom-s"))
    assert (first.start, first.entry.phrase, first.whole) == (6, "on the beach", False)
    assert all(c.whole for c in complete("a dog runs", known("loom-s")))
    (far, *_) = complete("x " * 1000 + "on the bea", known("loom-s"))
    assert (far.start, far.entry.phrase) == (2000, "on the beach")


def test_what_the_actor_can_do_comes_first() -> None:
    assert offered("a fish sw")[0].startswith("swims")
    flies = offered("a plane f")
    assert flies == [] or flies[0].startswith("fl")
    assert offered("a plane fl")[0].startswith("fl")
    birds = offered("a balloon fl")
    assert birds.index(next(p for p in birds if p.startswith("floats"))) < next(
        (i for i, p in enumerate(birds) if p.startswith("flies left")), len(birds)
    )


def test_what_is_said_already_comes_last() -> None:
    assert offered("in the s")[0] == "in the snow"
    assert offered("a dog on the beach in the f")[0] == "in the fog"


def test_every_completion_is_in_the_vocabulary() -> None:
    for begin in ("in", "th", "wa", "ru", "a b", "the", "st", "pi"):
        for phrase in offered(begin, "loom-m"):
            assert not unknown(understand(phrase, known("loom-m")))


# -- expanding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("prompt", PROMPTS)
def test_an_expanded_prompt_is_fully_known_and_keeps_what_was_said(prompt: str, model: str) -> None:
    vocabulary = known(model)
    for seed in range(12):
        full = expand(prompt, seed, vocabulary)
        assert unknown(understand(full, vocabulary)) == []
        before = [(s.category, s.concept) for s in understand(prompt, vocabulary) if s.concept]
        after = [(s.category, s.concept) for s in understand(full, vocabulary)]
        assert not [said for said in before if said not in after], full
        kept = iter(word.text for word in words_of(full))
        assert all(word.text in kept for word in words_of(prompt)), "every word stays, in its order"


@pytest.mark.parametrize("model", MODELS)
def test_what_was_missing_is_there_and_nothing_twice(model: str) -> None:
    vocabulary = known(model)
    for seed in range(40):
        said = [s.category for s in understand(expand("a dog", seed, vocabulary), vocabulary)]
        for category in (MOTION, PLACE, CAMERA, STYLE):
            assert said.count(category) == 1, (seed, category)
        assert said.count(TIME) <= 1
        assert said.count(WEATHER) <= 1


def test_the_same_seed_says_the_same_and_another_something_else() -> None:
    vocabulary = known("loom-s")
    again = [expand("a dog", seed, vocabulary) for seed in range(20)]
    assert again == [expand("a dog", seed, vocabulary) for seed in range(20)]
    assert len(set(again)) >= 19
    assert expand("a dog", 1, vocabulary) == (
        "a dog walks from right to left on a sandy beach by day, the camera pans left, colourful animation"
    )


@pytest.mark.parametrize("model", MODELS)
def test_what_is_added_surprises_nobody(model: str) -> None:
    vocabulary = known(model)
    told = [expand("a red sailboat at night", seed, vocabulary) for seed in range(40)]
    for full in told:
        said = {(s.category, s.concept) for s in understand(full, vocabulary)}
        assert not {(MOTION, m) for m in ("jump", "fall", "rise", "spin", "grow", "shrink")} & said, full
        assert not {(WEATHER, w) for w in ("rain", "snow", "fog")} & said, full
        assert (PLACE, "sea") in said, full
    assert any(" sails " in full for full in told)
    fair = [full for full in told if any(s.category == WEATHER for s in understand(full, vocabulary))]
    assert 0 < len(fair) < len(told) / 2


def test_a_full_description_stays_as_it_is() -> None:
    full = (
        "a red car drives to the left on the beach at sunset under a clear sky, the camera is still, cartoon"
    )
    assert expand(full, 3, known("loom-s")) == full


def test_words_that_nobody_knows_stay_where_they_were() -> None:
    full = expand("A zebra gallops past the jungle.", 1, known("loom-s"))
    assert full.startswith("A zebra gallops past the jungle")
    assert full.endswith(".")
    horse = expand("a horse gallops", 2, known("loom-s"))
    assert horse.startswith("a horse gallops ")
    assert not [s for s in understand(horse, known("loom-s")) if s.category == MOTION]


def test_no_colourless_style_hides_a_colour_that_was_asked_for() -> None:
    vocabulary = known("loom-m")
    for seed in range(60):
        said = {s.concept for s in understand(expand("a red car", seed, vocabulary), vocabulary)}
        assert not said & {"noir", "sepia", "sketch"}


def test_in_space_there_is_neither_time_of_day_nor_weather() -> None:
    vocabulary = known("loom-s")
    for seed in range(20):
        said = {s.category for s in understand(expand("a rocket in space", seed, vocabulary), vocabulary)}
        assert not said & {TIME, WEATHER}


def test_what_does_not_fit_is_left_out_from_the_least_important() -> None:
    vocabulary = known("loom-s")
    full = expand("a dog", 1, vocabulary)
    short = expand("a dog", 1, vocabulary, lambda text: len(text) < len(full) - 10)
    assert short == full.removesuffix(", colourful animation")
    assert expand("a dog", 1, vocabulary, lambda text: len(text) < 3) == "a dog"


def test_a_style_that_is_chosen_elsewhere_is_not_added() -> None:
    vocabulary = known("loom-s")
    said = understand(expand("a dog", 1, vocabulary, without=(STYLE,)), vocabulary)
    assert STYLE not in {span.category for span in said}


def test_understanding_loads_neither_torch_nor_numpy(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from engine.prompting import *; v = vocabulary_of('loom-s'); expand('a dog', 1, v); "
        "understand('a dog', v); complete('a do', v); nearest('dgo', v); "
        "assert not {'torch', 'numpy', 'cv2'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
