"""The viewer panel: the latest picture of the current node, or of the node on one of the keys 1 to 9.

In: selection, viewer keys, pictures, moving previews. Out: nothing but what is seen. It shows what was rendered last
and says so where that is not what the graph would give now; where there is nothing, it says why; while something is
made for what it shows, it plays that. One per document.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QImage, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from engine.shots import Take
from engine.types import FactKind, Facts, Size
from studio.actions import Command
from studio.cut_names import shot_name
from studio.document import Change, DocumentModel
from studio.edit.places import home_of
from studio.edit.ports import Faces
from studio.errands import Errands
from studio.focus import Focus
from studio.playing.clips import of_take
from studio.playing.stage import Stage
from studio.survey.flow import clip_words
from studio.survey.pictures import Pictures, Source
from studio.survey.state_words import state_colour, state_word
from studio.survey.status import Place, Status
from studio.theme import Look
from studio.viewer.beside import Beside
from studio.viewer.commands import commands
from studio.viewer.head import Head
from studio.viewer.key_row import DIGITS, KeyRow
from studio.viewer.motion import Motion
from studio.viewer.others import Others
from studio.viewer.pressing import Pressing
from studio.viewer.projection import Projection
from studio.viewer.screen import Screen
from studio.viewer.transport_bar import TransportBar
from studio.viewer.wording import caption, nothing, unread, with_take
from studio.words import tr


class ViewerPanel(QWidget):
    """Follows the current node until a node is shown on purpose (`show_node`), and again when asked to (`follow`).

    `glance` shows a node until another one is selected. With the film on the stage it shows that.
    """

    menu_wanted = Signal(QPoint)
    """The viewer's menu, at a place of the screen."""
    still_wanted = Signal()
    """A still of what is seen."""
    chosen = Signal()
    """How pictures are looked at is chosen anew: scopes, safe areas, the gain of a difference."""
    window_opened = Signal(QWidget)
    """A window of its own with the picture."""

    def __init__(
        self,
        model: DocumentModel,
        focus: Focus,
        faces: Faces,
        status: Status,
        pictures: Pictures,
        look: Look,
        stage: Stage,
        errands: Errands,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._stage = stage
        self._focus = focus
        self._faces = faces
        self._status = status
        self._pictures = pictures
        self._look = look
        self._held: Place | None = None
        self._glanced: Place | None = None
        self._played: str | None = None
        """The shot whose name stands above the film."""
        self._chosen: Source | None = None
        self._taken: Source | None = None
        self._made: Place = ""
        self.motion = Motion(look, self)
        self.motion.shown.connect(self._moved)
        self._asked: Source | None = None
        self.place: Place = ""
        """What is shown."""
        self.head = Head(look, self)
        self.title, self.caption, self.state = self.head.title, self.head.caption, self.head.state
        self.film, self.following = self.head.film, self.head.following
        self.picture = Screen(look, self)
        self.projection = Projection(stage, model, self.picture, self)
        self.transport = TransportBar(stage, look, self.picture, self)
        self.row = KeyRow(self)
        self.keys = self.row.keys
        others = Others(stage, model, faces, status, pictures)
        self.beside = Beside(
            self, stage, self.projection, others, errands, look, self._put_above, self._put_below
        )
        self._arrange()
        self._connect()
        Pressing(self).watch(*self.findChildren(QAbstractButton))
        self.setFocusProxy(self.picture)
        focus.selection_changed.connect(self._selected)
        status.places_changed.connect(self._on_status)
        pictures.changed.connect(self._on_pictures)
        model.changed.connect(self._edited)
        self.projection.changed.connect(self._projected)
        look.changed.connect(self._tell)
        # Until the artist chooses what is shown.
        self._free = True
        self._look_again()
        self._offer_film()

    # -- what others call ----------------------------------------------------------------------------------------------

    def show_node(self, node: str) -> None:
        """Show a node of the open graph, and stay with it."""
        self._hold(self._status.place(node))

    def show_place(self, place: Place) -> None:
        """Show a node anywhere in the document, and stay with it."""
        self._hold(place)

    def show_take(self, place: Place, take: Take, number: int) -> None:
        """Show a take of a shot, at the same place in it, until another node is selected; `number` from 1."""
        self._free = False
        if self._held != place:
            self._held = None
        self.glance(place)
        frame = self._stage.source.frame
        self._chosen = of_take(take, number)
        self._load()
        self._stage.source.go(frame)
        self._tell()

    def show_key(self, digit: str) -> None:
        """Show what is on a key, and stay with it; nothing happens for an empty key."""
        place = self._status.keys().get(digit)
        if place is not None:
            self._hold(place)

    def follow(self) -> None:
        """Show the current node from now on."""
        self._free = False
        self._stage.use_source()
        self._chosen = None
        self._held = self._glanced = None
        self._look_again()

    def glance(self, place: Place) -> None:
        """Show a node until another one is selected; one that is held stays."""
        self._free = False
        self._glance(place)

    def commands(self) -> Mapping[str, Command]:
        """What can be done here beyond playing."""
        return commands(self.switch, self._stage, self.picture, self.transport, self.projection, self.beside)

    def explain(self, tip: Callable[[str], str]) -> None:
        """Show what buttons do, with their keys: `tip` of a row of the action table."""
        self.head.explain(tip)
        self.transport.explain(tip)
        self.beside.explain(tip)

    def play(self, place: Place, frames: object, rate: float) -> None:
        """The clip as it looks now on a node that is being made: uint8 [T, H, W, 3] at `rate` frames per second.

        It is shown where the shown node is made of it, or has no picture of its own.
        """
        self._made = place
        stage = self._stage
        lent = self._free and stage.film.frames > 0 and not stage.program.playing
        if lent and (stage.on_program or self._glanced != place):
            # Nobody asked for the film: what is being made is more to see.
            self._glance(place)
        self.projection.suspended = self.moving
        self.motion.play(frames, rate)
        self._tell()

    def rest(self) -> None:
        """Nothing is being made any more: show what is there."""
        if self._made:
            self._made, self._asked = "", None
            self.motion.stop()
            self.projection.resume()
            if self._free and self._stage.film.frames:
                self._glanced = None
                self._look_again()
                self._offer_film()
            self._load()

    def made(self, place: Place) -> None:
        """A result is there. It is shown in place of a node that has no picture of its own."""
        if self._held is None and not self._stage.on_program and not self._pictures.yields(self.place):
            self._glance(place)

    @property
    def moving(self) -> bool:
        """Whether a moving preview is shown."""
        if not self._made:
            return False
        return self._pictures.made_of(self.place, self._made) or (
            self._held is None and not self._pictures.yields(self.place)
        )

    # -- what is shown -------------------------------------------------------------------------------------------------

    def _show(self, image: QImage | None, words: str = "", *, coarse: bool = False) -> None:
        """Show a node's still picture, or words, unless the transport brings pictures."""
        self.projection.show_still(image, words, coarse=coarse)

    def switch(self) -> None:
        """The film, or the node."""
        self._free = False
        if self._stage.on_program:
            self._stage.use_source()
        else:
            self._stage.use_program()
        self._tell()

    def _projected(self) -> None:
        """The transport brings something else, or nothing any more."""
        if not self.projection.active:
            self._asked = None
            self._load()
        self._tell()

    def _glance(self, place: Place) -> None:
        self._stage.use_source()
        self._glanced, self._chosen = place, None
        self._look_again()

    def _offer_film(self) -> None:
        """Where nothing is selected, the film is what there is to see; until a node is."""
        taken = self._focus.current or self._glanced
        if self._free and not taken and self._stage.film.frames and not self._stage.on_program:
            self._stage.use_program()

    def _touched(self) -> None:
        """The film is played or scrubbed: it stays when a node is selected."""
        self._free = False

    def _hold(self, place: Place) -> None:
        self._free = False
        self._stage.use_source()
        self._held, self._chosen = place, None
        self._look_again()

    def _selected(self) -> None:
        if self._free and self._focus.current:
            self._free = False
            self._stage.use_source()
        self._glanced = self._chosen = None
        self._look_again()

    def _moved(self, image: QImage) -> None:
        """The next frame of what is being made."""
        if self.isVisible() and self.moving:
            self._show(image, coarse=True)

    def _look_again(self) -> None:
        """Find out which node is meant. While none is selected the last one stays; at first it is the first shot."""
        if self._held is not None:
            self._held = home_of(self._model.document, self._held)
            self._held = self._held if self._model.document.node(self._held) is not None else None
        current = self._focus.current
        place = self._held or self._glanced or (self._status.place(current) if current else self.place)
        place = place or next(iter(self._model.document.shots), "")
        if place != self.place or self._taken is not self._chosen:
            self.place, self._asked = place, None
            self._load()
        self._tell()

    def _edited(self, change: Change) -> None:
        """A take that was looked at makes way for the one that is picked now."""
        if self._chosen is not None and change.before.picked(self.place) != change.after.picked(self.place):
            self._chosen = None
            self._look_again()
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
        self._stage.watch(True)
        self._load()

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees is not read."""
        super().hideEvent(event)
        self._stage.watch(False)

    def _load(self) -> None:
        """Ask for the picture, unless it is the one that is there, or a preview moves in its place."""
        self._taken = self._chosen
        self.projection.suspended = self.moving
        if self.moving:
            self._asked = None
            self._tell()
            return
        source = self._source(self.place)
        if self._stage.show_source(source):
            self.projection.wake()
        if self.projection.active or self._chosen is not None:
            # The transport brings the pictures.
            self._asked = None
        elif source is None:
            self._asked = None
            self._show(None, self._nothing())
        elif source != self._asked and self.isVisible():
            place, self._asked = self.place, source
            if self.picture.image is None:
                self._show(None, tr("Reading…"))
            self._pictures.large(place, lambda image: self._arrived(place, source, image))
        self._tell()

    def _source(self, place: Place) -> Source | None:
        """What is shown of a node: the take that was chosen on purpose, else its latest picture."""
        return self._chosen or (self._pictures.source(place) if place else None)

    def _arrived(self, place: Place, source: Source, image: QImage | None) -> None:
        if (place, source) != (self.place, self._asked) or self.moving:
            return
        if image is None:
            # Asked for again when something about it changes.
            self._asked = None
        self._show(image, "" if image else unread(self._model.document, source))

    def _nothing(self) -> str:
        """Why there is no picture, in words."""
        return nothing(self._model.document, self._status, self._pictures, self.place)

    # -- what is said --------------------------------------------------------------------------------------------------

    def _tell(self, *_: object) -> None:
        self.film.setChecked(self._stage.on_program)
        if self._stage.on_program:
            self._tell_film()
            return
        moving = self.moving
        document, place = self._model.document, self.place or (self._made if moving else "")
        node = document.node(place) if place else None
        status, source = self._status.at(place), self._source(place)
        title = "" if node is None else node.title or tr(self._faces.of(document, node).label)
        self.picture.setAccessibleName(tr("Picture of {title}", title=title) if title else tr("Picture"))
        outdated = source is not None and status.state == "stale"
        word = tr("Older than the graph") if outdated and not moving else state_word(status)
        facts = tr("Preview while it is made") if moving else caption(source) if source is not None else ""
        word = word if node is not None else ""
        number = source.number if source is not None and source.kind == "take" and not moving else 0
        self.head.tell(with_take(title, number), facts, word, state_colour(status, self._look.theme))
        if source is None and not moving:
            self._show(None, self._nothing())
        self.beside.tell(title)
        self._tell_keys()

    def _tell_film(self) -> None:
        program = self._stage.program
        title = tr("Film")
        self.picture.setAccessibleName(tr("Picture of {title}", title=title))
        facts = Facts(FactKind.CLIP, program.frames, program.rate, program.size or Size(0, 0))
        self._played = self._plays()
        self.head.tell(self._playing(self._played), clip_words(facts) if program.frames else "")
        self.beside.tell(title)
        self._tell_keys()

    def _plays(self) -> str | None:
        """The shot that the film shows at the playhead: on the main track, or above a gap in it."""
        film, frame = self._stage.film, self._stage.program.frame
        spot = film.shot_at(frame)
        if spot is not None and spot.item.shot is not None:
            return spot.item.shot
        return next((layer.shot for layer in film.at(frame).layers if layer.shot is not None), None)

    def _playing(self, shot: str | None) -> str:
        """What a shot of the film is called, with the take that is seen of it."""
        document = self._model.document
        if shot is None:
            return tr("Gap") if self._stage.program.frames else ""
        held, take = document.shots.get(shot), document.picked(shot)
        number = held.takes.index(take) + 1 if held is not None and take is not None else 0
        return with_take(shot_name(document, self._faces, shot), number)

    def _film_moved(self, _: int) -> None:
        if self._stage.on_program and self._plays() != self._played:
            self._tell_film()

    def _tell_keys(self) -> None:
        self.row.tell(self._status.keys(), self._held, self._name)
        self.following.setChecked(self._held is None and not self._stage.on_program)
        self.head.comparing.setChecked(bool(self.projection.mode))
        self.head.measuring.setChecked(self.beside.measuring)

    def _name(self, place: Place) -> str | None:
        """How a node is called; None where there is none."""
        node = self._model.document.node(place)
        return None if node is None else node.title or tr(self._faces.of(self._model.document, node).label)

    # -- the parts -----------------------------------------------------------------------------------------------------

    def _press(self, digit: str) -> None:
        self.show_key(digit)
        self._tell_keys()

    def _put_above(self, widget: QWidget) -> None:
        """Take a widget in above the picture."""
        self._rows.insertWidget(self._rows.indexOf(self.picture), widget)

    def _put_below(self, widget: QWidget) -> None:
        """Take a widget in below the picture."""
        self._rows.insertWidget(self._rows.indexOf(self.transport), widget)

    def _arrange(self) -> None:
        rows = self._rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self.fontMetrics().height() // 4)
        rows.addWidget(self.head)
        rows.addWidget(self.picture, 1)
        rows.addWidget(self.transport)
        rows.addWidget(self.row)

    def _connect(self) -> None:
        self.head.film_wanted.connect(self.switch)
        self.head.follow_wanted.connect(self.follow)
        self.head.compare_wanted.connect(self.projection.switch_comparing)
        self.head.scopes_wanted.connect(self.beside.toggle_scopes)
        self.head.full_wanted.connect(self.beside.toggle_full)
        self.row.wanted.connect(self._press)
        self.transport.more_wanted.connect(self.menu_wanted)
        self.transport.still_wanted.connect(self.still_wanted)
        self.beside.opened.connect(self.window_opened)
        for chosen in (self.beside.changed, self.projection.chosen):
            chosen.connect(self._tell)
            chosen.connect(self.chosen)
        self._stage.program.touched.connect(self._touched)
        self._stage.program.moved.connect(self._film_moved)
        self._stage.program.reel_changed.connect(self._offer_film)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is shown beside the picture gives way to it."""
        super().resizeEvent(event)
        self.beside.fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What else the viewer can do."""
        self.menu_wanted.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits show what is on their key; 0 follows the selection again."""
        if event.text() and event.text() in DIGITS:
            self.show_key(event.text())
        elif event.text() == "0":
            self.follow()
        else:
            super().keyPressEvent(event)
