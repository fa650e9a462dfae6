"""A film from two prompts, by real events alone, offscreen and in a real window.

What is exported is decoded by other programs than ours and compared with the masters of the takes, frame by frame.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.document import Document
from engine.files import load
from engine.paths import takes_folder
from tests.studio import film_project
from tests.studio.film_journey import STEPS, TAKES, TRIM
from tests.studio.film_project import CLICKS, RATE, SIZE
from tests.studio.film_readers import Pixels, by_ffmpeg, by_opencv, clicks, differences, probed, times
from tests.studio.test_journey import UNDER_A_WINDOW_MANAGER

SOUND_OFF = 0.005
"""Seconds by which a click may be off: a frame lasts sixteen times as long."""
GOOD = 255**2 / 10**3.4
"""The mean square difference that H.264 may make: 34 dB."""


def start(model: str, folder: Path, *, real: bool) -> dict[str, Any]:
    """The whole journey; what was seen on it."""
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24", "bash", "-c", UNDER_A_WINDOW_MANAGER, "bash"]
    command = [
        *(screen if real else []),
        sys.executable,
        "-m",
        "tests.studio.film_journey",
        model,
        str(folder),
    ]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb" if real else "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=500)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    saw: dict[str, Any] = json.loads((folder / "saw.json").read_text(encoding="utf-8"))
    return saw


def meant(document: Document) -> list[tuple[str, str, int]]:
    """What each frame of the film shows, worked out by hand: item, master, and the frame of it."""
    found = []
    for item in document.timeline.items:
        assert item.shot is not None
        take = document.picked(item.shot)
        assert take is not None
        assert take.rate == RATE
        first, count = item.in_point * RATE, item.length * RATE
        assert (first.denominator, count.denominator) == (1, 1), "the cut is on whole frames"
        found += [(item.id, take.file, min(int(first) + n, take.frames - 1)) for n in range(int(count))]
    return found


def check_frames(film: Pixels, document: Document, masters: dict[str, Pixels], most: float) -> None:
    """Every frame is the one that is meant: near enough to it, and no nearer to any other one of the take."""
    plan = meant(document)
    assert len(film) == len(plan)
    for number, (_, file, index) in enumerate(plan):
        off = differences(film[number], masters[file])
        assert off[index] <= most, f"frame {number} is {off[index]:.1f} off frame {index} of {file}"
        assert off[index] <= off.min() * 1.01 + 0.5, (
            f"frame {number} shows frame {int(off.argmin())} of {file} instead of {index}"
        )


def check_export(path: Path, document: Document, masters: dict[str, Pixels]) -> None:
    """Duration, order, cuts and sound of an exported film, by other readers than ours."""
    plan = meant(document)
    found = probed(path)
    picture, length = found["video"], Fraction(len(plan)) / RATE
    assert (picture["width"], picture["height"]) == SIZE
    assert Fraction(picture["r_frame_rate"]) == RATE
    assert int(picture["nb_read_frames"]) == len(plan)
    assert abs(float(found["format"]["duration"]) - length) < 0.03
    assert picture["color_space"] == picture["color_primaries"] == picture["color_transfer"] == "bt709"
    assert np.allclose(times(path), [n / float(RATE) for n in range(len(plan))], atol=1e-3)
    check_frames(by_ffmpeg(path), document, masters, GOOD)
    frames, rate = by_opencv(path)
    assert (len(frames), rate) == (len(plan), float(RATE))
    for item in dict.fromkeys(name for name, _, _ in plan):
        # OpenCV reads another matrix into the colours: what it shows first and last of a shot is told by the shapes.
        first = next(n for n, entry in enumerate(plan) if entry[0] == item)
        assert differences(frames[first], by_ffmpeg(path)).argmin() == first
    (sound,) = document.timeline.sounds
    wanted = [float(sound.start) + click for click in CLICKS if click < sound.length]
    heard = clicks(path)
    assert len(heard) == len(wanted)
    assert np.allclose(heard, wanted, atol=SOUND_OFF)


def check_comparison(folder: Path, document: Document, masters: Callable[[str], Pixels]) -> None:
    """Both pictures of the comparison are that frame of the two takes."""
    for name, take in zip("ab", document.shot("car").takes, strict=False):
        given = (folder / f"compared-{name}.rgb").read_bytes()
        assert np.array_equal(
            np.frombuffer(given, np.uint8).reshape(SIZE.height, SIZE.width, 3), masters(take.file)[STEPS]
        ), name


def make_a_film(model: str, folder: Path, *, real: bool) -> None:
    """The journey, and everything that it promises."""
    film_project.project(folder / "film.loom")
    film_project.clicks(folder / "clicks.wav")
    check_journey(folder, start(model, folder, real=real))


def check_journey(folder: Path, saw: dict[str, Any]) -> None:
    """Everything that the journey promises."""
    assert min(saw["previews"]) > 1, "previews move in the place of each shot"
    assert len(saw["takes"]) == TAKES
    assert saw["pictures of takes"] == TAKES, "the film shows another picture for each"
    assert saw["trimmed"] == TRIM
    cut, after = (load(folder / name).document for name in ("cut.json", "film.loom"))
    assert [item.shot for item in cut.timeline.items][::3] == list(film_project.WORDS)
    assert cut.timeline == after.timeline, "a shot that is made anew keeps place and trim"
    assert cut.picked("car") != after.picked("car")
    takes = takes_folder(folder / "film.loom")
    masters = {file: by_ffmpeg(takes / file) for _, file, _ in meant(cut)}
    check_comparison(folder, cut, lambda file: by_ffmpeg(takes / file))
    check_export(folder / "film.mp4", cut, masters)
    assert not list(folder.glob("*.part"))


@pytest.mark.parametrize("real", [False, True], ids=["offscreen", "under a window manager"])
def test_a_film_is_made_from_two_prompts(tmp_path: Path, real: bool) -> None:
    """With a quick model; `make soak` goes the same way with the real one."""
    make_a_film("quick", tmp_path, real=real)
