"""Puts into the document what editors say: every gesture, however many values it tries, is one step of history.

In: values for an entry. Out: edits of the model, or why there is none. Made by the inspector for its rows.
"""

from collections.abc import Callable, Collection

from engine.document import Document, MediaItem
from engine.errors import ParamError, StudioError
from engine.graph import Json
from engine.registry import Registry
from studio.document import DocumentModel
from studio.edit import params
from studio.edit.nodes import reset
from studio.edit.ports import Faces
from studio.edit.scope import Scope
from studio.edit.settings import with_setting
from studio.inspector.subject import Entry, in_words
from studio.step_names import things, value_step
from studio.telling import told
from studio.words import tr


class Hand:
    """What one inspector does to its document. Methods answer "" or, as a sentence, why nothing was done."""

    def __init__(self, model: DocumentModel, registry: Registry) -> None:
        self._model, self._registry, self._faces = model, registry, Faces(registry)
        self.scope: Scope = None
        """The graph that the entries are about, which need not be the open one any more."""
        self._gestures = 0
        self._gesture = ""
        """Tells apart what is one step from what follows it; "" between gestures."""
        self._about: tuple[str, tuple[str, ...]] = ("", ())
        self._before: dict[str, tuple[Json, ...]] = {}
        self._first: Json = None

    def try_(self, entry: Entry, value: Json) -> str:
        """Put in a value of a gesture that goes on."""
        self._begin(entry)
        return self._set(entry, value)

    def keep(self, entry: Entry, value: Json) -> str:
        """Put in the value with which a gesture ends; a single choice is a gesture of its own."""
        self._begin(entry)
        trouble = self._set(entry, value)
        self._gesture = ""
        return trouble

    def drop(self, entry: Entry) -> None:
        """Take a gesture back, as though it had not been."""
        if self._gesture and self._about == _about(entry):
            before, scope = self._before, self.scope
            if entry.nodes:
                self._edit(entry, self._first, lambda d: params.put_back(d, scope, entry.param.name, before))
            else:
                self._set(entry, self._first)
            self._gesture = ""

    def reset(self, entry: Entry) -> str:
        """Bring a param of all its nodes back to the default."""
        if not entry.nodes:
            return self.keep(entry, entry.param.default_json)
        self._gesture = ""
        name, scope = entry.param.name, self.scope
        return self._done(
            tr("Reset {param} of {what}", param=tr(entry.param.label), what=self.what(entry.nodes)),
            lambda d: reset(d, scope, entry.nodes, self._registry, [name]),
        )

    def put_file(self, entry: Entry, item: MediaItem, value: Callable[[str], Json]) -> str:
        """Let a param show a file that may be new to the document."""
        self._gesture = ""
        name, scope = entry.param.name, self.scope
        return self._done(
            tr("Choose {name}", name=item.name),
            lambda d: params.set_file(d, scope, entry.nodes, name, item, value, self._registry),
        )

    def do(self, name: str, change: Callable[[Document], Document]) -> str:
        """Any other edit about the selected nodes, as a step of its own."""
        self._gesture = ""
        return self._done(name, change)

    def what(self, nodes: Collection[str]) -> str:
        """Nodes as the history calls them; "" for the project."""
        return things(self._model.document, self.scope, self._faces, nodes)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _begin(self, entry: Entry) -> None:
        """Start another gesture unless this one goes on."""
        if not self._gesture or self._about != _about(entry):
            self._gestures += 1
            self._gesture = f"inspector {id(self)} {self._gestures}"
            self._about = _about(entry)
            self._first = entry.value
            self._before = params.held(self._model.document, self.scope, entry.nodes, entry.param.name)

    def _set(self, entry: Entry, value: Json) -> str:
        if not entry.nodes and value is None:
            value = entry.param.default_json
        try:
            meant = entry.param.check(value)
        except ParamError as error:
            return in_words(error)
        if not entry.nodes:
            return self._edit(entry, value, lambda d: with_setting(d, meant))
        name, scope = entry.param.name, self.scope
        return self._edit(
            entry, value, lambda d: params.set_on(d, scope, entry.nodes, {name: value}, self._registry)
        )

    def _edit(self, entry: Entry, value: Json, change: Callable[[Document], Document]) -> str:
        alike = not entry.nodes or len({repr(held) for held in self._before.values()}) < 2
        name = value_step(self.what(entry.nodes), entry.param, self._first, value, told=alike)
        return self._done(name, change, merge=self._gesture)

    def _done(self, name: str, change: Callable[[Document], Document], *, merge: str = "") -> str:
        try:
            self._model.edit(name, change, merge=merge)
        except StudioError as error:
            return told(error, self._model.document, self._registry)
        return ""


def _about(entry: Entry) -> tuple[str, tuple[str, ...]]:
    return entry.param.name, entry.nodes
