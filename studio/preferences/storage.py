"""The page about the disk: how much results may take, what takes how much, what may go, and where things lie.

In: the settings, sizes looked up beside the window. Out: changes in the settings; folders that are cleared or shown. A
page of the preferences window.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.session import Session
from studio.errands import Errands
from studio.preferences import space
from studio.preferences.page import PreferencesPage
from studio.quantities import bytes_words
from studio.settings import SettingsStore
from studio.sure import SureButton
from studio.words import tr
from studio.work.jobs import Jobs

GIB = 1 << 30


class StoragePage(PreferencesPage):
    """What lies where, and how much of it."""

    name = "storage"
    cleared = Signal()
    """Results were removed from the disk, or may have been."""

    def __init__(self, settings: SettingsStore, session: Session, jobs: Jobs, errands: Errands) -> None:
        super().__init__(tr("Storage"), settings)
        self._session = session
        self._jobs = jobs
        self._errands = errands
        self.usage: space.Usage | None = None
        self.budget = self.gibibytes(0.5, 4096.0, 1.0)
        self.budget.valueChanged.connect(self._bound_results)
        self.add_row(
            tr("Results may take"), self.budget,
            tr("Everything that was computed is kept so that it is never computed twice; beyond this the oldest goes."),
        )  # fmt: skip
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(self.fontMetrics().height() // 2)
        self.bar.setAccessibleName(tr("Space that results take of what they may"))
        self.add(self.bar)
        self.told = self.dim("")
        self.add(self.told)
        self.sizes: dict[str, QLabel] = {}
        self.buttons: dict[str, SureButton] = {}
        self.add_heading(tr("On the disk"))
        self.add(self._table())
        self.add_heading(tr("Folders"))
        self._add_folders()
        self.follow()

    def follow(self) -> None:
        """The budget is kept in bytes."""
        super().follow()
        if hasattr(self, "budget"):
            with QSignalBlocker(self.budget):
                self.budget.setValue(self.settings.value.cache_bytes / GIB)
            self._tell()

    def shown(self) -> None:
        """Look anew at what is taken."""
        self._errands.run(lambda: space.measure(self._session), self._measured, key="space")

    # -- sizes ---------------------------------------------------------------------------------------------------------

    def _bound_results(self, gib: float) -> None:
        self.settings.update(cache_bytes=round(gib * GIB))
        QTimer.singleShot(500, self, self._emptied)

    def _table(self) -> QWidget:
        rows = (
            ("results", tr("Results"), tr("What was computed; it is computed again when it is needed.")),
            ("checkpoints", tr("Checkpoints"), tr("Where stopped jobs go on from.")),
            ("thumbnails", tr("Thumbnails"), tr("Small pictures of takes.")),
            (
                "proxies",
                tr("Proxies"),
                tr("Small copies of takes that play quickly; they are made again when needed."),
            ),
            (
                "sounds",
                tr("Decoded sounds"),
                tr("Soundtracks ready to play; they are decoded again when needed."),
            ),
            ("projects", tr("Unsaved projects"), tr("Projects that have no file yet, with their takes.")),
            ("trash", tr("Trash"), tr("Takes of projects that were closed without saving.")),
        )
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self.fontMetrics().height() * 2 // 3)
        for number, (name, title, help) in enumerate(rows):
            self._words += [title, help]
            size = self.sizes[name] = QLabel("…")
            size.setAccessibleName(tr("Size of {what}", what=title))
            size.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            opening = QPushButton(tr("Show"))
            opening.setToolTip(tr("Opens the folder in the system's file browser."))
            opening.setAccessibleName(tr("Show the folder of {what}", what=title))
            opening.clicked.connect(lambda _=False, n=name: self._show(space.places(self._session)[n]))
            about = QVBoxLayout()
            about.setSpacing(0)
            about.addWidget(QLabel(title))
            about.addWidget(self.dim(help))
            grid.addLayout(about, number, 0)
            grid.addWidget(size, number, 1)
            grid.addWidget(opening, number, 2)
            if name in ("results", "checkpoints", "proxies", "sounds", "trash"):
                button = self.buttons[name] = SureButton(tr("Clear"))
                button.setToolTip(tr("Removes them from the disk."))
                button.setAccessibleName(tr("Clear {what}", what=title))
                button.clicked.connect(lambda _=False, n=name: self._clear(n))
                grid.addWidget(button, number, 3)
        grid.setColumnStretch(0, 1)
        return table

    def _clear(self, name: str) -> None:
        busy = self._jobs.busy
        if name == "checkpoints" and busy:
            self.told.setText(tr("Jobs run or wait that go on from checkpoints; stop them first."))
            return
        size = self.usage.taken[name] if self.usage is not None else 0
        if self.buttons[name].sure(tr("Clear {size}?", size=bytes_words(size))):
            session = self._session
            self._errands.run(
                lambda: space.clear(session, name, busy=busy), lambda _: self._emptied(), host=self
            )

    def _emptied(self) -> None:
        """There is less than there was."""
        self.cleared.emit()
        self.shown()

    def _measured(self, usage: space.Usage) -> None:
        self.usage = usage
        for name, label in self.sizes.items():
            label.setText(bytes_words(usage.taken[name]))
        for name, button in self.buttons.items():
            button.setEnabled(usage.taken[name] > 0)
        self._tell()

    def _tell(self) -> None:
        if self.usage is None:
            return
        taken, budget = self.usage.taken["results"], self.settings.value.cache_bytes
        self.bar.setRange(0, 1000)
        self.bar.setValue(min(1000, round(1000 * taken / budget)))
        text = tr("{taken} of {budget} taken; the disk has {free} left.",
                  taken=bytes_words(taken), budget=bytes_words(budget), free=bytes_words(self.usage.free))  # fmt: skip
        if self.usage.pinned:
            text += " " + tr("{size} are kept for frozen nodes.", size=bytes_words(self.usage.pinned))
        self.told.setText(text)

    # -- folders -------------------------------------------------------------------------------------------------------

    def _add_folders(self) -> None:
        folders = self._session.folders
        showing = tr("Opens the folder in the system's file browser.")
        self.data = self._button(tr("Show Folder"), showing, lambda: self._show(folders["data"]))
        self.add_row(tr("Your work"), self.data, str(folders["data"]))
        another = tr("Chooses another folder, for example on a larger disk.")
        self.cache = self._button(tr("Choose…"), another, self._choose_cache)
        usual = tr("Brings the folder back that the system has for this.")
        self.back = self._button(tr("The Usual Place"), usual, lambda: self.settings.update(cache_folder=""))
        self.cache_told = self.add_row(tr("Results lie in"), self.cache, "", self.back)
        more = tr("Looks for models in another folder.")
        self.add_model = self._button(tr("Add Folder…"), more, self._choose_models)
        fewer = tr("Looks no longer into the chosen folder; nothing is deleted.")
        self.drop_model = self._button(tr("Remove"), fewer, self._drop_models)
        self.add_row(
            tr("More models in"), self.add_model,
            tr("Weights made for this program are looked for there, beside the built-in ones."),
            self.drop_model, later=True,
        )  # fmt: skip
        self.models = QListWidget()
        self.models.setAccessibleName(tr("Folders with models"))
        self.models.setToolTip(tr("Choose one to remove it."))
        self.models.setFixedHeight(self.fontMetrics().height() * 5)
        self.add(self.models)
        self.settings.changed.connect(self._tell_folders)
        self._tell_folders()

    def _button(self, text: str, help: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(help)
        button.setAccessibleName(text.rstrip("…"))
        button.clicked.connect(lambda: act())
        return button

    def _tell_folders(self) -> None:
        chosen = self.settings.value
        place = chosen.cache_folder or str(self._session.folders["cache"])
        later = tr("Counts from the next start.") if Path(place) != self._session.folders["cache"] else ""
        self.cache_told.setText(f"{place}  {later}".strip())
        self.cache_told.show()
        self.back.setEnabled(bool(chosen.cache_folder))
        self.models.clear()
        self.models.addItems(list(chosen.model_folders))
        self.models.setVisible(bool(chosen.model_folders))
        self.drop_model.setEnabled(bool(chosen.model_folders))

    def _choose_cache(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, tr("Folder for results"), str(self._session.folders["cache"])
        )
        if folder:
            self.settings.update(cache_folder=folder)

    def _choose_models(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Folder with models"), self.settings.value.folder)
        known = self.settings.value.model_folders
        if folder and folder not in known:
            self.settings.update(model_folders=(*known, folder))

    def _drop_models(self) -> None:
        row = max(0, self.models.currentRow())
        known = self.settings.value.model_folders
        self.settings.update(model_folders=(*known[:row], *known[row + 1 :]))

    def _show(self, folder: Path) -> None:
        """Open a folder, or the nearest one that is there."""
        there = next(place for place in (folder, *folder.parents) if place.is_dir())
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(there)))
