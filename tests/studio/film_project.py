"""The project of the film journey: two prompts that become two shots of a second each, at the model's own rate."""

import wave
from fractions import Fraction
from pathlib import Path

import numpy as np

from engine.document import Document, Settings
from engine.files import save
from engine.graph import Graph, Link, Node
from engine.types import Size

RATE = Fraction(12)
SIZE = Size(224, 128)
SECONDS = 1.0
WORDS = {
    "car": "a red car drives to the left in the city at night",
    "boat": "a green boat sails to the right on the lake",
}
HERTZ = 48_000
CLICKS = (0.0, 0.5, 1.25)
"""Seconds from its beginning at which the sound clicks."""


def project(path: Path) -> Document:
    """Write it. The ids of its shots are those of `WORDS`."""
    nodes, links = [], []
    for row, (shot, words) in enumerate(WORDS.items()):
        y = 420.0 * row
        nodes += [
            Node(f"{shot}-words", "shotloom.prompt", params={"text": words}, position=(0, y)),
            Node(f"{shot}-clip", "shotloom.generate", position=(260, y),
                 params={"duration": SECONDS, "seed": 11 + row}),
            Node(f"{shot}-finish", "shotloom.finish", position=(520, y), params={"scale": "2", "smooth": False}),
            Node(shot, "shotloom.shot", title=shot.title(), position=(780, y)),
        ]  # fmt: skip
        links += [
            Link(f"{shot}-words", "text", f"{shot}-clip", "prompt"),
            Link(f"{shot}-clip", "clip", f"{shot}-finish", "clip"),
            Link(f"{shot}-finish", "clip", shot, "clip"),
        ]
    document = Document(settings=Settings(RATE, SIZE), graph=Graph.of(nodes, links))
    save(document, path)
    return document


def clicks(path: Path) -> Path:
    """A sound of two seconds with a short, loud click at each time of `CLICKS`."""
    samples = np.zeros((2 * HERTZ, 2), np.int16)
    for time in CLICKS:
        at = round(time * HERTZ)
        samples[at : at + 480] = 24_000
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(HERTZ)
        file.writeframes(samples.tobytes())
    return path
