"""Preferences open with a key, count at once or say when, and show what the machine and the disk have."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

import resources
from engine.selfcheck import Finding
from engine.session import Session
from studio.app import Studio
from studio.preferences import space
from studio.preferences.diagnostics import DiagnosticsPage
from studio.preferences.engine import EnginePage
from studio.preferences.general import GeneralPage
from studio.preferences.guest import GuestPage
from studio.preferences.selfcheck import SelfCheckPage
from studio.preferences.storage import StoragePage
from studio.preferences.window import PreferencesWindow
from tests.engine.test_cache import LATENTS, key, latents

if TYPE_CHECKING:
    from studio.settings import Settings

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
PAGES = ["general", "engine", "storage", "manners", "shortcuts", "selfcheck", "diagnostics"]


@pytest.fixture
def window(qtbot: QtBot, studio: Studio) -> PreferencesWindow:
    """The preferences, opened by their key."""
    studio.window.activateWindow()
    qtbot.waitUntil(studio.window.isActiveWindow)
    QTest.keyClick(studio.window.welcome.buttons["file.new"], Qt.Key.Key_Comma, CTRL)
    made = studio.window.popups.preferences_window
    qtbot.waitExposed(made)
    return made


def chosen(studio: Studio) -> "Settings":
    return studio.parts.settings.value


def pick(box: QComboBox, text: str) -> None:
    """Choose from a list by keys, as an artist does."""
    box.setFocus()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)
    box.activated.emit(box.currentIndex())


def test_the_key_opens_them_and_again_brings_the_same_window(
    window: PreferencesWindow, studio: Studio
) -> None:
    assert window.isVisible()
    assert not window.isModal()
    assert list(window.pages) == PAGES
    studio.window.popups.preferences("storage")
    assert studio.window.popups.preferences_window is window
    assert window.page.name == "storage"


def test_pages_are_found_by_what_is_written_on_them(window: PreferencesWindow) -> None:
    def seen() -> list[str]:
        rows = range(window.list.count())
        return [PAGES[row] for row in rows if not window.list.item(row).isHidden()]

    QTest.keyClicks(window.query, "battery")
    assert seen() == ["manners"]
    assert window.page.name == "manners"
    window.query.clear()
    QTest.keyClicks(window.query, "results disk")
    assert "storage" in seen()
    window.query.clear()
    assert seen() == PAGES


def test_every_control_has_a_name_a_tooltip_and_the_keyboard(window: PreferencesWindow) -> None:
    for page in window.pages.values():
        for control in page.findChildren(QWidget):
            if isinstance(control, QAbstractButton | QComboBox) and not control.objectName().startswith(
                "qt_"
            ):
                assert control.accessibleName() or getattr(control, "text", str)(), control
                assert control.toolTip(), (page.name, control.accessibleName())
                assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control


def test_a_theme_counts_at_once_and_a_menu_shows_in_the_page(
    window: PreferencesWindow, studio: Studio
) -> None:
    page = window.pages["general"]
    assert isinstance(page, GeneralPage)
    pick(page.theme, "Light")
    assert chosen(studio).theme == studio.parts.look.theme.name == "light"
    studio.parts.settings.update(theme="high-contrast", reduce_motion=True)
    assert page.theme.currentData() == "high-contrast"
    assert page.still.isChecked()
    QTest.mouseClick(page.notify, LEFT, pos=QPoint(8, page.notify.height() // 2))
    assert not chosen(studio).notify


def test_a_wheel_over_the_page_changes_nothing(window: PreferencesWindow, studio: Studio) -> None:
    page = window.pages["general"]
    assert isinstance(page, GeneralPage)
    at = QPointF(page.theme.rect().center())
    wheel = QWheelEvent(
        at, page.theme.mapToGlobal(at), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QCoreApplication.sendEvent(page.theme, wheel)
    assert chosen(studio).theme == "dark"


def test_columns_grow_with_the_text(window: PreferencesWindow, studio: Studio) -> None:
    before = window.side.width()
    studio.parts.settings.update(scale=1.5)
    assert window.side.width() > 1.3 * before


def test_larger_text_neither_cuts_rows_off_nor_pushes_the_window_off_the_screen(
    qtbot: QtBot, window: PreferencesWindow, studio: Studio
) -> None:
    screen = window.screen().availableGeometry()
    window.open_at("general")
    window.move(screen.right() - 200, screen.bottom() - 200)
    studio.parts.settings.update(scale=1.5)
    qtbot.waitUntil(lambda: screen.contains(window.geometry()))
    page = window.page
    hidden = page.body.width() - page.viewport().width()
    assert page.horizontalScrollBar().maximum() == hidden
    assert page.body.width() >= page.body.minimumSizeHint().width()


# -- engine and storage ------------------------------------------------------------------------------------------------


def test_a_memory_budget_reaches_the_engine(qtbot: QtBot, window: PreferencesWindow, studio: Studio) -> None:
    window.open_at("engine")
    page = window.page
    assert isinstance(page, EnginePage)
    qtbot.waitUntil(lambda: "free now" in page.told.text())
    page.memory.setFocus()
    page.memory.selectAll()
    QTest.keyClicks(page.memory, "2.5")
    QTest.keyClick(page.memory, Qt.Key.Key_Return)
    assert chosen(studio).memory == 5 << 29
    qtbot.waitUntil(lambda: studio.parts.session.limits.memory == 5 << 29)


def test_looking_at_the_pages_changes_no_limit(qtbot: QtBot, studio: Studio) -> None:
    studio.parts.settings.update(memory=900 << 30, cache_bytes=10**9)
    window = studio.window.popups.preferences_window
    for name in ("engine", "storage"):
        window.open_at(name)
    page = window.pages["engine"]
    assert isinstance(page, EnginePage)
    studio.parts.warmup._start()
    qtbot.waitUntil(lambda: page.memory.maximum() < 900)
    assert (chosen(studio).memory, chosen(studio).cache_bytes) == (900 << 30, 10**9)


def test_the_device_is_told_and_another_counts_from_the_next_start(
    qtbot: QtBot, window: PreferencesWindow, studio: Studio
) -> None:
    page = window.pages["engine"]
    assert isinstance(page, EnginePage)
    studio.parts.warmup._start()
    qtbot.waitUntil(lambda: studio.parts.warmup.profile is not None)
    profile = studio.parts.warmup.profile
    assert profile is not None
    assert profile.name in page.now.text()
    assert page.memory.maximum() == pytest.approx(profile.memory / 2**30, abs=0.1)
    pick(page.device, "The processor")
    assert chosen(studio).device == "cpu"
    assert any("next start" in label.text() for label in page.findChildren(QLabel))


@pytest.fixture
def storage(window: PreferencesWindow, studio: Studio, qtbot: QtBot) -> StoragePage:
    """The page about the disk, with some results there."""
    cache = studio.parts.session.cache
    for number in range(4):
        cache.put(key(number), latents(number, (16, 8, 16, 16)), LATENTS)
    cache.pin(key(3))
    window.open_at("storage")
    page = window.page
    assert isinstance(page, StoragePage)
    qtbot.waitUntil(lambda: page.usage is not None)
    return page


def test_what_is_taken_is_told_and_cleared_after_a_second_press(
    qtbot: QtBot, storage: StoragePage, studio: Studio
) -> None:
    cache, button = studio.parts.session.cache, storage.buttons["results"]
    assert "KiB" in storage.sizes["results"].text() or "MiB" in storage.sizes["results"].text()
    assert "frozen" in storage.told.text()
    QTest.mouseClick(button, LEFT)
    assert button.text().startswith("Clear ")
    assert button.text().endswith("?")
    assert cache.has(key(0))
    QTest.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: not cache.has(key(0)))
    assert cache.has(key(3)), "a frozen node needs it"
    assert button.text() == "Clear"


def test_a_smaller_budget_counts_at_once(qtbot: QtBot, storage: StoragePage, studio: Studio) -> None:
    storage.budget.setFocus()
    storage.budget.selectAll()
    QTest.keyClicks(storage.budget, "0.5")
    QTest.keyClick(storage.budget, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: studio.parts.session.cache.disk == 1 << 29)


def test_checkpoints_stay_while_jobs_may_go_on_from_them(
    qtbot: QtBot, storage: StoragePage, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = space.places(studio.parts.session)["checkpoints"]
    folder.mkdir(parents=True)
    (folder / "a-0.state").write_bytes(b"x" * 5000)
    storage.shown()
    button = storage.buttons["checkpoints"]
    qtbot.waitUntil(button.isEnabled)
    with monkeypatch.context() as patch:
        patch.setattr(type(studio.parts.jobs), "busy", True)
        QTest.mouseClick(button, LEFT)
        QTest.mouseClick(button, LEFT)
        assert "stop them first" in storage.told.text()
    assert (folder / "a-0.state").is_file()
    QTest.mouseClick(button, LEFT)
    QTest.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: not (folder / "a-0.state").exists())


def test_folders_are_chosen_listed_and_shown(
    storage: StoragePage, studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    QTest.mouseClick(storage.data, LEFT)
    assert Path(shown[0].toLocalFile()) == studio.parts.session.folders["data"]
    monkeypatch.setattr(
        "studio.preferences.storage.QFileDialog.getExistingDirectory", lambda *_: str(tmp_path / "m")
    )
    QTest.mouseClick(storage.add_model, LEFT)
    assert chosen(studio).model_folders == (str(tmp_path / "m"),)
    assert storage.models.count() == 1
    QTest.mouseClick(storage.drop_model, LEFT)
    assert chosen(studio).model_folders == ()
    QTest.mouseClick(storage.cache, LEFT)
    assert chosen(studio).cache_folder == str(tmp_path / "m")
    assert "next start" in storage.cache_told.text()
    QTest.mouseClick(storage.back, LEFT)
    assert chosen(studio).cache_folder == ""


def test_what_was_chosen_is_how_the_next_program_starts(qtbot: QtBot, studio: Studio, tmp_path: Path) -> None:
    studio.parts.settings.update(
        device="cuda",
        cache_folder=str(tmp_path / "elsewhere"),
        cache_bytes=3 << 30,
        previews=False,
        memory=1 << 30,
    )
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    again = Studio(application)
    try:
        session: Session = again.parts.session
        assert session.folders["cache"] == tmp_path / "elsewhere"
        assert session.cache.disk == 3 << 30
        assert (session.limits.memory, session.limits.previews) == (1 << 30, False)
        # A card that was chosen and is gone: the best there is computes, and the program works.
        assert session.device.kind in ("cpu", "cuda")
    finally:
        again.close()


def test_projects_of_last_time_open_again_if_wished(qtbot: QtBot, studio: Studio, tmp_path: Path) -> None:
    file = tmp_path / "film.loom"
    file.write_bytes(resources.path("samples/text-to-clip.loom").read_bytes())
    gone = str(tmp_path / "gone.loom")
    studio.parts.settings.update(open_files=(str(file), gone))
    studio._begin(reopen=True)
    assert studio.window.document() is None
    studio.parts.settings.update(reopen=True)
    studio._begin(reopen=True)
    qtbot.waitUntil(lambda: studio.window.document() is not None)
    assert [d.path for d in studio.parts.workspace.documents] == [file]


# -- manners, self-check, diagnostics ----------------------------------------------------------------------------------


def test_manners_are_chosen_and_a_machine_without_battery_says_so(
    qtbot: QtBot, window: PreferencesWindow, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("psutil.sensors_battery", lambda: None)
    window.open_at("manners")
    page = window.page
    assert isinstance(page, GuestPage)
    qtbot.waitUntil(lambda: "no battery" in page.told.text())
    QTest.mouseClick(page.battery, LEFT, pos=QPoint(8, page.battery.height() // 2))
    assert chosen(studio).battery_pause
    assert page.spare.isEnabled() == studio.parts.manners.can_yield


def test_the_self_check_runs_when_it_is_looked_at_and_shows_each_finding(
    qtbot: QtBot, window: PreferencesWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        Finding("Device", "ok", "It computes."),
        Finding("Memory", "attention", "Little is free.", "Close other programs"),
        Finding("Weights", "bad", "One is torn.", "Install the program again"),
    ]
    monkeypatch.setattr("studio.preferences.checkup.examine", lambda _: iter(found))
    window.open_at("selfcheck")
    page = window.page
    assert isinstance(page, SelfCheckPage)
    qtbot.waitUntil(page.again.isEnabled)

    def texts() -> list[str]:
        return [label.text() for label in page.table.findChildren(QLabel) if label.isVisible()]

    qtbot.waitUntil(lambda: [text for text in texts() if text in "✓!✕"] == ["✓", "!", "✕"])
    assert "Little is free.\nClose other programs." in texts()
    assert page.told.text() == "1 of 3 checks failed."
    found[:] = found[:1]
    QTest.mouseClick(page.again, LEFT)
    qtbot.waitUntil(lambda: page.told.text() == "Everything works.")


def test_diagnostics_are_read_and_copied(qtbot: QtBot, window: PreferencesWindow, studio: Studio) -> None:
    window.open_at("diagnostics")
    page = window.page
    assert isinstance(page, DiagnosticsPage)
    qtbot.waitUntil(lambda: "== Machine" in page.text.toPlainText())
    QGuiApplication.clipboard().clear()
    QTest.mouseClick(page.copy, LEFT)
    qtbot.waitUntil(lambda: "== Machine" in QGuiApplication.clipboard().text())
    assert os.environ["SHOTLOOM_DATA"] not in QGuiApplication.clipboard().text()
    assert page.told.text() == "Copied."


def test_changed_keys_show_and_the_table_opens(window: PreferencesWindow, studio: Studio) -> None:
    from studio.dialogs.shortcuts import ShortcutDialog
    from studio.preferences.shortcuts import ShortcutsPage

    page = window.pages["shortcuts"]
    assert isinstance(page, ShortcutsPage)
    studio.parts.settings.update(shortcuts={"file.new": ("Ctrl+Alt+N",)})
    row = page.table.findItems("New", Qt.MatchFlag.MatchExactly)[0]
    assert (row.text(1), row.font(1).bold()) == ("Ctrl+Alt+N", True)
    window.open_at("shortcuts")
    QTest.mouseClick(page.change, LEFT)
    (dialog,) = studio.window.findChildren(ShortcutDialog)
    assert dialog.isVisible()
    dialog.reject()
