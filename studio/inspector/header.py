"""The head of the inspector: whose params these are, its title to edit, its switches.

In: a `Subject` and the nodes behind it. Out: renaming and switching as edits through the `Hand`.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from engine.graph import Node
from studio.edit.nodes import Flag, rename, set_flag
from studio.editors.unit_line import UnitLine
from studio.flowing import FlowLayout
from studio.icons import icon
from studio.inspector.hand import Hand
from studio.inspector.subject import Subject
from studio.theme import Look
from studio.words import tr

FLAGS: tuple[tuple[Flag, str, str], ...] = (
    ("bypass", "Bypass", "Lets the first input pass through unchanged."),
    ("mute", "Mute", "Leaves the node and what depends on it out."),
    ("freeze", "Freeze", "Keeps the last result, whatever changes above."),
    ("collapse", "Collapse", "Draws the node as its title only."),
)
"""A switch, its word and its sentence; both words are translated when they are shown."""


class Header(QWidget):
    """Title, kind, switches, and whether help is shown."""

    explain = Signal(bool)

    def __init__(self, hand: Hand, look: Look, last_result: Callable[[str], str | None]) -> None:
        super().__init__()
        self._hand = hand
        self._look = look
        self._last_result = last_result
        self._subject = Subject()
        self.title = UnitLine(look)
        self.title.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.title.setAccessibleName(tr("Title"))
        self.title.setToolTip(tr("What this node is called; empty shows its kind."))
        self.title.entered.connect(self._rename)
        self.title.restored.connect(lambda: self._say(""))
        self.kind = QLabel()
        self.kind.setProperty("role", "dim")
        self.kind.setTextFormat(Qt.TextFormat.PlainText)
        self.kind.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.trouble = QLabel()
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.flags: dict[str, QToolButton] = {}
        self.help = QToolButton()
        self._arrange()
        look.changed.connect(self._dress)
        self._dress()

    def show_subject(self, subject: Subject, nodes: Sequence[Node]) -> None:
        """Show the selected nodes as they are now."""
        another = subject.nodes != self._subject.nodes
        self._subject = subject
        one = nodes[0] if len(nodes) == 1 else None
        kind = subject.kind
        label = tr(kind.label) if kind is not None else tr("Several kinds")
        room = tr(kind.category) if kind is not None and kind.category != kind.label else ""
        self.title.setVisible(one is not None)
        if one is not None:
            if another:
                self.title.setModified(False)
            self.title.hold(one.title)
            self.title.setPlaceholderText(label)
        alone = f"{label} · {room}" if room else label
        many = tr("{count} nodes · {kind}", count=len(nodes), kind=label)
        self.kind.setText(alone if one is not None else many if nodes else tr("This project"))
        for name, button in self.flags.items():
            button.setVisible(bool(nodes))
            button.setChecked(bool(nodes) and all(getattr(node.flags, name) for node in nodes))
        if another or not self.title.typed:
            self._say("")

    @property
    def refused(self) -> str:
        """Why the title that stands here is not the node's, "" if it is."""
        return self.trouble.text() if self.title.typed else ""

    def settle(self) -> None:
        """Keep a title that is being typed."""
        self.title.enter()

    def _rename(self, text: str) -> None:
        subject, scope = self._subject, self._hand.scope
        if len(subject.nodes) == 1:
            name = tr("Rename {what}", what=self._hand.what(subject.nodes))
            said = self._hand.do(name, lambda d: rename(d, scope, subject.nodes[0], text))
            self._say(said)
            if not said:
                # Without the room around it, which no title has.
                self.title.forget()

    def _switch(self, flag: Flag, on: bool) -> None:
        nodes, scope = self._subject.nodes, self._hand.scope
        found = {node: self._last_result(node) for node in nodes} if flag == "freeze" and on else {}
        keys = {node: key for node, key in found.items() if key is not None}
        word = tr(next(word for known, word, _ in FLAGS if known == flag))
        done = word if on else tr("{flag} Off", flag=word)
        name = tr("{done}: {what}", done=done, what=self._hand.what(nodes))
        said = self._hand.do(name, lambda d: set_flag(d, scope, nodes, flag, on, keys))
        if said:
            self.flags[flag].setChecked(not on)
        self._say(said)

    def _say(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def _arrange(self) -> None:
        em = self.fontMetrics().height()
        self._rows = rows = QVBoxLayout(self)
        rows.addWidget(self.title)
        about = QHBoxLayout()
        about.setSpacing(em // 8)
        about.addWidget(self.kind, 1)
        for flag, word, help_ in FLAGS:
            button = QToolButton()
            button.setCheckable(True)
            button.setText(tr(word))
            button.setToolTip(tr(help_))
            button.setAccessibleName(tr(word))
            button.clicked.connect(lambda on, flag=flag: self._switch(flag, on))
            self.flags[flag] = button
        self.help.setCheckable(True)
        self.help.setToolTip(tr("Explains every param in place."))
        self.help.setAccessibleName(tr("Explain params"))
        self.help.toggled.connect(self.explain)
        about.addWidget(self.help)
        rows.addLayout(about)
        switches = FlowLayout(em // 8)
        for button in self.flags.values():
            switches.addWidget(button)
        rows.addLayout(switches)
        rows.addWidget(self.trouble)
        self.measure()

    def measure(self) -> None:
        """Distances by the size that text has now."""
        em = self.fontMetrics().height()
        self._rows.setContentsMargins(em // 2, em // 2, em // 2, em // 3)
        self._rows.setSpacing(em // 4)
        self.help.setIconSize(QSize(em, em))

    def _dress(self) -> None:
        self.help.setIcon(icon("help", self._look))
        self.trouble.setStyleSheet(f"color: {self._look.theme.error};")
