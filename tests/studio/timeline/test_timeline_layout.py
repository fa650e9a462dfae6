"""The film as boxes: lanes, what is in sight, what is near, and the kept picture that paints only what is new."""

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap
from pytestqt.qtbot import QtBot

from engine.film import Film
from engine.timeline import Item, Timeline
from engine.tracks import SUBTITLE, TITLE, Cue
from studio.timeline.hit import hit, volume_at, volume_y
from studio.timeline.layout import MOST_ROWS, Layout
from studio.timeline.ruler import steps
from studio.timeline.sight import Sight
from studio.timeline.snapping import Snaps
from studio.timeline.tape import Tape
from tests.studio.timeline.room import Make, Room, film


def laid(count: int = 5) -> Layout:
    return Layout.of(Film.of(film(count)))


def test_every_lane_has_its_boxes_in_frames_of_the_film() -> None:
    layout = laid()
    assert [lane.kind for lane in layout.lanes] == ["cue", "overlay", "item", "sound"]
    assert [(b.start, b.stop) for b in layout.main.blocks[:2]] == [(0, 48), (48, 96)]
    assert (layout.blocks["top"].start, layout.blocks["top"].stop) == (72, 120)
    assert [(f.marker.id, f.frame) for f in layout.flags] == [("pin", 72), ("flag", 120)]
    assert layout.end == 240


def test_titles_lie_over_subtitles_wherever_they_begin() -> None:
    said = Cue("said", Fraction(0), Fraction(1), "words", role=SUBTITLE)
    title = Cue("title", Fraction(1), Fraction(2), "words", role=TITLE)
    layout = Layout.of(Film.of(replace(film(), timeline=Timeline(Fraction(24), cues=(said, title)))))
    rows = [[block.id for block in lane.blocks] for lane in layout.lanes if lane.kind == "cue"]
    assert rows == [["title"], ["said"]]


def test_what_overlaps_lies_in_rows_of_its_own() -> None:
    cues = tuple(Cue(f"c{n}", Fraction(n), Fraction(3), "words") for n in range(6))
    layout = Layout.of(Film.of(replace(film(), timeline=Timeline(Fraction(24), cues=cues))))
    rows = [lane for lane in layout.lanes if lane.kind == "cue"]
    assert len(rows) == 3
    assert all(a.stop <= b.start for lane in rows for a, b in zip(lane.blocks, lane.blocks[1:], strict=False))


def test_very_many_at_once_share_the_last_rows() -> None:
    cues = tuple(Cue(f"c{n}", Fraction(n, 10), Fraction(30), "words") for n in range(40))
    layout = Layout.of(Film.of(replace(film(), timeline=Timeline(Fraction(24), cues=cues))))
    rows = [lane for lane in layout.lanes if lane.kind == "cue"]
    assert len(rows) == MOST_ROWS
    assert sum(len(lane.blocks) for lane in rows) == 40
    for lane in rows:
        found = {b.id for b in lane.between(300, 301)}
        assert found == {b.id for b in lane.blocks if b.start < 301 and b.stop > 300}


def test_only_boxes_in_sight_are_found() -> None:
    main = laid(26).main
    assert [b.id for b in main.between(50, 100)] == ["item b", "item c"]
    assert main.between(10_000, 20_000) == ()
    found = main.at(48)
    assert found is not None
    assert found.id == "item b"


def test_what_is_beyond_a_source_is_known() -> None:
    timeline = Timeline(Fraction(24), (Item("long", "a", Fraction(9), Fraction(2)),))
    layout = Layout.of(Film.of(replace(film(), timeline=timeline)))
    assert layout.main.blocks[0].tail == 24


def test_a_place_on_the_screen_is_a_time_and_back() -> None:
    sight = Sight(16)
    sight.width, sight.zoom, sight.left = 1000, 3.7, 250
    assert sight.frame(sight.x(123.25)) == pytest.approx(123.25)
    held = sight.frame(400)
    sight.zoom_to(9.0, 400, 5000)
    assert sight.frame(400) == pytest.approx(held, abs=0.1)


def test_lanes_are_squeezed_before_they_are_scrolled() -> None:
    sight, layout = Sight(16), laid()
    heights = []
    for height in (600, 210, 60):
        sight.width, sight.height = 1000, height
        sight.place(layout)
        heights.append(next(r.height for r in sight.rows if layout.lanes[r.lane].kind == "item"))
    assert heights[0] > heights[1] >= heights[2]
    assert sight.depth > sight.height - sight.top


def test_narrow_boxes_have_no_edges_to_grab(room: Room) -> None:
    edge = room.edge("item b", "start")
    assert hit(room.table.layout, room.sight, edge).part == "start"
    room.sight.zoom = 0.3
    assert hit(room.table.layout, room.sight, room.at("item b", 2)).part == "body"


def test_the_ruler_names_as_many_times_as_can_be_read() -> None:
    for zoom in (0.002, 0.05, 0.7, 4.0, 30.0):
        major, minor = steps(zoom, Fraction(24), 100)
        assert major * zoom >= 100 or major == 24 * 36000
        assert major % minor == 0


def test_the_nearest_of_several_edges_snaps() -> None:
    snaps = Snaps(laid(), {"item b"}, (500.0,), 6)
    found = snaps.nearest(94, 501)
    assert found is not None
    assert (found.by, found.to) == (-1, 500)
    assert snaps.nearest(300) is None


def test_a_volume_is_where_its_line_is() -> None:
    rect = QRectF(0, 10, 100, 60)
    for volume in (-48.0, -20.0, 0.0, 12.0):
        assert volume_at(volume_y(volume, rect), rect) == pytest.approx(volume, abs=0.5)


def test_scrolling_paints_only_what_came_into_sight(qtbot: QtBot) -> None:
    painted: list[QRect] = []

    def paint(painter: QPainter, rect: QRect) -> None:
        painted.append(rect)

    tape = Tape(paint)
    tape.settle(QSize(500, 200), 1.0, 0)
    assert painted == [QRect(0, 0, 500, 200)]
    painted.clear()
    tape.settle(QSize(500, 200), 1.0, 30)
    assert painted == [QRect(470, 0, 30, 200)]
    painted.clear()
    tape.settle(QSize(500, 200), 1.0, 30)
    assert painted == []


def test_what_changed_while_the_film_scrolled_is_painted_where_it_is_now(qtbot: QtBot) -> None:
    painted: list[QRect] = []

    def paint(painter: QPainter, rect: QRect) -> None:
        painted.append(rect)

    tape = Tape(paint)
    tape.settle(QSize(500, 200), 1.0, 0)
    painted.clear()
    tape.touch(QRectF(100, 50, 20, 20), 40)
    tape.settle(QSize(500, 200), 1.0, 40)
    assert any(rect.contains(QRect(100, 50, 20, 20)) for rect in painted)


def test_the_kept_picture_is_what_would_be_painted_anew(room_of: Make, qtbot: QtBot) -> None:
    room = room_of(26)
    for left in (0, 7, 120, 900, 400):
        room.view.horizontalScrollBar().setValue(left)
        room.view.viewport().repaint()
    viewport = room.view.viewport()
    kept = QPixmap(viewport.size())
    anew = QPixmap(viewport.size())
    for picture in (kept, anew):
        painter = QPainter(picture)
        room.view.tape.draw(painter, viewport.rect())
        painter.end()
        room.view.tape.discard()
        room.view.tape.settle(viewport.size(), viewport.devicePixelRatioF(), room.sight.left)
    assert kept.toImage() == anew.toImage()
