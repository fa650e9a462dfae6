"""The studio killed while a quick model generates; `make soak` does the same a hundred times with the built-in one."""

from pathlib import Path

from tests.fake_model import FakeModel
from tests.soak.work_kills import kill_at_work

KILLS = 10


def test_a_window_that_is_killed_at_work_loses_no_take_and_no_job(tmp_path: Path, fake: FakeModel) -> None:
    outcome = kill_at_work(tmp_path, KILLS, model="quick")
    assert outcome.clean, outcome.report()
    assert outcome.kills == KILLS, outcome.report()
    assert outcome.amid > KILLS // 2, outcome.report()
    assert outcome.compared, outcome.report()
