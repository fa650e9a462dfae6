"""The dialog for exposed ports: everything by mouse or keys, one step when it is accepted, nothing when it is not."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLineEdit, QPushButton

from engine import Document, GraphError
from engine.graph import ExposedPort
from studio.dialogs.face_side import NAME, FaceSide
from studio.dialogs.ports import PortsDialog
from studio.document import DocumentModel
from studio.theme import Look
from tests.engine.graphs import links
from tests.studio.edit.scenes import faces
from tests.studio.edit.test_exposed import film


@pytest.fixture
def model() -> DocumentModel:
    return DocumentModel(film())


@pytest.fixture
def dialog(qtbot, model: DocumentModel) -> PortsDialog:
    made = PortsDialog(model, faces(), "cut", Look())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def side(dialog: PortsDialog, name: str) -> FaceSide:
    """Brings a tab to the front, as a click on it does."""
    bar = dialog.tabs.tabBar()
    index = list(dialog.sides).index(name)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(index).center())
    shown = dialog.tabs.currentWidget()
    assert isinstance(shown, FaceSide)
    return shown


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def finish(
    dialog: PortsDialog, which: QDialogButtonBox.StandardButton = QDialogButtonBox.StandardButton.Ok
) -> None:
    click(dialog.buttons.button(which))


def rename(shown: FaceSide, row: int, name: str) -> None:
    """By keyboard: F2, the name, Enter."""
    shown.table.setCurrentItem(shown.table.topLevelItem(row))
    shown.table.setFocus()
    QTest.keyClick(shown.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, name)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QCoreApplication.processEvents()  # Qt commits what was typed once the key is dealt with


def one_step(model: DocumentModel, before: Document) -> None:
    assert model.stack.count() == 1
    model.stack.undo()
    assert model.document == before


def test_a_port_renamed_by_keyboard_takes_its_links_along_in_one_step(
    dialog: PortsDialog, model: DocumentModel
):
    before = model.document
    rename(side(dialog, "inputs"), 0, "source")
    assert model.document is before
    finish(dialog)
    assert model.document.graph.links == links("load_clip.clip a.source", "a.film b.source", "b.film o.in")
    one_step(model, before)


def test_all_three_sides_are_one_step(dialog: PortsDialog, model: DocumentModel):
    before = model.document
    rename(side(dialog, "inputs"), 0, "source")
    outputs = side(dialog, "outputs")
    click(outputs.show_port)
    params = side(dialog, "params")
    params.table.setFocus()
    QTest.keyClick(params.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    finish(dialog)
    cut = model.document.groups["cut"]
    assert [p.name for p in cut.inputs] == ["source"]
    assert cut.outputs == (ExposedPort("film", "reverse", "clip"), ExposedPort("clip", "trim", "clip"))
    assert [p.name for p in cut.params] == ["begin", "length"]
    one_step(model, before)


def test_hiding_a_port_says_what_goes_with_it(dialog: PortsDialog, model: DocumentModel):
    shown = side(dialog, "params")
    shown.table.setFocus()
    QTest.keyClick(shown.table, Qt.Key.Key_Delete)
    assert "2 links or values" in dialog.trouble.text()
    finish(dialog)
    assert [p.name for p in model.document.groups["cut"].params] == ["begin"]
    assert model.document.graph["a"].params == {}


def test_a_port_hidden_and_shown_again_keeps_its_name_and_links(dialog: PortsDialog, model: DocumentModel):
    before = model.document
    shown = side(dialog, "inputs")
    click(shown.hide_port)
    assert not shown.rows
    ends = [shown.more.itemData(i) for i in range(shown.more.count())]
    shown.more.setCurrentIndex(next(i for i, row in enumerate(ends) if row.was == "film"))
    click(shown.show_port)
    assert not dialog.trouble.text()
    finish(dialog)
    assert model.document is before
    assert model.stack.count() == 0


def test_two_ports_of_one_name_stand_in_the_way_and_it_is_said(dialog: PortsDialog):
    shown = side(dialog, "params")
    rename(shown, 0, "begin")
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled()
    assert "share a name" in dialog.trouble.text()
    assert dialog.tabs.tabText(2).endswith("!")
    rename(shown, 0, "end")
    assert ok.isEnabled()
    assert not dialog.trouble.text()


def test_cancel_changes_nothing(dialog: PortsDialog, model: DocumentModel):
    before = model.document
    rename(side(dialog, "inputs"), 0, "source")
    finish(dialog, QDialogButtonBox.StandardButton.Cancel)
    assert model.document is before
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_ends_of_the_list_cannot_be_left(dialog: PortsDialog):
    shown = side(dialog, "params")
    assert (shown.up.isEnabled(), shown.down.isEnabled()) == (False, True)
    click(shown.down)
    assert (shown.up.isEnabled(), shown.down.isEnabled()) == (True, False)
    assert shown.table.currentItem().text(NAME) == "length"


def test_a_group_that_went_meanwhile_is_said_and_the_dialog_stays(dialog: PortsDialog, model: DocumentModel):
    rename(side(dialog, "inputs"), 0, "source")
    model.edit("Delete", lambda d: d.without_group("cut"))
    finish(dialog)
    assert "not there any more" in dialog.trouble.text()
    assert dialog.isVisible()


def test_a_group_that_is_gone_opens_no_dialog(qtbot, model: DocumentModel):
    with pytest.raises(GraphError, match="not there any more"):
        PortsDialog(model, faces(), "gone", Look())


def test_everything_has_a_name_and_a_tip(dialog: PortsDialog):
    for shown in dialog.sides.values():
        assert shown.table.accessibleName()
        assert shown.more.accessibleName()
        assert shown.more.toolTip()
        for button in shown.findChildren(QPushButton):
            assert button.text()
            assert button.toolTip()
