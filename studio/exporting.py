"""Exports of the project in front, joined with what its page knows: what is marked, selected, and at the playhead.

In: the window's parts and the page in front. Out: export dialogs, and what they ask for as jobs. Made by the window;
dialogs and their modules are read when they are first wanted.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from studio.actions import Command
from studio.parts import Parts
from studio.projects.opened import OpenDocument

if TYPE_CHECKING:
    from studio.export.dialog import ExportDialog
    from studio.export.wanted import Wanted
    from studio.page import DocumentPage

REMEMBERED = 200
"""Files that are remembered at once, for all documents."""


class Exporting(QObject):
    """`page` tells which page is in front."""

    def __init__(self, parts: Parts, page: "Callable[[], DocumentPage | None]", window: QWidget) -> None:
        super().__init__(window)
        self._parts, self._page, self._window = parts, page, window

    def commands(self) -> Mapping[str, Command]:
        """Rows of the action table."""

        def there() -> bool:
            return self._page() is not None

        return {
            "file.export": Command(self.film, there),
            "file.export_shots": Command(self.shots, there),
        }

    def film(self) -> "ExportDialog | None":
        """Ask how the film is exported; the dialog, which is open then."""
        return self._ask("film")

    def shots(self) -> "ExportDialog | None":
        """Ask how shots are written to files of their own."""
        return self._ask("shots")

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
        aim = Aim(what, program.span if marked and program.frames else None, chosen)
        dialog = ExportDialog(
            opened, aim, parts.session, parts.errands, parts.look, lambda: parts.warmup.profile is not None,
            parts.settings.value.export, self._start(opened, what), self._window,
        )  # fmt: skip
        parts.warmup.ready.connect(dialog.again)
        dialog.chosen.connect(lambda wanted: self._queue(page, dialog, wanted))
        dialog.takes_wanted.connect(page.generating.generate)
        self._open(dialog)
        return dialog

    def _queue(self, page: "DocumentPage", dialog: "ExportDialog", wanted: "Wanted") -> None:
        from studio.export.wanted import orders

        session, settings = self._parts.session, self._parts.settings
        settings.update(export={**settings.value.export, **dialog.remember()})
        self._remember(page.opened, wanted.what, wanted.folder / f"{wanted.name}.{wanted.preset.extension}")
        self._parts.jobs.queue(page.opened, page.status, lambda: orders(session, wanted))

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
