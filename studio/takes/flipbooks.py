"""The pictures of cards: the middle frame of a take, and while it is pointed at a few frames that play in a circle.

In: takes, the folder of their masters. Out: small pictures; what lacks is read on the errands' thread, one frame after
the other, so that nothing else there waits for a whole clip. What is held is bounded. Lives on the GUI thread.
"""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from engine.errors import StudioError
from engine.session import Session
from engine.shots import Take
from studio.errands import Errands

if TYPE_CHECKING:
    from engine.media.frames import Frames

SMALL = QSize(320, 320)
"""Pixels of a picture at most."""
STILLS = 800
"""Middle frames in memory, each some 200 kilobytes at most."""
IN_SIGHT = 80
"""Middle frames that are waited for at one time."""
BOOKS = 6
"""Takes whose movement is in memory."""
PAGES = 20
"""Frames of one that moves, evenly spaced."""


class Flipbooks(QObject):
    """Pictures by the file of a take, so that shots that share one read it once."""

    changed = Signal(str)
    """The file that has a new picture."""

    def __init__(
        self, session: Session, errands: Errands, folder: Callable[[], Path], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._errands, self._folder = session, errands, folder
        self._name = f"takes {id(self)}"
        self._closed = False
        self._stills: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._wanted: OrderedDict[str, Take] = OrderedDict()
        self._reading = False
        self._unread: set[str] = set()
        self._books: OrderedDict[str, list[QPixmap | None]] = OrderedDict()
        self._playing = ""

    def still(self, take: Take) -> QPixmap | None:
        """The middle frame; None until it is read, and for a file that cannot be."""
        file = take.file
        if file in self._stills:
            self._stills.move_to_end(file)
            return self._stills[file]
        # What was painted last is read first: it is in sight, while what was scrolled past may be forgotten.
        self._wanted[file] = take
        self._wanted.move_to_end(file)
        while len(self._wanted) > IN_SIGHT:
            self._wanted.popitem(last=False)
        if not self._reading:
            self._reading = True
            QTimer.singleShot(0, self, self._read_still)
        return None

    def lost(self, take: Take) -> bool:
        """Whether the file cannot be read."""
        return take.file in self._unread

    def play(self, take: Take | None) -> None:
        """Have the movement of this take, and of no other, read from now on."""
        file = take.file if take is not None else ""
        if file == self._playing:
            return
        self._playing = file
        self._errands.forget(f"{self._name} page")
        if take is None:
            return
        count = min(PAGES, take.frames)
        self._books.setdefault(file, [None] * count)
        self._books.move_to_end(file)
        while len(self._books) > BOOKS:
            self._books.popitem(last=False)
        self._read_page(take)

    def moving(self, take: Take, share: float) -> QPixmap | None:
        """The frame at a share (0 to 1) of a take that plays, or the nearest before it that is read; else the still."""
        pages = self._books.get(take.file)
        if pages:
            at = min(int(share * len(pages)), len(pages) - 1)
            known = next((page for page in reversed(pages[: at + 1]) if page is not None), None)
            if known is not None:
                return known
        return self.still(take)

    def retry(self) -> None:
        """Files may be there that were not."""
        for file in self._unread:
            self._stills.pop(file, None)
            self._books.pop(file, None)
        lost, self._unread = self._unread, set()
        for file in lost:
            self.changed.emit(file)

    def close(self) -> None:
        """Read nothing more."""
        self._closed = True
        for part in ("still", "page"):
            self._errands.forget(f"{self._name} {part}")

    # -- inside --------------------------------------------------------------------------------------------------------

    def _read_page(self, take: Take) -> None:
        """Read the next frame that lacks; the one behind it is asked for when it is there."""
        pages = self._books.get(take.file)
        if pages is None or take.file != self._playing or None not in pages:
            return
        number = pages.index(None)
        index = (2 * number + 1) * take.frames // (2 * len(pages))

        def came(file: str, image: QImage | None) -> None:
            if image is not None and pages is self._books.get(file):
                pages[number] = QPixmap.fromImage(image)
                self.changed.emit(file)
                self._read_page(take)

        self._read(take, index, f"{self._name} page", came)

    def _read(self, take: Take, index: int, key: str, came: Callable[[str, QImage | None], object]) -> None:
        session, path, file = self._session, self._folder() / take.file, take.file

        def done(image: QImage | None) -> None:
            if not self._closed:
                came(file, image)

        self._errands.run(lambda: _picture(session, path, index), done, key=key, failed=lambda _: done(None))

    def _read_still(self) -> None:
        """Read one that lacks; the next one is asked for when it is there."""
        if self._closed or not self._wanted:
            self._reading = False
            return
        _, take = self._wanted.popitem()
        self._read(take, take.frames // 2, f"{self._name} still", self._still_came)

    def _still_came(self, file: str, image: QImage | None) -> None:
        if image is None:
            self._unread.add(file)
        self._stills[file] = QPixmap.fromImage(image) if image is not None else None
        while len(self._stills) > STILLS:
            self._stills.popitem(last=False)
        self.changed.emit(file)
        self._read_still()


def _picture(session: Session, path: Path, index: int) -> QImage | None:
    """On the errands' thread: one frame, small; None for a file that cannot be read."""
    with suppress(StudioError, OSError):
        found: Any = session.media.open_take(path)
        if hasattr(found, "frames"):
            frame = found.frame(min(index, found.frames - 1))
            found.close()
            return _image(frame)
        return _image(found)
    return None


def _image(frame: "Frames") -> QImage:
    import numpy as np

    height, width = frame.shape[:2]
    pixels = np.ascontiguousarray(frame)
    whole = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    if width <= SMALL.width() and height <= SMALL.height():
        return whole.copy()
    return whole.scaled(SMALL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
