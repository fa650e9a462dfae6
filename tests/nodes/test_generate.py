"""Generate, Still, Condition, Storyboard and the words: what is asked of the model, known before anything runs."""

from fractions import Fraction

import pytest

from engine import Settings, Size, StudioError
from engine.values import ConditionValue, ModelValue, NumberValue, StoryboardValue, TextValue
from nodes.styles import styles
from tests.nodes.lowering import LOOM, builder, clip, facts, image, lower, only, ops


@pytest.mark.parametrize(
    ("seconds", "frames", "made"),
    [(1.4, 17, 17), (1.0, 12, 13), (0.05, 1, 1), (4.0, 48, 49), (60.0, 720, 721)],
)
def test_a_duration_is_generated_on_the_grid_and_cut_to_length(
    seconds: float, frames: int, made: int
) -> None:
    build = builder()
    out = lower(build, "generate", duration=seconds)
    assert facts(out["clip"])[:2] == (frames, 12)
    assert only(build, "denoise").params["shape"] == [(made - 1) // 4 + 1, 8, 14]
    assert only(build, "decode").facts.frames == made


@pytest.mark.parametrize(
    ("asked", "got"),
    [
        (None, Size(112, 64)),
        ([1920, 1080], Size(112, 64)),
        ([720, 1280], Size(64, 112)),
        ([500, 500], Size(80, 80)),
    ],
)
def test_the_shape_chooses_the_native_size(asked: object, got: Size) -> None:
    assert facts(lower(builder(), "generate", size=asked)["clip"])[2] == got


def test_another_rate_is_interpolated_and_keeps_the_duration() -> None:
    build = builder()
    out = lower(build, "generate", duration=1.0, rate=24)
    assert facts(out["clip"])[:2] == (24, 24)
    assert only(build, "interpolate").params["factor"] == 2
    assert only(build, "denoise").params["rate"] == "12"
    for rate in (8, 23.976, 25, 30, 60):
        frames, got, _ = facts(lower(builder(), "generate", duration=1.5, rate=rate)["clip"])
        assert abs(frames / got - Fraction(3, 2)) <= 1 / (2 * got)


def test_zero_leaves_the_numbers_to_the_model() -> None:
    params = only(ran(quality="full", text="a dog"), "denoise").params
    assert (params["steps"], params["guidance"], params["shift"]) == (8, 4.0, 3.0)
    assert only(ran(quality="draft"), "denoise").params["steps"] == 4
    params = only(ran(steps=20, guidance=2.5, shift=5.0, text="a dog"), "denoise").params
    assert (params["steps"], params["guidance"], params["shift"]) == (20, 2.5, 5.0)


def ran(**params: object) -> object:
    """A builder after lowering Generate with these params."""
    build = builder()
    lower(build, "generate", **params)
    return build


def test_guidance_is_left_out_where_no_text_could_be_followed() -> None:
    assert only(ran(text=""), "denoise").params["guidance"] == 1.0


def test_the_seed_reaches_the_noise_and_the_title_reaches_nothing() -> None:
    assert only(ran(seed=7), "denoise").params["seed"] == 7
    assert only(ran(seed=7), "denoise").key != only(ran(seed=8), "denoise").key
    assert only(ran(seed=7), "denoise").key == only(ran(seed=7), "denoise").key


@pytest.mark.parametrize("rate", [None, 8, 12, 24, 25, 60, "23.976"])
@pytest.mark.parametrize("duration", [0.05, 0.5, 1.0, 1.4, 2.1])
def test_the_last_frame_can_be_given_at_any_rate(rate: object, duration: float) -> None:
    build = builder()
    last = lower(build, "condition", {"picture": image(build)}, by="frame", frame=-1)["condition"]
    late = lower(build, "condition", {"picture": image(build)}, time=duration * 0.99)["condition"]
    chosen = {} if rate is None else {"rate": str(rate)}
    lower(build, "generate", {"conditions": [last, late]}, text="a rabbit", duration=duration, **chosen)
    steps = [s for s in build.steps if s.op == "denoise"]
    made = round(duration * 12)
    assert all(max(0, made - 2) <= frame <= made for frame, _ in steps[0].params["conditions"])


@pytest.mark.parametrize(
    "moment", [{"by": "frame", "frame": 34}, {"by": "frame", "frame": -35}, {"time": 1.6}]
)
def test_a_condition_outside_the_clip_is_refused_in_its_own_terms(moment: dict[str, object]) -> None:
    build = builder()
    placed = lower(build, "condition", {"picture": image(build)}, **moment)["condition"]
    with pytest.raises(StudioError) as error:
        lower(build, "generate", {"conditions": [placed]}, text="a rabbit", duration=1.4, rate="24")
    assert error.value.port == "conditions"
    assert str(next(v for k, v in moment.items() if k != "by")) in str(error.value.value)


def test_the_last_card_rules_to_the_end_of_a_longer_remix() -> None:
    build = builder()
    cards = [{"time": 0.0, "prompt": "stands"}, {"time": 1.0, "prompt": "jumps"}]
    board = lower(build, "storyboard", cards=cards, duration=2.0)["storyboard"]
    lower(build, "remix", {"clip": clip(build, 48), "prompt": board})
    assert only(build, "denoise").params["cards"] == [[0.0, 1.0, False], [1.0, 49 / 12, False]]


def test_conditions_are_brought_to_native_size_and_placed() -> None:
    build = builder()
    first = lower(build, "condition", {"picture": image(build, Size(320, 180))})["condition"]
    last = lower(
        build, "condition", {"picture": image(build, Size(50, 90))}, by="frame", frame=-1, strength=0.5
    )
    out = lower(build, "generate", {"conditions": [first, last["condition"]]}, duration=1.4)
    assert facts(out["clip"])[0] == 17
    assert only(build, "denoise").params["conditions"] == [[0, 1.0], [16, 0.5]]
    encoded = [s for s in build.steps if s.op == "encode_frames"]
    assert len(encoded) == 2
    assert all(s.facts.size == Size(14, 8) for s in encoded)


def test_a_frame_of_the_finished_clip_keeps_its_time_at_the_models_rate() -> None:
    build = builder()
    placed = lower(build, "condition", {"picture": image(build)}, by="frame", frame=24)["condition"]
    lower(build, "generate", {"conditions": placed}, duration=2.0, rate=24)
    assert only(build, "denoise").params["conditions"] == [[12, 1.0]]


def test_a_clip_as_condition_starts_where_a_latent_frame_ends() -> None:
    build = builder()
    placed = lower(build, "condition", {"picture": clip(build, 30, 24)}, by="frame", frame=5)["condition"]
    lower(build, "generate", {"conditions": placed}, duration=1.4)
    assert only(build, "denoise").params["conditions"] == [[4, 1.0]]
    assert [n.severity for n in build.notes] == ["warning"]
    # 15 frames at 12/s, of which 13 fit behind frame 4 of 17.
    assert only(build, "encode_frames").facts.frames == 4


@pytest.mark.parametrize("at", [{"time": 1.5}, {"by": "frame", "frame": 17}, {"by": "frame", "frame": -18}])
def test_a_condition_outside_the_clip_is_refused(at: dict[str, object]) -> None:
    build = builder()
    placed = lower(build, "condition", {"picture": image(build)}, **at)["condition"]
    with pytest.raises(StudioError) as error:
        lower(build, "generate", {"conditions": placed}, duration=1.4)
    assert error.value.port == "conditions"
    assert error.value.remedy


def cards(*times: float, **more: object) -> list[dict[str, object]]:
    """Cards at these times."""
    return [{"time": t, "prompt": f"part {i}", **more} for i, t in enumerate(times)]


def test_a_storyboard_sets_the_duration_and_its_cards_rule_to_the_next() -> None:
    build = builder()
    board = lower(build, "storyboard", cards=cards(0, 1, 2.5), duration=3.0, overall="a dog", negative="fog")
    out = lower(build, "generate", {"prompt": board["storyboard"]}, duration=1.0, text="on a beach")
    assert facts(out["clip"])[0] == 36
    denoise = only(build, "denoise")
    # 37 frames are made and the last one is cut off.
    assert denoise.params["cards"] == [[0.0, 1.0, False], [1.0, 2.5, False], [2.5, 37 / 12, False]]
    texts = {s.key: s.params["prompt"] for s in build.steps if s.op == "encode_text"}
    assert [texts[k] for k in denoise.inputs[:5]] == [
        "fog",
        "a dog, on a beach",
        "part 0",
        "part 1",
        "part 2",
    ]
    assert denoise.params["texts"] == 5


def test_a_cards_picture_is_a_condition_at_its_time() -> None:
    build = builder()
    board = lower(build, "storyboard", cards=[*cards(0), *cards(1, media="picture")], duration=2.0)
    lower(build, "generate", {"prompt": board["storyboard"]})
    assert only(build, "denoise").params["conditions"] == [[12, 1.0]]
    assert "read_image" in ops(build)


def test_a_cards_clip_ends_with_its_card() -> None:
    build = builder()
    board = lower(build, "storyboard", cards=[*cards(0, media="footage"), *cards(0.75)], duration=2.0)
    value = board["storyboard"]
    assert isinstance(value, StoryboardValue)
    picture = value.cards[0].picture
    assert picture is not None
    assert picture.facts.frames == 18


def test_a_card_behind_the_end_is_refused() -> None:
    with pytest.raises(StudioError) as error:
        lower(builder(), "storyboard", cards=cards(0, 3), duration=2.0)
    assert (error.value.port, error.value.value) == ("cards", "3.0")
    assert "duration" in str(error.value.remedy)


def test_a_still_is_one_frame_of_the_same_model() -> None:
    build = builder()
    out = lower(build, "still", {"prompt": TextValue("a dog")}, size=[600, 600])
    assert facts(out["image"]) == (1, 0, Size(80, 80))
    assert only(build, "denoise").params["shape"] == [1, 10, 10]


def test_prompts_are_joined_and_styled() -> None:
    build = builder(Settings(look="Sepia"))
    plain = lower(build, "prompt", text="a dog", negative="fog", style="none")["text"]
    assert plain == TextValue("a dog", "fog")
    sepia, noir = styles()["sepia"], styles()["noir"]
    assert lower(build, "prompt", text="a dog")["text"] == TextValue(f"a dog, {sepia.prompt}")
    found = lower(build, "prompt", text="a dog", style="noir", negative="fog")["text"]
    assert found == TextValue(f"a dog, {noir.prompt}", "fog")
    after = lower(build, "prompt_append", {"text": plain, "more": TextValue("runs")}, text="to the left")[
        "text"
    ]
    assert after == TextValue("a dog, runs, to the left", "fog")
    before = lower(build, "prompt_append", {"text": plain}, text="at night", where="before")["text"]
    assert before == TextValue("at night, a dog", "fog")


def test_a_look_that_nobody_knows_is_said_and_left_out() -> None:
    build = builder(Settings(look="Impressionism 2.0"))
    assert lower(build, "prompt", text="a dog")["text"] == TextValue("a dog")
    assert [n.port for n in build.notes] == ["style"]


def test_there_are_twenty_styles_and_more_and_their_names_are_their_own() -> None:
    assert len(styles()) >= 20
    assert {"normal", "noir", "sepia", "watercolour", "pixel-art"} <= set(styles())
    assert len({s.name for s in styles().values()}) == len(styles())
    assert all(s.prompt for s in styles().values())


def test_a_linked_model_is_the_one_that_runs() -> None:
    build = builder()
    lower(build, "generate", {"model": ModelValue("built-in", LOOM)})
    assert only(build, "denoise").params["model"] == LOOM.digest
    with pytest.raises(StudioError) as error:
        lower(build, "model", model="wan 14B")
    assert (error.value.port, error.value.value) == ("model", "wan 14B")
    assert "built-in" in str(error.value.remedy)


def test_values_carry_what_their_nodes_say() -> None:
    build = builder()
    assert lower(build, "seed", seed=12)["seed"] == NumberValue(12, seed=True)
    assert lower(build, "number", value=3.0)["number"] == NumberValue(3)
    assert lower(build, "number", value=0.5)["number"] == NumberValue(0.5)
    picture = image(build)
    placed = lower(build, "condition", {"picture": picture}, time=0.5, strength=0.3)["condition"]
    assert placed == ConditionValue(picture, Fraction(1, 2), None, 0.3)


def test_a_shot_that_nothing_describes_is_made_with_a_warning() -> None:
    build = builder()
    lower(build, "generate")
    assert [(n.port, n.severity) for n in build.notes] == [("prompt", "warning")]
    build = builder()
    lower(build, "generate", text="a dog")
    lower(build, "still", {"prompt": TextValue("a dog")})
    assert not build.notes
