"""A film's layout as plain JSON values: what a `film` step carries, so that its key is its content.

In: a timeline and the shots that arrive as the step's inputs. Out: params; and back from params to a `Film`. Ids, names
and markers stay out, so that equal cuts are equal steps; written by `engine.cut`, read by the operation.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from engine.film import Film, Source
from engine.time import round_half_up
from engine.timeline import Item, Timeline
from engine.tracks import SUBTITLE, Cue, Placed
from engine.types import Size


def written(timeline: Timeline, size: Size, shots: Sequence[str], *, subtitles: bool) -> dict[str, Any]:
    """The params of the film of a timeline whose shots arrive in this order; subtitles only where they are burnt in.

    Times of items and overlays are whole frames, those of texts seconds as "n/d".
    """
    number = {shot: place for place, shot in enumerate(shots)}
    rate = timeline.rate

    def frames(*times: Fraction) -> list[int]:
        return [round_half_up(time * rate) for time in times]

    params: dict[str, Any] = {
        "rate": str(rate),
        "size": list(size),
        "items": [
            [number.get(item.shot or "", -1), *frames(item.in_point, item.length, item.dissolve)]
            for item in timeline.items
        ],
    }
    if timeline.overlay:
        params["overlay"] = [
            [
                number[placed.shot],
                *frames(placed.start, placed.in_point, placed.length, placed.fade_in, placed.fade_out),
                str(placed.opacity),
                placed.fit,
            ]
            for placed in timeline.overlay
        ]
    cues = [cue for cue in timeline.cues if subtitles or cue.role != SUBTITLE]
    if cues:
        params["cues"] = [
            [*map(str, (c.start, c.length, c.size, c.fade)), c.text, c.role, c.place] for c in cues
        ]
    return params


def film_of(params: Mapping[str, Any], sources: Sequence[Source]) -> Film:
    """The film of `written`; its shots are called by their place among the inputs, "0", "1" and so on."""
    rate = Fraction(params["rate"])
    items = tuple(
        Item(str(n), None if shot < 0 else str(shot), start / rate, length / rate, {}, dissolve / rate)
        for n, (shot, start, length, dissolve) in enumerate(params["items"])
    )
    overlay = tuple(
        Placed(
            str(n), str(shot), start / rate, in_point / rate, length / rate,
            Fraction(opacity), fade_in / rate, fade_out / rate, fit,
        )
        for n, (shot, start, in_point, length, fade_in, fade_out, opacity, fit) in enumerate(
            params.get("overlay", ())
        )
    )  # fmt: skip
    cues = tuple(
        Cue(str(n), Fraction(start), Fraction(length), text, role, place, Fraction(size), Fraction(fade))
        for n, (start, length, size, fade, text, role, place) in enumerate(params.get("cues", ()))
    )
    timeline = Timeline(rate, items, overlay=overlay, cues=cues)
    return Film(timeline, Size(*params["size"]), {str(n): source for n, source in enumerate(sources)})
