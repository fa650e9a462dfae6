"""What a project still needs is said calmly, and one press brings it: a shot, something that generates, words."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.document import Document
from engine.graph import Graph, Link, Node
from studio.app import Studio
from studio.page import DocumentPage
from studio.problems.panel import ProblemsPanel
from studio.prompt.editor import PromptEditor
from tests.studio.documents import wait_for

PROMPT = Node("p", "shotloom.prompt", params={"text": "a red boat"})
GENERATE = Node("g", "shotloom.generate", position=(300.0, 0.0), params={"duration": 1.0})
SHOT = Node("s", "shotloom.shot", position=(600.0, 0.0))
SPOKEN = Link("p", "text", "g", "prompt")
KEPT = Link("g", "clip", "s", "clip")


def shown(qtbot: QtBot, studio: Studio, *parts: Node | Link) -> tuple[DocumentPage, ProblemsPanel]:
    """A new project with this in it, and its problems in front."""
    opened = studio.parts.workspace.new()
    page = studio.window.page()
    assert page is not None
    assert page.opened is opened
    studio.window.docks.reveal("problems")
    panel = page.panel("problems")
    assert isinstance(panel, ProblemsPanel)
    qtbot.waitUntil(panel.isVisible)
    if parts:
        graph = Graph.of([p for p in parts if isinstance(p, Node)], [p for p in parts if isinstance(p, Link)])
        page.opened.model.edit("Build", lambda d: Document(graph=graph))
    looked_at(qtbot, studio, page)
    return page, panel


def looked_at(qtbot: QtBot, studio: Studio, page: DocumentPage) -> None:
    """The checker has seen the present document."""
    wait_for(
        qtbot,
        lambda: (
            page.checker.survey is not None
            and page.checker.survey.document.graph == page.opened.model.document.graph
            and studio.parts.errands.idle
        ),
    )


def press(panel: ProblemsPanel, label: str) -> None:
    button = next(b for b in panel.help.buttons if b.text() == label)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_empty_project_is_told_in_one_calm_line(qtbot: QtBot, studio: Studio) -> None:
    page, panel = shown(qtbot, studio)
    assert panel.entries == ()
    assert panel.nothing.isVisible()
    assert "empty" in panel.nothing.text()
    page.opened.model.edit("Build", lambda d: d.with_graph(Graph.of([GENERATE, SHOT], [KEPT])))
    page.opened.model.stack.undo()
    looked_at(qtbot, studio, page)
    assert panel.nothing.isVisible()
    assert "empty" in panel.nothing.text()


def test_a_graph_without_a_shot_gets_one_behind_its_last_clip(qtbot: QtBot, studio: Studio) -> None:
    page, panel = shown(qtbot, studio, PROMPT, GENERATE, SPOKEN)
    (entry,) = panel.entries
    assert (entry.severity, entry.name) == ("warning", "No shot yet")
    assert not page.problems()
    press(panel, "Add a Shot behind Generate")
    looked_at(qtbot, studio, page)
    graph = page.opened.model.document.graph
    made = next(node for node in graph if node.type == SHOT.type)
    assert Link("g", "clip", made.id, "clip") in graph.links
    assert page.opened.focus.current == made.id
    assert panel.entries == ()
    assert panel.nothing.isVisible()
    assert "empty" not in panel.nothing.text()
    page.opened.model.stack.undo()
    assert len(page.opened.model.document.graph.nodes) == 2


def test_the_shot_goes_behind_the_selected_clip(qtbot: QtBot, studio: Studio) -> None:
    trim = Node("t", "shotloom.trim", title="Short", position=(500.0, 0.0))
    page, panel = shown(qtbot, studio, PROMPT, GENERATE, trim, SPOKEN, Link("g", "clip", "t", "clip"))
    assert [b.text() for b in panel.help.buttons] == ["Add a Shot behind Short"]
    page.opened.focus.select(("g",), current="g")
    assert [b.text() for b in panel.help.buttons] == ["Add a Shot behind Generate"]


def test_words_alone_get_something_that_generates(qtbot: QtBot, studio: Studio) -> None:
    page, panel = shown(qtbot, studio, PROMPT)
    assert [entry.name for entry in panel.entries] == ["No picture yet"]
    press(panel, "Add a Generate behind Prompt")
    looked_at(qtbot, studio, page)
    assert any(link.source == "p" for link in page.opened.model.document.graph.links)
    assert [entry.name for entry in panel.entries] == ["No shot yet"]


def test_an_empty_prompt_only_warns_and_opens_where_it_is_written(qtbot: QtBot, studio: Studio) -> None:
    empty = Node("p", "shotloom.prompt", params={"text": ""})
    page, panel = shown(qtbot, studio, empty, GENERATE, SHOT, SPOKEN, KEPT)
    (entry,) = panel.entries
    assert entry.severity == "warning"
    assert not page.problems()
    press(panel, "Write a Prompt…")
    assert page.editor.inline.is_open
    assert page.opened.focus.current == "p"
    field = page.editor.findChild(PromptEditor)
    assert field is not None
    assert not field.styles.isVisible(), "the node has a list of its own"
    for key in "boat":
        QTest.keyClick(studio.application.focusWidget(), key)
    assert page.editor.inline.commit()
    assert page.opened.model.document.graph["p"].params["text"] == "boat"
    looked_at(qtbot, studio, page)
    assert panel.entries == ()


def test_without_a_prompt_node_the_words_are_the_nodes_own(qtbot: QtBot, studio: Studio) -> None:
    page, panel = shown(qtbot, studio, GENERATE, SHOT, KEPT)
    press(panel, "Write a Prompt…")
    assert page.editor.inline.is_open
    field = page.editor.findChild(PromptEditor)
    assert field is not None
    assert field.styles.isVisible()
    QTest.keyClick(studio.application.focusWidget(), "x")
    assert page.editor.inline.commit()
    assert page.opened.model.document.graph["g"].params["text"] == "x"
