"""The export dialog and answers that come late: only what is chosen now counts."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtTest import QTest

from studio.app import Studio
from studio.export import dialog as dialog_module
from tests.studio.test_export_dialog import film_dialog, opened, pick
from tests.studio.whole import until


def test_an_answer_to_what_was_chosen_before_is_not_listened_to(
    studio: Studio, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog, outlook = film_dialog(opened(studio, work)), dialog_module.outlook
    asked, go_on = Event(), Event()

    def late(*given: object, **more: object) -> object:
        asked.set()
        assert go_on.wait(30)
        return outlook(*given, **more)

    monkeypatch.setattr(dialog_module, "outlook", late)
    dialog.look()
    until(asked.is_set)
    pick(dialog.form.range, "typed")
    QTest.keyClicks(dialog.form.typed, "4-x")
    dialog.look()
    go_on.set()
    until(lambda: studio.parts.errands.idle)
    assert not dialog.go.isEnabled()
    assert "not understood" in dialog.findings.texts[0]
    dialog.reject()
