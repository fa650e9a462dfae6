"""What the window does without at the start, and reads while nothing else is to be done."""

import subprocess
import sys
from importlib import import_module

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

import studio.ahead
from studio.ahead import MODULES, Ahead


def test_the_program_starts_without_pages_panels_and_searches() -> None:
    names = (*MODULES, "studio.problems.panel", "studio.prompt.editor", "engine.prompting", "torch")
    code = f"import sys, studio.app\nprint(*(name for name in {names!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_what_is_needed_next_is_read_in_order(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def note(name: str) -> None:
        read.append(name)
        import_module(name)

    monkeypatch.setattr(studio.ahead, "import_module", note)
    ahead = Ahead(parent=QCoreApplication.instance())
    ahead.begin()
    assert read == [], "not before the window answers"
    qtbot.waitUntil(lambda: ahead.done)
    assert read == list(MODULES)


def test_nothing_is_read_any_more_once_the_program_ends(qtbot: QtBot) -> None:
    ahead = Ahead(["no.such.module"], QCoreApplication.instance())
    ahead.begin()
    ahead.close()
    qtbot.wait(20)
    assert not ahead.done
