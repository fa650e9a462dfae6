"""Every command of the window, one row each: what menus, tooltips, the command search and the shortcut dialog show.

Rows are data and hold no code. Panels offer what they can do as `Command`s by action id; the window joins both
(`studio.bindings`). Keys are Qt's portable names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

GRAPH = "graph"
"""The panel whose actions work only while the graph editor, or something in it, has the keyboard."""


@dataclass(frozen=True, slots=True)
class Action:
    """One command. `help` is one sentence; `menu` a path such as "Edit/Arrange", "" for none; `panel` "" is everywhere.

    Several `keys` all work; the first is shown. A `toggle` has a check mark. With `line` a separator stands above it.
    """

    id: str
    text: str
    help: str
    menu: str = ""
    keys: tuple[str, ...] = ()
    panel: str = ""
    toggle: bool = False
    line: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """What a panel does for an action: run it, say whether it can be done now, and whether a toggle is on."""

    run: Callable[[], object]
    enabled: Callable[[], bool] = lambda: True
    checked: Callable[[], bool] = lambda: False


def _graph(
    name: str, text: str, help: str, menu: str, *keys: str, toggle: bool = False, line: bool = False
) -> Action:
    return Action(name, text, help, menu, keys, GRAPH, toggle, line)


_FILE = (
    Action("file.new", "New", "Starts an empty project.", "File", ("Ctrl+N",)),
    Action("file.open", "Open…", "Opens a graph, a bundle, or a video or picture that carries its graph.", "File",
           ("Ctrl+O",)),
    Action("file.welcome", "Welcome Page", "Templates, samples and recent projects.", "File", ("Ctrl+Shift+N",)),
    Action("file.save", "Save", "Writes the project to its file.", "File", ("Ctrl+S",), line=True),
    Action("file.save_as", "Save As…", "Writes the project to another file and goes on with that one.", "File",
           ("Ctrl+Shift+S",)),
    Action("file.backups", "Earlier Saves…", "Opens one of the last ten saves as a copy.", "File"),
    Action("file.pack", "Pack for Sharing…", "Puts graph, media and takes into one file.", "File"),
    Action("file.import", "Add Media…", "Adds pictures or clips as nodes.", "File", ("Ctrl+Shift+I",), line=True),
    Action("file.close", "Close", "Closes this project, and asks first if it was not saved.", "File", ("Ctrl+W",),
           line=True),
    Action("file.quit", "Quit", "Ends the program; unsaved work is kept.", "File", ("Ctrl+Q",)),
)  # fmt: skip
_EDIT = (
    Action("edit.undo", "Undo", "Takes the last step back.", "Edit", ("Ctrl+Z",)),
    Action("edit.redo", "Redo", "Does the step again that was taken back.", "Edit", ("Ctrl+Shift+Z", "Ctrl+Y")),
    _graph("edit.cut", "Cut", "Copies the selection, then deletes it.", "Edit", "Ctrl+X", line=True),
    _graph("edit.copy", "Copy", "Copies the selection as text that other windows and people can paste.", "Edit",
           "Ctrl+C"),
    _graph("edit.paste", "Paste", "Puts copied nodes at the pointer.", "Edit", "Ctrl+V"),
    _graph("edit.paste_linked", "Paste with Links", "Pastes, and links the copies to what fed the originals.",
           "Edit", "Ctrl+Shift+V"),
    _graph("edit.duplicate", "Duplicate", "Makes a second one of everything selected.", "Edit", "Ctrl+D"),
    _graph("edit.clone", "Clone", "Makes nodes that always share the originals' params.", "Edit", "Alt+K"),
    _graph("edit.unclone", "Make Independent", "Gives clones params of their own.", "Edit", "Alt+Shift+K"),
    _graph("edit.delete", "Delete", "Deletes the selection and its links.", "Edit", "Delete", "Backspace", line=True),
    _graph("edit.delete_heal", "Delete and Heal", "Deletes nodes and links what fed them to what they fed.", "Edit",
           "Ctrl+Delete", "Ctrl+Backspace"),
    _graph("edit.extract", "Pull Out", "Takes nodes out of the chain, heals it, and keeps them.", "Edit", "X"),
    _graph("edit.disconnect", "Cut Links", "Removes every link of the selected nodes.", "Edit", "Ctrl+Shift+D"),
    _graph("edit.select_all", "Select All", "Selects every node and frame.", "Edit/Select", "Ctrl+A"),
    _graph("edit.select_none", "Select Nothing", "Clears the selection.", "Edit/Select", "Ctrl+Shift+A"),
    _graph("edit.select_invert", "Invert Selection", "Selects what is not selected.", "Edit/Select", "Ctrl+I"),
    _graph("edit.select_upstream", "Select Upstream", "Adds everything that feeds the selection.", "Edit/Select",
           "Ctrl+["),
    _graph("edit.select_downstream", "Select Downstream", "Adds everything that the selection feeds.", "Edit/Select",
           "Ctrl+]"),
    Action("edit.find", "Find Node…", "Searches the nodes of this project by name, kind and words.", "Edit",
           ("Ctrl+F",), line=True),
    Action("edit.shortcuts", "Keyboard Shortcuts…", "Shows and changes every shortcut.", "Edit", line=True),
    Action("edit.preferences", "Preferences…", "Theme, device, memory, disk, manners, and whether all is well.", "Edit",
           ("Ctrl+,",)),
)  # fmt: skip
_NODE = (
    _graph("graph.add", "Add Node…", "Searches all kinds of nodes; the new one is linked to the selection.", "Node",
           "Tab", "Shift+A"),
    _graph("graph.edit", "Edit on the Node", "Edits the node's main param where it stands.", "Node", "Return",
           "Enter"),
    _graph("graph.rename", "Rename", "Gives the node or frame a title.", "Node", "F2"),
    _graph("graph.connect", "Connect…", "Links the current node with the keyboard: choose a port, then a target.",
           "Node", "C"),
    _graph("graph.bypass", "Bypass", "Lets the first input pass through unchanged.", "Node", "D", toggle=True,
           line=True),
    _graph("graph.mute", "Mute", "Leaves the node and what depends on it out.", "Node", "M", toggle=True),
    _graph("graph.freeze", "Freeze", "Keeps the last result, whatever changes above.", "Node", "Shift+F",
           toggle=True),
    _graph("graph.collapse", "Collapse", "Draws the node as its title only.", "Node", "H", toggle=True),
    _graph("graph.reset", "Reset Params", "Brings every param back to its default.", "Node"),
    _graph("graph.reroute", "Add Dot", "Puts a dot on the selected links, or at the pointer.", "Node", ".", line=True),
    _graph("graph.frame", "Frame", "Draws a titled frame around the selection; it carries its nodes.", "Node",
           "Ctrl+J"),
    _graph("graph.colour", "Frame Colour…", "Gives the selected frames another colour.", "Node"),
    _graph("graph.group", "Group", "Makes a node of the selected ones.", "Node/Group", "Ctrl+G"),
    _graph("graph.ungroup", "Ungroup", "Puts the inside of a group back into the graph.", "Node/Group",
           "Ctrl+Shift+G"),
    _graph("graph.enter", "Open Group", "Shows the inside of a group.", "Node/Group", "Ctrl+Down"),
    _graph("graph.leave", "Close Group", "Goes back to the graph that holds the group.", "Node/Group", "Ctrl+Up"),
    _graph("graph.ports", "Exposed Ports…", "Chooses, names and orders what a group shows outside.", "Node/Group"),
    _graph("graph.unlink_group", "Make Unique", "Gives this instance a definition of its own.", "Node/Group"),
    _graph("graph.save_template", "Save as Template…", "Keeps the selection for other projects.", "Node/Group"),
    *(_graph(f"graph.align_{side}", f"Align {side.title()}", f"Brings the selected nodes to one line: {side}.",
             "Node/Arrange", f"Ctrl+Shift+{key}")
      for side, key in (("left", "Left"), ("right", "Right"), ("top", "Up"), ("bottom", "Down"))),
    _graph("graph.align_middle", "Align Middles", "Centres the selected nodes on a horizontal line.", "Node/Arrange"),
    _graph("graph.align_centre", "Align Centres", "Centres the selected nodes on a vertical line.", "Node/Arrange"),
    _graph("graph.distribute_across", "Distribute Across", "Gives the selected nodes equal gaps from left to right.",
           "Node/Arrange"),
    _graph("graph.distribute_down", "Distribute Down", "Gives the selected nodes equal gaps from top to bottom.",
           "Node/Arrange"),
    _graph("graph.layout", "Tidy Up", "Lays the selection, or the whole graph, out from left to right.",
           "Node/Arrange", "L", line=True),
    *(_graph(f"graph.view_{n}", f"Show {n}", f"Shows what was put on key {n}.", "Node/Viewer", str(n))
      for n in range(1, 10)),
    *(_graph(f"graph.assign_{n}", f"Put on {n}", f"Puts the current node on key {n}.", "Node/Viewer", f"Ctrl+{n}",
             line=n == 1)
      for n in range(1, 10)),
)  # fmt: skip
_VIEW = (
    _graph("view.fit", "Fit Selection", "Shows the selection, or everything.", "View", "F"),
    _graph("view.fit_all", "Fit All", "Shows the whole graph.", "View", "Home", "A"),
    _graph("view.actual", "100 %", "Shows the graph at its own size.", "View", "Ctrl+0"),
    _graph("view.zoom_in", "Zoom In", "Comes nearer.", "View", "=", "+"),
    _graph("view.zoom_out", "Zoom Out", "Goes further away.", "View", "-"),
    Action("view.minimap", "Minimap", "A small map of the whole graph in the corner.", "View", ("Shift+M",), GRAPH,
           toggle=True, line=True),
    Action("view.snap", "Snap to Grid", "Moved nodes land on the grid; Alt does the opposite while dragging.", "View",
           ("Shift+S",), GRAPH, toggle=True),
    Action("view.theme_dark", "Dark", "Light text on dark grey.", "View/Theme", toggle=True),
    Action("view.theme_light", "Light", "Dark text on light grey.", "View/Theme", toggle=True),
    Action("view.theme_contrast", "High Contrast", "White and yellow on black.", "View/Theme", toggle=True),
    Action("view.language_system", "As the System", "Speaks the system's language from the next start on.",
           "View/Language", toggle=True),
    Action("view.language_en", "English", "Speaks English from the next start on.", "View/Language", toggle=True),
    Action("view.language_de", "Deutsch", "Speaks German from the next start on.", "View/Language", toggle=True),
    Action("view.larger", "Larger Text", "Makes text, and everything with it, larger.", "View/Text Size",
           ("Ctrl+Alt+=",)),
    Action("view.smaller", "Smaller Text", "Makes text, and everything with it, smaller.", "View/Text Size",
           ("Ctrl+Alt+-",)),
    Action("view.normal_text", "Normal Text", "The text size at first.", "View/Text Size", ("Ctrl+Alt+0",)),
    Action("view.reduce_motion", "Reduce Motion", "Shows changes at once instead of moving.", "View", toggle=True),
    Action("view.panel_outline", "Outline", "The graph as a list that can be searched.", "View/Panels", toggle=True),
    Action("view.panel_jobs", "Jobs", "What runs, what waits, and what became of the rest.", "View/Panels",
           toggle=True),
    Action("view.panel_viewer", "Viewer", "The latest picture of what is shown.", "View/Panels", toggle=True),
    Action("view.panel_inspector", "Inspector", "The params of what is selected, each with an editor.", "View/Panels",
           ("Alt+I",), toggle=True),
    Action("view.panel_history", "History", "Every step since the project was opened.", "View/Panels", toggle=True),
    Action("view.panel_problems", "Problems", "What is missing or wrong, with what can be done.", "View/Panels",
           toggle=True),
    Action("view.panel_plan", "Plan", "The steps of what would be made now, and of what was made.", "View/Panels",
           toggle=True),
    Action("view.panel_help", "Node Help", "Explains the selected kind of node.", "View/Panels", toggle=True),
    Action("view.reset_layout", "Reset Layout", "Puts every panel back where it was at first.", "View/Panels",
           line=True),
    Action("view.next_tab", "Next Project", "Shows the tab to the right.", "View", ("Ctrl+Tab", "Ctrl+PgDown"),
           line=True),
    Action("view.previous_tab", "Previous Project", "Shows the tab to the left.", "View",
           ("Ctrl+Shift+Tab", "Ctrl+PgUp")),
    Action("view.full_screen", "Full Screen", "Uses the whole screen.", "View", ("F11",), toggle=True, line=True),
    Action("view.maximise", "Maximise Graph", "Hides the panels around the graph, and shows them again.", "View",
           ("`",), toggle=True),
    Action("view.commands", "Search Commands…", "Finds and runs any command by name.", "Help", ("Ctrl+Shift+P",)),
    Action("help.node", "Help on This Node", "Explains the selected kind of node, its ports and params.", "Help",
           ("F1",)),
    Action("help.log", "Open Log Folder", "Shows where the program writes its log.", "Help", line=True),
    Action("help.about", "About Shotloom", "Version, licences and what ships inside.", "Help"),
)  # fmt: skip
_WORK = (
    Action("work.generate", "Generate Selection", "Makes what is selected, or every shot where nothing is; shots "
           "keep the result as a take.", "Generate", ("Ctrl+Return", "Ctrl+Enter")),
    Action("work.here", "Generate to Here", "Makes what the current node shows, and everything that it hangs on.",
           "Generate", ("Alt+Return", "Alt+Enter")),
    Action("work.all", "Generate All Shots", "Makes every shot of this project, one after the other.", "Generate",
           ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")),
    Action("work.plan", "Show Plan", "What would be made now, step by step: what is there and what runs.",
           "Generate", ("Ctrl+Alt+P",), line=True),
    Action("work.pause", "Pause Queue", "Starts no further job; the one that runs goes on.", "Generate", toggle=True,
           line=True),
    Action("work.clear", "Clear Queue", "Takes everything that waits off the list; what runs goes on.", "Generate",
           ("Ctrl+Shift+X",)),
    Action("work.keep", "Stop and Keep", "Ends the refining of what runs now and makes a take of what is there.",
           "Generate", ("Ctrl+Shift+.",), line=True),
    Action("work.stop", "Stop", "Stops what runs; what waits goes on: see Pause Queue and Clear Queue.", "Generate",
           ("Ctrl+.",), line=True),
)  # fmt: skip
ACTIONS: Mapping[str, Action] = {row.id: row for row in (*_FILE, *_EDIT, *_NODE, *_WORK, *_VIEW)}
"""By id, in menu order."""
