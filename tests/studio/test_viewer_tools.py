"""What the viewer has beside playing: scopes, the full screen, safe areas, comparisons, and stills of what is seen."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.media.encode import Preset, write_clip
from engine.shots import Take
from engine.types import Size
from studio.app import Studio
from studio.page import DocumentPage
from studio.playing.exact import ExactPicture
from studio.settings import SettingsStore
from studio.viewer.compare import FLICKER, Comparison
from studio.viewer.panel import ViewerPanel
from tests.studio.test_playing import RATE, _bright, _grey, _shows, viewer, watched
from tests.studio.watched import Watched

__all__ = ["viewer", "watched"]


def test_scopes_measure_what_is_seen(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    watched.stage.program.go(0)
    _shows(qtbot, viewer, 40)
    viewer.beside.toggle_scopes()
    scopes = viewer.beside.scopes
    assert scopes is not None
    qtbot.waitUntil(lambda: scopes._scopes is not None)
    assert abs(int(np.argmax(scopes._scopes.histogram[3])) - 40) <= 3
    watched.stage.program.go(14)
    _shows(qtbot, viewer, 148)
    qtbot.waitUntil(lambda: abs(int(np.argmax(scopes._scopes.histogram[3])) - 148) <= 3)
    viewer.beside.toggle_scopes()
    assert not viewer.beside.measuring


def test_scopes_leave_the_picture_its_room_in_a_low_panel(viewer: ViewerPanel, qtbot: QtBot) -> None:
    viewer.beside.toggle_scopes()
    scopes = viewer.beside.scopes
    assert scopes is not None
    for height in (620, 300):
        viewer.resize(560, height)
        qtbot.waitUntil(lambda: viewer.picture.height() > 1.5 * scopes.height())
        assert scopes.height() >= scopes.minimumSizeHint().height()


def test_the_full_screen_shows_the_same_and_escape_comes_back(
    viewer: ViewerPanel, watched: Watched, qtbot: QtBot
) -> None:
    watched.stage.program.go(0)
    _shows(qtbot, viewer, 40)
    viewer.beside.toggle_full()
    full = viewer.beside.full
    assert full is not None
    assert full.screen_area.image is not None
    watched.stage.program.go(14)
    _shows(qtbot, viewer, 148)
    image = full.screen_area.image
    assert abs(image.pixelColor(5, 5).green() - 148) <= 3
    QTest.keyClick(full, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: viewer.beside.full is None)
    watched.stage.program.go(0)
    _shows(qtbot, viewer, 40)


def test_safe_areas_are_drawn_over_the_picture(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    watched.stage.program.go(0)
    _shows(qtbot, viewer, 40)
    plain = viewer.picture.grab().toImage()
    viewer.projection.set_safe_areas(True)
    assert viewer.picture.grab().toImage() != plain
    viewer.projection.set_safe_areas(False)
    assert viewer.picture.grab().toImage() == plain


def test_a_shot_without_a_take_says_so(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    watched.stage.program.go(30)
    qtbot.waitUntil(lambda: _bright(viewer) == 0, timeout=20_000)
    assert viewer.projection.note == "This shot has no take yet"
    watched.stage.program.go(2)
    assert viewer.projection.note == ""


def test_frames_that_came_late_are_counted_whole_or_not_at_all(viewer: ViewerPanel, watched: Watched) -> None:
    bar = viewer.transport
    watched.stage.current.dropped = 123
    for more in range(0, 400, 6):
        bar.resize(bar.minimumSizeHint().width() + more, bar.height())
        bar.layout().activate()
        wide = bar.late.fontMetrics().horizontalAdvance(bar.late.text())
        assert wide <= bar.late.contentsRect().width() or bar.late.text() == "!"
        assert "123" in bar.late.toolTip()
    assert bar.late.text() == "123 late"


def test_another_take_is_shown_at_the_same_place(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    watched.focus.select(["one"])
    _shows(qtbot, viewer, 64)
    watched.stage.source.go(4)
    _shows(qtbot, viewer, 56)
    other = watched.model.document.shots["two"].takes[0]
    viewer.show_take("one", other, 2)
    _shows(qtbot, viewer, 156)
    assert viewer.title.whole.endswith(", take 2")
    viewer.follow()
    _shows(qtbot, viewer, 64)


def test_what_is_being_made_is_seen_in_its_place_in_the_film(
    viewer: ViewerPanel, watched: Watched, qtbot: QtBot
) -> None:
    watched.stage.program.go(0)
    _shows(qtbot, viewer, 40)
    watched.stage.play_live("one", np.full((6, 36, 64, 3), 222, np.uint8), 12.0)
    _shows(qtbot, viewer, 222)
    assert set(watched.stage.live) == {"one"}
    watched.stage.rest_live()
    _shows(qtbot, viewer, 40)


def test_while_nobody_chose_it_shows_the_film_and_what_is_being_made(
    viewer: ViewerPanel, watched: Watched, qtbot: QtBot
) -> None:
    _shows(qtbot, viewer, 40)
    assert viewer.film.isChecked()
    assert not watched.focus.current
    viewer.play("three", np.full((6, 36, 64, 3), 222, np.uint8), 12.0)
    _shows(qtbot, viewer, 222)
    assert viewer.caption.whole == "Preview while it is made"
    viewer.rest()
    assert watched.stage.on_program
    _shows(qtbot, viewer, 40)
    watched.focus.select(["two"])
    _shows(qtbot, viewer, 164)
    # From now on the artist says what is shown.
    watched.stage.program.go(3)
    watched.focus.select(["one"])
    _shows(qtbot, viewer, 52)
    assert watched.stage.on_program


def test_pictures_take_turns(qtbot: QtBot) -> None:
    comparison = Comparison()
    comparison.choose(FLICKER)
    qtbot.waitUntil(lambda: comparison.swapped)
    qtbot.waitUntil(lambda: not comparison.swapped)
    comparison.choose("")
    assert not comparison.swapped


def test_the_exact_picture_comes_also_where_nobody_looks(watched: Watched, qtbot: QtBot) -> None:
    found: list[tuple[int, int]] = []
    exact, program = ExactPicture(watched.stage), watched.stage.program
    program.go(3)
    assert not exact.ask(lambda shown: found.append((shown.frame, int(shown.picture[5, 5, 1]))))
    qtbot.waitUntil(lambda: bool(found))
    assert found == [(3, 52)]
    assert not program.watched
    # A playhead that goes on is told of, and nothing is kept.
    given_up: list[bool] = []
    exact.given_up.connect(lambda: given_up.append(True))
    program.go(14)
    exact.ask(lambda shown: found.append((shown.frame, 0)))
    program.go(15)
    qtbot.wait(400)
    assert (len(given_up), len(found)) == (1, 1)


# -- stills ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(studio: Studio, qtbot: QtBot, tmp_path: Path) -> DocumentPage:
    """A project with one shot on the timeline, in front of the film."""
    studio.show(None, None, quiet=True)
    studio.parts.workspace.new()
    page = studio.window.page()
    assert page is not None
    takes = page.opened.opened().takes
    takes.mkdir(parents=True, exist_ok=True)
    write_clip(_grey(40), takes / "one.mp4", preset=Preset.MASTER)
    shot = next(iter(page.opened.model.document.shots), None)
    if shot is None:
        from studio.edit.nodes import new_node

        registry = studio.parts.session.registry
        node = new_node(registry["shotloom.shot"], (0.0, 0.0), registry)
        page.opened.model.edit("Add", lambda d: d.with_graph(d.graph.put(node)))
        shot = node.id
    page.opened.model.add_take(shot, Take("t1", "one.mp4", 12, RATE, Size(64, 36), 1, 0.0, "", "", "", ""))
    page.opened.model.edit("Append", lambda d: d.with_timeline(d.timeline.append(_item(shot))))
    viewer = page.panel("viewer")
    assert isinstance(viewer, ViewerPanel)
    return page


def _item(shot: str):
    from fractions import Fraction

    from engine.timeline import Item

    return Item("i0", shot, Fraction(0), Fraction(1, 2))


def test_a_still_becomes_a_node_with_the_very_picture(
    page: DocumentPage, studio: Studio, qtbot: QtBot
) -> None:
    from engine.media.stills import read_image

    before = set(page.opened.model.document.graph.nodes)
    shown_in_graph: list[str] = []
    page.opened.focus.reveal.connect(shown_in_graph.append)
    page.stage.program.go(3)
    assert studio.window.bindings.run("viewer.grab")
    qtbot.waitUntil(lambda: len(page.opened.model.document.media) == 1, timeout=20_000)
    document = page.opened.model.document
    (item,) = document.media.values()
    (node,) = (document.graph[name] for name in set(document.graph.nodes) - before)
    assert node.params["media"] == item.id
    assert shown_in_graph == [node.id]
    found = studio.parts.session.media.find(item.sha256)
    assert found is not None
    shown = page.stage.program.shown
    assert shown is not None
    assert np.array_equal(read_image(found), shown.picture)
    page.opened.model.stack.undo()
    assert set(page.opened.model.document.graph.nodes) == before


def test_a_still_begins_a_new_shot_behind_the_one_that_plays(
    page: DocumentPage, studio: Studio, qtbot: QtBot
) -> None:
    page.stage.program.go(3)
    assert studio.window.bindings.run("viewer.grab_first")

    def items() -> list[str]:
        return [item.id for item in page.opened.model.document.timeline.items]

    qtbot.waitUntil(lambda: len(items()) == 2, timeout=20_000)
    assert items()[0] == "i0"
    page.opened.model.stack.undo()
    assert items() == ["i0"]


def test_how_pictures_are_looked_at_is_remembered(page: DocumentPage, studio: Studio) -> None:
    bindings, settings = studio.window.bindings, studio.parts.settings
    first = page.panel("viewer")
    assert isinstance(first, ViewerPanel)
    assert not first.beside.measuring
    for row in ("viewer.scopes", "viewer.safe_areas"):
        assert bindings.run(row)
    first.projection.amplify(4)
    # As at the next start.
    known = SettingsStore(settings.path).value
    assert (known.viewer_scopes, known.viewer_safe_areas, known.viewer_gain) == (True, True, 4)
    studio.parts.workspace.new()
    other = studio.window.page()
    assert other is not None
    second = other.panel("viewer")
    assert isinstance(second, ViewerPanel)
    assert second is not first
    assert (second.beside.measuring, second.projection.safe_areas, second.projection.gain) == (True, True, 4)
    # One choice leaves the others alone, whoever made them.
    second.projection.amplify(16)
    first.beside.toggle_scopes()
    known = settings.value
    assert (known.viewer_scopes, known.viewer_safe_areas, known.viewer_gain) == (False, True, 16)
