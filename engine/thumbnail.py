"""Small pictures of takes for queue and gallery: the middle frame, at most 160 px wide, as PNG.

Called by the executor when a take is delivered. A picture is named by its content, so equal takes share one.
"""

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import StudioError
from engine.media.frames import Clip
from engine.plan import Output
from engine.results import Value
from engine.types import Size

if TYPE_CHECKING:
    from engine.crew import Crew

WIDTH = 160


def thumbnail(crew: "Crew", output: Output, picture: Value | None) -> str:
    """The path of the thumbnail of an output, made if it is not there; "" where none can be had.

    `picture` is the clip or image before it was encoded, None if only the cache may still have it.
    """
    if crew.thumbnails is None:
        return ""
    path = crew.thumbnails / f"{output.picture}.png"
    if path.is_file():
        return str(path)
    picture = crew.cache.get(output.picture) if picture is None else picture
    if not isinstance(picture, Clip | np.ndarray):
        return ""
    from engine.media.imaging import resize
    from engine.media.stills import write_image

    try:
        frame = picture.frame(picture.frames // 2) if isinstance(picture, Clip) else picture
        height, width = frame.shape[:2]
        size = Size(min(WIDTH, width), max(1, round(height * min(WIDTH, width) / width)))
        path.parent.mkdir(parents=True, exist_ok=True)
        write_image(resize(frame, size), path, overwrite=True)
    except (StudioError, OSError, MemoryError, ValueError):
        # A take without a picture is still a take.
        return ""
    finally:
        if isinstance(picture, Clip):
            # A decoder would stay open for as long as the cache holds the clip.
            picture.close()
    return str(path)
