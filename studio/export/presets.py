"""The list of presets: ours, then the artist's own, which can be saved, taken in from a file, and removed.

In: the shelf of presets. Out: the chosen `Preset`. The disk is read and written off the GUI thread. A part of the
export dialog.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from engine.preset_shelf import PresetShelf
from engine.presets import NAME_LIMIT, PRESETS, STILL, Preset, find
from studio.attempts import attempt
from studio.errands import Errands
from studio.export.words import help_of, label_of
from studio.sure import SureButton
from studio.theme import Look
from studio.words import tr

_PRESET = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


class PresetList(QWidget):
    """`changed` whenever another preset is chosen; `said` tells what became of saving, taking in and removing."""

    changed = Signal()
    said = Signal(str)

    def __init__(
        self, shelf: PresetShelf, errands: Errands, look: Look, folder: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._shelf, self._errands, self._folder = shelf, errands, folder
        self._waits = ""
        self.now: Callable[[], Preset | None] = self.chosen
        """What "save" keeps: the chosen preset with what was changed about it."""
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Presets"))
        self.list.setItemDelegate(_Row(look, self.list))
        self.list.currentItemChanged.connect(lambda *_: self._told())
        self.save = self._button(
            tr("Save…"), tr("Keeps these choices as a preset of your own."), self._ask_name
        )
        self.take_in = self._button(tr("Import…"), tr("Takes in a preset from a file."), self._ask_file)
        self.remove = SureButton(tr("Remove"), self)
        self.remove.setToolTip(tr("Forgets this preset of yours; files made with it stay."))
        self.remove.setAccessibleName(tr("Remove"))
        self.remove.clicked.connect(self._remove)
        self.remove.setAutoDefault(False)
        buttons = QHBoxLayout()
        for button in (self.save, self.take_in, self.remove):
            buttons.addWidget(button)
        buttons.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.list, 1)
        rows.addLayout(buttons)
        self._fill(PRESETS)
        self._read()

    def chosen(self) -> Preset | None:
        """The preset in the list's current row."""
        item = self.list.currentItem()
        return item.data(_PRESET) if item is not None else None

    def choose(self, name: str) -> None:
        """Choose the preset of this id; one that is not read yet is chosen once it is."""
        row = self._row(name)
        self._waits = "" if row >= 0 else name
        self.list.setCurrentRow(max(row, 0))

    # -- inside --------------------------------------------------------------------------------------------------------

    def _button(self, text: str, help: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(help)
        button.setAccessibleName(text.removesuffix("…"))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: run())
        return button

    def _told(self) -> None:
        preset = self.chosen()
        self.remove.setEnabled(preset is not None and preset.custom)
        if preset is not None:
            self.changed.emit()

    def _row(self, name: str) -> int:
        rows = range(self.list.count())
        return next((row for row in rows if self.list.item(row).data(_PRESET).id == name), -1)

    def _read(self, choose: str = "") -> None:
        shelf = self._shelf
        self._errands.run(
            shelf.all, lambda found: self._arrived(found, choose), key=f"presets {id(self)}", host=self
        )

    def _arrived(self, found: tuple[Preset, ...], choose: str) -> None:
        now = self.chosen()
        wanted = choose or self._waits or (now.id if now is not None else "")
        self._fill(found)
        self.choose(wanted)
        self._waits = ""
        if self._shelf.problems:
            self.said.emit(self._shelf.problems[0].line())

    def _fill(self, presets: tuple[Preset, ...]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for preset in presets:
            if preset.kind == STILL:
                # A frame has a dialog of its own.
                continue
            item = QListWidgetItem(label_of(preset))
            item.setData(_PRESET, preset)
            item.setToolTip(help_of(preset))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {preset.extension}")
            self.list.addItem(item)
        self.list.blockSignals(False)

    def _ask_name(self) -> None:
        preset = self.now()
        if preset is None:
            return
        asked = QInputDialog(self)
        asked.setWindowTitle(tr("Save Preset"))
        asked.setLabelText(tr("What is this preset called?"))
        asked.setTextValue(preset.label if preset.custom else tr("My {name}", name=tr(preset.label)))
        asked.setOkButtonText(tr("Save"))
        asked.setCancelButtonText(tr("Cancel"))
        asked.textValueSelected.connect(lambda name: self.keep(replace(preset, label=name.strip())))
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def keep(self, preset: Preset) -> None:
        """Keep a preset under its label, as the artist's own."""
        label = preset.label[:NAME_LIMIT]
        if not label or find(label) is not None:
            self.said.emit(tr("{name} is the name of a preset that comes with Shotloom.", name=label or "?"))
            return
        kept = replace(preset, id=f"custom:{label}", label=label, custom=True)
        shelf = self._shelf
        attempt(
            self._errands,
            lambda: shelf.save(kept),
            lambda _: self._read(kept.id),
            lambda error: self.said.emit(str(error)),
            host=self,
        )

    def _ask_file(self) -> None:
        kinds = f"{tr('Presets')} (*.json)"
        name, _ = QFileDialog.getOpenFileName(self, tr("Import Preset"), self._folder, kinds)
        if name:
            self.bring(Path(name))

    def bring(self, path: Path) -> None:
        """Take in the preset of a file."""
        shelf = self._shelf
        attempt(
            self._errands,
            lambda: shelf.take_in(path),
            lambda preset: self._read(preset.id),
            lambda error: self.said.emit(str(error)),
            host=self,
        )

    def _remove(self) -> None:
        preset = self.chosen()
        if preset is None or not preset.custom or not self.remove.sure(tr("Really Remove?")):
            return
        shelf, row = self._shelf, self.list.currentRow()
        neighbour = self.list.item(max(0, row - 1)).data(_PRESET).id
        attempt(
            self._errands,
            lambda: shelf.remove(preset),
            lambda _: self._read(neighbour),
            lambda error: self.said.emit(str(error)),
            host=self,
        )


class _Row(QStyledItemDelegate):
    """A preset's name, and quietly at the right end the ending of its files."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Asked by Qt."""
        super().paint(painter, option, index)
        self._ending(painter, option, index.data(_PRESET))

    def _ending(self, painter: QPainter, option: QStyleOptionViewItem, preset: Preset) -> None:
        given, theme = cast("Any", option), self._look.theme
        selected = bool(given.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setPen(QColor(theme.on_accent if selected else theme.dim))
        painter.setFont(given.font)
        gap = given.fontMetrics.height() // 2
        where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(given.rect).adjusted(0, 0, -gap, 0), where, f".{preset.extension}")
        painter.restore()
