"""The long way to a film: by real events, in a real window, with the real model. Run by `make soak`."""

from pathlib import Path

import pytest

from tests.studio.test_film_journey import make_a_film


def test_the_real_model_makes_a_film_in_a_real_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOTLOOM_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SHOTLOOM_CACHE", str(tmp_path / "cache"))
    make_a_film("real", tmp_path, real=True)
