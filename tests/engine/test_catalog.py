"""A model's description comes from a file that may be anybody's: it is read back exactly, or refused."""

import json

import pytest

from engine.catalog import spec_from_json, spec_to_json
from tests.nodes.lowering import LOOM


def test_a_description_is_read_back_as_it_was_written() -> None:
    assert spec_from_json(spec_to_json(LOOM), LOOM.digest) == LOOM


@pytest.mark.parametrize(
    "wrong",
    [
        {"native_rate": "0"},
        {"native_rate": "1e999999999"},
        {"native_rate": None},
        {"native_sizes": []},
        {"native_sizes": [[0, 64]]},
        {"native_sizes": [[100, 64]]},
        {"native_sizes": [[1 << 20, 64]]},
        {"window_latents": 2},
        {"opening": 1},
        {"time_stride": 0},
        {"patch": 0},
        {"steps": "8"},
        {"steps": True},
        {"guidance": float("nan")},
        {"shift": 0},
        {"position_scale": "3"},
        {"name": 7},
        {"code": "import os"},
    ],
    ids=str,
)
def test_a_description_that_would_break_the_compiler_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        spec_from_json(json.dumps(json.loads(spec_to_json(LOOM)) | wrong), "d")
