"""Comparing in the viewer: what B is and how it is chosen, its offset, one clock and one zoom for both, swapping."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from engine.media.encode import Preset, write_clip
from engine.shots import Take
from engine.types import Size
from studio.playing.clips import of_take
from studio.theme import DARK, Look
from studio.viewer.compare import DIFFERENCE, FLICKER, SIDE, WIPE
from studio.viewer.panel import ViewerPanel
from studio.viewer.screen import Screen
from tests.studio.test_playing import RATE, _bright, _grey, _shows, viewer, watched
from tests.studio.watched import Watched

__all__ = ["viewer", "watched"]


@pytest.fixture
def two_takes(watched: Watched, tmp_path: Path) -> tuple[Take, Take]:
    """The shot "one" with a second take, which is picked; the first one is darker."""
    write_clip(_grey(90), tmp_path / "other.mp4", preset=Preset.MASTER)
    first = watched.model.document.shots["one"].takes[0]
    second = Take("t2", "other.mp4", 12, RATE, Size(64, 36), 2, 0.0, "", "", "", "")
    watched.model.add_take("one", second)
    return first, second


def _second(viewer: ViewerPanel) -> int:
    image = viewer.picture.comparison.second
    return -1 if image is None else image.pixelColor(5, 5).green()


def _compared(qtbot: QtBot, viewer: ViewerPanel, first: int, second: int) -> None:
    qtbot.waitUntil(lambda: abs(_bright(viewer) - first) <= 3 and abs(_second(viewer) - second) <= 3)


def _choices(viewer: ViewerPanel) -> dict[str, QMenu]:
    """What B's menu offers now, by its words."""
    assert viewer.beside.bar is not None
    menu = viewer.beside.bar.other.menu()
    menu.aboutToShow.emit()
    return {entry.text(): entry for entry in menu.actions() if entry.text() and not entry.isSeparator()}


# -- what B is ---------------------------------------------------------------------------------------------------------


def test_another_take_of_the_shot_is_proposed_in_its_place_in_the_cut(
    viewer: ViewerPanel, watched: Watched, two_takes: tuple[Take, Take], qtbot: QtBot
) -> None:
    watched.model.edit("Roll", lambda d: d.with_timeline(replace(d.timeline, items=d.timeline.items[::-1])))
    program = watched.stage.program
    # "one" plays last: its frame 3 is the film's 27.
    program.go(27)
    _shows(qtbot, viewer, 102)
    QTest.mouseClick(viewer.head.comparing, Qt.MouseButton.LeftButton)
    assert watched.stage.comparing.other == of_take(two_takes[0], 1)
    _compared(qtbot, viewer, 102, 52)
    # Beyond that shot both show the same film.
    program.go(14)
    _compared(qtbot, viewer, 148, 148)
    QTest.mouseClick(viewer.head.comparing, Qt.MouseButton.LeftButton)
    assert not watched.stage.comparing.on
    assert viewer.beside.bar is not None
    assert not viewer.beside.bar.isVisible()


def test_b_is_chosen_from_a_menu(
    viewer: ViewerPanel, watched: Watched, two_takes: tuple[Take, Take], qtbot: QtBot
) -> None:
    viewer.show_take("one", two_takes[0], 1)
    _shows(qtbot, viewer, 64)
    viewer.projection.compare(WIPE)
    choices = _choices(viewer)
    # What the shot is called heads its takes.
    assert next(iter(choices)) == "Day"
    assert [text for text in choices if text.startswith("Take")] == [
        "Take 2, the pick",
        "Take 1, shown as A",
    ]
    choices["Film"].trigger()
    assert watched.stage.comparing.other == "film"
    watched.stage.source.go(2)
    _compared(qtbot, viewer, 48, 98)
    (other,) = _choices(viewer)["Other Shots"].menu().actions()
    other.trigger()
    _compared(qtbot, viewer, 48, 148)
    assert viewer.beside.bar is not None
    assert viewer.beside.bar.other.text() == other.text()
    assert (viewer.picture.comparison.names, other.text()) == (("Day, take 1", other.text()), "Night, take 1")


def test_what_is_shown_is_kept_as_b_for_what_is_shown_next(
    viewer: ViewerPanel, watched: Watched, two_takes: tuple[Take, Take], qtbot: QtBot
) -> None:
    viewer.show_take("one", two_takes[1], 2)
    viewer.commands()["viewer.set_b"].run()
    # What was chosen stays, though it is A as well for the moment.
    viewer.commands()["viewer.compare"].run()
    assert watched.stage.comparing.other == of_take(two_takes[1], 2)
    viewer.show_take("one", two_takes[0], 1)
    assert viewer.picture.comparison.names == ("Take 1", "Take 2")
    watched.stage.source.go(5)
    _compared(qtbot, viewer, 60, 110)


def test_a_new_cut_is_seen_on_both_sides(
    viewer: ViewerPanel, watched: Watched, two_takes: tuple[Take, Take], qtbot: QtBot
) -> None:
    watched.stage.program.go(0)
    viewer.commands()["viewer.compare"].run()
    _compared(qtbot, viewer, 90, 40)
    first = replace(watched.model.document.timeline.items[0], in_point=4 / RATE)
    watched.model.edit(
        "Slip", lambda d: d.with_timeline(replace(d.timeline, items=(first, *d.timeline.items[1:])))
    )
    _compared(qtbot, viewer, 106, 56)


# -- one clock ---------------------------------------------------------------------------------------------------------


def test_b_runs_ahead_by_its_offset(
    viewer: ViewerPanel, watched: Watched, two_takes: tuple[Take, Take], qtbot: QtBot
) -> None:
    watched.stage.program.go(4)
    viewer.commands()["viewer.compare"].run()
    _compared(qtbot, viewer, 106, 56)
    bar = viewer.beside.bar
    assert bar is not None
    for _ in range(3):
        QTest.mouseClick(bar.on, Qt.MouseButton.LeftButton)
    assert bar.offset.text() == "+3"
    _compared(qtbot, viewer, 106, 68)
    QTest.mouseClick(bar.offset, Qt.MouseButton.LeftButton)
    _compared(qtbot, viewer, 106, 56)
    viewer.commands()["viewer.offset_back"].run()
    assert bar.offset.text() == "\u22121"
    _compared(qtbot, viewer, 106, 52)


def test_both_play_frame_by_frame_in_step(
    viewer: ViewerPanel, watched: Watched, two_takes: tuple[Take, Take], qtbot: QtBot
) -> None:
    stage = watched.stage
    stage.program.go(0)
    viewer.commands()["viewer.compare"].run()
    _compared(qtbot, viewer, 90, 40)
    seen: list[tuple[int, int]] = []
    stage.comparing.second.pictured.connect(lambda shown: seen.append((stage.program.frame, shown.frame)))
    stage.program.play()
    qtbot.waitUntil(lambda: not stage.program.playing)
    played = [pair for pair in seen if 0 < pair[0] < 35]
    assert len(played) > 6
    assert all(first == second for first, second in played)


# -- one picture beside the other --------------------------------------------------------------------------------------


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    """A red picture, and a blue one of another shape to compare with."""
    shown = Screen(Look())
    qtbot.addWidget(shown)
    shown.resize(400, 200)
    red, blue = QImage(80, 40, QImage.Format.Format_RGB32), QImage(40, 40, QImage.Format.Format_RGB32)
    red.fill(0xFF0000)
    blue.fill(0x0000FF)
    shown.show_image(red)
    shown.comparison.show_second(blue)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def _hue(screen: Screen, x: float, y: float) -> str:
    image = screen.grab().toImage()
    colour = image.pixelColor(round(image.width() * x), round(image.height() * y))
    if max(colour.red(), colour.blue()) < 60:
        return "black"
    return "red" if colour.red() > colour.blue() else "blue"


def test_a_picture_of_another_shape_is_not_bent(screen: Screen) -> None:
    screen.comparison.choose(WIPE)
    # The square lies in the middle of the wide picture, black beside it.
    assert [_hue(screen, x, 0.8) for x in (0.1, 0.45, 0.55, 0.7, 0.8, 0.95)] == [
        "red", "red", "blue", "blue", "black", "black",
    ]  # fmt: skip


def test_the_wheel_over_the_second_picture_zooms_both_at_the_same_place(screen: Screen) -> None:
    screen.comparison.choose(SIDE)
    spot, none = QPointF(350, 100), Qt.MouseButton.NoButton
    screen.zoom_at(QPointF(150, 100), 2.0)
    wanted, centre = screen.zoom, screen._centre
    screen.fit()
    QApplication.sendEvent(
        screen,
        QWheelEvent(
            spot, QPointF(screen.mapToGlobal(spot.toPoint())), QPoint(), QPoint(0, 120), none,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        ),
    )  # fmt: skip
    screen.zoom_at(spot, 2.0 / 1.25)
    assert screen.zoom == pytest.approx(wanted)
    assert screen._centre.x() == pytest.approx(centre.x(), abs=0.02)


def test_small_differences_are_seen_as_strong_as_wanted(screen: Screen) -> None:
    other = QImage(80, 40, QImage.Format.Format_RGB32)
    other.fill(0xF80900)
    screen.comparison.show_second(other)
    screen.comparison.choose(DIFFERENCE)

    def seen() -> tuple[int, ...]:
        image = screen.grab().toImage()
        return image.pixelColor(image.width() // 2, image.height() // 2).getRgb()[:3]

    assert seen() == (7, 9, 0)
    screen.comparison.amplify(8)
    assert seen() == (56, 72, 0)
    screen.comparison.amplify(32)
    assert seen() == (224, 255, 0)
    screen.zoom_at(QPointF(200, 100), 4.0)
    assert seen() == (224, 255, 0)
    screen.comparison.choose(WIPE)
    assert seen()[0] > 240


def test_the_gain_is_chosen_in_the_bar_while_differences_are_shown(
    viewer: ViewerPanel, watched: Watched, two_takes: tuple[Take, Take], qtbot: QtBot
) -> None:
    watched.stage.program.go(4)
    viewer.projection.compare(WIPE)
    bar = viewer.beside.bar
    assert bar is not None
    assert not bar.gain.isVisible()
    viewer.projection.compare(DIFFERENCE)
    assert (bar.gain.isVisible(), bar.gain.text()) == (True, "1\u00d7")
    next(row for row in bar.gain.menu().actions() if row.text() == "8\u00d7").trigger()
    assert (bar.gain.text(), viewer.picture.comparison.gain) == ("8\u00d7", 8)
    assert bar.gain.sizeHint().width() <= bar.gain.width()
    # The whole screen shows it as strong.
    viewer.beside.toggle_full()
    assert viewer.beside.full is not None
    assert viewer.beside.full.screen_area.comparison.gain == 8
    viewer.beside.toggle_full()


def test_the_pointer_tells_what_a_drag_would_move(screen: Screen) -> None:
    def shape(x: int) -> Qt.CursorShape:
        QTest.mouseMove(screen, QPoint(x, 100))
        return screen.cursor().shape()

    screen.comparison.choose(WIPE)
    assert [shape(x) for x in (100, 201, 300)] == [
        Qt.CursorShape.ArrowCursor, Qt.CursorShape.SplitHCursor, Qt.CursorShape.ArrowCursor,
    ]  # fmt: skip
    screen.comparison.choose("")
    assert shape(201) == Qt.CursorShape.ArrowCursor
    screen.zoom_at(QPointF(200, 100), 3.0)
    assert shape(100) == Qt.CursorShape.OpenHandCursor
    QTest.mousePress(screen, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert screen.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseRelease(screen, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert screen.cursor().shape() == Qt.CursorShape.OpenHandCursor


def test_swapping_changes_the_sides(screen: Screen) -> None:
    screen.comparison.choose(WIPE)
    screen.comparison.swap()
    assert (_hue(screen, 0.4, 0.8), _hue(screen, 0.6, 0.8)) == ("blue", "red")


def test_nothing_takes_turns_by_itself_where_no_movement_is_wanted(qtbot: QtBot) -> None:
    look = Look()
    look.use(DARK, reduce_motion=True)
    screen = Screen(look)
    qtbot.addWidget(screen)
    screen.comparison.choose(FLICKER)
    qtbot.wait(900)
    assert not screen.comparison.swapped
    screen.comparison.swap()
    qtbot.wait(900)
    assert screen.comparison.swapped
    look.use(DARK, reduce_motion=False)
    qtbot.waitUntil(lambda: not screen.comparison.swapped)


def test_the_picture_alone_is_seen_again_when_comparing_ends(
    viewer: ViewerPanel, watched: Watched, two_takes: tuple[Take, Take], qtbot: QtBot
) -> None:
    watched.stage.program.go(4)
    viewer.projection.compare(SIDE)
    _compared(qtbot, viewer, 106, 56)
    viewer.projection.compare(SIDE)
    assert viewer.picture.comparison.second is None
    grabbed = viewer.picture.grab().toImage()
    middle = grabbed.pixelColor(grabbed.width() // 2, grabbed.height() // 2)
    assert abs(middle.green() - 106) <= 3
