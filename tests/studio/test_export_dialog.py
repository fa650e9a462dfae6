"""Exporting from the window, by real events: the dialog, the job, the file, and what is asked before one is lost."""

import json
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QInputDialog, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from engine.encoding import Encoding
from engine.errors import OutputError, UsageError
from engine.media.decode import open_clip
from engine.media.export import shaped
from engine.media.frames import Clip
from engine.media.metadata import read_metadata
from engine.media.sound import SoundReader
from engine.media.stills import read_image
from studio.app import Studio
from studio.export.cut import CutDialog
from studio.export.dialog import ExportDialog
from studio.export.frame import FrameDialog
from studio.jobs.deeds import Deeds
from studio.projects.opened import OpenDocument
from studio.work.lines import JobLine
from tests.engine.media.sounding import onset
from tests.engine.media.synthetic import numbers
from tests.fake_model import FakeModel
from tests.studio.export_project import PROMPT, SIZE, export_project
from tests.studio.whole import page_of, until

D = TypeVar("D", bound=QDialog)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def night(qtbot: QtBot, fake: FakeModel, studio: Studio, work: Path) -> Studio:
    """A whole program with a film of two shots open."""
    return opened(studio, work)


def opened(studio: Studio, work: Path, *, third: bool = False) -> Studio:
    studio.parts.workspace.open(export_project(work, third=third))
    until(lambda: studio.window.page() is not None)
    return studio


def film_dialog(studio: Studio) -> ExportDialog:
    """What Ctrl+M opens, once it knows what there is."""
    studio.window.activateWindow()
    until(studio.window.isActiveWindow)
    QTest.keyClick(studio.window, Qt.Key.Key_M, CTRL)
    return settled(shown(studio, ExportDialog))


def shown(studio: Studio, kind: type[D]) -> D:
    until(lambda: [d for d in studio.window.findChildren(kind) if d.isVisible()])
    return next(d for d in studio.window.findChildren(kind) if d.isVisible())


def settled(dialog: ExportDialog) -> ExportDialog:
    """What was changed is looked at."""
    dialog.outlook = None
    dialog.look()
    until(lambda: dialog.outlook is not None)
    return dialog


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def pick(combo: QComboBox, value: str) -> None:
    """Choose by the keyboard."""
    place = combo.findData(value)
    assert place >= 0
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Home)
    for _ in range(place):
        QTest.keyClick(combo, Qt.Key.Key_Down)
    assert combo.currentData() == value


def type_name(dialog: ExportDialog | FrameDialog | CutDialog, name: str) -> None:
    dialog.place.name.setFocus()
    dialog.place.name.selectAll()
    QTest.keyClicks(dialog.place.name, name)


def exported(studio: Studio, dialog: ExportDialog) -> list[JobLine]:
    """Press Export and wait for all of its jobs."""
    before = {line.id for line in studio.parts.jobs.lines}
    settled(dialog)
    assert dialog.go.isEnabled(), dialog.findings.texts
    click(dialog.go)
    until(lambda: not dialog.isVisible() or dialog.question.isVisible())
    if dialog.question.isVisible():
        return []
    return ended(studio, before)


def ended(studio: Studio, before: set[str]) -> list[JobLine]:
    jobs = studio.parts.jobs
    until(lambda: len(jobs.lines) > len(before) and not jobs.busy)
    return [line for line in jobs.lines if line.id not in before]


def began(path: Path) -> float:
    """Seconds into a file at which its sound becomes loud."""
    reader = SoundReader(path)
    samples = reader.read(480_000)
    reader.close()
    return onset(samples)


def test_a_film_is_exported_with_its_sound_and_its_graph(night: Studio, work: Path) -> None:
    dialog = film_dialog(night)
    assert dialog.place.folder == work
    assert dialog.place.name.text() == "night"
    dialog.presets.choose("ffv1")
    (line,) = exported(night, dialog)
    assert (line.state, line.name, line.message) == ("done", "night.mkv", "")
    clip = open_clip(work / "night.mkv")
    assert (clip.frames, clip.rate, clip.size) == (24, 24, SIZE)
    assert numbers(clip.read(0, 24)) == [*range(4, 16), *range(100, 112)]
    clip.close()
    assert abs(began(work / "night.mkv") - 0.5) < 1 / 24
    assert PROMPT in read_metadata(work / "night.mkv")["shotloom"]
    (notice,) = [n for n in page_of(night).opened.notices if "night.mkv" in n.text]
    assert [choice.label for choice in notice.choices] == ["Show Folder"]


def test_the_marked_part_goes_smaller_and_without_words(night: Studio, work: Path) -> None:
    program = page_of(night).stage.program
    program.set_in(6)
    program.set_out(13)
    dialog = film_dialog(night)
    assert dialog.form.range.currentData() == "marked"
    dialog.presets.choose("ffv1")
    pick(dialog.form.carry, "wordless")
    dialog.form.scale.setFocus()
    dialog.form.scale.lineEdit().selectAll()
    QTest.keyClicks(dialog.form.scale, "50%")
    type_name(dialog, "part.mkv")
    QTest.mouseClick(dialog.form.sound, Qt.MouseButton.LeftButton, pos=dialog.form.sound.rect().center())
    dialog.form.sound.setChecked(False)
    exported(night, dialog)
    clip = open_clip(work / "part.mkv")
    assert (clip.frames, clip.size) == (8, (56, 32))
    clip.close()
    texts = read_metadata(work / "part.mkv")
    assert PROMPT not in str(texts)
    assert "shotloom.generate" in texts["shotloom"]
    # The choices are proposed the next time.
    again = film_dialog(night)
    chosen = again.presets.chosen()
    assert chosen is not None
    assert (chosen.id, again.form.carry.currentData(), again.place.name.text()) == (
        "ffv1",
        "wordless",
        "part",
    )
    again.reject()


def test_a_typed_range_that_is_not_understood_is_said_in_place(night: Studio) -> None:
    dialog = film_dialog(night)
    pick(dialog.form.range, "typed")
    QTest.keyClicks(dialog.form.typed, "4-x")
    dialog.look()
    assert not dialog.go.isEnabled()
    assert "not understood" in dialog.findings.texts[0]
    assert dialog.form.typed.property("wrong") == "true"
    dialog.form.typed.selectAll()
    QTest.keyClicks(dialog.form.typed, "4-9")
    assert settled(dialog).go.isEnabled()
    assert dialog.outlook is not None
    assert dialog.outlook.frames == 6
    type_name(dialog, "../away.mp4")
    wanted = dialog.wanted()
    assert wanted is not None
    assert wanted.name == "-away", "a name leads out of no folder"
    dialog.reject()


def test_a_size_that_is_not_understood_is_said_in_place(night: Studio) -> None:
    dialog = film_dialog(night)
    dialog.form.scale.setFocus()
    dialog.form.scale.lineEdit().selectAll()
    QTest.keyClicks(dialog.form.scale, "huge")
    dialog.look()
    assert not dialog.go.isEnabled()
    assert "Write 50%" in dialog.findings.texts[0]
    assert dialog.form.scale.property("wrong") == "true"
    dialog.form.scale.setCurrentIndex(0)
    assert settled(dialog).go.isEnabled()
    assert dialog.form.scale.property("wrong") == "false"
    dialog.reject()


def test_every_field_is_named_and_explained(night: Studio) -> None:
    dialogs: list[QDialog] = [film_dialog(night)]
    for row, kind in (
        ("file.export_shots", ExportDialog), ("file.export_frame", FrameDialog), ("file.export_cut", CutDialog),
    ):  # fmt: skip
        dialogs[-1].reject()
        until(lambda: not dialogs[-1].isVisible())
        assert night.window.bindings.run(row)
        dialogs.append(shown(night, kind))
        for field in dialogs[-1].findChildren(QWidget):
            if isinstance(field, QComboBox | QAbstractButton | QSpinBox) and field.isVisible():
                assert field.accessibleName() or getattr(field, "text", str)(), field
                assert field.toolTip(), (row, field, getattr(field, "text", str)())
    dialogs[-1].reject()


def test_nothing_is_written_over_unasked(night: Studio, work: Path) -> None:
    (work / "night.mkv").write_bytes(b"precious")
    dialog = film_dialog(night)
    dialog.presets.choose("ffv1")
    assert exported(night, dialog) == []
    assert dialog.question.text.text() == "night.mkv is there already."
    assert dialog.question.keep.hasFocus()
    click(dialog.question.back)
    assert dialog.go.isVisible()
    assert not dialog.question.isVisible()
    assert exported(night, dialog) == []
    before = {line.id for line in night.parts.jobs.lines}
    click(dialog.question.keep)
    ended(night, before)
    assert (work / "night.mkv").read_bytes() == b"precious"
    assert (work / "night-2.mkv").is_file()
    dialog = film_dialog(night)
    type_name(dialog, "night")
    assert exported(night, dialog) == []
    before = {line.id for line in night.parts.jobs.lines}
    click(dialog.question.replace)
    (line,) = ended(night, before)
    assert line.state == "done"
    clip = open_clip(work / "night.mkv")
    assert clip.frames == 24
    clip.close()


def test_a_file_that_an_export_is_about_to_write_is_asked_about_too(night: Studio, work: Path) -> None:
    jobs = night.parts.jobs
    jobs.pause()
    click(film_dialog(night).go)
    until(lambda: jobs.lines)
    (line,) = jobs.lines
    dialog = film_dialog(night)
    assert exported(night, dialog) == []
    assert dialog.question.text.text() == "night.mp4 is there already."
    click(dialog.question.back)
    dialog.reject()
    jobs.cancel(line.id)
    until(lambda: not jobs.busy)
    dialog = film_dialog(night)
    assert dialog.outlook is not None
    assert not dialog.outlook.taken
    dialog.reject()


def test_pictures_of_a_sequence_are_asked_about_too(night: Studio, work: Path) -> None:
    dialog = film_dialog(night)
    dialog.presets.choose("png")
    pick(dialog.form.range, "typed")
    QTest.keyClicks(dialog.form.typed, "0-2")
    (line,) = exported(night, dialog)
    assert line.name == "night"
    assert sorted(path.name for path in (work / "night").iterdir()) == [
        f"night_0000{n}.png" for n in (1, 2, 3)
    ]
    dialog = film_dialog(night)
    pick(dialog.form.range, "typed")
    QTest.keyClicks(dialog.form.typed, "0-2")
    assert exported(night, dialog) == []
    assert dialog.question.text.text() == "night_00001.png and 2 more files are there already."
    dialog.reject()


def test_shots_without_a_take_are_offered_to_be_made(
    fake: FakeModel, studio: Studio, work: Path, qtbot: QtBot
) -> None:
    night = opened(studio, work, third=True)
    dialog = film_dialog(night)
    assert dialog.form.gaps.isVisible()
    dialog.presets.choose("ffv1")
    pick(dialog.form.gaps, "black")
    exported(night, dialog)
    clip = open_clip(work / "night.mkv")
    assert clip.frames == 30
    assert clip.read(24, 30).max() == 0
    clip.close()
    # Or a take is made first, and the film shows that.
    dialog = film_dialog(night)
    before = {line.id for line in night.parts.jobs.lines}
    click(dialog.form.first)
    until(lambda: not dialog.isVisible())
    ended(night, before)
    until(lambda: page_of(night).opened.model.document.picked("c") is not None)
    dialog = film_dialog(night)
    assert not dialog.form.gaps.isVisible()
    dialog.reject()


def test_shots_become_files_of_their_own(night: Studio, work: Path) -> None:
    assert night.window.bindings.run("file.export_shots")
    dialog = settled(shown(night, ExportDialog))
    dialog.presets.choose("ffv1")
    pick(dialog.form.length, "trimmed")
    lines = exported(night, dialog)
    assert {line.name for line in lines} == {"night-Car-1.mkv", "night-Boat-1.mkv"}
    clip = open_clip(work / "night-Car-1.mkv")
    assert numbers(clip.read(0, clip.frames)) == list(range(4, 16))
    clip.close()


def test_the_picture_at_the_playhead_is_exported(night: Studio, work: Path) -> None:
    # Whether the viewer can be seen or not.
    night.window.bindings.run("view.panel_viewer")
    stage = page_of(night).stage
    stage.use_program()
    stage.program.go(13)
    assert night.window.bindings.run("file.export_frame")
    dialog = shown(night, FrameDialog)
    until(lambda: dialog.go.isEnabled())
    assert dialog.place.name.text() == "night 00-00-00-13"
    type_name(dialog, "still")
    click(dialog.go)
    until(lambda: (work / "still.png").is_file())
    assert numbers(read_image(work / "still.png")[None]) == [101]
    assert PROMPT in read_metadata(work / "still.png")["shotloom"]


def test_the_cut_goes_to_other_programs(night: Studio, work: Path) -> None:
    assert night.window.bindings.run("file.export_cut")
    dialog = shown(night, CutDialog)
    assert dialog.ending == ".otio"
    click(dialog.choices[".edl"])
    until(lambda: dialog.go.isEnabled())
    click(dialog.go)
    until(lambda: (work / "night.edl").is_file())
    assert "Boat" in (work / "night.edl").read_text()
    until(lambda: any("main track alone" in n.text for n in page_of(night).opened.notices))


def test_without_the_library_a_plain_sentence_says_how_to_get_it(
    night: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(kind: str) -> None:
        raise UsageError(
            "cuts need OpenTimelineIO", remedy="Install them with: pip install shotloom[interchange]"
        )

    monkeypatch.setattr("engine.media.otio.require", lacking)
    assert night.window.bindings.run("file.export_cut")
    dialog = shown(night, CutDialog)
    until(lambda: not dialog.go.isEnabled())
    assert "pip install shotloom[interchange]" in dialog.findings.texts[0]
    dialog.reject()


def test_choices_are_kept_as_a_preset_taken_in_and_removed(night: Studio, work: Path) -> None:
    dialog = film_dialog(night)
    dialog.form.quality.setFocus()
    dialog.form.quality.selectAll()
    QTest.keyClicks(dialog.form.quality, "30")
    click(dialog.presets.save)
    asked = shown(night, QInputDialog)
    asked.setTextValue("For the web")
    asked.accept()
    until(lambda: (kept := dialog.presets.chosen()) is not None and kept.custom)
    kept = dialog.presets.chosen()
    assert kept is not None
    assert (kept.label, dict(kept.options)["crf"]) == ("For the web", "30")
    folder = night.parts.session.folders["data"] / "presets"
    (file,) = folder.iterdir()
    copy = work / "friend.json"
    copy.write_text(json.dumps({**json.loads(file.read_text()), "name": "A friend's"}))
    dialog.presets.bring(copy)
    until(lambda: (found := dialog.presets.chosen()) is not None and found.label == "A friend's")
    click(dialog.presets.remove)
    assert len(list(folder.iterdir())) == 2, "it asks first"
    click(dialog.presets.remove)
    until(lambda: len(list(folder.iterdir())) == 1)
    (work / "bad.json").write_text("{}")
    dialog.presets.bring(work / "bad.json")
    until(lambda: any("no export preset" in text for text in dialog.findings.texts))
    dialog.reject()


def test_a_failed_export_says_why_and_leaves_what_was_there(
    night: Studio, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (work / "night.media" / "takes" / "b.mkv").write_bytes(b"no film")
    dialog = film_dialog(night)
    dialog.presets.choose("ffv1")
    (line,) = exported(night, dialog)
    assert line.state == "failed"
    assert line.message
    assert not (work / "night.mkv").exists()


def test_a_disk_that_refuses_is_told_of_the_film_and_forgotten_once_it_does_not(
    night: Studio, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OutputError("the disk is full", remedy="Free some space")

    page = page_of(night)
    with monkeypatch.context() as broken:
        broken.setattr("engine.ops.encoding.write_export", full)
        (line,) = exported(night, film_dialog(night))
        assert (line.state, line.message) == ("failed", "the disk is full")
        until(lambda: page.problems() == ["Film: The disk is full. Free some space"])
    (line,) = exported(night, film_dialog(night))
    assert line.state == "done"
    until(lambda: not page.problems())


def test_the_jobs_panel_shows_the_folder_of_what_was_exported(
    night: Studio, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_urls: list[str] = []
    monkeypatch.setattr(
        "studio.jobs.deeds.QDesktopServices.openUrl", lambda url: opened_urls.append(url.toLocalFile())
    )
    dialog = film_dialog(night)
    dialog.presets.choose("draft")
    (line,) = exported(night, dialog)
    deeds: dict[str, Callable[[], object] | None] = {
        name: run for name, _, run in Deeds(night.parts.jobs, lambda _: None, lambda _: None).of(line)
    }
    assert "Show Node" not in deeds
    show = deeds["Show Folder"]
    assert show is not None
    show()
    until(lambda: opened_urls == [str(work)])


def test_an_export_can_be_cancelled_and_nothing_is_left(night: Studio, work: Path) -> None:
    night.parts.jobs.pause()
    until(lambda: night.parts.jobs.paused)
    dialog = film_dialog(night)
    settled(dialog)
    click(dialog.go)
    until(lambda: night.parts.jobs.lines)
    (line,) = night.parts.jobs.lines
    assert line.state == "waiting"
    night.parts.jobs.cancel(line.id)
    until(lambda: not night.parts.jobs.busy)
    assert not list(work.glob("*.mp4"))


def test_saving_and_closing_a_new_project_leave_its_export_running(
    qtbot: QtBot, fake: FakeModel, studio: Studio, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = export_project(work)
    workspace, jobs = studio.parts.workspace, studio.parts.jobs
    document = workspace.open_copy(path, "new", path)
    assert isinstance(document, OpenDocument)
    until(lambda: studio.window.page() is not None)
    dialog = film_dialog(studio)
    dialog.presets.choose("ffv1")
    dialog.place.set_path(work / "film.mkv")
    settled(dialog)
    begun, go = Event(), Event()

    def slow(clip: Clip, encoding: Encoding) -> Clip:
        begun.set()
        go.wait(60)
        return shaped(clip, encoding)

    monkeypatch.setattr("engine.media.export.shaped", slow)
    click(dialog.go)
    until(lambda: begun.is_set() and [line.state for line in jobs.lines] == ["running"])
    assert document.worth_keeping, "quitting would keep it, and its job"
    workspace.save_as(document, work / "saved.loom")
    until(lambda: document.path is not None and workspace.errands.idle)
    workspace.close(document)
    go.set()
    until(lambda: not jobs.busy)
    (line,) = jobs.lines
    assert (line.state, line.message) == ("done", "")
    assert open_clip(work / "film.mkv").frames == 24
