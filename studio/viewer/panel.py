"""The viewer panel: the latest picture of the current node, or of the node on one of the keys 1 to 9.

In: selection, viewer keys, pictures. Out: nothing but what is seen. It shows what was rendered last and says so where
that is not what the graph would give now; where there is nothing, it says why. One per document.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QImage, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from engine.types import FactKind
from studio.document import DocumentModel
from studio.edit.places import home_of
from studio.edit.ports import Faces
from studio.focus import Focus
from studio.survey.flow import clip_words, size_words
from studio.survey.pictures import Pictures, Source
from studio.survey.state_words import state_colour, state_word
from studio.survey.status import Place, Status
from studio.theme import Look
from studio.viewer.screen import Screen
from studio.words import tr

DIGITS = "123456789"


class ViewerPanel(QWidget):
    """Follows the current node until a node is shown on purpose (`show_node`), and again when asked to (`follow`)."""

    def __init__(
        self,
        model: DocumentModel,
        focus: Focus,
        faces: Faces,
        status: Status,
        pictures: Pictures,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._focus = focus
        self._faces = faces
        self._status = status
        self._pictures = pictures
        self._look = look
        self._held: Place | None = None
        self._asked: Source | None = None
        self.place: Place = ""
        """What is shown."""
        self.picture = Screen(look, self)
        self.title = _Line(self)
        self.state = QLabel(self)
        self.caption = _Line(self)
        self.following = self._make_button(tr("Follow"), tr("Shows whatever node is selected."), self.follow)
        self.keys = {digit: self._make_key(digit) for digit in DIGITS}
        self.hint = _Line(self)
        self.hint.setProperty("role", "dim")
        self.hint.show_text(tr("Ctrl+1 to 9: put it on a key"))
        self._arrange()
        self.setFocusProxy(self.picture)
        focus.selection_changed.connect(self._look_again)
        status.places_changed.connect(self._on_status)
        pictures.changed.connect(self._on_pictures)
        model.changed.connect(self._tell)
        look.changed.connect(self._tell)
        self._look_again()

    # -- what others call ----------------------------------------------------------------------------------------------

    def show_node(self, node: str) -> None:
        """Show a node of the open graph, and stay with it."""
        self._hold(self._status.place(node))

    def show_place(self, place: Place) -> None:
        """Show a node anywhere in the document, and stay with it."""
        self._hold(place)

    def show_key(self, digit: str) -> None:
        """Show what is on a key, and stay with it; nothing happens for an empty key."""
        place = self._status.keys().get(digit)
        if place is not None:
            self._hold(place)

    def follow(self) -> None:
        """Show the current node from now on."""
        self._held = None
        self._look_again()

    # -- what is shown -------------------------------------------------------------------------------------------------

    def _hold(self, place: Place) -> None:
        self._held = place
        self._look_again()

    def _look_again(self) -> None:
        """Find out which node is meant. While none is selected the last one stays; at first it is the first shot."""
        if self._held is not None:
            self._held = home_of(self._model.document, self._held)
            self._held = self._held if self._model.document.node(self._held) is not None else None
        current = self._focus.current
        place = self._held or (self._status.place(current) if current else self.place)
        place = place or next(iter(self._model.document.shots), "")
        if place != self.place:
            self.place, self._asked = place, None
            self._load()
        self._tell()

    def _on_status(self, places: frozenset[Place]) -> None:
        if self.place in places:
            self._look_again()
        self._tell_keys()

    def _on_pictures(self, places: frozenset[Place]) -> None:
        if self.place in places:
            self._load()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while the panel was hidden is read now."""
        super().showEvent(event)
        self._load()

    def _load(self) -> None:
        """Ask for the picture, unless it is the one that is there."""
        source = self._pictures.source(self.place) if self.place else None
        if source is None:
            self._asked = None
            self.picture.show_image(None, self._nothing())
        elif source != self._asked and self.isVisible():
            place, self._asked = self.place, source
            if self.picture.image is None:
                self.picture.show_image(None, tr("Reading…"))
            self._pictures.large(place, lambda image: self._arrived(place, source, image))
        self._tell()

    def _arrived(self, place: Place, source: Source, image: QImage | None) -> None:
        if (place, source) != (self.place, self._asked):
            return
        self.picture.show_image(image, "" if image else tr("The file of this picture cannot be read."))

    def _nothing(self) -> str:
        """Why there is no picture, in words."""
        node = self._model.document.node(self.place) if self.place else None
        if node is None:
            return tr("Select a node to see its latest picture.")
        status = self._status.at(self.place)
        if status.problems and status.state in ("error", "missing"):
            return status.problems[0]
        if not self._pictures.yields(self.place):
            return tr("This node has no picture of its own.")
        if node.flags.mute:
            return tr("This node is muted.")
        return tr("Nothing rendered yet.")

    # -- what is said --------------------------------------------------------------------------------------------------

    def _tell(self, *_: object) -> None:
        document, place = self._model.document, self.place
        node = document.node(place) if place else None
        status, source = self._status.at(place), self._pictures.source(place) if place else None
        title = "" if node is None else node.title or tr(self._faces.of(document, node).label)
        self.title.show_text(title)
        self.picture.setAccessibleName(tr("Picture of {title}", title=title) if title else tr("Picture"))
        outdated = source is not None and status.state == "stale"
        word = tr("Older than the graph") if outdated else state_word(status)
        self.state.setText(word if node is not None else "")
        self.state.setStyleSheet(f"color: {state_colour(status, self._look.theme)}")
        self.caption.show_text(_caption(source) if source is not None else "")
        if source is None:
            self.picture.show_image(None, self._nothing())
        self._tell_keys()

    def _tell_keys(self) -> None:
        keys = self._status.keys()
        self.following.setChecked(self._held is None)
        used = False
        for digit, button in self.keys.items():
            place = keys.get(digit)
            node = self._model.document.node(place) if place else None
            button.setVisible(node is not None)
            button.setChecked(self._held is not None and place == self._held)
            if node is not None:
                used = True
                name = node.title or tr(self._faces.of(self._model.document, node).label)
                button.setToolTip(tr("Shows {name}. Key {digit}", name=name, digit=digit))
                button.setAccessibleDescription(name)
        self.hint.setVisible(not used)

    # -- the parts -----------------------------------------------------------------------------------------------------

    def _make_button(self, text: str, told: str, run: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(told)
        button.setAccessibleName(text)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(run)
        return button

    def _make_key(self, digit: str) -> QToolButton:
        button = self._make_button(digit, "", lambda: self._press(digit))
        button.setAccessibleName(tr("Show {digit}", digit=digit))
        return button

    def _press(self, digit: str) -> None:
        self.show_key(digit)
        self._tell_keys()

    def _arrange(self) -> None:
        em = self.fontMetrics().height()
        gap = em // 3
        head = QHBoxLayout()
        head.setContentsMargins(gap * 2, gap, gap * 2, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        keys = QHBoxLayout()
        keys.setContentsMargins(gap, 0, gap, gap)
        keys.setSpacing(0)
        keys.addWidget(self.following)
        keys.addSpacing(gap * 2)
        keys.addWidget(self.hint, 1)
        keys.addStretch()
        for button in self.keys.values():
            keys.addWidget(button)
        foot = QHBoxLayout()
        foot.setContentsMargins(gap * 2, 0, gap * 2, 0)
        foot.addWidget(self.caption, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(gap)
        rows.addLayout(head)
        rows.addWidget(self.picture, 1)
        rows.addLayout(foot)
        rows.addLayout(keys)
        bold = self.title.font()
        bold.setBold(True)
        self.title.setFont(bold)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits show what is on their key; 0 follows the selection again."""
        if event.text() and event.text() in DIGITS:
            self.show_key(event.text())
        elif event.text() == "0":
            self.follow()
        else:
            super().keyPressEvent(event)


class _Line(QLabel):
    """One line of text that gives way to a narrow panel by an ellipsis; the whole of it is in the tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show this."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Asked by Qt."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = max(0, self.width())
        self.setText(QFontMetrics(self.font()).elidedText(self._whole, Qt.TextElideMode.ElideRight, room))


def _caption(source: Source) -> str:
    """What a picture is of: which take, and its facts."""
    facts = source.facts
    told = clip_words(facts) if facts.kind is FactKind.CLIP else size_words(facts)
    return tr("Take {number}: {facts}", number=source.number, facts=told) if source.number else told
