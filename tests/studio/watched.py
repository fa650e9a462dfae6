"""A document in tests with all that watches it: status, checker, pictures; and the session that they ask."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from engine.document import Document
from engine.errors import MediaError, Problem
from engine.graph import Node
from engine.session import Session
from studio.document import DocumentModel
from studio.edit.ports import Faces
from studio.errands import Errands
from studio.focus import Focus
from studio.playing.booth import Booth
from studio.playing.stage import Stage
from studio.survey.checker import Checker
from studio.survey.flow import Flow
from studio.survey.pictures import Pictures
from studio.survey.status import NodeStatus, Status
from studio.workbench import session


@dataclass(frozen=True)
class Watched:
    """One of each, as the window's page makes them."""

    qtbot: QtBot
    session: Session
    model: DocumentModel
    focus: Focus
    faces: Faces
    status: Status
    errands: Errands
    checker: Checker
    pictures: Pictures
    flow: Flow
    stage: Stage

    def put(self, *nodes: Node, name: str = "Change") -> None:
        """One edit: nodes added or replaced."""
        self.model.edit(name, lambda d: d.with_graph(d.graph.put(*nodes)))

    def looked(self) -> None:
        """Wait until the checker has looked at the document as it is now."""
        with self.qtbot.waitSignal(self.checker.checked, timeout=20_000):
            self.checker.again()

    def of(self, place: str) -> NodeStatus:
        """The status of a place."""
        return self.status.at(place)


class Plain:
    """Media in tests that read no pixels: a take is grey, of the size that its file's name says ("320x180.mp4")."""

    def __init__(self) -> None:
        self.worker = self

    def open_take(self, path: Path) -> NDArray[np.uint8]:
        """A picture. Raises MediaError for a name that is no size."""
        width, _, height = path.stem.partition("x")
        if not height:
            raise MediaError("no such take")
        return np.full((int(height), int(width), 3), 128, np.uint8)

    def close(self) -> None:
        """Nothing was opened."""


@contextmanager
def watching(
    qtbot: QtBot,
    document: Document,
    *,
    path: Path | None = None,
    takes: Path = Path("nowhere"),
    missing: Mapping[str, Problem] | None = None,
    media: object = None,
) -> Iterator[Watched]:
    """The document, looked at once; ended with everything that it started. `media` stands in for the session's."""
    with session() as opened:
        if media is not None:
            opened.__dict__["media"] = media
        model, focus, errands = DocumentModel(document, path), Focus(), Errands()
        status = Status(model, focus)
        checker = Checker(model, opened, status, errands, missing=missing)
        pictures = Pictures(model, opened, status, checker, errands, lambda: takes)
        faces = Faces(opened.registry)
        flow = Flow(model, focus, faces, checker)
        stage = Stage(model, opened, Booth(opened, errands), lambda: takes, pictures.made_of)
        watched = Watched(qtbot, opened, model, focus, faces, status, errands, checker, pictures, flow, stage)
        try:
            watched.looked()
            yield watched
        finally:
            stage.close()
            pictures.close()
            checker.close()
            errands.close()
