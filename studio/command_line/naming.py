"""Where the results of a render go: `-o` as a file, a folder, a name with placeholders or a numbered sequence.

In: the options and the plans of a request. Out: one path per take, each checked before any work is done. Called by
`render`.
"""

import argparse
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.compile import IMAGE_FORMATS
from engine.errors import OutputError, UsageError
from engine.plan import Output, Plan
from engine.session import Opened
from engine.targets import NUMBERS

SEQUENCE = re.compile(r"%0?\d?d")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def is_sequence(output: str | None) -> bool:
    """Whether `-o` names numbered pictures, as in out_%03d.png. Raises UsageError for another ending."""
    path = Path(output or "")
    if not SEQUENCE.search(path.name):
        return False
    if path.suffix.lower().removeprefix(".") not in IMAGE_FORMATS:
        raise UsageError(
            "numbered files are pictures", port="-o", value=path.name, remedy="Write out_%03d.png, or out.mp4"
        )
    return True


def ending(output: str) -> str:
    """The format that `-o` asks for by its ending, without the dot; empty for a folder or none."""
    return "" if _is_folder(output) else Path(output).suffix.lower().removeprefix(".")


def _is_folder(output: str) -> bool:
    # `os.path`, because a name too long is no folder either.
    return not output or output.endswith(("/", os.sep)) or os.path.isdir(output)  # noqa: PTH112


def is_numbered(output: Output) -> bool:
    """Whether an output becomes numbered pictures."""
    return output.kind == "result" or output.name.endswith(NUMBERS)


def of_sequence(pattern: Path, number: int) -> Path:
    """The name of one picture of a sequence, counted from 1."""
    return pattern.with_name(
        SEQUENCE.sub(lambda m: str(number).zfill(int(m[0].strip("%d") or 0)), pattern.name, count=1)
    )


def all_of(pattern: Path, count: int) -> list[Path]:
    """The names of a sequence."""
    return [of_sequence(pattern, number) for number in range(1, count + 1)]


def paths(options: argparse.Namespace, opened: Opened, plans: Sequence[Plan]) -> list[dict[str, Path]]:
    """A path for every output of every plan, by the output's id; a folder named by a slash at its end is made.

    Raises UsageError or OutputError for a place that cannot take one.
    """
    from engine.media.outputs import check_target, failure

    found: list[dict[str, Path]] = []
    taken: set[Path] = set()
    for plan in plans:
        found.append({})
        for output in plan.outputs:
            try:
                path = _path(options.output or "", opened, output, len(plans))
                if path in taken:
                    raise _one_name(plan)
                written = [path]
                if is_numbered(output):
                    written = all_of(path, output.facts.frames)
                for name in written:
                    check_target(name, options.overwrite)
            except OSError as error:
                raise failure(Path(options.output or "the result"), error) from error
            taken.add(path)
            found[-1][output.id] = path
    return found


def _one_name(plan: Plan) -> UsageError:
    if len(plan.outputs) < 2:
        return UsageError(
            "the takes would have one name", remedy="Write {take} into the name, or give a folder"
        )
    listed = ", ".join(f"{output.title} ({output.id})" for output in plan.outputs)
    return UsageError(
        f"there are several outputs, and they would have one name: {listed}",
        remedy="Choose one with --target, or give them titles and write {shot} into the name, or give a folder",
    )


def _path(given: str, opened: Opened, output: Output, takes: int) -> Path:
    """`-o` as it is, with the take's number when there are several, or a templated name in its folder."""
    filled = {
        "stem": opened.path.stem,
        "shot": re.sub(r"[^\w.+-]+", "-", output.title).strip("-") or "shot",
        "take": str(output.take + 1),
        "seed": str(output.seed or 0),
    }
    if _is_folder(given):
        return _folder(given) / (_filled(output.name, filled) + f".{output.format or 'png'}")
    path = Path(given)
    if not path.suffix:
        raise UsageError(
            "the output needs an ending", port="-o", value=given, remedy="Write out.mp4, or a folder/"
        )
    if "{" in path.name or "}" in path.name:
        return path.with_name(_filled(path.name, filled))
    if takes == 1:
        return path
    number = SEQUENCE.search(path.name) if is_numbered(output) else None
    end = number.start() if number else len(path.stem)
    stem, rest = path.name[:end], path.name[end:]
    return path.with_name(f"{stem.rstrip('-_.')}-{output.take + 1}{'_' if number else ''}{rest}")


def _folder(given: str) -> Path:
    """The folder that `-o` names. Raises OutputError when it is not there and cannot be made."""
    folder = Path(given)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"the folder {given} cannot be made: {error.strerror}", remedy="Choose another folder"
        ) from error
    return folder


def _filled(template: str, values: Mapping[str, str]) -> str:
    """The template with {stem}, {shot}, {take} and {seed} filled in. Raises UsageError for anything else in braces."""
    unknown = {m[1] for m in PLACEHOLDER.finditer(template)} - values.keys()
    if unknown or re.search(r"[{}]", PLACEHOLDER.sub("", template)):
        raise UsageError(
            "the name has an unknown placeholder",
            port="-o",
            value=template,
            remedy="Use {stem}, {shot}, {take} or {seed}",
        )
    return PLACEHOLDER.sub(lambda m: values[m[1]], template)
