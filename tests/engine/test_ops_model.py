"""The model's operations: a step's flat params become the request that the model understands, and back come latents."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine import ModelSpec, Node, Size, Step
from engine import ops as operations
from engine.compile import Compiler, Environment
from engine.errors import Cancelled, ModelError
from engine.media.frames import ArrayClip
from engine.model.request import SHARP, SOFT, DenoiseRequest, Frames, Latents, Relief, StepReport, TextStates
from engine.types import LatentShape
from tests.engine.graphs import document, node, registry, request
from tests.engine.running import Hands, film, item, still
from tests.fake_model import SPEC

SOURCES = {"clip": film(40, 12, Size(112, 64)), "image": still(Size(112, 64))}


@dataclass
class Recorder:
    """A `VideoModel` that remembers what it was asked and answers with numbers that tell where they come from."""

    spec: ModelSpec = SPEC
    relief: Relief = field(default_factory=Relief)
    asked: list[DenoiseRequest] = field(default_factory=list)
    encoded: list[Frames] = field(default_factory=list)
    resumed: Any = None
    answer: float = 0.5

    def encode_text(self, prompts: Sequence[str]) -> list[TextStates]:
        """States filled with the length of the prompt, for as many tokens as it has words."""
        return [
            TextStates(np.full((48, 8), len(p), np.float32), np.arange(48) < len(p.split())) for p in prompts
        ]

    def encode_frames(self, frames: Frames, *, check_cancel: Callable[[], None] | None = None) -> Latents:
        """Latents filled with the number of the call."""
        assert check_cancel is not None
        check_cancel()
        self.encoded.append(frames)
        n, height, width, _ = frames.shape
        return np.full((16, (n - 1) // 4 + 1, height // 8, width // 8), len(self.encoded), np.float32)

    def denoise(
        self,
        request: DenoiseRequest,
        on_step: Callable[[StepReport], None] | None = None,
        *,
        check_cancel: Callable[[], None] | None = None,
        resume: Mapping[str, NDArray[Any]] | None = None,
    ) -> list[Latents]:
        """One result per clip: `answer` plus its place in the batch."""
        self.asked.append(request)
        self.resumed = resume
        found = [
            np.full((16, *request.shape), self.answer + i, np.float32) for i in range(len(request.items))
        ]
        for done in range(1, request.steps + 1):
            assert on_step is not None
            on_step(StepReport(done, request.steps, tuple(found), lambda done=done: {"step": np.array(done)}))  # type: ignore[misc]
        return found

    def decode(self, latents: Latents) -> Iterator[Frames]:
        """Grey frames, one and then four at a time."""
        for count in (1, *(4,) * (latents.shape[1] - 1)):
            yield np.full((count, latents.shape[2] * 8, latents.shape[3] * 8, 3), 128, np.uint8)

    def preview(self, latents: Latents) -> Frames:
        """The clip at half size."""
        n = 4 * (latents.shape[1] - 1) + 1
        return np.zeros((n, latents.shape[2] * 4, latents.shape[3] * 4, 3), np.uint8)


def planned(*parts: Node | str, target: str) -> tuple[Step, ...]:
    """The steps of a graph's target, with a clip ("clip") and an image ("image") among the media."""
    media = {name: item(name, value) for name, value in SOURCES.items()}
    doc = replace(document(*parts), media=media)
    found = Compiler(Environment(registry(), {"built-in": SPEC})).compile(doc, request(target))
    assert found.plan is not None, [p.line() for p in found.problems]
    return found.plan.steps


def asked(folder: Path, *parts: Node | str, target: str) -> tuple[DenoiseRequest, Recorder]:
    """What the model is asked when the target is run."""
    model = Recorder()
    Hands(folder, SOURCES, model).run(planned(*parts, target=target))
    return model.asked[-1], model


def said(states: TextStates) -> int:
    """The length of the prompt that states come from."""
    return int(states.states[0, 0])


def test_generate_asks_for_what_the_node_says(tmp_path: Path) -> None:
    generate = node(
        "generate", text="a red fox", seed=9, steps=3, guidance=2.5, shift=5.0, solver="unipc", duration=1.0
    )
    found, _ = asked(tmp_path, generate, target="generate")
    assert (found.shape, found.rate) == (LatentShape(4, 8, 14), Fraction(12))
    assert (found.steps, found.guidance, found.shift, found.solver) == (3, 2.5, 5.0, "unipc")
    (clip,) = found.items
    assert (clip.seed, said(clip.text), clip.negative) == (9, len("a red fox"), None)
    assert (clip.conditions, clip.cards, clip.source, clip.change) == ((), (), None, 1.0)


def test_a_negative_prompt_is_what_guidance_leads_away_from(tmp_path: Path) -> None:
    parts = (
        node("prompt", text="a fox", negative="blurred"),
        node("generate"),
        "prompt.text generate.prompt",
    )
    (clip,) = asked(tmp_path, *parts, target="generate")[0].items
    assert clip.negative is not None
    assert (said(clip.text), said(clip.negative)) == (len("a fox"), len("blurred"))


def test_an_empty_prompt_is_silence_without_tokens(tmp_path: Path) -> None:
    (clip,) = asked(tmp_path, node("generate"), target="generate")[0].items
    assert not clip.text.states.any()
    assert not clip.text.mask.any()


def test_cards_rule_their_times_and_fade_as_they_say(tmp_path: Path) -> None:
    cards = [{"time": 0, "prompt": "one"}, {"time": 0.5, "prompt": "three", "soft": True}]
    board = node("storyboard", cards=cards, duration=1.25, overall="all of it", style="none")
    parts = (board, node("generate", text="more"), "storyboard.storyboard generate.prompt")
    found, _ = asked(tmp_path, *parts, target="generate")
    (clip,) = found.items
    assert said(clip.text) == len("all of it, more")
    assert [(c.start, said(c.text), c.width) for c in clip.cards] == [(0.0, 3, SHARP), (0.5, 5, SOFT)]
    # The last card rules to the end of what is generated, surplus frames included.
    assert clip.cards[0].end == 0.5
    assert clip.cards[1].end >= 1.25
    assert found.shape.frames == 5


def test_an_image_stands_in_place_at_the_beginning_and_as_a_keyframe_elsewhere(tmp_path: Path) -> None:
    parts = (
        node("load_image", media="image"),
        node("condition1", strength=0.5),
        node("condition2", by="frame", frame=-1),
        node("generate", duration=17 / 12),
        "load_image.image condition1.picture",
        "load_image.image condition2.picture",
        "condition1.condition generate.conditions",
        "condition2.condition generate.conditions",
    )
    found, model = asked(tmp_path, *parts, target="generate")
    first, last = found.items[0].conditions
    assert (first.index, first.frame, first.strength) == (0, None, 0.5)
    assert (last.frame, last.strength) == (16, 1.0)
    assert first.latents.shape == last.latents.shape == (16, 1, 8, 14)
    # One picture is encoded once, and as it is.
    assert len(model.encoded) == 1
    assert np.array_equal(model.encoded[0][0], SOURCES["image"])


def test_a_clip_in_the_middle_is_a_keyframe_and_what_follows_it_in_place(tmp_path: Path) -> None:
    parts = (
        node("load_clip", media="clip"),
        node("condition", time=8 / 12),
        node("generate", duration=33 / 12),
        "load_clip.clip condition.picture",
        "condition.condition generate.conditions",
    )
    found, model = asked(tmp_path, *parts, target="generate")
    key, rest = found.items[0].conditions
    assert (key.frame, key.latents.shape[1]) == (8, 1)
    # Pixel frame 8 ends latent frame 2; the next group of four is latent frame 3.
    assert (rest.frame, rest.index, rest.latents.shape[1]) == (None, 3, 6)
    assert model.encoded[0].shape[0] == 25


def test_extend_places_the_last_nine_frames_in_front(tmp_path: Path) -> None:
    parts = (
        node("load_clip", media="clip"),
        node("extend_clip", seconds=1.0),
        "load_clip.clip extend_clip.clip",
    )
    found, model = asked(tmp_path, *parts, target="extend_clip")
    (context,) = found.items[0].conditions
    assert (context.index, context.frame, context.strength, context.latents.shape[1]) == (0, None, 1.0, 3)
    assert np.array_equal(model.encoded[0], SOURCES["clip"].read(31, 40))  # type: ignore[union-attr]
    assert found.shape.frames == (9 + 12 - 1) // 4 + 1


def test_a_remix_starts_from_its_source(tmp_path: Path) -> None:
    parts = (node("load_clip", media="clip"), node("remix", change=0.25), "load_clip.clip remix.clip")
    (clip,) = asked(tmp_path, *parts, target="remix")[0].items
    assert clip.source is not None
    assert (clip.source.shape, clip.change, clip.conditions) == ((16, 11, 8, 14), 0.25, ())


def test_a_retake_keeps_all_but_its_range(tmp_path: Path) -> None:
    parts = (
        node("load_clip", media="clip"),
        node("retake", start=20 / 12, stop=25 / 12, change=0.75),
        "load_clip.clip retake.clip",
    )
    found, _ = asked(tmp_path, *parts, target="retake")
    (clip,) = found.items
    (kept,) = clip.conditions
    assert kept.mask is not None
    assert clip.source is not None
    assert clip.change == 0.75
    free = [i for i, share in enumerate(kept.mask) if share == 0]
    assert free == [3, 4]
    assert len(kept.mask) == found.shape.frames


# -- while it runs ---------------------------------------------------------------------------------------------------


def denoise_step(seed: int = 1) -> list[Step]:
    """Text and denoise of a small clip."""
    return list(planned(node("generate", text="x", seed=seed, steps=3), target="generate")[:3])


def test_every_step_reports_progress_a_preview_and_a_state(tmp_path: Path) -> None:
    hands = Hands(tmp_path, model=Recorder())
    hands.run(denoise_step())
    assert hands.said == [(1 / 3, "step 1 of 3"), (2 / 3, "step 2 of 3"), (1.0, "step 3 of 3")]
    assert [p.shape for p in hands.previews] == [(17, 32, 56, 3)] * 3
    assert [int(s["step"]) for s in hands.states] == [1, 2, 3]


def test_a_stored_state_reaches_the_model(tmp_path: Path) -> None:
    model, state = Recorder(), {"step": np.array(2)}
    Hands(tmp_path, model=model, resume=state).run(denoise_step())
    assert model.resumed is state


def test_a_batch_is_one_request_and_comes_back_in_order(tmp_path: Path) -> None:
    model = Recorder()
    hands = Hands(tmp_path, model=model)
    both = [denoise_step(seed) for seed in (1, 2)]
    for steps in both:
        hands.run(steps[:2])
    inputs = [[hands.values[k] for k in steps[2].inputs] for steps in both]
    found = operations.run_batch([steps[2] for steps in both], inputs, hands.context())
    assert [x[0, 0, 0, 0] for x in found] == [0.5, 1.5]
    assert [x.seed for x in model.asked[0].items] == [1, 2]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_numbers_that_run_away_are_told_with_a_remedy(number: float, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="ran away") as error:
        Hands(tmp_path, model=Recorder(answer=number)).run(denoise_step())
    assert error.value.remedy


def test_a_cancel_is_heard_between_steps_and_between_pieces_of_frames(tmp_path: Path) -> None:
    def cancel() -> None:
        raise Cancelled

    hands = Hands(tmp_path, model=Recorder())
    steps = planned(node("generate", text="x"), target="generate")
    *before, denoise, decode = steps
    hands.run(before)
    stopped = replace(hands.context(), check=cancel)
    with pytest.raises(Cancelled):
        operations.run(denoise, [hands.values[k] for k in denoise.inputs], stopped)
    clip = operations.run(decode, [hands.run([denoise])], stopped)
    with pytest.raises(Cancelled):
        clip.read(0, 1)
    encode = Step.of("encode_frames", {"model": "m"}, (), "node", denoise.facts)
    with pytest.raises(Cancelled):
        operations.run(encode, [np.zeros((64, 112, 3), np.uint8)], stopped)


def test_each_rung_of_the_ladder_relieves_the_model_and_says_how(tmp_path: Path) -> None:
    told = []
    for relief in range(5):
        model = Recorder()
        hands = Hands(tmp_path, model=model, relief=relief)
        hands.run(denoise_step())
        told.append((model.relief, tuple(hands.notes)))
    assert told[0] == (Relief(), ())
    assert all(notes for _, notes in told[1:])
    assert len({relief for relief, _ in told}) == 4
    assert told[3] == told[4]


def test_frames_are_encoded_whole_and_images_as_one_frame(tmp_path: Path) -> None:
    model = Recorder()
    context = Hands(tmp_path, model=model).context()
    encode = Step.of("encode_frames", {"model": "m"}, (), "node", denoise_step()[2].facts)
    operations.run(encode, [ArrayClip(np.zeros((9, 64, 112, 3), np.uint8), Fraction(12))], context)
    operations.run(encode, [np.zeros((64, 112, 3), np.uint8)], context)
    assert [x.shape[0] for x in model.encoded] == [9, 1]
