"""The context menu: rows of the action table that make sense for what lies under the pointer.

In: what was clicked with the right button. Out: a menu of the window's own actions, keys and all. Made by the editor.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from studio.bindings import Bindings
from studio.words import tr

LINE = ""
"""A separator."""
MENUS = ("Edit/Select", "Node/Group", "Node/Arrange", "Node/Viewer")
"""Entries with a slash are whole submenus of the table."""

NODE = (
    "graph.edit", "graph.rename", "graph.connect", "help.node", LINE,
    "graph.bypass", "graph.mute", "graph.freeze", "graph.collapse", "graph.reset", LINE,
    "edit.cut", "edit.copy", "edit.paste", "edit.duplicate", "edit.clone", "edit.unclone", LINE,
    "edit.delete", "edit.delete_heal", "edit.extract", "edit.disconnect", LINE,
    "graph.frame", "Node/Group", "Node/Arrange", "Node/Viewer", "Edit/Select",
)  # fmt: skip
LINK = ("graph.reroute", "graph.add", LINE, "edit.delete")
FRAME = ("graph.rename", "graph.colour", LINE, "edit.copy", "edit.cut", "edit.duplicate", "edit.delete")
GROUND = (
    "graph.add", "graph.reroute", LINE, "edit.paste", "edit.paste_linked", LINE,
    "edit.select_all", "graph.layout", "graph.leave", LINE,
    "view.fit_all", "view.actual", "view.minimap", "view.snap",
)  # fmt: skip


def context_menu(bindings: Bindings, rows: Sequence[str], parent: QWidget) -> QMenu:
    """A menu of action ids, submenu paths and separators, without what cannot be done; it goes when it closes."""
    menu = QMenu(parent)
    menu.setAccessibleName(tr("What can be done here"))
    menu.setToolTipsVisible(True)
    for row in rows:
        if row == LINE:
            menu.addSeparator()
        elif row in MENUS:
            menu.addMenu(bindings.menu(row, menu))
        elif bindings.can(row):
            menu.addAction(bindings.action(row))
    bindings.watch(menu)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def open_menu(bindings: Bindings, rows: Sequence[str], at: QPoint, parent: QWidget) -> QMenu:
    """Show it at a place on the screen."""
    menu = context_menu(bindings, rows, parent)
    menu.popup(at)
    return menu
