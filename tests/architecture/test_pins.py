"""What is installed is what was tested: pyproject.toml, packaging/constraints.txt and this environment agree."""

import re
import tomllib
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import ROOT, project_files

# A torch build for a graphics card brings these; which ones depends on the build that the user chose.
OF_TORCH_BUILDS = ("nvidia-", "cuda-", "triton", "pytorch-triton")


def _pins() -> dict[str, str]:
    lines = (ROOT / "packaging/constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def _direct_requirements() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] + project["optional-dependencies"]["test"]
    return [Requirement(line) for line in lines]


def _installed(name: str) -> str:
    return metadata.version(name).split("+")[0]


def test_every_dependency_is_pinned_inside_its_range() -> None:
    pins = _pins()
    for requirement in _direct_requirements():
        pin = pins.get(canonicalize_name(requirement.name))
        assert pin is not None, f"{requirement.name} has no tested version"
        assert requirement.specifier.contains(pin), f"{requirement} excludes the tested {pin}"


def test_the_installed_versions_are_the_tested_ones() -> None:
    installed = {canonicalize_name(found.metadata["Name"]) for found in metadata.distributions()}
    differing = {
        name: (version, _installed(name))
        for name, version in _pins().items()
        if name in installed and _installed(name) != version
    }
    assert not differing, f"(tested, installed): {differing}"


def test_what_the_dependencies_bring_along_is_pinned_too() -> None:
    pins = _pins()
    waiting = [canonicalize_name(requirement.name) for requirement in _direct_requirements()]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen or name.startswith(OF_TORCH_BUILDS):
            continue
        seen.add(name)
        for line in metadata.requires(name) or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(canonicalize_name(requirement.name))
    assert not sorted(seen - pins.keys())


def test_set_up_names_no_package_server() -> None:
    """Where packages come from is the user's setting (PIP_ARGS, pip's own configuration), not ours."""
    names = {"pyproject.toml", "Makefile", ".ci/run", "packaging/constraints.txt", ".pre-commit-config.yaml"}
    assert names <= {str(path) for path in project_files()}
    for name in sorted(names):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"https?://|git\+|--(extra-)?index-url|--find-links", text), name
