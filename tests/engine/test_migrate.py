"""Old files become today's, and what is not ours comes through untouched."""

from fractions import Fraction
from pathlib import Path

import pytest

from engine.errors import FileFormatError
from engine.files import dumps, loads
from engine.migrate import FORMAT, STEPS

GOLDEN = Path(__file__).parents[1] / "data" / "format"


def test_every_older_format_has_a_step_and_a_golden_file() -> None:
    assert sorted(STEPS) == list(range(FORMAT))
    goldens = {int(path.stem.partition("-")[0]) for path in GOLDEN.glob("*.loom")}
    assert goldens == set(range(FORMAT + 1))


def test_format_0_becomes_todays() -> None:
    loaded = loads((GOLDEN / "0.loom").read_bytes())
    document = loaded.document
    assert not loaded.read_only
    assert any("format 0" in note for note in loaded.notes)
    assert document.format == FORMAT
    assert document.settings.rate == Fraction(24)
    assert list(document.graph.nodes) == ["gen", "glow", "s1"]
    assert document.graph["gen"].params == {"steps": 8, "guidance": 4.0}
    assert document.media["m1"].relative == "film.media/fox.png"
    assert document.timeline.items[0].length == Fraction(5, 8)
    written = dumps(document)
    assert all(
        part in written for part in (b'"radius":1.50', b'{"seal" : "\\u00e9"}', b'{"tracks" : [ 1.0 ]}')
    )
    assert loads(written).document == document


def test_a_damaged_old_file_is_refused() -> None:
    with pytest.raises(FileFormatError, match=r"nodes: this is not a JSON object"):
        loads(b'{"format":0,"nodes":[1,2]}')
