"""The operation that is the whole film: the layout of a cut over the clips of its shots."""

from collections.abc import Sequence
from typing import Any

from engine.film import Source
from engine.layout import film_of
from engine.media.compose import FilmClip, Texts
from engine.media.frames import Clip
from engine.ops.context import Context
from engine.plan import Step


def film(step: Step, inputs: Sequence[Any], context: Context) -> Clip:
    """A clip that composes each frame when it is read; texts in the layout are all to be drawn."""
    shown = film_of(step.params, [Source(clip.frames, clip.rate, clip.size) for clip in inputs])
    clips = {str(number): clip for number, clip in enumerate(inputs)}
    return FilmClip(shown, clips, Texts(context.font), subtitles=True)
