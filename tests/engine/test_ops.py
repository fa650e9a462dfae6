"""The operations on tiny real data: each yields what its step states, and edits show source frames bit-exact."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import Document, Graph, Link, Node, Settings, Size, Step
from engine import ops as operations
from engine.compile import Compiler, Environment, Target
from engine.errors import Cancelled, MediaError, ModelError
from engine.media import edits
from engine.media.frames import ArrayClip, Clip
from engine.ops.stream import StreamClip
from engine.plan import OPS
from engine.types import FactKind, Facts
from tests.engine.graphs import document, node, registry, request
from tests.engine.running import Hands, facts_of, film, item, still
from tests.fake_model import SPEC

SMALL = Size(32, 24)
SOURCES = {
    "a": film(10),
    "b": film(7, 12, Size(40, 24), 1),
    "c": film(17, 12, Size(112, 64), 2),
    "i": still(),
}
PIXELS = {name: (v.read(0, v.frames) if isinstance(v, Clip) else v) for name, v in SOURCES.items()}


def environment() -> Environment:
    """A machine with the fake model."""
    return Environment(registry(), {"built-in": SPEC}, "enlarger")


def doc_of(graph: Graph) -> Document:
    """A document with the sources as media, at a small size."""
    media = {name: item(name, value) for name, value in SOURCES.items()}
    return replace(document(), graph=graph, media=media, settings=Settings(Fraction(24), Size(48, 32)))


def planned(*parts: Node | str, target: str | Target) -> tuple[Step, ...]:
    """The steps of a graph's target."""
    doc = doc_of(document(*parts).graph)
    found = Compiler(environment()).compile(doc, request(target))
    assert found.plan is not None, [p.line() for p in found.problems]
    return found.plan.steps


def pixels(value: Any) -> np.ndarray[Any, Any]:
    """All frames of a clip."""
    assert isinstance(value, Clip)
    return value.read(0, value.frames)


def step(op: str, facts: Facts | Clip, /, **params: object) -> Step:
    """One step by hand; a clip stands for its facts."""
    if isinstance(facts, Clip):
        facts = Facts(FactKind.CLIP, facts.frames, facts.rate, facts.size)
    return Step.of(op, params, (), "node", facts)


A = "load_clip.clip"
CLIP_NODES: dict[str, tuple[Node, str]] = {
    "trim": (node("x", "trim", start=0.1, stop=0.3), "clip"),
    "reverse": (node("x", "reverse"), "clip"),
    "speed": (node("x", "speed", factor=0.3, smooth=False), "clip"),
    "smooth": (node("x", "speed", factor=0.3), "clip"),
    "resize": (node("x", "resize", size=[50, 40], fit="fit"), "picture"),
    "crop": (node("x", "crop", size=[16, 20]), "picture"),
    "frame": (node("x", "frame", frame=-2), "clip"),
    "interpolate": (node("x", "interpolate", factor="4"), "clip"),
    "lanczos": (node("x", "upscale", factor="3", method="lanczos"), "picture"),
    "detail": (node("x", "upscale", factor="2"), "picture"),
    "title": (node("x", "title", text="Hi", size=40.0, fade_in=0.1, fade_out=0.0), "clip"),
    "finish": (node("x", "finish", rate=30), "clip"),
    "remix": (node("x", "remix", change=0.5), "clip"),
    "retake": (node("x", "retake", start=0.1, stop=0.2), "clip"),
    "extend": (node("x", "extend_clip", direction="both", seconds=0.25), "clip"),
    "loop": (node("x", "loop", seconds=0.25), "clip"),
    "shot": (node("x", "shot"), "clip"),
}


EDITS = [
    "join",
    "trim",
    "reverse",
    "speed",
    "smooth",
    "resize",
    "crop",
    "lanczos",
    "detail",
    "title",
    "finish",
]


@pytest.mark.parametrize("media", ["a", "b", "c"])
@pytest.mark.parametrize("name", CLIP_NODES)
def test_every_step_yields_what_it_states(name: str, media: str, tmp_path: Path) -> None:
    edit, port = CLIP_NODES[name]
    hands = Hands(tmp_path, SOURCES)
    for s in planned(node("load_clip", media=media), edit, f"{A} x.{port}", target="x"):
        assert facts_of(hands.run([s]), s) == s.facts, s.op


@pytest.mark.parametrize("position", ["top-left", "centre", "bottom-right"])
def test_a_title_stands_where_the_node_says(position: str, tmp_path: Path) -> None:
    edit = node("x", "title", text="I", size=20.0, position=position, fade_in=0.0, fade_out=0.0)
    steps = planned(node("load_clip", media="c"), edit, f"{A} x.clip", target="x")
    changed = (pixels(Hands(tmp_path, SOURCES).run(steps)) != PIXELS["c"]).any(axis=(0, 3))
    rows, columns = np.nonzero(changed)
    assert len(rows)
    down, across = {"top-left": (0.0, 0.0), "centre": (0.5, 0.5), "bottom-right": (1.0, 1.0)}[position]
    assert abs(rows.mean() / 64 - down) < 0.25
    assert abs(columns.mean() / 112 - across) < 0.25


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.data())
def test_in_any_graph_of_edits_every_step_yields_what_it_states(tmp_path: Path, data: st.DataObject) -> None:
    nodes: list[Node] = [node(f"in_{m}", "load_clip", media=m) for m in "abc"]
    wires: list[Link] = []
    for number in range(data.draw(st.integers(1, 5))):
        name = f"n{number}"
        kind = data.draw(st.sampled_from(EDITS))
        sources = [data.draw(st.sampled_from(nodes)) for _ in range(2 if kind == "join" else 1)]
        if kind == "join":
            how = data.draw(st.sampled_from(["cut", "dissolve"]))
            edit, port = node(name, "concatenate", join=how, seconds=0.05), "clips"
        else:
            template, port = CLIP_NODES[kind]
            edit = replace(template, id=name)
        for source in sources:
            out = (
                "picture"
                if source.type in ("shotloom.resize", "shotloom.crop", "shotloom.upscale")
                else "clip"
            )
            wires.append(Link(source.id, out, name, port))
        nodes.append(edit)
    graph = Graph.of(nodes, wires)
    found = Compiler(environment()).compile(doc_of(graph), request(*graph.nodes))
    assert found.plan is not None
    hands = Hands(tmp_path, SOURCES)
    for s in found.plan.steps:
        if s.facts.pixels > 200_000:
            break
        assert facts_of(hands.run([s]), s) == s.facts, s.op


# -- exactness -------------------------------------------------------------------------------------------------------


def test_trim_reverse_and_concatenate_are_bit_exact(tmp_path: Path) -> None:
    parts = (
        node("load_clip", media="a"),
        node("trim", start=2 / 24, stop=6 / 24),
        node("reverse"),
        node("concatenate"),
        f"{A} trim.clip",
        "trim.clip reverse.clip",
        "reverse.clip concatenate.clips",
        f"{A} concatenate.clips",
    )
    found = pixels(Hands(tmp_path, SOURCES).run(planned(*parts, target="concatenate")))
    assert np.array_equal(found, np.concatenate([PIXELS["a"][2:6][::-1], PIXELS["a"]]))


RATES = st.sampled_from(
    [Fraction(12), Fraction(24), Fraction(24000, 1001), Fraction(25), Fraction(30), Fraction(60)]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 30), RATES, RATES, st.fractions(Fraction(1, 5), 5, max_denominator=20))
def test_retime_shows_the_frames_that_the_media_room_would_show(
    tmp_path: Path, frames: int, have: Fraction, want: Fraction, speed: Fraction
) -> None:
    source = film(frames, 24, Size(4, 4))
    source = ArrayClip(source.read(0, frames), have)
    for other, factor in ((edits.conform(source, want), Fraction(1)), (edits.speed(source, speed), speed)):
        p = {"frames": other.frames, "rate": str(other.rate), "speed": str(factor)}
        found = operations.run(step("retime", other, **p), [source], Hands(tmp_path).context())
        assert (found.frames, found.rate) == (other.frames, other.rate)
        assert np.array_equal(pixels(found), pixels(other))


def test_retime_to_more_frames_than_there_are_holds_the_last(tmp_path: Path) -> None:
    longer = step("retime", film(13), frames=13, rate="24", speed="1")
    found = pixels(operations.run(longer, [SOURCES["a"]], Hands(tmp_path).context()))
    assert np.array_equal(found[:10], PIXELS["a"])
    assert (found[10:] == PIXELS["a"][-1]).all()


def test_hold_grab_and_blank(tmp_path: Path) -> None:
    context = Hands(tmp_path).context()
    held = operations.run(step("hold", film(5), frames=5, rate="24"), [SOURCES["i"]], context)
    assert (pixels(held) == PIXELS["i"]).all()
    grabbed = operations.run(step("grab", film(1), frame=7), [SOURCES["a"]], context)
    assert np.array_equal(grabbed, PIXELS["a"][7])
    assert not operations.run(step("blank", film(1), size=[6, 4]), [], context).any()


def test_crop_takes_the_rectangle_of_clips_and_images(tmp_path: Path) -> None:
    context = Hands(tmp_path).context()
    crop = step("crop", film(1), left=3, top=2, size=[8, 6])
    assert np.array_equal(pixels(operations.run(crop, [SOURCES["a"]], context)), PIXELS["a"][:, 2:8, 3:11])
    assert np.array_equal(operations.run(crop, [SOURCES["i"]], context), PIXELS["i"][2:8, 3:11])


def test_a_dissolve_passes_everything_outside_the_overlap(tmp_path: Path) -> None:
    a, b = SOURCES["a"], film(8, 24, SMALL, 5)
    found = pixels(operations.run(step("dissolve", film(15), frames=3), [a, b], Hands(tmp_path).context()))
    assert np.array_equal(found[:7], PIXELS["a"][:7])
    assert np.array_equal(found[10:], pixels(b)[3:])


def test_an_upscale_takes_smaller_tiles_on_each_rung_and_says_so(tmp_path: Path) -> None:
    frames = step("upscale", film(10, 24, Size(64, 48)), factor=2, method="detail", model="m")
    for relief, tile in ((0, 256), (1, 128), (9, 32)):
        hands = Hands(tmp_path, relief=relief)
        found = operations.run(frames, [SOURCES["a"]], hands.context())
        assert np.array_equal(pixels(found)[:, ::2, ::2], PIXELS["a"])
        assert set(hands.enlarger.tiles) == {tile}
        assert bool(hands.notes) is bool(relief)


def test_an_upscale_that_asks_for_small_tiles_takes_the_smallest_from_the_start(tmp_path: Path) -> None:
    hands = Hands(tmp_path)
    frames = step("upscale", film(10, 24, Size(64, 48)), factor=2, method="detail", model="m", tiles=True)
    found = operations.run(frames, [SOURCES["a"]], hands.context())
    assert np.array_equal(pixels(found)[:, ::2, ::2], PIXELS["a"])
    assert set(hands.enlarger.tiles) == {32}
    assert not hands.notes


def test_an_image_is_upscaled_at_once(tmp_path: Path) -> None:
    image = Facts(FactKind.IMAGE, 1, Fraction(0), Size(60, 42))
    for method in ("detail", "lanczos"):
        s = step("upscale", image, factor=3, method=method, model="m")
        assert facts_of(operations.run(s, [SOURCES["i"]], Hands(tmp_path).context()), s) == image


# -- reading and writing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "now",
    [film(9), film(10, 12), film(10, 24, Size(30, 24)), still(SMALL)],
    ids=["frames", "rate", "size", "image"],
)
def test_a_file_that_is_no_longer_what_the_plan_says_is_refused(now: Any, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="changed while it was in use") as error:
        operations.run(step("read_clip", film(10), media="a"), [], Hands(tmp_path, {"a": now}).context())
    assert error.value.node == "node"


@pytest.mark.parametrize(
    ("source", "format_", "suffix"),
    [
        ("a", "mp4", ".mp4"),
        ("a", "gif", ".gif"),
        ("a", "mkv", ".mkv"),
        ("a", "master", ".mp4"),
        ("i", "png", ".png"),
        ("i", "master", ".png"),
    ],
)
def test_encode_writes_a_file_into_the_steps_folder(
    source: str, format_: str, suffix: str, tmp_path: Path
) -> None:
    s = step("encode", film(10), format=format_)
    hands = Hands(tmp_path)
    path = operations.run(s, [SOURCES[source]], hands.context())
    assert (path.parent, path.suffix) == (tmp_path, suffix)
    assert path.stat().st_size > 100
    if source == "a":
        assert hands.said[-1] == (1.0, "frame 10 of 10")


def test_every_operation_of_a_plan_can_run() -> None:
    assert set(operations._RUN) == set(OPS)


# -- streams ---------------------------------------------------------------------------------------------------------


class Pieces:
    """A generator of pieces of one, four, four… frames that counts how often it was begun."""

    def __init__(self, frames: int, fail_at: int = -1) -> None:
        self.source = film(frames, 12, Size(4, 4))
        self.begun = 0
        self.fail_at = fail_at

    def __call__(self) -> Iterator[np.ndarray[Any, Any]]:
        self.begun += 1
        for start in (0, *range(1, self.source.frames, 4)):
            if start == self.fail_at:
                self.fail_at = -1
                raise Cancelled
            yield self.source.read(start, min(start + (4 if start else 1), self.source.frames))


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 13)), min_size=1, max_size=8))
def test_a_stream_gives_the_same_pixels_in_any_order_of_reading(reads: list[tuple[int, int]]) -> None:
    pieces = Pieces(13)
    stream = StreamClip(pieces, 13, Fraction(12), Size(4, 4))
    for start, length in reads:
        stop = min(start + length, 13)
        assert np.array_equal(stream.read(start, stop), pieces.source.read(start, stop))


def test_a_stream_read_in_order_is_computed_once() -> None:
    pieces = Pieces(13)
    stream = StreamClip(pieces, 13, Fraction(12), Size(4, 4))
    assert sum(len(chunk) for chunk in stream.chunks(2)) == 13
    assert pieces.begun == 1
    stream.frame(0)
    assert pieces.begun == 2


def test_a_stream_that_was_cancelled_can_be_read_again() -> None:
    pieces = Pieces(13, fail_at=5)
    stream = StreamClip(pieces, 13, Fraction(12), Size(4, 4))
    with pytest.raises(Cancelled):
        stream.read(0, 13)
    assert np.array_equal(stream.read(0, 13), pieces.source.read(0, 13))


def test_a_stream_that_ends_too_early_is_the_models_fault() -> None:
    stream = StreamClip(Pieces(9), 13, Fraction(12), Size(4, 4))
    with pytest.raises(ModelError, match="stopped after 9 of 13"):
        stream.read(0, 13)
