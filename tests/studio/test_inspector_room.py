"""The inspector where there is little room: nothing is cut off, at any size of text."""

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLineEdit

from studio.appearance import style_sheet
from studio.theme import LIGHT
from tests.studio.inspecting import Inspected


@pytest.mark.parametrize("size", [1.0, 1.5, 2.0])
def test_nothing_is_cut_off_in_a_narrow_panel_and_all_rows_end_at_one_edge(qtbot, size: float):
    application = QApplication.instance()
    usual, sheet = application.font(), application.styleSheet()
    font = QFont(usual)
    font.setPointSizeF(10 * size)
    application.setFont(font)
    application.setStyleSheet(style_sheet(LIGHT, font.pointSizeF()))
    try:
        room = Inspected(qtbot)
        room.window.layout().setContentsMargins(0, 0, 0, 0)
        room.window.resize(room.panel.minimumWidth(), 900)
        room.put("generate", size=[8192, 8192], rate="24000/1001", seed=2**31, steps=12)
        room.put("storyboard", cards=[{"time": 0.0, "prompt": "one", "media": "m1", "soft": True}])
        room.put("load_clip", media="m1")
        room.put("remix", change=[[0, 1], [2, 0.2]])
        for chosen in ("generate", "storyboard", "load_clip", "remix", "upscale"):
            room.select(chosen)
            qtbot.wait(20)
            edge = room.panel._scroll.viewport().width()
            ends = set()
            for row in room.panel.rows:
                assert row.geometry().right() < edge, f"{chosen}: {row.entry.param.name}"
                parts = [row.editor, *row.editor.findChildren(QLineEdit)]
                for part in parts:
                    end = part.mapTo(row, part.rect().topRight()).x()
                    assert not part.isVisible() or end < row.width(), f"{chosen}: {row.entry.param.name}"
                ends.add(row.editor.mapTo(room.panel, row.editor.rect().topRight()).x())
            assert len(ends) == 1, chosen
        room.select("generate")
        for side in room.editor("size").sides:
            room_for = side.width() - side.textMargins().right() - 2 * size
            assert side.fontMetrics().horizontalAdvance("88888") < room_for
    finally:
        application.setStyleSheet(sheet)
        application.setFont(usual)
