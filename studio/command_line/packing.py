"""`shotloom pack` and `unpack`: a graph with its media as one `.loomz` file, and back; the window packs here too."""

import argparse
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.session import Opened, Session
from studio import workbench
from studio.command_line.terminal import say

if TYPE_CHECKING:
    from engine.bundle import Packed


def pack(options: argparse.Namespace) -> int:
    """Write a bundle beside the graph, or where `-o` says."""
    source: Path = options.file
    target: Path = options.output or source.with_suffix(".loomz")
    with workbench.session() as session:
        opened = session.open(source, options.allow)
        for problem in opened.problems:
            say(f"{problem.severity}: {problem.line()}")
        packed = write(
            session, opened, target, without_prompts=options.without_prompts, overwrite=options.overwrite
        )
    for note in packed.notes:
        say(f"note: {note}")
    print(target)
    return 0


def write(
    session: Session,
    opened: Opened,
    target: Path,
    *,
    without_prompts: bool,
    overwrite: bool,
    on_bytes: Callable[[int, int], None] = lambda done, total: None,
) -> "Packed":
    """Write a document with its media and takes as one file. Raises OutputError and InputError as `bundle.pack` does,
    and what `on_bytes` raises, which is told how far it is.

    The window calls it on its errand thread.
    """
    from engine import bundle, parcel

    types = session.registry

    def kind_of(node_type: str, param: str) -> str | None:
        kind = types.find(node_type)
        declared = kind.param(param) if kind else None
        return declared.kind if declared else None

    whole = parcel.Parcel(opened.document, *_files(session, opened))
    given = (
        parcel.wordless(whole, target, kind_of, lambda: on_bytes(0, 1))
        if without_prompts
        else nullcontext(whole)
    )
    with given as travelling:
        packed = bundle.pack(
            travelling.document, target, media=travelling.media, takes=travelling.takes, overwrite=overwrite,
            on_bytes=on_bytes,
        )  # fmt: skip
    return replace(packed, notes=(*travelling.notes, *packed.notes))


def _files(session: Session, opened: Opened) -> tuple[dict[str, Path], dict[str, Path]]:
    """Where the media (by id) and the takes (by file name) of a document are; what is missing is left out."""
    media = {}
    for item in opened.document.media.values():
        path = session.media.find(item.sha256)
        if path is not None:
            media[item.id] = path
    shots = opened.document.shots.values()
    takes = {take.file: opened.takes / take.file for shot in shots for take in shot.takes}
    return media, {name: path for name, path in takes.items() if path.is_file()}


def unpack(options: argparse.Namespace) -> int:
    """Unpack into a new folder beside the bundle, or where `-o` says."""
    from engine import bundle

    unpacked = bundle.unpack(options.file, options.output or options.file.with_suffix(""))
    for note in unpacked.notes:
        say(f"note: {note}")
    print(unpacked.path)
    return 0
