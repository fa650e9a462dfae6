"""Exporting over and beside what is there: what a shorter film leaves, what stopping leaves, what is proposed next."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from engine.errors import OutputError
from engine.types import Size
from studio.app import Studio
from studio.export.cut import CutDialog
from studio.export.dialog import ExportDialog
from studio.export.room import Room
from tests.studio.test_export_dialog import (
    click,
    ended,
    exported,
    film_dialog,
    night,
    pick,
    settled,
    shown,
)
from tests.studio.whole import page_of, until

__all__ = ("night",)


def pictures(studio: Studio, frames: str) -> None:
    """Choose numbered pictures of these frames, and press Export."""
    dialog = film_dialog(studio)
    dialog.presets.choose("png")
    pick(dialog.form.range, "typed")
    dialog.form.typed.selectAll()
    QTest.keyClicks(dialog.form.typed, frames)
    if exported(studio, dialog) == []:
        before = {line.id for line in studio.parts.jobs.lines}
        click(dialog.question.replace)
        ended(studio, before)


def test_a_shorter_sequence_takes_the_rest_of_the_longer_one_along(
    night: Studio, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    thrown: list[str] = []

    def throw(path: Path) -> bool:
        assert (work / "night" / "night_00002.png").stat().st_mtime_ns > was, "before the new ones were there"
        thrown.append(path.name)
        path.unlink()
        return True

    monkeypatch.setattr("studio.export.surplus.into_trash", throw)
    monkeypatch.setattr("studio.export.surplus.clear.__defaults__", (throw,))
    pictures(night, "0-4")
    folder = work / "night"
    was = (folder / "night_00002.png").stat().st_mtime_ns
    (folder / "night_00009.png").write_bytes(b"mine")
    pictures(night, "0-1")
    until(lambda: len(thrown) == 3 and night.parts.workspace.errands.idle)
    assert thrown == ["night_00003.png", "night_00004.png", "night_00005.png"]
    assert sorted(os.listdir(folder)) == ["night_00001.png", "night_00002.png", "night_00009.png"]


def test_pictures_that_were_cancelled_leave_no_folder(night: Studio, work: Path) -> None:
    night.parts.jobs.pause()
    until(lambda: night.parts.jobs.paused)
    dialog = film_dialog(night)
    dialog.presets.choose("png")
    settled(dialog)
    click(dialog.go)
    until(lambda: night.parts.jobs.lines)
    (line,) = night.parts.jobs.lines
    assert not (work / "night").exists()
    night.parts.jobs.cancel(line.id)
    until(lambda: not night.parts.jobs.busy)
    assert not (work / "night").exists()


def test_what_was_typed_is_proposed_again_after_keep_both(night: Studio, work: Path) -> None:
    for expected in ("night.mp4", "night-2.mp4", "night-3.mp4"):
        dialog = film_dialog(night)
        assert dialog.place.name.text() == "night"
        before = {line.id for line in night.parts.jobs.lines}
        if exported(night, dialog) == []:
            click(dialog.question.keep)
            ended(night, before)
        assert (work / expected).is_file()


def test_saving_into_a_folder_that_is_not_there_is_asked_first(
    night: Studio, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = work / "new" / "film.loom"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    asked: list[str] = []

    def answer(box: QMessageBox, label: str) -> int:
        asked.append(box.text())
        click(next(button for button in box.buttons() if button.text() == label))
        return 0

    monkeypatch.setattr(QMessageBox, "exec", lambda box: answer(box, "Cancel"))
    night.window.bindings.run("file.save_as")
    assert asked == [f"There is no folder {target.parent}. Make it?"]
    assert not target.parent.exists()
    monkeypatch.setattr(QMessageBox, "exec", lambda box: answer(box, "Make Folder"))
    night.window.bindings.run("file.save_as")
    until(lambda: page_of(night).opened.path == target)
    assert target.is_file()


def room_of(dialog: ExportDialog) -> Room:
    found = dialog.findChild(Room)
    assert found is not None
    return found


def test_a_quality_is_told_in_plain_words_beside_its_number(night: Studio) -> None:
    dialog = film_dialog(night)
    form = dialog.form
    dialog.presets.choose("h264")
    assert form.quality.value() == 18
    assert form.looks.whole == "Visually lossless · lower is larger"
    form.quality.setFocus()
    said = {form.looks.whole}
    for _ in range(14):
        QTest.keyClick(form.quality, Qt.Key.Key_Up)
        said.add(form.looks.whole)
    assert len(said) == 4
    # Beside the number there is room for it, as for all other fields.
    assert form.looks.geometry().right() <= form.width() <= room_of(dialog).viewport().width()
    dialog.presets.choose("prores")
    assert not form.looks.isVisible()
    dialog.reject()


def test_the_size_is_told_as_the_preset_writes_it(night: Studio) -> None:
    page_of(night).opened.model.edit(
        "Film Size", lambda d: replace(d, settings=replace(d.settings, size=Size(1280, 720)))
    )
    dialog = film_dialog(night)
    scale = dialog.form.scale
    dialog.presets.choose("h264")
    settled(dialog)
    assert scale.currentText() == scale.itemText(0) == "As it is, 1280 × 720"
    dialog.presets.choose("draft")
    settled(dialog)
    assert scale.currentText() == scale.itemText(0) == "As the preset has it, 960 × 540"
    assert dialog.facts.text().startswith("960 × 540")
    assert dialog.form.scale_wanted() == ""
    # What is chosen or typed stays with every preset.
    scale.setCurrentIndex(scale.findData("720"))
    dialog.presets.choose("h264")
    assert dialog.form.scale_wanted() == "720"
    scale.lineEdit().selectAll()
    QTest.keyClicks(scale, "75%")
    dialog.presets.choose("draft")
    assert scale.currentText() == "75%"
    assert settled(dialog).outlook.size == Size(960, 540)
    scale.setCurrentIndex(0)
    assert scale.currentText() == "As the preset has it, 960 × 540"
    dialog.reject()


def test_a_folder_that_took_no_cut_is_not_proposed_again(
    night: Studio, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OutputError("nothing can be written there", remedy="Choose another folder")

    said: list[str] = []
    night.parts.workspace.said.connect(said.append)
    (work / "away").mkdir()
    with monkeypatch.context() as broken:
        broken.setattr("studio.workbench.write_cut", refuse)
        write_cut(night, work / "away")
        until(lambda: any("Not exported" in text for text in said))
    assert write_cut(night, work / "away") == work
    until(lambda: any("is saved" in text for text in said))
    assert write_cut(night, work) == work / "away"
    until(lambda: (work / "night.otio").is_file())


def write_cut(studio: Studio, folder: Path) -> Path:
    """Write the cut into a folder; returns the one that was proposed."""
    assert studio.window.bindings.run("file.export_cut")
    dialog = shown(studio, CutDialog)
    proposed = dialog.place.folder
    dialog.place.set_folder(folder)
    until(lambda: dialog.go.isEnabled())
    click(dialog.go)
    until(lambda: not dialog.isVisible())
    return proposed
