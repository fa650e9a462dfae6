"""Errors name nodes by their titles: nobody knows an id."""

from pathlib import Path

import pytest

from engine.document import Document
from engine.errors import GraphError, ParamError
from engine.graph import Graph, Group, Node
from engine.session import Opened
from studio.telling import told
from studio.work.asking import Wish, answer
from studio.workbench import registry, session

LOST = Document(
    graph=Graph.of(
        [
            Node("d8d6", "shotloom.load_image"),
            Node("77aa", "shotloom.shot", title="My Shot"),
            Node("g1", "group:inner"),
        ]
    ),
    groups={"inner": Group("inner", "Inner", Graph.of([Node("x9", "shotloom.prompt")]))},
)


@pytest.mark.parametrize(
    ("node", "name"),
    [("d8d6", "Load Image"), ("77aa", "My Shot"), ("g1/x9", "Prompt"), ("g1", "Inner")],
)
def test_a_node_is_named_by_its_title_or_kind(node: str, name: str) -> None:
    error = ParamError("is too large", node=node, port="factor", value=9, remedy="Choose less")
    assert told(error, LOST, registry()) == f"{name}: Factor: is too large (got 9). Choose less"


def test_a_node_that_is_gone_is_not_named() -> None:
    assert told(GraphError("this is no node", node="b3c1"), LOST, registry()) == "This is no node"


def test_what_has_no_node_stays_as_it_is() -> None:
    assert told(GraphError("the graph is odd"), LOST, registry()) == "the graph is odd"


def test_a_wish_that_cannot_be_made_names_the_node(tmp_path: Path) -> None:
    with session() as opened:
        found = answer(opened, Wish(Opened(LOST, tmp_path / "a.loom"), ("77aa",)))
    assert found.orders == ()
    assert found.problems == ("My Shot: Clip: nothing is linked to this input. Link a Clip output to it",)
