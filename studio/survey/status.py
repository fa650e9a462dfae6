"""What is known about each node of an open document beyond the document itself: state, problems, progress, picture.

In: findings of the checker, of running jobs and of the picture maker, by place. Out: one `NodeStatus` per node and the
signal that it changed. The graph view, the outline and the viewer read it; it is no part of the document and has no
undo. Lives on the GUI thread.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from engine.document import Document
from engine.graph import Json
from studio.document import DocumentModel
from studio.edit.places import home_of
from studio.focus import Focus
from studio.survey.continuity import Unfit
from studio.words import tr

State: TypeAlias = Literal[
    "idle", "cached", "stale", "queued", "running", "done", "error", "warning", "missing"
]
"""idle: nothing is known, or nothing to compute. cached: its result is there. stale: it would have to run. missing: its
kind or its media is not on this machine. error and warning: what the compiler, or the last run, says of it."""
Place: TypeAlias = str
"""A node as seen from the outermost graph: its id, led by the group instances it lies in (`<instance>/<inner>`)."""

VIEWER_KEYS = "viewer_keys"
"""Where the document's view keeps which node is on which key: digits "1" to "9" to places."""


@dataclass(frozen=True, slots=True)
class NodeStatus:
    """What to show of a node.

    `problems` are whole sentences with the remedy, errors first. `seconds` is how long the last render took, None if
    it never ran; `progress` 0 to 1 while it runs. `badge` is a short word for its corner ("new take"), or nothing.
    `unfit` says why a shot no longer fits the one that it continues.
    """

    state: State = "idle"
    problems: tuple[str, ...] = ()
    seconds: float | None = None
    progress: float | None = None
    picture: QPixmap | None = None
    badge: str = ""
    unfit: Unfit | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the checker says of a node: one of idle, cached, stale, error, warning, missing."""

    state: State = "idle"
    problems: tuple[str, ...] = ()
    seconds: float | None = None
    badge: str = ""
    unfit: Unfit | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What a job says of a node: queued, running (with `progress`), done, or error with its `problems`."""

    state: State
    progress: float | None = None
    problems: tuple[str, ...] = ()
    seconds: float | None = None


class Status(QObject):
    """The status of every node of one document. Readers ask by the ids of the scope that is open."""

    changed = Signal(object)
    """A frozenset of node ids of the open scope."""
    places_changed = Signal(object)
    """The same as a frozenset of places, whatever scope is open; for lists that show all of them."""

    def __init__(self, model: DocumentModel, focus: Focus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._focus = focus
        self._findings: Mapping[Place, Finding] = {}
        self._runs: dict[Place, Run] = {}
        self._pictures: dict[Place, QPixmap] = {}
        self._new: set[Place] = set()
        self._known: dict[Place, NodeStatus] = {}
        self._keys: tuple[tuple[object, object, object], dict[str, Place]] | None = None
        focus.selection_changed.connect(self._look)

    # -- for readers ---------------------------------------------------------------------------------------------------

    def place(self, node: str) -> Place:
        """Where a node of the open scope lies."""
        return "/".join((*self._focus.path, node))

    def of(self, node: str) -> NodeStatus:
        """The status of a node of the open scope; the same object until something about it changes."""
        return self.at(self.place(node))

    def at(self, place: Place) -> NodeStatus:
        """The status of a node anywhere in the document."""
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = self._joined(place)
        return known

    def key_of(self, node: str) -> str:
        """The viewer key that shows a node of the open scope, "1" to "9", or "" for none."""
        place = self.place(node)
        return next((digit for digit, shown in self.keys().items() if shown == place), "")

    def keys(self) -> dict[str, Place]:
        """Places by viewer key. A node that went into a group, or came out of one, is found where it is now."""
        document = self._model.document
        given, graph, groups = document.view.get(VIEWER_KEYS), document.graph, document.groups
        if self._keys is None or any(
            a is not b for a, b in zip(self._keys[0], (given, graph, groups), strict=True)
        ):
            self._keys = ((given, graph, groups), _keys(document))
        return dict(self._keys[1])

    # -- for those who find out ----------------------------------------------------------------------------------------

    def assign(self, digit: str, node: str | None) -> None:
        """Put a node of the open scope on a viewer key, alone; None takes away what is on it. No undo: it is view."""
        before = self.keys()
        place = None if node is None else self.place(node)
        after: dict[str, Json] = {d: p for d, p in before.items() if d != digit and p != place}
        if place is not None:
            after[digit] = place
        if after != before:
            self._model.set_view({**self._model.document.view, VIEWER_KEYS: after})
            self._tell({p for p in (before.get(digit), place) if p})

    def find(self, findings: Mapping[Place, Finding]) -> None:
        """Take over what the checker found: of these nodes this, of every other one nothing."""
        before, self._findings = self._findings, dict(findings)
        differing = {p for p, found in findings.items() if before.get(p) != found}
        self._tell(differing | (before.keys() - findings.keys()))

    def run(self, place: Place, run: Run | None) -> None:
        """Take over what a job says of a node; None forgets it."""
        if run != self._runs.get(place):
            if run is None:
                del self._runs[place]
            else:
                self._runs[place] = run
            self._tell({place})

    def arrived(self, place: Place) -> None:
        """A shot has a new take: it says so until the artist selects it."""
        if place not in {self.place(node) for node in self._focus.nodes}:
            self._new.add(place)
            self._tell({place})

    def ran(self, place: Place) -> State | None:
        """What a job says of a node now; None if none says anything."""
        run = self._runs.get(place)
        return run.state if run is not None else None

    def picture(self, place: Place, picture: QPixmap | None) -> None:
        """Show another latest picture on a node, or none."""
        if picture is not self._pictures.get(place):
            if picture is None:
                self._pictures.pop(place, None)
            else:
                self._pictures[place] = picture
            self._tell({place})

    def _look(self) -> None:
        """What is selected has been seen."""
        seen = self._new & {self.place(node) for node in self._focus.nodes}
        if seen:
            self._new -= seen
            self._tell(seen)

    def _tell(self, places: Iterable[Place]) -> None:
        told = frozenset(places)
        if not told:
            return
        for place in told:
            self._known.pop(place, None)
        inside = "".join(f"{name}/" for name in self._focus.path)
        nodes = (place.removeprefix(inside) for place in told if place.startswith(inside))
        seen = frozenset(node for node in nodes if "/" not in node)
        if seen:
            self.changed.emit(seen)
        self.places_changed.emit(told)

    def _joined(self, place: Place) -> NodeStatus:
        """A job at work says most; once it is done, what the checker says of the document as it is now counts."""
        found = self._findings.get(place, Finding())
        run = self._runs.get(place)
        picture = self._pictures.get(place)
        badge = tr("new take") if place in self._new else found.badge
        if run is None:
            return NodeStatus(found.state, found.problems, found.seconds, None, picture, badge, found.unfit)
        over = run.state == "done" and found.state not in ("idle", "cached")
        state = found.state if over else run.state
        seconds = found.seconds if run.seconds is None else run.seconds
        problems = (*run.problems, *(p for p in found.problems if p not in run.problems))
        return NodeStatus(state, problems, seconds, run.progress, picture, badge, found.unfit)


def _keys(document: Document) -> dict[str, Place]:
    """Places by viewer key, as a document has them now."""
    given = document.view.get(VIEWER_KEYS)
    if not isinstance(given, Mapping):
        return {}
    return {digit: home_of(document, at) for digit, at in sorted(given.items()) if isinstance(at, str)}
