"""The graph file: what is saved comes back byte for byte, and what is not ours is refused with its place named."""

import json as stdlib_json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import loom_read, loom_write
from engine.document import Document
from engine.errors import FileFormatError, StudioError
from engine.files import dumps, load, loads
from engine.graph import Frame, Graph, Group, Node
from engine.json_text import CONTAINER_LIMIT, SIZE_LIMIT
from engine.timeline import Item, Timeline
from engine.tracks import LATEST, Cue, Marker
from tests.engine.documents import documents, film, full

GOLDEN = Path(__file__).parents[1] / "data" / "format"
slow = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=40)


def graph_file(**parts: str) -> bytes:
    """A small file whose top members are given as text."""
    top = {"format": "1", **parts}
    return ("{" + ",\n".join(f'"{name}": {text}' for name, text in top.items()) + "}").encode()


def node_file(node: str) -> bytes:
    return graph_file(nodes=f"[{node}]")


@slow
@given(documents())
def test_what_is_saved_comes_back(document: Document) -> None:
    data = dumps(document)
    loaded = loads(data)
    assert loaded.document == document
    assert not loaded.read_only
    assert dumps(loaded.document) == data


def reordered(text: bytes, draw: st.DrawFn) -> bytes:
    """The same JSON with the members of every object in another order."""

    def shuffled(pairs: list[tuple[str, object]]) -> dict[str, object]:
        return dict(draw(st.permutations(pairs)))

    return stdlib_json.dumps(
        stdlib_json.loads(text, object_pairs_hook=shuffled), separators=(",", ":")
    ).encode()


@st.composite
def shuffled_files(draw: st.DrawFn) -> tuple[Document, bytes]:
    plain = replace(full(), extra={}, unknown={})
    plain = plain.with_graph(
        Graph({k: replace(n, extra={}) for k, n in plain.graph.nodes.items()}, plain.graph.links)
    )
    return plain, reordered(dumps(plain), draw)


@settings(max_examples=20)
@given(shuffled_files())
def test_the_order_of_keys_changes_nothing(case: tuple[Document, bytes]) -> None:
    document, text = case
    assert loads(text).document == document


def test_golden_file_of_this_format_is_read_and_written_back_unchanged() -> None:
    data = (GOLDEN / "1.loom").read_bytes()
    assert loads(data).document == full()
    assert dumps(full()) == data


def test_golden_file_of_a_film_is_read_and_written_back_unchanged() -> None:
    data = (GOLDEN / "1-film.loom").read_bytes()
    assert loads(data).document == film()
    assert dumps(film()) == data


def test_what_a_film_has_beside_its_shots_is_written_only_where_there_is_some() -> None:
    new, plain = loom_write.timeline(film().timeline), loom_write.timeline(full().timeline)
    for name in (b"overlay", b"cues", b"sounds", b"markers", b"dissolve"):
        assert b'"%s":' % name in new
        assert b'"%s":' % name not in plain, "a file without them is as it always was"


def test_times_too_long_to_be_read_back_are_written_to_the_microsecond() -> None:
    odd = Fraction(3600) + Fraction(10**8 + 1, 10**9 + 7) + Fraction(1, 1009)
    cut = Timeline(items=(Item("i", None, odd, Fraction(10**9)),), cues=(Cue("c", odd, odd, "Hello"),))
    cut = replace(cut, markers=(Marker("m", Fraction(10**12)),))
    read = loads(dumps(Document(timeline=cut))).document.timeline
    assert abs(read.cues[0].start - odd) < Fraction(1, 10**6)
    assert (read.items[0].length, read.markers[0].time) == (LATEST, LATEST)


def test_overlays_of_a_file_never_overlap() -> None:
    entries = ",".join(f'{{"id":"o{n}","shot":"s","start":{n / 10},"length":1}}' for n in (3, 1, 2, 0))
    found = loads(graph_file(timeline=f'{{"overlay":[{entries}]}}')).document.timeline.overlay
    assert [placed.id for placed in found] == ["o0", "o1", "o2", "o3"]
    assert [placed.start for placed in found] == [0, 1, 2, 3]


def test_a_shot_in_a_group_is_kept_by_its_path() -> None:
    inside = replace(full().shot("s1"), id="scene/inner/s1")
    document = replace(full(), shots={"scene/inner/s1": inside})
    assert loads(dumps(document)).document == document
    for path in ("scene//s1", "/s1", "s1/", "a/" * 20 + "s1"):
        with pytest.raises(FileFormatError, match="id"):
            loads(dumps(replace(document, shots={path: replace(inside, id=path)})))


def test_frames_in_a_group_are_kept_and_a_group_without_any_is_written_as_ever() -> None:
    plain = Group("look", "Look", Graph.of([Node("a", "Resize")]))
    framed = replace(plain, frames=(Frame("f", "Inside", (0.0, 0.0, 300.0, 200.0), nodes=("a",)),))
    assert b'"frames"' not in loom_write.group(plain)
    assert loads(dumps(Document(groups={"look": framed}))).document.groups["look"] == framed
    assert loom_read.group(loom_write.group(framed)) == framed


def test_one_node_per_line() -> None:
    before = dumps(full()).splitlines()
    graph = full().graph
    after = dumps(full().with_graph(graph.put(graph["gen"].with_params(seed=8)))).splitlines()
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


@pytest.mark.parametrize(
    "value",
    ["1.50", "1e5", "-0", "-0.0", '"\\u00e9\\/"', "[1, 2]", '{"b": 1,\n"a": [ ]}', "18446744073709551615"],
)
def test_foreign_spelling_survives_everywhere(value: str) -> None:
    node = f'{{"id":"n","type":"acme/X","params":{{"a":{value}}},"mark":{value}}}'
    data = dumps(loads(graph_file(nodes=f"[{node}]", strange=value, extra=f'{{"acme":{value}}}')).document)
    assert data.count(value.encode()) == 4
    assert dumps(loads(data).document) == data


def test_a_changed_param_is_written_anew() -> None:
    document = loads(node_file('{"id":"n","type":"X","params":{"a":1.50,"b":2.50}}')).document
    changed = document.with_graph(document.graph.put(document.graph["n"].with_params(a=3.0)))
    assert b'"params":{"a":3.0,"b":2.50}' in dumps(changed)


def test_ports_nobody_knows_keep_their_links() -> None:
    data = graph_file(
        nodes='[{"id":"a","type":"X"},{"id":"b","type":"Y"}]', links='[["a","no such","b","port"]]'
    )
    assert b'["a","no such","b","port"]' in dumps(loads(data).document)


def test_a_newer_version_opens_read_only_and_loses_nothing() -> None:
    data = graph_file(version="7", app='"shotloom 9.0"', marks='{"x": 1.0}')
    loaded = loads(data)
    assert loaded.read_only
    assert any("newer version" in note and "9.0" in note for note in loaded.notes)
    written = dumps(loaded.document)
    assert b'"version": 7' in written
    assert b'"marks": {"x": 1.0}' in written


REFUSED = {
    "empty": (b"", "JSON"),
    "not JSON": (b"hello", "JSON"),
    "torn": (dumps(full())[:-40], "JSON"),
    "not an object": (b"[]", "object"),
    "no format": (b"{}", "format: is missing"),
    "another program": (b'{"last_node_id":3,"nodes":[],"links":[]}', "format: is missing"),
    "format is text": (graph_file(format='"x"'), "format: must be a whole number"),
    "future format": (graph_file(format="2", app='"shotloom 9"'), "newer Shotloom.*Open it with shotloom 9"),
    "not UTF-8": (b'{"format":1,"app":"\xff"}', "line 1: the text is not UTF-8"),
    "duplicate key": (b'{"format":1,\n"app":"a",\n"app":"b"}', "line 3: this key stands twice"),
    "duplicate escaped key": (b'{"format":1,"\\u0066ormat":1}', "twice"),
    "duplicate param": (node_file('{"id":"n","type":"X","params":{"a":1,"a":2}}'), "twice"),
    "NaN": (node_file('{"id":"n","type":"X","params":{"a":NaN}}'), "line 2: a number is not finite"),
    "infinity": (node_file('{"id":"n","type":"X","params":{"a":-Infinity}}'), "not finite"),
    "1e999": (node_file('{"id":"n","type":"X","params":{"a":1e999}}'), "out of every range"),
    "long integer": (node_file('{"id":"n","type":"X","params":{"a":' + "9" * 5000 + "}}"), "too many digits"),
    "integer": (node_file('{"id":"n","type":"X","params":{"a":18446744073709551616}}'), "out of every range"),
    "surrogate": (node_file('{"id":"n","type":"X","params":{"a":"\\ud800"}}'), "half a character"),
    "raw surrogate": (b'{"format":1,"app":"\xed\xa0\x80"}', "UTF-8"),
    "deep": (graph_file(x="[" * 100_000 + "]" * 100_000), "nested too deep"),
    "wide": (graph_file(x="[" + "[]," * CONTAINER_LIMIT + "[]]"), "too many values"),
    "large": (graph_file(x='"' + "a" * SIZE_LIMIT + '"'), "too large"),
    "long text": (node_file('{"id":"n","type":"X","params":{"a":"' + "a" * 70_000 + '"}}'), "too long"),
    "many nodes": (graph_file(nodes="[" + '{"id":"n","type":"X"},' * 10_000 + "{}]"), "10,000"),
    "many links": (graph_file(links="[" + '["a","b","c","d"],' * 50_000 + "[]]"), "50,000"),
    "node without id": (node_file('{"type":"X"}'), "nodes.id: is missing"),
    "bad id": (node_file('{"id":"../x","type":"X"}'), r"nodes.id: has characters.*\.\./x"),
    "id twice": (
        graph_file(nodes='[{"id":"n","type":"X"},{"id":"n","type":"Y"}]'),
        "n.nodes: this id is used twice",
    ),
    "node without type": (node_file('{"id":"n"}'), "n.type: is missing"),
    "wrong flag": (node_file('{"id":"n","type":"X","flags":["fly"]}'), "n.flags.*fly"),
    "position": (node_file('{"id":"n","type":"X","position":[1]}'), "n.position"),
    "params a list": (node_file('{"id":"n","type":"X","params":[]}'), "n.params: must be an object"),
    "link of three": (graph_file(links='[["a","b","c"]]'), "links: this link is malformed"),
    "rate": (graph_file(settings='{"rate":0}'), "settings.rate: is not a rate"),
    "rate by zero": (graph_file(settings='{"rate":"1/0"}'), "settings.rate: needs a number"),
    "size": (graph_file(settings='{"size":[16,100000]}'), "settings.size"),
    "take file": (
        graph_file(shots='[{"id":"s","takes":[{"id":"t","file":"../../x.mp4"}]}]'),
        r"take t\.file: has characters.*\.\./\.\./x\.mp4",
    ),
    "negative item": (graph_file(timeline='{"items":[{"id":"i","length":-1}]}'), "timeline item i.length"),
    "dissolve": (graph_file(timeline='{"items":[{"id":"i","length":1,"dissolve":-1}]}'), "item i.dissolve"),
    "overlay shot": (
        graph_file(timeline='{"overlay":[{"id":"o","length":1}]}'),
        "overlay o.shot: is missing",
    ),
    "overlay opacity": (
        graph_file(timeline='{"overlay":[{"id":"o","shot":"s","length":1,"opacity":2}]}'),
        "overlay o.opacity",
    ),
    "cue length": (graph_file(timeline='{"cues":[{"id":"c","length":0}]}'), "cue c.length: is out of range"),
    "cue place": (
        graph_file(timeline='{"cues":[{"id":"c","length":1,"place":"left"}]}'),
        "cue c.place.*bottom",
    ),
    "cue text": (
        graph_file(timeline='{"cues":[{"id":"c","length":1,"text":"' + "a" * 10_001 + '"}]}'),
        "cue c.text: has more than 10,000",
    ),
    "cue size": (graph_file(timeline='{"cues":[{"id":"c","length":1,"size":0}]}'), "cue c.size"),
    "sound volume": (
        graph_file(timeline='{"sounds":[{"id":"a","media":"m","length":1,"volume":99}]}'),
        "sound a.volume: is out of range",
    ),
    "sound time": (
        graph_file(timeline='{"sounds":[{"id":"a","media":"m","start":1e14,"length":1}]}'),
        "sound a.start: is out of range",
    ),
    "marker colour": (graph_file(timeline='{"markers":[{"id":"k","colour":"red"}]}'), "marker k.colour"),
    "marker twice": (
        graph_file(timeline='{"markers":[{"id":"k"},{"id":"k"}]}'),
        "markers: this id is used twice",
    ),
    "many cues": (
        graph_file(timeline='{"cues":[' + '{"id":"c","length":1},' * 10_000 + "{}]}"),
        "cues: has more than 10,000",
    ),
    "sample rate": (
        graph_file(media='[{"id":"m","kind":"sound","rate":0}]'),
        "media m.rate: is not a sample rate",
    ),
    "kept name": (node_file('{"id":"n","type":"X","params/a":1}'), "keeps for itself"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_text_is_refused_with_its_place(name: str) -> None:
    data, message = REFUSED[name]
    with pytest.raises(FileFormatError, match=message) as caught:
        loads(data)
    assert caught.value.exit_code == 1
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd", "../x.mp4", "a/../../x", "C:\\x.mp4", "C:/x.mp4", "\\\\host\\x", "http://h/x.mp4", "file:///x",
        "~/x.mp4", "a//b", "./x", "con.txt", "a/NUL", "x\u202e4pm.exe", "x\n.mp4", "a\u0301.mp4", "trailing. /x", "a*b",
        "x" * 500, "concat:a|b", "",
    ],
)  # fmt: skip
def test_media_outside_the_project_is_refused(path: str) -> None:
    entry = stdlib_json.dumps({"id": "m", "name": "sunset.mp4", "relative": path})
    with pytest.raises(FileFormatError) as caught:
        loads(graph_file(media=f"[{entry}]"))
    assert caught.value.node == "media sunset.mp4"
    assert caught.value.port == "relative"
    assert caught.value.remedy


def test_media_beside_the_document_is_allowed() -> None:
    document = loads(graph_file(media='[{"id":"m","relative":"film.media/a b-ü.mp4"}]')).document
    assert document.media["m"].relative == "film.media/a b-ü.mp4"


def test_numbers_that_no_file_can_hold_name_their_param() -> None:
    document = Document(graph=Graph.of([Node("n", "X", params={"a": float("nan")}, title="Mix")]))
    with pytest.raises(FileFormatError, match=r"Mix\.a: a number is not finite"):
        dumps(document)


def test_items_off_the_grid_snap_to_it() -> None:
    document = loads(
        graph_file(timeline='{"rate":24,"items":[{"id":"i","in":0.1,"length":"1/1000"}]}')
    ).document
    assert document.timeline.items[0].in_point == Fraction(2, 24)
    assert document.timeline.items[0].length == Fraction(1, 24)


seeds = [dumps(full()), dumps(film()), (GOLDEN / "0.loom").read_bytes(), graph_file()]
scraps = [
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b"\\",
    b",",
    b":",
    b"null",
    b"-1",
    b"1e400",
    b'"id":"n",',
    b"\xff",
    b"\x00",
    b"[]",
]


@st.composite
def mutants(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        cut = draw(st.integers(0, 30))
        new = draw(st.sampled_from(scraps) | st.binary(max_size=4))
        data[at : at + cut] = new
    return bytes(data)


@settings(max_examples=300)
@given(mutants() | st.binary(max_size=200))
def test_whatever_the_bytes_the_answer_is_a_document_or_a_clear_refusal(data: bytes) -> None:
    try:
        document = loads(data).document
    except StudioError:
        return
    written = dumps(document)
    assert dumps(loads(written).document) == written


@pytest.mark.parametrize(("make", "message"), [
    (lambda p: None, "does not exist"),
    (lambda p: p.mkdir(), "folder"),
    (lambda p: p.write_bytes(b""), "is empty"),
    (lambda p: p.write_bytes(bytes(SIZE_LIMIT + 1)), "too many"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, make, message: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "film.loom"
    make(path)
    with pytest.raises(FileFormatError, match=f"film.loom.*{message}"):
        load(path)
