"""A workspace in tests: its session without a worker until one is needed, and ways to wait for it."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from engine.document import Document
from engine.graph import Node
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace


def add_node(document: OpenDocument, name: str = "n") -> None:
    """One edit: another prompt."""
    node = Node(f"{name}{len(document.model.document.graph.nodes)}", "shotloom.prompt", params={"text": name})

    def change(now: Document) -> Document:
        return now.with_graph(now.graph.put(node))

    document.model.edit(f"Add {node.id}", change)


def opened(workspace: Workspace, path: Path) -> OpenDocument:
    """Open a graph file that is known to be good."""
    document = workspace.open(path)
    assert isinstance(document, OpenDocument)
    return document


def wait_for(qtbot: QtBot, ready: Callable[[], bool]) -> None:
    """Let the window's loop run until something is so."""
    qtbot.waitUntil(ready, timeout=60_000)


def keys(document: OpenDocument) -> set[str]:
    """What is said about a document, by key."""
    return {notice.key for notice in document.notices}


def choose(document: OpenDocument, key: str, label: str) -> None:
    """Press a choice of a notice."""
    notice = next(n for n in document.notices if n.key == key)
    next(c for c in notice.choices if c.label == label).run()
