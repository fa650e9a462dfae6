"""The page about the window itself: theme, text size, language, movement, notifications, what opens at the start.

In: the settings. Out: changes in them, at once. A page of the preferences window.
"""

from studio.preferences.page import PreferencesPage
from studio.settings import SCALES, SettingsStore
from studio.words import tr


class GeneralPage(PreferencesPage):
    """What the window looks like and says."""

    name = "general"

    def __init__(self, settings: SettingsStore) -> None:
        super().__init__(tr("General"), settings)
        themes = ((tr("Dark"), "dark"), (tr("Light"), "light"), (tr("High Contrast"), "high-contrast"))
        self.theme = self.choice("theme", themes)
        self.add_row(
            tr("Theme"), self.theme, tr("Colours of the window; pictures look the same in all of them.")
        )
        self.scale = self.choice("scale", [(f"{round(scale * 100)} %", scale) for scale in SCALES])
        self.add_row(tr("Text size"), self.scale, tr("Everything else grows with the text."))
        languages = ((tr("As the system"), ""), ("English", "en"), ("Deutsch", "de"))
        self.language = self.choice("language", languages)
        self.add_row(tr("Language"), self.language, tr("The words of menus and messages."), later=True)
        self.still = self.check("reduce_motion", tr("Reduce motion"))
        self.add_row(tr("Movement"), self.still, tr("Nothing slides or fades; previews show one picture."))
        self.notify = self.check("notify", tr("Tell when a long job is done"))
        self.add_row(
            tr("Notifications"), self.notify,
            tr("If it took longer than 20 seconds and another window is in front. Without a sound."),
        )  # fmt: skip
        self.reopen = self.check("reopen", tr("Open the projects of last time"))
        self.add_row(tr("At the start"), self.reopen, tr("Otherwise the welcome page offers them."))
