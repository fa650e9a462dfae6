"""Which graph an edit means: the outermost one, or the inside of a group."""

from dataclasses import replace
from typing import TypeAlias

from engine.document import Document
from engine.errors import GraphError
from engine.graph import Graph

Scope: TypeAlias = str | None
"""The id of a group whose definition is edited; None is the document's own graph."""


def graph_in(document: Document, scope: Scope) -> Graph | None:
    """The graph of a scope; None if the group is gone."""
    if scope is None:
        return document.graph
    group = document.groups.get(scope)
    return group.graph if group else None


def graph_of(document: Document, scope: Scope) -> Graph:
    """The graph of a scope. Raises GraphError if the group is gone."""
    graph = graph_in(document, scope)
    if graph is None:
        raise GraphError("this group is not there any more", value=scope, remedy="Go back to the whole graph")
    return graph


def with_graph(document: Document, scope: Scope, graph: Graph) -> Document:
    """The document with another graph in a scope; the same document if the graph is the same."""
    if graph is graph_of(document, scope):
        return document
    if scope is None:
        return document.with_graph(graph)
    return document.with_group(replace(document.groups[scope], graph=graph))
