"""Old files and old node types become today's, and what is not ours comes through untouched."""

from fractions import Fraction
from pathlib import Path

import pytest

from engine.errors import FileFormatError
from engine.files import dumps, loads
from engine.graph import Graph, Link, Node
from engine.migrate import FORMAT, STEPS, Replacement, replace_types

GOLDEN = Path(__file__).parents[1] / "data" / "format"

RENAMED = Replacement(
    "Join", "Concatenate", 2, params={"mode": "join"}, inputs={"a": "clips", "b": "clips"},
    outputs={"result": "clip"}, values={"seconds": 0.5},
)  # fmt: skip


def test_every_older_format_has_a_step_and_a_golden_file() -> None:
    assert sorted(STEPS) == list(range(FORMAT))
    assert sorted(int(path.stem) for path in GOLDEN.glob("*.loom")) == list(range(FORMAT + 1))


def test_format_0_becomes_todays() -> None:
    loaded = loads((GOLDEN / "0.loom").read_bytes())
    document = loaded.document
    assert not loaded.read_only
    assert any("format 0" in note for note in loaded.notes)
    assert document.format == FORMAT
    assert document.settings.rate == Fraction(24)
    assert list(document.graph.nodes) == ["gen", "glow", "s1"]
    assert document.graph["gen"].params == {"steps": 8, "guidance": 4.0}
    assert document.media["m1"].relative == "film.media/fox.png"
    assert document.timeline.items[0].length == Fraction(5, 8)
    written = dumps(document)
    assert all(
        part in written for part in (b'"radius":1.50', b'{"seal" : "\\u00e9"}', b'{"tracks" : [ 1.0 ]}')
    )
    assert loads(written).document == document


def test_a_damaged_old_file_is_refused() -> None:
    with pytest.raises(FileFormatError, match=r"nodes: this is not a JSON object"):
        loads(b'{"format":0,"nodes":[1,2]}')


def test_a_renamed_node_type_keeps_params_and_links() -> None:
    old = Graph.of(
        [
            Node("a", "LoadClip"),
            Node("j", "Join", params={"mode": "cut", "note": 1}, title="Join"),
            Node("s", "Shot"),
        ],
        [Link("a", "clip", "j", "a"), Link("a", "clip", "j", "b"), Link("j", "result", "s", "clip")],
    )
    new, notes = replace_types(old, (RENAMED,))
    assert new["j"].type == "Concatenate"
    assert new["j"].version == 2
    assert new["j"].params == {"join": "cut", "note": 1, "seconds": 0.5}
    assert new.links == (
        Link("a", "clip", "j", "clips"),
        Link("a", "clip", "j", "clips"),
        Link("j", "clip", "s", "clip"),
    )
    assert notes == ("Join: Join is now Concatenate",)


def test_renaming_a_param_keeps_its_spelling() -> None:
    data = b'{"format":1,"nodes":[{"id":"j","type":"Join","params":{"mode":1.50}}]}'
    loaded = loads(data, (RENAMED,))
    assert b'"join":1.50' in dumps(loaded.document)
    assert loaded.notes


def test_types_of_other_packages_are_left_alone() -> None:
    graph = Graph.of([Node("j", "Join", package="acme")])
    assert replace_types(graph, (RENAMED,)) == (graph, ())
