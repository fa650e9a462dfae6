"""The details of what is selected on the timeline: words, place, length, looks and loudness, to be typed and chosen.

In: the table's selection. Out: edits, one per value that was entered, through the timeline's `CutHand`. Lies beside the
tracks while the artist wants it there.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine import placing
from engine.document import Document
from engine.errors import InputError
from engine.timeline import Item
from engine.tracks import FITS, PLACES, SMALLEST_TEXT, SUBTITLE, TITLE, Cue, Marker, Placed, Sound
from studio.cut_hand import CutHand
from studio.edit import timeline
from studio.theme import Look
from studio.timeline.fields import Choice, NumberLine, TimeLine, Words
from studio.timeline.hit import Hit
from studio.timeline.table import CuttingTable
from studio.timeline.telling import COLOURS, FIT_WORDS, PLACE_WORDS, kind_words, tip
from studio.words import tr

Thing = Item | Placed | Cue | Sound | Marker
Show = Callable[[Any], object]
"""Brings a field up to date with the thing that it is of."""
WIDE = 15
"""How wide the pane is at first, in lines of text."""


class Details(QScrollArea):
    """One form, for the one thing that is selected."""

    def __init__(self, table: CuttingTable, hand: CutHand, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._table, self._hand, self._look = table, hand, look
        self._kind: type[Thing] | None = None
        self._id = ""
        self._shows: list[Show] = []
        self.fields: dict[str, QWidget] = {}
        """The fields of what is selected, by what they hold."""
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Details"))
        self.setMinimumWidth(round(self.fontMetrics().height() * WIDE * 0.8))
        inner = QWidget(self)
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(8, 4, 8, 8)
        self._heading, self._about = QLabel(inner), QLabel(inner)
        self._heading.setProperty("role", "title")
        self._about.setProperty("role", "dim")
        for label in (self._heading, self._about):
            label.setWordWrap(True)
            self._rows.addWidget(label)
        self._body = QWidget(inner)
        self._rows.addWidget(self._body)
        self._rows.addStretch(1)
        self.setWidget(inner)
        table.selection_changed.connect(self.renew)
        table.changed.connect(self.renew)

    def renew(self) -> None:
        """Something else is selected, or it is another value."""
        if not self.isVisible() or self._table.previewing:
            return
        thing = self._thing()
        if thing is None or type(thing) is not self._kind or thing.id != self._id:
            self._build(thing)
        self._tell(thing)
        for show in self._shows if thing is not None else ():
            show(thing)

    def settle(self) -> None:
        """What is being typed counts."""
        for field in self.fields.values():
            if isinstance(field, TimeLine | NumberLine | Words):
                field.enter()

    # -- what is selected ----------------------------------------------------------------------------------------------

    def _thing(self) -> Thing | None:
        """The one thing that is selected; gaps have no details."""
        chosen = self._table.selection
        if len(chosen) != 1:
            return None
        (name,) = chosen
        try:
            found = timeline.thing_of(self._table.timeline, name)
        except InputError:
            # It went just now, and so will the selection.
            return None
        return None if isinstance(found, Item) and found.shot is None else found

    def _tell(self, thing: Thing | None) -> None:
        """What it is, and what is known of it."""
        if thing is None:
            several = len(self._table.selection) > 1
            self._heading.setText(tr("{count} things", count=len(self._table.selection)) if several else "")
            self._about.setText(
                tr("Details are those of one thing at a time.")
                if several
                else tr("Select a shot, a title, a sound or a marker to see its details here.")
            )
        elif isinstance(thing, Marker):
            self._heading.setText(tr("Marker"))
            self._about.setText(tr("It moves with its shot.") if thing.item is not None else "")
        else:
            block = self._table.still.blocks[thing.id]
            self._heading.setText(f"{kind_words(block)} · {self._table.name(block)}")
            self._about.setText("\n".join(tip(self._table, Hit("body", block)).split("\n")[1:]))
        self._heading.setVisible(bool(self._heading.text()))
        self._about.setVisible(bool(self._about.text()))

    # -- fields --------------------------------------------------------------------------------------------------------

    def _build(self, thing: Thing | None) -> None:
        """Fields for another thing."""
        self.settle()
        self._kind, self._id = (type(thing), thing.id) if thing is not None else (None, "")
        self._shows, self.fields = [], {}
        fresh = QWidget(self.widget())
        form = QFormLayout(fresh)
        form.setContentsMargins(0, 4, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        match thing:
            case Item():
                self._of_shot(form)
            case Placed():
                self._of_overlay(form)
            case Cue():
                self._of_words(form)
            case Sound():
                self._of_sound(form)
            case Marker():
                self._of_marker(form)
        self._rows.replaceWidget(self._body, fresh)
        # A field may be the one that made this happen.
        self._body.hide()
        self._body.deleteLater()
        self._body = fresh

    def _of_shot(self, form: QFormLayout) -> None:
        self._time(form, "in", tr("In"), lambda x: x.in_point, self._slip)
        self._time(form, "length", tr("Length"), lambda x: x.length, self._length)
        self._time(form, "dissolve", tr("Dissolve"), lambda x: x.dissolve, lambda d, s: timeline.set_dissolve(
            d, self._id, max(s, Fraction(0))
        ), "dissolve")  # fmt: skip

    def _of_overlay(self, form: QFormLayout) -> None:
        self._time(form, "start", tr("Start"), lambda x: x.start, self._move, "move")
        self._time(form, "in", tr("In"), lambda x: x.in_point, self._slip)
        self._time(form, "length", tr("Length"), lambda x: x.length, self._length)
        self._number(form, "opacity", tr("Opacity"), "%", 5, lambda x: float(x.opacity * 100), self._opacity,
                     "opacity")  # fmt: skip
        self._choice(form, "fit", tr("Shape"), {tr(FIT_WORDS[fit]): fit for fit in FITS})
        self._fades(form)

    def _of_words(self, form: QFormLayout) -> None:
        self._words(form, "text", tr("Words"), 3, "text")
        kinds: Mapping[str, object] = {tr("Subtitle"): SUBTITLE, tr("Title"): TITLE}
        self._choice(form, "role", tr("Kind"), kinds)
        self._choice(form, "place", tr("Place"), {tr(PLACE_WORDS[place]): place for place in PLACES})
        self._number(form, "size", tr("Size"), "%", 0.5, lambda x: float(x.size * 100), self._size)
        self._time(form, "start", tr("Start"), lambda x: x.start, self._move, "move")
        self._time(form, "length", tr("Length"), lambda x: x.length, self._length)
        self._time(form, "fade", tr("Fade"), lambda x: x.fade, lambda d, s: timeline.set_fades(
            d, self._id, fade_in=max(s, Fraction(0))
        ), "fade")  # fmt: skip

    def _of_sound(self, form: QFormLayout) -> None:
        self._number(form, "volume", tr("Volume"), "dB", 1, lambda x: x.volume, lambda d, value: timeline.set_volume(
            d, (self._id,), value
        ), "volume")  # fmt: skip
        muted = QCheckBox(tr("Muted"))
        muted.clicked.connect(lambda on: self._edit(
            "mute" if on else "unmute", lambda d: timeline.mute(d, (self._id,), on)
        ))  # fmt: skip
        self._add(form, "muted", "", muted, lambda x: muted.setChecked(x.muted))
        self._time(form, "start", tr("Start"), lambda x: x.start, self._move, "move")
        self._time(form, "in", tr("In"), lambda x: x.in_point, self._slip)
        self._time(form, "length", tr("Length"), lambda x: x.length, self._length)
        self._fades(form)

    def _of_marker(self, form: QFormLayout) -> None:
        self._words(form, "name", tr("Name"), 1, "marker")
        self._words(form, "note", tr("Note"), 3, "marker")
        colours = {tr(name): colour for name, colour in COLOURS}
        self._choice(form, "colour", tr("Colour"), colours, "marker", colours=True)
        self._time(form, "time", tr("Time"), lambda x: x.time, self._move, "marker")

    # -- edits ---------------------------------------------------------------------------------------------------------

    def _edit(self, deed: str, change: Callable[[Document], Document]) -> None:
        """One step; where nothing comes of it the fields show again what there is."""
        if not self._id or not self._hand.carry_out(deed, (self._id,), change):
            self.renew()

    def _length(self, document: Document, seconds: Fraction) -> Document:
        thing = timeline.thing_of(document.timeline, self._id)
        by = seconds - getattr(thing, "length", seconds)
        return timeline.trim_end(document, self._id, by, ripple_all=self._hand.ripple_all())

    def _slip(self, document: Document, seconds: Fraction) -> Document:
        thing = timeline.thing_of(document.timeline, self._id)
        return timeline.slip(document, self._id, seconds - getattr(thing, "in_point", seconds))

    def _move(self, document: Document, seconds: Fraction) -> Document:
        return timeline.edited(document, placing.move, self._id, max(seconds, Fraction(0)))

    def _opacity(self, document: Document, percent: float) -> Document:
        share = Fraction(round(min(max(percent, 0.0), 100.0) * 10), 1000)
        return timeline.change(document, self._id, opacity=share)

    def _size(self, document: Document, percent: float) -> Document:
        share = min(max(Fraction(round(percent * 10), 1000), SMALLEST_TEXT), Fraction(1))
        return timeline.change(document, self._id, size=share)

    # -- kinds of fields -----------------------------------------------------------------------------------------------

    def _add(self, form: QFormLayout, name: str, label: str, field: QWidget, show: Show) -> None:
        form.addRow(label, field)
        self.fields[name] = field
        self._shows.append(show)

    def _time(
        self,
        form: QFormLayout,
        name: str,
        label: str,
        read: Callable[[Any], Fraction],
        change: Callable[[Document, Fraction], Document],
        deed: str = "trim",
    ) -> None:
        deed = "slip" if name == "in" else deed
        line = TimeLine(self._look, label, lambda value: self._edit(deed, lambda d: change(d, value)))
        self._add(form, name, label, line, lambda x: line.show_time(read(x), self._table.timeline.rate))

    def _number(
        self,
        form: QFormLayout,
        name: str,
        label: str,
        unit: str,
        step: float,
        read: Callable[[Any], float],
        change: Callable[[Document, float], Document],
        deed: str = "change",
    ) -> None:
        line = NumberLine(
            self._look, label, unit, step, lambda value: self._edit(deed, lambda d: change(d, value))
        )
        self._add(form, name, label, line, lambda x: line.show_number(read(x)))

    def _choice(
        self,
        form: QFormLayout,
        name: str,
        label: str,
        values: Mapping[str, object],
        deed: str = "change",
        colours: bool = False,
    ) -> None:
        field = Choice(label, tuple(values.items()), lambda value: self._edit(
            deed, lambda d: timeline.change(d, self._id, **{name: value})
        ), colours)  # fmt: skip
        self._add(form, name, label, field, lambda x: field.show_value(getattr(x, name)))

    def _words(self, form: QFormLayout, name: str, label: str, lines: int, deed: str) -> None:
        def take(text: str) -> None:
            plain = text.strip() if name != "name" else " ".join(text.split())
            if plain or name != "text":
                self._edit(deed, lambda d: timeline.change(d, self._id, **{name: plain}))
            else:
                # Words that say nothing cannot be found again.
                self.renew()

        field = Words(label, lines, take)
        self._add(form, name, label, field, lambda x: field.show_text(getattr(x, name)))

    def _fades(self, form: QFormLayout) -> None:
        zero = Fraction(0)
        self._time(form, "fade_in", tr("Fade in"), lambda x: x.fade_in, lambda d, s: timeline.set_fades(
            d, self._id, fade_in=max(s, zero)
        ), "fade")  # fmt: skip
        self._time(form, "fade_out", tr("Fade out"), lambda x: x.fade_out, lambda d, s: timeline.set_fades(
            d, self._id, fade_out=max(s, zero)
        ), "fade")  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.renew()
