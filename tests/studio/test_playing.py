"""Playing: one playhead for film and clips, its clock, its keys, and what of it comes to the viewer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine import Shot
from engine.media.encode import Preset, write_clip
from engine.media.frames import ArrayClip
from engine.shots import Take
from engine.timeline import Item
from engine.tracks import Placed
from engine.types import Size
from studio.playing.timecode import read, told
from studio.playing.transport import Transport
from studio.theme import Look
from studio.viewer.panel import ViewerPanel
from tests.engine.graphs import document, node
from tests.studio.watched import Watched, watching

RATE = Fraction(24)


@dataclass
class Facts:
    """A film without any files."""

    frames: int = 48
    rate: Fraction = RATE
    size: Size = Size(64, 36)


@pytest.fixture
def transport(qtbot: QtBot) -> Iterator[Transport]:
    made = Transport()
    made.show(Facts())
    yield made
    made.close()


def _ran(qtbot: QtBot, transport: Transport) -> list[int]:
    """Where the playhead comes by until it rests."""
    places: list[int] = []
    transport.moved.connect(places.append)
    qtbot.waitUntil(lambda: not transport.playing, timeout=20_000)
    return places


# -- the playhead ------------------------------------------------------------------------------------------------------


def test_playing_ends_on_the_last_frame(transport: Transport, qtbot: QtBot) -> None:
    transport.go(44)
    transport.play()
    assert _ran(qtbot, transport)[-1] == 47
    assert transport.frame == 47


def test_playing_backwards_ends_on_the_first_frame(transport: Transport, qtbot: QtBot) -> None:
    transport.go(3)
    transport.shuttle(-1)
    assert _ran(qtbot, transport)[-1] == 0


def test_playing_at_the_end_begins_at_the_start(transport: Transport) -> None:
    transport.go(47)
    transport.play()
    assert transport.frame == 0


def test_j_and_l_double_the_speed_and_turn_round(transport: Transport) -> None:
    speeds = []
    for way in (1, 1, 1, 1, 1, -1, -1):
        transport.shuttle(way)
        speeds.append(transport.speed)
    assert speeds == [1, 2, 4, 8, 8, -1, -2]


def test_a_marked_stretch_is_played_and_no_more(transport: Transport, qtbot: QtBot) -> None:
    transport.set_in(10)
    transport.set_out(14)
    transport.go(30)
    transport.play(within=True)
    places = [transport.frame, *_ran(qtbot, transport)]
    assert set(places) <= set(range(10, 15))
    assert places[-1] == 14


def test_a_loop_goes_round_within_the_marks(transport: Transport, qtbot: QtBot) -> None:
    transport.set_in(10)
    transport.set_out(12)
    transport.set_loop(True)
    places: list[int] = []
    transport.moved.connect(places.append)
    transport.play()
    qtbot.waitUntil(lambda: places.count(10) >= 3, timeout=20_000)
    assert set(places) == {10, 11, 12}


def test_a_cut_is_played_around_whatever_is_marked(transport: Transport, qtbot: QtBot) -> None:
    transport.set_in(40)
    places: list[int] = []
    transport.moved.connect(places.append)
    transport.play_around((-3, 3))
    qtbot.waitUntil(lambda: places.count(1) >= 3, timeout=20_000)
    assert set(places) <= {0, 1, 2}
    transport.pause()
    assert transport.span == (40, 48)
    assert not transport.circles


def test_marks_that_would_cross_take_each_other_away(transport: Transport) -> None:
    transport.set_in(20)
    transport.set_out(10)
    assert (transport.mark_in, transport.mark_out, transport.span) == (None, 10, (0, 11))
    transport.set_in(15)
    assert (transport.mark_in, transport.mark_out, transport.span) == (15, None, (15, 48))


def test_moving_the_playhead_ends_playing(transport: Transport) -> None:
    transport.play()
    transport.go(7)
    assert not transport.playing
    assert transport.frame == 7


def test_a_shorter_film_takes_the_playhead_along(transport: Transport) -> None:
    transport.go(40)
    places: list[int] = []
    transport.moved.connect(places.append)
    transport.show(Facts(frames=12))
    assert places == [11]


def test_an_empty_film_cannot_be_played(transport: Transport) -> None:
    transport.show(Facts(frames=0))
    transport.play()
    assert not transport.playing
    assert transport.frame == 0


# -- timecode ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "frame"),
    [
        ("+20", 120), ("-20", 80), ("-1.5s", 64), ("4:12", 108), ("96", 96), ("96f", 96), ("4,5", 108),
        ("212", 60), ("1200", 288), ("1200f", 1200), ("+212", 160), ("01000000", 86400),
        ("1:00:00:00", 86400), ("2 s", 48), ("+1:00", 124), ("", None), ("abc", None), ("1:2:3:4:5", None),
        ("9999999999", None), ("99999999f", None),
    ],
)  # fmt: skip
def test_typed_places(typed: str, frame: int | None) -> None:
    assert read(typed, RATE, 100) == frame


@pytest.mark.parametrize(
    "rate", [Fraction(24), Fraction(24000, 1001), Fraction(30), Fraction(25, 2), Fraction(120)]
)
def test_what_is_told_can_be_typed(rate: Fraction) -> None:
    for frame in (0, 1, 23, 24, 1439, 86400, 123456):
        assert read(told(frame, rate), rate) == frame


# -- the viewer --------------------------------------------------------------------------------------------------------


def _grey(value: int) -> ArrayClip:
    """A clip whose frames can be told apart by how bright they are."""
    frames = np.empty((12, 36, 64, 3), np.uint8)
    frames[:] = (value + np.arange(12, dtype=np.uint8) * 4)[:, None, None, None]
    return ArrayClip(frames, RATE)


@pytest.fixture
def watched(qtbot: QtBot, tmp_path: Path) -> Iterator[Watched]:
    """Two shots with a take each, one after the other, and a third without one."""
    shots = []
    for number, name in enumerate(("one", "two")):
        write_clip(_grey(40 + 100 * number), tmp_path / f"{name}.mp4", preset=Preset.MASTER)
        take = Take("t1", f"{name}.mp4", 12, RATE, Size(64, 36), 1, 0.0, "", "", "", "")
        shots.append(Shot(name, takes=(take,)))
    names = {"one": "Day", "two": "Night", "three": ""}
    nodes = [replace(node(name, "shot"), title=title) for name, title in names.items()]
    doc = document(*nodes, shots=tuple(shots))
    half = Fraction(1, 2)
    items = tuple(Item(f"i{n}", shot, Fraction(0), half) for n, shot in enumerate(("one", "two", "three")))
    doc = replace(doc, settings=replace(doc.settings, rate=RATE, size=Size(64, 36)))
    doc = doc.with_timeline(replace(doc.timeline, rate=RATE, items=items))
    with watching(qtbot, doc, takes=tmp_path) as made:
        yield made


@pytest.fixture
def viewer(qtbot: QtBot, watched: Watched) -> ViewerPanel:
    shown = ViewerPanel(
        watched.model,
        watched.focus,
        watched.faces,
        watched.status,
        watched.pictures,
        Look(),
        watched.stage,
        watched.errands,
    )
    qtbot.addWidget(shown)
    shown.resize(560, 460)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def _bright(viewer: ViewerPanel) -> int:
    image = viewer.picture.image
    return -1 if image is None else image.pixelColor(image.width() // 2, image.height() // 2).green()


def _shows(qtbot: QtBot, viewer: ViewerPanel, value: int) -> None:
    qtbot.waitUntil(lambda: abs(_bright(viewer) - value) <= 3, timeout=20_000)


def test_the_film_shows_each_shot_in_its_place(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    watched.stage.program.go(3)
    assert watched.stage.on_program
    _shows(qtbot, viewer, 52)
    first = viewer.title.whole
    watched.stage.program.go(14)
    _shows(qtbot, viewer, 148)
    assert (first, viewer.title.whole) == ("Day, take 1", "Night, take 1")


def test_above_a_gap_stands_what_lies_over_it(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    gap = Item("gap", None, Fraction(0), Fraction(1))
    over = Placed("over", "two", start=Fraction(0), in_point=Fraction(0), length=Fraction(1, 2))
    watched.model.edit(
        "Gap", lambda d: d.with_timeline(replace(d.timeline, items=(gap, *d.timeline.items), overlay=(over,)))
    )
    watched.stage.program.go(3)
    assert viewer.title.whole == "Night, take 1"
    watched.stage.program.go(20)
    assert viewer.title.whole == "Gap"


def test_the_film_can_be_played_in_the_viewer(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    transport = watched.stage.program
    transport.go(0)
    _shows(qtbot, viewer, 40)
    transport.play()
    qtbot.waitUntil(lambda: not transport.playing, timeout=20_000)
    assert transport.frame == 35


def test_a_take_is_played_after_its_still_picture(
    viewer: ViewerPanel, watched: Watched, qtbot: QtBot
) -> None:
    watched.focus.select(["two"])
    _shows(qtbot, viewer, 140 + 24)
    assert watched.stage.source.reel is None
    watched.stage.source.play()
    assert watched.stage.source.frame == 0
    qtbot.waitUntil(lambda: not watched.stage.source.playing, timeout=20_000)
    _shows(qtbot, viewer, 140 + 44)


def test_an_edit_of_the_film_is_seen_at_once(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    watched.stage.program.go(0)
    _shows(qtbot, viewer, 40)
    watched.model.edit("Delete", lambda d: d.with_timeline(d.timeline.ripple_delete("i0")))
    _shows(qtbot, viewer, 140)
    watched.model.stack.undo()
    _shows(qtbot, viewer, 40)


def test_undoing_all_of_the_film_leaves_words(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    watched.stage.program.go(5)
    _shows(qtbot, viewer, 60)
    watched.model.edit("Clear", lambda d: d.with_timeline(replace(d.timeline, items=())))
    assert viewer.picture.image is None
    assert viewer.picture.words == "The film is empty. Put shots on the timeline."


def test_a_node_shown_on_purpose_takes_the_place_of_the_film(
    viewer: ViewerPanel, watched: Watched, qtbot: QtBot
) -> None:
    watched.stage.program.go(0)
    _shows(qtbot, viewer, 40)
    viewer.show_place("two")
    assert not watched.stage.on_program
    _shows(qtbot, viewer, 164)


def test_zoom_stays_while_the_film_goes_on(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    watched.stage.program.go(0)
    _shows(qtbot, viewer, 40)
    viewer.picture.zoom_at(viewer.picture.rect().center().toPointF(), 2.0)
    zoom = viewer.picture.zoom
    watched.stage.program.go(15)
    _shows(qtbot, viewer, 152)
    assert viewer.picture.zoom == zoom > 0


def test_typing_a_place_moves_the_playhead(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    watched.stage.use_program()
    field = viewer.transport.place
    field.setFocus()
    QTest.keyClicks(field, "+14")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert watched.stage.program.frame == 14
    assert field.text() == "00:00:00:14"
    # The picture has the keyboard again: the next J, K or L plays.
    assert viewer.focusWidget() is viewer.picture
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "nowhere")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert watched.stage.program.frame == 14
    assert field.text() == "nowhere"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "00:00:00:14"
    assert viewer.focusWidget() is viewer.picture


def test_the_bar_below_the_picture_is_dragged(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    watched.stage.use_program()
    bar = viewer.transport.scrub
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2, bar.height() // 2))
    assert watched.stage.program.frame in (17, 18)
    QTest.mouseMove(bar, QPoint(bar.width() - 1, bar.height() // 2))
    assert watched.stage.program.frame == 35
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(0, 0))
    assert watched.stage.program.frame == 35


def test_the_ends_of_the_marked_stretch_are_dragged(viewer: ViewerPanel, watched: Watched) -> None:
    program, bar = watched.stage.program, viewer.transport.scrub
    program.set_marks(6, 20)
    program.go(30)
    middle, left = bar.height() // 2, Qt.MouseButton.LeftButton

    def at(frame: int, beside: int = 0) -> QPoint:
        return QPoint(round(bar._x(frame)) + beside, middle)

    QTest.mouseMove(bar, at(6, -4))
    assert bar.cursor().shape() == Qt.CursorShape.SizeHorCursor
    QTest.mousePress(bar, left, pos=at(6, -4))
    # The picture is that of the mark while it is held, and the playhead's again when it is let go.
    QTest.mouseMove(bar, at(9))
    assert (program.mark_in, program.mark_out, program.frame) == (9, 20, 9)
    QTest.mouseMove(bar, at(35))
    assert program.mark_in == 20
    QTest.mouseMove(bar, at(8))
    QTest.mouseRelease(bar, left, pos=at(8))
    assert (program.mark_in, program.mark_out, program.frame) == (8, 20, 30)
    QTest.mouseMove(bar, at(15))
    assert bar.cursor().shape() == Qt.CursorShape.PointingHandCursor
    # A stretch ends with the frame before a cut.
    QTest.mousePress(bar, left, pos=at(20, 4))
    QTest.mouseMove(bar, at(11, 3))
    assert (program.mark_in, program.mark_out) == (8, 11)
    QTest.keyClick(viewer.picture, Qt.Key.Key_Escape)
    assert (program.mark_in, program.mark_out, program.frame) == (8, 20, 30)
    QTest.mouseMove(bar, at(25))
    QTest.mouseRelease(bar, left, pos=at(25))
    assert (program.mark_out, program.frame) == (20, 30)


def test_two_clips_are_compared_on_one_clock(viewer: ViewerPanel, watched: Watched, qtbot: QtBot) -> None:
    watched.focus.select(["two"])
    _shows(qtbot, viewer, 164)
    watched.stage.set_second()
    viewer.show_place("one")
    _shows(qtbot, viewer, 64)
    viewer.projection.compare("wipe")
    watched.stage.source.go(2)
    _shows(qtbot, viewer, 48)

    def second() -> int:
        image = viewer.picture.comparison.second
        return -1 if image is None else image.pixelColor(5, 5).green()

    qtbot.waitUntil(lambda: abs(second() - 148) <= 3, timeout=20_000)
    grabbed = viewer.picture.grab().toImage()
    left, right = (
        grabbed.pixelColor(round(grabbed.width() * x), grabbed.height() // 2).green() for x in (0.45, 0.55)
    )
    assert abs(left - 48) <= 3
    assert abs(right - 148) <= 3


def test_a_cut_that_is_tried_is_shown_where_the_hand_is(
    viewer: ViewerPanel, watched: Watched, qtbot: QtBot
) -> None:
    stage, timeline = watched.stage, watched.model.document.timeline
    stage.program.go(0)
    _shows(qtbot, viewer, 40)
    tried = timeline.trim_start(timeline.items[0].id, 5 / RATE)
    stage.try_on(tried, 0)
    _shows(qtbot, viewer, 60)
    stage.try_on(tried, 2)
    _shows(qtbot, viewer, 68)
    assert stage.program.frame == 0
    stage.try_on(None)
    _shows(qtbot, viewer, 40)
    assert watched.model.document.timeline is timeline
