"""Writes down the digests of the weights that ship, for the self-check and for `sha256sum -c`.

    python packaging/make_sums.py

In: `resources/models`. Out: `SHA256SUMS` there. A test compares both; run this again when weights change.
"""

import resources
from engine.digest import sha256_of
from engine.selfcheck import SUMS

KINDS = ("*.safetensors", "*-vocabulary.txt")


def sums() -> str:
    """One line per file, as `sha256sum` writes it."""
    folder = resources.path("models")
    files = sorted(path for kind in KINDS for path in folder.glob(kind))
    return "".join(f"{sha256_of(path)}  {path.name}\n" for path in files)


if __name__ == "__main__":
    (resources.path("models") / SUMS).write_text(sums(), encoding="ascii", newline="\n")
