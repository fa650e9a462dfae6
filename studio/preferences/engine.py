"""The page about the machine that computes: device, memory, previews.

In: the settings, the device as the warm-up found it. Out: changes in the settings. A page of the preferences window.
"""

from PySide6.QtCore import QSignalBlocker

from engine.device import DeviceProfile
from engine.session import Session
from studio.errands import Errands
from studio.preferences.page import PreferencesPage
from studio.quantities import bytes_words
from studio.settings import SettingsStore
from studio.warmup import Warmup
from studio.words import tr

GIB = 1 << 30
LARGEST_GIB = 1024.0


class EnginePage(PreferencesPage):
    """What computes, and what it may take."""

    name = "engine"

    def __init__(self, settings: SettingsStore, session: Session, warmup: Warmup, errands: Errands) -> None:
        super().__init__(tr("Engine"), settings)
        self._session = session
        self._warmup = warmup
        self._errands = errands
        devices = ((tr("The best there is"), ""), (tr("The processor"), "cpu"))
        self.device = self.choice("device", devices)
        self.add_row(
            tr("Device"), self.device,
            tr("A graphics card of NVIDIA is used where there is one. Results differ slightly between devices."),
            later=True,
        )  # fmt: skip
        self.now = self.add_note()
        self.memory = self.gibibytes(0.0, LARGEST_GIB, 0.5)
        self.memory.setSpecialValueText(tr("Automatic"))
        self.memory.valueChanged.connect(self._limit)
        self.told = self.add_row(tr("Memory"), self.memory, self._memory_help())
        self.previews = self.check("previews", tr("Show what is in the making"))
        self.add_row(
            tr("Previews"), self.previews, tr("Moving pictures from the first step on; they cost little.")
        )
        warmup.ready.connect(self._tell)
        self.follow()

    def follow(self) -> None:
        """The memory is kept in bytes."""
        super().follow()
        if hasattr(self, "memory"):
            with QSignalBlocker(self.memory):
                self.memory.setValue(self.settings.value.memory / GIB)

    def shown(self) -> None:
        """What is free changes all the time."""
        self._tell()
        self._errands.run(_free_memory, self._tell_free, key="free memory")

    def _limit(self, gib: float) -> None:
        self.settings.update(memory=round(gib * GIB))
        self._tell()

    def _tell(self) -> None:
        profile = self._warmup.profile
        if profile is not None:
            # What was chosen for another device is kept for it.
            with QSignalBlocker(self.memory):
                self.memory.setMaximum(round(profile.memory / GIB, 1))
        self.now.setText(self._device_words(profile))
        self.told.setText(self._memory_help())

    def _tell_free(self, free: int) -> None:
        self.told.setText(
            f"{self._memory_help()} {tr('{size} of the main memory are free now.', size=bytes_words(free))}"
        )

    def _device_words(self, profile: DeviceProfile | None) -> str:
        if profile is None:
            return tr("The device is asked for once the window has come to rest.")
        if profile.kind == "cpu":
            return tr("Now: {name}, {cores} cores, {memory} of memory.",
                      name=profile.name, cores=profile.threads, memory=bytes_words(profile.memory))  # fmt: skip
        return tr(
            "Now: {name}, {memory} of its own memory.", name=profile.name, memory=bytes_words(profile.memory)
        )

    def _memory_help(self) -> str:
        profile = self._warmup.profile
        if profile is None:
            return tr("What a job may take of the device. Automatic is half of it.")
        allowed = bytes_words(min(self.settings.value.memory, profile.memory) or profile.memory // 2)
        return tr(
            "A job may take {allowed} of {all}; jobs that need more are told of before they run.",
            allowed=allowed, all=bytes_words(profile.memory),
        )  # fmt: skip


def _free_memory() -> int:
    import psutil

    return int(psutil.virtual_memory().available)
