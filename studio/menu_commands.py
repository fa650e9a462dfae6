"""What the window itself does for rows of the action table: files, undo, themes, text size, tabs, help.

In: the window. Out: `Command`s by action id, which the application offers to the window's `Bindings`.
"""

from collections.abc import Mapping

from PySide6.QtCore import Qt

from engine.job import RUNNING, WAITING
from studio.actions import Command
from studio.settings import SCALES
from studio.window import Window
from studio.words import tr
from studio.work.jobs import Jobs

THEME_ROWS = {"view.theme_dark": "dark", "view.theme_light": "light", "view.theme_contrast": "high-contrast"}

LANGUAGE_ROWS = {"view.language_system": "", "view.language_en": "en", "view.language_de": "de"}


def window_commands(window: Window) -> Mapping[str, Command]:
    """Every command that needs no panel."""
    return {**_files(window), **_view(window), **window.exporting.commands(), **window.docks.commands()}


def _files(window: Window) -> dict[str, Command]:
    filing, workspace, popups = window.filing, window.parts.workspace, window.popups

    def there() -> bool:
        return window.document() is not None

    def saved() -> bool:
        document = window.document()
        return document is not None and document.path is not None

    def undo(back: bool) -> None:
        document = window.document()
        if document is not None:
            (document.model.stack.undo if back else document.model.stack.redo)()

    def possible(back: bool) -> bool:
        document = window.document()
        return document is not None and (
            document.model.stack.can_undo() if back else document.model.stack.can_redo()
        )

    return {
        "file.new": Command(lambda: workspace.new()),
        "file.open": Command(filing.open),
        "file.welcome": Command(window.show_welcome),
        "file.save": Command(filing.save, there),
        "file.save_as": Command(filing.save_as, there),
        "file.close": Command(window.close_tab),
        "file.quit": Command(window.close),
        "edit.undo": Command(lambda: undo(True), lambda: possible(True)),
        "edit.redo": Command(lambda: undo(False), lambda: possible(False)),
        "file.backups": Command(lambda: popups.backups(window.document()), saved),
        "file.pack": Command(lambda: popups.pack(window.document()), there),
        **_queue(window.parts.jobs),
        "edit.find": Command(lambda: popups.find_node(window.document()), there),
        "edit.shortcuts": Command(popups.shortcuts),
        "edit.preferences": Command(lambda: popups.preferences()),
        "view.commands": Command(lambda: popups.palette.open()),
        "help.log": Command(filing.show_log),
        "help.about": Command(popups.about),
    }


def _queue(jobs: Jobs) -> dict[str, Command]:
    def running() -> str:
        return next((line.id for line in jobs.lines[:1] if line.state == RUNNING), "")

    def refining() -> bool:
        return any(line.state == RUNNING and not line.keeping for line in jobs.lines[:1])

    def waits() -> bool:
        return any(line.state == WAITING for line in jobs.lines)

    return {
        "work.pause": Command(
            lambda: jobs.resume() if jobs.paused else jobs.pause(), checked=lambda: jobs.paused
        ),
        "work.clear": Command(jobs.clear_waiting, waits),
        "work.keep": Command(lambda: jobs.finish_now(running()), refining),
        "work.stop": Command(jobs.stop, lambda: jobs.busy),
    }


def _view(window: Window) -> dict[str, Command]:
    settings = window.parts.settings

    def scaled(step: int) -> None:
        here = min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - settings.value.scale))
        settings.update(scale=SCALES[max(0, min(len(SCALES) - 1, here + step))])

    def full_screen() -> None:
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def themed(name: str) -> Command:
        return Command(lambda: settings.update(theme=name), checked=lambda: settings.value.theme == name)

    def speaking(language: str) -> Command:
        def choose() -> None:
            settings.update(language=language)
            window.say(tr("The language changes when the program starts again"))

        return Command(choose, checked=lambda: settings.value.language == language)

    return {
        **{row: themed(name) for row, name in THEME_ROWS.items()},
        **{row: speaking(language) for row, language in LANGUAGE_ROWS.items()},
        "view.larger": Command(lambda: scaled(1), lambda: settings.value.scale < SCALES[-1]),
        "view.smaller": Command(lambda: scaled(-1), lambda: settings.value.scale > SCALES[0]),
        "view.normal_text": Command(lambda: settings.update(scale=1.0)),
        "view.reduce_motion": Command(
            lambda: settings.update(reduce_motion=not settings.value.reduce_motion),
            checked=lambda: settings.value.reduce_motion,
        ),
        "view.full_screen": Command(full_screen, checked=window.isFullScreen),
        "view.next_tab": Command(lambda: window.next_tab(1), lambda: window.tabs.count() > 1),
        "view.previous_tab": Command(lambda: window.next_tab(-1), lambda: window.tabs.count() > 1),
    }
