"""The editor of prompts: the prompt field of the program as an editor of a param.

In: a prompt, the model it is written for, the node's own choice of style if it has one. Out: text tried with every key,
kept when the keyboard goes on or one press changed the whole of it.
"""

from PySide6.QtWidgets import QWidget

from engine.graph import GROUP_PREFIX, Json
from engine.params import Param, TextParam
from engine.spec import NodeType
from engine.types import PortType
from studio.editors.editor import Around, ParamEditor
from studio.editors.words import fill
from studio.words import tr


def is_prompt(param: Param, kind: NodeType | None) -> bool:
    """Whether a param holds words for the model about what shall be seen."""
    if not isinstance(param, TextParam) or not param.lines or not param.affects or kind is None:
        return False
    written = any(port.type in (PortType.TEXT, PortType.STORYBOARD) for port in kind.outputs)
    inside = kind.id.startswith(GROUP_PREFIX)
    return param.name != "negative" and (written or inside or kind.input("prompt") is not None)


class PromptParamEditor(ParamEditor):
    """A prompt."""

    wide = True

    def __init__(self, param: Param, around: Around) -> None:
        super().__init__(param, around)
        # It reads grammars and vocabularies: nobody waits for it before the window is there.
        from studio.prompt.editor import PromptEditor

        self.prompt = PromptEditor(around.look)
        self.prompt.edited.connect(self.tried.emit)
        self.prompt.committed.connect(self.kept.emit)
        fill(self, self.prompt)

    def show_value(self, value: Json, *, mixed: bool = False) -> None:
        text = "" if mixed or value is None else str(value)
        self.prompt.set_placeholder(tr("mixed") if mixed else "")
        self.prompt.hold(text)

    def show_about(self, model: str, style: str | None) -> None:
        """Say which model reads the prompt, and which style the node adds by itself (None: it has no such choice)."""
        if self.around.adviser is not None:
            self.prompt.follow(self.around.adviser, model)
        self.prompt.set_style(style)

    def settle(self) -> None:
        self.prompt.commit()

    def fresh(self) -> None:
        self.prompt.fresh()

    def standing(self) -> QWidget | None:
        return self.prompt.edit if self.prompt.typed else None

    def restore(self) -> None:
        self.prompt.restore()
        self.restored.emit()
