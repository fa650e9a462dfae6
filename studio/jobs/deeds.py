"""What can be done about jobs, by their state: the deeds that the jobs panel shows as buttons and menus.

In: one line, or several that are chosen together. Out: deeds, the likeliest first. The first three are buttons that
keep their place and meaning while a job goes from waiting to running to its end: the first lets it run, the second
takes it away, the third is there only while something can be kept of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from engine.job import FAILED, RUNNING, WAITING
from studio.jobs.footer import Deed
from studio.jobs.words import details
from studio.words import tr
from studio.work.bar import keeping_words, stop_without_keeping
from studio.work.jobs import Jobs
from studio.work.lines import JobLine


@dataclass(frozen=True, slots=True)
class Deeds:
    """Makes deeds. `plan` shows what a job did, `move` moves the chosen one among those that wait."""

    jobs: Jobs
    plan: Callable[[str], object]
    move: Callable[[int], object]

    def of(self, line: JobLine) -> list[Deed]:
        """What can be done about a job."""
        jobs, name = self.jobs, line.id
        show: Deed = (tr("Show Node"), tr("Goes to the node that this is for."), lambda: jobs.show(name))
        if line.exports:
            show = self._folder(line)
        once_more = tr("Queues the same once more, as it was asked for.")
        if line.state == RUNNING:
            duplicate: Deed = (tr("Duplicate"), once_more, lambda: jobs.duplicate(name))
            return [
                (tr("Run Now"), tr("It runs already."), None),
                self._stop(line),
                self._keep(line),
                show,
                duplicate,
            ]
        if line.state == WAITING:
            return [
                (tr("Run Now"), tr("Runs it at once; what runs now waits and goes on afterwards."),
                 lambda: jobs.run_now(name)),
                self._remove([line]),
                show,
                (tr("Duplicate"), once_more, lambda: jobs.duplicate(name)),
                (tr("Move Up"), tr("Runs it one place earlier. Alt+Up"), lambda: self.move(-1)),
                (tr("Move Down"), tr("Runs it one place later. Alt+Down"), lambda: self.move(1)),
            ]  # fmt: skip
        found: list[Deed] = [self._again([line]), self._remove([line])]
        if line.state == FAILED:
            copy: Deed = (
                tr("Copy Details"), tr("Copies everything that is known about the failure."),
                lambda: QGuiApplication.clipboard().setText(details(line)),
            )  # fmt: skip
            found.append(copy)
        plan: Deed = (
            tr("Show Steps"), tr("Shows step by step what ran, how long it took, and what was there already."),
            lambda: self.plan(name),
        )  # fmt: skip
        return [*found, show, plan] if not line.exports else [*found[:2], show, *found[2:], plan]

    def of_several(self, lines: Sequence[JobLine]) -> list[Deed]:
        """What can be done about several at once."""
        return [self._again(lines), self._remove(lines)]

    def _again(self, lines: Sequence[JobLine]) -> Deed:
        def run() -> None:
            for line in lines:
                self.jobs.duplicate(line.id)

        return tr("Queue Again"), tr("Queues the same once more, as it was asked for."), run

    def _remove(self, lines: Sequence[JobLine]) -> Deed:
        def run() -> None:
            for line in lines:
                self.jobs.remove(line.id)

        return tr("Remove"), tr("Takes it off the list; one that runs is stopped first."), run

    def _stop(self, line: JobLine) -> Deed:
        told = tr("Stops it; what waits goes on. Asked again, it goes on where it was.")
        return tr("Stop"), stop_without_keeping() if line.keeping else told, self.jobs.stop

    def _folder(self, line: JobLine) -> Deed:
        def show(path: Path) -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

        told = tr("Opens the folder in which the file lies.")
        return tr("Show Folder"), told, lambda: self.jobs.file_of(line.id, show)

    def _keep(self, line: JobLine) -> Deed:
        if line.keeping:
            return tr("Stop and Keep"), keeping_words(), None
        if line.exports:
            return tr("Stop and Keep"), tr("Half a file is not kept."), None
        told = tr("Ends the refining now and makes a take of what is there.")
        return tr("Stop and Keep"), told, lambda: self.jobs.finish_now(line.id)
