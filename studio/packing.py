"""`shotloom pack` and `unpack`: a graph with its media as one `.loomz` file, and back."""

import argparse
from pathlib import Path

from engine.errors import OutputError
from studio import workbench


def pack(options: argparse.Namespace) -> int:
    """Write a bundle beside the graph, or where `-o` says."""
    from engine import bundle

    source: Path = options.file
    target: Path = options.output or source.with_suffix(".loomz")
    if target.exists() and not options.overwrite:
        raise OutputError("the bundle exists already", value=str(target), remedy="Add --overwrite, or use -o")
    with workbench.session() as session:
        opened = session.open(source, options.allow)
        if opened.problems and opened.missing:
            first = opened.problems[0]
            raise OutputError(first.message, node=first.node, value=first.value, remedy=first.remedy)
        found = {item.sha256: session.media.find(item.sha256) for item in opened.document.media.values()}
        bundle.pack(
            opened.document,
            {sha: path for sha, path in found.items() if path is not None},
            target,
            prompts=not options.without_prompts,
        )
    print(target)
    return 0


def unpack(options: argparse.Namespace) -> int:
    """Unpack into a new folder beside the bundle, or where `-o` says."""
    from engine import bundle

    folder: Path = options.output or options.file.with_suffix("")
    print(bundle.unpack(options.file, folder))
    return 0
