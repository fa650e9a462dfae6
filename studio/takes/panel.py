"""The takes panel: every take of the shots at hand as a card that plays, and what is known of the chosen one.

In: the open document, its takes folder, jobs, what is selected in the graph and on the timeline. Out: edits, takes to
be looked at, compared or varied as signals. Made by the page when the panel is first looked at.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from studio.actions import Command
from studio.bindings import Bindings
from studio.cut_names import shot_name
from studio.document import Change
from studio.parts import Parts
from studio.projects.opened import OpenDocument
from studio.survey.continuity import reason, remedy
from studio.survey.status import Status
from studio.take_commands import TakeHand, take_commands
from studio.takes.aim import Aim
from studio.takes.cards import Card, entries_of
from studio.takes.deeds import Deeds
from studio.takes.details import TakeDetails
from studio.takes.flipbooks import Flipbooks
from studio.takes.head import Head, empty_label
from studio.takes.list import TakeList
from studio.takes.record import record
from studio.takes.rows import TakeRows
from studio.words import tr

FRAME_MS = 80
"""Time between two frames of what plays."""
REST_MS = 60
"""Changes that follow each other this closely are shown once."""
WIDE = 44
"""Width from which the details lie beside the cards, in heights of a line."""
HIGH = 26
"""Height from which details lie below the cards by themselves, in heights of a line."""
MENU = (
    ("take.pick", "take.compare", "take.favourite"),
    ("take.vary", "take.grid", "take.restore"),
    ("take.copy_seed", "take.newest", "take.finalise"),
    ("take.delete",),
)


class TakesPanel(QWidget):
    """`made_of` says whether what a shot shows is made of what another node makes."""

    said = Signal(str)
    """A line for the status bar."""
    looked_at = Signal(object)
    """A `Card` whose take should be seen."""
    compared = Signal(object)
    """A `Card` whose take what is seen should be compared with."""
    varied = Signal(object)
    """Cards of which one more like each is wanted."""
    grid_wanted = Signal(str)
    """A shot of which a grid of variations is wanted."""

    def __init__(
        self,
        opened: OpenDocument,
        parts: Parts,
        bindings: Bindings,
        status: Status,
        made_of: Callable[[str, str], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._opened, self._parts, self._bindings, self._status = opened, parts, bindings, status
        self.aim = Aim(opened, status, made_of, self)
        self.books = Flipbooks(parts.session, parts.errands, lambda: opened.opened().takes, self)
        self.cards = TakeRows(
            opened.model, parts.faces, parts.jobs, self.books, lambda: opened.opened().takes, self
        )
        self.list = TakeList(self.cards, parts.look, self)
        self.head = Head(bindings, self)
        self.details = TakeDetails(bindings, parts.look, self)
        self.hand = TakeHand(opened.model, parts.faces, self._shots_at_hand, self.said.emit)
        self.deeds = Deeds(self.hand)
        self.empty = empty_label(self)
        self._pointed = ""
        self._wished: bool | None = None
        """Whether the artist wants the details; None until they say so, and it depends on the room."""
        self._told: tuple[object, ...] = ()
        self._turned = False
        """Whether another shot was pointed at since the takes were looked through."""
        self._arrange()
        self._clock = QTimer(self, interval=FRAME_MS)
        self._clock.timeout.connect(self._tick)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.follow)
        self._connect()
        self.offered = self._commands()
        """What it does, by rows of the action table."""
        bindings.offer(self.offered, self)
        self.follow()

    # -- what others call ----------------------------------------------------------------------------------------------

    def chosen(self) -> list[Card]:
        """The selected cards, in the order in which they are shown."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        return [card for row in rows if (card := self.cards.card(self.cards.index(row))) is not None]

    def current(self) -> Card | None:
        """The card in hand, if it is selected."""
        index = self.list.currentIndex()
        return self.cards.card(index) if self.list.selectionModel().isSelected(index) else None

    def point_at(self, shots: Sequence[str]) -> None:
        """The timeline points at these shots."""
        self.aim.point_at(shots)

    def search(self, words: str) -> None:
        """Show only takes with all of these words."""
        self.head.field.setText(words)

    def close_books(self) -> None:
        """The document closes."""
        self._clock.stop()
        self._rest.stop()
        self.books.close()

    def follow(self) -> None:
        """Show the takes of the shots at hand as they are now."""
        document, faces = self._opened.model.document, self._parts.faces
        shots = self.aim.shots()
        before = self.current()
        home = str(self._opened.place)
        lines = [line for line in self._parts.jobs.lines if line.document == home]
        entries = entries_of(
            document, shots, lines, lambda shot: shot_name(document, faces, shot) or tr("Shot"),
            search=self.head.field.text(), favourites=self.head.favourites,
        )  # fmt: skip
        bar = self.list.verticalScrollBar()
        grows = len(entries) > self.cards.rowCount() > 0 and bar.value() == bar.maximum()
        self.cards.follow(entries)
        if grows:
            # Who looks at the newest sees what comes.
            QTimer.singleShot(0, self.list, self.list.scrollToBottom)
        self.stack.setCurrentIndex(0 if entries else 1)
        self.empty.setText(self._why_empty(shots))
        pointed = self.aim.pointed()
        if self._turned and len(pointed) == 1 and before is not None and before.shot not in pointed:
            # Among the takes of all shots, too, those of the shot at hand are meant.
            self.list.clearSelection()
            before = None
        self._turned = False
        if before is None or self.cards.row_of(before.id) < 0:
            self._choose_pick(pointed or shots)
        self.head.tell(self.cards.entries)
        self._tell_chosen()
        self._run_clock()

    # -- what is shown -------------------------------------------------------------------------------------------------

    def _choose_pick(self, shots: Sequence[str]) -> None:
        """Where nothing is chosen, the pick of the shot at hand is; nobody asked to see it."""
        if len(shots) != 1 or self.list.selectedIndexes():
            return
        own = self._opened.model.document.picked(shots[0])
        if own is not None:
            self.list.choose(f"take {shots[0]} {own.id}")

    def _why_empty(self, shots: Sequence[str]) -> str:
        if self.head.field.text() or self.head.favourites:
            return tr("No take fits what is looked for.")
        if not self._opened.model.document.shots and not shots:
            return tr(
                "Every result of a Shot is kept here as a take. Select a Shot and generate it: Ctrl+Enter."
            )
        return tr("This shot has no take yet. Generate it: Ctrl+Enter.")

    def _shots_at_hand(self) -> list[str]:
        """The shot of the card in hand; else the shots that are shown, where that is one."""
        card = self.current()
        if card is not None:
            return [card.shot]
        shots = self.aim.shots()
        return list(shots) if len(shots) == 1 else []

    def _tell_chosen(self) -> None:
        cards = self.chosen()
        document = self._opened.model.document
        unfit = self._unfit(cards[0]) if len(cards) == 1 else ""
        told = (document.graph, document.groups, document.timeline, tuple(cards), unfit)
        if told == self._told:
            return
        self._told = told
        if len(cards) == 1:
            card = cards[0]
            self.details.tell(
                card.name, record(card, self.cards.differs(card), document, self._parts.faces, unfit)
            )
        else:
            self.details.tell(tr("{count} takes", count=len(cards)) if cards else "", ())
        self._bindings.refresh()

    def _unfit(self, card: Card) -> str:
        """Why the pick of a shot no longer fits the one that it continues, and what helps; "" where it fits."""
        found = self._status.at(card.shot).unfit if card.picked else None
        if found is None:
            return ""
        source = shot_name(self._opened.model.document, self._parts.faces, found.source)
        return f"{reason(found, source)} {remedy(found)}"

    def _on_status(self, places: frozenset[str]) -> None:
        if places.intersection(card.shot for card in self.chosen()):
            self._tell_chosen()

    # -- what is heard -------------------------------------------------------------------------------------------------

    def _changed(self, change: Change) -> None:
        before, after = change.before, change.after
        if before.graph is not after.graph or before.groups is not after.groups:
            self.cards.forget_words()
        if change.shots or before.graph is not after.graph or before.timeline is not after.timeline:
            self._rest.start()

    def _selected(self) -> None:
        self._tell_chosen()
        self._run_clock()

    def _turn(self) -> None:
        """Other shots are meant, or all of them."""
        self._turned = True
        self._rest.start()

    def _clicked(self, index: QModelIndex) -> None:
        """A card that is clicked is seen in the viewer."""
        card = self.cards.card(index)
        if card is not None and len(self.chosen()) == 1:
            self.looked_at.emit(card)

    def _stepped(self, now: QModelIndex, _: QModelIndex) -> None:
        """Arrow keys show what they come to, as clicks do."""
        card = self.cards.card(now)
        if card is not None and self.list.hasFocus() and not QGuiApplication.mouseButtons():
            self.looked_at.emit(card)

    def _picked(self, index: QModelIndex) -> None:
        card = self.cards.card(index)
        if card is not None:
            self.deeds.pick([card])

    def _compare(self, index: QModelIndex) -> None:
        card = self.cards.card(index)
        if card is not None:
            self.compared.emit(card)

    def _star(self, index: QModelIndex) -> None:
        card = self.cards.card(index)
        if card is not None:
            self.deeds.favourite([card])

    def _point(self, index: QModelIndex) -> None:
        card = self.cards.card(index)
        self._pointed = card.id if card is not None else ""
        self._run_clock()

    def _jobs_changed(self, jobs: set[str]) -> None:
        for row in self.cards.rows_of_jobs(jobs):
            self.list.update(self.cards.index(row))

    def _picture_came(self, file: str) -> None:
        for row in self.cards.rows_with(file):
            self.list.update(self.cards.index(row))

    # -- movement ------------------------------------------------------------------------------------------------------

    def _run_clock(self) -> None:
        """What is pointed at plays, else what is chosen; and what is being made."""
        still = self._parts.look.reduce_motion or not self.isVisible()
        current = self.current()
        wanted = "" if still else self._pointed or (current.id if current is not None else "")
        if wanted != self.cards.playing:
            old = self.cards.row_of(self.cards.playing)
            self.cards.playing, self.cards.share = wanted, 0.0
            if old >= 0:
                self.list.update(self.cards.index(old))
        card = self.cards.card(self.cards.index(max(self.cards.row_of(wanted), 0))) if wanted else None
        self.books.play(card.take if card is not None and card.id == wanted else None)
        making = any(line for line in self.cards.running())
        if not still and (card is not None or making):
            self._clock.start()
        else:
            self._clock.stop()

    def _tick(self) -> None:
        rows = self.cards
        rows.moment += 1
        row = rows.row_of(rows.playing)
        card = rows.card(rows.index(row)) if row >= 0 else None
        if card is not None:
            length = max(float(card.take.duration), FRAME_MS / 1000)
            rows.share = (rows.share + FRAME_MS / 1000 / length) % 1.0
            self.list.update(rows.index(row))
        for row in rows.running():
            self.list.update(rows.index(row))

    def showEvent(self, event: QShowEvent) -> None:
        """Cards play while they can be seen."""
        super().showEvent(event)
        self.follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._clock.stop()
        self.books.play(None)

    # -- commands ------------------------------------------------------------------------------------------------------

    def _commands(self) -> Mapping[str, Command]:
        chosen, one = lambda: bool(self.chosen()), lambda: self.current() is not None
        stepping = take_commands(self.hand)
        return {
            **stepping,
            "take.next": Command(lambda: self._step("take.next"), stepping["take.next"].enabled),
            "take.previous": Command(lambda: self._step("take.previous"), stepping["take.previous"].enabled),
            "take.favourite": Command(
                lambda: self.deeds.favourite(self.chosen()), chosen,
                lambda: bool(self.chosen()) and all(card.take.favourite for card in self.chosen()),
            ),
            "take.pick": Command(lambda: self.deeds.pick(self.chosen()), chosen),
            "take.compare": Command(lambda: self._compare(self.list.currentIndex()), one),
            "take.vary": Command(lambda: self.varied.emit(self.chosen()), chosen),
            "take.grid": Command(self._ask_grid, lambda: bool(self._grid_shot())),
            "take.restore": Command(self._restore, one),
            "take.copy_seed": Command(self._copy_seed, one),
            "take.delete": Command(self._delete, chosen),
            "take.only_favourites": Command(
                self.head.star.toggle, lambda: True, lambda: self.head.favourites
            ),
            "take.every_shot": Command(self.head.all.toggle, lambda: True, lambda: self.aim.every),
            "take.details": Command(self._switch_details, lambda: True, self.details.isVisible),
        }  # fmt: skip

    def _step(self, name: str) -> None:
        """Another take is picked; its card is the one in hand."""
        shots = self._shots_at_hand()
        take_commands(self.hand)[name].run()
        self.follow()
        own = self._opened.model.document.picked(shots[0]) if shots else None
        if own is not None:
            self.list.choose(f"take {shots[0]} {own.id}")

    def _delete(self) -> None:
        """The card behind those that go is the one in hand then, or the one before them."""
        gone = self.chosen()
        names = {card.id for card in gone}
        cards = [entry for entry in self.cards.entries if isinstance(entry, Card)]
        last = max((n for n, card in enumerate(cards) if card.id in names), default=0)
        left = [card for card in (*cards[last:], *reversed(cards[:last])) if card.id not in names]
        if self.deeds.remove(gone):
            self.follow()
            if left:
                self.list.choose(left[0].id)

    def _restore(self) -> None:
        card = self.current()
        if card is not None:
            self.deeds.restore(card)

    def _copy_seed(self) -> None:
        card = self.current()
        if card is not None:
            QGuiApplication.clipboard().setText(str(card.take.seed))
            self.said.emit(tr("Seed {seed} is copied.", seed=card.take.seed))

    def _grid_shot(self) -> str:
        """The shot that a grid would be made of; one whose node is gone cannot be made."""
        document = self._opened.model.document
        shots = [shot for shot in self._shots_at_hand() if document.node(shot) is not None]
        return shots[0] if shots else ""

    def _ask_grid(self) -> None:
        if shot := self._grid_shot():
            self.grid_wanted.emit(shot)

    def _switch_details(self) -> None:
        self._wished = not self.details.isVisible()
        self._make_room()
        self._bindings.refresh()

    def _make_room(self) -> None:
        """Details lie below, or beside where there is room; a low panel keeps its room for the cards."""
        em = self.fontMetrics().height()
        wide = self.width() > WIDE * em
        self.split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        roomy = wide or self.height() > HIGH * em
        self.details.setVisible(roomy if self._wished is None else self._wished)

    def _menu(self, at: QPoint) -> None:
        if self.cards.card(self.list.indexAt(at)) is None:
            return
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for block in MENU:
            if not menu.isEmpty():
                menu.addSeparator()
            menu.addActions([self._bindings.action(name) for name in block])
        self._bindings.watch(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.list.viewport().mapToGlobal(at))

    # -- the parts -----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        model, jobs = self._opened.model, self._parts.jobs
        model.changed.connect(self._changed)
        self._status.places_changed.connect(self._on_status)
        jobs.reset.connect(self._rest.start)
        jobs.changed.connect(self._jobs_changed)
        # A take whose file was lost is made again under the same name.
        jobs.finished.connect(lambda *_: self.books.retry())
        self.aim.changed.connect(self._turn)
        self.books.changed.connect(self._picture_came)
        self._parts.look.changed.connect(self.list.viewport().update)
        self._parts.look.changed.connect(self._run_clock)
        self._opened.media_changed.connect(self.books.retry)
        self.head.changed.connect(self.follow)
        self.head.every_wanted.connect(self.aim.show_all)
        view = self.list
        view.selectionModel().selectionChanged.connect(self._selected)
        view.selectionModel().currentChanged.connect(self._stepped)
        view.clicked.connect(self._clicked)
        view.doubleClicked.connect(self._picked)
        view.compared.connect(self._compare)
        view.starred.connect(self._star)
        view.pointed.connect(self._point)
        view.customContextMenuRequested.connect(self._menu)

    def _arrange(self) -> None:
        middle = QWidget(self)
        self.stack = QStackedLayout(middle)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.addWidget(middle)
        self.split.addWidget(self.details)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.head)
        rows.addWidget(self.split, 1)
        self.setFocusProxy(self.list)
        self.setAccessibleName(tr("Takes"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is more room, or less."""
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """The text has another size: cards get another height."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.list.scheduleDelayedItemsLayout()

    def minimumSizeHint(self) -> QSize:
        """A column of cards."""
        em = self.fontMetrics().height()
        return QSize(10 * em, 10 * em)

    def sizeHint(self) -> QSize:
        """Two columns of cards and the details below."""
        em = self.fontMetrics().height()
        return QSize(20 * em, 28 * em)
