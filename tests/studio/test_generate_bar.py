"""The generate bar: forecast before, progress while, what was there shown at once, files saved from the window."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

import resources
from engine.errors import OutOfMemory, OutputError
from engine.graph import Link, Node, new_id
from studio.app import Studio
from studio.edit.nodes import rename
from studio.generate.bar import GenerateBar
from studio.jobs.rows import PICTURE
from studio.problems.panel import ProblemsPanel
from studio.viewer.panel import ViewerPanel
from studio.work.lines import Progress
from tests.fake_model import FakeModel
from tests.studio.whole import jobs_panel, page_of, until

SAMPLE = resources.path("samples/text-to-clip.loom")
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def studio(qtbot: QtBot, fake: FakeModel, studio: Studio) -> Studio:
    """A whole program with a quick model that knows its device, and a sample open in it."""
    studio.parts.workspace.open_copy(SAMPLE)
    qtbot.waitUntil(lambda: studio.window.page() is not None)
    page_of(studio).checker.use_keys()
    until(lambda: page_of(studio).generating.forecaster.value is not None)
    return studio


def bar_of(studio: Studio) -> GenerateBar:
    return page_of(studio).generating.bar


def at_rest(studio: Studio) -> bool:
    return not studio.parts.jobs.busy and studio.parts.errands.idle


def takes(studio: Studio) -> int:
    return sum(len(shot.takes) for shot in page_of(studio).opened.model.document.shots.values())


def node_of(studio: Studio, kind: str) -> str:
    return next(n.id for n in page_of(studio).opened.model.document.graph if n.type == f"shotloom.{kind}")


def select(studio: Studio, node: str) -> None:
    page_of(studio).opened.focus.select((node,), current=node)


def viewer_of(studio: Studio) -> ViewerPanel:
    studio.window.docks.reveal("viewer")
    viewer = page_of(studio).panel("viewer")
    assert isinstance(viewer, ViewerPanel)
    return viewer


def test_the_forecast_stands_beside_the_button_and_follows_the_selection(studio: Studio) -> None:
    bar = bar_of(studio)
    whole = bar.line.whole
    assert whole.startswith("≈")
    assert "steps to run" in whole
    select(studio, node_of(studio, "generate"))
    until(lambda: bar.line.whole != whole)
    assert bar.forecast is not None
    assert [target.kind for target in bar.forecast.targets] == ["result"]


def test_the_button_makes_what_is_meant_and_then_says_that_it_is_there(studio: Studio) -> None:
    bar = bar_of(studio)
    QTest.mouseClick(bar.button, LEFT)
    until(lambda: takes(studio) == 1 and at_rest(studio))
    until(lambda: "already" in bar.line.whole)
    assert bar.show_button.isVisible()
    viewer = viewer_of(studio)
    select(studio, node_of(studio, "prompt"))
    until(lambda: bar.show_button.isVisible() and at_rest(studio))
    QTest.mouseClick(bar.show_button, LEFT)
    shot = next(iter(page_of(studio).opened.model.document.shots))
    until(lambda: viewer.place == shot and viewer.picture.image is not None)


def test_asked_again_the_viewer_shows_what_was_there(studio: Studio) -> None:
    page, said = page_of(studio), []
    QTest.mouseClick(bar_of(studio).button, LEFT)
    until(lambda: takes(studio) == 1 and at_rest(studio))
    studio.parts.jobs.said.connect(said.append)
    select(studio, node_of(studio, "note"))
    select(studio, node_of(studio, "prompt"))
    QTest.mouseClick(bar_of(studio).button, LEFT)
    until(lambda: any("already" in text for text in said) and at_rest(studio))
    shot = next(iter(page.opened.model.document.shots))
    until(lambda: viewer_of(studio).place == shot)
    assert takes(studio) == 1


def test_a_take_whose_file_is_gone_is_noticed_and_made_again(studio: Studio) -> None:
    bar, opened = bar_of(studio), page_of(studio).opened
    QTest.mouseClick(bar.button, LEFT)
    until(lambda: takes(studio) == 1 and at_rest(studio) and "already" in bar.line.whole)
    (shot,) = opened.model.document.shots.values()
    file = opened.opened().takes / shot.takes[0].file
    file.unlink()
    select(studio, node_of(studio, "prompt"))
    until(lambda: "is gone" in bar.line.whole)
    assert not bar.show_button.isVisible()
    QTest.mouseClick(bar.button, LEFT)
    until(lambda: file.is_file() and at_rest(studio) and "already" in bar.line.whole)
    assert takes(studio) == 1


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("name", ["Stop and Keep", "Beenden und behalten"])
def test_nothing_of_the_bar_is_cut_off_in_a_narrow_window(studio: Studio, scale: float, name: str) -> None:
    studio.parts.settings.update(scale=scale)
    around = QWidget()
    bar = GenerateBar(studio.window.bindings, studio.parts.look, around)
    around.resize(4000, 200)
    around.show()
    sign, _ = bar._acts[bar.keep]
    bar._acts[bar.keep] = (sign, name)
    bar.tell_progress(Progress("Car", 0.4, 75.0, 2, "Denoise 3 of 8", False, 6))
    for ems in (12, 18, 24, 40, 80):
        bar.resize(ems * bar.fontMetrics().height(), bar.sizeHint().height())
        QApplication.processEvents()
        for button in (bar.button, bar.more, bar.keep, bar.stop, bar.takes):
            if button.isVisible():
                assert button.width() >= button.sizeHint().width(), ems
                assert button.geometry().right() < bar.width(), ems
        assert bar.keep.isVisible()
        assert bar.keep.toolTip().startswith(name)
        assert bar.keep.text() == (name if ems == 80 else bar.keep.text())
        assert ems > 12 or not bar.keep.text(), "a sign stands for the words"
    around.close()


def test_in_a_narrow_window_the_button_stays_and_makes_the_shot(studio: Studio) -> None:
    bar, window = bar_of(studio), studio.window
    window.docks.reset()
    for width in (1600, 1000, 800):
        window.resize(width, 600)
        QApplication.processEvents()
        assert bar.button.isVisible(), width
        assert bar.button.width() >= bar.button.sizeHint().width(), width
        assert bar.button.geometry().right() < bar.width(), width
    assert bar.takes.isHidden(), "the number of takes gives way before"
    assert bar.button.text(), "there is room for words"
    assert bar.button.toolTip().startswith("Generate Car")
    QTest.mouseClick(bar.button, LEFT)
    until(lambda: takes(studio) == 1 and at_rest(studio))
    for ems, worded in ((10, False), (16, True)):
        bar.resize(ems * bar.fontMetrics().height(), bar.height())
        assert bool(bar.button.text()) is worded
        assert bar.button.icon().isNull() is worded, "a sign stands for the words"
    bar.tell_progress(Progress("Car", 0.4, 75.0, 2, "Denoise 3 of 8", False, 6))
    assert bar.button.isVisible()


def test_several_takes_are_forecast_and_made(studio: Studio) -> None:
    bar = bar_of(studio)
    before = bar.forecast
    assert before is not None
    bar.takes.setFocus()
    QTest.keyClick(bar.takes, Qt.Key.Key_Up)
    until(lambda: bar.forecast is not None and bar.forecast.run > before.run)
    QTest.mouseClick(bar.button, LEFT)
    until(lambda: takes(studio) == 2 and at_rest(studio))
    (shot,) = page_of(studio).opened.model.document.shots.values()
    assert shot.takes[1].seed == shot.takes[0].seed + 1
    assert bar.takes.value() == 2
    select(studio, node_of(studio, "generate"))
    until(lambda: bar.takes.value() == 1)


def test_to_here_makes_what_the_current_node_shows(studio: Studio) -> None:
    page = page_of(studio)
    place = node_of(studio, "generate")
    select(studio, place)
    page.editor.view.setFocus()
    QTest.keyClick(page.editor.view, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    until(lambda: page.status.at(place).state == "cached" and at_rest(studio))
    assert takes(studio) == 0


def test_while_it_works_the_bar_tells_how_far_and_stops_it(studio: Studio, fake: FakeModel) -> None:
    fake.pause = 0.2
    bar = bar_of(studio)
    assert not bar.stop.isVisible()
    QTest.mouseClick(bar.button, LEFT)
    until(lambda: bar.stop.isVisible() and bar.progress is not None and bar.progress.share > 0)
    assert "%" in studio.window.windowTitle()
    assert bar.keep.isVisible()
    QTest.mouseClick(bar.stop, LEFT)
    until(lambda: at_rest(studio))
    assert takes(studio) == 0
    assert not bar.stop.isVisible()
    assert "%" not in studio.window.windowTitle()


def test_stopped_early_what_is_there_becomes_a_take(studio: Studio, fake: FakeModel) -> None:
    fake.pause = 0.3
    bar = bar_of(studio)
    QTest.mouseClick(bar.button, LEFT)
    until(lambda: bar.progress is not None and bar.progress.share > 0)
    QTest.mouseClick(bar.keep, LEFT)
    until(lambda: takes(studio) == 1 and at_rest(studio))
    (shot,) = page_of(studio).opened.model.document.shots.values()
    assert any("stopped" in note for note in shot.takes[0].notes)


def test_the_preview_moves_in_the_viewer_and_gives_way_to_the_result(studio: Studio, fake: FakeModel) -> None:
    fake.pause = 0.2
    viewer, seen = viewer_of(studio), set[int]()
    select(studio, next(iter(page_of(studio).opened.model.document.graph)).id)
    select(studio, node_of(studio, "shot"))
    viewer.motion.shown.connect(lambda image: seen.add(hash(bytes(image.constBits()))))
    QTest.mouseClick(bar_of(studio).button, LEFT)
    until(lambda: viewer.moving and len(seen) > 2)
    assert viewer.caption.whole == "Preview while it is made"
    until(lambda: takes(studio) == 1 and at_rest(studio))
    assert not viewer.moving
    until(lambda: viewer.title.whole.endswith(", take 1") and viewer.picture.image is not None)


def test_a_viewer_that_holds_another_node_is_left_alone_by_previews(studio: Studio) -> None:
    page, viewer = page_of(studio), viewer_of(studio)
    other = Node(new_id(), "shotloom.still")
    page.opened.model.edit("Add", lambda d: d.with_graph(d.graph.put(other)))
    until(lambda: page.checker.survey is not None and other.id in page.checker.survey.lowered)
    viewer.show_place(other.id)
    frames = np.zeros((3, 8, 8, 3), np.uint8)
    viewer.play(node_of(studio, "generate"), frames, 12.0)
    assert not viewer.moving
    viewer.show_place(node_of(studio, "shot"))
    assert viewer.moving
    viewer.rest()
    assert not viewer.moving


def test_a_preview_shows_what_it_is_of_where_nothing_is_selected(studio: Studio) -> None:
    viewer = viewer_of(studio)
    assert viewer.title.whole == ""
    viewer.play(node_of(studio, "generate"), np.zeros((3, 8, 8, 3), np.uint8), 12.0)
    until(lambda: viewer.picture.image is not None)
    assert viewer.title.whole == "Generate"
    viewer.rest()
    assert viewer.title.whole == ""
    assert viewer.picture.image is None


def test_with_movement_reduced_the_middle_frame_stands_still(studio: Studio) -> None:
    viewer = viewer_of(studio)
    studio.parts.settings.update(reduce_motion=True)
    select(studio, node_of(studio, "shot"))
    frames = np.zeros((5, 8, 8, 3), np.uint8)
    frames[2] = 255
    viewer.play(node_of(studio, "generate"), frames, 60.0)
    until(lambda: viewer.picture.image is not None)
    for _ in range(20):
        QApplication.processEvents()
        assert viewer.picture.image is not None
        assert viewer.picture.image.pixelColor(0, 0).red() == 255
    viewer.rest()


# -- files -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def saver(studio: Studio) -> str:
    """A Save Clip node beside the shot, selected."""
    page = page_of(studio)
    made = Node(new_id(), "shotloom.save_clip", params={"name": "{stem}-{shot}"}, title="Car alone")
    source = node_of(studio, "generate")
    page.opened.model.edit(
        "Add",
        lambda d: d.with_graph(d.graph.put(made).link(Link(source, "clip", made.id, "clip"))),
    )
    select(studio, made.id)
    until(
        lambda: page.checker.survey is not None and made.id in page.checker.survey.lowered and at_rest(studio)
    )
    return made.id


def test_a_clip_is_saved_where_the_artist_says_and_asked_for_once(
    studio: Studio, saver: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    target = tmp_path / "boat.mp4"

    def name(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        asked.append(start)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    page = page_of(studio)
    QTest.mouseClick(bar_of(studio).button, LEFT)
    until(lambda: target.is_file() and at_rest(studio))
    assert Path(asked[0]).name == f"{page.opened.name}-Car-alone.mp4"
    (job,) = studio.parts.jobs.lines
    assert job.prompt.startswith("boat.mp4 · a red car")
    assert job.name == "File of Car alone"
    assert Path(job.thumbnail).is_file()
    panel = jobs_panel(studio)
    panel.rows.toggle()
    until(lambda: panel.rows.index(1).data(PICTURE) is not None)
    assert any("boat.mp4 is saved" in notice.text for notice in page.opened.notices)
    page.opened.model.edit("Rename", lambda d: rename(d, None, saver, "Boat"))
    assert not page.opened.notices, "work goes on"
    first = target.stat().st_mtime_ns
    QTest.mouseClick(bar_of(studio).button, LEFT)
    until(lambda: any("already" in notice.text for notice in page.opened.notices))
    assert target.stat().st_mtime_ns == first
    notice = next(notice for notice in page.opened.notices if "already" in notice.text)
    next(choice for choice in notice.choices if choice.label == "Replace").run()
    until(lambda: target.stat().st_mtime_ns != first and at_rest(studio))
    assert len(asked) == 1


def test_a_picture_of_a_name_without_ending_gets_the_usual_one_and_takes_nobody_elses_place(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(studio)
    still, saver = Node(new_id(), "shotloom.still"), Node(new_id(), "shotloom.save_image")
    page.opened.model.edit(
        "Add",
        lambda d: d.with_graph(d.graph.put(still, saver).link(Link(still.id, "image", saver.id, "image"))),
    )
    select(studio, saver.id)
    until(
        lambda: (
            page.checker.survey is not None and saver.id in page.checker.survey.lowered and at_rest(studio)
        )
    )
    (tmp_path / "boat.png").write_text("somebody's")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "boat"), ""))
    QTest.mouseClick(bar_of(studio).button, LEFT)
    until(lambda: (tmp_path / "boat-2.png").is_file() and at_rest(studio))
    assert (tmp_path / "boat.png").read_text() == "somebody's"


def test_who_names_no_file_gets_none(studio: Studio, saver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    QTest.mouseClick(bar_of(studio).button, LEFT)
    until(lambda: at_rest(studio))
    assert not studio.parts.jobs.lines


def test_a_file_that_cannot_be_written_says_why_and_can_go_elsewhere(
    studio: Studio, saver: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(studio)
    target = tmp_path / "boat.mp4"

    def full(*_: object) -> Path:
        raise OutputError("the disk is full", remedy="Free some space")

    with monkeypatch.context() as patched:
        patched.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "full.mp4"), ""))
        patched.setattr("engine.delivery._deliver_file", full)
        QTest.mouseClick(bar_of(studio).button, LEFT)
        until(lambda: any(e.source == "failure" for e in page.gathered.entries) and at_rest(studio))
    entry = page.gathered.entries[0]
    assert (entry.kind, entry.asked) == ("OutputError", saver)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.show_problem()
    panel = page.panel("problems")
    assert isinstance(panel, ProblemsPanel)
    another = next(b for b in panel.help.buttons if b.text() == "Another File…")
    QTest.mouseClick(another, LEFT)
    until(lambda: target.is_file() and at_rest(studio))
    until(lambda: not page.gathered.entries)


def test_a_job_that_fails_is_listed_with_what_helps_until_it_is_made_well(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(studio)

    def fail(*_: object, **__: object) -> object:
        raise OutOfMemory("memory ran out", remedy="Make it smaller")

    with monkeypatch.context() as patched:
        patched.setattr(FakeModel, "denoise", fail)
        QTest.mouseClick(bar_of(studio).button, LEFT)
        until(lambda: page.gathered.entries and at_rest(studio))
    (entry,) = page.gathered.entries
    generate, shot = node_of(studio, "generate"), node_of(studio, "shot")
    assert (entry.kind, entry.place, entry.asked) == ("OutOfMemory", generate, shot)
    page.show_problem()
    assert page.opened.focus.current == generate
    panel = page.panel("problems")
    assert isinstance(panel, ProblemsPanel)
    until(lambda: [b for b in panel.help.buttons if b.text().startswith("Half the Length")])
    page.opened.focus.select()
    QTest.mouseClick(bar_of(studio).button, LEFT)
    until(lambda: takes(studio) == 1 and at_rest(studio))
    until(lambda: not page.gathered.entries)


def test_a_problem_is_shown_where_it_can_be_mended(studio: Studio) -> None:
    page, bar = page_of(studio), bar_of(studio)
    generate = node_of(studio, "generate")
    page.opened.model.edit(
        "Break", lambda d: d.with_graph(d.graph.put(d.graph[generate].with_params(duration=900.0)))
    )
    until(lambda: bar.mend.isVisible())
    assert "Duration" in bar.line.whole
    QTest.mouseClick(bar.mend, LEFT)
    assert page.opened.focus.current == generate
    assert studio.window.docks.docks["problems"].isVisible()


def test_of_an_export_nothing_is_kept_before_its_end(studio: Studio) -> None:
    bar = bar_of(studio)
    bar.tell_progress(Progress("film.mp4", 0.4, 75.0, 0, "Encode file", exports=True))
    assert bar.stop.isVisible()
    assert not bar.keep.isVisible()
    bar.tell_progress(Progress("Car", 0.4, 75.0, 0, "Denoise 3 of 8"))
    assert bar.keep.isVisible()
    bar.tell_progress(None)
