"""The frames that a take must have: the same settings, made anew where nothing is cached and nobody interrupts.

In: a document and one of its takes. Out: uint8 frames [T, H, W, 3]. For tests of what was cancelled, or killed.
"""

from pathlib import Path

from engine.compile import Request, Target
from engine.delivery import Delivery
from engine.document import Document
from engine.media.frames import Frames
from engine.session import Opened, Session
from engine.shots import Take
from studio.workbench import session

PATIENCE = 300.0


def frames_of(take: Path, given: Session) -> Frames:
    """Every frame of a master."""
    clip = given.media.open_take(take)
    try:
        return clip.read(0, clip.frames)
    finally:
        clip.close()


def made_anew(document: Document, shot: str, take: Take, folder: Path) -> Frames:
    """The frames of a take's settings; `folder` holds what is cached on the way."""
    graph = document.graph
    for node, params in take.settings.items():
        if node in graph.nodes:
            graph = graph.put(graph[node].with_params(**dict(params)))
    opened = Opened(document.with_graph(graph), folder / "anew.loom")
    with session(cache=folder / "cache") as fresh:
        compiled = fresh.compiler(opened).compile(opened.document, Request((Target(shot, "take"),)))
        assert compiled.plan is not None, compiled.errors
        delivery = Delivery(takes=str(folder / "takes"))
        done = fresh.executor.wait(fresh.executor.submit(compiled.plan, delivery), PATIENCE)
        assert done.finished, done.failures
        path = done.finished[0].path
        assert path is not None
        return frames_of(Path(path), fresh)
