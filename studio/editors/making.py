"""Which editor edits which kind of param."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from engine.params import (
    BoolParam,
    CardsParam,
    ChoiceParam,
    ColourParam,
    CurveParam,
    FloatParam,
    IntParam,
    MediaParam,
    ModelParam,
    Param,
    RateParam,
    SeedParam,
    SizeParam,
    TextParam,
)
from engine.spec import NodeType
from studio.editors.cards import CardsEditor
from studio.editors.choice import ChoiceEditor, SwitchEditor
from studio.editors.colour import ColourEditor
from studio.editors.curve import CurveEditor
from studio.editors.editor import Around, ParamEditor
from studio.editors.media import MediaEditor
from studio.editors.number import NumberEditor
from studio.editors.prompting import PromptParamEditor, is_prompt
from studio.editors.seed import SeedEditor
from studio.editors.size import RateEditor, SizeEditor
from studio.editors.words import LineEditor, TextEditor
from studio.words import tr


def editor_for(param: Param, around: Around, kind: NodeType | None = None) -> ParamEditor:
    """A fresh editor that shows nothing yet, for a param of this kind of node.

    A kind of param that none is made for is edited as one line of text.
    """
    editor = PromptParamEditor(param, around) if is_prompt(param, kind) else _editor(param, around)
    label, help_ = tr(param.label), tr(param.help)
    for widget in (editor, *editor.findChildren(QWidget)):
        named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
        if not named and (widget is editor or widget.focusPolicy() != Qt.FocusPolicy.NoFocus):
            widget.setAccessibleName(label)
            widget.setAccessibleDescription(help_)
    return editor


def _editor(param: Param, around: Around) -> ParamEditor:
    match param:
        case SeedParam():
            return SeedEditor(param, around)
        case IntParam() | FloatParam():
            return NumberEditor(param, around)
        case BoolParam():
            return SwitchEditor(param, around)
        case ChoiceParam() | ModelParam():
            return ChoiceEditor(param, around)
        case TextParam() if param.lines:
            return TextEditor(param, around)
        case SizeParam():
            return SizeEditor(param, around)
        case RateParam():
            return RateEditor(param, around)
        case ColourParam():
            return ColourEditor(param, around)
        case MediaParam():
            return MediaEditor(param, around)
        case CardsParam():
            return CardsEditor(param, around)
        case CurveParam():
            return CurveEditor(param, around)
    return LineEditor(param, around)
