"""The outline: every node in a tree, searched and walked with the keyboard, in step with the selection both ways."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine import Document, Frame
from studio.document import DocumentModel
from studio.edit.ports import Faces
from studio.focus import Focus
from studio.outline.model import KIND, LINKS, NAME, STATE
from studio.outline.panel import OutlinePanel
from studio.outline.rows import renewed, rows_of
from studio.survey.status import Finding, Status
from studio.theme import LIGHT, Look
from tests.engine.graphs import document, group, node, registry

Role = Qt.ItemDataRole


def _document() -> Document:
    inner = group("inner", node("number", value=2.0), node("seed"))
    doc = document(
        node("shot"), node("generate"), replace(node("prompt", text="a red boat"), title="Words"), node("g", "x"),
        "prompt.text generate.prompt", "generate.clip shot.clip", groups=(inner,),
    )  # fmt: skip
    doc = doc.with_graph(doc.graph.put(replace(doc.graph["g"], type="group:inner")))
    return doc.with_frames(Frame("f", "Opening", (0, 0, 9, 9), "#445566", ("prompt",)))


@pytest.fixture
def model(qtbot: QtBot) -> DocumentModel:
    """A film of three nodes, one of them in a frame, and a group."""
    return DocumentModel(_document())


@pytest.fixture
def focus() -> Focus:
    """The whole graph is open."""
    return Focus()


@pytest.fixture
def status(model: DocumentModel, focus: Focus) -> Status:
    """Nothing is known yet."""
    return Status(model, focus)


@pytest.fixture
def look() -> Look:
    """The dark theme."""
    return Look()


@pytest.fixture
def panel(qtbot: QtBot, model: DocumentModel, focus: Focus, status: Status, look: Look) -> OutlinePanel:
    """The panel as it is seen."""
    shown = OutlinePanel(model, focus, Faces(registry()), status, look)
    qtbot.addWidget(shown)
    shown.resize(640, 480)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def _visible(panel: OutlinePanel) -> list[str]:
    """The names that can be seen, indented by depth."""
    found, tree = [], panel.tree
    index = tree.model().index(0, 0)
    while index.isValid():
        depth, up = 0, index.parent()
        while up.isValid():
            depth, up = depth + 1, up.parent()
        found.append("  " * depth + str(index.data()))
        index = tree.indexBelow(index)
    return found


def _index(panel: OutlinePanel, name: str) -> QModelIndex:
    """The index of what is seen under a name."""
    index = panel.tree.model().index(0, 0)
    while index.isValid() and index.data() != name:
        index = panel.tree.indexBelow(index)
    assert index.isValid(), name
    return index


def _point(panel: OutlinePanel, name: str) -> QPoint:
    return panel.tree.visualRect(_index(panel, name)).center()


def _click(panel: OutlinePanel, name: str, *modifiers: Qt.KeyboardModifier) -> None:
    pressed = modifiers[0] if modifiers else Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pressed, _point(panel, name))


def test_nodes_are_listed_sources_first_with_frames_open_and_groups_closed(panel: OutlinePanel) -> None:
    assert _visible(panel) == ["Opening", "  Words", "Generate", "Shot", "Inner"]


def test_each_row_says_kind_state_and_links(panel: OutlinePanel, status: Status) -> None:
    status.find({"generate": Finding("error", ("Prompt: no. Write one",))})
    row = _index(panel, "Generate")
    said = [row.siblingAtColumn(c).data() for c in (NAME, KIND, STATE, LINKS)]
    assert said == ["Generate", "Generate", "Problem", "← Words   → Shot"]
    assert row.data(Role.AccessibleTextRole) == "Generate, Problem, fed by Words, feeds Shot"
    assert row.data(Role.AccessibleDescriptionRole) == "Prompt: no. Write one"
    assert "Prompt: no. Write one" in row.data(Role.ToolTipRole)


def test_kinds_that_nobody_knows_are_listed_too(
    panel: OutlinePanel, model: DocumentModel, qtbot: QtBot
) -> None:
    strange = node("strange", "dream.of.mine")
    model.edit("Add", lambda d: d.with_graph(d.graph.put(strange)))
    qtbot.waitUntil(lambda: any("shotloom.dream.of.mine" in name for name in _visible(panel)))


def test_names_and_states_fit_a_narrow_dock_and_more_columns_come_at_the_header(
    panel: OutlinePanel, qtbot: QtBot
) -> None:
    panel.resize(16 * panel.fontMetrics().height(), 480)
    header = panel.tree.header()
    qtbot.waitUntil(lambda: header.length() <= panel.tree.viewport().width())
    assert panel.tree.horizontalScrollBar().maximum() == 0
    assert [n for n in range(4) if not header.isSectionHidden(n)] == [NAME, STATE]
    kind, links = header.actions()
    assert [kind.text(), links.text()] == [
        panel.rows.headerData(n, Qt.Orientation.Horizontal) for n in (KIND, LINKS)
    ]
    kind.trigger()
    assert not header.isSectionHidden(KIND)
    kind.trigger()
    assert header.isSectionHidden(KIND)


def test_a_click_selects_in_the_graph(panel: OutlinePanel, focus: Focus, model: DocumentModel) -> None:
    _click(panel, "Generate")
    assert (focus.nodes, focus.current) == ({"generate"}, "generate")
    _click(panel, "Opening", Qt.KeyboardModifier.ControlModifier)
    assert (focus.nodes, focus.frames) == ({"generate"}, {"f"})
    assert model.stack.count() == 0


def test_what_is_selected_here_comes_into_view_and_what_the_graph_selects_does_not_move_it(
    panel: OutlinePanel, focus: Focus, qtbot: QtBot
) -> None:
    revealed: list[str] = []
    focus.reveal.connect(revealed.append)
    _click(panel, "Shot")
    assert revealed == [focus.current]
    QTest.keyClick(panel.tree, Qt.Key.Key_Up)
    assert revealed[1:] == [focus.current]
    focus.select([revealed[0]], current=revealed[0])
    qtbot.wait(50)
    assert len(revealed) == 2


def test_the_selection_of_the_graph_is_selected_here(panel: OutlinePanel, focus: Focus, qtbot: QtBot) -> None:
    def selected() -> set[str]:
        return {index.data() for index in panel.tree.selectionModel().selectedRows()}

    focus.select(["prompt", "shot"], current="shot")
    qtbot.waitUntil(lambda: selected() == {"Words", "Shot"})
    assert panel.tree.currentIndex().data() == "Shot"
    focus.select(frames=["f"])
    qtbot.waitUntil(lambda: selected() == {"Opening"})
    focus.select()
    qtbot.waitUntil(lambda: not selected())
    assert focus.nodes == frozenset()


def test_arrows_walk_and_select(panel: OutlinePanel, focus: Focus) -> None:
    _click(panel, "Generate")
    QTest.keyClick(panel.tree, Qt.Key.Key_Down)
    assert focus.current == "shot"
    QTest.keyClick(panel.tree, Qt.Key.Key_Up)
    QTest.keyClick(panel.tree, Qt.Key.Key_Up)
    assert focus.current == "prompt"


def test_enter_brings_a_node_into_view(panel: OutlinePanel, focus: Focus, qtbot: QtBot) -> None:
    _click(panel, "Shot")
    with qtbot.waitSignal(focus.reveal) as asked:
        QTest.keyClick(panel.tree, Qt.Key.Key_Return)
    assert asked.args == ["shot"]


def test_inside_of_a_group_opens_when_it_is_asked_for_and_not_before(
    panel: OutlinePanel, focus: Focus, qtbot: QtBot
) -> None:
    _click(panel, "Inner")
    QTest.keyClick(panel.tree, Qt.Key.Key_Right)
    assert _visible(panel)[-2:] == ["  Number", "  Seed"]
    QTest.keyClick(panel.tree, Qt.Key.Key_Down)
    assert focus.path == ()
    with qtbot.waitSignal(focus.reveal):
        QTest.keyClick(panel.tree, Qt.Key.Key_Return)
    assert (focus.path, focus.scope, focus.current) == (("g",), "inner", "number")
    qtbot.wait(150)
    assert focus.nodes == {"number"}
    assert panel.tree.currentIndex().data() == "Number"


def test_states_inside_of_groups_are_those_of_the_instance(panel: OutlinePanel, status: Status) -> None:
    panel.tree.expand(_index(panel, "Inner"))
    status.find({"g/number": Finding("warning", ("Hm",)), "g": Finding("warning")})
    assert _index(panel, "Number").siblingAtColumn(STATE).data() == "Warning"


def test_typing_searches_names_kinds_and_words(panel: OutlinePanel) -> None:
    QTest.keyClicks(panel.field, "red bo")
    assert _visible(panel) == ["Opening", "  Words"]
    panel.field.selectAll()
    QTest.keyClicks(panel.field, "NUMBER")
    assert _visible(panel) == ["Inner", "  Number"]
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert panel.field.text() == ""
    assert _visible(panel) == ["Opening", "  Words", "Generate", "Shot", "Inner"]


def test_enter_in_the_search_goes_to_the_first_that_was_found(
    panel: OutlinePanel, focus: Focus, qtbot: QtBot
) -> None:
    QTest.keyClicks(panel.field, "number")
    with qtbot.waitSignal(focus.reveal) as asked:
        QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert asked.args == ["number"]
    assert focus.path == ("g",)


def test_down_goes_from_the_search_to_the_list(panel: OutlinePanel, qtbot: QtBot) -> None:
    panel.activateWindow()
    panel.field.setFocus()
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    assert panel.tree.currentIndex().data() == "Opening"
    qtbot.waitUntil(panel.tree.hasFocus)


def test_changes_are_shown_and_what_was_open_stays_open(
    panel: OutlinePanel, model: DocumentModel, qtbot: QtBot
) -> None:
    panel.tree.expand(_index(panel, "Inner"))
    panel.tree.collapse(_index(panel, "Opening"))
    model.edit("Add", lambda d: d.with_graph(d.graph.put(node("reverse"))))
    qtbot.waitUntil(lambda: "Reverse" in _visible(panel))
    assert _visible(panel) == ["Opening", "Generate", "Shot", "Inner", "  Number", "  Seed", "Reverse"]
    model.stack.undo()
    qtbot.waitUntil(lambda: "Reverse" not in _visible(panel))


def test_another_title_keeps_every_row_where_it_is(
    panel: OutlinePanel, model: DocumentModel, qtbot: QtBot
) -> None:
    resets: list[None] = []
    panel.rows.modelReset.connect(lambda: resets.append(None))
    renamed = replace(model.document.graph["generate"], title="Engine")
    model.edit("Rename", lambda d: d.with_graph(d.graph.put(renamed)))
    qtbot.waitUntil(lambda: "Engine" in _visible(panel))
    assert _index(panel, "Shot").siblingAtColumn(LINKS).data() == "← Engine"
    assert not resets


def test_moving_nodes_and_frames_costs_nothing(
    panel: OutlinePanel, model: DocumentModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[None] = []
    monkeypatch.setattr("studio.outline.panel.rows_of", lambda *_: looks.append(None) or panel.rows.rows)
    moved = replace(model.document.graph["generate"], position=(40.0, 40.0))
    frame = replace(model.document.frames[0], rect=(5.0, 5.0, 9.0, 9.0))
    model.edit("Move", lambda d: d.with_graph(d.graph.put(moved)).with_frames(frame))
    qtbot.wait(200)
    assert not looks
    model.edit("Rename", lambda d: d.with_frames(replace(frame, title="End")))
    qtbot.waitUntil(lambda: bool(looks))


def test_what_changed_while_it_was_hidden_is_there_when_it_is_seen(
    panel: OutlinePanel, model: DocumentModel
) -> None:
    panel.hide()
    model.edit("Add", lambda d: d.with_graph(d.graph.put(node("reverse"))))
    panel.show()
    assert "Reverse" in _visible(panel)


def test_what_is_typed_into_a_node_renews_one_row(model: DocumentModel) -> None:
    faces, before = Faces(registry()), model.document
    rows = rows_of(before, faces)
    typed = before.with_graph(before.graph.put(before.graph["prompt"].with_params(text="A Heron")))
    found = renewed(rows, before, typed, faces)
    assert found == rows_of(typed, faces)
    assert [row.id for row, old in zip(found, rows, strict=True) if row is not old] == ["prompt"]
    assert "a heron" in next(row.words for row in found if row.id == "prompt")


def test_another_tree_is_grown_anew(model: DocumentModel) -> None:
    faces, before = Faces(registry()), model.document
    rows, graph = rows_of(before, faces), before.graph
    titled = graph.put(replace(graph["generate"], title="Engine"))
    ordered = replace(graph, nodes=dict(reversed(graph.nodes.items())))
    others = [titled, ordered, graph.put(node("reverse")), graph.unlink(*graph.links[:1])]
    for after in (*map(before.with_graph, others), before.with_frames(), before.with_group(group("g"))):
        assert renewed(rows, before, after, faces) is None


def test_a_group_that_holds_itself_is_listed_once() -> None:
    loop = group("loop", node("again", "x"))
    loop = replace(loop, graph=loop.graph.put(replace(node("again"), type="group:loop")))
    doc = document(node("g", "x"), groups=(loop,))
    doc = doc.with_graph(doc.graph.put(replace(doc.graph["g"], type="group:loop")))
    assert [row.place for row in rows_of(doc, Faces(registry()))] == ["g", "g/again"]


def test_it_follows_the_theme_and_names_itself(panel: OutlinePanel, look: Look) -> None:
    before = _index(panel, "Generate").siblingAtColumn(KIND).data(Role.ForegroundRole)
    look.use(LIGHT)
    assert _index(panel, "Generate").siblingAtColumn(KIND).data(Role.ForegroundRole) != before
    for widget in (panel.field, panel.tree):
        assert widget.accessibleName()
