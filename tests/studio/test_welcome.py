"""The welcome page: what it offers, by mouse and by keyboard, at every width."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

import resources
from studio.settings import SettingsStore
from studio.theme import DARK, Look
from studio.welcome.cards import SHAPE
from studio.welcome.miniature import miniature
from studio.welcome.offers import picture_of, shipped
from studio.welcome.page import WelcomePage
from studio.workbench import registry


@pytest.fixture
def settings() -> SettingsStore:
    return SettingsStore()


@pytest.fixture
def page(qtbot: QtBot, settings: SettingsStore) -> WelcomePage:
    made = WelcomePage(Look(), settings, registry())
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_every_sample_has_a_picture_and_a_sentence() -> None:
    offers = shipped("samples")
    assert offers[0].path.stem == "text-to-clip", "the simplest stands first"
    assert len(offers) == 9
    for offer in offers:
        assert offer.picture.is_file(), offer.title
        assert offer.help.endswith("."), offer.title


def test_every_template_says_what_to_do_and_can_be_drawn_small() -> None:
    offers = shipped("templates")
    assert len(offers) >= 4
    for offer in offers:
        assert offer.help, offer.title
        small = miniature(offer.path, registry(), DARK, QSize(160, 90), 2.0)
        assert small is not None
        assert (small.width(), small.height()) == (320, 180)
        seen = {small.pixel(x, y) for x in range(0, 320, 2) for y in range(0, 180, 2)}
        assert len(seen) > 8, "nothing but ground is drawn"


def test_a_click_on_a_sample_asks_for_a_copy_of_it(qtbot: QtBot, page: WelcomePage) -> None:
    card = page.samples.cards[0]
    with qtbot.waitSignal(page.template_chosen) as told:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert told.args == [card.offer.path]


def test_the_keyboard_reaches_every_card(qtbot: QtBot, page: WelcomePage) -> None:
    cards = page.templates.cards
    cards[0].setFocus()
    qtbot.keyClick(cards[0], Qt.Key.Key_Right)
    assert cards[1].hasFocus()
    with qtbot.waitSignal(page.template_chosen) as told:
        qtbot.keyClick(cards[1], Qt.Key.Key_Space)
    assert told.args == [cards[1].offer.path]


def test_a_recent_project_is_shown_with_its_place_and_goes_when_it_is_gone(
    qtbot: QtBot, page: WelcomePage, settings: SettingsStore, tmp_path: Path
) -> None:
    film = tmp_path / "film.loom"
    film.write_bytes(resources.path("samples/story.loom").read_bytes())
    settings.remember(film)
    assert [card.offer.path for card in page.recent.cards] == [film]
    assert page.recent.cards[0].offer.help == str(tmp_path)
    with qtbot.waitSignal(page.recent_chosen) as told:
        qtbot.mouseClick(page.recent.cards[0], Qt.MouseButton.LeftButton)
    assert told.args == [film]
    film.unlink()
    page.refresh()
    assert not page.recent.cards
    assert not page.recent.isVisible()


@pytest.mark.parametrize("width", [700, 1280, 1920, 3840])
def test_cards_never_overlap_and_never_leave_the_page(page: WelcomePage, width: int) -> None:
    page.resize(width, 900)
    for grid in (page.templates, page.samples):
        places = [card.geometry() for card in grid.cards]
        assert all(grid.rect().contains(place) for place in places)
        assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[n + 1 :])


@pytest.mark.parametrize("width", [1280, 1920, 3840])
def test_a_card_has_room_for_its_whole_sentence(page: WelcomePage, width: int) -> None:
    page.resize(width, 900)
    for card in (*page.templates.cards, *page.samples.cards):
        metrics = QFontMetricsF(card.font())
        line, room = metrics.height(), card.width() - 2 - 1.2 * metrics.height()
        lines = card.lines(room)
        assert " ".join(lines) == card.offer.help
        assert max(map(metrics.horizontalAdvance, lines)) <= room, "a line is cut short"
        assert card.height() >= card.width() * SHAPE + line * (1.7 + 1.1 * len(lines))


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"nodes": 3}', b'{"nodes": [{}], "links": []}', b"\x00" * 99]
)
def test_a_damaged_project_is_offered_all_the_same(
    page: WelcomePage, settings: SettingsStore, tmp_path: Path, content: bytes
) -> None:
    film = tmp_path / "film.loom"
    film.write_bytes(content)
    settings.remember(film)
    page.grab()
    assert page.recent.cards[0].text() == "film"
    assert miniature(film, registry(), DARK, QSize(160, 90), 1.0) is None


def test_the_picture_of_a_project_lies_in_the_cache(tmp_path: Path) -> None:
    one, other = picture_of(tmp_path / "a.loom"), picture_of(tmp_path / "b.loom")
    assert one != other
    assert "user-cache" in str(one)
