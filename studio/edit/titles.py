"""Titles as a person types them. In: any text. Out: one line, or why not. Called by edits of nodes, groups, frames."""

from engine.errors import GraphError

MAX_TITLE = 200
"""Characters of a title; more would never be read."""


def titled(title: str, of: str) -> str:
    """A title as one line; `of` is the node, or what else has it. Raises GraphError for one that is too long."""
    line = " ".join(title.split())
    if len(line) > MAX_TITLE:
        raise GraphError(
            f"a title has at most {MAX_TITLE} characters", node=of, value=line, remedy="Shorten it"
        )
    return line
