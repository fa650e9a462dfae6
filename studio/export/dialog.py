"""The export dialog: presets on the left; on the right what becomes of the film, where it goes, and what is in the way.

In: an open document, what is marked and selected in it. Out: one or several jobs in the queue. What the export would
be is looked at off the GUI thread after every change. Opened by `studio.exporting`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from engine.errors import ParamError, StudioError
from engine.export import BURN, size_of
from engine.preset_shelf import PresetShelf
from engine.presets import SEQUENCE, Preset
from engine.session import Session
from studio.attempts import attempt
from studio.errands import Errands
from studio.export.findings import Findings
from studio.export.form import Aim, ExportForm, add_row
from studio.export.names import PATTERN, clean, stem_of
from studio.export.outlook import Outlook, outlook
from studio.export.place import Place
from studio.export.presets import PresetList
from studio.export.question import Question
from studio.export.room import Room
from studio.export.wanted import FILM, SHOTS, Wanted, beside
from studio.export.words import help_of, label_of, picture_words, size_words, sound_words
from studio.projects.opened import OpenDocument
from studio.quantities import SHORT, bytes_words, seconds_words
from studio.theme import Look
from studio.words import tr

REST_MS = 120
"""How long nothing changes before the export is looked at anew."""
FIRST = "h264"


class ExportDialog(QDialog):
    """Asks how and where to; `chosen` says what then is wanted, with what is remembered for the next time."""

    chosen = Signal(object)
    """A `Wanted`."""
    takes_wanted = Signal(object)
    """Shots, by id, of which a take should be made first."""

    def __init__(
        self,
        opened: OpenDocument,
        aim: Aim,
        session: Session,
        errands: Errands,
        look: Look,
        known: Callable[[], bool],
        promised: Callable[[], frozenset[Path]],
        remembered: Mapping[str, str],
        start: Path,
        parent: QWidget,
    ) -> None:
        """`known` tells whether the machine is known, so that it can be told how long things take, `promised` what
        exports that wait or run will write; `start` is a file to propose, `remembered` what was chosen last.
        """
        super().__init__(parent)
        self._opened, self._aim, self._session, self._errands = opened, aim, session, errands
        self._known, self._promised = known, promised
        self._closed = False
        self.outlook: Outlook | None = None
        self._looks = 0
        film = aim.what == FILM
        title = (
            tr("Export {name}", name=opened.name) if film else tr("Export shots of {name}", name=opened.name)
        )
        self.setWindowTitle(title)
        shelf = PresetShelf(session.folders["data"] / "presets")
        self.presets = PresetList(shelf, errands, look, str(start.parent), self)
        self.presets.now = self._now
        self.form = ExportForm(opened.model.document, aim, self)
        self.place = Place(self)
        self.title, self.help, self.kind, self.facts = (QLabel(self) for _ in range(4))
        self.findings = Findings(look, self)
        self.foot = QWidget(self)
        self.question = Question(self.foot, self)
        self.buttons = QDialogButtonBox(self)
        self.go = self.buttons.addButton(tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setToolTip(tr("Queues it as a job; the window can be used meanwhile."))
        self.stop = self.buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.stop.setToolTip(tr("Writes nothing."))
        self.forecast = QLabel(self)
        self._arrange()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.look)
        self._connect()
        self._begin(remembered, start)

    # -- what is wanted ------------------------------------------------------------------------------------------------

    def wanted(self) -> Wanted | None:
        """What is chosen now; None, and the field marked, where something was not understood."""
        preset = self.presets.chosen()
        if preset is None:
            return None
        try:
            fields = self.form.fields()
        except ParamError as error:
            self.form.mark_wrong(self.form.typed)
            self._tell_wrong(error)
            return None
        if scale := str(fields["scale"]):
            try:
                size_of(scale, self._opened.model.document.settings.size)
            except ParamError as error:
                self.form.mark_wrong(self.form.scale)
                self._tell_wrong(error)
                return None
        name = clean(stem_of(self.place.name.text(), preset))
        return Wanted(
            self._opened.opened(),
            self.form.preset(preset),
            self.place.folder,
            name,
            self._opened.name,
            promised=self._promised(),
            **fields,
        )

    def remember(self) -> dict[str, str]:
        """What to propose the next time."""
        preset, form = self.presets.chosen(), self.form
        return {
            "preset": preset.id if preset is not None else FIRST,
            "carry": str(form.carry.currentData()),
            "subtitles": str(form.subtitles.currentData()),
            "length": str(form.length.currentData()),
            **({"pattern": self.place.name.text()} if self._aim.what == SHOTS else {}),
        }

    def look(self) -> None:
        """Look at what is chosen, off the GUI thread; what was asked before is no answer any more."""
        self._looks += 1
        this, wanted = self._looks, self.wanted()
        if wanted is None:
            return
        session, keys = self._session, self._known()
        self._errands.run(
            lambda: outlook(session, wanted, keys=keys),
            lambda found: self._looked(found) if this == self._looks else None,
            key=f"export {id(self)}", first=True,
            failed=lambda message: self._failed(message) if this == self._looks else None,
        )  # fmt: skip

    def again(self) -> None:
        """Something changed: look soon."""
        self.question.put_away()
        self._rest.start()

    def accept(self) -> None:
        """Qt: export, unless something is in the way or would be written over."""
        wanted = self.wanted()
        if wanted is None or self.question.isVisible():
            return
        session, keys = self._session, self._known()
        self.go.setEnabled(False)
        attempt(
            self._errands,
            lambda: outlook(session, wanted, keys=keys),
            lambda found: self._decide(wanted, found),
            lambda error: self._failed(str(error)),
        )

    def done(self, result: int) -> None:
        """Qt: the dialog closes, however."""
        self._closed = True
        self._rest.stop()
        self._errands.forget(f"export {id(self)}")
        super().done(result)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _now(self) -> Preset | None:
        """The preset with the quality that is chosen, and the lines that are typed as its height."""
        preset = self.presets.chosen()
        if preset is None:
            return None
        scale = self.form.scale_wanted()
        lines = int(scale) if scale.isascii() and scale.isdecimal() else preset.height
        return replace(self.form.preset(preset), height=lines)

    def _decide(self, wanted: Wanted, found: Outlook) -> None:
        if self._closed:
            return
        self._looked(found)
        if found.problems:
            return
        if not found.taken:
            self._go(wanted)
            return
        first, more = found.taken[0].name, len(found.taken) - 1
        text = (
            tr("{name} and {count} more files are there already.", name=first, count=more)
            if more
            else tr("{name} is there already.", name=first)
        )
        self.question.ask(
            text,
            lambda: self._go(replace(wanted, overwrite=True, surplus=found.surplus)),
            lambda: self._beside(wanted, found),
        )

    def _beside(self, wanted: Wanted, found: Outlook) -> None:
        """Keep what is there: this one goes under another name."""
        attempt(
            self._errands,
            lambda: beside(wanted, found.files, found.frames),
            self._go,
            lambda error: self._failed(str(error)),
        )

    def _go(self, wanted: Wanted) -> None:
        if self._closed:
            return
        self.chosen.emit(wanted)
        super().accept()

    def _looked(self, found: Outlook) -> None:
        if self._closed:
            return
        self.outlook = found
        self.form.take_in(found)
        self.form.mark_wrong(None)
        self._tell(found)

    def _failed(self, message: str) -> None:
        if not self._closed:
            self.findings.tell((message,), ())
            self.go.setEnabled(False)

    def _tell_wrong(self, error: StudioError) -> None:
        self.findings.tell((str(error),), ())
        self.forecast.setText("")
        self.go.setEnabled(False)

    def _tell(self, found: Outlook) -> None:
        self.findings.tell(found.problems, found.notes)
        self.go.setEnabled(not found.problems)
        length = seconds_words(float(found.frames / found.rate)) if found.rate else ""
        frames = tr("1 frame") if found.frames == 1 else tr("{count} frames", count=found.frames)
        parts = [size_words(found.size, found.rate), length, frames] if found.frames else []
        if self._aim.what == SHOTS and found.files:
            count = len(found.files)
            parts = [tr("1 file") if count == 1 else tr("{count} files", count=count), *parts[1:]]
        self.facts.setText(" · ".join(parts))
        self.forecast.setText(_forecast_words(found))
        self._tell_files(found)

    def _tell_files(self, found: Outlook) -> None:
        preset = self.presets.chosen()
        if preset is None:
            return
        self._tell_kind(preset)
        ending = f".{preset.extension}"
        if preset.kind == SEQUENCE:
            ending = f"/{self.place.stem}_00001{ending} …" if self._aim.what == FILM else f"/…_00001{ending}"
        self.place.ending.setText(ending)
        self.place.name.setToolTip("\n".join(str(path) for path in found.files[:12]))

    def _chose_preset(self) -> None:
        preset = self.presets.chosen()
        if preset is None:
            return
        self.form.use(preset)
        self.title.setText(label_of(preset))
        self.help.setText(help_of(preset))
        self._tell_kind(preset)
        self.again()

    def _tell_kind(self, preset: Preset) -> None:
        heard = self.outlook is not None and self.outlook.sounds and self.form.sound.isChecked()
        sound = sound_words(preset) if heard and self._aim.what == FILM else ""
        self.kind.setText(" · ".join(part for part in (picture_words(preset), sound) if part))

    def _begin(self, remembered: Mapping[str, str], start: Path) -> None:
        """Propose what was chosen last."""
        form = self.form
        for combo, name in ((form.carry, "carry"), (form.subtitles, "subtitles"), (form.length, "length")):
            # What the viewer shows is exported: subtitles too, until they were left out once.
            place = combo.findData(remembered.get(name, BURN if combo is form.subtitles else ""))
            combo.setCurrentIndex(max(place, 0))
        self.place.set_path(start)
        if self._aim.what == SHOTS:
            self.place.name.setText(remembered.get("pattern") or PATTERN)
        self.presets.choose(remembered.get("preset") or FIRST)
        self.place.name.selectAll()
        self.place.name.setFocus()

    def _connect(self) -> None:
        self.presets.changed.connect(self._chose_preset)
        self.presets.said.connect(lambda text: self.findings.tell((), (text,)))
        self.form.changed.connect(self.again)
        self.place.changed.connect(self.again)
        self.form.takes_wanted.connect(self._want_takes)
        self._opened.model.changed.connect(self.again)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.question.dismissed.connect(self.again)

    def _want_takes(self) -> None:
        if self.outlook is not None:
            self.takes_wanted.emit(self.outlook.gaps)
            self.reject()

    def _arrange(self) -> None:
        line = self.fontMetrics().height()
        self.title.setProperty("role", "title")
        for label in (self.help, self.kind, self.facts, self.forecast):
            label.setProperty("role", "dim")
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.help.setWordWrap(True)
        self.kind.setWordWrap(True)
        self.facts.setWordWrap(True)
        shots = self._aim.what == SHOTS
        # Where it goes stays in sight, however small the dialog is.
        where = QGridLayout()
        where.setHorizontalSpacing(line)
        where.setVerticalSpacing(line // 2)
        where.setColumnStretch(1, 1)
        where.setColumnMinimumWidth(0, self.form.names_width())
        self.form.grid.setColumnMinimumWidth(0, self.form.names_width())
        add_row(where, 0, tr("Names") if shots else tr("File"), self.place.file_row, self.place.name)
        add_row(where, 1, tr("Folder"), self.place.folder_row, self.place.choose)
        if shots:
            self.place.name.setToolTip(tr("{stem}, {shot}, {take} and {seed} are filled in."))
        edge = QFrame(self)
        edge.setFrameShape(QFrame.Shape.HLine)
        edge.setFrameShadow(QFrame.Shadow.Plain)
        edge.setForegroundRole(QPalette.ColorRole.Mid)
        room = Room(self.form, self)
        right = QVBoxLayout()
        right.setSpacing(line // 4)
        for label in (self.title, self.help, self.kind, self.facts):
            right.addWidget(label)
        right.addSpacing(line // 2)
        right.addWidget(edge)
        right.addSpacing(line // 2)
        right.addWidget(room)
        right.addSpacing(line // 2)
        right.addLayout(where)
        right.addStretch(1)
        right.addWidget(self.findings)
        columns = QHBoxLayout()
        columns.setSpacing(line)
        columns.addWidget(self.presets, 2)
        columns.addLayout(right, 5)
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.forecast, 1)
        foot.addWidget(self.buttons)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(line, line, line, line)
        rows.setSpacing(line // 2)
        rows.addLayout(columns, 1)
        rows.addWidget(self.question)
        rows.addWidget(self.foot)
        self.setMinimumSize(line * 34, line * 20)
        screen = self.screen().availableSize()
        self.resize(min(line * 46, screen.width()), min(line * 34, round(screen.height() * 0.92)))


def _forecast_words(found: Outlook) -> str:
    """How large and how long, as far as it is known."""
    parts = []
    if found.bytes:
        parts.append(tr("about {size}", size=bytes_words(_rounded(found.bytes))))
    if found.seconds is not None and found.seconds < SHORT:
        parts.append(tr("is made already"))
    elif found.seconds is not None:
        time = seconds_words(found.seconds)
        known = tr("takes about {time}", time=time)
        parts.append(tr("takes about {time}, shots included", time=time) if found.make else known)
    text = " · ".join(parts)
    return text[:1].upper() + text[1:]


def _rounded(count: int) -> int:
    """Two digits are more than is known."""
    step = 10 ** max(0, len(str(count)) - 2)
    return round(count / step) * step
