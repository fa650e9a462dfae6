"""Makes README's pictures of the window: the real one, offscreen, with samples that were rendered before.

    python packaging/make_screens.py [FOLDER]

Out: `packaging/pictures/window-*.png`. Results come from this machine's cache, so a first run renders what is shown.
For developers; needs an installed `shotloom`.
"""

import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import resources

WIDTH, HEIGHT = 1440, 860
PATIENCE_SECONDS = 60.0
PICTURES = Path(__file__).parent / "pictures"
SHOWN, SELECTED = "image-to-clip", "shotloom.generate"


def main(arguments: Sequence[str]) -> int:
    """Render, then show and grab."""
    folder = Path(arguments[0]) if arguments else PICTURES
    graph = resources.path(f"samples/{SHOWN}.loom")
    shotloom = Path(sysconfig.get_path("scripts")) / "shotloom"
    with tempfile.TemporaryDirectory() as home:
        from engine.paths import cache_dir

        os.environ.setdefault("SHOTLOOM_CACHE", str(cache_dir()))
        os.environ.update(SHOTLOOM_DATA=home, QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1")
        subprocess.run([shotloom, "render", str(graph), "-o", f"{home}/clip.mp4"], check=True)
        _grab(folder, graph)
    return 0


def _grab(folder: Path, graph: Path) -> None:
    """The welcome page, a graph, and a graph in the light theme."""
    from engine.types import Size
    from studio.app import Studio, make_application

    application = make_application()
    studio = Studio(application)

    def wait(holds: Callable[[], object], rest: float = 0.6) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not holds() and time.monotonic() < end:
            application.processEvents()
            time.sleep(0.01)
        end = time.monotonic() + rest
        while time.monotonic() < end:
            application.processEvents()
            time.sleep(0.01)

    def grab(name: str) -> None:
        studio.window.grab().save(str(folder / f"window-{name}.png"))
        print(folder / f"window-{name}.png")

    studio.show(None, Size(WIDTH, HEIGHT))
    wait(lambda: studio.parts.warmup.profile)
    grab("welcome")
    studio.parts.workspace.open_copy(graph)
    page = studio.window.page()
    assert page is not None, f"{graph} did not open"
    document = page.opened.model.document
    made = next(node.id for node in document.graph if node.type == SELECTED)
    page.opened.focus.select((made,), current=made)
    wait(lambda: page.status.at(made).picture is not None, 1.5)
    grab("graph")
    studio.parts.settings.update(theme="light")
    wait(lambda: True)
    grab("light")
    studio.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
