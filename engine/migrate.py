"""Older files become today's: one function per format step.

The reader calls `upgrade` on the raw top-level members before it builds anything. Members stay raw JSON text until a
step needs them, so that foreign values come through byte for byte. Renamed node types are the registry's business
(`NodeType.replaces`): a file format knows no node types.

`FORMAT` counts meanings: a file of a higher one is refused. `VERSION` counts additions within it: a file of a higher
one opens read-only, and what it added is kept.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import msgspec

from engine.errors import FileFormatError
from engine.json_text import raw

FORMAT = 1
VERSION = 0

RAW_PARAM = "params/"
"""`Node.extra` holds a param's spelling under this prefix where ours would differ (`1.50`, `[1, 2]`)."""

Members: TypeAlias = dict[str, msgspec.Raw]
"""The members of a JSON object, each as the text that the file holds."""


def members(text: msgspec.Raw | bytes, where: str) -> Members:
    """The members of an object. Raises FileFormatError if it is none."""
    try:
        return msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    except msgspec.DecodeError:
        raise FileFormatError(
            "this is not a JSON object", port=where, remedy="Restore the file from a backup"
        ) from None


def from_0(top: Members) -> Members:
    """Format 0 (before the first release): nodes keyed by id, `fps` for the rate, media called `clips`."""
    new = {name: text for name, text in top.items() if name not in {"clips", "nodes", "settings"}}
    if "clips" in top:
        new["media"] = top["clips"]
    if "settings" in top:
        settings = members(top["settings"], "settings")
        if "fps" in settings:
            settings["rate"] = settings.pop("fps")
        new["settings"] = raw(settings)
    if "nodes" in top:
        nodes = members(top["nodes"], "nodes")
        new["nodes"] = raw([{"id": raw(k), **members(text, "nodes")} for k, text in nodes.items()])
    return new


STEPS: Mapping[int, Callable[[Members], Members]] = {0: from_0}
"""The step from each format to the next."""


def upgrade(top: Members, from_format: int) -> Members:
    """The members as `FORMAT` has them. Raises FileFormatError for a format no step leads from."""
    for number in range(from_format, FORMAT):
        if number not in STEPS:
            raise FileFormatError(
                "this file is in a format that was never released", port="format", value=from_format,
                remedy="Save it again with the program that wrote it",
            )  # fmt: skip
        top = STEPS[number](top)
    return top
