"""The floors of the house, from the inside: what an import costs, and who may name whom."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, python_files

HEAVY = ("PySide6", "torch", "av", "cv2")


def _loaded_after(statement: str) -> set[str]:
    """Top-level names in `sys.modules` of a fresh interpreter after the statement."""
    code = f"{statement}\nimport sys\nprint(*sorted(name for name in sys.modules if '.' not in name))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("statement", ["import engine, nodes", "import studio.cli"])
def test_an_import_loads_nothing_heavy(statement: str) -> None:
    loaded = _loaded_after(statement)
    assert "engine" in loaded
    assert not loaded & set(HEAVY), f"{statement} loads {sorted(loaded & set(HEAVY))}"


def test_listing_the_node_types_loads_nothing_heavy() -> None:
    code = "import sys\nfrom studio.cli import main\n"
    code += "try:\n    main(['nodes', '--json'])\nexcept SystemExit:\n    pass\n"
    code += f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(("[", "{")), done.stdout[:200]
    assert done.stderr.strip().splitlines()[-1] == "[]"


def _imported(path: Path) -> Iterator[str]:
    """Dotted names of the modules that a file imports, at the top or inside functions."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_nodes_use_the_engine_by_its_public_names_and_the_standard_library() -> None:
    foreign = [
        f"{path}: {name}"
        for path in python_files()
        if path.parts[0] == "nodes"
        for name in _imported(path)
        if name not in {"engine", "resources"}
        and name.split(".")[0] != "nodes"
        and name.split(".")[0] not in sys.stdlib_module_names
    ]
    assert not foreign, f"take these from `engine` itself: {foreign}"


def test_edits_of_documents_know_no_window() -> None:
    foreign = [
        f"{path}: {name}"
        for path in python_files()
        if path.parts[:2] == ("studio", "edit")
        for name in _imported(path)
        if name.split(".")[0] not in {"engine", "msgspec", *sys.stdlib_module_names}
        and not name.startswith("studio.edit")
    ]
    assert not foreign, f"edits are plain functions, which tests and scripts call too: {foreign}"
