"""What the viewer shows is what is exported: frame by frame, over films drawn at random, through the real stage."""

import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from engine.cutting import set_dissolve
from engine.delivery import Delivery
from engine.export import Export, compile_film
from engine.job import DONE
from engine.media.decode import open_clip
from engine.media.encode import Preset, write_clip
from engine.media.frames import ArrayClip
from engine.presets import find
from engine.shots import Take
from engine.timeline import Item, Timeline
from engine.tracks import FITS, Cue, Placed
from engine.types import Size
from studio.app import Studio
from studio.edit.nodes import new_node
from studio.page import DocumentPage
from studio.viewer.panel import ViewerPanel
from tests.studio.whole import page_of, until

RATE, SIZE, FRAME = Fraction(24), Size(96, 54), Fraction(1, 24)
SHOTS = ((Size(96, 54), Fraction(24)), (Size(64, 64), Fraction(24)), (Size(50, 28), Fraction(12)))
"""Shots as the film has them, of another shape, and smaller at half the rate: those are resized and conformed."""


def footage(number: int, size: Size, rate: Fraction) -> ArrayClip:
    """A second of a pattern that moves: no two frames of any two shots are alike."""
    down, across = np.mgrid[: size.height, : size.width]
    frames = np.empty((int(rate), size.height, size.width, 3), np.uint8)
    for n in range(len(frames)):
        for channel in range(3):
            wave = across * 2 + down * 3 + 80 * number + 14 * n + 30 * channel
            # Up and down again: an edge where it wraps would be a coder's hardest picture.
            frames[n, ..., channel] = np.abs(wave % 510 - 255)
    return ArrayClip(frames, rate)


def drawn(chance: random.Random, shots: list[str]) -> Timeline:
    """A cut with trims, dissolves and tails that are held, an overlay, a title and a subtitle."""
    items = [
        Item(f"i{n}", chance.choice(shots), chance.randrange(20) * FRAME, chance.randrange(6, 16) * FRAME)
        for n in range(4)
    ]
    timeline = Timeline(RATE, tuple(items))
    for item in items[1:]:
        if chance.random() < 0.7:
            timeline = set_dissolve(timeline, item.id, chance.randrange(1, 8) * FRAME)
    end = sum((item.length for item in items), Fraction(0))
    over = Placed(
        "o", chance.choice(shots), chance.randrange(10) * FRAME, chance.randrange(9) * FRAME, 12 * FRAME,
        opacity=Fraction(chance.randrange(1, 9), 8), fade_in=chance.randrange(5) * FRAME,
        fade_out=chance.randrange(5) * FRAME, fit=chance.choice(FITS),
    )  # fmt: skip
    cues = (
        Cue("t", chance.random() * end.limit_denominator(1000), Fraction(1, 2), "Title", "title", "middle"),
        Cue("s", Fraction(chance.randrange(20), 24), Fraction(1), "Said here", "subtitle", "bottom"),
    )
    cues = tuple(replace(cue, start=Fraction(cue.start).limit_denominator(1000)) for cue in cues)
    return replace(timeline, overlay=(over,), cues=cues)


@pytest.fixture
def page(studio: Studio) -> DocumentPage:
    """A project whose shots have a take each, of several sizes and rates."""
    studio.parts.workspace.new()
    page, registry = page_of(studio), studio.parts.session.registry
    model, takes = page.opened.model, page.opened.opened().takes
    takes.mkdir(parents=True, exist_ok=True)
    model.edit("Size", lambda d: replace(d, settings=replace(d.settings, rate=RATE, size=SIZE)))
    for number, (size, rate) in enumerate(SHOTS):
        clip, name = footage(number, size, rate), f"take{number}.mp4"
        write_clip(clip, takes / name, preset=Preset.MASTER)
        node = new_node(registry["shotloom.shot"], (300.0 * number, 0.0), registry)
        model.edit("Add", lambda d, node=node: d.with_graph(d.graph.put(node)))
        model.add_take(node.id, Take("t", name, clip.frames, rate, size, 1, 0.0, "", "", "", ""))
    return page


def exported(studio: Studio, page: DocumentPage, name: str, target: Path) -> list[np.ndarray]:
    """The film through a preset, subtitles burnt in, read again."""
    preset = find(name)
    assert preset is not None
    opened, session = page.opened.opened(), studio.parts.session
    document = page.opened.model.document
    compiled = compile_film(session.environment(replace(opened, document=document)), document,
                            Export(preset, subtitles="burn", sound=False))  # fmt: skip
    assert not compiled.errors, compiled.errors
    plan = compiled.plan
    assert plan is not None
    files = {output.id: str(target) for output in plan.outputs}
    job = session.executor.submit(plan, Delivery(files, takes=str(opened.takes), label=target.name))
    assert session.executor.wait(job, 60).state == DONE
    clip = open_clip(target)
    frames = [np.array(clip.frame(n)) for n in range(clip.frames)]
    clip.close()
    return frames


def seen(viewer: ViewerPanel) -> np.ndarray:
    """The pixels on the viewer's screen."""
    image = viewer.picture.image
    assert image is not None
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def goes_to(page: DocumentPage, viewer: ViewerPanel, frame: int) -> np.ndarray:
    """What is seen of a frame once nothing better follows."""
    program = page.stage.program
    program.go(frame)

    def there() -> bool:
        shown = program.shown
        return shown is not None and shown.reel is program.reel and shown.frame == frame and shown.final

    until(there)
    assert program.shown is not None
    assert program.shown.problem is None
    return seen(viewer)


def fidelity(one: np.ndarray, other: np.ndarray) -> float:
    """PSNR, in decibels."""
    error = float(np.mean((one.astype(float) - other) ** 2))
    return 99.0 if error == 0 else 10 * np.log10(255**2 / error)


@pytest.mark.parametrize("seed", range(4))
def test_every_exported_frame_is_the_one_that_the_viewer_shows(
    page: DocumentPage, studio: Studio, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    timeline = drawn(chance, list(page.opened.model.document.shots))
    page.opened.model.edit("Cut", lambda d: d.with_timeline(timeline))
    viewer = page.panel("viewer")
    assert isinstance(viewer, ViewerPanel)
    viewer.show()
    frames = exported(studio, page, "ffv1", tmp_path / "film.mkv")
    lossy = exported(studio, page, "h264", tmp_path / "film.mp4")
    assert len(frames) == len(lossy) == page.stage.program.frames
    for number in chance.sample(range(len(frames)), 12):
        shown = goes_to(page, viewer, number)
        assert shown.shape == frames[number].shape
        assert (shown == frames[number]).all(), f"frame {number} of film {seed}"
        assert fidelity(shown, lossy[number]) > 30, f"frame {number} of film {seed}"
        # It is this frame, none beside it: the pattern moves from frame to frame.
        assert fidelity(shown, lossy[number]) > max(
            fidelity(other, lossy[number]) for n, other in enumerate(frames) if not (other == shown).all()
        )
