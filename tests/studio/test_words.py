"""Every word that the window shows can be translated, and every translation can be shown."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QMainWindow,
    QWidget,
)

import resources
from engine.document import Document
from engine.presets import PRESETS
from engine.registry import Registry
from nodes import all_types
from studio import language
from studio.actions import ACTIONS
from studio.bindings import Bindings
from studio.dialogs.shortcuts import ShortcutDialog
from studio.edit.ports import Faces
from studio.requests import SearchRequest
from studio.search.add import NodeSearch
from studio.search.palette import CommandPalette
from studio.settings import SettingsStore
from studio.theme import Look
from studio.words import tr

ROOT = Path(__file__).parents[2]
PROGRAM_ONLY = {"cli.py", "workbench.py"}
"""The command line speaks English alone."""
SHOWN = {
    "setText", "setToolTip", "setStatusTip", "setWhatsThis", "setWindowTitle", "setTitle", "setPlaceholderText",
    "setAccessibleName", "setAccessibleDescription", "setLabelText", "setHeaderLabels", "setHeaderLabel",
    "setTabText", "setTabToolTip", "setInformativeText", "setDetailedText", "setSpecialValueText", "setIconText",
    "addAction", "addMenu", "addTab", "addItem", "addItems", "addRow", "addButton", "showMessage", "insertTab",
    "insertItem", "setItemText", "edit", "say", "setNameFilter",
    "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QMenu",
    "QDockWidget", "QMessageBox",
}  # fmt: skip
"""Functions whose words the artist reads."""
NO_WORDS = re.compile(r"<[^>]*>|&\w+;|Shotloom")
"""Markup, and the program's own name, which is the same in every language."""
PLACE = re.compile(r"\{(\w*)\}")


def sources() -> list[Path]:
    return [
        path
        for path in sorted((ROOT / "studio").rglob("*.py"))
        if path.name not in PROGRAM_ONLY and path.parent.name != "command_line"
    ]


def words_in(value: ast.expr) -> Iterator[str]:
    """Literal words of an argument that did not go through `tr`."""
    match value:
        case ast.Constant(value=str() as text) if any(letter.isalpha() for letter in NO_WORDS.sub("", text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield from (found for part in parts if isinstance(part, ast.Constant) for found in words_in(part))
        case ast.BinOp(left=left, right=right):
            yield from (*words_in(left), *words_in(right))
        case ast.IfExp(body=body, orelse=other):
            yield from (*words_in(body), *words_in(other))
        case ast.List(elts=items) | ast.Tuple(elts=items):
            yield from (found for item in items for found in words_in(item))


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT / "studio").as_posix())
def test_no_word_reaches_the_artist_without_a_chance_to_be_translated(path: Path):
    found = []
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in SHOWN:
                given = [
                    *call.args,
                    *(k.value for k in call.keywords if k.arg in ("text", "toolTip", "title")),
                ]
                found += [
                    f"{path.name}:{call.lineno} {name}: {text}" for arg in given for text in words_in(arg)
                ]
            elif name == "tr" and call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp):
                found.append(
                    f"{path.name}:{call.lineno} tr gets a text that is put together: the collector cannot see it"
                )
    assert found == []


def load_collector() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "make_translations", ROOT / "packaging/make_translations.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_collector_sees_code_tables_actions_nodes_and_presets():
    texts = load_collector().every_text()
    assert "Enter: keep · Esc: drop" in texts
    assert {row.text for row in ACTIONS.values() if any(c.isalpha() for c in row.text)} <= set(texts)
    for kind in all_types():
        assert {kind.label, kind.category, kind.help} <= set(texts)
    assert {text for preset in PRESETS for text in (preset.label, preset.help)} <= set(texts)


def test_the_collector_reads_tables_that_are_translated_by_key():
    found = set(
        load_collector().said_in('SIDES = {"left": "To the Left"}\nx = tr(SIDES[side])\ny = tr("Plain")\n')
    )
    assert found == {"To the Left", "Plain"}


def test_writing_a_language_keeps_what_was_translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    collector = load_collector()
    monkeypatch.setattr(collector, "FOLDER", tmp_path)
    monkeypatch.setattr(resources, "path", lambda name: tmp_path / Path(name).name)
    collector.write("xx", {"Open": "here", "A & B": "there"}, {"Open": "Offen", "Gone": "Weg"})
    assert language.words("xx") == {"Open": "Offen"}


@pytest.mark.parametrize("name", [n for n in language.languages() if n != language.OWN])
def test_translations_keep_the_places_that_are_filled_in(name: str):
    for source, target in language.words(name).items():
        assert sorted(PLACE.findall(source)) == sorted(PLACE.findall(target)), source
        assert source.endswith("…") == target.endswith("…"), source


def test_german_speaks_every_menu_and_nearly_every_command():
    known = language.words("de")
    menus = {part for row in ACTIONS.values() for part in row.menu.split("/") if part}
    assert menus <= set(known)
    texts = {row.text for row in ACTIONS.values() if any(c.isalpha() for c in row.text)}
    assert len(texts & set(known)) >= 0.9 * len(texts)


@pytest.fixture
def speaking(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    language.use(qapp, "en")


def test_a_language_is_spoken_and_left_again(speaking: QApplication):
    assert language.use(speaking, "de") == "de"
    assert tr("Undo") == "Rückgängig"
    assert tr("Add {name}", name="Heron") == "Heron hinzufügen"
    assert tr("never translated") == "never translated"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    assert language.use(speaking, "en") == "en"
    assert tr("Undo") == "Undo"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


@pytest.mark.parametrize(
    ("wish", "spoken"), [("de_AT", "de"), ("de-CH", "de"), ("tlh", "en"), ("en_GB", "en")]
)
def test_a_region_falls_back_to_its_language_and_an_unknown_one_to_english(wish: str, spoken: str):
    assert language.chosen(wish) == spoken


def test_menus_change_their_language(speaking: QApplication, qtbot, tmp_path: Path):
    window = QMainWindow()
    qtbot.addWidget(window)
    bindings = Bindings(ACTIONS, SettingsStore(tmp_path / "settings.json"), window)
    assert bindings.action("edit.undo").text() == "Undo"
    language.use(speaking, "de")
    bindings.retranslate()
    assert bindings.action("edit.undo").text() == "Rückgängig"
    assert "Nimmt den letzten Schritt zurück." in bindings.action("edit.undo").toolTip()


def clipped(widget: QWidget) -> list[str]:
    """Words of a window that do not fit where they stand."""
    found = []
    for part in widget.findChildren(QWidget):
        if part.isVisible() and isinstance(part, QLabel | QAbstractButton | QComboBox):
            text = part.currentText() if isinstance(part, QComboBox) else part.text()
            wraps = isinstance(part, QLabel) and part.wordWrap()
            needed = part.heightForWidth(part.width()) if wraps else part.sizeHint().width()
            if text and needed > (part.height() if wraps else part.width()):
                found.append(text)
    return found


def pseudo_texts(widget: QWidget) -> list[str]:
    """Words of a window that the pseudo language did not reach."""
    parts = [
        p for p in widget.findChildren(QWidget) if isinstance(p, QLabel | QAbstractButton) and p.isVisible()
    ]
    said = [re.sub(r"<[^>]*>", "", p.text()) for p in parts]
    return [text for text in said if len(text) > 2 and text.isalpha() and not text.startswith("[")]


def test_a_third_longer_words_still_fit_into_the_shortcut_dialog(
    speaking: QApplication, qtbot, tmp_path: Path
):
    language.use(speaking, language.PSEUDO)
    dialog = ShortcutDialog(ACTIONS, SettingsStore(tmp_path / "settings.json"))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.choose("edit.duplicate")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    assert clipped(dialog) == []
    assert [t for t in pseudo_texts(dialog) if t not in ("OK", "Cancel")] == []


def test_a_third_longer_words_still_fit_into_the_searches(speaking: QApplication, qtbot, tmp_path: Path):
    language.use(speaking, language.PSEUDO)
    window = QMainWindow()
    window.resize(1280, 720)
    qtbot.addWidget(window)
    settings = SettingsStore(tmp_path / "settings.json")
    bindings = Bindings(ACTIONS, settings, window)
    registry = Registry(all_types())
    search = NodeSearch(Look(), Faces(registry), registry, list, settings, window)
    palette = CommandPalette(bindings, Look(), window)
    window.show()
    qtbot.waitExposed(window)
    search.ask(SearchRequest((50, 50), (0.0, 0.0), selected=("gone",)), Document(), None)
    assert clipped(search.popup) == []
    assert all(row.title.startswith("[") for row in search.popup.rows.rows)
    search.popup.close_up()
    palette.open()
    assert clipped(palette.popup) == []
    assert all(row.title.startswith("[") for row in palette.popup.rows.rows)
