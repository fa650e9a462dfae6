"""What panels drag to each other: names that arrive as they were sent, and nothing of what is no list of names."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData

from studio.drags import MOST, NODES, SHOTS, TAKES, dragged, dragged_takes, places_in, takes_in


def test_names_arrive_as_they_were_sent() -> None:
    assert places_in(dragged(SHOTS, ["a", "group/b"])) == ["a", "group/b"]
    assert places_in(dragged(NODES, ["ä"])) == ["ä"]


@pytest.mark.parametrize("data", [b"", b"{}", b"17", b"[1, null]", b"\xff\xfe", b"[" * 99_999])
def test_what_is_no_list_of_names_is_nothing(data: bytes) -> None:
    mime = QMimeData()
    mime.setData(SHOTS, data)
    assert places_in(mime) == []


def test_very_many_names_are_cut_off() -> None:
    assert len(places_in(dragged(SHOTS, [str(n) for n in range(2 * MOST)]))) == MOST


def test_takes_arrive_with_their_shots_and_their_files(tmp_path: Path) -> None:
    mime = dragged_takes({"a": "one", "b": "two"}, [tmp_path / "x.mp4"])
    assert places_in(mime) == ["a", "b"]
    assert takes_in(mime) == {"a": "one", "b": "two"}
    assert [url.toLocalFile() for url in mime.urls()] == [str(tmp_path / "x.mp4")]
    assert takes_in(dragged(SHOTS, ["a"])) == {}


@pytest.mark.parametrize("data", [b"[]", b'"x"', b"{", b'{"a": 1}', b"\xff", b"[" * 99_999])
def test_what_is_no_table_of_takes_is_nothing(data: bytes) -> None:
    mime = QMimeData()
    mime.setData(TAKES, data)
    assert takes_in(mime) == {}
