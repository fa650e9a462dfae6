"""Whether this machine and this installation are well, in plain words: device, memory, disk, codecs, weights, folders.

In: a session. Out: one `Finding` per thing that was looked at, as soon as it was. Every check really does what it tells
of: it computes, writes, encodes, decodes, reads weights. Takes a few seconds; run it off the window's thread.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from engine.catalog import BUILT_IN
from engine.digest import sha256_of
from engine.errors import StudioError
from engine.paths import state_dir
from engine.session import Session

Judgement = Literal["ok", "attention", "bad"]
SUMS = "SHA256SUMS"
"""Beside the weights that ship: their digests, as `sha256sum` writes them."""
GIB = 1 << 30
MEMORY_ENOUGH, MEMORY_LEAST = 2 * GIB, GIB // 2
DISK_ENOUGH, DISK_LEAST = 5 * GIB, GIB
DRIFT = 12.0
"""By how much pixels may differ on average after a lossy codec."""
_FORMATS = {".mp4": "H.264", ".mov": "ProRes", ".mkv": "lossless", ".gif": "GIF", ".webp": "WebP"}
_REINSTALL = "Install the program again"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: the thing's `name`, a judgement, one or two sentences, and what helps if it is not ok."""

    name: str
    judgement: Judgement
    text: str
    remedy: str = ""


def examine(session: Session) -> Iterator[Finding]:
    """Look at everything, one thing after the other; a check that fails itself is a finding, never an exception."""
    checks: tuple[tuple[str, Callable[[Session], Finding]], ...] = (
        ("Device", device),
        ("Memory", memory),
        ("Disk space", disk),
        ("Folders", folders),
        ("Weights", weights),
        ("Other models", other_models),
        ("Codecs", codecs),
        ("Files from outside", outside),
        ("Typefaces", typefaces),
    )
    for name, check in checks:
        try:
            yield check(session)
        except StudioError as error:
            yield Finding(name, "bad", str(error.message), error.remedy or "")
        except Exception as error:  # noqa: BLE001  a check must not end the others, whatever it meets
            yield Finding(name, "bad", f"this could not be checked: {error}", "Copy the diagnostics")


def device(session: Session) -> Finding:
    """Whether the device computes, and what it means for the artist."""
    from engine.device import computes

    profile = session.device
    if not computes(profile):
        remedy = "Choose the processor under Preferences, Engine" if profile.kind == "cuda" else _REINSTALL
        return Finding("Device", "bad", f"{profile.name} computed a wrong result.", remedy)
    if profile.kind == "cpu":
        cores = "1 core" if profile.threads == 1 else f"{profile.threads} cores"
        text = f"{profile.name}, {cores}. The processor computes; the built-in model is made for that."
        return Finding("Device", "ok", text)
    return Finding("Device", "ok", f"{profile.name} with {_gib(profile.memory)} of its own memory computes.")


def memory(session: Session) -> Finding:
    """Whether there is room for a job besides what runs already."""
    import psutil

    from engine.device import usable_memory

    free = min(psutil.virtual_memory().available, usable_memory())
    text = f"{_gib(free)} of {_gib(usable_memory())} are free. A job may take {_gib(session.memory)}."
    if free >= MEMORY_ENOUGH:
        return Finding("Memory", "ok", text)
    judgement: Judgement = "attention" if free >= MEMORY_LEAST else "bad"
    return Finding("Memory", judgement, text, "Close other programs, or generate smaller and shorter clips")


def disk(session: Session) -> Finding:
    """Whether results and takes find room."""
    places = {name: session.folders[name] for name in ("data", "cache")}
    free = {name: shutil.disk_usage(_existing(path)).free for name, path in places.items()}
    least = min(free.values())
    if len(set(free.values())) == 1:
        text = f"{_gib(least)} are free where your work and the results lie."
    else:
        text = f"{_gib(free['data'])} are free for your work, {_gib(free['cache'])} for results."
    if least >= DISK_ENOUGH:
        return Finding("Disk space", "ok", text)
    judgement: Judgement = "attention" if least >= DISK_LEAST else "bad"
    return Finding("Disk space", judgement, text, "Free some space, or clear the results under Storage")


def folders(session: Session) -> Finding:
    """Whether the program may write where it keeps things."""
    refused = []
    places = {"work": session.folders["data"], "results": session.folders["cache"], "journals": state_dir()}
    for name, folder in places.items():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"shotloom")
        except OSError as error:
            refused.append(f"{name} ({error.strerror or error})")
    if refused:
        text = f"The program may not write into its folders for {', '.join(refused)}."
        return Finding("Folders", "bad", text, "Allow your user to write there, or choose another folder")
    return Finding("Folders", "ok", "Work, results and journals can be written.")


def weights(session: Session) -> Finding:
    """Whether the weights that ship are whole, bit for bit, and the built-in model is there."""
    home = session.folders["models"]
    wanted = sums(home)
    gone = [name for name in wanted if not (home / name).is_file()]
    torn = [name for name in wanted if name not in gone and sha256_of(home / name) != wanted[name]]
    if gone or torn:
        said = [f"{', '.join(gone)} missing"] if gone else []
        said += [f"{', '.join(torn)} damaged or replaced"] if torn else []
        return Finding("Weights", "bad", f"Of the weights that ship, {' and '.join(said)}.", _REINSTALL)
    entry = session.catalog.models.get(BUILT_IN)
    if entry is None or session.catalog.upscaler is None:
        return Finding("Weights", "bad", "The built-in model or the upscaler is missing.", _REINSTALL)
    text = (
        f"The built-in model ({entry.spec.title}) and the upscaler are whole: {len(wanted)} files verified."
    )
    return Finding("Weights", "ok", text if wanted else "The built-in model and the upscaler are there.")


def other_models(session: Session) -> Finding:
    """Which models of the artist's own were found, and why others cannot be used."""
    catalog = session.catalog
    own = sorted(name for name, entry in catalog.models.items() if not entry.built_in)
    text = f"Found: {', '.join(own)}." if own else "No models but the built-in one were found."
    if not catalog.problems:
        return Finding("Other models", "ok", text)
    told = " ".join(problem.message.rstrip(".") + "." for problem in catalog.problems)
    remedy = next((p.remedy for p in catalog.problems if p.remedy), None)
    return Finding("Other models", "attention", f"{text} {told}", remedy or "")


def codecs(_: Session) -> Finding:
    """Whether a clip is written and read back as it was, in the formats that leave the program."""
    with _tiny_clip() as (_paths, worst):
        said = ", ".join(_FORMATS.values())
        if worst > DRIFT:
            return Finding("Codecs", "bad", f"A clip came back changed, by {worst:.0f} of 255.", _REINSTALL)
        return Finding("Codecs", "ok", f"A test clip was written and read back: {said}.")


def outside(_: Session) -> Finding:
    """Whether the process starts that reads files of others, so that none of them can harm the program."""
    from engine.media.outside import MediaWorker

    with _tiny_clip() as (paths, _worst), MediaWorker() as worker:
        info = worker.probe(paths[0])
    text = "Files from outside are read in a process of their own"
    return Finding("Files from outside", "ok", f"{text}; it started and read {info.frames} frames.")


def typefaces(session: Session) -> Finding:
    """Whether titles can be drawn."""
    from engine.media.titles import draw_title
    from engine.types import Size

    for weight, path in session.fonts.items():
        if not path.is_file():
            return Finding("Typefaces", "bad", f"The typeface for {weight} text is missing.", _REINSTALL)
        draw_title("Shotloom", Size(64, 32), font=path, height=12)
    return Finding("Typefaces", "ok", "Titles and captions can be drawn.")


def sums(folder: Path) -> dict[str, str]:
    """Digests by file name that the weights of a folder shall have; none where nobody wrote them down."""
    found = {}
    with suppress(OSError):
        for line in (folder / SUMS).read_text(encoding="ascii").splitlines():
            digest, _, name = line.partition("  ")
            found[name] = digest
    return found


@contextmanager
def _tiny_clip() -> Iterator[tuple[list[Path], float]]:
    """A clip of a few frames, written in every format, and by how much (0 to 255) it differs when it is read back."""
    import numpy as np

    from engine.media.decode import open_clip
    from engine.media.encode import write_clip
    from engine.media.frames import ArrayClip

    rise = np.linspace(32, 224, 64, dtype=np.uint8)
    frames = np.stack([np.broadcast_to(np.roll(rise, n)[None, :, None], (48, 64, 3)) for n in range(0, 8, 2)])
    with tempfile.TemporaryDirectory(prefix="shotloom-") as folder:
        paths = [Path(folder) / f"clip{suffix}" for suffix in _FORMATS]
        worst = 0.0
        for path in paths:
            write_clip(ArrayClip(frames, Fraction(8)), path)
            back = open_clip(path).read(0, len(frames))
            worst = max(worst, float(np.abs(back.astype(np.int16) - frames).mean()))
        yield paths, worst


def _existing(path: Path) -> Path:
    """The nearest folder that is there."""
    return next((folder for folder in (path, *path.parents) if folder.is_dir()), Path("/"))


def _gib(size: int) -> str:
    return f"{size / GIB:.1f} GiB"
