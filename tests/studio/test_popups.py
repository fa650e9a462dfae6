"""What lies over the window: searches end with the document that they are about."""

from studio.app import Studio
from studio.requests import SearchRequest


def test_searches_close_with_the_document_that_they_are_about(studio: Studio) -> None:
    window = studio.window
    window.bindings.run("file.new")
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
