"""What is dragged from one panel to another: shots, takes and nodes, by name.

In: ids of shots and takes, places of nodes. Out: data of a drag, and what one holds. Panels that start drags and those
that take them meet here.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

SHOTS = "application/x-shotloom-shots"
"""A drag of shots: a JSON list of their ids."""
TAKES = "application/x-shotloom-takes"
"""Beside a drag of shots, which take of each is meant: a JSON object from shot to take."""
NODES = "application/x-shotloom-nodes"
"""A drag of nodes: a JSON list of their places."""
MOST = 1000
"""Things of one drag."""


def dragged(kind: str, names: Sequence[str]) -> QMimeData:
    """Data for a drag of shots or nodes."""
    mime = QMimeData()
    mime.setData(kind, json.dumps(list(names)[:MOST]).encode())
    return mime


def dragged_takes(takes: Mapping[str, str], files: Sequence[Path]) -> QMimeData:
    """Data for a drag of one take of each shot; `files` are their masters, for other programs and the graph."""
    mime = dragged(SHOTS, list(takes))
    mime.setData(TAKES, json.dumps(takes).encode())
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    return mime


def takes_in(mime: QMimeData) -> dict[str, str]:
    """Which take of which shot is dragged; empty where shots are dragged as they are, or the data makes no sense."""
    try:
        found = json.loads(bytes(mime.data(TAKES).data()) or b"{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {shot: take for shot, take in list(found.items())[:MOST] if isinstance(take, str)}


def places_in(mime: QMimeData) -> list[str]:
    """Shots or nodes among what is dragged; nothing for data that is no list of names."""
    for kind in (SHOTS, NODES):
        if mime.hasFormat(kind):
            try:
                found = json.loads(bytes(mime.data(kind).data()))
            except (ValueError, RecursionError):
                return []
            return [name for name in found[:MOST] if isinstance(name, str)] if isinstance(found, list) else []
    return []
