"""The plan panel: list and picture in step with each other and with the document, by mouse and by keyboard."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import resources
from engine.compile import Compiler
from engine.graph import Node
from engine.report import foreseen
from studio.app import Studio
from studio.jobs.panel import JobsPanel
from studio.plan.brush import box_ground
from studio.plan.drawing import draw
from studio.plan.listing import PlanList
from studio.plan.panel import REST_MS, PlanPanel
from studio.plan.picture import PlanPicture
from studio.plan.sheet import Sheet, lines_of
from studio.plan.table import FORECAST, NODE, NUMBER, REMARKS, STATE, STEP, state_colour
from studio.theme import DARK, HIGH_CONTRAST, LIGHT, Look, Theme
from tests.engine.graphs import document, environment, group, node, request
from tests.fake_model import FakeModel
from tests.studio.whole import page_of, until

SAMPLE = resources.path("samples/text-to-clip.loom")
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def some() -> Sheet:
    """A small plan; everything is to run."""
    doc = document(
        node("prompt", text="a boat"), node("generate"), node("shot"),
        "prompt.text generate.prompt", "generate.clip shot.clip",
    )  # fmt: skip
    plan = Compiler(environment()).compile(doc, request("generate")).plan
    assert plan is not None
    return Sheet(lines_of([(plan, foreseen(plan, lambda key: False))]), {"generate": "Boat"})


# -- the list ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def rows(qtbot: QtBot) -> PlanList:
    """The list as it is seen, with a plan in it."""
    made = PlanList(Look())
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    made.take(some())
    return made


def column(rows: PlanList, number: int) -> list[str]:
    """What stands in a column, in the order in which it is shown."""
    shown = rows.model()
    return [str(shown.index(row, number).data()) for row in range(shown.rowCount())]


def test_a_click_on_a_head_sorts_by_what_the_cells_mean(rows: PlanList) -> None:
    header = rows.header()
    middle = QPoint(header.sectionViewportPosition(FORECAST) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), LEFT, NONE, middle)
    shown = [rows.table.sheet.lines[int(n) - 1].forecast for n in column(rows, NUMBER)]
    assert shown in (sorted(shown), sorted(shown, reverse=True))
    assert shown != [line.forecast for line in rows.table.sheet.lines]
    QTest.mouseClick(header.viewport(), LEFT, NONE, middle)
    assert [rows.table.sheet.lines[int(n) - 1].forecast for n in column(rows, NUMBER)] == shown[::-1]


def test_rows_tell_step_node_and_state(rows: PlanList) -> None:
    assert "Generate" in column(rows, STEP)
    assert set(column(rows, NODE)) == {"Boat"}
    assert set(column(rows, STATE)) == {"To run"}


def test_what_was_measured_is_shown_only_where_something_was(rows: PlanList) -> None:
    assert "Took" not in [
        heading(rows, n) for n in range(rows.model().columnCount()) if not rows.isColumnHidden(n)
    ]
    ran = tuple(replace(line, state="ran", measured=1.0) for line in some().lines)
    rows.take(Sheet(ran, {}, (), "job"))
    assert "Took" in [
        heading(rows, n) for n in range(rows.model().columnCount()) if not rows.isColumnHidden(n)
    ]


def heading(rows: PlanList, number: int) -> str:
    return str(rows.model().headerData(number, Qt.Orientation.Horizontal))


def test_a_hidden_column_stays_hidden_when_the_plan_changes(rows: PlanList) -> None:
    action = next(a for a in rows.header().actions() if a.text() == "Remarks")
    action.trigger()
    rows.take(some())
    assert rows.isColumnHidden(REMARKS)
    action.trigger()
    assert not rows.isColumnHidden(REMARKS)


def test_the_keyboard_walks_the_rows_and_enter_asks_for_the_node(rows: PlanList, qtbot: QtBot) -> None:
    chosen: list[str] = []
    rows.chosen.connect(chosen.append)
    keys = [line.key for line in rows.table.sheet.lines]
    rows.setFocus()
    rows.choose(keys[0])
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert chosen == [keys[1]]
    with qtbot.waitSignal(rows.wanted) as asked:
        QTest.keyClick(rows, Qt.Key.Key_Return)
    assert asked.args == [keys[1]]


def test_the_chosen_row_stays_chosen_when_the_same_plan_comes_again(rows: PlanList) -> None:
    rows.choose(rows.table.sheet.lines[2].key)
    cached = tuple(replace(line, state="cached") for line in some().lines)
    rows.take(Sheet(cached, {"generate": "Ship"}))
    assert rows.key == cached[2].key
    assert set(column(rows, NODE)) == {"Ship"}
    assert set(column(rows, STATE)) == {"Cached"}


def test_marked_rows_stand_out_by_their_weight_too(rows: PlanList) -> None:
    rows.mark({rows.table.sheet.lines[0].key})
    bold = [
        bool((font := rows.model().index(n, STEP).data(Qt.ItemDataRole.FontRole)) and font.bold())
        for n in range(2)
    ]
    assert bold == [True, False]


# -- the picture -------------------------------------------------------------------------------------------------------


@pytest.fixture
def look() -> Look:
    """The dark theme."""
    return Look()


@pytest.fixture
def picture(qtbot: QtBot, look: Look) -> PlanPicture:
    """The picture as it is seen, with a plan in it."""
    made = PlanPicture(look)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    made.take(some(), draw(some().lines))
    return made


def middle(picture: PlanPicture, op: str) -> QPoint:
    key = next(line.key for line in picture.sheet.lines if line.op == op)
    return picture.rect_of(key).center().toPoint()


def test_a_click_on_a_box_chooses_it_and_asks_for_its_node(picture: PlanPicture, qtbot: QtBot) -> None:
    with qtbot.waitSignals([picture.chosen, picture.wanted]):
        QTest.mouseClick(picture, LEFT, NONE, middle(picture, "denoise"))
    key = next(line.key for line in picture.sheet.lines if line.op == "denoise")
    assert picture.selected == key
    assert "Generate" in picture.accessibleDescription()
    QTest.mouseClick(picture, LEFT, NONE, QPoint(picture.width() - 3, picture.height() - 3))
    assert picture.selected == ""


def test_a_drag_moves_the_picture_and_chooses_nothing(picture: PlanPicture) -> None:
    start, before = middle(picture, "denoise"), middle(picture, "decode")
    QTest.mousePress(picture, LEFT, NONE, start)
    for x in (10, 40, 80):
        QTest.mouseMove(picture, start + QPoint(x, x // 2))
    QTest.mouseRelease(picture, LEFT, NONE, start + QPoint(80, 40))
    assert picture.selected == ""
    moved = middle(picture, "decode") - before
    assert abs(moved.x() - 80) <= 2
    assert abs(moved.y() - 40) <= 2


def test_the_wheel_zooms_where_the_pointer_is_and_f_shows_everything(picture: PlanPicture) -> None:
    at = QPointF(middle(picture, "decode"))
    wide = picture.rect_of(picture.key_at(at)).width()
    key = picture.key_at(at)
    wheel = QWheelEvent(
        at, picture.mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(picture, wheel)
    assert picture.key_at(at) == key
    assert picture.rect_of(key).width() > 1.3 * wide
    picture.setFocus()
    QTest.keyClick(picture, Qt.Key.Key_F)
    assert all(picture.rect().contains(picture.rect_of(line.key).toRect()) for line in picture.sheet.lines)


def test_arrows_walk_along_what_is_handed_on_and_enter_asks_for_the_node(
    picture: PlanPicture, qtbot: QtBot
) -> None:
    ops = {line.key: line.op for line in picture.sheet.lines}
    picture.setFocus()
    QTest.keyClick(picture, Qt.Key.Key_Right)
    walked = [ops[picture.selected]]
    for _ in range(2):
        QTest.keyClick(picture, Qt.Key.Key_Right)
        walked.append(ops[picture.selected])
    assert walked == ["encode_text", "denoise", "decode"]
    QTest.keyClick(picture, Qt.Key.Key_Right)
    assert ops[picture.selected] == "decode"
    with qtbot.waitSignal(picture.wanted):
        QTest.keyClick(picture, Qt.Key.Key_Return)
    QTest.keyClick(picture, Qt.Key.Key_Left)
    assert ops[picture.selected] == "denoise"


def test_a_step_far_outside_is_brought_into_sight_when_it_is_chosen(picture: PlanPicture) -> None:
    key = next(line.key for line in picture.sheet.lines if line.op == "decode")
    for _ in range(12):
        picture.zoom_at(QPointF(0, 0), 1.3)
    assert not picture.rect().intersects(picture.rect_of(key).toRect())
    picture.choose(key)
    assert picture.rect().intersects(picture.rect_of(key).toRect())


def test_where_the_artist_looks_stays_when_the_plan_comes_again(picture: PlanPicture) -> None:
    picture.zoom_at(QPointF(100, 100), 1.5)
    before = picture.rect_of(picture.sheet.lines[0].key)
    picture.take(some(), draw(some().lines))
    assert picture.rect_of(picture.sheet.lines[0].key) == before


@pytest.mark.parametrize("theme", [DARK, LIGHT, HIGH_CONTRAST], ids=lambda theme: theme.name)
def test_every_state_is_drawn_in_every_theme_at_every_zoom(
    theme: Theme, look: Look, picture: PlanPicture
) -> None:
    states = ("run", "cached", "free", "unneeded", "planned", "ran", "failed", "skipped")
    lines = some().lines
    every = tuple(
        replace(
            lines[n % len(lines)], key=str(n), state=state, inputs=(str(n - 1),) if n else (), batch=n % 2
        )
        for n, state in enumerate(states)
    )
    look.use(theme)
    picture.take(Sheet(every, {"generate": "Boat"}), draw(every))
    picture.mark({"0"})
    picture.choose("1")
    seen = set()
    for factor in (1.0, 0.3, 3.0, 8.0):
        picture.zoom_at(QPointF(picture.rect().center()), factor)
        image = picture.grab().toImage()
        seen.add(len({image.pixel(x, y) for x in range(0, 900, 7) for y in range(0, 400, 7)}))
    assert min(seen) > 3


@pytest.mark.parametrize("theme", [DARK, LIGHT, HIGH_CONTRAST], ids=lambda theme: theme.name)
def test_text_on_boxes_can_be_read(theme: Theme) -> None:
    told = (state_colour(replace(some().lines[0], state=state), theme) for state in ("run", "ran", "failed"))
    for colour in (theme.warn, *told):
        ground = box_ground(theme, QColor(colour))
        for ink in (theme.text, theme.dim):
            assert contrast(QColor(ink), ground) >= 4.5, (theme.name, colour, ink)


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours as the accessibility guidelines count it."""

    def light(colour: QColor) -> float:
        parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in colour.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


# -- the panel in the window -------------------------------------------------------------------------------------------


@pytest.fixture
def studio(qtbot: QtBot, fake: FakeModel, studio: Studio) -> Studio:
    """A whole program with a quick model, and a sample open in it; the device is known."""
    studio.window.resize(1400, 900)
    studio.parts.workspace.open_copy(SAMPLE)
    qtbot.waitUntil(lambda: studio.window.page() is not None)
    page_of(studio).checker.use_keys()
    until(lambda: page_of(studio).checker.keys and studio.parts.errands.idle)
    return studio


def shown(studio: Studio) -> PlanPanel:
    """The panel, brought up by its command."""
    studio.window.bindings.run("work.plan")
    panel = page_of(studio).panel("plan")
    assert isinstance(panel, PlanPanel)
    until(lambda: panel.sheet.lines and panel.isVisible())
    return panel


def named(studio: Studio, title: str) -> str:
    return next(n.id for n in page_of(studio).opened.model.document.graph if n.title == title)


def choose(panel: PlanPanel, text: str) -> None:
    """Choose an item of whichever choice has it, by keyboard."""
    box = next(
        b for b in (panel.source, panel.what_if) if any(text in b.itemText(n) for n in range(b.count()))
    )
    box.setFocus()
    while text not in box.currentText():
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, "in vain"


def test_the_plan_is_there_before_anything_runs_and_a_step_leads_to_its_node(studio: Studio) -> None:
    panel = shown(studio)
    assert {"To run", "Costs nothing"} == set(column(panel.list, STATE))
    assert panel.totals.text().startswith("7 steps to run")
    key = next(line.key for line in panel.sheet.lines if line.op == "upscale")
    QTest.mouseClick(panel.picture, LEFT, NONE, panel.picture.rect_of(key).center().toPoint())
    focus = page_of(studio).opened.focus
    assert focus.current == named(studio, "Finish")
    assert panel.list.key == key


def test_a_step_inside_a_group_leads_into_the_group(studio: Studio) -> None:
    inner = group("g", node("generate", duration=0.4, steps=1), outputs={"clip": "generate.clip"})
    film = document(
        Node("film", "group:g", title="Film"), node("shot"), "film.clip shot.clip", groups=(inner,)
    )
    opened = page_of(studio).opened
    opened.model.edit("Use a group", lambda d: replace(d, graph=film.graph, groups=film.groups))
    panel = shown(studio)
    until(lambda: "Film › Generate" in column(panel.list, NODE))
    number = next(n for n, line in enumerate(panel.sheet.lines) if line.op == "denoise")
    panel.list.setFocus()
    panel.list.choose(panel.sheet.lines[number].key)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert (opened.focus.path, opened.focus.scope, opened.focus.current) == (("film",), "g", "generate")
    until(lambda: any(panel.what_if.itemText(n) == "What if: Steps" for n in range(panel.what_if.count())))
    choose(panel, "What if: Steps")
    until(lambda: panel.picture.marked)
    marked = {line.op for line in panel.sheet.lines if line.key in panel.picture.marked}
    assert {"denoise", "decode"} <= marked
    assert "encode_text" not in marked


def test_the_plan_follows_the_selection_unless_all_shots_are_asked_for(studio: Studio) -> None:
    panel = shown(studio)
    page_of(studio).opened.focus.select([named(studio, "Generate")])
    until(lambda: [line.op for line in panel.sheet.lines][-1] == "decode")
    choose(panel, "Now: all shots")
    until(lambda: [line.op for line in panel.sheet.lines][-1] == "encode")


def test_a_hidden_panel_plans_nothing(studio: Studio) -> None:
    panel = shown(studio)
    studio.window.docks.docks["plan"].hide()
    # What was asked for while it was seen still arrives.
    until(lambda: studio.parts.errands.idle)
    before = panel.sheet
    page_of(studio).opened.focus.select([named(studio, "Generate")])
    QTest.qWait(2 * REST_MS)
    until(lambda: studio.parts.errands.idle)
    assert panel.sheet is before
    studio.window.docks.reveal("plan")
    until(lambda: [line.op for line in panel.sheet.lines][-1] == "decode")


def test_a_document_that_closes_while_it_is_planned_leaves_nothing_behind(studio: Studio) -> None:
    panel, errands, gate = shown(studio), studio.parts.errands, threading.Event()
    until(lambda: errands.idle)
    before = panel.sheet
    errands.run(lambda: gate.wait(60), lambda _: None)
    panel.source.picked.emit()
    QTest.qWait(2 * REST_MS)
    panel.stop()
    gate.set()
    until(lambda: errands.idle)
    assert panel.sheet is before
    studio.window.parts.workspace.close(page_of(studio).opened)
    until(lambda: studio.window.page() is None and studio.parts.errands.idle)


def test_tab_walks_from_the_choices_over_the_buttons_to_the_list(studio: Studio) -> None:
    panel = shown(studio)
    panel.source.setFocus()
    walked = []
    for _ in range(5):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    assert walked == [panel.listed, panel.pictured, panel.fitting, panel.copying, panel.list]


def test_one_of_list_and_picture_is_always_there(studio: Studio) -> None:
    panel = shown(studio)
    QTest.mouseClick(panel.listed, LEFT)
    assert (panel.list.isVisible(), panel.picture.isVisible()) == (False, True)
    QTest.mouseClick(panel.pictured, LEFT)
    assert (panel.list.isVisible(), panel.picture.isVisible()) == (True, False)


def test_the_list_is_copied_as_text(studio: Studio) -> None:
    panel = shown(studio)
    QTest.mouseClick(panel.copying, LEFT)
    text = QGuiApplication.clipboard().text()
    assert len(text.splitlines()) == len(panel.sheet.lines) + 2
    assert "Encode file" in text


def test_what_a_change_would_run_anew_is_marked_before_it_is_made(studio: Studio) -> None:
    panel, page = shown(studio), page_of(studio)
    page.generating.generate([])
    until(lambda: not studio.parts.jobs.busy and panel.sheet.count("cached") == 7)
    assert panel.totals.text().startswith("Everything is there")
    page.opened.focus.select([named(studio, "Finish")])
    choose(panel, "Now: all shots")
    until(lambda: panel.what_if.isEnabled() and panel.sheet.count("cached") == 7)
    choose(panel, "Smooth")
    until(lambda: panel.list.table.marked)
    marked = {line.op for line in panel.sheet.lines if line.key in panel.list.table.marked}
    assert marked == {"interpolate", "resize", "encode"}
    assert panel.picture.marked == panel.list.table.marked
    assert "anew: about" in panel.note.text()
    page.opened.focus.select([])
    until(lambda: not panel.list.table.marked)
    assert not panel.note.isVisible()


def test_steps_turn_cached_while_a_job_gets_on(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = shown(studio)
    made = {line.key for line in panel.sheet.lines if line.component == "text"}
    monkeypatch.setattr(studio.parts.session.cache, "has", made.__contains__)
    studio.parts.jobs.changed.emit({"job"})
    until(lambda: panel.sheet.count("cached") == len(made))
    assert {line.key for line in panel.sheet.lines if line.state == "cached"} == made
    assert panel.sheet.count("run") == 7 - len(made)
    assert f"{len(made)} cached" in panel.totals.text()


def test_a_job_that_ended_tells_what_it_did(studio: Studio) -> None:
    panel, page = shown(studio), page_of(studio)
    page.generating.generate([])
    until(lambda: not studio.parts.jobs.busy)
    until(lambda: panel.source.count() == 3)
    choose(panel, "Car")
    until(lambda: panel.sheet.job)
    ran = [line for line in panel.sheet.lines if line.state == "ran"]
    assert len(ran) == 7
    assert all(line.measured is not None for line in ran)
    assert "ran in" in panel.totals.text()
    assert set(column(panel.list, NODE)) >= {"Car", "Finish", "Generate"}
    assert not panel.what_if.isEnabled()


def test_the_jobs_panel_leads_to_what_a_job_did(studio: Studio) -> None:
    page = page_of(studio)
    page.generating.generate([])
    until(lambda: not studio.parts.jobs.busy)
    studio.window.docks.reveal("jobs")
    jobs = page.panel("jobs")
    assert isinstance(jobs, JobsPanel)
    line = studio.parts.jobs.lines[0]
    steps = next(run for name, _, run in jobs._deeds.of(line) if name == "Show Steps")
    assert steps is not None
    steps()
    panel = page.panel("plan")
    assert isinstance(panel, PlanPanel)
    until(lambda: panel.sheet.job == line.id)
    assert panel.isVisible()
    assert panel.sheet.count("ran") == 7
