"""What panels drag to each other: names that arrive as they were sent, and nothing of what is no list of names."""

import pytest
from PySide6.QtCore import QMimeData

from studio.drags import MOST, NODES, SHOTS, dragged, places_in


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
