"""The editor of storyboard cards: a list of cards with time, prompt, picture and edges; added, removed, reordered.

In: cards as a file holds them. Out: the same. Times belong to places in the list: a card that goes up takes the earlier
time, so that times always grow.
"""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.document import MediaItem
from engine.graph import Json
from engine.params import CardsParam
from studio.editors.buttons import menu_button, tool
from studio.editors.editor import Around, NudgedEditor
from studio.editors.media import MediaPicture, measures
from studio.editors.sums import reckon, shown
from studio.editors.unit_line import UnitLine
from studio.icons import icon
from studio.words import literal, tr

NEXT = 1.0
"""Seconds from the last card to a new one."""
Card = dict[str, Json]


class CardsEditor(NudgedEditor):
    """A list of cards."""

    wide = True

    def __init__(self, param: CardsParam, around: Around) -> None:
        super().__init__(param, around)
        self._limits = param
        self._held: list[Card] = []
        self._about: tuple[str, str | None] = ("", None)
        self.cards: list[CardForm] = []
        self.add = QPushButton(tr("Add a Card"))
        self.add.setIcon(icon("plus", around.look))
        side = self.add.fontMetrics().height()
        self.add.setIconSize(QSize(side, side))
        self.add.setToolTip(tr("Adds a card after the last one."))
        self.add.clicked.connect(self._add)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(self.fontMetrics().height() // 3)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self._rows.addLayout(foot)

    def show_value(self, value: Json, *, mixed: bool = False) -> None:
        given = value if isinstance(value, list) and not mixed else []
        self._held = [card for card in given if isinstance(card, dict)]
        while len(self.cards) > len(self._held):
            form = self.cards.pop()
            form.hide()
            form.deleteLater()
        grows = len(self.cards) < len(self._held)
        while len(self.cards) < len(self._held):
            form = CardForm(len(self.cards), self.around)
            form.show_about(*self._about)
            self._connect(form)
            self._rows.insertWidget(len(self.cards), form)
            self.cards.append(form)
        if grows:
            # Tab goes through children in their order, and this one comes after all cards.
            self.add.raise_()
            self.grown.emit()
        for form, card in zip(self.cards, self._held, strict=True):
            form.show_card(card, last=form.number == len(self._held) - 1)
        self.add.setEnabled(not mixed and len(self._held) < self._limits.most)
        self.add.setText(tr("The cards differ") if mixed else tr("Add a Card"))
        self.setFocusProxy(self.cards[0].prompt if self.cards else self.add)

    def show_about(self, model: str, style: str | None) -> None:
        """Say which model reads the prompts, and which style the node adds by itself (None: it has no such choice)."""
        self._about = model, style
        for form in self.cards:
            form.show_about(model, style)

    def settle(self) -> None:
        for form in self.cards:
            form.settle()
        self._end()

    def fresh(self) -> None:
        self._trying = False
        for form in self.cards:
            form.time.forget()
            form.prompt.fresh()

    def standing(self) -> QWidget | None:
        fields = (field for form in self.cards if (field := form.standing()) is not None)
        return next(fields, None)

    def restore(self) -> None:
        for form in self.cards:
            if form.prompt.typed:
                form.prompt.restore()
        self.restored.emit()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _connect(self, form: "CardForm") -> None:
        form.tried.connect(lambda number, name, value: self.tried.emit(self._with(number, name, value)))
        form.kept.connect(self._keep)
        form.nudged.connect(self._nudge)
        form.left.connect(self._end)
        form.taken_back.connect(self._drop)
        form.moved.connect(self._move)
        form.removed.connect(self._remove)
        form.time.restored.connect(self.restored)
        form.file_wanted.connect(self._choose)

    def _keep(self, number: int, name: str, value: Json) -> None:
        self._trying = False
        self.kept.emit(self._with(number, name, value))

    def _nudge(self, number: int, time: float) -> None:
        self._try(self._with(number, "time", time))

    def _with(self, number: int, name: str, value: Json) -> list[Json]:
        """The cards with one thing of one of them changed; what is None is not written."""
        cards: list[Json] = [dict(card) for card in self._held]
        if number < len(cards):
            card = {**self._held[number], name: value}
            cards[number] = {k: v for k, v in card.items() if v is not None and (k, v) != ("soft", False)}
        return cards

    def _add(self) -> None:
        last = self._held[-1].get("time") if self._held else None
        time = min(float(last) + NEXT, self._limits.longest - 0.1) if isinstance(last, int | float) else 0.0
        self.kept.emit([*self._held, {"time": round(time, 3), "prompt": ""}])
        if self.cards:
            self.cards[-1].prompt.setFocus()

    def _remove(self, number: int) -> None:
        """Without a card; the first one always starts at 0."""
        if self._keeps_words(range(number + 1, len(self.cards))):
            return
        left = [dict(card) for place, card in enumerate(self._held) if place != number]
        if left:
            left[0]["time"] = 0.0
            self.kept.emit(left)

    def _move(self, number: int, by: int) -> None:
        """Let a card and its neighbour change places, and their times stay."""
        other = number + by
        if not 0 <= other < len(self._held) or self._keeps_words((number, other)):
            return
        cards = [dict(card) for card in self._held]
        cards[number], cards[other] = cards[other], cards[number]
        for place, card in enumerate(cards):
            card["time"] = self._held[place].get("time", 0.0)
        held = self.cards[number].isAncestorOf(QApplication.focusWidget() or self)
        self.kept.emit(cards)
        if held:
            # The keyboard goes along; at the end of the list only the way back is left.
            form = self.cards[other]
            button = form.up if by < 0 else form.down
            (button if button.isEnabled() else form.down if by < 0 else form.up).setFocus()

    def _keeps_words(self, numbers: Iterable[int]) -> bool:
        """Whether words that were refused stand in one of these cards, where another's would come in their place; the
        keyboard is with them then, and the row says what is wrong with them.
        """
        stuck = next(
            (self.cards[number].prompt for number in numbers if self.cards[number].prompt.typed), None
        )
        if stuck is not None:
            stuck.setFocus()
        return stuck is not None

    def _choose(self, number: int) -> None:
        def chosen(item: MediaItem) -> None:
            make: Callable[[str], Json] = lambda media: self._with(number, "media", media)  # noqa: E731
            self.filed.emit(item, make)

        self.around.choose("any", chosen)


class CardForm(QFrame):
    """One card."""

    tried = Signal(int, str, object)
    kept = Signal(int, str, object)
    """Which card, what of it, and the value."""
    nudged = Signal(int, float)
    """Which card, and the time that is tried."""
    left = Signal()
    taken_back = Signal()
    """The keyboard left the time, or Escape took its nudges back."""
    moved = Signal(int, int)
    removed = Signal(int)
    file_wanted = Signal(int)

    def __init__(self, number: int, around: Around) -> None:
        super().__init__()
        # It reads grammars and vocabularies: nobody waits for it before the window is there.
        from studio.prompt.editor import PromptEditor

        self.number = number
        self._around = around
        self._card: Card = {}
        self.time = UnitLine(around.look, "s")
        self.prompt = PromptEditor(around.look, slim=True)
        self.soft = tool(around.look, "curve", tr("Soft"))
        self.picture = MediaPicture(around, 2.2)
        self.media = menu_button(around.look, tr("Picture or clip shown here"), self._offer)
        self.up = tool(around.look, "up", tr("Move up"))
        self.down = tool(around.look, "down", tr("Move down"))
        self.gone = tool(around.look, "close", tr("Remove"))
        self._arrange()

    def show_card(self, card: Card, *, last: bool) -> None:
        """Show a card as the document has it."""
        self._card = card
        self.time.hold(shown(card.get("time", 0.0)))
        self.time.setEnabled(self.number > 0)
        self.prompt.hold(str(card.get("prompt", "")))
        self.soft.setChecked(card.get("soft") is True)
        media = card.get("media")
        self.picture.show_media(media if isinstance(media, str) else None)
        self.picture.setVisible(isinstance(media, str))
        self.up.setEnabled(self.number > 0)
        self.down.setEnabled(not last)
        self.gone.setEnabled(self.number > 0 or not last)

    def settle(self) -> None:
        """Keep what is typed."""
        self.time.enter()
        self.prompt.commit()

    def standing(self) -> QWidget | None:
        """A field in which something else stands than the document holds."""
        return self.time if self.time.typed else self.prompt.edit if self.prompt.typed else None

    def show_about(self, model: str, style: str | None) -> None:
        """Say which model reads the prompt, and which style the node adds by itself."""
        if self._around.adviser is not None:
            self.prompt.follow(self._around.adviser, model)
        self.prompt.set_style(style)

    def _timed(self, text: str) -> None:
        number = reckon(text)
        self.kept.emit(self.number, "time", text if number is None else number)
        if number is not None and number == self._card.get("time"):
            self.time.forget()

    def _nudged(self, steps: float) -> None:
        time = self._card.get("time")
        if isinstance(time, int | float):
            self.nudged.emit(self.number, round(max(0.0, time + 0.1 * steps), 3))

    def _offer(self, menu: QMenu) -> None:
        menu.addAction(tr("Choose a File…"), lambda: self.file_wanted.emit(self.number))
        menu.addSeparator()
        for item in self._around.document().media.values():
            take = partial(self.kept.emit, self.number, "media", item.id)
            row = menu.addAction(literal(f"{item.name}   {measures(item)}"), take)
            row.setCheckable(True)
            row.setChecked(item.id == self._card.get("media"))
        none = menu.addAction(tr("No file"), lambda: self.kept.emit(self.number, "media", None))
        none.setEnabled(self._card.get("media") is not None)

    def _arrange(self) -> None:
        em = self.fontMetrics().height()
        theme = self._around.look.theme
        self.setObjectName("card")
        # Where the ground of a card is that of the panel, only an edge tells cards apart.
        edge = theme.line if theme.window == theme.panel else theme.window
        self.setStyleSheet(
            f"#card {{ background: {theme.window}; border: 1px solid {edge}; border-radius: 0.35em; }}"
            f"#card QToolButton:checked {{ background: {theme.raised}; border-color: {theme.line}; }}"
        )
        name = tr("Card {number}", number=self.number + 1)
        self.setAccessibleName(name)
        self.time.setFixedWidth(round(4.2 * em))
        self.time.setAccessibleName(tr("{card}: time", card=name))
        self.time.setToolTip(tr("From when on this card rules; the first one starts at 0."))
        self.time.entered.connect(self._timed)
        self.time.nudged.connect(self._nudged)
        self.time.left.connect(self.left)
        self.time.taken_back.connect(self.taken_back)
        self.prompt.edit.setAccessibleName(tr("{card}: prompt", card=name))
        self.prompt.edit.setToolTip(tr("Ctrl+E writes it out; pressed again, in another way."))
        self.prompt.set_placeholder(tr("What is seen from here on"))
        self.prompt.edited.connect(lambda text: self.tried.emit(self.number, "prompt", text))
        self.prompt.committed.connect(lambda text: self.kept.emit(self.number, "prompt", text))
        self.soft.setCheckable(True)
        self.soft.setToolTip(tr("Soft: lets this card come and go gently instead of at once."))
        self.soft.clicked.connect(lambda on: self.kept.emit(self.number, "soft", on))
        for button in (self.soft, self.media):
            button.setAccessibleName(f"{name}: {button.accessibleName()}")
        top = QHBoxLayout()
        top.setSpacing(em // 8)
        top.addWidget(self.time)
        top.addStretch(1)
        top.addWidget(self.soft)
        top.addWidget(self.media)
        moves = (
            (self.up, lambda: self.moved.emit(self.number, -1)),
            (self.down, lambda: self.moved.emit(self.number, 1)),
            (self.gone, lambda: self.removed.emit(self.number)),
        )
        for button, run in moves:
            button.setAccessibleName(f"{name}: {button.toolTip()}")
            button.clicked.connect(run)
            top.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(em // 4, em // 4, em // 4, em // 4)
        rows.setSpacing(em // 4)
        rows.addLayout(top)
        seen = QHBoxLayout()
        seen.setSpacing(em // 4)
        seen.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        seen.addWidget(self.prompt, 1)
        rows.addLayout(seen)
