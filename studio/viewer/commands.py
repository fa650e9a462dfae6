"""What the viewer can do, as rows of the action table: film or node, guides, comparisons, typed places.

In: the viewer's parts and what joins them to the stage. Out: `Command`s by action id. Called by the panel.
"""

from collections.abc import Callable, Mapping

from studio.actions import Command
from studio.playing.stage import Stage
from studio.viewer.beside import Beside
from studio.viewer.compare import DIFFERENCE, FLICKER, SIDE, WIPE, Mode
from studio.viewer.projection import Projection
from studio.viewer.screen import Screen
from studio.viewer.transport_bar import TransportBar


def commands(
    switch: Callable[[], None],
    stage: Stage,
    picture: Screen,
    transport: TransportBar,
    projection: Projection,
    beside: Beside,
) -> Mapping[str, Command]:
    """By action id; `switch` shows the film, or the node."""

    def comparison(mode: Mode) -> Command:
        return Command(lambda: projection.compare(mode), lambda: True, lambda: projection.mode == mode)

    def compared() -> bool:
        return bool(projection.mode)

    return {
        "viewer.switch": Command(switch, lambda: True, lambda: stage.on_program),
        "viewer.timecode": Command(transport.place.setFocus, lambda: stage.current.frames > 0),
        "viewer.safe_areas": Command(
            lambda: projection.set_safe_areas(not projection.safe_areas),
            lambda: True,
            lambda: projection.safe_areas,
        ),
        "viewer.full_screen": Command(beside.toggle_full, lambda: True, lambda: beside.full is not None),
        "viewer.scopes": Command(beside.toggle_scopes, lambda: True, lambda: beside.measuring),
        "viewer.zoom_fit": Command(picture.toggle_fit, lambda: picture.image is not None),
        "viewer.zoom_actual": Command(lambda: picture.zoom_to(1.0), lambda: picture.image is not None),
        "viewer.compare": Command(projection.switch_comparing, lambda: True, lambda: bool(projection.mode)),
        "viewer.set_b": Command(lambda: stage.set_second(), lambda: stage.current.frames > 0),
        "viewer.compare_wipe": comparison(WIPE),
        "viewer.compare_side": comparison(SIDE),
        "viewer.compare_flicker": comparison(FLICKER),
        "viewer.compare_difference": comparison(DIFFERENCE),
        "viewer.swap": Command(projection.swap, compared),
        "viewer.offset_back": Command(lambda: stage.comparing.shift(-1), compared),
        "viewer.offset_on": Command(lambda: stage.comparing.shift(1), compared),
    }
