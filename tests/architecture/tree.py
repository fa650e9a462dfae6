"""The project's own files, as the architecture tests see them: what git tracks or would track."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("engine", "nodes", "studio", "resources")


def project_files(*, tracked_only: bool = False) -> list[Path]:
    """Files that git tracks and that exist, relative to the root; with new ones that it does not ignore by default."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached"]
    if not tracked_only:
        command += ["--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    names = sorted({name for name in listing.split("\0") if name})
    return [Path(name) for name in names if (ROOT / name).is_file()]


def python_files() -> list[Path]:
    """The project's Python files, tests and packaging included."""
    return [path for path in project_files() if path.suffix == ".py"]
