"""A document in tests with all that watches it: status, checker, pictures; and the session that they ask."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pytestqt.qtbot import QtBot

from engine.document import Document
from engine.errors import Problem
from engine.graph import Node
from engine.session import Session
from studio.checker import Checker
from studio.document import DocumentModel
from studio.edit.ports import Faces
from studio.errands import Errands
from studio.flow import Flow
from studio.focus import Focus
from studio.pictures import Pictures
from studio.status import NodeStatus, Status
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


@contextmanager
def watching(
    qtbot: QtBot,
    document: Document,
    *,
    path: Path | None = None,
    takes: Path = Path("nowhere"),
    missing: Mapping[str, Problem] | None = None,
) -> Iterator[Watched]:
    """The document, looked at once; ended with everything that it started."""
    with session() as opened:
        model, focus, errands = DocumentModel(document, path), Focus(), Errands()
        status = Status(model, focus)
        checker = Checker(model, opened, status, errands, missing=missing)
        pictures = Pictures(model, opened, status, checker, errands, lambda: takes)
        faces = Faces(opened.registry)
        flow = Flow(model, focus, faces, checker)
        watched = Watched(qtbot, opened, model, focus, faces, status, errands, checker, pictures, flow)
        try:
            watched.looked()
            yield watched
        finally:
            pictures.close()
            checker.close()
            errands.close()
