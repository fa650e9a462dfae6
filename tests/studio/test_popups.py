"""What lies over the window: searches end with the document that they are about."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import Studio
from studio.requests import SearchRequest


@pytest.fixture
def studio(qtbot: QtBot, qapp: QApplication) -> Iterator[Studio]:
    """A whole program with an empty document."""
    font, colours, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    made = Studio(qapp)
    made.show(None, None, quiet=True)
    qtbot.waitExposed(made.window)
    made.window.bindings.run("file.new")
    yield made
    made.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(colours)
    qapp.setFont(font)


def test_searches_close_with_the_document_that_they_are_about(studio: Studio) -> None:
    window = studio.window
    page = window.page()
    assert page is not None
    page.editor.wants_search.emit(SearchRequest((200, 200), (0.0, 0.0)))
    assert window.popups.search.popup.isVisible()
    window.bindings.run("file.close")
    assert window.page() is None
    assert not window.popups.search.popup.isVisible()
    window.bindings.run("file.new")
    window.bindings.run("edit.find")
    assert window.popups.finder.popup.isVisible()
    window.bindings.run("file.close")
    assert not window.popups.finder.popup.isVisible()
