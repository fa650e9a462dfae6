"""What is said about the thing under the pointer: a port, a link, a badge, a node."""

from collections.abc import Callable

from engine.graph import Link
from engine.spec import Port
from studio.graph.desk import Desk
from studio.graph.hit import Hit
from studio.words import tr


class Tips:
    """`flow` yields what goes through a link ("Clip · 1280×720 · 49 frames"), or nothing."""

    def __init__(self, desk: Desk, flow: Callable[[Link], str]) -> None:
        self._desk = desk
        self._flow = flow

    def text(self, hit: Hit) -> str:
        """Plain text of one or a few lines, "" where there is nothing to say."""
        if hit.kind == "port":
            return self._port(hit.node, hit.port, hit.output)
        if hit.link is not None:
            return self._link(hit.link)
        if hit.node:
            return self._node(hit)
        return ""

    def _port(self, node: str, port: str, output: bool) -> str:
        desk, found = self._desk, self._declared(node, port, output)
        if found is None:
            return port
        types = desk.faces.types(desk.document, desk.scope, node, port, output) or found.types
        named = ", ".join(tr(t.value) for t in types)
        lines = [f"{self._label(found)} · {named}"]
        if found.help:
            lines.append(tr(found.help))
        if found.required and not output:
            lines.append(tr("It needs a link"))
        return "\n".join(lines)

    def _link(self, link: Link) -> str:
        desk = self._desk
        way = f"{desk.name(link.source)} → {desk.name(link.target)}"
        flow = self._flow(link)
        return f"{way}\n{flow}" if flow else way

    def _node(self, hit: Hit) -> str:
        """Problems first; the title in full, and help on the kind over the title."""
        desk = self._desk
        problems = desk.status.of(hit.node).problems
        if problems and hit.kind in ("badge", "title"):
            return "\n".join(problems)
        kind = desk.kind(hit.node)
        if hit.kind != "title" or kind is None:
            return ""
        name = desk.name(hit.node)
        label = tr(kind.label)
        head = name if name == label else f"{name} · {label}"
        return f"{head}\n{tr(kind.help)}" if kind.help else head

    def _declared(self, node: str, port: str, output: bool) -> Port | None:
        found = self._desk.node(node)
        return self._desk.faces.port(self._desk.document, found, port, output) if found else None

    def _label(self, port: Port) -> str:
        return tr(port.label) if port.label else port.name
