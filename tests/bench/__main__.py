"""`make bench`: runs every module of this folder by itself and shows what each prints, with the machine's load.

A module `tests/bench/NAME.py` prints its figures beside their budgets when it is run as `python -m tests.bench.NAME`;
each has a process of its own, so that none warms the next one's caches. Names on the command line choose some.
"""

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]


def runnable() -> list[str]:
    """The names of the modules that print figures when run; the others are what they share."""
    found = (path for path in FOLDER.glob("*.py") if not path.name.startswith("_"))
    return sorted(
        path.stem for path in found if 'if __name__ == "__main__"' in path.read_text(encoding="utf-8")
    )


def load() -> str:
    """How busy the machine is: its load over the last minute beside its cores; figures mean little when they meet."""
    busy = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return f"load {busy} on {os.cpu_count()} cores"


def main(chosen: list[str]) -> int:
    """Runs the chosen modules, or all; returns 1 if one of them failed."""
    unknown = sorted(set(chosen) - set(runnable()))
    if unknown:
        print(f"no such bench: {', '.join(unknown)}; there are {', '.join(runnable())}", file=sys.stderr)
        return 2
    failed = []
    for name in chosen or runnable():
        print(f"\n== {name} ({load()})", flush=True)
        if subprocess.call([sys.executable, "-m", f"tests.bench.{name}"], cwd=ROOT):
            failed.append(name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
