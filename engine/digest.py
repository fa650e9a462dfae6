"""What the content of a file is known by: the digest that projects, bundles and the weights' sums name files with.

In: a path. Out: lower-case hexadecimal SHA-256. Reads the whole file; not for the GUI thread.
"""

import hashlib
from pathlib import Path


def sha256_of(path: Path) -> str:
    """The SHA-256 of a whole file. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
