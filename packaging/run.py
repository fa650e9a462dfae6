"""`make run`: opens the studio, or renders the sample storyboard where no window can open.

Called by the Makefile with the interpreter of `.venv`; needs nothing but the standard library itself. It goes
through the installed `shotloom` command, so what it shows is what a user's own call would do.
"""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = Path("resources/samples/storyboard.loom")
RESULT = Path("out/storyboard.mp4")


def has_display() -> bool:
    """Whether a window could open here; only Linux and its kin run without a screen as a matter of course."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    """Runs one `shotloom` command and returns its exit code."""
    command = str(Path(sysconfig.get_path("scripts")) / "shotloom")
    if has_display():
        return subprocess.call([command], cwd=ROOT)
    print(f"There is no display here, so the sample storyboard {SAMPLE} is rendered instead.", flush=True)
    (ROOT / RESULT.parent).mkdir(exist_ok=True)
    code = subprocess.call([command, "render", str(SAMPLE), "-o", str(RESULT), "--overwrite"], cwd=ROOT)
    if code == 0:
        print(f"The clip is in {ROOT / RESULT}")
    return code


if __name__ == "__main__":
    sys.exit(main())
