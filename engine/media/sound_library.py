"""The sounds of a document, decoded once: 48 kHz samples in the cache folder as memory maps, and their peaks.

In: content hashes and files of this machine. Out: `Samples` for `mix`, `Peaks` for waveforms. Decoding goes through the
media worker and runs on the caller's thread (an errand, the executor); the rest is quick and safe on any thread.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import numpy as np

from engine.errors import MediaError, OutputError
from engine.media.formats import Stamp, stamp
from engine.media.outputs import sweep, whole_file
from engine.media.sound import SoundInfo
from engine.media.sound_mix import CHANNELS, SAMPLE_RATE, Samples, Tracks
from engine.media.sound_peaks import Peaks

LIMIT = 4 << 30
"""Bytes of decoded sound kept in the cache folder; those not used for longest go first."""
_BLOCK = 10 * SAMPLE_RATE
_SAMPLE_BYTES = 4 * CHANNELS


class SoundWorker(Protocol):
    """What is asked of the media worker."""

    def probe_sound(self, path: Path) -> SoundInfo: ...

    def sound(self, path: Path, start: int, stop: int) -> Samples: ...


class HashedMedia(Protocol):
    """What is asked of a media entry (`engine.document.MediaItem`)."""

    @property
    def sha256(self) -> str: ...


class SoundLibrary:
    """Decoded sounds by content hash. `folder` None keeps them in memory."""

    def __init__(self, folder: Path | None, worker: SoundWorker, limit: int = LIMIT) -> None:
        self._folder, self._worker, self._limit = folder, worker, limit
        self._lock = threading.Lock()
        self._loading: dict[str, threading.Lock] = {}
        self._samples: dict[str, Samples] = {}
        self._peaks: dict[str, Peaks] = {}

    def track(self, sha256: str) -> Samples | None:
        """All samples of a sound, [n, 2]; None while it has not been decoded (`load`)."""
        with self._lock:
            known = self._samples.get(sha256)
        return known if known is not None else self._opened(sha256)

    def tracks(self, media: Mapping[str, HashedMedia]) -> Tracks:
        """What `mix` asks, for the media of a document."""

        def track(media_id: str) -> Samples | None:
            item = media.get(media_id)
            return None if item is None else self.track(item.sha256)

        return track

    def load(self, sha256: str, path: Path, check_cancel: Callable[[], None] | None = None) -> Samples:
        """All samples of a sound, decoded now if that was never done; others who ask meanwhile wait.

        Raises MediaError when the file cannot be used, and what `check_cancel` raises.
        """
        with self._lock:
            turn = self._loading.setdefault(sha256, threading.Lock())
        with turn:
            known = self.track(sha256)
            if known is not None:
                return known
            return self._decode(sha256, path, check_cancel)

    def peaks(self, sha256: str) -> Peaks | None:
        """The peaks of a decoded sound; None while it has not been decoded."""
        with self._lock:
            known = self._peaks.get(sha256)
        if known is not None:
            return known
        samples = self.track(sha256)
        return None if samples is None else self._measured(sha256, samples)

    def forget(self, sha256: str) -> None:
        """Let go of a sound's memory; its cache file stays."""
        with self._lock:
            self._samples.pop(sha256, None)
            self._peaks.pop(sha256, None)

    def _decode(self, sha256: str, path: Path, check_cancel: Callable[[], None] | None) -> Samples:
        before = stamp(path)
        info = self._worker.probe_sound(path)
        target = self._file(sha256)
        if target is not None:
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                self._make_room(target.parent, info.samples * _SAMPLE_BYTES)
                with whole_file(target, overwrite=True) as temp, temp.open("wb") as file:
                    for _, block in self._blocks(path, info, before, check_cancel):
                        file.write(block.tobytes())
                opened = self._opened(sha256)
                if opened is not None:
                    return opened
            except (OSError, OutputError):
                # A disk that refuses: the sound is kept in memory instead.
                pass
        samples = np.empty((info.samples, CHANNELS), np.float32)
        for start, block in self._blocks(path, info, before, check_cancel):
            samples[start : start + len(block)] = block
        samples.flags.writeable = False
        with self._lock:
            self._samples[sha256] = samples
        return samples

    def _blocks(
        self, path: Path, info: SoundInfo, before: Stamp | None, check_cancel: Callable[[], None] | None
    ) -> Iterator[tuple[int, Samples]]:
        """Where each block begins, and its samples. What is kept under a file's hash must be all of that file."""
        for start in range(0, info.samples, _BLOCK):
            if check_cancel is not None:
                check_cancel()
            count = min(_BLOCK, info.samples - start)
            block = self._worker.sound(path, start, start + count)
            if len(block) != count or stamp(path) != before:
                raise MediaError(f"{path.name} has changed while it was read", remedy="Load it again")
            yield start, block

    def _opened(self, sha256: str) -> Samples | None:
        """The memory map of a cache file, checked for its form."""
        path = self._file(sha256)
        if path is None:
            return None
        try:
            size = path.stat().st_size
            if size == 0 or size % _SAMPLE_BYTES:
                return None
            mapped = np.memmap(path, np.float32, "r", shape=(size // _SAMPLE_BYTES, CHANNELS))
        except (OSError, ValueError):
            return None
        # That it was used; a folder that may only be read serves as well.
        with suppress(OSError):
            path.touch()
        samples = np.asarray(mapped)
        with self._lock:
            return self._samples.setdefault(sha256, samples)

    def _measured(self, sha256: str, samples: Samples) -> Peaks:
        path = self._file(sha256)
        kept = path.with_suffix(".peaks") if path is not None else None
        peaks = Peaks.read(kept, len(samples)) if kept is not None else None
        if peaks is None:
            peaks = Peaks.of(samples)
            if kept is not None:
                with suppress(OSError, OutputError):
                    peaks.write(kept)
        with self._lock:
            return self._peaks.setdefault(sha256, peaks)

    def _file(self, sha256: str) -> Path | None:
        # The hash of a document from elsewhere may be any text.
        if self._folder is None or not (sha256.isascii() and sha256.isalnum()):
            return None
        return self._folder / f"{sha256}.f32"

    def _make_room(self, folder: Path, wanted: int) -> None:
        """Remove sounds that were not used for longest until `wanted` more bytes fit."""
        sweep(folder)
        files = []
        for path in folder.glob("*.f32"):
            # Another process may remove them too.
            with suppress(OSError):
                files.append((path.stat(), path))
        files.sort(key=lambda found: found[0].st_mtime)
        room = self._limit - wanted - sum(stat.st_size for stat, _ in files)
        for stat, path in files:
            if room >= 0:
                return
            with suppress(OSError):
                path.unlink()
                path.with_suffix(".peaks").unlink(missing_ok=True)
                room += stat.st_size
