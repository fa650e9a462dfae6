"""The page about the window itself: theme, text size, language, movement, notifications, what opens at the start.

In: the settings. Out: changes in them, at once. A page of the preferences window.
"""

from PySide6.QtWidgets import QCheckBox, QComboBox

from studio.preferences.page import PreferencesPage
from studio.settings import SCALES, SettingsStore
from studio.words import tr


class GeneralPage(PreferencesPage):
    """What the window looks like and says."""

    name = "general"

    def __init__(self, settings: SettingsStore) -> None:
        super().__init__(tr("General"))
        self._settings = settings
        self.theme = self._choice(
            "theme", ((tr("Dark"), "dark"), (tr("Light"), "light"), (tr("High contrast"), "high-contrast"))
        )
        self.add_row(
            tr("Theme"), self.theme, tr("Colours of the window; pictures look the same in all of them.")
        )
        self.scale = self._choice("scale", tuple((f"{round(scale * 100)} %", scale) for scale in SCALES))
        self.add_row(tr("Text size"), self.scale, tr("Everything else grows with the text."))
        self.language = self._choice(
            "language", ((tr("As the system"), ""), ("English", "en"), ("Deutsch", "de"))
        )
        self.add_row(tr("Language"), self.language, tr("Words of menus and messages."), later=True)
        self.still = self._check("reduce_motion", tr("Reduce motion"))
        self.add_row(tr("Movement"), self.still, tr("Nothing slides or fades; previews show one picture."))
        self.notify = self._check("notify", tr("Tell me when a long job is done"))
        self.add_row(
            tr("Notifications"), self.notify,
            tr("When a job took longer than 20 seconds and another window is in front. Without a sound."),
        )  # fmt: skip
        self.reopen = self._check("reopen", tr("Open the projects of last time"))
        self.add_row(tr("At the start"), self.reopen, tr("Otherwise the welcome page offers them."))
        settings.changed.connect(self._take_over)

    def _choice(self, field: str, rows: tuple[tuple[str, object], ...]) -> QComboBox:
        box = QComboBox()
        for text, value in rows:
            box.addItem(text, value)
        box.setProperty("field", field)
        self._show(box)
        box.activated.connect(lambda row: self._settings.update(**{field: box.itemData(row)}))
        return box

    def _check(self, field: str, text: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setAccessibleName(text)
        box.setProperty("field", field)
        self._show(box)
        box.toggled.connect(lambda on: self._settings.update(**{field: on}))
        return box

    def _show(self, box: QComboBox | QCheckBox) -> None:
        value = getattr(self._settings.value, box.property("field"))
        if isinstance(box, QComboBox):
            box.setCurrentIndex(max(0, box.findData(value)))
        else:
            box.setChecked(value)

    def _take_over(self) -> None:
        """What menus or keys changed shows here too."""
        for box in (self.theme, self.scale, self.language, self.still, self.notify, self.reopen):
            self._show(box)
