"""What can be compared with what is shown, by name: takes of the shot at hand, the film, other shots, nodes on keys.

In: the stage, the document, what its nodes show. Out: names, and entries of a menu. Used by the viewer panel.
"""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from engine.document import Document
from engine.shots import Shot
from studio.document import DocumentModel
from studio.edit.ports import Faces
from studio.playing.clips import of_take, plays
from studio.playing.comparing import FILM, Other
from studio.playing.stage import Stage
from studio.survey.pictures import Pictures, Source
from studio.survey.status import Status
from studio.words import tr

MOST = 24
"""Takes, and shots, that the menu lists at most; the takes panel has all of them."""


class Others:
    """Choices for B."""

    def __init__(
        self, stage: Stage, model: DocumentModel, faces: Faces, status: Status, pictures: Pictures
    ) -> None:
        self._stage, self._model, self._faces = stage, model, faces
        self._status, self._pictures = status, pictures

    def name(self, other: Other | None) -> str:
        """What B is called; "" for nothing."""
        if other is None:
            return ""
        if other == FILM:
            return tr("Film")
        document = self._model.document
        if other.kind == "take":
            found = self._numbered(other)
            return self._take(document, *found) if found is not None else tr("A take that was removed")
        if other.kind == "media":
            named = (item.name for item in document.media.values() if item.sha256 == other.name)
            return next(named, tr("A file"))
        place = next((n.id for n in document.graph if self._pictures.source(n.id) == other), "")
        return self._node(place) if place else tr("An earlier result")

    def pair(self, title: str) -> tuple[str, str]:
        """What A and B are called beside each other: A by `title`, with its take where it is one; takes of one shot
        by their numbers alone.
        """
        other, looked = self._stage.comparing.other, self._stage.looked_at
        if self._stage.on_program:
            return tr("Film"), self.name(other)
        if other is None or other == FILM or looked is None:
            return self.name(looked) or title, self.name(other)
        one, two = self._numbered(looked), self._numbered(other)
        if one is not None and two is not None and one[0] is two[0]:
            return tr("Take {number}", number=one[1]), tr("Take {number}", number=two[1])
        return self.name(looked) or title, self.name(other)

    def fill(self, menu: QMenu) -> None:
        """Put what can be chosen into a menu."""
        stage, document = self._stage, self._model.document
        shot, shown = stage.shot_at_hand()
        held = document.shots.get(shot) if shot is not None else None
        if held is not None and held.takes:
            # A heading: not every style shows those of Qt.
            menu.addAction(self._shot(document, held).replace("&", "&&")).setEnabled(False)
            picked = held.picked()
            first = max(0, len(held.takes) - MOST)
            for number, take in reversed(list(enumerate(held.takes[first:], first + 1))):
                text = tr("Take {number}", number=number)
                if take is picked:
                    text = tr("{take}, the pick", take=text)
                if take.file == shown:
                    text = tr("{take}, shown as A", take=text)
                self._entry(menu, text, of_take(take, number))
        menu.addSeparator()
        self._entry(menu, tr("Film"), FILM, stage.film.frames > 0)
        keep = menu.addAction(tr("What Is Shown Now"))
        keep.setEnabled(stage.current.frames > 0)
        keep.triggered.connect(lambda _=False: stage.set_second())
        self._more(menu, document, shot)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _numbered(self, source: Source) -> tuple[Shot, int] | None:
        """The shot of a take, and which of its takes it is, from 1."""
        for shot in self._model.document.shots.values():
            for number, take in enumerate(shot.takes, 1):
                if source.kind == "take" and take.file == source.name:
                    return shot, number
        return None

    def _more(self, menu: QMenu, document: Document, at_hand: str | None) -> None:
        """The picks of other shots, and what lies on keys."""
        shots = [s for s in document.shots.values() if s.takes and s.id != at_hand]
        if shots:
            below = menu.addMenu(tr("Other Shots"))
            for shot in shots[:MOST]:
                take = shot.picked()
                assert take is not None
                number = shot.takes.index(take) + 1
                self._entry(below, self._take(document, shot, number), of_take(take, number))
        keys = [(digit, place, self._pictures.source(place)) for digit, place in self._status.keys().items()]
        keys = [key for key in keys if plays(key[2])]
        if keys:
            below = menu.addMenu(tr("On Keys"))
            for digit, place, source in sorted(keys):
                assert source is not None
                self._entry(below, f"{digit}   {self._node(place)}", source)

    def _entry(self, menu: QMenu, text: str, other: Other, enabled: bool = True) -> QAction:
        entry = menu.addAction(text.replace("&", "&&"))
        entry.setCheckable(True)
        entry.setChecked(self._stage.comparing.other == other)
        entry.setEnabled(enabled)
        use: Callable[[], None] = lambda: self._stage.set_second(other)  # noqa: E731
        entry.triggered.connect(lambda _=False: use())
        return entry

    def _take(self, document: Document, shot: Shot, number: int) -> str:
        return tr("{shot}, take {number}", shot=self._shot(document, shot), number=number)

    def _shot(self, document: Document, shot: Shot) -> str:
        node = document.node(shot.id)
        return (node.title if node is not None else "") or shot.name or tr("Shot")

    def _node(self, place: str) -> str:
        node = self._model.document.node(place)
        if node is None:
            return tr("A node")
        return node.title or tr(self._faces.of(self._model.document, node).label)
