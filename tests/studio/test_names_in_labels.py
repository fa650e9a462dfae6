"""Names that the artist gave stand in buttons, menus and the way back as they are: no "&" of them becomes a key."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from engine.document import Document
from engine.graph import Graph, Group, Node
from studio.dialogs.notice_bar import NoticeStrip
from studio.document import DocumentModel
from studio.edit import nodes
from studio.focus import Focus
from studio.graph.breadcrumb import Breadcrumb
from studio.problems.help import HelpBox
from studio.projects.notices import Choice, Notice
from studio.theme import Look
from tests.studio.inspecting import Inspected

NAME = "Fog & Rain"


def as_it_is(text: str) -> bool:
    """Whether a label shows the name, and no key is made of it."""
    return NAME.replace("&", "&&") in text and QKeySequence.mnemonic(text).isEmpty()


def test_where_a_value_comes_from(qtbot: QtBot):
    room = Inspected(qtbot)
    room.model.edit("Rename", lambda d: nodes.rename(d, None, "number", NAME))
    room.select("retake")
    assert as_it_is(room.row("seed").source.text())


def test_files_in_menus(qtbot: QtBot):
    room = Inspected(qtbot)
    item = replace(room.model.document.media["m1"], name=NAME)
    room.model.edit("Rename", lambda d: d.with_media(item))
    room.put("storyboard", cards=[{"time": 0.0, "prompt": "one"}])
    for node, param in (("load_clip", "media"), ("storyboard", "cards")):
        room.select(node)
        menu: QMenu = (
            room.editor(param).menu if param == "media" else room.editor(param).cards[0].media
        ).menu()
        menu.aboutToShow.emit()
        assert any(as_it_is(action.text()) for action in menu.actions()), node


def test_remedies_and_choices(qtbot: QtBot):
    box = HelpBox(Look())
    qtbot.addWidget(box)
    assert as_it_is(box.add(f"Add a Shot behind {NAME}", "", lambda: None).text())
    notice = Notice("key", "Text", "note", (Choice(f"Add the File to {NAME}", "", lambda: None),))
    strip = NoticeStrip(notice, lambda: None, Look(), box)
    assert as_it_is(strip.buttons[0].text())


def test_the_way_back_shows_names_as_they_are_and_leaves_room_for_the_graph(qtbot: QtBot):
    outer, inner = NAME, "<b>very</b> " * 12
    document = Document(
        graph=Graph.of([Node("o", "group:outer")]),
        groups={
            "outer": Group("outer", outer, Graph.of([Node("i", "group:inner"), Node("j", "group:inner")])),
            "inner": Group("inner", inner, Graph.of([Node("x", "shotloom.prompt")])),
        },
    )
    focus = Focus()
    crumb = Breadcrumb(DocumentModel(document), focus)
    qtbot.addWidget(crumb)
    focus.enter(("o",), "outer")
    here = crumb.findChildren(QLabel)[-1]
    assert here.text() == outer
    focus.enter(("o", "i"), "inner")
    qtbot.waitUntil(lambda: len([b for b in crumb.findChildren(QToolButton) if not b.isHidden()]) == 2)
    assert any(as_it_is(button.text()) for button in crumb.findChildren(QToolButton))
    here = crumb.findChildren(QLabel)[-1]
    assert here.text().startswith("<b>very</b>")
    assert here.textFormat() == Qt.TextFormat.PlainText
    assert here.toolTip().startswith("<b>very</b>")
    assert crumb.minimumSizeHint().width() < crumb.fontMetrics().horizontalAdvance(inner)
