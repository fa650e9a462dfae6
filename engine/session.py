"""A working session: registry, models, cache, media index and executor of this machine, wired once.

Made by the command line and the studio. Opening it imports no torch and starts no thread; each part comes to life when
it is first asked for, and `close` ends what lives. Use it from one thread (the executor has its own).
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from engine.catalog import Catalog, find_models
from engine.compile import Compiler, Environment
from engine.document import Document
from engine.errors import FileFormatError, InputError, MediaError, Problem
from engine.files import load
from engine.outbox import Listener
from engine.passes import Budget
from engine.paths import cache_dir, data_dir, takes_folder
from engine.registry import Registry

if TYPE_CHECKING:
    from engine.arrivals import Arrivals
    from engine.cache import Cache
    from engine.checkpoints import Checkpoints
    from engine.delivery import Delivery
    from engine.device import DeviceProfile
    from engine.estimate import FigureStore
    from engine.executor import Executor
    from engine.manners import Manners
    from engine.media.cinema import Cinema
    from engine.media.index import MediaIndex, Resolved
    from engine.media.sound_library import SoundLibrary
    from engine.queue import JobQueue

T = TypeVar("T")

BATCH_PAYS_FROM = 1.3
"""Two clips together must be this much quicker than one after the other before denoise steps are batched."""
COMPONENT_BYTES = {"text": 100 << 20, "dit": 60 << 20, "vae": 40 << 20, "upscaler": 20 << 20}


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as this machine can use it: media found, old node types replaced, and what there is to say."""

    document: Document
    path: Path
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    missing: Mapping[str, Problem] = field(default_factory=dict)

    @property
    def takes(self) -> Path:
        """Where masters of this document's takes lie."""
        return takes_folder(self.path)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the artist allows the engine; it may change while the engine works.

    `memory` in bytes is what a job may take of the device, 0 for half of it; `disk` what results may take, 0 for the
    usual. `previews` says whether pictures of what is in the making are wanted. While `held` nothing runs: what ran
    waits again with a checkpoint.
    """

    memory: int = 0
    disk: int = 0
    previews: bool = True
    held: bool = False


def _bounds(limits: Limits) -> dict[str, int]:
    """What the cache may take: of memory a quarter of a job's, so that results do not crowd out who makes them."""
    from engine.cache import DISK_BYTES, MEMORY_BYTES

    memory = min(MEMORY_BYTES, limits.memory // 4) if limits.memory else MEMORY_BYTES
    return {"memory": memory, "disk": limits.disk or DISK_BYTES}


class _Part(Generic[T]):
    """A part of a session: made at the first question, once, whichever threads ask.

    Each part has a lock of its own, so that one that takes seconds (the device) holds up nobody who asks for another.
    A part that asks for others must not be asked for by them.
    """

    def __init__(self, make: Callable[["Session"], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, session: "Session", owner: type | None = None) -> T:
        made = session.__dict__
        with session.lock_of(self._name):
            if self._name not in made:
                before = session.limits
                session.take_on(self._name, self._make(session), before)
        found: T = made[self._name]
        return found


class Session:
    """`models` is the built-in weights' folder, `fonts` typeface files by weight, `model_folders` the artist's own.

    `device` is "cpu", "cuda" or None for the best there is; `listener` hears the executor's events; `keep_queue` lets
    jobs survive the program (the studio's; a command line that was killed is simply given again). `limits` hold until
    `allow` is called; `manners` let the engine thread step behind a window's.
    """

    def __init__(
        self,
        registry: Registry,
        models: Path,
        fonts: Mapping[str, Path],
        *,
        model_folders: Sequence[Path] = (),
        device: str | None = None,
        listener: Listener | None = None,
        keep_queue: bool = False,
        data: Path | None = None,
        cache: Path | None = None,
        limits: Limits | None = None,
        manners: "Manners | None" = None,
    ) -> None:
        self.registry = registry
        self._models = models
        self._fonts = dict(fonts)
        self._model_folders = tuple(model_folders)
        self._wish = device
        self._listener = listener
        self._keep_queue = keep_queue
        self._data = data or data_dir()
        self._cache = cache or cache_dir()
        self._limits = limits or Limits()
        self._manners = manners
        self._allowing = threading.Lock()
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}

    # -- the parts -----------------------------------------------------------------------------------------------------

    @_Part
    def catalog(self) -> Catalog:
        """The models of this machine."""
        own = self._data / "models"
        return find_models(self._models, (*self._model_folders, own))

    @_Part
    def device(self) -> "DeviceProfile":
        """The device that computes; the first question imports torch."""
        from engine.device import bound_memory, detect

        self._make_home()
        profile = detect(self._wish, self._data)
        if self._limits.memory:
            bound_memory(profile, self._limits.memory)
        return profile

    @_Part
    def cache(self) -> "Cache":
        """Results by key."""
        from engine.cache import Cache

        return Cache(self._cache / "results", **_bounds(self._limits))

    @_Part
    def figures(self) -> "FigureStore":
        """What steps took on this device."""
        from engine.estimate import FigureStore

        self._make_home()
        return FigureStore(self._data / "figures.sqlite", self.device.kind)

    @_Part
    def media(self) -> "MediaIndex":
        """Where media lie and what is in them; files from outside are opened in the worker process."""
        from engine.media.index import MediaIndex
        from engine.media.outside import MediaWorker

        self._make_home()
        return MediaIndex(self._data / "media.sqlite", MediaWorker())

    @_Part
    def sounds(self) -> "SoundLibrary":
        """Decoded sounds, for the ear and for exports."""
        from engine.media.sound_library import SoundLibrary

        return SoundLibrary(self._cache / "sounds", self.media.worker)

    @_Part
    def cinema(self) -> "Cinema":
        """What plays films and takes; its threads start when something is shown."""
        from engine.media.cinema import Cinema

        return Cinema(self._cache, self._font, self.sounds)

    @_Part
    def arrivals(self) -> "Arrivals":
        """Finished takes that their document may not hold yet."""
        from engine.arrivals import Arrivals

        if not self._keep_queue:
            return Arrivals()
        self._make_home()
        return Arrivals(self._data / "arrivals.sqlite")

    @_Part
    def queue(self) -> "JobQueue":
        """The jobs; those of last time are there before anything runs, and asking for them starts nothing."""
        from engine.queue import JobQueue

        if not self._keep_queue:
            return JobQueue()
        self._make_home()
        return JobQueue(self._data / "queue.sqlite")

    @_Part
    def checkpoints(self) -> "Checkpoints":
        """What stopped work can go on from."""
        from engine.checkpoints import Checkpoints

        return Checkpoints(self._cache / "checkpoints")

    @_Part
    def executor(self) -> "Executor":
        """The engine thread; asking for it starts the thread."""
        from engine.crew import Crew
        from engine.executor import Executor
        from engine.history import History
        from engine.shelf import Shelf

        crew = Crew(
            models=Shelf(self.catalog, self.device),
            cache=self.cache,
            figures=self.figures,
            sources=self._source,
            checkpoints=self.checkpoints,
            history=History(self._data / "history.sqlite"),
            fonts=self._font,
            thumbnails=self._cache / "thumbnails" if self._keep_queue else None,
            arrivals=self.arrivals if self._keep_queue else None,
        )
        return Executor(
            crew,
            self._listener,
            queue=self.queue,
            previews=self._limits.previews,
            manners=self._manners,
            held=self._limits.held,
        )

    def lock_of(self, name: str) -> threading.Lock:
        """Held while a part is made."""
        with self._lock:
            return self._locks.setdefault(name, threading.Lock())

    def take_on(self, name: str, part: object, limits: Limits) -> None:
        """A part is made, and was told `limits`; what was allowed meanwhile reaches it too."""
        with self._allowing:
            self.__dict__[name] = part
            self._limit(name, limits)

    # -- what it may take ----------------------------------------------------------------------------------------------

    @property
    def limits(self) -> Limits:
        """What the engine may take."""
        return self._limits

    def allow(self, limits: Limits) -> None:
        """Change what the engine may take; parts that live follow at once. May write to the disk (results go)."""
        with self._allowing:
            before, self._limits = self._limits, limits
            for name in ("cache", "executor", "device"):
                if name in self.__dict__:
                    self._limit(name, before)

    def _limit(self, name: str, before: Limits) -> None:
        """Let a part that lives follow the limits of now."""
        limits, part = self._limits, self.__dict__[name]
        if limits == before:
            return
        if name == "cache" and _bounds(limits) != _bounds(before):
            part.bound(**_bounds(limits))
        elif name == "executor":
            part.previews = limits.previews and self._listener is not None
            part.hold(limits.held)
        elif name == "device" and limits.memory != before.memory:
            from engine.device import bound_memory

            bound_memory(part, limits.memory)

    @property
    def memory(self) -> int:
        """Bytes of the device's memory that a job may take; the first question asks the device."""
        profile = self.device
        return min(self._limits.memory, profile.memory) or profile.memory // 2

    @property
    def folders(self) -> Mapping[str, Path]:
        """Where "data", "cache" and the built-in "models" lie."""
        return {"data": self._data, "cache": self._cache, "models": self._models}

    @property
    def fonts(self) -> Mapping[str, Path]:
        """Typeface files by weight."""
        return dict(self._fonts)

    def close(self) -> None:
        """End the engine thread, the worker process and the open databases."""
        for name in ("cinema", "executor", "queue", "arrivals", "figures", "cache", "media"):
            part = self.__dict__.pop(name, None)
            if part is not None:
                part.close()
                if name == "media":
                    part.worker.close()

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- documents -----------------------------------------------------------------------------------------------------

    def open(self, path: Path, allow: Sequence[Path] = ()) -> Opened:
        """Read a graph file and look for its media. Raises FileFormatError for what is no graph file."""
        if path.suffix.lower() == ".loomz":
            remedy = f"Use `shotloom unpack {path.name}` first"
            raise FileFormatError(f"{path.name} is a bundle, not a graph", remedy=remedy)
        try:
            loaded = load(path)
        except FileFormatError as error:
            if error.node is None and path.name not in error.message:
                error.port = f"{path.name}, {error.port}" if error.port else path.name
            raise
        document = self.registry.upgraded(loaded.document)
        opened = Opened(document, path, notes=tuple(loaded.notes))
        if not document.media:
            return opened
        found: Resolved = self.media.resolve(document.media.values(), path.resolve().parent, allow)
        document = replace(document, media={**document.media, **found.items})
        # What cannot be used is said at the nodes that use it, by the compiler.
        told = tuple(p for p in found.problems if p not in found.missing.values())
        return replace(opened, document=document, problems=told, missing=found.missing)

    def environment(self, opened: Opened, *, keys: bool = True) -> Environment:
        """What the compiler must know. Without `keys` the device is not asked and the plan's keys mean nothing."""
        environment = Environment(
            self.registry,
            self.catalog.specs,
            self.catalog.upscaler_digest,
            missing=opened.missing,
            broken=self.catalog.broken,
        )
        if not keys:
            return environment
        profile = self.device
        return replace(
            environment,
            precision=profile.precision,
            stored=self.cache.facts,
            figures=self.figures.snapshot(),
            budget=Budget(
                memory=self.memory,
                components=COMPONENT_BYTES,
                batch=4 if profile.kind != "cpu" and profile.batch_gain >= BATCH_PAYS_FROM else 1,
            ),
        )

    def compiler(self, opened: Opened, *, keys: bool = True) -> Compiler:
        """A compiler for one document."""
        return Compiler(self.environment(opened, keys=keys))

    def _make_home(self) -> None:
        """Make the data folder; where that is refused, nothing is remembered and everything else works."""
        with suppress(OSError):
            self._data.mkdir(parents=True, exist_ok=True)

    # -- for the executor ----------------------------------------------------------------------------------------------

    def _source(self, params: Mapping[str, Any], delivery: "Delivery") -> Any:
        if "take" in params:
            return self.media.open_take(Path(delivery.takes) / params["take"])
        if "sound" in params:
            return self._sound(params["sound"])
        return self.media.open(params["media"])

    def _sound(self, sha256: str) -> Any:
        known = self.sounds.track(sha256)
        if known is not None:
            return known
        path = self.media.find(sha256)
        if path is None:
            raise MediaError("a sound of the film is missing", remedy="Locate the file, or mute the sound")
        return self.sounds.load(sha256, path)

    def _font(self, weight: str) -> Path:
        try:
            return self._fonts[weight]
        except KeyError:
            known = ", ".join(self._fonts)
            raise InputError("no such typeface", value=weight, remedy=f"Choose one of: {known}") from None
