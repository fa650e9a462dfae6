"""The command line: `shotloom`. Needs no display and no Qt except to open the studio.

In: arguments. Out: an exit code (0 done, 1 the input has problems, 2 wrong usage, 3 failed while running, 130
cancelled); results on stdout, everything else on stderr, one line per problem, never a traceback for what a user did.
"""

import argparse
import difflib
import gc
import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from engine.errors import Cancelled, ProblemsError, StudioError, UsageError
from engine.types import Size
from studio.command_line import contents, packing, render, reports
from studio.command_line.terminal import say, silence_stdout

COMMANDS = ("render", "check", "plan", "nodes", "models", "info", "pack", "unpack")
OTHERS = ("open", "-h", "--help", "--version")


class Parser(argparse.ArgumentParser):
    """Wrong usage is one line with the remedy, like every other mistake."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and leave with exit code 2."""
        say(f"error: {message}. See `{self.prog} --help`")
        raise SystemExit(UsageError.exit_code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Called by the `shotloom` script."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    sys.setswitchinterval(0.001)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show every letter of a prompt shows the rest of it.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except SystemExit as stop:
        return int(stop.code or 0)
    except ProblemsError as error:
        for problem in error.problems:
            say(f"{problem.severity}: {problem.line()}")
        return error.exit_code
    except Cancelled as error:
        say(str(error))
        return error.exit_code
    except StudioError as error:
        say(f"error: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        say("cancelled")
        return Cancelled.exit_code
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`).
        silence_stdout()
        return 0
    except OSError as error:
        silence_stdout()
        where = f"{Path(error.filename).name}: " if isinstance(error.filename, str) else ""
        say(f"error: {where}{error.strerror or error}. Check the disk and its permissions")
        return StudioError.exit_code


def _run(arguments: list[str]) -> int:
    """Parse and run. Raises SystemExit for --help and for wrong usage."""
    first = arguments[0] if arguments else ""
    if first in COMMANDS or first in OTHERS:
        options = parser().parse_args(arguments)
    elif first.startswith("-") or not first or Path(first).suffix or Path(first).exists():
        options = parser().parse_args(["open", *arguments])
    else:
        near = difflib.get_close_matches(first, COMMANDS, 1)
        remedy = f"Did you mean `shotloom {near[0]}`?" if near else f"Choose one of {', '.join(COMMANDS)}"
        raise UsageError("there is no such command and no such file", value=first, remedy=remedy)
    code: int = options.run(options)
    return code


def studio_main() -> int:
    """Open the studio. Called by the `shotloom-studio` script."""
    return main(["open", *sys.argv[1:]])


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = Parser(
        prog="shotloom",
        description="Builds video shots from node graphs. Without a command it opens the studio.",
    )
    top.add_argument("--version", action="version", version=reports.version_line())
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    window = commands.add_parser("open", help="open the studio (what `shotloom [FILE]` does)")
    window.add_argument("file", nargs="?", type=Path, metavar="FILE")
    window.add_argument("--screenshot", type=Path, metavar="OUT.png", help="grab the window, then quit")
    window.add_argument("--size", type=_size, metavar="WxH", help="size of the window")
    window.set_defaults(run=open_studio)

    command = commands.add_parser("render", help="render a graph to a video or image file")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="file to write, or a folder (ending in a slash); .otio, .otioz, .edl and .fcpxml are cuts for others",
    )
    command.add_argument("--target", metavar="NODE", help="what to render: a node's id or unique title")
    command.add_argument("--set", action="append", default=[], dest="settings", metavar="NODE.PARAM=VALUE")
    command.add_argument(
        "--takes", type=_count, default=1, metavar="N", help="how many takes, seeds counting up"
    )
    command.add_argument("--seed", type=_seed, metavar="N", help="use this seed everywhere")
    command.add_argument("--overwrite", action="store_true", help="replace files that exist")
    command.add_argument("--json", action="store_true", help="print events as JSON lines")
    _with_export(command)
    _with_machine(command)
    command.set_defaults(run=render.run)

    command = commands.add_parser("check", help="look for problems without rendering")
    command.add_argument("file", type=Path, metavar="FILE")
    _with_machine(command)
    command.set_defaults(run=reports.check)

    command = commands.add_parser("plan", help="show the steps, what they cost and what is cached")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--target", metavar="NODE")
    command.add_argument("--set", action="append", default=[], dest="settings", metavar="NODE.PARAM=VALUE")
    command.add_argument("--seed", type=_seed, metavar="N")
    command.add_argument("--format", metavar="EXT", help="the format that the output would have")
    command.add_argument("--json", action="store_true")
    _with_machine(command)
    command.set_defaults(run=reports.plan)

    command = commands.add_parser("nodes", help="list every kind of node")
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=reports.nodes)

    command = commands.add_parser("models", help="list the models on this machine")
    command.set_defaults(run=reports.models)

    command = commands.add_parser("info", help="tell what a graph, bundle, video, image or sound contains")
    command.add_argument("file", type=Path, metavar="FILE")
    command.set_defaults(run=contents.info)

    command = commands.add_parser("pack", help="put a graph and its media into one file for sharing")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("-o", "--output", type=Path, metavar="OUT.loomz")
    command.add_argument("--without-prompts", action="store_true", help="leave every text out")
    command.add_argument("--allow", action="append", default=[], type=_folder, metavar="DIR")
    command.add_argument("--overwrite", action="store_true")
    command.set_defaults(run=packing.pack)

    command = commands.add_parser("unpack", help="turn such a file back into a folder")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("-o", "--output", type=Path, metavar="FOLDER")
    command.set_defaults(run=packing.unpack)
    return top


def open_studio(options: argparse.Namespace) -> int:
    """Open the window, or say plainly why that is not possible."""
    named = options.file or "FILE"
    if not _has_display() and options.screenshot is None:
        raise UsageError(
            "there is no display to open the studio on",
            remedy=f"Use `shotloom render {named} -o out.mp4` instead",
        )
    # Everything that draws is imported only here: the other commands need no Qt. Modules stay for good, so looking
    # for garbage among them only makes the start longer; from the first window on the `Sweeper` does that.
    gc.disable()
    try:
        importlib.import_module("studio.features").look_for_none()
        app = importlib.import_module("studio.app")
    finally:
        gc.enable()
    code: int = app.run(options.file, screenshot=options.screenshot, size=options.size)
    return code


def _with_export(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--preset",
        metavar="NAME|FILE",
        help="how to write it: h264, web, draft, h265, av1, prores, dnxhr, ffv1, png, gif, webp, still, "
        "one of your own, or a preset's file",
    )
    command.add_argument("--range", metavar="A-B", help="frames as 24-48, or times as 0:01-0:02.5")
    command.add_argument("--scale", metavar="SIZE", help="50%%, 960x540, or 540 for its lines")
    command.add_argument("--subtitles", choices=("burn", "track"), help="draw them, or as a track")
    command.add_argument("--no-sound", action="store_true", help="leave the soundtrack out")
    command.add_argument(
        "--without-prompts", action="store_true", help="leave prompts and notes out of the graph in the file"
    )


def _with_machine(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--device", choices=("cpu", "cuda"), help="what computes (default: the best there is)"
    )
    command.add_argument("--model", metavar="NAME|PATH", help="use this model everywhere")
    command.add_argument(
        "--allow",
        action="append",
        default=[],
        type=_folder,
        metavar="DIR",
        help="look for media in this folder too",
    )


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > 2 or not int(text):
        raise argparse.ArgumentTypeError("use a whole number from 1 to 99")
    return int(text)


def _seed(text: str) -> int:
    if not text.isdecimal() or len(text) > 16 or int(text) >= 2**53:
        raise argparse.ArgumentTypeError("use a whole number from 0 to 2^53 - 1")
    return int(text)


def _folder(text: str) -> Path:
    if not os.path.isdir(text):  # noqa: PTH112  (a name too long is no folder either)
        raise argparse.ArgumentTypeError(f"{text} is not a folder")
    return Path(text)


def _size(text: str) -> Size:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError("write it as 1280x720")
    return Size(int(width), int(height))


if __name__ == "__main__":
    sys.exit(main())
