"""What is known about nodes: who says most, who is told, and which node is on which key."""

import pytest
from pytestqt.qtbot import QtBot

from engine.document import Document
from studio.document import DocumentModel
from studio.edit import groups, nodes
from studio.focus import Focus
from studio.survey.status import Finding, NodeStatus, Run, Status
from tests.engine.graphs import document, node
from tests.studio.edit.scenes import faces


@pytest.fixture
def model(qtbot: QtBot) -> DocumentModel:
    """A document of three nodes."""
    return DocumentModel(document(node("prompt"), node("generate"), node("shot")))


@pytest.fixture
def focus() -> Focus:
    """The whole graph is open."""
    return Focus()


@pytest.fixture
def status(model: DocumentModel, focus: Focus) -> Status:
    """Nothing is known yet."""
    return Status(model, focus)


@pytest.fixture
def told(status: Status) -> list[set[str]]:
    """The nodes of every signal."""
    heard: list[set[str]] = []
    status.changed.connect(lambda nodes: heard.append(set(nodes)))
    return heard


def test_of_a_node_that_nobody_spoke_of_nothing_is_known(status: Status) -> None:
    assert status.of("prompt") == NodeStatus()


def test_findings_replace_all_earlier_ones_and_tell_of_what_differs(
    status: Status, told: list[set[str]]
) -> None:
    status.find({"prompt": Finding("warning", ("Hm",)), "shot": Finding("stale")})
    status.find({"shot": Finding("stale"), "generate": Finding("error", ("No",))})
    assert told == [{"prompt", "shot"}, {"prompt", "generate"}]
    assert status.of("prompt").state == "idle"
    assert status.of("generate").problems == ("No",)


def test_a_status_is_one_object_until_it_changes(status: Status) -> None:
    status.find({"shot": Finding("stale")})
    before = status.of("shot")
    status.find({"shot": Finding("stale"), "prompt": Finding("warning")})
    assert status.of("shot") is before
    status.run("shot", Run("queued"))
    assert status.of("shot") is not before


def test_a_job_at_work_says_more_than_the_checker(status: Status) -> None:
    status.find({"shot": Finding("stale", ("Careful",))})
    status.run("shot", Run("running", 0.25))
    assert (status.of("shot").state, status.of("shot").progress) == ("running", 0.25)
    assert status.of("shot").problems == ("Careful",)


def test_what_is_done_counts_only_while_the_graph_is_still_the_same(status: Status) -> None:
    status.run("shot", Run("done", seconds=3.5))
    status.find({"shot": Finding("cached")})
    assert (status.of("shot").state, status.of("shot").seconds) == ("done", 3.5)
    status.find({"shot": Finding("stale")})
    assert status.of("shot").state == "stale"


def test_what_failed_stays_failed_until_the_job_is_forgotten(status: Status) -> None:
    status.find({"shot": Finding("stale", ("Careful",))})
    status.run("shot", Run("error", problems=("Out of memory",)))
    assert status.of("shot").state == "error"
    assert status.of("shot").problems == ("Out of memory", "Careful")
    status.run("shot", None)
    assert status.of("shot").state == "stale"
    status.run("shot", None)


def test_only_readers_of_the_open_graph_are_told_by_its_ids(
    status: Status, focus: Focus, told: list[set[str]]
) -> None:
    places: list[set[str]] = []
    status.places_changed.connect(lambda found: places.append(set(found)))
    status.find({"g/inner": Finding("error"), "g/deep/inner": Finding("error")})
    assert told == []
    focus.enter(("g",), "group")
    status.find({})
    assert told == [{"inner"}]
    assert places == [{"g/inner", "g/deep/inner"}] * 2


def test_nodes_of_a_group_are_asked_for_by_their_own_ids(status: Status, focus: Focus) -> None:
    status.find({"g/inner": Finding("error"), "inner": Finding("stale")})
    assert status.of("inner").state == "stale"
    focus.enter(("g",), "group")
    assert status.of("inner").state == "error"


def test_a_node_has_one_key_and_a_key_one_node(status: Status, told: list[set[str]]) -> None:
    status.assign("1", "prompt")
    status.assign("2", "shot")
    status.assign("2", "prompt")
    assert (status.key_of("prompt"), status.key_of("shot")) == ("2", "")
    assert status.keys() == {"2": "prompt"}
    assert told == [{"prompt"}, {"shot"}, {"prompt", "shot"}]
    status.assign("2", None)
    assert status.keys() == {}
    status.assign("2", None)
    assert told[-1] == {"prompt"}
    assert len(told) == 4


def test_keys_are_kept_with_the_document_and_are_no_edit(status: Status, model: DocumentModel) -> None:
    model.set_view({"zoom": 2.0})
    status.assign("3", "shot")
    assert dict(model.document.view) == {"zoom": 2.0, "viewer_keys": {"3": "shot"}}
    assert model.stack.count() == 0
    assert not model.unsaved


def test_a_view_that_holds_nonsense_assigns_no_keys(status: Status, model: DocumentModel) -> None:
    model.set_view({"viewer_keys": ["1"]})
    assert status.keys() == {}
    model.set_view({"viewer_keys": {"1": 7, "2": "shot"}})
    assert status.keys() == {"2": "shot"}


def test_keys_may_hold_nodes_of_groups(status: Status, focus: Focus) -> None:
    focus.enter(("g",), "group")
    status.assign("1", "inner")
    assert status.keys() == {"1": "g/inner"}
    focus.enter((), None)
    assert status.key_of("inner") == ""


def test_keys_follow_nodes_into_groups_and_out_again(
    status: Status, model: DocumentModel, focus: Focus
) -> None:
    status.assign("1", "generate")
    made = ""

    def change(doc: Document) -> Document:
        nonlocal made
        doc, made = groups.group(doc, None, faces(), ["generate", "prompt"], "Group")
        return doc

    model.edit("Group", change)
    assert status.keys() == {"1": f"{made}/generate"}
    focus.enter((made,), model.document.graph[made].group)
    assert status.key_of("generate") == "1"
    model.stack.undo()
    assert status.keys() == {"1": "generate"}
    model.stack.redo()
    model.edit("Ungroup", lambda d: groups.ungroup(d, None, faces(), made)[0])
    assert status.keys() == {"1": "generate"}
    model.edit("Delete", lambda d: nodes.remove(d, None, ["generate"]))
    assert status.keys() == {"1": "generate"}, "undo finds it again"
