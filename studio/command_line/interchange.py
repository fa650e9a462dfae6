"""`shotloom render -o film.otio`: the cut for other editing programs, by the ending of its name; nothing is rendered.

In: a document and the options. Out: an .otio, .otioz, .edl or .fcpxml file, and what is to be known of it on stderr.
Called by `render`.
"""

import argparse
from pathlib import Path

from engine.cut import NODE
from engine.errors import UsageError
from engine.media.otio import SUFFIXES
from engine.session import Opened, Session
from studio import workbench
from studio.command_line import exporting, naming
from studio.command_line.terminal import Bar, JsonLines, Written, say


def wanted(options: argparse.Namespace) -> bool:
    """Whether `-o` names a file of a cut."""
    return f".{naming.ending(options.output or '')}" in SUFFIXES


def write(session: Session, opened: Opened, options: argparse.Namespace, listener: Bar | JsonLines) -> int:
    """Write the cut; returns the exit code.

    Raises UsageError for options that say how pictures are made, and what `engine.media.otio.write_film` raises.
    """
    given = [f"--{name.replace('_', '-')}" for name in exporting.OPTIONS if getattr(options, name)]
    given += ["--target"] if options.target else []
    given += ["--takes"] if options.takes > 1 else []
    if given:
        raise UsageError(
            f"a cut for other programs holds no pictures, and knows no {given[0]}",
            port="-o",
            value=options.output,
            remedy="Leave that out, or write a film: out.mp4",
        )
    path = Path(options.output)
    for note in workbench.write_cut(session, opened, path, overwrite=options.overwrite):
        say(f"note: {note}")
    listener(Written("", NODE, (str(path),)))
    if not options.json:
        print(path)
    return 0
