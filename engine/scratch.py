"""Names of files in the making: which machine and process works on them, and whether that one has ended.

Used by the cache, whose folder two processes, even two machines, may share.
"""

import os
import platform
import zlib


def owner() -> str:
    """The beginning of such a name for this process: a process number means nothing on another machine."""
    return f"{_here()}-{os.getpid()}-"


def abandoned(name: str) -> bool:
    """Whether unfinished work is of a process of this machine that has ended. Windows offers no harmless question."""
    machine, _, rest = name.partition("-")
    process = rest.partition("-")[0]
    if os.name == "nt" or machine != _here() or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _here() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"
