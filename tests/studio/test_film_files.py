"""Files that come into the film: one drop is one step, bad files are told and good ones stay, words go out whole."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.document import Settings
from studio.projects.film_files import FilmFiles
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace
from tests.engine.media.sounding import tone_after, write_sound
from tests.studio.documents import keys, wait_for
from tests.studio.test_drops import clip, picture

WORDS = "1\n00:00:00,500 --> 00:00:01,000\nHello\n\n2\n00:00:01,250 --> 00:00:02,000\nthere\n"


@pytest.fixture
def document(workspace: Workspace) -> OpenDocument:
    made = workspace.new()
    assert isinstance(made, OpenDocument)
    assert made.model.document.settings.rate == Settings().rate == 24
    return made


@pytest.fixture
def drop(qtbot: QtBot, workspace: Workspace, document: OpenDocument) -> Callable[..., list[tuple[str, ...]]]:
    """Drops files at a second of the film and waits until something came of it; gives the ids that were added."""
    files = FilmFiles(workspace)

    def dropped(*paths: Path, **options: object) -> list[tuple[str, ...]]:
        done: list[object] = []
        added: list[tuple[str, ...]] = []
        files.added.connect(lambda _, ids: added.append(ids))
        document.noticed.connect(lambda: done.append(1))
        document.model.changed.connect(done.append)
        files.drop(paths, document, Fraction(1), **options)  # type: ignore[arg-type]
        wait_for(qtbot, lambda: bool(done))
        return added

    return dropped


def test_clips_pictures_and_sounds_come_in_as_one_step(
    drop: Callable[..., list[tuple[str, ...]]], document: OpenDocument, work: Path
) -> None:
    before = document.model.document
    (ids,) = drop(
        clip(work / "a.mp4"), picture(work / "b.png"), write_sound(work / "c.wav", tone_after(0.0, 0.5))
    )
    now = document.model.document
    assert [item.shot is None for item in now.timeline.items] == [True, False, False]
    assert [item.length for item in now.timeline.items] == [1, Fraction(9, 24), 2]
    (sound,) = now.timeline.sounds
    assert (sound.start, sound.length) == (1, Fraction(1, 2))
    assert len(ids) == 3
    assert document.model.stack.count() == 1
    document.model.stack.undo()
    assert document.model.document == before


def test_a_bad_file_is_told_and_the_others_come_in(
    drop: Callable[..., list[tuple[str, ...]]], document: OpenDocument, work: Path
) -> None:
    bad = work / "bad.mp4"
    bad.write_bytes(b"no film at all")
    drop(bad, clip(work / "a.mp4"))
    assert keys(document) == {"film"}
    assert "bad.mp4" in document.notices[0].text
    assert len(document.model.document.timeline.items) == 2


def test_shots_go_in_before_an_item(
    drop: Callable[..., list[tuple[str, ...]]], document: OpenDocument, work: Path
) -> None:
    drop(clip(work / "a.mp4"), position=0)
    first = document.model.document.timeline.items[0].id
    drop(picture(work / "b.png"), position=0)
    assert [item.id == first for item in document.model.document.timeline.items] == [False, True]


def test_subtitles_come_in_at_their_place_and_go_out_again(
    drop: Callable[..., list[tuple[str, ...]]],
    document: OpenDocument,
    workspace: Workspace,
    work: Path,
    qtbot: QtBot,
) -> None:
    source = work / "words.srt"
    source.write_text(WORDS)
    drop(source)
    assert [cue.start for cue in document.model.document.timeline.cues] == [Fraction(3, 2), Fraction(9, 4)]
    target = work / "out.srt"
    FilmFiles(workspace).write_subtitles(target, document)
    wait_for(qtbot, target.exists)
    assert target.read_text().split()[-1] == "there"
    assert "00:00:01,500" in target.read_text()


def test_what_is_no_file_of_subtitles_is_refused(
    drop: Callable[..., list[tuple[str, ...]]], document: OpenDocument, work: Path
) -> None:
    folder = work / "folder.srt"
    folder.mkdir()
    drop(folder)
    assert "no file" in document.notices[0].text


def test_subtitles_that_cannot_be_written_say_why(
    document: OpenDocument, workspace: Workspace, work: Path, qtbot: QtBot
) -> None:
    FilmFiles(workspace).write_subtitles(work / "nowhere" / "out.srt", document)
    wait_for(qtbot, lambda: keys(document) == {"film"})
