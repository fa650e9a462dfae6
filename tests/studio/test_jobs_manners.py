"""Manners of the queue: Stop stops what runs and no more, buttons keep their place, what was said does not stay."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

import resources
from studio.app import Studio
from studio.edit.nodes import rename
from studio.jobs.panel import JobsPanel
from studio.jobs.words import detail
from studio.work.bar import progress_words
from studio.work.lines import JobLine, Progress
from tests.fake_model import FakeModel
from tests.studio.whole import jobs_panel
from tests.studio.workplace import until

SAMPLE = resources.path("samples/text-to-clip.loom")
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def ask(studio: Studio, count: int) -> list[str]:
    """Ask for so many takes, and wait until they wait."""
    document, jobs = studio.window.document(), studio.parts.jobs
    assert document is not None
    jobs.generate(document, studio.window.page_of(document).status, [], takes=count)
    until(lambda: len(jobs.lines) == count, "they wait")
    return [line.id for line in jobs.lines]


def line(studio: Studio, job: str) -> JobLine:
    found = studio.parts.jobs.line(job)
    assert found is not None
    return found


def spot(panel: JobsPanel, row: int) -> QPoint:
    return panel.list.visualRect(panel.rows.index(row)).center()


def click(panel: JobsPanel, row: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(panel.list.viewport(), LEFT, keys, spot(panel, row))


def told(studio: Studio) -> str:
    return studio.window._status.text()


def begin(studio: Studio, fake: FakeModel, job: str) -> None:
    """Let the queue run, slowly, until a job shows what it makes."""
    fake.pause = 0.3
    studio.parts.jobs.resume()
    until(lambda: line(studio, job).preview is not None, "a preview is there")


def test_stop_stops_what_runs_and_the_rest_goes_on(paused: Studio, fake: FakeModel) -> None:
    panel, (a, b, c) = jobs_panel(paused), ask(paused, 3)
    begin(paused, fake, a)
    paused.window.activateWindow()
    QTest.keyClick(paused.window, Qt.Key.Key_Period, CTRL)
    until(lambda: line(paused, a).state == "cancelled", "what ran is stopped")
    assert "2 more are waiting: the next one begins" in told(paused)
    until(lambda: line(paused, b).state == "running", "the next one runs")
    assert line(paused, c).state == "waiting"
    paused.parts.jobs.pause()
    QTest.mouseClick(paused.window.page().generating.bar.stop, LEFT)  # type: ignore[union-attr]
    until(lambda: line(paused, b).state == "cancelled", "that one too")
    assert line(paused, c).state == "waiting"
    # Both are asked for once more by one press.
    click(panel, 1)
    click(panel, 2)
    click(panel, 3, SHIFT)
    assert {x.id for x in panel.picked()} == {a, b}
    again = panel.footer.buttons[0]
    assert again.text() == "Queue Again"
    QTest.mouseClick(again, LEFT)
    until(lambda: sum(x.state == "waiting" for x in paused.parts.jobs.lines) == 3, "three wait")


def test_stop_and_keep_is_heard_and_stop_asks_before_it_undoes_that(paused: Studio, fake: FakeModel) -> None:
    panel, (a,) = jobs_panel(paused), ask(paused, 1)
    begin(paused, fake, a)
    page = paused.window.page()
    assert page is not None
    bar = page.generating.bar
    QTest.mouseClick(bar.keep, LEFT)
    assert "Finishing early" in bar.line.whole
    assert not bar.keep.isEnabled()
    assert "Finishing early" in detail(line(paused, a))
    click(panel, 0)
    assert [b.isEnabled() for b in panel.footer.buttons] == [False, True, False]
    assert "Finishing early" in panel.footer.text.text()
    QTest.mouseClick(bar.stop, LEFT)
    assert "Stop once more" in told(paused)
    assert paused.parts.jobs.busy
    QTest.mouseClick(bar.stop, LEFT)
    until(lambda: not paused.parts.jobs.busy, "it is over")
    assert line(paused, a).state == "cancelled"


def test_buttons_keep_their_place_and_meaning_while_a_job_begins(paused: Studio, fake: FakeModel) -> None:
    panel, (a,) = jobs_panel(paused), ask(paused, 1)
    click(panel, 0)
    first, second, _ = panel.footer.buttons
    assert (first.text(), second.text()) == ("Run Now", "Remove")
    fake.pause = 0.3
    QTest.mouseClick(first, LEFT)
    until(lambda: line(paused, a).preview is not None, "it runs")
    assert (first.text(), first.isEnabled(), second.text()) == ("Run Now", False, "Stop")
    paused.parts.jobs.stop()
    until(lambda: not paused.parts.jobs.busy, "it is stopped")
    assert not panel.footer.isVisible(), "no other button comes under the mouse"


def test_what_is_chosen_does_not_widen_the_panel(paused: Studio) -> None:
    panel = jobs_panel(paused)
    ask(paused, 2)
    bare, dock = panel.minimumSizeHint(), paused.window.docks.docks["jobs"]
    width = dock.width()
    click(panel, 0)
    until(lambda: panel.footer.isVisible(), "it is told of")
    assert panel.minimumSizeHint() == bare
    panel.resize(panel.minimumSizeHint())
    dock.widget().grab()
    assert dock.width() == width
    assert panel.footer.more.isVisible()


def test_the_heading_opens_at_one_press_and_by_its_keys(paused: Studio) -> None:
    panel, (a, _) = jobs_panel(paused), ask(paused, 2)
    paused.parts.jobs.cancel(a)
    until(lambda: line(paused, a).state == "cancelled", "one has ended")
    click(panel, 0)
    QTest.mousePress(panel.list.viewport(), LEFT, pos=spot(panel, 1))
    assert panel.rows.rowCount() == 3
    QTest.mouseRelease(panel.list.viewport(), LEFT, pos=spot(panel, 1))
    QTest.mouseDClick(panel.list.viewport(), LEFT, pos=spot(panel, 1))
    assert panel.rows.rowCount() == 3
    QTest.keyClick(panel.list, Qt.Key.Key_Left)
    assert panel.rows.rowCount() == 2
    QTest.keyClick(panel.list, Qt.Key.Key_Left)
    assert panel.rows.rowCount() == 2
    QTest.keyClick(panel.list, Qt.Key.Key_Right)
    assert panel.rows.rowCount() == 3
    assert panel.paint_rows.opened


def test_what_was_said_in_passing_goes_with_the_next_edit_and_the_next_document(paused: Studio) -> None:
    jobs, document = paused.parts.jobs, paused.window.document()
    assert document is not None
    jobs._hearing.say("nothing to do")
    assert told(paused) == "nothing to do"
    shot = next(n.id for n in document.model.document.graph if n.type == "shotloom.shot")
    document.model.edit("Rename", lambda d: rename(d, document.focus.scope, shot, "Lorry"))
    assert told(paused) == ""
    jobs._hearing.say("nothing to do")
    paused.window.show_welcome()
    assert told(paused) == ""
    jobs._hearing.say("nothing to do")
    paused.window.say("something else")
    jobs.unsay()
    assert told(paused) == "something else"


def test_times_stand_where_nothing_cuts_them_off() -> None:
    running = JobLine("a", "running", left=12.0, activity="Read the prompt")
    assert detail(running).startswith("12")
    words = progress_words(Progress("A car in the rain at night, with neon signs", 0.1, 12.0, 2, "Denoise"))
    assert words.index("left") < words.index("2 waiting") < words.index("Denoise")
    assert words.index("…") < words.index("left")
