"""Bundled data: found by relative name only, complete in the wheel, and with its licence beside it."""

import tomllib

import pytest
from PIL import ImageFont

import resources
from tests.architecture.tree import ROOMS, ROOT, project_files


def test_a_resource_is_found_by_its_relative_name() -> None:
    assert resources.path("fonts/OFL.txt").is_file()
    assert resources.path("").is_dir()
    assert resources.path("fonts") == ROOT / "resources" / "fonts"


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../pyproject.toml", "fonts/../../pyproject.toml", "fonts\\OFL.txt"]
)
def test_a_resource_never_lies_outside(name: str) -> None:
    with pytest.raises(ValueError, match="relative path inside"):
        resources.path(name)


@pytest.mark.parametrize("name", ["Inter-Regular.otf", "Inter-SemiBold.otf"])
def test_the_bundled_fonts_draw_latin_greek_and_cyrillic(name: str) -> None:
    font = ImageFont.truetype(str(resources.path(f"fonts/{name}")), 40)
    missing = font.getmask("\uffff").getbbox(), bytes(font.getmask("\uffff"))
    for letter in "Aß Ωж":
        if letter != " ":
            drawn = font.getmask(letter).getbbox(), bytes(font.getmask(letter))
            assert drawn[0] is not None
            assert drawn != missing, f"{name} has no {letter}"


def test_the_wheel_takes_every_room_and_no_test() -> None:
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    assert set(built["targets"]["wheel"]["packages"]) == set(ROOMS)


def test_the_notice_names_every_bundled_weight_and_font() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    unnamed = [
        str(path)
        for path in project_files()
        if path.parts[:2] in {("resources", "models"), ("resources", "fonts"), ("resources", "training")}
        and path.suffix not in {".md", ".py"}
        and path.name not in {"OFL.txt", "SHA256SUMS"}
        and path.as_posix() not in notice
    ]
    assert not unnamed, f"say in NOTICE where these come from: {unnamed}"
