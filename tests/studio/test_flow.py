"""What a link says when the pointer rests on it."""

from dataclasses import replace
from fractions import Fraction

import pytest
from pytestqt.qtbot import QtBot

from engine import CardValue, ConditionValue, ImageValue, Link, NumberValue, Size, StoryboardValue, TextValue
from engine.curve import Curve
from engine.graph import Flags
from engine.types import FactKind, Facts
from studio.survey.flow import told
from tests.engine.graphs import document, group, links, node
from tests.studio.watched import watching

STILL = ImageValue("k", Facts(FactKind.IMAGE, size=Size(320, 180)))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (TextValue("a red\n boat"), "Text: “a red boat”"),
        (TextValue("a boat", "fog"), "Text: “a boat”\nNot: “fog”"),
        (StoryboardValue((CardValue(0, 2, "dawn"),), 4.5), "Storyboard: 1 card, 4.5 s, begins “dawn”"),
        (STILL, "Image: 320 × 180"),
        (ConditionValue(STILL, Fraction(3, 2), None, 0.5), "Condition: 320 × 180, at 1.5 s, strength 0.5"),
        (ConditionValue(STILL, frame=-1), "Condition: 320 × 180, at frame -1, strength 1"),
        (
            ConditionValue(STILL, strength=Curve(((0.0, 1.0), (2.0, 0.25)))),
            "Condition: 320 × 180, at 0 s, strength 1 to 0.25",
        ),
        (NumberValue(2.5), "Number: 2.5"),
        (NumberValue(7, seed=True), "Seed: 7"),
    ],
    ids=["text", "negative", "storyboard", "image", "condition", "frame", "curve", "number", "seed"],
)
def test_every_kind_of_value_has_its_words(value: object, text: str) -> None:
    assert told(value) == text  # type: ignore[arg-type]


def test_long_prompts_are_cut_to_their_beginning() -> None:
    text = told(TextValue("word " * 100))
    assert text.startswith("Text: “word word")
    assert text.endswith("…”")
    assert len(text) < 110


def test_a_link_says_where_it_leads_and_what_flows(qtbot: QtBot) -> None:
    doc = document(
        replace(node("load_clip", media="footage"), title="Beach"), node("shot"), node("model"), node("generate"),
        "load_clip.clip shot.clip", "model.model generate.model",
    )  # fmt: skip
    with watching(qtbot, doc) as watched:
        clip, model = doc.graph.links
        assert watched.flow.text(clip) == (
            "Beach · Clip → Shot · Clip\nClip: 640 × 360, 48 frames at 24/s (2 s)"
        )
        assert watched.flow.text(model).splitlines()[1].startswith("Model: ")
        assert watched.flow.text(Link("gone", "clip", "shot", "clip")) == ""


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (node("reverse"), "the source has a problem"),
        (replace(node("prompt", text="x"), flags=Flags(mute=True)), "a node above is muted"),
    ],
    ids=["problem", "muted"],
)
def test_where_nothing_flows_it_says_why(qtbot: QtBot, source: object, why: str) -> None:
    port = "text" if source.type.endswith("prompt") else "clip"  # type: ignore[attr-defined]
    doc = document(source, node("generate"), f"{source.id}.{port} generate.prompt")  # type: ignore[arg-type, attr-defined]
    with watching(qtbot, doc) as watched:
        assert why in watched.flow.text(doc.graph.links[0])


def test_behind_a_problem_the_link_points_upwards(qtbot: QtBot) -> None:
    doc = document(
        node("reverse"), node("trim"), node("shot"), "reverse.clip trim.clip", "trim.clip shot.clip"
    )
    with watching(qtbot, doc) as watched:
        assert watched.flow.text(doc.graph.links[1]).endswith("a node above has a problem.")


def test_links_inside_a_group_are_explained_too(qtbot: QtBot) -> None:
    inner = group("inner", node("prompt", text="a cat"), node("still"), "prompt.text still.prompt")
    doc = document(node("g", "x"), groups=(inner,))
    doc = doc.with_graph(doc.graph.put(replace(doc.graph["g"], type="group:inner")))
    with watching(qtbot, doc) as watched:
        watched.focus.enter(("g",), "inner")
        assert watched.flow.text(*links("prompt.text still.prompt")).endswith("\nText: “a cat”")
