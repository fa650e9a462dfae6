"""Copying and pasting nodes as text in the file's own format."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Document, Flags, Frame, GraphError, Link, Node
from engine.document import MediaItem
from engine.files import dumps, loads
from engine.graph import Graph
from studio.edit import clipboard, nodes
from studio.edit.scope import graph_of
from tests.engine.documents import documents
from tests.engine.graphs import document, group, links, node
from tests.nodes.lowering import CLIP, IMAGE
from tests.studio.edit.scenes import faults, scenes

HERE = (0.0, 0.0)


def shape(graph: Graph, chosen: list[str], corner: tuple[float, float]) -> tuple[list[Node], list[Link]]:
    """Nodes and the links between them with places for ids, seen from a corner: what a copy must have in common."""
    place = {name: f"place{i}" for i, name in enumerate(chosen)}
    alike = []
    for name in chosen:
        found = graph[name]
        x, y = found.position
        source = place.get(found.clone_of or "", found.clone_of)
        moved = replace(found, id=place[name], position=(x - corner[0], y - corner[1]), clone_of=source)
        alike.append(moved)
    inner = [x for x in graph.links if x.source in place and x.target in place]
    return alike, [replace(x, source=place[x.source], target=place[x.target]) for x in inner]


def corner_of(graph: Graph, chosen: list[str]) -> tuple[float, float]:
    places = [graph[name].position for name in chosen]
    return min(x for x, _ in places), min(y for _, y in places)


def chain() -> Document:
    return document(node("prompt"), node("generate"), node("shot"), "prompt.text generate.prompt",
                    "generate.clip shot.clip")  # fmt: skip


# -- as text -----------------------------------------------------------------------------------------------------------


def test_copied_text_is_a_small_file_of_our_own_format() -> None:
    doc = replace(chain(), view={"zoom": 2}).with_frames(
        Frame("f", "F", (0, 0, 9, 9), nodes=("prompt", "generate"))
    )
    part = loads(clipboard.copied(doc, None, ["prompt", "generate"]).encode()).document
    assert list(part.graph) == [doc.graph["prompt"], doc.graph["generate"]]
    assert part.graph.links == links("prompt.text generate.prompt")
    assert (part.media, part.groups, part.frames, part.shots, part.view) == ({}, {}, (), {}, {})


@settings(max_examples=60)
@given(scenes(), st.data())
def test_a_paste_equals_the_original_up_to_ids(scene: Document, data: st.DataObject) -> None:
    chosen = [n for n in scene.graph.nodes if data.draw(st.booleans())]
    if not chosen:
        return
    text = clipboard.copied(scene, None, chosen)
    after, made = clipboard.pasted(scene, None, text, HERE, linked=False)
    assert shape(after.graph, list(made), HERE) == shape(scene.graph, chosen, corner_of(scene.graph, chosen))
    assert not set(made) & set(scene.graph.nodes)
    assert replace(after, graph=after.graph.remove(*made)) == scene
    fed, again = clipboard.pasted(scene, None, text, HERE, linked=True)
    # Without what fed them, a dot or switch among the copies may have lost its type; with it every link fits again.
    assert faults(fed) == []
    assert len([x for x in fed.graph.links if x.target in again]) == len(
        [x for x in scene.graph.links if x.target in chosen]
    )
    assert faults(fed) == []


@settings(max_examples=40)
@given(documents(), st.data())
def test_whatever_a_file_holds_is_copied_and_pasted_into_what_can_be_saved(
    doc: Document, data: st.DataObject
) -> None:
    chosen = [n for n in doc.graph.nodes if data.draw(st.booleans())]
    if not chosen:
        return
    text = clipboard.copied(doc, None, chosen, [f.id for f in doc.frames])
    after, made = clipboard.pasted(Document(), None, text, HERE, data.draw(st.booleans()))
    assert loads(dumps(after)).document == after
    assert [after.graph[n].extra for n in made] == [doc.graph[n].extra for n in chosen] or any(
        doc.graph[n].clone_of for n in chosen
    )


def test_a_paste_lands_where_it_is_told() -> None:
    doc = nodes.move(chain(), None, {"prompt": (100.0, 50.0), "generate": (300.0, 20.0)})
    text = clipboard.copied(doc, None, ["prompt", "generate"])
    after, (words, made) = clipboard.pasted(doc, None, text, (-10.0, 7.0))
    assert after.graph[words].position == (-10.0, 37.0)
    assert after.graph[made].position == (190.0, 7.0)


def test_a_whole_file_is_pasted_as_well() -> None:
    text = dumps(chain()).decode()
    after, made = clipboard.pasted(Document(), None, text, HERE)
    assert [after.graph[n].type for n in made] == [n.type for n in chain().graph]
    assert len(after.graph.links) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no nodes on the clipboard"),
        ("a red fox", "no nodes on the clipboard"),
        ('{"format": 1, "nodes": []}', "is empty"),
        ('{"format": 1, "nodes": [', "no whole graph"),
        ('{"format": 1, "nodes": [{"id": "../x", "type": "a.b"}]}', "no whole graph"),
        ('{"format": 99, "nodes": []}', "newer Shotloom"),
        ('"format" \udc80', "no whole graph"),
    ],
)
def test_text_that_is_no_graph_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(GraphError, match=words):
        clipboard.pasted(Document(), None, text, HERE)


# -- links that come in ------------------------------------------------------------------------------------------------


def test_a_linked_paste_is_fed_by_what_fed_the_original() -> None:
    text = clipboard.copied(chain(), None, ["generate", "shot"])
    after, (made, shot) = clipboard.pasted(chain(), None, text, HERE, linked=True)
    assert set(after.graph.links) - set(chain().graph.links) == {
        Link("prompt", "text", made, "prompt"), Link(made, "clip", shot, "clip"),
    }  # fmt: skip


def test_links_come_back_in_their_order() -> None:
    doc = document(node("trim1"), node("trim2"), node("trim3"), node("concatenate"), "trim1.clip concatenate.clips",
                   "trim2.clip concatenate.clips", "trim3.clip concatenate.clips")  # fmt: skip
    text = clipboard.copied(doc, None, ["trim2", "concatenate"])
    after, (trim, made) = clipboard.pasted(doc, None, text, HERE, linked=True)
    assert [x.source for x in after.graph.links if x.target == made] == ["trim1", trim, "trim3"]


def test_a_plain_paste_and_another_project_get_no_outer_links() -> None:
    text = clipboard.copied(chain(), None, ["generate"])
    assert clipboard.pasted(chain(), None, text, HERE)[0].graph.links == chain().graph.links
    stranger = document(Node("prompt", "shotloom.seed"))
    assert clipboard.pasted(stranger, None, text, HERE, linked=True)[0].graph.links == ()


# -- what nodes bring along --------------------------------------------------------------------------------------------


def test_media_travel_between_projects_without_their_folder() -> None:
    doc = document(
        node("load_image", media=IMAGE.id), node("storyboard", cards=[{"time": 0, "media": CLIP.id}])
    )
    doc = doc.with_media(replace(IMAGE, relative="film.media/fox.png"))
    after, _ = clipboard.pasted(Document(), None, clipboard.copied(doc, None, ["load_image"]), HERE)
    assert after.media == {IMAGE.id: replace(IMAGE, relative=None)}
    after, _ = clipboard.pasted(Document(), None, clipboard.copied(doc, None, ["storyboard"]), HERE)
    assert list(after.media) == [CLIP.id]


def test_media_that_are_there_are_left_alone() -> None:
    doc = document(node("load_image", media=IMAGE.id))
    after, _ = clipboard.pasted(doc, None, clipboard.copied(doc, None, ["load_image"]), HERE)
    assert after.media is doc.media


@pytest.mark.parametrize("known", [False, True])
def test_another_file_of_the_same_id_gets_a_new_one(known: bool) -> None:
    text = clipboard.copied(document(node("load_image", media=IMAGE.id)), None, ["load_image"])
    other: MediaItem = replace(IMAGE, sha256="9" * 64)
    there = Document(media={other.id: other, **({"same": replace(IMAGE, id="same")} if known else {})})
    after, (made,) = clipboard.pasted(there, None, text, HERE)
    chosen = after.graph[made].params["media"]
    assert chosen != other.id
    assert after.media[str(chosen)].sha256 == IMAGE.sha256
    assert after.media[other.id] == other
    assert len(after.media) == 2


def test_groups_travel_with_those_inside_them() -> None:
    inner, outer = group("inner", node("prompt")), group("outer", Node("nest", "group:inner"))
    doc = document(Node("fx", "group:outer"), groups=(inner, outer))
    text = clipboard.copied(doc, None, ["fx"])
    after, _ = clipboard.pasted(Document(), None, text, HERE)
    assert after.groups == doc.groups
    same, _ = clipboard.pasted(doc, None, text, HERE)
    assert same.groups is doc.groups


def test_a_group_that_differs_from_the_one_here_is_kept_apart_once() -> None:
    inner, outer = group("inner", node("prompt")), group("outer", Node("nest", "group:inner"))
    doc = document(Node("fx", "group:outer"), groups=(inner, outer))
    text = clipboard.copied(doc, None, ["fx"])
    here = document(groups=(group("inner", node("seed")), outer))
    once, (first,) = clipboard.pasted(here, None, text, HERE)
    twice, (second,) = clipboard.pasted(once, None, text, HERE)
    assert once.groups["inner"] == here.groups["inner"]
    assert twice.groups == once.groups
    assert len(once.groups) == 4
    made = once.groups[once.graph[first].group or ""]
    nested = once.groups[made.graph["nest"].group or ""]
    assert nested.graph == inner.graph
    assert twice.graph[second].type == once.graph[first].type


def test_a_group_is_not_pasted_into_itself() -> None:
    doc = document(Node("fx", "group:look"), groups=(group("look", node("prompt")),))
    text = clipboard.copied(doc, None, ["fx"])
    with pytest.raises(GraphError, match="cannot hold itself"):
        clipboard.pasted(doc, "look", text, HERE)


def test_nodes_go_in_and_out_of_groups() -> None:
    doc = document(
        node("shot"), groups=(group("look", node("prompt"), node("generate"), "prompt.text generate.prompt"),)
    )
    text = clipboard.copied(doc, "look", ["prompt", "generate"])
    after, (words, made) = clipboard.pasted(doc, None, text, HERE)
    assert after.graph.links == (Link(words, "text", made, "prompt"),)
    back, made_inside = clipboard.pasted(doc, "look", clipboard.copied(doc, None, ["shot"]), HERE)
    assert set(made_inside) < set(graph_of(back, "look").nodes)


def test_frames_come_along_with_their_members() -> None:
    doc = chain().with_frames(
        Frame("f", "Opening", (-20.0, -30.0, 400.0, 200.0), "#2f855a", ("prompt", "shot"))
    )
    after, (words,) = clipboard.pasted(doc, None, clipboard.copied(doc, None, ["prompt"], ["f"]), (0.0, 0.0))
    old, new = after.frames
    assert old == doc.frames[0]
    assert (new.title, new.colour, new.nodes, new.rect) == (
        "Opening",
        "#2f855a",
        (words,),
        (0.0, 0.0, 400.0, 200.0),
    )
    assert after.graph[words].position == (20.0, 30.0)
    assert new.id != old.id


def test_takes_stay_with_their_shot() -> None:
    doc = chain()
    after, _ = clipboard.pasted(doc, None, clipboard.copied(doc, None, ["shot"]), HERE)
    assert after.shots == doc.shots


def test_switches_and_frozen_results_are_copied() -> None:
    doc = nodes.set_flag(chain(), None, ["generate"], "freeze", True, {"generate": "ab12"})
    doc = nodes.set_flag(doc, None, ["generate"], "bypass", True)
    after, (made,) = clipboard.pasted(doc, None, clipboard.copied(doc, None, ["generate"]), HERE)
    assert (after.graph[made].flags, after.graph[made].frozen_key) == (
        Flags(bypass=True, freeze=True),
        "ab12",
    )


# -- clones ------------------------------------------------------------------------------------------------------------


def cloned() -> Document:
    return document(node("prompt", text="a fox"), Node("copy", "shotloom.prompt", clone_of="prompt"))


def test_a_pasted_clone_goes_on_sharing_with_the_source_that_is_there() -> None:
    after, (made,) = clipboard.pasted(cloned(), None, clipboard.copied(cloned(), None, ["copy"]), HERE)
    assert (after.graph[made].clone_of, after.graph[made].params) == ("prompt", {})


def test_a_source_and_its_clone_stay_together() -> None:
    text = clipboard.copied(cloned(), None, ["copy", "prompt"])
    after, (source, made) = clipboard.pasted(cloned(), None, text, HERE)
    assert after.graph[made].clone_of == source


def test_a_clone_without_its_source_takes_the_params_along() -> None:
    after, (made,) = clipboard.pasted(Document(), None, clipboard.copied(cloned(), None, ["copy"]), HERE)
    assert (after.graph[made].clone_of, after.graph[made].params) == (None, {"text": "a fox"})


def test_a_clone_that_lost_its_source_is_copied_as_it_is() -> None:
    doc = document(Node("lost", "shotloom.prompt", params={"text": "a fox"}, clone_of="gone"))
    after, (made,) = clipboard.pasted(doc, None, clipboard.copied(doc, None, ["lost"]), HERE)
    assert (after.graph[made].clone_of, after.graph[made].params) == (None, {"text": "a fox"})


# -- duplicating -------------------------------------------------------------------------------------------------------


def test_a_duplicate_stands_beside_the_original_and_is_linked_within() -> None:
    doc = nodes.move(chain(), None, {"prompt": (10.0, 20.0)})
    after, (words, made) = clipboard.duplicate(doc, None, ["prompt", "generate"], (30.0, 40.0))
    assert after.graph[words].position == (40.0, 60.0)
    assert set(after.graph.links) - set(doc.graph.links) == {Link(words, "text", made, "prompt")}


def test_a_duplicate_of_nothing_changes_nothing() -> None:
    doc = chain()
    after, made = clipboard.duplicate(doc, None, ["gone"], (1.0, 1.0))
    assert (after, made) == (doc, ())
