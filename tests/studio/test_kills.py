"""The studio killed while it edits and saves; `make soak` does the same a hundred times."""

from pathlib import Path

from tests.soak.window_kills import kill_windows

KILLS = 10


def test_a_killed_window_loses_at_most_the_last_second(tmp_path: Path) -> None:
    outcome = kill_windows(tmp_path, KILLS)
    assert outcome.clean, outcome.report()
    assert outcome.edits > 2 * KILLS, outcome.report()
