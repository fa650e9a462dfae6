"""Definitions of groups that nothing uses any more.

In: a document whose last instance of a group may just have gone. Out: the document without that definition. Called by
whatever takes instances away, as part of the same edit, so that undo brings both back.
"""

from collections.abc import Collection
from dataclasses import replace

from engine.document import Document
from studio.edit.ports import groups_inside


def without_unused(document: Document, groups: Collection[str]) -> Document:
    """The document without those of some groups, and of the groups that only they held, which no node uses."""
    suspects = set(groups) & document.groups.keys()
    for name in tuple(suspects):
        suspects |= groups_inside(document.groups[name], document.groups) & document.groups.keys()
    while suspects:
        graphs = (document.graph, *(group.graph for group in document.groups.values()))
        unused = suspects - {node.group for graph in graphs for node in graph}
        if not unused:
            break
        document = replace(document, groups={k: g for k, g in document.groups.items() if k not in unused})
        suspects -= unused
    return document
