"""The registry: found by id, nearest name for what is unknown, packages by others kept at arm's length."""

from dataclasses import replace

import pytest

from engine import Graph, GraphError, Link, Node, NodeType, Port, PortType, Registry
from engine.registry import Package, installed


def kind(name: str = "acme.glow", **more: object) -> NodeType:
    """A node type that does nothing."""
    made = NodeType(id=name, label="Glow", category="Edit", help="Glows.", lower=lambda i, p, b: {})
    return replace(made, **more)  # type: ignore[arg-type]


def package(*kinds: object, name: str = "acme") -> Package:
    """An installed package that declares these."""
    return Package(name, "1.2", lambda: kinds)  # type: ignore[arg-type, return-value]


def broken() -> list[NodeType]:
    """A package whose import fails."""
    raise ModuleNotFoundError("No module named 'acme_native'")


def leaving() -> list[NodeType]:
    """A package that wants to end the program."""
    raise SystemExit(3)


def test_types_are_found_by_id() -> None:
    registry = Registry.load([kind("shotloom.blur")], entry_points=False)
    assert registry["shotloom.blur"].label == "Glow"
    assert "shotloom.blur" in registry
    assert registry.find("shotloom.blurr") is None
    assert len(registry) == 1


@pytest.mark.parametrize(
    ("unknown", "says"),
    [
        ("shotloom.blurr", '"shotloom.blur"'),
        ("elsewhere.Blur", '"shotloom.blur"'),
        ("acme.weird_thing", 'Install the node package "acme"'),
        ("shotloom.zzz", "Update the program"),
        ("", "remove the node"),
    ],
)
def test_an_unknown_type_is_refused_with_what_to_do(unknown: str, says: str) -> None:
    registry = Registry([kind("shotloom.blur")])
    with pytest.raises(GraphError) as error:
        registry[unknown]
    assert says in str(error.value.remedy)


def test_a_built_in_type_is_declared_once() -> None:
    with pytest.raises(GraphError, match="declared twice"):
        Registry.load([kind("shotloom.blur"), kind("shotloom.blur")], entry_points=False)


def test_packages_by_others_are_stamped_with_their_name() -> None:
    registry = Registry([kind("shotloom.blur")])
    registry.extend(package(kind()))
    assert registry["acme.glow"].package == "acme"
    assert registry.versions == {"acme": "1.2"}
    assert registry.notes == ()


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (Package("acme", "1", broken), "acme_native"),
        (Package("acme", "1", leaving), "SystemExit"),
        (package(kind(), kind()), "declared twice"),
        (package(kind("shotloom.blur")), "may not use"),
        (package(kind("shotloom.mine")), "may not use"),
        (package(kind("Glow!")), "may not use"),
        (package(kind(), "not a node type"), "no node type"),
        (package(7), "no node type"),
    ],
)
def test_a_package_that_cannot_be_used_is_a_note_and_adds_nothing(bad: Package, says: str) -> None:
    registry = Registry([kind("shotloom.blur")])
    registry.extend(bad)
    assert [k.id for k in registry] == ["shotloom.blur"]
    assert len(registry.notes) == 1
    assert says in registry.notes[0]
    assert "acme" in registry.notes[0]


def test_one_bad_package_does_not_stop_the_next() -> None:
    registry = Registry([kind("shotloom.blur")])
    registry.extend(Package("acme", "1", broken))
    registry.extend(package(kind("good.glow"), name="good"))
    assert "good.glow" in registry


def test_installed_packages_are_listed_without_importing_them(monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        name, dist, loaded = "acme", None, False

        def load(self) -> object:
            self.loaded = True
            return lambda: [kind()]

    entry = Entry()
    monkeypatch.setattr("engine.registry.metadata.entry_points", lambda group: [entry])
    found = installed()
    assert [p.name for p in found] == ["acme"]
    assert not entry.loaded
    assert "acme.glow" in Registry.load([])


def test_search_finds_by_label_synonym_and_nearly() -> None:
    registry = Registry(
        [
            kind("shotloom.blur", label="Blur", synonyms=("soften",)),
            kind("shotloom.reblur", label="Sharp blur"),
        ]
    )
    assert [k.id for k in registry.search("blur")] == ["shotloom.blur", "shotloom.reblur"]
    assert [k.id for k in registry.search("soft")] == ["shotloom.blur"]
    assert [k.id for k in registry.search("bluur")] == ["shotloom.blur"]
    assert registry.search("xyzzy") == []
    assert len(registry.search(" ")) == 2
    assert list(registry.categories()) == ["Edit"]


def test_a_graph_of_earlier_types_is_brought_up_to_date() -> None:
    def renamed(params: dict[str, object], version: int) -> dict[str, object]:
        return {"amount": params.get("strength", 1)} if version < 2 else params

    glow = kind(
        "acme.glow",
        version=2,
        replaces=("acme.shine",),
        upgrade=renamed,
        inputs=(Port("clip", PortType.CLIP, replaces=("video",)),),
        outputs=(Port("clip", PortType.CLIP, replaces=("result",)),),
    )
    registry = Registry([glow])
    graph = Graph.of(
        [Node("a", "acme.shine", params={"strength": 3}), Node("b", "acme.glow", 1), Node("c", "who.knows")],
        [Link("a", "result", "b", "video"), Link("c", "result", "b", "other")],
    )
    new = registry.upgrade(graph)
    assert (new["a"].type, new["a"].version, new["a"].params) == ("acme.glow", 2, {"amount": 3})
    assert new["b"].params == {"amount": 1}
    assert new["c"] is graph["c"]
    assert new.links == (Link("a", "clip", "b", "clip"), Link("c", "result", "b", "other"))
    assert registry.upgrade(new) is new
