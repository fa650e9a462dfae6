"""A film as numbered pictures: packed into one file while it is a result among others, then laid out under its names.

In: a clip, and a pattern such as `film_%05d.png`. Out: a pack (a zip that compresses nothing), and from that the
pictures, all of them or none. The operation that encodes writes packs, delivery unpacks them.
"""

import shutil
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from engine.errors import OutputError, UsageError
from engine.media.encode import OnFrame, counted
from engine.media.frames import Clip
from engine.media.metadata import embeds, write_beside
from engine.media.outputs import check_target, sync, whole_file
from engine.media.remux import with_texts
from engine.media.stills import (
    MAX_SEQUENCE,
    is_sequence,
    numbered,
    save_picture,
    together,
    written_format,
)

PACK = ".pack"
"""The ending of a packed sequence."""
_REMEDY = "Check the free space of the disk and write it again"


def pack(
    clip: Clip,
    path: Path,
    extension: str,
    *,
    on_frame: OnFrame | None = None,
    check_cancel: Callable[[], None] | None = None,
) -> None:
    """Write every frame as a picture into one file. Raises OutputError as everything that writes does."""
    media = written_format(Path(f"picture.{extension}"))
    if clip.frames > MAX_SEQUENCE:
        raise OutputError(
            f"{clip.frames} pictures are more than {MAX_SEQUENCE}", remedy="Write a clip instead"
        )
    with whole_file(path, overwrite=True) as temp:
        with zipfile.ZipFile(temp, "w", zipfile.ZIP_STORED) as archive:
            for number, frame in enumerate(counted(clip, on_frame, check_cancel)):
                picture = BytesIO()
                save_picture(frame, picture, media, {})
                archive.writestr(f"{number:06d}.{extension}", picture.getvalue())
        with zipfile.ZipFile(temp) as archive:
            if archive.testzip() is not None or len(archive.namelist()) != clip.frames:
                raise OutputError("the pictures do not read back", remedy=_REMEDY)


def names(pattern: Path, count: int) -> list[Path]:
    """The files that `count` pictures become, numbered from 1. Raises UsageError for a name without a number."""
    if not is_sequence(pattern):
        raise UsageError(
            "a sequence needs a number in its name", value=pattern.name, remedy="Write film_%05d.png"
        )
    return [pattern.with_name(numbered(pattern.name, number)) for number in range(1, count + 1)]


def unpack(source: Path, pattern: Path, metadata: Mapping[str, str], *, overwrite: bool) -> list[Path]:
    """Lay the pictures of a pack out under their names; the first one carries the metadata.

    Raises OutputError where one of them exists or the disk refuses; then none of them is there.
    """
    texts = {key: text for key, text in metadata.items() if text}
    try:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
            targets = names(pattern, len(members))
            media = written_format(pattern)
            for target in targets:
                check_target(target, overwrite)
            embedded = not texts
            with together(targets, overwrite=overwrite) as temps:
                for number, member in enumerate(members):
                    temp = temps(number)
                    with archive.open(member) as picture, temp.open("wb") as file:
                        data = None
                        if number == 0 and texts and embeds(media, texts):
                            data = with_texts(archive.read(member), media, texts)
                            embedded = data is not None
                        if data is None:
                            shutil.copyfileobj(picture, file)
                        else:
                            file.write(data)
                    sync(temp)
            write_beside(targets[0], texts, embedded)
    except zipfile.BadZipFile as error:
        raise OutputError("the pictures do not read back", remedy=_REMEDY) from error
    return targets
