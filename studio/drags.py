"""What is dragged from one panel to another: shots and nodes, by name.

In: ids of shots, places of nodes. Out: data of a drag, and what one holds. Panels that start drags and those that take
them meet here.
"""

import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

SHOTS = "application/x-shotloom-shots"
"""A drag of shots: a JSON list of their ids."""
NODES = "application/x-shotloom-nodes"
"""A drag of nodes: a JSON list of their places."""
MOST = 1000
"""Things of one drag."""


def dragged(kind: str, names: Sequence[str]) -> QMimeData:
    """Data for a drag of shots or nodes."""
    mime = QMimeData()
    mime.setData(kind, json.dumps(list(names)[:MOST]).encode())
    return mime


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
