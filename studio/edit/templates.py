"""Templates: what an artist keeps for other projects, each a small `.loom` in a folder of the user's data.

In: a selection and a title, or a template and a place. Out: a file, the list of them, or the document with the
template's nodes (one that was made of a group alone comes as that group). Search and welcome page list them.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from engine import atomic
from engine.document import Document
from engine.errors import FileFormatError, GraphError, InputError
from engine.files import dumps, loads
from engine.paths import check_relative, data_dir
from studio.edit import clipboard
from studio.edit.scope import Scope
from studio.edit.unique import unique

FOLDER = "templates"
SUFFIX = ".loom"
SIZE_LIMIT = 16 << 20
"""Bytes of a template; far more than hands draw."""
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_TITLE_LENGTH = 80
ANEW = "Keep it anew from a graph"


@dataclass(frozen=True, slots=True)
class Template:
    """One kept graph; its title is its file's name."""

    path: Path

    @property
    def title(self) -> str:
        """What it is called."""
        return self.path.stem


def folder_of_templates() -> Path:
    """Where the artist's templates lie; it may not exist yet."""
    return data_dir() / FOLDER


def templates(folder: Path | None = None) -> list[Template]:
    """The artist's templates by title. Their files are not read here, so that a search opens at once."""
    found = (folder or folder_of_templates()).glob(f"*{SUFFIX}")
    return sorted((Template(path) for path in found), key=lambda t: t.title.casefold())


def save(
    document: Document,
    scope: Scope,
    nodes: Collection[str],
    title: str,
    *,
    frames: Collection[str] = (),
    folder: Path | None = None,
) -> Template:
    """Keep a selection, with the groups and media entries that it uses, as a new template.

    A title that is taken gets a number. Raises GraphError for no nodes and OutputError where it cannot be written.
    """
    if not nodes and not frames:
        raise GraphError("there is nothing to keep as a template", remedy="Select some nodes first")
    part = loads(clipboard.copied(document, scope, nodes, frames).encode()).document
    media = {key: replace(item, relative=None) for key, item in part.media.items()}
    folder = folder or folder_of_templates()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise atomic.output_error(error, folder) from None
    taken = {template.title.casefold() for template in templates(folder)}
    stem = file_title(title)
    stem = stem if stem.casefold() not in taken else unique(stem, _either_case(stem, taken))
    path = folder / f"{stem}{SUFFIX}"
    atomic.write(path, dumps(replace(part, media=media, extra={})))
    return Template(path)


def added(
    document: Document, scope: Scope, template: Template, at: tuple[float, float]
) -> tuple[Document, tuple[str, ...]]:
    """The document with a template's nodes, their top left corner at a place, and their ids.

    Raises InputError for a file that is gone, too large or damaged, and GraphError where a group would hold itself.
    """
    try:
        if template.path.stat().st_size > SIZE_LIMIT:
            raise FileFormatError(
                "this template is too large", node=template.title, remedy="Open it as a project instead"
            )
        text = template.path.read_bytes().decode(errors="replace")
    except OSError as error:
        raise InputError(
            f"this template cannot be read: {error.strerror}",
            node=template.title, value=template.path.name, remedy=ANEW,
        ) from None  # fmt: skip
    try:
        return clipboard.pasted(document, scope, text, at)
    except GraphError as error:
        if "clipboard" in error.message:
            error.message = error.message.replace("on the clipboard", "in this template")
            error.remedy = ANEW
        raise error.at(template.title) from None


def remove(template: Template) -> None:
    """Delete a template's file; one that is gone already is fine. Raises OutputError where that is not allowed."""
    try:
        template.path.unlink(missing_ok=True)
    except OSError as error:
        raise atomic.output_error(error, template.path) from None


def file_title(title: str) -> str:
    """A title as a file name that every system can keep."""
    words = _UNSAFE.sub(" ", unicodedata.normalize("NFC", title)).split()
    plain = " ".join(words).strip(" .")[:_TITLE_LENGTH].rstrip(" .")
    try:
        return check_relative(plain)
    except FileFormatError:
        return "Template"


def _either_case(stem: str, taken: set[str]) -> set[str]:
    """The names that a numbered stem must not be, where the disk does not tell upper case from lower."""
    return {stem, *(f"{stem}{name[len(stem) :]}" for name in taken if name.startswith(stem.casefold()))}
