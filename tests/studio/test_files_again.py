"""A file that went away in the middle of work: what failed for its sake is well again once the file is there."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from engine import files
from engine.document import Document
from engine.graph import Graph, Link, Node
from engine.media.index import MediaIndex
from engine.media.outside import MediaWorker
from studio.app import Studio
from studio.page import DocumentPage
from studio.projects.opening import media_filter
from studio.viewer.panel import ViewerPanel
from tests.fake_model import FakeModel
from tests.studio.test_drops import picture
from tests.studio.whole import until


@pytest.fixture
def page(qtbot: QtBot, fake: FakeModel, studio: Studio, work: Path) -> DocumentPage:
    """A project with a picture as its film; the picture lies outside of the project."""
    (work / "out").mkdir()
    with MediaWorker() as worker:
        index = MediaIndex(None, worker)
        item = index.item(picture(work / "out" / "boat.png"), "m", work)
        index.close()
    nodes = [
        Node("l", "shotloom.load_image", params={"media": "m"}),
        Node("s", "shotloom.shot"),
    ]
    document = Document(graph=Graph.of(nodes, [Link("l", "image", "s", "clip")])).with_media(item)
    files.save(document, work / "a.loom")
    studio.parts.workspace.open(work / "a.loom")
    until(lambda: studio.window.page() is not None)
    made = studio.window.page()
    assert made is not None
    return made


def test_the_same_picture_at_another_place_mends_what_failed_and_is_shown(
    studio: Studio, page: DocumentPage, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = studio.parts.jobs
    viewer = page.panel("viewer")
    assert isinstance(viewer, ViewerPanel)
    until(lambda: page.status.at("l").picture is not None)
    (work / "out" / "boat.png").rename(work / "moved boat.png")
    page.generating.generate([])
    until(lambda: page.gathered.entries and not jobs.busy)
    (entry,) = page.gathered.entries
    assert "The file boat.png cannot be found any more" in entry.text
    failed = entry.place
    assert page.status.at(failed).state == "error"
    asked = []

    def choose(*given: object) -> tuple[str, str]:
        asked.append(given)
        return str(work / "moved boat.png"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    page.editor.file_wanted.emit("l", "media")
    until(lambda: not page.gathered.entries)
    assert asked[0][-1] == media_filter()
    assert page.status.at(failed).state != "error"
    until(lambda: page.status.at("l").picture is not None)
    page.generating.generate([])
    until(lambda: page.opened.model.document.shots and not jobs.busy)
    assert not page.gathered.entries


def test_a_picture_that_could_not_be_read_is_named_and_read_once_it_is_back(
    page: DocumentPage, work: Path
) -> None:
    viewer = page.panel("viewer")
    assert isinstance(viewer, ViewerPanel)
    # The small one on the node is there: only the viewer's is missed.
    until(lambda: page.status.at("l").picture is not None)
    path = work / "out" / "boat.png"
    path.rename(work / "away.png")
    viewer.resize(300, 300)
    viewer.show()
    viewer.show_place("l")
    until(lambda: "boat.png cannot be read" in viewer.picture.words)
    (work / "away.png").rename(path)
    page.pictures.retry()
    until(lambda: viewer.picture.image is not None)


@pytest.mark.parametrize(("of", "yes", "no"), [("image", "*.png", "*.mp4"), ("clip", "*.mp4", "*.png")])
def test_a_file_dialog_begins_with_what_fits_and_ends_with_everything(of: str, yes: str, no: str) -> None:
    first, last = media_filter(of).split(";;")
    assert yes in first
    assert no not in first
    assert last.endswith("(*)")
    assert yes in media_filter()
    assert no in media_filter()
