"""The editor of pictures and clips: a look at the file, its name and measures, another one of the project or the disk.

In: the id of an entry of the document's media, or None. Out: another id, or a file that was chosen and looked into. A
missing file is said, and can be located.
"""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget
from shiboken6 import isValid

from engine.document import CLIP, MediaItem
from engine.graph import Json
from engine.params import MediaParam
from studio.editors.buttons import menu_button
from studio.editors.editor import Around, ParamEditor
from studio.flowing import FlowLayout
from studio.one_line import OneLine
from studio.words import literal, tr


class MediaPicture(QLabel):
    """A small picture of an entry of the media; it asks for it when it shows another one."""

    def __init__(self, around: Around, lines: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._shown: str | None = ""
        height = round(self.fontMetrics().height() * lines)
        self.setFixedSize(height * 16 // 9, height)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_media(self, media: str | None) -> None:
        """Show an entry, or an empty frame."""
        if media == self._shown:
            return
        self._shown = media
        theme = self._around.look.theme
        self.setStyleSheet(f"background: {theme.canvas}; border: 1px solid {theme.line};")
        self.setPixmap(QPixmap())
        if media is not None:
            self._around.picture(media, lambda image: self._came(media, image))

    def _came(self, media: str, image: QImage | None) -> None:
        if not isValid(self):
            # Another node was selected while the file was read, and with it went this picture.
            return
        if media == self._shown and image is not None:
            ratio = self.devicePixelRatioF()
            room = QSize(round(self.width() * ratio) - 2, round(self.height() * ratio) - 2)
            modes = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            picture = QPixmap.fromImage(image.scaled(room, *modes))
            picture.setDevicePixelRatio(ratio)
            self.setPixmap(picture)


class FileLine(OneLine):
    """A file's place and name: where there is too little room, the middle of its folder goes first."""

    def _elide(self) -> None:
        metrics, room = self.fontMetrics(), max(0, self.contentsRect().width())
        folder, slash, name = self.whole.rpartition("/")
        left = room - metrics.horizontalAdvance(slash + name)
        middle = Qt.TextElideMode.ElideMiddle
        if slash and left > metrics.horizontalAdvance("…"):
            self.setText(metrics.elidedText(folder, middle, left) + slash + name)
        else:
            self.setText(metrics.elidedText(name, middle, room))


class MediaEditor(ParamEditor):
    """A picture or clip."""

    wide = True

    def __init__(self, param: MediaParam, around: Around) -> None:
        super().__init__(param, around)
        self._of = param.of
        self._value: str | None = None
        self.picture = MediaPicture(around, 4.0)
        self.name, self.about, self.trouble = FileLine(), OneLine(), QLabel()
        self.button = QPushButton(tr("Choose a File…"))
        self.locate = QPushButton(tr("Locate…"))
        self.menu = menu_button(around.look, tr("Files of this project"), self._offer)
        self._arrange()

    def show_value(self, value: Json, *, mixed: bool = False) -> None:
        self._value = value if isinstance(value, str) and not mixed else None
        item = self.around.document().media.get(self._value) if self._value else None
        missing = self.around.missing(self._value) if self._value else ""
        # Once it is found, it is read.
        self.picture.show_media(None if missing else self._value)
        shown = tr("mixed") if mixed else tr("No file yet") if self._value is None else tr("Unknown file")
        place = (item.relative or item.name) if item is not None else shown
        self.name.show_text(place if item is None or place.endswith(item.name) else item.name)
        self.name.setToolTip("\n".join(dict.fromkeys((item.name, place))) if item is not None else "")
        self.about.show_text(measures(item) if item is not None else "")
        self.trouble.setText(missing)
        self.trouble.setVisible(bool(missing))
        self.locate.setVisible(bool(missing) and item is not None)
        self.button.setText(tr("Choose a File…") if item is None else tr("Replace…"))

    def _offer(self, menu: QMenu) -> None:
        """The files that the document has already, and none."""
        found = [item for item in self.around.document().media.values() if self._of in ("any", item.kind)]
        for item in found:
            told = literal(f"{item.name}   {measures(item)}")
            row = menu.addAction(told, partial(self.kept.emit, item.id))
            row.setCheckable(True)
            row.setChecked(item.id == self._value)
        if not found:
            menu.addAction(tr("None yet")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(tr("No file"), lambda: self.kept.emit(None)).setEnabled(self._value is not None)

    def _choose(self) -> None:
        self.around.choose(self._of, lambda item: self.filed.emit(item, lambda media: media))

    def _arrange(self) -> None:
        em = self.fontMetrics().height()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(em // 2)
        grid.setVerticalSpacing(em // 4)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.about.setProperty("role", "dim")
        self.trouble.setWordWrap(True)
        self.trouble.setStyleSheet(f"color: {self.around.look.theme.error};")
        self.button.setToolTip(tr("Chooses a file of this machine."))
        self.button.clicked.connect(self._choose)
        self.locate.setToolTip(tr("Shows where missing files are found again."))
        self.locate.clicked.connect(lambda: self.around.locate(self._value or ""))
        grid.addWidget(self.picture, 0, 0, 2, 1)
        grid.addWidget(self.name, 0, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.about, 1, 1, Qt.AlignmentFlag.AlignTop)
        buttons = FlowLayout(em // 6)
        for button in (self.button, self.locate, self.menu):
            buttons.addWidget(button)
        grid.addWidget(self.trouble, 2, 0, 1, 2)
        grid.addLayout(buttons, 3, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        self.setFocusProxy(self.button)


def measures(item: MediaItem) -> str:
    """Size, length and rate of a file in a few words."""
    size = f"{item.size.width} × {item.size.height}"
    if item.kind != CLIP or not item.rate:
        return size
    seconds = float(item.frames / item.rate)
    return tr(
        "{size}, {seconds} s, {rate} frames/s",
        size=size,
        seconds=f"{seconds:.2f}",
        rate=f"{float(item.rate):g}",
    )
