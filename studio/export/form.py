"""What can be chosen about an export beside its preset: range, size, quality, subtitles, sound, gaps, what it carries.

In: the film as it stands, and what is marked and selected in it. Out: fields of a `Wanted`. A part of the export
dialog.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from engine.document import Document
from engine.export import BURN, TRACK, span_of
from engine.film import Film
from engine.presets import Preset
from studio.export.fields import carries, combo
from studio.export.outlook import Outlook
from studio.export.wanted import BLACK, FILM, MAKE, SHOTS, TRIMMED, WHOLE
from studio.export.words import quality_range, quality_words, with_quality
from studio.one_line import OneLine
from studio.playing.timecode import told as place_told
from studio.words import tr

ALL, MARKED, SELECTED, TYPED = "all", "marked", "selected", "typed"
LAST = 100
"""A row of the grid below all others, which takes the room that is left."""
SCALES = ("", "50%", "1080", "720", "540")
"""Sizes to choose from; others can be typed."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What is marked and selected: frames [start, stop) between in and out, ids of timeline items, and of shots in the
    graph where nothing is selected in the film.
    """

    what: str = FILM
    marks: tuple[int, int] | None = None
    items: tuple[str, ...] = ()
    shots: tuple[str, ...] = ()


class ExportForm(QWidget):
    """Rows of label and field. `changed` whenever something else is chosen."""

    changed = Signal()
    takes_wanted = Signal()
    """The artist would rather have takes of the shots that lack one first."""

    def __init__(self, document: Document, aim: Aim, parent: QWidget) -> None:
        super().__init__(parent)
        self._aim, self._document = aim, document
        self._preset: Preset | None = None
        self._row = 0
        self._labels: dict[QWidget, QLabel] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setColumnStretch(1, 1)
        self.grid.setRowStretch(LAST, 1)
        self.range = self._make_range()
        self.typed = QLineEdit(self)
        self.typed.setAccessibleName(tr("Frames or times"))
        self.typed.setToolTip(tr("Frames as 24-48, or times as 0:01-0:02.5; one end may be left out."))
        self.typed.setPlaceholderText("0:01-0:02.5")
        self.scale = self._make_scale()
        self.quality = QSpinBox(self)
        self.looks = OneLine(self)
        self.looks.setProperty("role", "dim")
        self.subtitles = self._combo(
            tr("Subtitles"),
            tr("Whether the film's subtitles are left out, drawn on the picture, or go along as a track."),
            ((tr("Left out"), ""), (tr("Drawn on the picture"), BURN), (tr("As a track"), TRACK)),
        )
        self.sound = QCheckBox(tr("Soundtrack"), self)
        self.sound.setChecked(True)
        self.sound.setToolTip(tr("Whether the film's sounds go along."))
        self.gaps = self._combo(
            tr("Shots without a take"),
            tr(
                "What becomes of shots that were not generated yet. What is made on the way is kept as no take."
            ),
            ((tr("Made on the way"), MAKE), (tr("Left black"), BLACK)),
        )
        self.first = QPushButton(tr("Generate Takes"), self)
        self.first.setAutoDefault(False)
        self.first.setToolTip(tr("Queues a take of each of them, and exports nothing yet."))
        self.lacking = OneLine(self)
        self.lacking.setProperty("role", "dim")
        self.carry = self._combo(
            tr("Carries"),
            tr("What the file tells of how it was made. With the graph, it opens in Shotloom again."),
            carries(),
        )
        self._arrange()
        self._connect()

    # -- what is chosen ------------------------------------------------------------------------------------------------

    def fields(self) -> dict[str, Any]:
        """What of a `Wanted` is chosen here. Raises ParamError for a range that was not understood."""
        aim = self._aim
        chosen: dict[str, Any] = {
            "what": aim.what,
            "scale": self.scale_wanted(),
            "carry": self.carry.currentData(),
            "sound": self.sound.isChecked(),
            "subtitles": self.subtitles.currentData(),
            "gaps": self.gaps.currentData(),
        }
        where = self.range.currentData()
        if aim.what == SHOTS:
            chosen["length"] = self.length.currentData()
            if where == SELECTED:
                chosen |= {"items": aim.items, "shots": () if aim.items else aim.shots}
        else:
            chosen["span"] = self._span(where)
        return chosen

    def preset(self, preset: Preset) -> Preset:
        """A preset with the quality that is chosen here."""
        if quality_range(preset) is None or self._preset is None or self._preset.id != preset.id:
            return preset
        return with_quality(preset, self.quality.value())

    def use(self, preset: Preset) -> None:
        """Offer what this preset can have."""
        self._preset = preset
        limits = quality_range(preset)
        self._show(self.quality, limits is not None)
        if limits is not None:
            self.quality.blockSignals(True)
            self.quality.setRange(limits[0], limits[1])
            self.quality.setValue(limits[2])
            self.quality.blockSignals(False)
        self.looks.setVisible(limits is not None)
        with QSignalBlocker(self.scale):
            # What is typed stays, and one that was chosen too.
            chosen = self.scale_wanted()
            self.scale.setItemText(0, self._own_size())
            if not chosen:
                self.scale.setCurrentIndex(0)
                self.scale.setEditText(self.scale.itemText(0))
        self._tell_quality()
        self._offer_tracks()

    def take_in(self, outlook: Outlook) -> None:
        """The film was looked at: what it does not have need not be asked."""
        film = self._aim.what == FILM
        self._show(self.subtitles, film and outlook.subtitles)
        self._show(self.sound, film and outlook.sounds)
        self._show(self.gaps, film and bool(outlook.gaps))
        self._show(self.first, film and bool(outlook.gaps))
        self.lacking.setVisible(film and bool(outlook.gaps))
        self.lacking.show_text(", ".join(self._document.title(shot) or shot for shot in outlook.gaps))

    def mark_wrong(self, field: QWidget | None) -> None:
        """Show which field was not understood; None for none."""
        for known in (self.typed, self.scale):
            wrong = "true" if known is field else "false"
            if known.property("wrong") != wrong:
                known.setProperty("wrong", wrong)
                known.style().unpolish(known)
                known.style().polish(known)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _span(self, where: str) -> tuple[int, int] | None:
        film = Film(self._document.timeline, self._document.settings.size, {})
        if where == MARKED:
            return self._aim.marks
        if where == SELECTED:
            ids = set(self._aim.items)
            spans = [(start, stop) for start, stop, item in film.spans() if item.id in ids]
            return (spans[0][0], spans[-1][1]) if spans else None
        if where == TYPED:
            return span_of(self.typed.text(), film.rate, film.frames)
        return None

    def scale_wanted(self) -> str:
        """The size as the command line takes it, "" for the film's."""
        place = self.scale.currentIndex()
        text = self.scale.currentText().strip()
        if place >= 0 and text == self.scale.itemText(place):
            return str(self.scale.itemData(place))
        return text

    def _tell_quality(self) -> None:
        """Say beside the number what it means, and which way it goes."""
        if self._preset is not None:
            words = quality_words(self._preset, self.quality.value())
            self.looks.show_text(tr("{words} · lower is larger", words=words))

    def _offer_tracks(self) -> None:
        """A track of subtitles only where the file can hold one."""
        can = self._preset is not None and bool(self._preset.subtitles)
        place = self.subtitles.findData(TRACK)
        model = self.subtitles.model()
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        model.setData(model.index(place, 0), None if can else flags & ~flags, Qt.ItemDataRole.UserRole - 1)
        if not can and self.subtitles.currentIndex() == place:
            self.subtitles.setCurrentIndex(self.subtitles.findData(BURN))
        self.sound.setEnabled(self._preset is None or bool(self._preset.sound))

    def _show(self, field: QWidget, on: bool) -> None:
        field.setVisible(on)
        if (label := self._labels.get(field)) is not None:
            label.setVisible(on)

    def _combo(self, name: str, help: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
        return combo(self, name, help, choices)

    def _make_range(self) -> QComboBox:
        aim, rate = self._aim, self._document.timeline.rate
        count = len(set(aim.items))
        if aim.what == SHOTS:
            choices = [(tr("All of the film") if self._document.timeline.items else tr("All"), ALL)]
            count = count or len(aim.shots)
            if count:
                choices.insert(0, (tr("Selected ({count})", count=count), SELECTED))
            return self._combo(
                tr("Shots"), tr("Which shots are written, each to a file of its own."), choices
            )
        choices = [(tr("Whole film"), ALL)]
        if aim.marks is not None:
            start, stop = (place_told(frame, rate) for frame in aim.marks)
            choices.append((tr("In to out, {start} to {stop}", start=start, stop=stop), MARKED))
        if count:
            text = tr("Selected shot") if count == 1 else tr("From the first to the last selected shot")
            choices.append((text, SELECTED))
        choices.append((tr("Typed…"), TYPED))
        made = self._combo(tr("Range"), tr("Which part of the film is written."), choices)
        if aim.marks is not None:
            made.setCurrentIndex(made.findData(MARKED))
        return made

    def _make_scale(self) -> QComboBox:
        words = {"": self._own_size(), "50%": tr("Half")}
        made = self._combo(
            tr("Size"),
            tr("Pixels of a frame. Others can be typed: 75%, 960x540, or 480 for that many lines."),
            [(words.get(scale) or tr("{lines} lines", lines=scale), scale) for scale in SCALES],
        )
        made.setEditable(True)
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        return made

    def _own_size(self) -> str:
        """The size of what nobody chose another for: the film's, or the largest that the preset writes."""
        whole, preset = self._document.settings.size, self._preset
        size = preset.size(whole) if preset is not None else whole
        if self._aim.what != FILM:
            # Takes have sizes of their own.
            lines = preset.height if preset is not None else 0
            return tr("At most {lines} lines", lines=lines) if lines else tr("As it is")
        shown = f"{size.width} × {size.height}"
        return (
            tr("As it is, {size}", size=shown)
            if size == whole
            else tr("As the preset has it, {size}", size=shown)
        )

    def _arrange(self) -> None:
        gap = self.fontMetrics().height() // 2
        self.grid.setHorizontalSpacing(2 * gap)
        self.grid.setVerticalSpacing(gap)
        self.quality.setAccessibleName(tr("Quality"))
        self.quality.setToolTip(
            tr("The codec's quality factor: a smaller number looks better and makes a larger file.")
        )
        self.quality.setMaximumWidth(10 * gap)
        self.length = self._combo(
            tr("Length"),
            tr("Whether a shot is written as long as its take is, or as the film shows it."),
            ((tr("Whole takes"), WHOLE), (tr("As the film shows them"), TRIMMED)),
        )
        where, missing, quality = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        quality.addWidget(self.quality)
        quality.addWidget(self.looks, 1)
        quality.setSpacing(gap)
        where.setSpacing(gap)
        where.addWidget(self.range, 1)
        where.addWidget(self.typed, 1)
        missing.addWidget(self.first)
        missing.addWidget(self.lacking, 1)
        missing.setSpacing(gap)
        shots = self._aim.what == SHOTS
        self.add(tr("Shots") if shots else tr("Range"), where, self.range)
        self.add(tr("Length"), self.length)
        self.add(tr("Size"), self.scale)
        self.add(tr("Quality"), quality, self.quality)
        self.add(tr("Subtitles"), self.subtitles)
        self.add(tr("Sound"), self.sound)
        self.add(tr("Without a take"), self.gaps)
        self.add("", missing, self.first)
        self.add(tr("Carries"), self.carry)
        self._show(self.length, shots)
        self.typed.hide()
        for field in (self.subtitles, self.sound, self.gaps, self.first):
            self._show(field, False)
        self.lacking.hide()

    def add(self, name: str, content: QWidget | QHBoxLayout, field: QWidget | None = None) -> None:
        """One more row; its name leads to `field` by the keyboard."""
        field = field or (content if isinstance(content, QWidget) else None)
        label = add_row(self.grid, self._row, name, content, field)
        self._row += 1
        if field is not None:
            self._labels[field] = label

    def names_width(self) -> int:
        """The room of the names, for rows of another grid that stand below these."""
        return max(label.sizeHint().width() for label in self._labels.values())

    def _connect(self) -> None:
        for field in (self.range, self.subtitles, self.gaps, self.carry, self.length):
            field.currentIndexChanged.connect(lambda _: self._chosen())
        self.scale.editTextChanged.connect(lambda _: self.changed.emit())
        self.quality.valueChanged.connect(lambda _: self._tell_quality())
        self.quality.valueChanged.connect(lambda _: self.changed.emit())
        self.sound.toggled.connect(lambda _: self.changed.emit())
        self.typed.textChanged.connect(lambda _: self.changed.emit())
        self.first.clicked.connect(lambda _=False: self.takes_wanted.emit())

    def _chosen(self) -> None:
        typed = self.range.currentData() == TYPED
        if typed and not self.typed.isVisible():
            self.typed.show()
            self.typed.setFocus()
        self.typed.setVisible(typed)
        self.changed.emit()


def add_row(
    grid: QGridLayout, row: int, name: str, content: QWidget | QHBoxLayout, field: QWidget | None
) -> QLabel:
    """Put a name, which leads to `field`, and what it names into a grid."""
    label = QLabel(name)
    grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if isinstance(content, QWidget):
        grid.addWidget(content, row, 1)
    else:
        grid.addLayout(content, row, 1)
    if field is not None:
        label.setBuddy(field)
    return label
