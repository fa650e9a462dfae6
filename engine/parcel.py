"""What travels with a document that is shared without prompts: its media and takes, with no words in them either.

In: the document, where its files are, and what is known of each param. Out: the same without words, for as long as it
is packed; the files of the artist are only read. Called before `bundle.pack`.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from engine import atomic
from engine.digest import sha256_of
from engine.document import Document
from engine.errors import MediaError
from engine.share import KindOf, without_prompts


@dataclass(frozen=True, slots=True)
class Parcel:
    """A document and its files: media by id, takes by file name; `notes` tell what had to stay behind, and why."""

    document: Document
    media: Mapping[str, Path]
    takes: Mapping[str, Path]
    notes: tuple[str, ...] = ()


@contextmanager
def wordless(
    whole: Parcel, near: Path, kind_of: KindOf, check_cancel: Callable[[], None] = lambda: None
) -> Iterator[Parcel]:
    """The parcel without prompts; copies of files that carried some lie in a passing folder beside `near` meanwhile.

    A file whose words cannot be taken out stays behind, so that none leaves with it. Raises OutputError where the disk
    refuses.
    """
    from engine.media.wordless import wordless_copy

    document = without_prompts(whole.document, kind_of)
    notes: list[str] = []
    try:
        with atomic.passing_folder(near) as folder:

            def clean(name: str, path: Path) -> Path | None:
                check_cancel()
                # Only the ending counts: bundles call files by their content.
                copy = folder / f"{len(list(folder.iterdir()))}{path.suffix}"
                try:
                    return copy if wordless_copy(path, copy) else path
                except MediaError as error:
                    notes.append(f"{name} stays behind: {error}")
                    return None

            takes = {name: clean(name, path) for name, path in whole.takes.items()}
            media: dict[str, Path] = {}
            for key, path in whole.media.items():
                item = document.media[key]
                if (found := clean(item.name, path)) is None:
                    continue
                media[key] = found
                # A file that is no longer the one that was added is found out when it is packed.
                if found != path and item.sha256 in ("", sha256_of(path)):
                    document = document.with_media(replace(item, sha256=sha256_of(found)))
            left = {name: path for name, path in takes.items() if path is not None}
            yield Parcel(document, media, left, (*whole.notes, *notes))
    except OSError as error:
        raise atomic.output_error(error, near) from error
