"""The graph as a value: edits share what did not change, order puts sources first, cycles are told with their path."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Graph, GraphError, Link, Node
from engine.graph import MAX_CYCLES, Flags
from tests.engine.graphs import links, node


def chain(count: int) -> Graph:
    """Nodes n0 to n<count - 1>, each feeding the next."""
    names = [f"n{i}" for i in range(count)]
    wires = [Link(a, "output", b, "input") for a, b in pairwise(names)]
    return Graph.of([Node(n, "shotloom.reroute") for n in names], wires)


def test_two_nodes_of_one_id_are_refused() -> None:
    with pytest.raises(GraphError) as error:
        Graph.of([node("trim"), node("trim")])
    assert error.value.node == "trim"


def test_an_edit_leaves_the_old_graph_as_it_was_and_shares_the_rest() -> None:
    old = chain(3)
    new = old.put(old["n1"].with_params(x=1))
    assert old["n1"].params == {}
    assert new["n1"].params == {"x": 1}
    assert new["n0"] is old["n0"]
    assert new.links is old.links


def test_removing_a_node_removes_its_links() -> None:
    assert chain(4).remove("n1").links == (Link("n2", "output", "n3", "input"),)


def test_a_link_that_is_there_already_keeps_its_place() -> None:
    graph = chain(3)
    assert graph.link(graph.links[0]) == graph
    again = graph.link(*links("n0.output n2.input", "n0.output n2.input"))
    assert again.links == (*graph.links, *links("n0.output n2.input"))
    assert again.unlink(*links("n0.output n2.input")) == graph


def test_links_into_a_node_keep_the_stored_order() -> None:
    graph = chain(4).link(*links("n3.output n2.input", "n0.output n2.input"))
    assert [x.source for x in graph.into()["n2"]] == ["n1", "n3", "n0"]
    assert [x.target for x in graph.out_of()["n0"]] == ["n1", "n2"]


def test_a_node_is_found_by_id_or_by_a_title_that_only_one_has() -> None:
    a, b, c = (Node(n, "shotloom.trim", title=t) for n, t in (("a", "Dawn"), ("b", "Dusk"), ("c", "Dusk")))
    graph = Graph.of([a, b, c])
    assert graph.find("a") is a
    assert graph.find("Dawn") is a
    for name, what in (("Dusk", "several"), ("Noon", "no node")):
        with pytest.raises(GraphError, match=what) as error:
            graph.find(name)
        assert error.value.value == name
        assert "Dawn" in str(error.value.remedy)


def test_sources_come_first_and_nothing_else_is_visited() -> None:
    graph = chain(5)
    assert graph.sources_first(["n2"], graph.into()) == (["n0", "n1", "n2"], [])


def test_nothing_is_followed_beyond_closed_nodes_or_to_missing_ones() -> None:
    graph = chain(5).link(*links("ghost.output n4.input"))
    assert graph.sources_first(["n4", "ghost"], graph.into(), {"n3"}) == (["n3", "n4"], [])


def test_a_cycle_is_told_as_the_path_in_the_direction_of_the_links() -> None:
    graph = chain(4).link(*links("n3.output n1.input"))
    order, cycles = graph.sources_first(["n3"], graph.into())
    assert sorted(order) == ["n0", "n1", "n2", "n3"]
    (path,) = cycles
    assert path[0] == path[-1]
    assert set(path) == {"n1", "n2", "n3"}
    assert all(any((x.source, x.target) == pair for x in graph.links) for pair in pairwise(path))


def test_a_node_that_feeds_itself_is_a_cycle() -> None:
    graph = chain(1).link(*links("n0.output n0.input"))
    assert graph.sources_first(["n0"], graph.into()) == (["n0"], [("n0", "n0")])


def test_a_tangle_is_told_in_a_few_cycles_and_a_long_chain_needs_no_deep_stack() -> None:
    names = [f"n{i}" for i in range(40)]
    wires = [Link(a, "output", b, "input") for a in names for b in names if a != b]
    tangle = Graph.of([Node(n, "shotloom.switch") for n in names], wires)
    order, cycles = tangle.sources_first(names, tangle.into())
    assert sorted(order) == sorted(names)
    assert len(cycles) == MAX_CYCLES
    long = chain(5_000)
    assert len(long.sources_first(["n4999"], long.into())[0]) == 5_000


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=40))
def test_in_any_graph_every_source_comes_before_its_targets(pairs: list[tuple[int, int]]) -> None:
    # Links from lower to higher numbers only: no cycles.
    wires = [Link(f"n{min(p)}", "o", f"n{max(p)}", "i") for p in pairs if p[0] != p[1]]
    graph = Graph.of([Node(f"n{i}", "t") for i in range(12)], wires)
    order, cycles = graph.sources_first(list(graph.nodes), graph.into())
    assert not cycles
    assert sorted(order) == sorted(graph.nodes)
    place = {name: i for i, name in enumerate(order)}
    assert all(place[x.source] < place[x.target] for x in wires)


def test_switches_are_named_in_one_order() -> None:
    assert Flags(mute=True, freeze=True).names() == ["mute", "freeze"]
    assert Flags().names() == []


def test_a_group_instance_names_its_group() -> None:
    assert Node("x", "group:abc").group == "abc"
    assert Node("x", "shotloom.trim").group is None
