"""A kind of node explained from its declaration: what it does, its ports with colour and shape, its params.

In: a `NodeType`. Out: a page of rich text, short for lists and whole for the help panel, and the widget that shows it.
Nothing here is written by hand about any one kind, so help can never lag behind what a node does.
"""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFontMetrics, QImage, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from engine.params import ChoiceParam, FloatParam, IntParam, Param, RateParam, SizeParam
from engine.spec import NodeType, Port
from engine.types import PortType
from studio.port_marks import mark_image
from studio.theme import Look
from studio.words import tr

_MARK = "port"


def short_page(kind: NodeType) -> str:
    """Title, one paragraph and the ports, for beside a list."""
    parts = [_title(kind), f"<p>{_said(tr(kind.help))}</p>"]
    for name, ports in ((tr("Inputs"), kind.inputs), (tr("Outputs"), kind.outputs)):
        if ports:
            parts += [f"<h3>{escape(name)}</h3>", "".join(f"<p class='port'>{_port(p)}</p>" for p in ports)]
    return "".join(parts)


def long_page(kind: NodeType) -> str:
    """Everything that the declaration says."""
    parts = [_title(kind), f"<p>{_said(tr(kind.help))}</p>"]
    if kind.synonyms:
        listed = ", ".join(tr(s) for s in kind.synonyms)
        parts.append(f"<p class='dim'>{_said(tr('Also found as: {words}', words=listed))}</p>")
    parts += _ports(tr("Inputs"), kind.inputs) + _ports(tr("Outputs"), kind.outputs)
    if kind.params:
        parts.append(f"<h3>{escape(tr('Params'))}</h3>")
        parts += [_param(param, param.name == kind.main) for param in kind.params]
    return "".join(parts)


def _title(kind: NodeType) -> str:
    return f"<h2>{_said(tr(kind.label))}</h2><p class='dim'>{_said(tr(kind.category))}</p>"


def _ports(name: str, ports: Sequence[Port]) -> list[str]:
    if not ports:
        return []
    found = [f"<h3>{escape(name)}</h3>"]
    for port in ports:
        found.append(f"<p>{_port(port)}{_manner(port)}<br/>{_said(tr(port.help)) if port.help else ''}</p>")
    return found


def _port(port: Port) -> str:
    marks = "".join(f"<img src='{_MARK}:{t.value}'/>&nbsp;" for t in port.types)
    types = tr(" or ").join(tr(t.value) for t in port.types)
    label = tr(port.label) if port.label else port.name.replace("_", " ").capitalize()
    second = "" if label == types else f" <span class='dim'>{_said(types)}</span>"
    return f"{marks}<b>{_said(label)}</b>{second}"


def _manner(port: Port) -> str:
    words = [tr("needed")] * port.required + [tr("several")] * port.multiple
    return f" <span class='dim'>({escape(', '.join(words))})</span>" if words else ""


def facts(param: Param) -> list[str]:
    """What a declaration says besides its help: the allowed values, and what the value normally is."""
    found = []
    if isinstance(param, ChoiceParam):
        found.append(", ".join(tr((param.labels or {}).get(word, word)) for word in param.choices))
    elif param.range_text:
        measured = isinstance(param, IntParam | FloatParam | SizeParam | RateParam) and param.unit
        found.append(tr(param.range_text) + (f" {tr(param.unit)}" if measured else ""))
    elif param.unit:
        found.append(tr(param.unit))
    default = param.default_json
    match default:
        case bool():
            found.append(tr("normally {value}", value=tr("on") if default else tr("off")))
        case int() | float():
            found.append(tr("normally {value}", value=f"{default:g}"))
        case str() if default:
            labels = (param.labels or {}) if isinstance(param, ChoiceParam) else {}
            found.append(tr("normally {value}", value=tr(labels.get(default, default))))
    return found


def _param(param: Param, main: bool) -> str:
    told = [*facts(param), *([tr("edited on the node")] if main else [])]
    shown = f"<br/><span class='dim'>{_said('; '.join(told))}</span>" if told else ""
    return f"<p><b>{_said(tr(param.label))}</b><br/>{_said(tr(param.help))}{shown}</p>"


def _said(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


class KindView(QTextBrowser):
    """Shows a kind of node in the theme's colours."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, whole: bool = True) -> None:
        super().__init__(parent)
        self.kind: NodeType | None = None
        self._look, self._page = look, long_page if whole else short_page
        self._empty = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAccessibleName(tr("About this kind of node"))
        look.changed.connect(self._render)
        self.show_kind(None)

    def show_kind(self, kind: NodeType | None, empty: str = "") -> None:
        """Explain a kind; without one, say `empty`."""
        self.kind, self._empty = kind, empty
        self._render()

    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Marks of ports are drawn when the page asks for them."""
        url = name if isinstance(name, QUrl) else QUrl(name)
        if type == QTextDocument.ResourceType.ImageResource.value and url.scheme() == _MARK:
            return self._mark(url.path())
        return super().loadResource(type, url)

    def _mark(self, name: str) -> QImage:
        side = round(QFontMetrics(self.font()).ascent() * 0.95)
        return mark_image(PortType(name), self._look.theme, side, self.devicePixelRatioF())

    def _render(self) -> None:
        theme = self._look.theme
        self.document().clear()
        self.document().setDefaultStyleSheet(
            f"body, p, h2, h3 {{ color: {theme.text}; }} .dim {{ color: {theme.dim}; }}"
            "h2 { margin-bottom: 0; } h3 { margin-bottom: 2px; margin-top: 10px; font-size: medium; }"
            "p { margin-top: 4px; margin-bottom: 4px; } .port { margin-top: 1px; margin-bottom: 1px; }"
        )
        text = self._page(self.kind) if self.kind else f"<p class='dim'>{_said(self._empty)}</p>"
        self.setHtml(text)
