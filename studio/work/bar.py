"""How far the work is, in the window's status line: what runs, how much of it is done, how long it takes, and Stop.

In: `Progress` of the jobs. Out: `stop_wanted`. Hidden while nothing runs.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from studio.quantities import seconds_words
from studio.words import tr
from studio.work.jobs import Progress
from studio.work.lines import named

STEPS = 1000
LONGEST_TITLE = 28
"""Characters of a title in a line that says more than it."""
WIDTH = 24
"""Width of the bar in characters."""


class WorkBar(QWidget):
    """A label, a bar and a button. Where a page in front says the same, only the bar is left (`brief`)."""

    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Work"))
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(True)
        self.bar.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar.setAccessibleName(tr("Progress of the present job"))
        self.bar.setFixedWidth(WIDTH * QFontMetrics(self.font()).averageCharWidth())
        self.button = QPushButton(tr("Stop"), self)
        self.button.setAccessibleName(tr("Stop"))
        self.button.clicked.connect(self.stop_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.label, self.bar, self.button):
            row.addWidget(widget)
        self.hide()

    def brief(self, on: bool) -> None:
        """Show the bar alone, or everything."""
        self.label.setVisible(not on)
        self.button.setVisible(not on)
        self.bar.setTextVisible(not on)
        # Without words it is as thin as what it says.
        line = self.fontMetrics().height()
        self.bar.setFixedHeight(line // 3 if on else round(1.4 * line))

    def tell(self, progress: Progress | None) -> None:
        """Show this; None hides everything."""
        self.setVisible(progress is not None)
        if progress is None:
            return
        words = progress_words(progress)
        self.button.setToolTip(stop_help(progress))
        self.label.setText(words)
        self.bar.setToolTip(words)
        self.bar.setValue(round(STEPS * progress.share))
        self.bar.setFormat(f"{round(100 * progress.share)} %")


def progress_words(progress: Progress) -> str:
    """What runs, how long it takes, what it is doing, and how many jobs wait. A long title gives way to the rest."""
    title = " ".join(progress.title.split()) or tr("Result")
    name = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"
    parts = [named(name, progress.take)]
    if progress.left is not None:
        parts.append(tr("{time} left", time=seconds_words(progress.left)))
    if progress.waiting:
        parts.append(tr("{count} waiting", count=progress.waiting))
    if progress.keeping:
        parts.append(keeping_words())
    elif progress.activity:
        parts.append(progress.activity)
    return " · ".join(parts)


def keeping_words() -> str:
    """That Stop and Keep was heard."""
    return tr("Finishing early: what is there is kept")


def stop_help(progress: Progress | None) -> str:
    """What stopping does now."""
    if progress is not None and progress.keeping:
        return stop_without_keeping()
    return tr("Stops what runs; what waits goes on. Asked again, it goes on where it was.")


def stop_without_keeping() -> str:
    """What Stop means after Stop and Keep."""
    return tr("Pressed twice, stops the finishing too: no take is made of what is there.")
