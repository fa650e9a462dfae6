"""Strength and change over time with the real model: what is kept at first is let go later."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine import Link, Node
from engine.compile import Request, Target
from engine.session import Session
from tests.end_to_end.rooms import SAMPLES, Frames, planned, rendered

GRAPH = SAMPLES / "remix.loom"
STEPS = {"steps": 8}


def footage(room: Session) -> Frames:
    """The source as the autoencoder gives it back: a remix that changes nothing."""
    return rendered(room, planned(room, GRAPH, "Remix", {"Remix": {"change": 0, **STEPS}}))[1]


def away(frames: Frames, source: Frames) -> NDArray[np.float64]:
    """How far each frame is from the source's, of 255."""
    return np.abs(frames.astype(np.float64) - source).mean(axis=(1, 2, 3))


def test_a_remix_whose_change_grows_begins_as_the_source(room: Session) -> None:
    curve = [[0.0, 0.0], [0.7, 0.0], [1.4, 1.0]]
    plan = planned(room, GRAPH, "Remix", {"Remix": {"change": curve, **STEPS}})
    distance = away(rendered(room, plan)[1], footage(room))
    assert distance[:9].max() < 1, "the first three latent frames are the source's"
    assert distance[-4:].min() > 10


def test_a_clip_whose_strength_fades_keeps_the_first_frames_and_frees_the_last(room: Session) -> None:
    opened = room.open(GRAPH)
    graph = opened.document.graph
    source, prompt = graph.find("Footage"), graph.find("Prompt")

    def made(strength: object) -> Frames:
        nodes = [
            Node("held", "shotloom.condition", params={"strength": strength}),  # type: ignore[dict-item]
            Node("made", "shotloom.generate", params={"duration": 17 / 12, "seed": 5, **STEPS}),
        ]
        links = [
            Link(source.id, "clip", "held", "picture"),
            Link("held", "condition", "made", "conditions"),
            Link(prompt.id, "text", "made", "prompt"),
        ]
        document = opened.document.with_graph(replace(graph.put(*nodes), links=(*graph.links, *links)))
        compiled = room.compiler(opened).compile(document, Request((Target("made", "result"),), 0, None, {}))
        assert compiled.plan is not None, [p.line() for p in compiled.problems]
        return rendered(room, compiled.plan)[1]

    whole = made(1.0)
    late, soon = (
        away(made([[0.0, 1.0], [first, 1.0], [last, 0.0]]), whole) for first, last in ((0.5, 1.2), (0.1, 0.3))
    )
    assert late[:5].max() < 1, "the first two latent frames are held"
    assert late[-4:].min() > 10, "the last ones are free"
    assert soon[0] < 1
    assert soon[5:9].min() > late[5:9].max() + 10, "what is let go sooner is further away"
