"""Names that nothing else has: titles of groups, names of ports, files of templates."""

from collections.abc import Collection


def unique(name: str, taken: Collection[str]) -> str:
    """A name that is not taken: itself, or with the first free number from 2 behind it."""
    number, found = 2, name
    while found in taken:
        found = f"{name} {number}"
        number += 1
    return found
