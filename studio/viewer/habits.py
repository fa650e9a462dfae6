"""How an artist likes to look at pictures, from one start of the program to the next: scopes, safe areas, gain.

In: the settings of this person. Out: the viewer looks as it was left, and what is chosen in it is kept. Called where a
page makes its viewer.
"""

from studio.settings import SettingsStore
from studio.viewer.compare import GAINS
from studio.viewer.panel import ViewerPanel


def keep_habits(panel: ViewerPanel, settings: SettingsStore) -> None:
    """Look at pictures as last time, and remember from now on."""
    projection, beside, known = panel.projection, panel.beside, settings.value

    def habits() -> dict[str, bool | int]:
        return {
            "viewer_scopes": beside.measuring,
            "viewer_safe_areas": projection.safe_areas,
            "viewer_gain": projection.gain,
        }

    if known.viewer_safe_areas:
        projection.set_safe_areas(True)
    if known.viewer_gain in GAINS:
        projection.amplify(known.viewer_gain)
    if known.viewer_scopes:
        beside.toggle_scopes()
    last = habits()

    def remember() -> None:
        # Only what was chosen here: the viewer of another page may have changed the rest meanwhile.
        now = habits()
        settings.update(**{name: value for name, value in now.items() if value != last[name]})
        last.update(now)

    panel.chosen.connect(remember)
