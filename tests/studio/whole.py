"""What tests of the whole program share: waiting while the engine works, and what is in front."""

import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from studio.app import Studio
from studio.jobs.panel import JobsPanel
from studio.page import DocumentPage


def until(holds: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait without holding Python up, so that the engine's threads get on."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "in vain"
        QApplication.processEvents()
        time.sleep(0.005)


def page_of(studio: Studio) -> DocumentPage:
    """The page in front."""
    page = studio.window.page()
    assert page is not None
    return page


def jobs_panel(studio: Studio) -> JobsPanel:
    """The jobs panel of the page in front."""
    panel = page_of(studio).panel("jobs")
    assert isinstance(panel, JobsPanel)
    return panel
