"""What an error shows of a value: one short line, in which a file keeps its name."""

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from engine.errors import MAX_SHOWN, MediaError, shown

DEEP = "/home/ann/films/" + "/".join(f"a folder of day {n}" for n in range(12))


def test_a_long_text_loses_its_end() -> None:
    assert shown("word " * 100) == ("word " * 100)[: MAX_SHOWN - 1] + "…"
    assert shown("two\nlines") == "two lines"


@pytest.mark.parametrize(
    "path",
    [
        PurePosixPath(DEEP, "the clip that cannot be read.mov"),
        PurePosixPath(DEEP, "n" * (MAX_SHOWN - 6) + ".mov"),
        PureWindowsPath("D:\\" + DEEP.replace("/", "\\"), "take 7.mp4"),
    ],
    ids=["deep", "long name", "windows"],
)
def test_a_long_path_loses_the_middle_of_its_folders_and_keeps_the_name(path: PurePath) -> None:
    text = shown(path)
    assert len(text) == MAX_SHOWN
    assert text.endswith(path.name)
    assert text.count("…") == 1
    assert text[-len(path.name) - 1] in "/\\"
    # Put into another message it is not cut again.
    assert shown(text) == text


def test_where_a_long_path_begins_and_what_holds_the_file_is_seen() -> None:
    text = shown(PurePosixPath(DEEP, "clip.mp4"))
    assert text.startswith("/home/ann/films/a folder")
    assert text.endswith("a folder of day 11/clip.mp4")


def test_a_name_that_is_too_long_itself_keeps_its_ending() -> None:
    text = shown(PurePosixPath(DEEP, "n" * 200 + ".mov"))
    assert len(text) == MAX_SHOWN
    assert text.endswith("n.mov")


def test_a_short_path_is_shown_as_it_is() -> None:
    error = MediaError("cannot be read", value=PurePosixPath("/a/b.mov"))
    assert str(error) == "cannot be read (got /a/b.mov)"
