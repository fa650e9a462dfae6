"""Which keys run which command: the table's own, changed by what the artist prefers. Values only, no widgets.

In: the rows of `studio.actions` and the artist's changes as the settings hold them. Out: keys per command, clashes and
the sets that hands know from other programs. Used by `studio.bindings` and the shortcut dialog.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from studio.actions import TOGETHER, Action

Overrides = Mapping[str, Sequence[str]]
"""Keys by action id, only for the actions whose keys the artist changed; () takes every key away."""


def portable(key: str) -> str:
    """A key in Qt's one portable spelling; "" for what is no key."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def native(keys: Iterable[str]) -> str:
    """Keys as this machine's keyboard names them, for eyes."""
    return ", ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)


def meet(one: str, other: str) -> bool:
    """Whether actions of two panels ("" is everywhere) work in one place."""
    return "" in (one, other) or one == other or frozenset((one, other)) in TOGETHER


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys in force."""

    actions: Mapping[str, Action]
    overrides: Overrides

    def keys(self, action: str) -> tuple[str, ...]:
        """The keys of an action, the one that is shown first; () for none."""
        wanted = self.overrides.get(action)
        given = self.actions[action].keys if wanted is None else wanted
        return tuple(dict.fromkeys(key for key in map(portable, given) if key))

    def changed(self, action: str) -> bool:
        """Whether the artist changed this action's keys."""
        return set(self.keys(action)) != {portable(key) for key in self.actions[action].keys}

    def owners(self, key: str, beside: str) -> list[Action]:
        """The other actions that this key runs where action `beside` works; a global action works everywhere."""
        wanted, panel = portable(key), self.actions[beside].panel
        return [
            row
            for row in self.actions.values()
            if row.id != beside and wanted in self.keys(row.id) and meet(panel, row.panel)
        ]

    def clashes(self) -> Iterator[tuple[Action, str, Action]]:
        """Every two actions that want one key in one place, each pair once."""
        order = {name: number for number, name in enumerate(self.actions)}
        for row in self.actions.values():
            for key in self.keys(row.id):
                for other in self.owners(key, row.id):
                    if order[row.id] < order[other.id]:
                        yield row, key, other

    def with_keys(self, action: str, keys: Sequence[str]) -> "Keymap":
        """The keymap with other keys for an action; its own keys again are no change."""
        rest = {name: tuple(given) for name, given in self.overrides.items() if name != action}
        asked = tuple(dict.fromkeys(key for key in map(portable, keys) if key))
        own = tuple(portable(key) for key in self.actions[action].keys)
        return Keymap(self.actions, rest if asked == own else {**rest, action: asked})

    def given(self, action: str, key: str) -> "Keymap":
        """The keymap where this key runs this action first, and is taken away from every other one in its place."""
        found = self
        for other in self.owners(key, action):
            kept = [k for k in self.keys(other.id) if k != portable(key)]
            found = found.with_keys(other.id, kept)
        return found.with_keys(action, (key, *(k for k in self.keys(action) if k != portable(key))))


LIKE_NUKE: Overrides = {
    "graph.layout": ("L",),
    "graph.reroute": (".",),
    "graph.bypass": ("D",),
    "edit.extract": ("Ctrl+Shift+X",),
    "work.clear": (),
    "edit.clone": ("Alt+K",),
    "edit.unclone": ("Alt+Shift+K",),
    "edit.duplicate": ("Alt+C",),
    "edit.disconnect": ("Ctrl+D",),
    "graph.rename": ("N", "F2"),
    "graph.enter": ("Ctrl+Return", "Ctrl+Down"),
    "work.generate": ("F7",),
    "work.all": ("F5",),
    "view.fit": ("F",),
    "view.commands": ("X", "Ctrl+Shift+P"),
    "viewer.swap": (),
    "edit.find": ("/", "Ctrl+F"),
}
"""As in Nuke's node graph."""
LIKE_BLENDER: Overrides = {
    "graph.add": ("Shift+A", "Tab"),
    "edit.delete": ("X", "Delete"),
    "edit.delete_heal": ("Ctrl+X", "Ctrl+Delete"),
    "edit.cut": (),
    "edit.extract": ("Alt+P",),
    "edit.duplicate": ("Shift+D",),
    "edit.select_none": ("Alt+A",),
    "edit.select_all": ("A", "Ctrl+A"),
    "edit.select_downstream": ("Shift+L",),
    "edit.select_upstream": ("L",),
    "graph.layout": ("Shift+O",),
    "graph.mute": ("M",),
    "graph.connect": ("F",),
    "graph.enter": ("Ctrl+Return", "Ctrl+Down"),
    "work.generate": ("F12",),
    "work.all": ("Ctrl+F12",),
    "graph.ungroup": ("Ctrl+Alt+G",),
    "view.fit": (".",),
    "cut.overwrite": ("Shift+.",),
    "view.fit_all": ("Home",),
    "view.commands": ("F3", "Ctrl+Shift+P"),
    "graph.reroute": ("Shift+R",),
}
"""As in Blender's node editors."""
LIKE_PREMIERE: Overrides = {
    "cut.tool_roll": ("N",),
    "shot.jump": (),
    "cut.dissolve": ("Ctrl+D",),
    "edit.duplicate": ("Ctrl+Shift+/",),
    "cut.mark_item": ("X",),
    "play.clear_marks": ("Ctrl+Shift+X",),
    "work.clear": (),
}
"""As in Premiere's timeline."""
LIKE_RESOLVE: Overrides = {
    "cut.tool_select": ("A",),
    "cut.tool_blade": ("B",),
    "shot.connect": (),
    "cut.split": ("Ctrl+B", "Ctrl+\\"),
    "cut.snap": ("N",),
    "shot.jump": (),
    "cut.lift": ("Backspace",),
    "cut.ripple_delete": ("Delete", "Shift+Backspace"),
    "cut.trim_start": ("Shift+[",),
    "cut.trim_end": ("Shift+]",),
    "cut.dissolve": ("Ctrl+T",),
    "cut.insert": ("F9",),
    "cut.overwrite": ("F10",),
    "cut.on_top": ("F12",),
    "cut.zoom_fit": ("Shift+Z",),
    "cut.mark_item": ("X",),
    "play.clear_marks": ("Alt+X",),
    "cut.next_marker": ("Shift+Down",),
    "cut.previous_marker": ("Shift+Up",),
}
"""As on Resolve's edit page."""
LIKE_SHOTCUT: Overrides = {
    "cut.split": ("S",),
    "cut.split_all": ("Shift+S",),
    "cut.snap": ("Ctrl+P",),
    "cut.lift": ("Z", "Shift+Delete", "Shift+Backspace"),
    "cut.ripple_delete": ("X", "Delete", "Backspace"),
    "cut.tool_select": (),
    "cut.tool_roll": (),
    "cut.insert": ("V",),
    "cut.overwrite": ("B",),
    "shot.connect": (),
    "cut.zoom_fit": ("0",),
    "cut.trim_start": ("Shift+I",),
    "cut.trim_end": ("Shift+O",),
    "play.go_in": (),
    "play.go_out": (),
    "play.previous_cut": ("Alt+Left", "Up"),
    "play.next_cut": ("Alt+Right", "Down"),
    "viewer.offset_back": (),
    "viewer.offset_on": (),
    "cut.nudge_back": (),
    "cut.nudge_on": (),
    "cut.next_marker": (">",),
    "cut.previous_marker": ("<",),
}
"""As in Shotcut's timeline."""
