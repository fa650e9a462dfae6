"""The jobs panel: what it shows, what can be done about each job, and that many jobs stay quick."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QFont, QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import resources
from engine.errors import ModelError
from engine.queue import Record
from studio.app import Studio
from studio.jobs.paint import head
from studio.jobs.panel import JobsPanel
from studio.jobs.rows import HEADING, LINE, MIME
from studio.jobs.words import details, outcome, spoken, summary
from studio.projects.opened import OpenDocument
from studio.work.lines import JobLine, Lines
from tests.fake_model import FakeModel
from tests.studio.whole import jobs_panel
from tests.studio.workplace import until

SAMPLE = resources.path("samples/text-to-clip.loom")
ALT = Qt.KeyboardModifier.AltModifier


def record(name: str, state: str = "waiting", position: float = 0.0, **more: object) -> Record:
    ended = 5.0 if state in ("done", "failed", "cancelled") else None
    return Record(name, state, position, 1.0, None, ended, name, "", "", "", **more)  # type: ignore[arg-type]


# -- lines -------------------------------------------------------------------------------------------------------------


def test_lines_stand_in_running_order_and_ended_ones_after_them_newest_first() -> None:
    lines = Lines()
    old = replace(record("old", "done"), ended=1.0)
    lines.take_over([record("b", position=2), old, record("a", position=1), record("new", "failed")], 0)
    lines.put(JobLine("r", "running", position=9))
    assert [line.id for line in lines.all()] == ["r", "a", "b", "new", "old"]


def test_records_that_are_older_than_an_event_do_not_overwrite_it() -> None:
    lines = Lines()
    lines.take_over([record("a"), record("b", position=1)], lines.moment)
    moment = lines.moment
    lines.put(replace(lines.all()[0], state="running", share=0.5))
    differing, gone, _ = lines.take_over([record("a"), record("b", position=1)], moment)
    assert [line.state for line in lines.all()] == ["running", "waiting"]
    assert not differing
    assert not gone
    lines.take_over([record("a", "done"), record("b", position=1)], lines.moment)
    assert [line.state for line in lines.all()] == ["waiting", "done"]


def test_why_a_job_failed_stays_said_while_the_queue_does_not_know_it_yet() -> None:
    lines = Lines()
    lines.put(JobLine("a", "running", message="the disk is full", remedy="Free some space"))
    lines.take_over([record("a", "running")], lines.moment)
    (line,) = lines.all()
    assert (line.message, line.remedy) == ("the disk is full", "Free some space")
    lines.take_over([record("a", "done")], lines.moment)
    assert lines.all()[0].message == ""


def test_of_what_ended_only_news_are_taken_over() -> None:
    """Hundreds of jobs have ended; a look at the queue must not hold up the window for each of them."""
    lines = Lines()
    lines.take_over([record("a", "done"), record("b", "done")], lines.moment)
    a, b = lines.get("a"), lines.get("b")
    told = [record("a", "done"), record("b", "done", prompt="a fox")]
    assert lines.take_over(told, lines.moment)[0] == {"b"}
    assert lines.get("a") is a
    assert lines.get("b") is not b


def test_what_waits_is_done_after_what_stands_before_it() -> None:
    lines = Lines()
    lines.take_over([record("a", forecast=10.0), record("b", position=1, forecast=20.0)], 0)
    lines.put(JobLine("r", "running", left=5.0))
    lines.estimate(paused=False)
    assert [line.left for line in lines.waiting()] == [15.0, 35.0]
    lines.estimate(paused=True)
    assert [line.left for line in lines.waiting()] == [None, None]


@pytest.mark.parametrize("title", ["Car", "The long way home through the city at night"])
def test_in_a_narrow_row_the_number_of_the_take_stays(qapp: QApplication, title: str) -> None:
    font = QFont()
    plain = QFontMetrics(font)
    font.setWeight(QFont.Weight.DemiBold)
    bold = QFontMetrics(font)
    line = JobLine("a", "waiting", title=title, take=8, left=112.0)
    for ems in (9, 11, 14, 60):
        room = ems * plain.height()
        name, end = head(line, bold, plain, room)
        assert name.endswith(", take 8"), ems
        assert bold.horizontalAdvance(name) + plain.horizontalAdvance(end) <= room, ems
        assert end.startswith("in 1"), ems
    assert (name, end) == (f"{title}, take 8", "in 1 min 52 s")


def test_a_row_says_how_it_stands_in_words() -> None:
    assert outcome(JobLine("a", "running", share=0.42)) == "42 %"
    assert outcome(JobLine("a", "done", ran=0)) == "All cached"
    assert outcome(JobLine("a", "done", ran=2, started=10.0, ended=12.5)) == "2.5 s"
    failed = JobLine("a", "failed", title="Storm", prompt="rain", message="no room", details="Traceback")
    assert "Failed" in spoken(failed)
    assert "no room" in spoken(failed)
    assert "rain" in spoken(failed)
    assert "Traceback" in details(failed)
    two = [JobLine("a", "running"), JobLine("b", "waiting")]
    assert summary(two, paused=True) == "Paused · 1 running · 1 waiting"


# -- the panel ---------------------------------------------------------------------------------------------------------


def document_of(studio: Studio) -> OpenDocument:
    document = studio.window.document()
    assert document is not None
    return document


def ask(studio: Studio, count: int) -> list[str]:
    """Ask for so many takes, and wait until they wait."""
    document = document_of(studio)
    status = studio.window.page_of(document).status
    before = {line.id for line in studio.parts.jobs.lines}
    studio.parts.jobs.generate(document, status, [], takes=count)
    until(lambda: len(studio.parts.jobs.lines) == len(before) + count, "they wait")
    return [line.id for line in studio.parts.jobs.lines if line.id not in before]


def line(studio: Studio, job: str) -> JobLine:
    found = studio.parts.jobs.line(job)
    assert found is not None
    return found


def state(studio: Studio, job: str) -> str:
    return line(studio, job).state


def chosen(panel: JobsPanel) -> str:
    found = panel.chosen()
    return found.id if found is not None else ""


def shown(panel: JobsPanel) -> list[str]:
    rows = [panel.rows.index(row) for row in range(panel.rows.rowCount())]
    return [HEADING if panel.rows.is_heading(i) else i.data(LINE).id for i in rows]


def choose(panel: JobsPanel, job: str) -> None:
    panel.list.setCurrentIndex(panel.rows.index(panel.rows.row_of(job)))
    panel.list.setFocus()


def press(panel: JobsPanel, label: str) -> None:
    """Press a button of the footer."""
    (button,) = [b for b in panel.footer.buttons if b.text() == label]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def more(panel: JobsPanel, label: str) -> None:
    """Choose from the menu of the footer."""
    (action,) = [a for a in panel.footer.menu.actions() if a.text() == label]
    action.trigger()


def test_without_jobs_the_panel_says_how_to_make_something(paused: Studio) -> None:
    panel = jobs_panel(paused)
    assert panel.empty.isVisible()
    assert "Ctrl+Enter" in panel.empty.text()
    ask(paused, 1)
    assert not panel.empty.isVisible()
    assert panel.list.isVisible()


def test_alt_and_arrows_put_what_waits_in_another_order(paused: Studio) -> None:
    panel, (a, b, c) = jobs_panel(paused), ask(paused, 3)
    choose(panel, a)
    QTest.keyClick(panel.list, Qt.Key.Key_Down, ALT)
    until(lambda: shown(panel) == [b, a, c], "it runs later")
    assert chosen(panel) == a
    QTest.keyClick(panel.list, Qt.Key.Key_Up, ALT)
    until(lambda: shown(panel) == [a, b, c], "it runs earlier")
    assert [record.id for record in paused.parts.session.queue.records()] == [a, b, c]


def test_a_dragged_row_goes_before_the_row_that_it_falls_on(paused: Studio) -> None:
    panel, (a, b, c) = jobs_panel(paused), ask(paused, 3)
    data = panel.rows.mimeData([panel.rows.index(panel.rows.row_of(c))])
    assert data.hasFormat(MIME)
    panel.rows.dropMimeData(data, Qt.DropAction.MoveAction, panel.rows.row_of(a), 0, QModelIndex())
    until(lambda: shown(panel) == [c, a, b], "the last is the first")
    panel.rows.dropMimeData(data, Qt.DropAction.MoveAction, 3, 0, QModelIndex())
    until(lambda: shown(panel) == [a, b, c], "it is the last again")
    foreign = QMimeData()
    foreign.setData(MIME, b"nobody")
    assert not panel.rows.dropMimeData(foreign, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert shown(panel) == [a, b, c]


def test_a_drop_on_the_list_reorders_and_leaves_the_rows_to_the_queue(paused: Studio) -> None:
    panel, (a, b, c) = jobs_panel(paused), ask(paused, 3)
    data = panel.rows.mimeData([panel.rows.index(panel.rows.row_of(c))])
    below = panel.list.visualRect(panel.rows.index(2)).bottomLeft() + QPoint(5, 60)
    for spot, expected in (
        (panel.list.visualRect(panel.rows.index(0)).center(), [c, a, b]),
        (below, [a, b, c]),
    ):
        drop = QDropEvent(
            QPointF(spot), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        panel.list.dropEvent(drop)
        assert drop.isAccepted()
        assert not panel.rows.removeRows(2, 1), "Qt takes no row away"
        until(lambda expected=expected: shown(panel) == expected, "the queue has moved it")


def test_what_holds_the_queue_is_said_above_the_list(paused: Studio) -> None:
    panel = jobs_panel(paused)
    ask(paused, 1)
    assert panel.whole.whole == "Paused · 1 waiting"
    paused.parts.manners.paused_because = "On battery"
    paused.parts.manners.changed.emit()
    assert panel.whole.whole == "On battery"


def test_delete_removes_and_duplicate_asks_once_more(paused: Studio) -> None:
    panel, (a, b) = jobs_panel(paused), ask(paused, 2)
    choose(panel, a)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    until(lambda: shown(panel) == [b], "one is gone")
    choose(panel, b)
    more(panel, "Duplicate")
    until(lambda: sum(line.state == "waiting" for line in paused.parts.jobs.lines) == 2, "two of it")
    first, second = (line for line in paused.parts.jobs.lines if line.state == "waiting")
    names = [first.name, second.name]
    assert names == ["Car, take 1", "Car, take 2"], "they are called what the shot will call their takes"
    assert (first.title, first.prompt, first.place) == (second.title, second.prompt, second.place)


def test_run_now_runs_one_though_the_queue_is_paused(paused: Studio) -> None:
    panel, (a, b) = jobs_panel(paused), ask(paused, 2)
    choose(panel, b)
    press(panel, "Run Now")
    until(lambda: state(paused, b) == "done", "it has run")
    assert state(paused, a) == "waiting"
    assert paused.parts.jobs.paused
    QTest.mouseClick(panel.pause, Qt.MouseButton.LeftButton)
    until(lambda: state(paused, a) == "done", "the queue goes on")
    assert panel.pause.text() == "Pause"
    assert not panel.pause.isChecked()


def test_what_runs_waits_again_while_another_is_run_now(paused: Studio, fake: FakeModel) -> None:
    panel, (a, b) = jobs_panel(paused), ask(paused, 2)
    fake.pause = 0.2
    paused.parts.jobs.resume()
    until(lambda: line(paused, a).share > 0, "the first runs")
    choose(panel, b)
    press(panel, "Run Now")
    until(lambda: state(paused, b) == "running", "the second runs")
    assert shown(panel)[:2] == [b, a]
    fake.pause = 0.0
    until(lambda: not paused.parts.jobs.busy, "both are made")
    assert {state(paused, j) for j in (a, b)} == {"done"}


def test_stop_and_keep_makes_a_take_of_what_is_there(paused: Studio, fake: FakeModel) -> None:
    panel, (a,) = jobs_panel(paused), ask(paused, 1)
    fake.pause = 0.3
    paused.parts.jobs.resume()
    until(lambda: line(paused, a).preview is not None, "a preview is there")
    choose(panel, a)
    more(panel, "Stop and Keep")
    until(lambda: not paused.parts.jobs.busy, "it is over")
    (shot,) = document_of(paused).model.document.shots.values()
    assert any("stopped" in note.lower() for note in shot.takes[0].notes)
    assert any("stopped" in note.lower() for note in line(paused, a).notes)


def test_what_has_ended_is_folded_away_and_failures_stay_in_sight(
    paused: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, (a, b) = jobs_panel(paused), ask(paused, 2)

    def fail(*_: object, **__: object) -> object:
        raise ModelError("the model went astray", remedy="Use another seed")

    with monkeypatch.context() as patched:
        patched.setattr(FakeModel, "denoise", fail)
        paused.parts.jobs.run_now(a)
        until(lambda: state(paused, a) == "failed", "it failed")
    paused.parts.jobs.run_now(b)
    until(lambda: state(paused, b) == "done", "it is made")
    assert shown(panel) == [HEADING, a]
    choose(panel, a)
    assert "went astray" in panel.footer.text.text()
    assert "Use another seed" in panel.footer.text.text()
    press(panel, "Copy Details")
    copied = QGuiApplication.clipboard().text()
    assert "went astray" in copied
    assert "Traceback" in copied
    choose(panel, HEADING)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert shown(panel) == [HEADING, b, a]
    assert line(paused, b).thumbnail
    heading = panel.list.visualRect(panel.rows.index(0)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert shown(panel) == [HEADING, a]
    panel.clear.menu().actions()[1].trigger()
    until(lambda: shown(panel) == [], "the list is empty")
    assert len(document_of(paused).model.document.shots) == 1, "takes stay"


def test_what_is_taken_off_the_list_leaves_the_preview_of_what_runs(paused: Studio, fake: FakeModel) -> None:
    a, b = ask(paused, 2)
    fake.pause = 0.3
    overs: list[object] = []
    paused.parts.jobs.over.connect(overs.append)
    paused.parts.jobs.resume()
    until(lambda: paused.parts.jobs.clip(a) is not None, "a preview is there")
    paused.parts.jobs.remove(b)
    until(lambda: paused.parts.jobs.line(b) is None, "the other is gone")
    assert overs == []
    assert paused.parts.jobs.clip(a) is not None
    fake.pause = 0.0
    until(lambda: not paused.parts.jobs.busy, "it is made")
    assert overs == [document_of(paused)]
    assert paused.parts.jobs.clip(a) is None


def test_clear_queue_takes_what_waits_off_the_list(paused: Studio) -> None:
    panel = jobs_panel(paused)
    ask(paused, 3)
    paused.window.bindings.run("work.clear")
    until(lambda: not any(line.state == "waiting" for line in paused.parts.jobs.lines), "nothing waits")
    assert not paused.parts.session.queue.records("waiting")
    assert all(name == HEADING for name in shown(panel))


def test_enter_goes_to_the_node_and_opens_its_project(paused: Studio, tmp_path: Path) -> None:
    document = document_of(paused)
    assert paused.parts.workspace.save_as(document, tmp_path / "film.loom")
    (job,) = ask(paused, 1)
    place = line(paused, job).place
    paused.parts.workspace.close(document)
    paused.parts.workspace.new()
    panel = jobs_panel(paused)
    choose(panel, job)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert document_of(paused).path == tmp_path / "film.loom"
    assert document_of(paused).focus.current == place


def test_a_project_that_is_gone_is_said_to_be(paused: Studio) -> None:
    paused.parts.jobs.wanted.emit("/nowhere/film.loom", "shot")
    assert "film is not there" in paused.window._status.text()


def test_several_hundred_jobs_have_no_widget_each_and_keep_the_choice(paused: Studio) -> None:
    panel, (a,) = jobs_panel(paused), ask(paused, 1)
    widgets = len(panel.findChildren(QWidget))
    choose(panel, a)
    hearing = paused.parts.jobs._hearing
    records = paused.parts.session.queue.records()
    many = [*records, *(record(f"job {n}", position=100.0 + n, forecast=1.0) for n in range(500))]
    hearing.take_over(many, hearing.lines.moment, last=True)
    assert panel.rows.rowCount() == 501
    assert chosen(panel) == a
    assert len(panel.findChildren(QWidget)) == widgets
