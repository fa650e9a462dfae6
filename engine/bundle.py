"""`.loomz`: a graph with its media, takes and a thumbnail in one file, for sharing.

`pack` writes one, `inspect` looks into a stranger's without writing, `unpack` makes a project folder of it. Entries go
by the SHA-256 of their content, so names from the archive never become paths. Layout: `manifest.json`, `graph.json`,
`thumbnail.png` or `.jpg`, `assets/<sha256>.<ext>`.
"""

import hashlib
import os
import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine import archive, atomic
from engine.archive import (
    ASSET,
    CHUNK,
    FILE_LIMIT,
    GRAPH,
    MANIFEST,
    STARTS,
    THUMBNAILS,
    TOTAL_LIMIT,
    Archive,
    open_archive,
)
from engine.document import Document, MediaItem, app_name
from engine.errors import FileFormatError, InputError, OutputError
from engine.fields import HASH, Fields
from engine.files import SUFFIX, dumps, loads
from engine.json_text import SIZE_LIMIT, check, encode
from engine.paths import check_relative, media_folder, takes_folder

BUNDLE = 1
OnBytes = Callable[[int, int], None]
"""Told bytes done and in all while a bundle is written; may raise Cancelled, and nothing is written then."""
FILES_LIMIT = archive.ENTRY_LIMIT - 3
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNSAFE = re.compile(r"[^\w .()+-]+")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of a bundle, which media entries and takes it serves."""

    sha256: str
    extension: str
    media: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()

    @property
    def entry(self) -> str:
        """Its name inside the archive."""
        return f"assets/{self.sha256}.{self.extension}"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle holds. `name` is a proposal for the project's name; `thumbnail` PNG or JPEG bytes."""

    name: str
    app: str
    document: Document
    assets: tuple[Asset, ...]
    thumbnail: bytes | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Packed:
    """A written bundle: the document as it travels, bytes on disk, and notes about what stayed behind."""

    document: Document
    size: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A project folder made of a bundle; `path` is the document in it."""

    path: Path
    document: Document
    notes: tuple[str, ...]


def pack(
    document: Document,
    target: Path,
    *,
    media: Mapping[str, Path],
    takes: Mapping[str, Path],
    thumbnail: bytes | None = None,
    overwrite: bool = False,
    on_bytes: OnBytes = lambda done, total: None,
) -> Packed:
    """Writes a bundle of a document, of the media found (by media id) and of the takes chosen (by file name).

    Takes that were not chosen stay behind and leave the travelling document; media without a file stay named in it.
    Pass what `parcel.wordless` gives to share without prompts. Raises OutputError where the disk refuses or the file
    exists, InputError for a file that is missing, changed, too large or of a kind that bundles do not hold.
    """
    if target.exists() and not overwrite:
        raise OutputError(
            "this file exists already", value=target, remedy="Choose another name, or overwrite it"
        )
    counted = _Count(on_bytes, (*media.values(), *takes.values()))
    files, assets = _gathered(document, media, takes, counted)
    travelling, notes = _travelling(document, media, takes)
    graph = dumps(travelling)
    loads(graph)
    manifest = {
        "bundle": BUNDLE,
        "app": app_name(),
        "name": target.stem,
        "graph": hashlib.sha256(graph).hexdigest(),
        "assets": [{"file": a.entry, "media": list(a.media), "takes": list(a.takes)} for a in assets],
    }
    with atomic.replacing(target) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(_info(MANIFEST, zipfile.ZIP_DEFLATED), encode(manifest))
        zipped.writestr(_info(GRAPH, zipfile.ZIP_DEFLATED), graph)
        if thumbnail is not None:
            zipped.writestr(_info(_thumbnail_name(thumbnail), zipfile.ZIP_STORED), thumbnail)
        for asset in assets:
            _add(zipped, asset, files[asset.sha256], counted)
    return Packed(travelling, target.stat().st_size, notes)


def inspect(path: Path) -> Bundle:
    """What a bundle holds, with every check but the assets' hashes; writes nothing. Raises FileFormatError."""
    with open_archive(path) as opened:
        return _bundle(opened)


def unpack(path: Path, folder: Path, name: str | None = None) -> Unpacked:
    """Makes a project folder of a bundle; `folder` must not exist yet, and appears whole or not at all.

    Raises FileFormatError for a bundle that is refused, OutputError where the disk refuses or the folder exists.
    """
    if folder.exists():
        raise OutputError("this folder exists already", value=folder, remedy="Choose a new folder")
    with open_archive(path) as opened:
        bundle = _bundle(opened)
        stem = _stem(name or bundle.name)
        try:
            with atomic.new_folder(folder) as temp:
                document = _extracted(opened, bundle, temp / (stem + SUFFIX))
            atomic.sweep(folder.parent)
        except OSError as error:
            raise atomic.output_error(error, folder) from error
    return Unpacked(folder / (stem + SUFFIX), document, bundle.notes)


class _Count:
    """How much of the files is done, each of which is read twice: for its hash, and to be copied."""

    def __init__(self, on_bytes: OnBytes, files: Sequence[Path]) -> None:
        self._told, self._done = on_bytes, 0
        self._total = 2 * sum(path.stat().st_size for path in files if path.is_file())

    def add(self, count: int) -> None:
        """So many bytes more."""
        self._done += count
        self._told(min(self._done, self._total), self._total)


def _gathered(
    document: Document, media: Mapping[str, Path], takes: Mapping[str, Path], counted: _Count
) -> tuple[dict[str, Path], list[Asset]]:
    """Each different file once, by hash."""
    files: dict[str, Path] = {}
    assets: dict[str, Asset] = {}
    known = document.masters()
    wanted: list[tuple[str, Path, MediaItem | None]] = [
        *((key, path, document.media[key]) for key, path in sorted(media.items()) if key in document.media),
        *((name, path, None) for name, path in sorted(takes.items()) if name in known),
    ]
    for key, path, item in wanted:
        extension = path.suffix[1:].lower()
        if extension not in STARTS:
            raise InputError("bundles do not hold files of this kind", node=f"media {path.name}", value=extension,
                             remedy="Convert it, or remove it from the graph")  # fmt: skip
        sha256 = _sha256(path, counted)
        if item is not None and item.sha256 and item.sha256 != sha256:
            raise InputError("this file changed since it was added", node=f"media {item.name}", value=path,
                             remedy="Load it again, or restore the old one")  # fmt: skip
        files.setdefault(sha256, path)
        asset = assets.setdefault(sha256, Asset(sha256, extension))
        field = {"takes": (*asset.takes, key)} if item is None else {"media": (*asset.media, key)}
        assets[sha256] = replace(asset, **field)  # type: ignore[arg-type]
    total = sum(path.stat().st_size for path in files.values())
    if len(files) > FILES_LIMIT or total > TOTAL_LIMIT - 3 * SIZE_LIMIT:
        raise InputError("this is too much for one bundle", value=f"{len(files):,} files, {total:,} bytes",
                         remedy="Pack fewer takes")  # fmt: skip
    return files, list(assets.values())


def _thumbnail_name(data: bytes) -> str:
    for name in THUMBNAILS:
        if len(data) <= SIZE_LIMIT and any(data.startswith(mark) for _, mark in STARTS[name[-3:]]):
            return name
    raise InputError("a thumbnail is a PNG or JPEG picture", remedy="Give another picture, or none")


def _travelling(
    document: Document, media: Mapping[str, Path], takes: Mapping[str, Path]
) -> tuple[Document, tuple[str, ...]]:
    """The document as it goes into a bundle: no paths, and only the takes that travel along."""
    items = {key: replace(item, relative=None) for key, item in document.media.items()}
    shots = {
        key: replace(shot, takes=tuple(take for take in shot.takes if take.file in takes))
        for key, shot in document.shots.items()
    }
    left = sum(len(s.takes) for s in document.shots.values()) - sum(len(s.takes) for s in shots.values())
    notes = [
        f"media {item.name} has no file here and stays behind" for k, item in items.items() if k not in media
    ]
    if left:
        notes.append(f"{left} take{'s' if left > 1 else ''} stayed behind")
    return replace(document, media=items, shots=shots, view={}), tuple(notes)


def _add(zipped: zipfile.ZipFile, asset: Asset, path: Path, counted: _Count) -> None:
    """Streams a file into the archive and proves that it is still the one that was hashed."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as source, zipped.open(_info(asset.entry, zipfile.ZIP_STORED), "w") as entry:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                entry.write(chunk)
                counted.add(len(chunk))
    except zipfile.LargeZipFile:
        raise InputError(
            "the bundle would be too large", value=path.name, remedy="Pack fewer takes"
        ) from None
    if digest.hexdigest() != asset.sha256:
        raise InputError("this file changed while it was packed", value=path, remedy="Pack again")


def _sha256(path: Path, counted: _Count) -> str:
    """The SHA-256 of a file that bundles may hold."""
    digest = hashlib.sha256()
    try:
        if path.stat().st_size > FILE_LIMIT:
            raise InputError("this file is too large for a bundle", value=path,
                             remedy=f"Shorten it to {FILE_LIMIT // 1024**2} MiB")  # fmt: skip
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                counted.add(len(chunk))
    except OSError as error:
        raise InputError(f"this file cannot be read: {error.strerror}", value=path,
                         remedy="Locate it, or remove it from the graph") from None  # fmt: skip
    return digest.hexdigest()


def _info(name: str, method: int) -> zipfile.ZipInfo:
    """A directory entry without time or permissions, so that the same content gives the same bytes."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = method
    return info


def _bundle(opened: Archive) -> Bundle:
    """Manifest and graph, checked against each other and against the directory."""
    fields = Fields(check(opened.read(MANIFEST)), "bundle", "manifest.")
    if (version := fields.integer("bundle")) != BUNDLE:
        raise fields.refuse(
            "bundle", "is of another kind than this program knows", version, "Update this program"
        )
    name, app = fields.text("name", "project", limit=200), fields.text("app", "", limit=200)
    text = opened.read(GRAPH)
    if fields.text("graph", pattern=HASH) != hashlib.sha256(text).hexdigest():
        raise archive.refused("the graph is not the one that was packed")
    loaded = loads(text)
    assets = tuple(_asset(Fields(entry, "bundle", "assets."), loaded.document)
                   for entry in fields.list("assets", archive.ENTRY_LIMIT))  # fmt: skip
    served = [("media", key) for a in assets for key in a.media]
    served += [("take", key) for a in assets for key in a.takes]
    if len(set(served)) < len(served):
        raise archive.refused("two files claim the same place")
    entries = [asset.entry for asset in assets]
    held = [n for n in opened.names if ASSET.fullmatch(n)]
    if sorted(entries) != sorted(held):
        raise archive.refused("the list of files does not fit the files")
    shown = next((n for n in THUMBNAILS if n in opened.names), None)
    thumbnail = None if shown is None else opened.read(shown)
    return Bundle(name, app, loaded.document, assets, thumbnail, loaded.notes)


def _asset(fields: Fields, document: Document) -> Asset:
    found = ASSET.fullmatch(fields.text("file"))
    if found is None:
        raise fields.refuse("file", "is no name that bundles use")
    asset = Asset(found[1], found[2], fields.texts("media"), fields.texts("takes"))
    for key in asset.media:
        if key not in document.media or document.media[key].sha256 not in {"", asset.sha256}:
            raise fields.refuse("media", "is not what the graph says", key)
    files = document.masters()
    for name in asset.takes:
        if name not in files or name.rsplit(".", 1)[-1] != asset.extension:
            raise fields.refuse("takes", "is not what the graph says", name)
    return asset


def _extracted(opened: Archive, bundle: Bundle, path: Path) -> Document:
    """Writes assets, then the graph that names them, below the folder of `path`; gives the document as written."""
    media, takes = dict(bundle.document.media), takes_folder(path)
    folder = media_folder(path)
    takes.mkdir(parents=True)
    for asset in bundle.assets:
        places = [takes / name for name in asset.takes]
        if asset.media or not places:
            places.append(folder / f"{asset.sha256[:16]}.{asset.extension}")
        for place in places:
            _write_asset(opened, asset, place)
        for key in asset.media:
            relative = f"{folder.name}/{places[-1].name}"
            media[key] = replace(media[key], sha256=asset.sha256, relative=relative)
    document = replace(bundle.document, media=media)
    atomic.write(path, dumps(document))
    return document


def _write_asset(opened: Archive, asset: Asset, place: Path) -> None:
    digest = hashlib.sha256()
    with place.open("xb") as file:
        for chunk in opened.stream(asset.entry):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if digest.hexdigest() != asset.sha256:
        raise archive.refused("a file is not the one that was packed", asset.entry)


def _stem(name: str) -> str:
    """A project name as a file name that every system can keep."""
    plain = _UNSAFE.sub(" ", unicodedata.normalize("NFC", name)).strip(" .")[:80].rstrip(" .")
    try:
        return check_relative(plain)
    except FileFormatError:
        return "project"
