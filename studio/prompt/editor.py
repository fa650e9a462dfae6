"""The field in which prompts are written, with what helps to write them.

In: a text, and what is known of the chosen model (`Advice`). Out: `edited` with every key, `committed` once for each
change that should become one step of the document's history. It never touches a document. Used by the inspector and by
the editing over the graph.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from engine.prompting import Entry, Span, Vocabulary, expand, nearest
from engine.prompting.vocabulary import STYLE
from nodes.styles import PLAIN
from studio.flowing import FlowLayout
from studio.prompt.advice import Advice, Adviser
from studio.prompt.field import FEWEST_LINES, PromptField
from studio.prompt.presets import StyleButton, style_in, style_words, with_style
from studio.prompt.strangers import MOST, StrangerRow
from studio.theme import Look
from studio.words import tr


class PromptEditor(QWidget):
    """A prompt, with what helps to write it. It has an undo of its own while it has the keyboard.

    With `slim` there is the field alone, for where several stand below each other: it completes, underlines and expands
    by its keys, and says what there is to say.
    """

    edited = Signal(str)
    """The text as it is being typed."""
    committed = Signal(str)
    """The text is to be kept: the keyboard left the field, or one press changed the whole of it."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, slim: bool = False) -> None:
        super().__init__(parent)
        self._look = look
        self._slim = slim
        self._held = ""
        self._typing = False
        self._adviser: Adviser | None = None
        self._model = ""
        self._advice: Advice | None = None
        self._knows: Vocabulary | None = None
        self._kept = ""
        self._own_style: str | None = None
        self._grown: tuple[str, str, int] = ("", "", 0)
        """What was expanded last: from which text, to which, by which seed."""
        self.edit = PromptField(look, fewest=2 if slim else FEWEST_LINES)
        """The text itself."""
        self.edit.passed = style_words()
        self.strangers = StrangerRow()
        self.styles = StyleButton()
        self.expander = QToolButton()
        self.expander.setText(tr("Expand"))
        self.expander.setToolTip(
            tr(
                "Writes the prompt out: what happens, where, when, camera and style. Press again for another. (Ctrl+E)"
            )
        )
        self.told = QLabel()
        """One word about what was pressed."""
        self.counted = QLabel()
        self._lay_out()
        self._connect()
        self._refresh()

    # -- text ----------------------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What is written now."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Show the document's text. Nothing is emitted; what is being typed stays while the document's is the same."""
        if text == self._kept and (self.edit.hasFocus() or text == self.text):
            return
        self._kept = text
        if text != self.text:
            self.edit.blockSignals(True)
            self.edit.take_over(text)
            self.edit.blockSignals(False)
        self._refresh()
        self.edit.examine()

    def hold(self, text: str) -> None:
        """Show the document's text, which is told with every change of it.

        What stands here stays while the document has it too, since the field must still say when the typing is over;
        and while the document's text is the same as before: then it was refused, and must not be lost.
        """
        before, self._held = self._held, text
        if self._typing and text in (before, self.text):
            return
        if self._typing:
            # The document has gone on from what was typed here: that must not come back when the keyboard leaves.
            self._typing, self._kept = False, self.text
        self.set_text(text)

    @property
    def typed(self) -> bool:
        """Whether something else stands here than is held."""
        return self.text != self._held

    def restore(self) -> None:
        """Write again what is held, which the field's own undo takes back."""
        self.edit.rewrite(self._held)

    def fresh(self) -> None:
        """Another text is held from now on, and this one's undo ends."""
        self._typing = False
        self.edit.document().clearUndoRedoStacks()

    def commit(self) -> None:
        """Emit `committed` if something was typed since the last time."""
        if self.text != self._kept:
            self._kept = self.text
            self.committed.emit(self._kept)
            self._typing = self.typed

    def set_placeholder(self, text: str) -> None:
        """What is read while nothing is written."""
        self.edit.setPlaceholderText(text)

    @property
    def completing(self) -> bool:
        """Whether a completion is offered: Tab, Enter, Esc and the arrows are then the field's."""
        return bool(self.edit.offers)

    # -- what is known of the model ------------------------------------------------------------------------------------

    def follow(self, adviser: Adviser, model: str) -> None:
        """Go by what the adviser knows of a model, now and when it learns more."""
        if self._adviser is not adviser:
            if self._adviser is not None:
                self._adviser.learned.disconnect(self._learned)
            self._adviser = adviser
            adviser.learned.connect(self._learned)
        self._model = model
        self._advise(adviser.advice(model))

    def set_model_knows(self, vocabulary: Vocabulary | None) -> None:
        """What the chosen model has seen; None underlines and offers nothing."""
        self._knows = vocabulary
        self.edit.know(vocabulary)
        self._refresh()

    def set_style(self, style: str | None) -> None:
        """The node's own choice of style; None for a node without one: then a style's words go into the text."""
        self._own_style = style
        # Where the node has a list of its own, another one beside it only confuses.
        self.styles.setVisible(style is None and not self._slim)

    # -- what can be pressed -------------------------------------------------------------------------------------------

    def expand(self) -> None:
        """Write the prompt out in full, as one step; pressed again, write the short one out differently."""
        if self._knows is None or self.edit.isReadOnly():
            return
        self.commit()
        short, full, seed = self._grown
        start, seed = (short, seed + 1) if full and full == self.text else (self.text, 1)
        without = (STYLE,) if self._own_style not in (None, PLAIN) else ()
        fits = self._advice.fits if self._advice is not None else lambda _: True
        found = expand(start, seed, self._knows, fits, without)
        if found == start:
            self.told.setText(tr("Nothing to add"))
            self.told.show()
            return
        self._grown = (start, found, seed)
        self.edit.rewrite(found)
        self.commit()

    def _style(self, style: str) -> None:
        self.commit()
        self.edit.rewrite(with_style(self.text, style))
        self.commit()

    def _write_instead(self, span: Span, phrase: str) -> None:
        """Put a known phrase in place of an unknown word."""
        if self.text[span.start : span.end] == span.text:
            self.edit.replace_span(span, phrase)
            self.edit.setFocus()
            self.edit.examine()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        air = QFontMetrics(self.font()).averageCharWidth()
        foot = FlowLayout(max(air // 2, 2))
        self.styles.setAccessibleName(tr("Add style words"))
        self.expander.setAccessibleName(tr("Expand"))
        foot.addWidget(self.styles)
        foot.addWidget(self.expander)
        foot.addWidget(self.counted)
        foot.addWidget(self.told)
        self.told.setProperty("role", "dim")
        for line in (self.told, self.counted):
            line.setFixedHeight(self.expander.sizeHint().height())
            line.hide()
        if self._slim:
            self.styles.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(max(air // 2, 2))
        layout.addWidget(self.edit)
        layout.addWidget(self.strangers)
        layout.addLayout(foot)
        layout.addStretch(1)
        self.setFocusProxy(self.edit)

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._typed)
        self.edit.left.connect(self.commit)
        self.edit.examined.connect(self._show_stranger)
        self.edit.expand_wanted.connect(self.expand)
        self.expander.clicked.connect(self.expand)
        self.styles.chosen.connect(self._style)
        self.strangers.chosen.connect(self._write_instead)
        self._look.changed.connect(self._refresh)

    def _typed(self) -> None:
        self._typing = True
        self._refresh()
        self.edited.emit(self.text)

    def _learned(self, model: str) -> None:
        if self._adviser is not None and model == self._model:
            self._advise(self._adviser.advice(model))
            self._show_stranger()

    def _advise(self, advice: Advice | None) -> None:
        if advice is not self._advice or advice is None:
            self._advice = advice
            self.set_model_knows(advice.vocabulary if advice is not None else None)

    def _refresh(self) -> None:
        """Everything that hangs on the text but not on its words."""
        self.told.clear()
        self.told.hide()
        self.expander.setVisible(self._knows is not None and not self._slim)
        self.expander.setEnabled(not self.edit.isReadOnly())
        self.styles.mark(style_in(self.text) if self.text else PLAIN)
        self._count()

    def _count(self) -> None:
        advice = self._advice
        if advice is None:
            self.counted.hide()
            return
        count = advice.count(self.text)
        self.counted.setVisible(count > advice.limit or not self._slim)
        long, theme = count > advice.limit, self._look.theme
        self.counted.setText(tr("{count} of {limit} words’ room", count=count, limit=advice.limit))
        self.counted.setStyleSheet(f"color: {theme.warn if long else theme.dim};")
        told = tr("How much of what the model reads of one prompt is taken. A usual word takes the room of one, "
                  "a rare word of several.")  # fmt: skip
        self.counted.setToolTip(tr("The end is not read: the prompt is too long.") if long else told)

    def _show_stranger(self) -> None:
        """Tell of the unknown word at the cursor, or of the first."""
        spans = self.edit.strangers
        if not spans or self._knows is None:
            self.strangers.show_word(None, (), 0)
            return
        at = self.edit.cursor_at
        span = next((s for s in spans if s.start <= at <= s.end), spans[0])
        spelled = nearest(span.text, self._knows)
        self.strangers.show_word(span, spelled, len(spans) - 1)
        if self._adviser is not None and self._advice is not None:
            self._adviser.near(span.text, self._advice, lambda found: self._add_near(span, spelled, found))

    def _add_near(self, span: Span, spelled: Sequence[Entry], meant: Sequence[Entry]) -> None:
        """What is near in meaning comes behind what is spelled alike, if the word is still shown."""
        if not isValid(self):
            # Another node was selected while the model thought about it, and with it went this field.
            return
        shown = self.strangers.span
        if (
            shown is None
            or shown.text != span.text
            or (spelled and spelled[0].phrase[:3] == span.text[:3].lower())
        ):
            return
        near = list({entry.phrase: entry for entry in (*spelled, *meant)}.values())
        self.strangers.show_word(shown, near[:MOST], len(self.edit.strangers) - 1)
