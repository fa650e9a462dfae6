"""Puts the pages of the preferences together. Called by the window's popups at the first wish to see them."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from studio.parts import Parts
from studio.preferences.checkup import Checkup
from studio.preferences.diagnostics import DiagnosticsPage
from studio.preferences.engine import EnginePage
from studio.preferences.general import GeneralPage
from studio.preferences.guest import GuestPage
from studio.preferences.selfcheck import SelfCheckPage
from studio.preferences.shortcuts import ShortcutsPage
from studio.preferences.storage import StoragePage
from studio.preferences.window import PreferencesWindow


def preferences(parts: Parts, show_shortcuts: Callable[[], object], parent: QWidget) -> PreferencesWindow:
    """The window with all its pages; `show_shortcuts` opens the table in which keys are changed."""
    settings, slow = parts.settings, parts.workspace.errands
    checkup = Checkup(parts.session, slow, parent)
    shortcuts = ShortcutsPage(settings)
    shortcuts.wanted.connect(show_shortcuts)
    storage = StoragePage(settings, parts.session, parts.jobs, slow)
    storage.cleared.connect(parts.workspace.results_cleared)
    return PreferencesWindow(
        [
            GeneralPage(settings),
            EnginePage(settings, parts.session, parts.warmup, parts.errands),
            storage,
            GuestPage(settings, parts.manners, parts.errands),
            shortcuts,
            SelfCheckPage(settings, checkup, parts.look),
            DiagnosticsPage(settings, checkup, parts.warmup, parts.errands),
        ],
        parent,
    )
