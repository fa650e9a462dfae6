"""Themes reach Qt: text can be read on what it stands on, and everything grows with the text size."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from studio.appearance import Appearance, palette, style_sheet
from studio.settings import SettingsStore
from studio.theme import THEMES, Look, Theme

READ = 4.5
SEEN = 3.0


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of WCAG 2."""
    lights = sorted((_light(one), _light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


@pytest.fixture
def restored(qapp: QApplication) -> Iterator[None]:
    """The look of the other tests' application is as it was."""
    font, colours, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    yield
    qapp.setStyleSheet(sheet)
    qapp.setPalette(colours)
    qapp.setFont(font)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_text_can_be_read_on_whatever_it_stands_on(theme: Theme) -> None:
    for ground in (theme.window, theme.panel, theme.raised, theme.node, theme.header, theme.canvas):
        for text in (theme.text, theme.dim):
            assert contrast(QColor(text), QColor(ground)) >= READ, f"{text} on {ground}"
    assert contrast(QColor(theme.on_accent), QColor(theme.accent)) >= READ


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_focus_can_be_seen_and_disabled_words_can_still_be_made_out(theme: Theme) -> None:
    colours = palette(theme)
    for ground in (theme.window, theme.panel, theme.raised):
        assert contrast(QColor(theme.accent), QColor(ground)) >= SEEN
    dimmed = colours.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert contrast(dimmed, QColor(theme.panel)) >= SEEN


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_the_style_sheet_names_only_colours_and_pictures_that_exist(theme: Theme) -> None:
    sheet = style_sheet(theme, 10.0)
    assert "$" not in sheet
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)


def test_theme_and_text_size_follow_the_settings(qtbot: QtBot, qapp: QApplication, restored: None) -> None:
    settings, look = SettingsStore(), Look()
    appearance = Appearance(qapp, settings, look)
    size = qapp.font().pointSizeF()
    settings.update(theme="light", scale=2.0, reduce_motion=True)
    assert qapp.font().pointSizeF() == pytest.approx(2 * size)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(THEMES["light"].panel)
    assert (look.theme.name, look.reduce_motion) == ("light", True)
    assert qapp.font().family() == "Inter"
    appearance.deleteLater()
    settings.deleteLater()


def test_buttons_of_dialogs_carry_words_alone(qtbot: QtBot, qapp: QApplication, restored: None) -> None:
    settings, look = SettingsStore(), Look()
    appearance = Appearance(qapp, settings, look)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    box.show()
    assert all(button.icon().isNull() for button in box.buttons())
    appearance.deleteLater()
    settings.deleteLater()
