"""Hands that edit at random, through the same functions and the same door as the window: one edit, one step."""

from collections.abc import Callable
from random import Random

from engine import Document, Graph, InputError
from engine.shots import NEWEST
from studio.document import DocumentModel
from studio.edit import clipboard, clones, frames, groups, nodes, wiring
from studio.edit.ports import Faces
from studio.edit.scope import Scope, graph_of
from tests.engine.graphs import registry, take
from tests.studio.edit.scenes import KINDS

ENOUGH = 30
"""Nodes in one graph; with more, hands rather take away."""
Edit = Callable[[Document], Document]


class Hands:
    """Edits of a model, each chosen by a seeded die; `grow` and `wire` are what most of them do."""

    def __init__(self, model: DocumentModel, seed: int) -> None:
        self.model = model
        self.die = Random(seed)
        self.faces = Faces(registry())
        self.taken = 0
        self.scope: Scope = None

    def step(self) -> bool:
        """One gesture; whether it changed the document, and so made one step of history."""
        self.scope = self.die.choice([None, None, *self.model.document.groups])
        makes = self.crowded if len(self.graph.nodes) > ENOUGH else self.die.choice(self.gestures())
        before, count = self.model.document, self.model.stack.index()
        try:
            change = makes()
            changed = self.model.edit(makes.__name__, change)
        except InputError:
            # What cannot be done leaves everything as it was.
            assert self.model.document is before
            changed = False
        assert self.model.stack.index() == count + changed
        return changed

    def arrive(self) -> None:
        """A take arrives from the engine, for a shot that is there or was."""
        self.taken += 1
        shot = self.die.choice([*self.model.document.graph.nodes, *self.model.document.shots, "deleted"])
        self.model.add_take(shot, take(f"take{self.taken}"))

    def gestures(self) -> list[Callable[[], Edit]]:
        """Everything that these hands can do."""
        return [
            self.grow, self.grow, self.wire, self.wire, self.rewire, self.cut, self.let_go, self.drop_on_link,
            self.dot, self.heal, self.pull_out, self.remove, self.move, self.rename, self.set, self.reset,
            self.switch, self.freeze, self.copy, self.duplicate, self.clone, self.make_independent, self.group,
            self.ungroup, self.frame, self.drag_frame, self.pick,
        ]  # fmt: skip

    # -- what they reach for -------------------------------------------------------------------------------------------

    @property
    def graph(self) -> Graph:
        return graph_of(self.model.document, self.scope)

    def some(self, most: int = 4) -> list[str]:
        names = list(self.graph.nodes)
        return self.die.sample(names, min(len(names), self.die.randint(1, most)))

    def one(self) -> str:
        return self.die.choice([*self.graph.nodes, "gone"])

    def place(self) -> tuple[float, float]:
        return float(self.die.randint(-900, 900)), float(self.die.randint(-900, 900))

    # -- gestures ------------------------------------------------------------------------------------------------------

    def grow(self) -> Edit:
        kinds = [registry()[f"shotloom.{self.die.choice(KINDS)}"]]
        kinds += [self.faces.of(self.model.document, n) for n in self.graph if n.group]
        node = nodes.new_node(self.die.choice(kinds), self.place(), registry())
        selected = self.some(2)

        def change(document: Document) -> Document:
            added = nodes.add(document, self.scope, node)
            return wiring.link_new(added, self.scope, self.faces, node.id, selected=selected)

        return change

    def wire(self) -> Edit:
        found = wiring.best_link(self.model.document, self.scope, self.faces, self.one(), self.one())
        return lambda d: wiring.connect(d, self.scope, self.faces, found) if found else d

    def rewire(self) -> Edit:
        links = self.graph.links
        if not links:
            return lambda d: d
        old = self.die.choice(links)
        new = wiring.best_link(self.model.document, self.scope, self.faces, old.source, self.one())
        return lambda d: wiring.reconnect(d, self.scope, self.faces, old, new or old)

    def cut(self) -> Edit:
        crossed = [x for x in self.graph.links if self.die.random() < 0.2]
        return lambda d: wiring.cut(d, self.scope, crossed)

    def let_go(self) -> Edit:
        chosen = self.some(1)
        return lambda d: wiring.disconnect_nodes(d, self.scope, chosen)

    def drop_on_link(self) -> Edit:
        name, links = self.one(), self.graph.links
        there = self.die.choice(links) if links else None
        return lambda d: wiring.insert(d, self.scope, self.faces, name, there) if there else d

    def dot(self) -> Edit:
        there = self.die.choice([None, *self.graph.links])
        at = self.place()
        return lambda d: wiring.add_dot(d, self.scope, self.faces, there, at)[0]

    def heal(self) -> Edit:
        chosen = self.some(2)
        return lambda d: wiring.remove_healed(d, self.scope, self.faces, chosen)

    def pull_out(self) -> Edit:
        chosen = self.some(2)
        return lambda d: wiring.pull_out(d, self.scope, self.faces, chosen)

    def remove(self) -> Edit:
        chosen = self.some(2)
        behind = [f.id for f in frames.frames_of(self.model.document, self.scope) if self.die.random() < 0.3]
        return lambda d: nodes.remove(d, self.scope, chosen, behind)

    def crowded(self) -> Edit:
        chosen = self.some(2 * ENOUGH)
        return lambda d: nodes.remove(d, self.scope, chosen)

    def move(self) -> Edit:
        places = {name: self.place() for name in self.some()}
        return lambda d: nodes.move(d, self.scope, places)

    def rename(self) -> Edit:
        name, title = self.one(), self.die.choice(["", "Fox", "Füchse, zwei", "x" * 300])
        return lambda d: nodes.rename(d, self.scope, name, title)

    def set(self) -> Edit:
        name = self.one()
        values = self.die.choice(
            [{"text": "a fox"}, {"seed": self.die.randint(0, 9)}, {"duration": 2}, {"steps": -1}]
        )
        return lambda d: nodes.set_params(d, self.scope, name, values, registry())

    def reset(self) -> Edit:
        chosen = self.some(2)
        return lambda d: nodes.reset(d, self.scope, chosen, registry())

    def switch(self) -> Edit:
        chosen, on = self.some(), self.die.random() < 0.5
        flag: nodes.Flag = self.die.choice(["bypass", "mute", "collapse"])
        return lambda d: nodes.set_flag(d, self.scope, chosen, flag, on)

    def freeze(self) -> Edit:
        chosen, on = self.some(), self.die.random() < 0.5
        keys = {name: f"key{self.die.randint(0, 9)}" for name in chosen if self.die.random() < 0.5}
        return lambda d: nodes.set_flag(d, self.scope, chosen, "freeze", on, keys)

    def copy(self) -> Edit:
        text = clipboard.copied(self.model.document, self.scope, self.some())
        into = self.die.choice([self.scope, None, *self.model.document.groups])
        at, linked = self.place(), self.die.random() < 0.5
        return lambda d: clipboard.pasted(d, into, text, at, linked)[0]

    def duplicate(self) -> Edit:
        chosen, by = self.some(), self.place()
        return lambda d: clipboard.duplicate(d, self.scope, chosen, by)[0]

    def clone(self) -> Edit:
        chosen, by = self.some(2), self.place()
        return lambda d: clones.clone(d, self.scope, chosen, by)[0]

    def make_independent(self) -> Edit:
        chosen = self.some()
        return lambda d: clones.independent(d, self.scope, chosen)

    def group(self) -> Edit:
        chosen = self.some()
        return lambda d: groups.group(d, self.scope, self.faces, chosen, "Look")[0]

    def ungroup(self) -> Edit:
        instances = [n.id for n in self.graph if n.group] or ["gone"]
        chosen = self.die.choice(instances)
        return lambda d: groups.ungroup(d, self.scope, self.faces, chosen)[0]

    def frame(self) -> Edit:
        rects = {name: (*self.graph[name].position, 180.0, 80.0) for name in self.some()}
        return lambda d: frames.frame(d, self.scope, rects, "Opening")[0]

    def drag_frame(self) -> Edit:
        chosen, by = [f.id for f in frames.frames_of(self.model.document, self.scope)][:1], self.place()
        return lambda d: frames.move(d, self.scope, chosen, by)

    def pick(self) -> Edit:
        shots = [s for s in self.model.document.shots.values() if s.takes]
        if not shots:
            return lambda d: d
        shot = self.die.choice(shots)
        wish = self.die.choice([NEWEST, *(t.id for t in shot.takes)])
        return lambda d: d.with_pick(shot.id, wish)
