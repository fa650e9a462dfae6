"""Makes README's pictures of the window: the real one, offscreen, with a film that it makes.

    python packaging/make_screens.py [FOLDER]

Out: `packaging/pictures/window-*.png`. A film of three shots is generated for them, in about half a minute.
For developers; needs an installed `shotloom`.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import resources

WIDTH, HEIGHT = 1440, 860
PATIENCE_SECONDS = 60.0
PICTURES = Path(__file__).parent / "pictures"
SHOWN, PLAYED = "three-shots", 1.2
"""The template of which a film is made, and the share of its first shots at which the playhead stands."""


def main(arguments: Sequence[str]) -> int:
    """Make the film in a window with no past, and grab it."""
    folder = Path(arguments[0]) if arguments else PICTURES
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(SHOTLOOM_DATA=f"{home}/data", SHOTLOOM_CACHE=f"{home}/cache")
        os.environ.update(QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1")
        _grab(folder)
    return 0


def _grab(folder: Path) -> None:
    """The welcome page, a film with its graph, and the same in the light theme."""
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
    studio.parts.workspace.open_copy(resources.path(f"templates/{SHOWN}.loom"))
    page = studio.window.page()
    assert page is not None, f"{SHOWN} did not open"
    model = page.opened.model
    studio.window.bindings.run("work.all")
    wait(lambda: all(model.document.picked(item.shot) for item in model.document.timeline.items if item.shot))
    second = model.document.timeline.items[1]
    page.opened.focus.select((second.shot,), current=second.shot)
    studio.window.bindings.run("view.fit_all")
    page.stage.use_program()
    page.stage.program.go(round(PLAYED * second.length * page.stage.program.rate))
    wait(lambda: True, 3.0)
    grab("graph")
    studio.parts.settings.update(theme="light")
    wait(lambda: True)
    grab("light")
    studio.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
