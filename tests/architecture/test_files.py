"""Files stay small, are named after something, finish what they start, and fit into the budget."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import ROOMS, ROOT, project_files, python_files

MOST_LINES = 500
MOST_BYTES = 56 * 2**20
VAGUE_NAMES = {
    stem + plural for stem in ("util", "helper", "common", "manager", "core", "misc") for plural in ("", "s")
}
# Spelled in halves, so that this file does not hold what it forbids.
UNFINISHED = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:", "NotImplemented" + "Error"]
NOT_RUN = ["pytest.sk" + "ip", "mark.sk" + "ip", "import" + "orskip", "mark.xf" + "ail", "pytest.xf" + "ail"]
TEXT_SUFFIXES = {".py", ".md", ".toml", ".yaml", ".yml", ".sh", ".txt", ".loom", ".json", ""}


def _texts() -> list[tuple[Path, str]]:
    found = []
    for path in project_files():
        if path.suffix in TEXT_SUFFIXES and path.parts[:2] != ("tests", "data"):
            try:
                found.append((path, (ROOT / path).read_text(encoding="utf-8")))
            except UnicodeDecodeError:
                continue  # data without a suffix
    return found


def test_no_python_file_grows_past_the_limit() -> None:
    lengths = {path: len((ROOT / path).read_bytes().splitlines()) for path in python_files()}
    too_long = {str(path): lines for path, lines in lengths.items() if lines > MOST_LINES}
    assert not too_long, f"split these (at most {MOST_LINES} lines): {too_long}"


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [str(path) for path in python_files() if {path.stem, *path.parts[:-1]} & VAGUE_NAMES]
    assert not vague, f"name these after what they hold: {vague}"


def test_module_names_are_snake_case() -> None:
    odd = [
        str(path) for path in python_files() if not path.stem.isidentifier() or path.stem != path.stem.lower()
    ]
    assert not odd


@pytest.mark.parametrize("word", UNFINISHED)
def test_nothing_is_left_for_later(word: str) -> None:
    holders = [str(path) for path, text in _texts() if word in text]
    assert not holders, f"{word} in {holders}"


@pytest.mark.parametrize("word", NOT_RUN)
def test_no_test_is_switched_off(word: str) -> None:
    holders = [str(path) for path, text in _texts() if path.parts[0] == "tests" and word in text]
    assert not holders, f"{word} in {holders}"


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path)
        for path in python_files()
        if path.parts[0] in ROOMS
        and ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8"))) is None
    ]
    assert not silent, f"no module docstring in {silent}"


def test_the_tracked_files_fit_into_the_budget() -> None:
    sizes = {path: (ROOT / path).stat().st_size for path in project_files(tracked_only=True)}
    total = sum(sizes.values())
    largest = sorted(sizes, key=lambda path: -sizes[path])[:5]
    assert total < MOST_BYTES, f"{total / 2**20:.1f} MiB tracked; largest: {[str(path) for path in largest]}"
