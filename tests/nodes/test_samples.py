"""The sample graphs: each tells its story, compiles without a word of complaint, and ends finished."""

from collections import Counter
from pathlib import Path

import pytest

import resources
from engine import Registry
from engine.compile import Compiled, Compiler, Environment, Request, Target
from engine.document import Document
from engine.files import dumps, load
from engine.media.index import content_hash
from engine.media.probe import probe
from engine.types import Size
from nodes import all_types
from tests.nodes.lowering import LOOM

FOLDER = resources.path("samples")
FILES = sorted(FOLDER.glob("*.loom"))
SECONDS = {
    "text-to-clip": 17 / 12, "storyboard": 5, "image-to-clip": 17 / 12, "extend-both-ways": 41 / 12,
    "connect": 49 / 12, "loop": 32 / 12, "remix": 17 / 12, "first-and-last-frame": 17 / 12, "story": 29 / 12,
}  # fmt: skip
"""How long each sample is, finished."""
each_file = pytest.mark.parametrize("path", FILES, ids=[p.stem for p in FILES])


def sinks(document: Document) -> list[str]:
    """Ids of the nodes that can be rendered."""
    registry = Registry(all_types())
    return [node.id for node in document.graph if registry[node.type].sink]


def compiled(document: Document) -> Compiled:
    """The plan of a sample's sink, as a file."""
    environment = Environment(Registry(all_types()), {"built-in": LOOM}, "u" * 32)
    targets = tuple(Target(node, "file", "mp4") for node in sinks(document))
    return Compiler(environment).compile(document, Request(targets))


def test_every_sample_of_the_list_is_there() -> None:
    assert {path.stem for path in FILES} == set(SECONDS)


@each_file
def test_a_sample_opens_as_it_was_written(path: Path) -> None:
    loaded = load(path)
    assert not loaded.notes
    assert dumps(loaded.document) == path.read_bytes()


@each_file
def test_a_sample_has_one_sink_and_tells_its_story_in_one_line(path: Path) -> None:
    document = load(path).document
    assert len(sinks(document)) == 1
    notes = [node for node in document.graph if node.type == "shotloom.note"]
    assert len(notes) == 1
    text = notes[0].params["text"]
    assert isinstance(text, str)
    assert text.endswith(".")
    assert "\n" not in text
    titles = Counter(node.title for node in document.graph)
    assert set(titles.values()) == {1}, "titles name nodes on the command line"


@each_file
def test_a_sample_compiles_to_a_finished_clip(path: Path) -> None:
    document = load(path).document
    result = compiled(document)
    assert not result.problems
    assert result.plan is not None
    (output,) = result.plan.outputs
    assert output.facts.size == document.settings.size == Size(640, 360)
    assert output.facts.rate == document.settings.rate
    assert output.facts.frames == round(SECONDS[path.stem] * 24)
    assert any(step.op == "upscale" for step in result.plan.steps)


@each_file
def test_a_samples_media_lie_beside_it_and_are_what_it_says(path: Path) -> None:
    for item in load(path).document.media.values():
        assert item.relative is not None
        file = path.parent / item.relative
        info = probe(file)
        assert (info.kind, info.frames, info.rate, info.size) == (
            item.kind,
            item.frames,
            item.rate,
            item.size,
        )
        assert content_hash(file) == item.sha256


def test_the_storyboard_has_five_cards() -> None:
    document = load(FOLDER / "storyboard.loom").document
    board = next(node for node in document.graph if node.type == "shotloom.storyboard")
    assert isinstance(board.params["cards"], list)
    assert len(board.params["cards"]) == 5


def test_the_story_goes_from_storyboard_to_saved_file() -> None:
    graph = load(FOLDER / "story.loom").document.graph
    follower = {link.source: link.target for link in graph.links}
    place: str | None = next(node.id for node in graph if node.type == "shotloom.storyboard")
    order = []
    while place is not None:
        order.append(graph[place].type.removeprefix("shotloom."))
        place = follower.get(place)
    assert order == ["storyboard", "generate", "extend_clip", "title", "upscale", "finish", "save_clip"]
