"""What every test stands on: no display, few threads, folders of its own, and nothing left running.

The environment is set while pytest imports this file, hence before any test module can import torch or Qt.
"""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "2")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("GOMP_SPINCOUNT", "0")

import hypothesis
import pytest

IN_CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}

# `make test` and CI draw the same examples; HYPOTHESIS_PROFILE=explore draws new ones, and more of them.
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# Files that keep a core busy for more than a quarter of a minute come first, the longest at the head: beside them the
# many quick ones find room on the other cores.
_LONG = (
    "studio/test_film_journey.py", "end_to_end/test_resume.py", "end_to_end/test_evaluation.py", "studio/test_kills.py",
    "studio/test_work_journey.py", "nodes/test_rendered.py", "studio/test_work_kills.py", "studio/test_faults.py",
    "engine/test_training_modes.py", "studio/test_cli_stopped.py", "studio/test_takes_panel.py",
    "studio/test_export_dialog.py", "end_to_end/test_samples.py", "engine/test_ops.py", "end_to_end/test_training.py",
    "studio/test_generate_bar.py", "engine/test_stories.py", "studio/test_homecoming.py", "studio/test_journey.py",
    "engine/test_training_workers.py",
)  # fmt: skip

# Threads that belong to the test tools, by the start of their name.
_TOOL_THREADS = ("pytest_timeout", "tqdm")
_GRACE_SECONDS = 3.0


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Points the user's data and cache folders into the test's own folder; child processes inherit it."""
    monkeypatch.setenv("SHOTLOOM_DATA", str(tmp_path / "user-data"))
    monkeypatch.setenv("SHOTLOOM_CACHE", str(tmp_path / "user-cache"))


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fails a test that leaves a thread alive, daemon or not; what wider fixtures run may go on."""
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + _GRACE_SECONDS
    left = _started_since(before)
    while left and time.monotonic() < until:
        left[0].join(timeout=0.05)
        left = _started_since(before)
    if left:
        pytest.fail("threads left alive: " + ", ".join(sorted(thread.name for thread in left)), pytrace=False)


def _started_since(before: set[threading.Thread]) -> list[threading.Thread]:
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and not thread.name.startswith(_TOOL_THREADS)
    ]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first; the order of all else stays."""
    places = {name: place for place, name in enumerate(_LONG)}
    items.sort(key=lambda item: places.get(f"{item.path.parent.name}/{item.path.name}", len(places)))


def _not_run(session: pytest.Session) -> int:
    """How many tests were skipped or expected to fail; in CI that must be none."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not IN_CI or reporter is None:
        return 0
    return sum(len(reporter.stats.get(outcome, ())) for outcome in ("skipped", "xfailed"))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test counts as a failure where everything it needs was installed for it."""
    count = _not_run(session)
    if count:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print(f"\nCI runs every test, but {count} did not run.")
