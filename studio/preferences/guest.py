"""The page about being a good guest on a machine that somebody works at: a free core, and the battery.

In: the settings, what this machine can do. Out: changes in the settings. A page of the preferences window.
"""

from studio.errands import Errands
from studio.preferences.page import PreferencesPage
from studio.settings import SettingsStore
from studio.words import tr
from studio.work.manners import Manners


class GuestPage(PreferencesPage):
    """Manners."""

    name = "manners"

    def __init__(self, settings: SettingsStore, manners: Manners, errands: Errands) -> None:
        super().__init__(tr("Manners"), settings)
        self._manners = manners
        self._there = True
        self._errands = errands
        self.spare = self.check("spare_core", tr("Leave a core free while the window is in use"))
        self.add_row(tr("Processor"), self.spare, self._spare_help())
        self.spare.setEnabled(manners.can_yield)
        self.battery = self.check("battery_pause", tr("Pause the queue on battery"))
        self.add_row(
            tr("Battery"), self.battery,
            tr("What runs stops where it is and goes on, with the same result, when there is mains power again."),
        )  # fmt: skip
        self.told = self.add_note()
        self.add_note(
            tr(
                "The engine always steps behind the window when both want to compute; its results stay the same."
            )
        )
        manners.changed.connect(self._tell)

    def shown(self) -> None:
        """Whether there is a battery at all is asked here."""
        self._errands.run(_has_battery, self._tell_battery, key="has battery")

    def _spare_help(self) -> str:
        if self._manners.can_yield:
            return tr(
                "Generating takes a little longer while you type or draw, and the window answers at once."
            )
        return tr("This system does not let a program do that, or there is one core only.")

    def _tell_battery(self, there: bool) -> None:
        self._there = there
        self._tell()

    def _tell(self) -> None:
        none = "" if self._there else tr("This machine has no battery that could be asked.")
        self.told.setText(self._manners.paused_because or none)
        self.told.setVisible(bool(self.told.text()))


def _has_battery() -> bool:
    import psutil

    try:
        return psutil.sensors_battery() is not None
    except (AttributeError, RuntimeError, OSError):
        return False
