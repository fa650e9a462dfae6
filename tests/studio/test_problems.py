"""Problems: all that is in the way is told at once, each with remedies that help; each remedy is one step."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine import files
from engine.document import Document
from engine.events import Failed
from engine.graph import Graph, Group, Link, Node
from engine.media.index import MediaIndex
from engine.media.outside import MediaWorker
from studio.edit.substitute import substitute
from studio.errands import Errands
from studio.problems.gathered import Gathered
from studio.problems.lacking import MissingFile, UnknownType, unknown_types
from studio.problems.panel import ProblemsPanel
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace
from studio.survey.checker import Checker
from studio.survey.status import Status
from studio.theme import Look
from studio.work.bridge import Bridge
from studio.work.forecast import Forecaster
from studio.work.jobs import Jobs
from studio.workbench import registry
from tests.studio.documents import add_node, opened, wait_for
from tests.studio.test_drops import picture

UNKNOWN = Document(
    graph=Graph.of(
        [
            Node("p", "shotloom.prompt", params={"text": "a red boat"}),
            Node("g", "acme.generates", package="acme", params={"seed": 7, "glow": 3}),
            Node("i", "group:inner"),
        ],
        [Link("p", "text", "g", "prompt")],
    ),
    groups={"inner": Group("inner", "Inner", Graph.of([Node("x", "acme.generates", package="acme")]))},
)


@pytest.fixture
def lost(work: Path) -> Path:
    """A project whose picture `media/boat.png` was moved to `elsewhere/`; this machine never saw it."""
    (work / "media").mkdir()
    path = picture(work / "media" / "boat.png")
    with MediaWorker() as worker:
        index = MediaIndex(None, worker)
        item = index.item(path, "m", work)
        index.close()
    node = Node("l", "shotloom.load_image", params={"media": "m"})
    files.save(Document(graph=Graph.of([node])).with_media(item), work / "a.loom")
    (work / "elsewhere").mkdir()
    path.rename(work / "elsewhere" / "other name.png")
    return work / "a.loom"


class Shown:
    """A panel with everything that it reads, on a document that was just opened."""

    def __init__(self, qtbot: QtBot, workspace: Workspace, path: Path) -> None:
        self.document = opened(workspace, path)
        model, focus, session = self.document.model, self.document.focus, workspace.session
        self.look = Look(parent=workspace)
        self.jobs = Jobs(session, Bridge(workspace), workspace, workspace)
        self.status = Status(model, focus, workspace)
        self.errands = Errands(workspace)
        self.checker = Checker(
            model, session, self.status, self.errands, missing=self.document.missing, parent=workspace
        )
        self.document.media_changed.connect(lambda: self.checker.set_missing(self.document.missing))
        self.forecaster = Forecaster(focus, self.status, self.checker, session, self.errands, Path, workspace)
        self.gathered = Gathered(
            self.document, session.registry, self.checker, self.forecaster, self.jobs, workspace
        )
        self.panel = ProblemsPanel(
            self.document, workspace, self.gathered, self.checker, session, self.errands, self.look
        )
        qtbot.addWidget(self.panel)
        self.panel.resize(420, 500)
        self.panel.show()
        workspace.closed.connect(self.end)
        self.checked(qtbot)

    def checked(self, qtbot: QtBot) -> None:
        """Wait until everything was looked at."""
        wait_for(qtbot, lambda: self.checker.survey is not None and self.errands.idle)

    def end(self, *_: object) -> None:
        """The document closes, as its page would see it."""
        self.forecaster.close()
        self.checker.close()

    def close(self) -> None:
        self.end()
        self.errands.close()
        self.jobs.close()


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace) -> Iterator[Callable[[Path], ProblemsPanel]]:
    """Opens a file and shows its problems panel."""
    made: list[Shown] = []

    def make(path: Path) -> ProblemsPanel:
        made.append(Shown(qtbot, workspace, path))
        return made[-1].panel

    yield make
    for shown in made:
        shown.close()


def button(shown: ProblemsPanel, label: str) -> QPushButton:
    """The remedy of a label."""
    return next(b for b in shown.help.buttons if b.text() == label)


def labels(shown: ProblemsPanel) -> list[str]:
    return [b.text() for b in shown.help.buttons]


def lacks(shown: ProblemsPanel) -> list[object]:
    """What is missing, as the list shows it."""
    return [entry.lack for entry in shown.entries if entry.lack is not None]


def document_of(workspace: Workspace) -> OpenDocument:
    return workspace.documents[0]


def test_unknown_kinds_are_told_once_with_every_node_and_a_likely_kind() -> None:
    (found,) = unknown_types(UNKNOWN, registry())
    assert (found.type, found.package) == ("acme.generates", "acme")
    assert [(place.scope, place.node) for place in found.uses] == [(None, "g"), ("inner", "x")]
    assert found.nearest[0].id == "shotloom.generate"
    assert found.remedy


def test_a_group_that_is_gone_is_told() -> None:
    document = Document(graph=Graph.of([Node("i", "group:gone")]))
    (found,) = unknown_types(document, registry())
    assert found.nearest == ()


def test_a_stand_in_keeps_what_fits_and_counts_what_does_not() -> None:
    types = registry()
    extra = Link("p", "text", "g", "glow")
    document = UNKNOWN.with_graph(UNKNOWN.graph.link(extra))
    changed, dropped = substitute(document, "acme.generates", types["shotloom.generate"], types)
    node = changed.graph["g"]
    assert (node.type, node.params["seed"], node.params["glow"]) == ("shotloom.generate", 7, 3)
    assert changed.graph.links == (Link("p", "text", "g", "prompt"),)
    assert dropped == 1
    assert changed.groups["inner"].graph["x"].type == "shotloom.generate"


def test_replacing_an_unknown_kind_is_one_step(
    qtbot: QtBot, workspace: Workspace, panel: Callable[[Path], ProblemsPanel], work: Path
) -> None:
    files.save(UNKNOWN, work / "u.loom")
    shown = panel(work / "u.loom")
    document = document_of(workspace)
    before = document.model.document
    assert [type(f) for f in lacks(shown)] == [UnknownType]
    qtbot.mouseClick(button(shown, "Replace"), Qt.MouseButton.LeftButton)
    wait_for(qtbot, lambda: not lacks(shown))
    assert document.model.document.graph["g"].type == "shotloom.generate"
    assert document.model.stack.count() == 1
    document.model.stack.undo()
    assert document.model.document == before
    assert len(lacks(shown)) == 1


def test_enter_shows_the_node_inside_its_group(
    qtbot: QtBot, workspace: Workspace, panel: Callable[[Path], ProblemsPanel], work: Path
) -> None:
    files.save(UNKNOWN, work / "u.loom")
    shown = panel(work / "u.loom")
    focus = document_of(workspace).focus
    head = shown.rows.topLevelItem(0)
    assert head is not None
    shown.rows.setCurrentItem(head.child(0).child(1))
    with qtbot.waitSignal(focus.reveal) as revealed:
        shown.rows.setFocus()
        qtbot.keyClick(shown.rows, Qt.Key.Key_Return)
    assert revealed.args == ["x"]
    assert (focus.path, focus.scope, focus.nodes) == (("i",), "inner", {"x"})


def test_a_missing_file_is_told_while_the_rest_can_be_edited(
    qtbot: QtBot, workspace: Workspace, panel: Callable[[Path], ProblemsPanel], lost: Path
) -> None:
    shown = panel(lost)
    wait_for(qtbot, lambda: len(lacks(shown)) == 1)
    shown.rows.go_to_first()
    (found,) = lacks(shown)
    assert isinstance(found, MissingFile)
    assert [place.node for place in found.uses] == ["l"]
    add_node(document_of(workspace))
    assert len(lacks(shown)) == 1


def test_a_folder_finds_the_file_by_its_content_under_any_name(
    qtbot: QtBot, workspace: Workspace, panel: Callable[[Path], ProblemsPanel], lost: Path
) -> None:
    shown = panel(lost)
    wait_for(qtbot, lambda: len(lacks(shown)) == 1)
    shown.rows.go_to_first()
    shown.locate_all(lost.parent / "elsewhere")
    wait_for(qtbot, lambda: not lacks(shown))
    document = document_of(workspace)
    assert document.missing == {}
    assert not document.model.unsaved
    assert document.model.document.media["m"].relative == "elsewhere/other name.png"


def test_locating_the_very_file_mends_it_at_once(
    qtbot: QtBot, workspace: Workspace, panel: Callable[[Path], ProblemsPanel], lost: Path
) -> None:
    shown = panel(lost)
    wait_for(qtbot, lambda: len(lacks(shown)) == 1)
    shown.rows.go_to_first()
    shown.locate(lost.parent / "elsewhere" / "other name.png")
    wait_for(qtbot, lambda: not lacks(shown))


def test_another_file_of_that_name_is_used_only_when_told_to_as_one_step(
    qtbot: QtBot, workspace: Workspace, panel: Callable[[Path], ProblemsPanel], lost: Path
) -> None:
    (lost.parent / "elsewhere" / "other name.png").unlink()
    picture(lost.parent / "elsewhere" / "longer name.png").rename(lost.parent / "elsewhere" / "boat.png")
    shown = panel(lost)
    document = document_of(workspace)
    wait_for(qtbot, lambda: len(lacks(shown)) == 1)
    shown.rows.go_to_first()
    before = document.model.document
    shown.locate_all(lost.parent / "elsewhere")
    wait_for(qtbot, lambda: "Use Anyway" in labels(shown))
    assert document.model.document == before
    assert "another content" in shown.help.said.text()
    qtbot.mouseClick(button(shown, "Use Anyway"), Qt.MouseButton.LeftButton)
    wait_for(qtbot, lambda: not lacks(shown))
    assert document.model.stack.count() == 1
    assert document.model.document.media["m"].sha256 != before.media["m"].sha256
    document.model.stack.undo()
    assert document.model.document.media["m"].sha256 == before.media["m"].sha256


def test_a_file_that_cannot_be_used_is_refused_in_words(
    qtbot: QtBot, panel: Callable[[Path], ProblemsPanel], lost: Path
) -> None:
    shown = panel(lost)
    wait_for(qtbot, lambda: len(lacks(shown)) == 1)
    shown.rows.go_to_first()
    fake = lost.with_name("fake.png")
    fake.write_text("nothing")
    shown.locate(fake)
    wait_for(qtbot, lambda: "fake.png is named" in shown.help.said.text())


def test_a_refusal_that_comes_after_the_project_was_closed_is_heard_by_nobody(
    qtbot: QtBot, workspace: Workspace, panel: Callable[[Path], ProblemsPanel], lost: Path, work: Path
) -> None:
    shown = panel(lost)
    wait_for(qtbot, lambda: bool(lacks(shown)))
    bad = work / "bad.png"
    bad.write_text("no picture")
    shown.locate(bad)
    before = shown.help.said.text()
    workspace.close(workspace.documents[0])
    wait_for(qtbot, lambda: workspace.errands.idle)
    assert shown.help.said.text() == before


def test_a_file_that_no_node_names_any_more_is_not_missing(
    qtbot: QtBot, panel: Callable[[Path], ProblemsPanel], lost: Path, workspace: Workspace
) -> None:
    shown = panel(lost)
    wait_for(qtbot, lambda: bool(lacks(shown)))
    workspace.documents[0].model.edit("Empty", lambda d: d.with_graph(Graph()))
    assert not lacks(shown)


# -- what the compiler finds, and what fails ---------------------------------------------------------------------------

BROKEN = Document(
    graph=Graph.of(
        [
            Node("p", "shotloom.prompt", params={"text": "a red boat"}),
            Node("g", "shotloom.generate", params={"duration": 900.0, "guidance": -3.0}),
            Node("s", "shotloom.shot"),
            Node("u", "shotloom.upscale"),
        ],
        [Link("p", "text", "g", "prompt"), Link("g", "clip", "s", "clip")],
    )
)


@pytest.fixture
def broken(panel: Callable[[Path], ProblemsPanel], work: Path) -> ProblemsPanel:
    """The panel of a graph with two wrong values and a node that nothing is linked to."""
    files.save(BROKEN, work / "broken.loom")
    return panel(work / "broken.loom")


def row(shown: ProblemsPanel, text: str) -> None:
    """Make the line whose sentence holds this the current one."""
    for number in range(shown.rows.topLevelItemCount()):
        head = shown.rows.topLevelItem(number)
        assert head is not None
        for child in range(head.childCount()):
            shown.rows.setCurrentItem(head.child(child))
            entry = shown.rows.entry()
            if entry is not None and text in entry.text:
                return
    raise AssertionError(f"no line says {text}")


def test_everything_wrong_is_listed_at_once_errors_above_warnings(broken: ProblemsPanel) -> None:
    assert [(e.severity, e.place) for e in broken.entries] == [
        ("error", "g"),
        ("error", "g"),
        ("warning", "u"),
    ]
    assert [broken.rows.topLevelItem(n).text(0) for n in range(2)] == ["2 errors", "1 warning"]  # type: ignore[union-attr]


def test_a_remedy_is_one_click_and_one_step_and_its_line_goes(
    qtbot: QtBot, workspace: Workspace, broken: ProblemsPanel
) -> None:
    document = document_of(workspace)
    row(broken, "Duration")
    wait_for(qtbot, lambda: "Set Duration to 60" in labels(broken))
    qtbot.mouseClick(button(broken, "Set Duration to 60"), Qt.MouseButton.LeftButton)
    assert document.model.document.graph["g"].params["duration"] == 60.0
    assert document.model.stack.count() == 1
    assert document.model.stack.text(0) == "Set Duration to 60"
    wait_for(qtbot, lambda: [e.problem.port for e in broken.entries if e.place == "g"] == ["guidance"])
    document.model.stack.undo()
    wait_for(qtbot, lambda: len(broken.entries) == 3)


def test_the_keyboard_stays_on_a_remedy_while_the_document_is_looked_at_anew(
    qtbot: QtBot, workspace: Workspace, broken: ProblemsPanel
) -> None:
    row(broken, "Duration")
    wait_for(qtbot, lambda: "Reset Duration" in labels(broken))
    button(broken, "Reset Duration").setFocus()
    add_node(document_of(workspace))
    before = button(broken, "Reset Duration")
    wait_for(
        qtbot, lambda: "Reset Duration" in labels(broken) and button(broken, "Reset Duration") is not before
    )
    assert button(broken, "Reset Duration").hasFocus()


def failed(kind: str = "OutOfMemory") -> Failed:
    return Failed("job", "g", "memory ran out", "Make it smaller", kind=kind, details="Traceback: here")


def test_a_failure_is_listed_first_until_what_was_asked_for_is_made(broken: ProblemsPanel) -> None:
    gathered = broken.gathered
    gathered.fail("g", "s", failed())
    gathered.fail("g", "s", failed())
    assert [e.source for e in broken.entries].count("failure") == 1
    assert broken.entries[0].source == "failure"
    gathered.made("another")
    assert broken.entries[0].source == "failure"
    gathered.made("s")
    assert "failure" not in [e.source for e in broken.entries]


def test_a_failure_can_be_dismissed_and_its_details_copied(qtbot: QtBot, broken: ProblemsPanel) -> None:
    broken.gathered.fail("g", "s", failed())
    row(broken, "Memory ran out")
    acts = {act.text(): act for act in broken.help.acts}
    qtbot.mouseClick(acts["Copy Details"], Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert "memory ran out" in text
    assert "Traceback: here" in text
    assert "red boat" not in text
    qtbot.mouseClick(acts["Dismiss"], Qt.MouseButton.LeftButton)
    assert "failure" not in [e.source for e in broken.entries]


def test_a_full_disk_leads_to_the_room_for_files(qtbot: QtBot, broken: ProblemsPanel) -> None:
    broken.gathered.fail("g", "s", failed(kind="OutputError"))
    row(broken, "Memory ran out")
    with qtbot.waitSignal(broken.preferences_wanted) as wanted:
        qtbot.mouseClick(button(broken, "Free Space…"), Qt.MouseButton.LeftButton)
    assert wanted.args == ["storage"]


def test_a_node_without_its_file_leads_to_the_choice_of_one(
    qtbot: QtBot, panel: Callable[[Path], ProblemsPanel], work: Path
) -> None:
    graph = Graph.of(
        [Node("l", "shotloom.load_image"), Node("s", "shotloom.shot")], [Link("l", "image", "s", "clip")]
    )
    files.save(Document(graph=graph), work / "empty.loom")
    shown = panel(work / "empty.loom")
    row(shown, "no file")
    with qtbot.waitSignal(shown.file_wanted) as wanted:
        qtbot.mouseClick(button(shown, "Choose File…"), Qt.MouseButton.LeftButton)
    assert wanted.args == ["l", "media"]


def test_hundreds_of_problems_are_listed_and_the_window_counts_them(
    panel: Callable[[Path], ProblemsPanel], work: Path
) -> None:
    nodes = [Node(f"g{n}", "shotloom.generate", params={"duration": 900.0}) for n in range(300)]
    files.save(Document(graph=Graph.of(nodes)), work / "many.loom")
    shown = panel(work / "many.loom")
    head = shown.rows.topLevelItem(0)
    assert head is not None
    # One for each, and one for that no shot is there.
    assert (head.text(0), head.childCount()) == ("301 warnings", 301)
