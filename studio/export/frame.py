"""Export Frame: the exact picture at the playhead of what the viewer shows, as a file.

In: the picture, once it is there. Out: a PNG, JPEG or WebP that carries its graph. Opened by `studio.exporting`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from engine.document import Document
from engine.errors import ParamError
from engine.export import size_of
from engine.registry import Registry
from engine.types import Size
from studio.carried import GRAPH, carried
from studio.errands import Errands
from studio.export.fields import carries, combo
from studio.export.small import SmallDialog
from studio.theme import Look
from studio.words import tr

if TYPE_CHECKING:
    from engine.media.playback_reading import Shown

FORMATS = ("png", "jpg", "webp")
PREVIEW, LEAST = 12, 3
"""Lines of text that the picture is high, at most and at least."""
BELOW = 20
"""Lines that everything else takes."""


class FrameDialog(SmallDialog):
    """`chosen` says where the picture goes: path, its size, what it carries, whether it may be replaced."""

    chosen = Signal(object, object, object, str, bool)

    def __init__(
        self,
        what: str,
        errands: Errands,
        look: Look,
        remembered: Mapping[str, str],
        start: Path,
        parent: QWidget,
    ) -> None:
        """`what` names the place in the film."""
        super().__init__(errands, look, start, parent)
        self.shown: Shown | None = None
        self.setWindowTitle(tr("Export frame"))
        self.picture = QLabel(self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumHeight(self._room())
        self.picture.setText(tr("Reading…"))
        self.picture.setAccessibleName(what)
        self.words = QLabel(what, self)
        self.words.setProperty("role", "dim")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        formats = [(name, value) for name, value in (("PNG", "png"), ("JPEG", "jpg"), ("WebP", "webp"))]
        self.format = combo(
            self, tr("Format"), tr("PNG keeps every pixel; JPEG and WebP are smaller."), formats
        )
        self.scale = QComboBox(self)
        self.scale.setEditable(True)
        self.scale.setAccessibleName(tr("Size"))
        self.scale.setToolTip(tr("Pixels. 50%, 960x540, or 540 for that many lines can be typed."))
        for text in ("100%", "50%"):
            self.scale.addItem(text)
        self.carry = combo(self, tr("Carries"), tr("What the file tells of how it was made."), carries())
        for field, name in ((self.format, "still"), (self.carry, "carry")):
            field.setCurrentIndex(max(field.findData(remembered.get(name, "")), 0))
        self.form.addRow(tr("Format"), self.format)
        self.form.addRow(tr("Size"), self.scale)
        self.form.addRow(tr("Carries"), self.carry)
        self.format.currentIndexChanged.connect(lambda _: self.again())
        self.scale.editTextChanged.connect(lambda _: self.again())
        self.arrange(self.picture, self.words)

    @property
    def ending(self) -> str:
        """As the format."""
        return f".{self.format.currentData() or FORMATS[0]}"

    @property
    def size_wanted(self) -> Size | None:
        """The picture's pixels; None while it is not there, or for a scale that was not understood."""
        if self.shown is None:
            return None
        height, width = self.shown.picture.shape[:2]
        text = self.scale.currentText().strip()
        if text in ("", "100%"):
            return Size(width, height)
        return size_of(text, Size(width, height))

    def ready(self) -> bool:
        """Whether the picture is there and everything was understood."""
        try:
            found = self.size_wanted
        except ParamError as error:
            self.findings.tell((str(error),), ())
            return False
        self.findings.tell((), ())
        return found is not None

    def take(self, shown: "Shown") -> None:
        """The picture is there."""
        if shown.problem is not None:
            self.picture.clear()
            self.findings.tell((shown.problem.message,), ())
            return
        self.shown = shown
        pixels = np.ascontiguousarray(shown.picture)
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
        ratio = self.devicePixelRatioF()
        room = round(self._room() * ratio)
        scaled = image.scaled(
            4 * room, room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        scaled.setDevicePixelRatio(ratio)
        self.picture.setPixmap(QPixmap.fromImage(scaled))
        self.words.setText(f"{self.picture.accessibleName()} · {width} × {height}")
        self.again()

    def _room(self) -> int:
        """How high the picture is: less where the screen is small and the text large."""
        line = self.fontMetrics().height()
        left = self.screen().availableSize().height() - BELOW * line
        return max(LEAST * line, min(PREVIEW * line, left))

    def write(self, path: Path, overwrite: bool) -> None:
        """Say what is wanted."""
        self.chosen.emit(path, self.shown, self.size_wanted, self.carry.currentData() or GRAPH, overwrite)


def write_frame(
    shown: "Shown",
    size: Size,
    path: Path,
    document: Document,
    registry: Registry,
    carry: str,
    *,
    overwrite: bool,
) -> tuple[str, ...]:
    """Write the picture with what it carries. Not for the GUI thread. Raises OutputError."""
    from engine.media.imaging import Fit, fit_frame
    from engine.media.stills import write_image

    picture = shown.picture
    if picture.shape[1::-1] != (size.width, size.height):
        picture = fit_frame(picture, size, Fit.CONTAIN)
    texts = carried(document, None, registry, carry)
    write_image(np.ascontiguousarray(picture), path, metadata=texts, overwrite=overwrite)
    return ()
