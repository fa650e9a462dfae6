"""Exports of the project in front, joined with what its page knows: what is marked, selected, and at the playhead.

In: the window's parts and the page in front. Out: export dialogs, and what they ask for as jobs. Made by the window;
dialogs and their modules are read when they are first wanted.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from engine.errors import StudioError
from studio.actions import Command
from studio.parts import Parts
from studio.playing.timecode import told as place_told
from studio.projects.notices import Notice
from studio.projects.opened import OpenDocument
from studio.telling import told
from studio.words import tr
from studio.writing import OnBytes, write

if TYPE_CHECKING:
    from engine.media.playback_reading import Shown
    from engine.types import Size
    from studio.export.cut import CutDialog
    from studio.export.dialog import ExportDialog
    from studio.export.frame import FrameDialog
    from studio.export.names import Older
    from studio.export.wanted import Wanted
    from studio.page import DocumentPage
    from studio.work.asking import Answer

NOTICE = "export"
REMEMBERED = 200
"""Files that are remembered at once, for all documents."""


class Exporting(QObject):
    """`page` tells which page is in front."""

    def __init__(self, parts: Parts, page: "Callable[[], DocumentPage | None]", window: QWidget) -> None:
        super().__init__(window)
        self._parts, self._page, self._window = parts, page, window
        self._promised: dict[str, frozenset[Path]] = {}
        """What each export of this sitting writes, by its job."""
        self._surplus: dict[Path, tuple[Older, ...]] = {}
        """What each sequence of this sitting leaves of a longer one that it replaces."""
        parts.jobs.finished.connect(self._finished)

    def commands(self) -> Mapping[str, Command]:
        """Rows of the action table."""

        def there() -> bool:
            return self._page() is not None

        return {
            "file.export": Command(self.film, there),
            "file.export_shots": Command(self.shots, there),
            "file.export_frame": Command(self.frame, self._shows),
            "file.export_cut": Command(self.cut, there),
        }

    def film(self) -> "ExportDialog | None":
        """Ask how the film is exported; the dialog, which is open then."""
        return self._ask("film")

    def shots(self) -> "ExportDialog | None":
        """Ask how shots are written to files of their own."""
        return self._ask("shots")

    def frame(self) -> "FrameDialog | None":
        """Ask how the picture at the playhead is exported, of whatever the viewer shows."""
        from studio.export.frame import FrameDialog
        from studio.playing.exact import ExactPicture

        page = self._page()
        if page is None:
            return None
        parts, transport = self._parts, page.stage.current
        place = place_told(transport.frame, transport.rate)
        start = self._start(page.opened, "frame")
        start = start.with_name(f"{page.opened.name} {place.replace(':', '-')}.png")
        film = page.stage.on_program
        what = (
            tr("The film at {place}", place=place)
            if film
            else tr("What the viewer shows, at {place}", place=place)
        )
        dialog = FrameDialog(
            what, parts.errands, parts.look, parts.settings.value.export, start, self._window
        )
        dialog.chosen.connect(lambda *chosen: self._write_frame(page, dialog, *chosen))
        self._open(dialog)
        ExactPicture(page.stage, dialog).ask(dialog.take)
        return dialog

    def cut(self) -> "CutDialog | None":
        """Ask how the cut is written for other programs."""
        from studio.export.cut import CutDialog

        page = self._page()
        if page is None:
            return None
        parts, opened = self._parts, page.opened
        dialog = CutDialog(
            opened.name, parts.errands, parts.look, parts.settings.value.export, self._start(opened, "cut"),
            self._window,
        )  # fmt: skip
        dialog.chosen.connect(lambda path, overwrite: self._write_cut(page, path, dialog.path, overwrite))
        self._open(dialog)
        return dialog

    # -- inside --------------------------------------------------------------------------------------------------------

    def _ask(self, what: str) -> "ExportDialog | None":
        from studio.export.dialog import ExportDialog
        from studio.export.form import Aim

        page = self._page()
        if page is None:
            return None
        parts, opened = self._parts, page.opened
        program, made = page.stage.program, page.cutting.made
        marked = program.mark_in is not None or program.mark_out is not None
        items = {item.id for item in opened.model.document.timeline.items}
        chosen = tuple(i for i in (made.hand.chosen() if made is not None else ()) if i in items)
        nodes = (page.status.place(node) for node in sorted(opened.focus.nodes))
        shots = tuple(place for place in nodes if place in opened.model.document.shots)
        aim = Aim(what, program.span if marked and program.frames else None, chosen, shots)
        dialog = ExportDialog(
            opened, aim, parts.session, parts.errands, parts.look, lambda: parts.warmup.profile is not None,
            self._files_to_come, parts.settings.value.export, self._start(opened, what), self._window,
        )  # fmt: skip
        parts.warmup.ready.connect(dialog.again)
        dialog.chosen.connect(lambda wanted: self._queue(page, dialog, wanted))
        dialog.takes_wanted.connect(page.generating.generate)
        self._open(dialog)
        return dialog

    def _queue(self, page: "DocumentPage", dialog: "ExportDialog", wanted: "Wanted") -> None:
        from studio.export.wanted import orders

        session = self._parts.session
        self._keep(**dialog.remember())
        name = wanted.typed or wanted.name
        self._remember(page.opened, wanted.what, wanted.folder / f"{name}.{wanted.preset.extension}")
        page.opened.dismiss(NOTICE)
        page.generating.saving.let_go()
        if page.opened.path is None:
            # Quitting keeps a project that somebody works on, and its jobs find it again.
            page.opened.model.mark_unsaved()
        self._parts.jobs.queue(
            page.opened,
            page.status,
            lambda: orders(session, wanted),
            lambda answer, jobs: self._queued(page.opened, wanted, answer, jobs),
        )

    def _queued(self, opened: OpenDocument, wanted: "Wanted", answer: "Answer", jobs: Sequence[str]) -> None:
        self._refuse(opened, answer.problems)
        for job, order in zip(jobs, answer.orders, strict=True):
            files = frozenset(Path(file) for file in order.delivery.files.values())
            self._promised[job] = files
            for file in files:
                # Each sequence has a folder of its own.
                self._surplus[file] = tuple(o for o in wanted.surplus if o.path.parent == file.parent)

    def _finished(self, opened: OpenDocument | None, place: str, made: object) -> None:
        older = self._surplus.pop(made, ()) if isinstance(made, Path) else ()
        if older:
            from studio.export.surplus import clear

            workspace = self._parts.workspace
            workspace.errands.run(lambda: clear(older), workspace.said.emit)

    def _files_to_come(self) -> frozenset[Path]:
        """What the exports that wait or run will write."""
        lines = ((self._parts.jobs.line(job), files) for job, files in self._promised.items())
        return frozenset(
            file for line, files in lines if line is not None and not line.over for file in files
        )

    def _refuse(self, opened: OpenDocument, problems: Sequence[str]) -> None:
        """Say above the graph what cannot be exported."""
        if problems and opened in self._parts.workspace.documents:
            opened.notice(Notice(NOTICE, tr("Not exported: {why}", why=" ".join(problems)), "error"))

    def _shows(self) -> bool:
        page = self._page()
        return page is not None and page.stage.current.frames > 0

    def _write_frame(
        self,
        page: "DocumentPage",
        dialog: "FrameDialog",
        path: Path,
        shown: "Shown",
        size: "Size",
        carry: str,
        overwrite: bool,
    ) -> None:
        from studio.export.frame import write_frame

        document, registry = page.opened.model.document, self._parts.session.registry
        self._keep(still=path.suffix.removeprefix("."), carry=carry)
        self._do(
            page,
            path,
            lambda: self._remember(page.opened, "frame", path),
            lambda told: write_frame(shown, size, path, document, registry, carry, overwrite=overwrite),
        )

    def _write_cut(self, page: "DocumentPage", path: Path, typed: Path, overwrite: bool) -> None:
        from studio.workbench import write_cut

        session, opened = self._parts.session, page.opened.opened()
        self._keep(cut=path.suffix)
        self._do(
            page,
            path,
            lambda: self._remember(page.opened, "cut", typed),
            lambda told: write_cut(session, opened, path, overwrite=overwrite, on_bytes=told),
        )

    def _do(
        self,
        page: "DocumentPage",
        path: Path,
        written: Callable[[], None],
        work: Callable[[OnBytes], tuple[str, ...]],
    ) -> None:
        """Write a file beside the window, and say what became of it; `work` tells what is to be known."""
        workspace, opened = self._parts.workspace, page.opened
        workspace.said.emit(tr("Writing {name}…", name=path.name))

        def done(notes: tuple[str, ...]) -> None:
            written()
            text = ". ".join((tr("{name} is saved", name=path.name), *notes))
            workspace.said.emit(text)
            if opened in workspace.documents:
                page.generating.saving.saved(path, notes)

        def refused(error: StudioError) -> None:
            why = told(error, opened.model.document, workspace.registry)
            workspace.said.emit(tr("Not exported: {why}", why=why))
            self._refuse(opened, (why,))

        opened.dismiss(NOTICE)
        page.generating.saving.let_go()
        write(
            workspace.errands,
            opened,
            path,
            work,
            done,
            refused,
            lambda: workspace.said.emit(tr("{name} was stopped: nothing is written", name=path.name)),
        )

    def _keep(self, **chosen: str) -> None:
        """What to propose the next time."""
        settings = self._parts.settings
        settings.update(export={**settings.value.export, **chosen})

    def _start(self, opened: OpenDocument, what: str) -> Path:
        """The file to propose: the one of last time, else one beside the project that is named after it."""
        kept = self._parts.settings.value.saved_files.get(_key(opened, what))
        if kept and Path(kept).parent.is_dir():
            return Path(kept)
        given = self._parts.settings.value.folder
        folder = opened.path.parent if opened.path else Path(given) if given else Path.home()
        return folder / f"{opened.name}.mp4"

    def _remember(self, opened: OpenDocument, what: str, path: Path) -> None:
        settings, key = self._parts.settings, _key(opened, what)
        kept = {name: file for name, file in settings.value.saved_files.items() if name != key}
        kept[key] = str(path)
        settings.update(saved_files=dict(list(kept.items())[-REMEMBERED:]))

    def _open(self, dialog: QDialog) -> None:
        """Show a dialog that stops nothing but the window, and let go of it afterwards."""
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _key(opened: OpenDocument, what: str) -> str:
    return f"{opened.place}|export {what}"
