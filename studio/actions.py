"""Every command of the window, one row each: what menus, tooltips, the command search and the shortcut dialog show.

Rows are data and hold no code. Panels offer what they can do as `Command`s by action id; the window joins both
(`studio.bindings`). Keys are Qt's portable names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

GRAPH = "graph"
"""The panel whose actions work only while the graph editor, or something in it, has the keyboard."""

PLAYING = "playing"
"""Of actions of the playhead: they work in the viewer and in the timeline."""
VIEWER = "viewer"
"""Of actions that only the viewer has."""
CUT, TAKES = "timeline", "takes"
"""Of actions of the timeline, and of those that choose among takes, which the timeline has too."""
CARDS = "cards"
"""Of actions that only the panel with the takes has."""
TOGETHER = (
    frozenset((PLAYING, VIEWER)),
    frozenset((PLAYING, CUT)),
    frozenset((PLAYING, TAKES)),
    frozenset((TAKES, VIEWER)),
    frozenset((TAKES, CUT)),
    frozenset((TAKES, CARDS)),
)
"""Panels whose actions work in one place, so that no two of them may want one key."""


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
    """What a panel does for an action: run it, say whether it can be done now, and whether a toggle is on.

    `why` says what is missing while it cannot be done, for whoever presses its key.
    """

    run: Callable[[], object]
    enabled: Callable[[], bool] = lambda: True
    checked: Callable[[], bool] = lambda: False
    why: Callable[[], str] = lambda: ""


def _graph(
    name: str, text: str, help: str, menu: str, *keys: str, toggle: bool = False, line: bool = False
) -> Action:
    return Action(name, text, help, menu, keys, GRAPH, toggle, line)


def _cut(name: str, text: str, help: str, *keys: str, toggle: bool = False, line: bool = False) -> Action:
    return Action(f"cut.{name}", text, help, "Timeline", keys, CUT, toggle, line)


def _under(title: str, *rows: Action) -> tuple[Action, ...]:
    """Rows in a menu of their own below the timeline's."""
    return tuple(replace(row, menu=f"{row.menu}/{title}") for row in rows)


def _shot(name: str, text: str, help: str, *keys: str, line: bool = False) -> Action:
    return Action(f"shot.{name}", text, help, "Timeline/Shot", keys, CUT, line=line)


def _card(name: str, text: str, help: str, *keys: str, toggle: bool = False, line: bool = False) -> Action:
    return Action(f"take.{name}", text, help, "Timeline/Take", keys, CARDS, toggle, line)


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
    Action("file.export", "Export Film…", "Writes the film of the timeline to a file, in a form of your choice.",
           "File", ("Ctrl+M",), line=True),
    Action("file.export_shots", "Export Shots as Files…", "Writes every shot to a file of its own.", "File"),
    Action("file.export_frame", "Export Frame…", "Writes the picture at the playhead to a file.", "File"),
    Action("file.export_cut", "Export for Other Programs…",
           "Writes the cut, with its takes, for other editing programs: OpenTimelineIO, EDL or FCPXML.", "File"),
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
    Action("view.panel_timeline", "Timeline", "The film: shots one behind the other, titles and sounds.", "View/Panels",
           toggle=True),
    Action("view.panel_takes", "Takes", "Every result of a shot: pick, compare, vary.", "View/Panels", toggle=True),
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
_CUT = (
    *_under(
        "Tool",
        _cut("tool_select", "Select", "Selects, moves and trims.", "V", toggle=True),
        _cut("tool_roll", "Roll", "Moves cuts: what one shot takes the other gives.", "Z", toggle=True),
        _cut("tool_slip", "Slip", "Shows another stretch of a shot; place and length stay.", "Y", toggle=True),
        _cut("tool_slide", "Slide", "Moves a shot between its neighbours, which give the room.", "U", toggle=True),
        _cut("tool_blade", "Blade", "Cuts where it is pressed.", "C", toggle=True),
    ),
    _cut("split", "Split", "Cuts what plays, or what is selected, at the playhead.", "Ctrl+K", line=True),
    _cut("split_all", "Split Everything", "Cuts everything that reaches over the playhead.", "Ctrl+Shift+K"),
    _cut("lift", "Lift", "Takes the selection away and leaves its room empty.", "Delete", "Backspace", line=True),
    _cut("ripple_delete", "Ripple Delete", "Takes the selection away; what follows moves up.",
         "Shift+Delete", "Shift+Backspace"),
    _cut("lift_range", "Lift In to Out", "Empties the main track between in and out.", ";"),
    _cut("extract", "Extract In to Out", "Takes the time between in and out away; what follows moves up.", "'"),
    *_under(
        "Trim",
        _cut("trim_start", "Trim Start to Playhead", "What plays begins here; what follows moves up.", "Q"),
        _cut("trim_end", "Trim End to Playhead", "What plays ends here; what follows moves up.", "W"),
        _cut("edge_start", "Move Start to Playhead", "What plays begins here; nothing else moves.", "["),
        _cut("edge_end", "Move End to Playhead", "What plays ends here; nothing else moves.", "]"),
        _cut("nudge_back", "Earlier", "Moves what is selected a frame back, or a shot before the one in front of it.",
             "Alt+Left"),
        _cut("nudge_on", "Later", "Moves what is selected a frame on, or a shot behind the one that follows it.",
             "Alt+Right"),
    ),
    _cut("dissolve", "Dissolve", "Fades into the selected shots, or the one that plays; again makes a plain cut.", "D"),
    _cut("mute", "Mute Sound", "Silences the selected sounds.", toggle=True),
    _cut("raise", "Move on Top", "Puts the selected shots over the main track.", line=True),
    _cut("lower", "Move to Main Track", "Puts what lies on top into the main track."),
    *_under(
        "Add",
        _cut("insert", "Insert Shot", "Puts the graph's selected shots in at the playhead.", ","),
        _cut("overwrite", "Overwrite with Shot",
             "Puts the graph's selected shots over what plays from the playhead on.", "."),
        _cut("replace", "Replace with Shot",
             "The selected item shows the graph's selected shot; place and length stay."),
        _cut("on_top", "Place Shot on Top", "Puts the graph's selected shots over the main track at the playhead."),
        _cut("add_all", "Add All Shots", "Puts every shot that the film does not show yet behind it."),
        _cut("add_sound", "Add Sound…", "Puts a sound file on its own track, from the playhead on."),
        _cut("add_title", "Add Title", "Puts large words over the picture at the playhead.", "T"),
        _cut("add_subtitle", "Add Subtitle", "Puts words at the foot of the picture at the playhead.", "Shift+T"),
        _cut("add_subtitles", "Add Subtitles from File…", "Reads an .srt or .vtt file."),
        _cut("save_subtitles", "Save Subtitles…", "Writes the subtitles as an .srt file."),
    ),
    *_under(
        "Markers",
        _cut("marker", "Set Marker", "Sets a marker at the playhead; once more there, writes its note.", "M"),
        _cut("item_marker", "Set Marker on Shot", "Sets a marker that moves with the shot that plays.", "Alt+M"),
        _cut("next_marker", "Next Marker", "Goes to the next note.", "Shift+M"),
        _cut("previous_marker", "Previous Marker", "Goes to the note before.", "Ctrl+Shift+M"),
        _cut("mark_item", "In and Out Around Shot", "Sets in and out to the selection, or to what plays.", "Shift+X"),
    ),
    _cut("snap", "Snapping", "What is moved clings to cuts, markers and the playhead; Alt does the opposite.", "S",
         toggle=True, line=True),
    _cut("ripple_all", "Move Everything Along", "Titles, sounds and overlays move with the shots below them.",
         toggle=True),
    _cut("details", "Details", "Shows place, length and looks of what is selected, to be typed and chosen.", "Shift+D",
         toggle=True),
    _cut("list", "Film as List", "Shows everything in the film as a list beside the tracks.", toggle=True),
    _cut("zoom_fit", "Zoom to Fit", "Shows the whole film, and again what was seen before.", "\\"),
    _shot("extend", "Extend", "A new shot that continues this one past its end.", "E"),
    _shot("lead_up", "Extend at Start", "A new shot that leads up to this one's beginning.", "Shift+E"),
    _shot("jump", "Jump To", "A new shot that starts from this one's last picture.", "N"),
    _shot("connect", "Connect to Next", "A new shot that leads from this one to the next.", "B"),
    _shot("loop", "Loop Shot", "A new shot that leads from this one's end back to its beginning."),
    _shot("retake", "Retake In to Out", "Makes the part between in and out anew.", "R", line=True),
    _shot("remix", "Remix", "Makes the whole shot anew from its own picture."),
    _shot("match", "Make Anew to Match", "Makes a shot anew that no longer fits the one that it continues.", line=True),
    Action("take.next", "Next Take", "Shows the next take of the shot.", "Timeline/Take", ("Alt+Down",), TAKES),
    Action("take.previous", "Previous Take", "Shows the take before.", "Timeline/Take", ("Alt+Up",), TAKES),
    Action("take.newest", "Follow the Newest", "Shows every new take of the shot as it comes.", "Timeline/Take",
           panel=TAKES, toggle=True),
    Action("take.favourite", "Favourite", "Marks the take that is shown, so that it is never cleared.",
           "Timeline/Take", ("F",), TAKES, toggle=True, line=True),
    Action("take.finalise", "Keep Only the Pick", "Lets go of the other takes of the shot, favourites aside.",
           "Timeline/Take", panel=TAKES),
    _card("pick", "Pick", "The film shows this take.", "Return", "Enter", line=True),
    _card("compare", "Compare with This", "Shows the take as B beside what the viewer shows.", "B"),
    _card("vary", "Vary", "Makes another take like this one with another seed; the graph stays.", "V", line=True),
    _card("grid", "Variation Grid…", "Makes takes over values of one or two params, side by side.", "Shift+V"),
    _card("restore", "Restore Settings", "Brings the params back that the take was made with.", line=True),
    _card("copy_seed", "Copy Seed", "Copies the number that the take's noise came from.", "Ctrl+Shift+C"),
    _card("delete", "Delete Takes", "Takes the selected takes away; Undo brings them back.", "Delete", "Backspace",
          line=True),
    _card("only_favourites", "Only Favourites", "Shows favourites, and hides the other takes.", "Shift+F", toggle=True,
          line=True),
    _card("every_shot", "Takes of All Shots", "Shows the takes of every shot, not only of what is selected.",
          "Ctrl+Shift+A", toggle=True),
    _card("details", "Details of Takes", "Shows what the selected take was made of and with.", "I", toggle=True),
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
_PLAY = (
    Action("play.toggle", "Play", "Plays from the playhead on, or rests.", "Play", ("Space",), PLAYING),
    Action("play.span", "Play In to Out", "Plays the marked stretch from its start.", "Play",
           ("Shift+Space",), PLAYING),
    Action("play.seam", "Play Around the Cut", "Plays a second on both sides of the nearest cut, again and again.",
           "Play", ("Shift+K",), PLAYING),
    Action("play.loop", "Loop", "Plays the marked stretch, or all, again and again.", "Play", ("Ctrl+L",), PLAYING,
           toggle=True),
    Action("play.mute", "Play without Sound", "Plays in silence; exports are not changed by it.", "Play", (), PLAYING,
           toggle=True),
    Action("play.back", "Shuttle Back", "Plays backwards; again: faster. With K held, one frame back.", "Play", ("J",),
           PLAYING, line=True),
    Action("play.stop", "Stop Shuttle", "Rests where the playhead is.", "Play", ("K",), PLAYING),
    Action("play.forward", "Shuttle Forward", "Plays; again: faster. With K held, one frame on.", "Play",
           ("L",), PLAYING),
    Action("play.frame_back", "One Frame Back", "Moves the playhead by a frame.", "Play/Go", ("Left",), PLAYING),
    Action("play.frame_on", "One Frame On", "Moves the playhead by a frame.", "Play/Go", ("Right",), PLAYING),
    Action("play.second_back", "One Second Back", "Moves the playhead by a second.", "Play/Go",
           ("Shift+Left",), PLAYING),
    Action("play.second_on", "One Second On", "Moves the playhead by a second.", "Play/Go",
           ("Shift+Right",), PLAYING),
    Action("play.previous_cut", "Previous Cut", "Moves the playhead to the cut before it.", "Play/Go",
           ("Up",), PLAYING),
    Action("play.next_cut", "Next Cut", "Moves the playhead to the cut behind it.", "Play/Go", ("Down",), PLAYING),
    Action("play.start", "Start", "Moves the playhead to the first frame.", "Play/Go", ("Home",), PLAYING),
    Action("play.end", "End", "Moves the playhead to the last frame.", "Play/Go", ("End",), PLAYING),
    Action("play.set_in", "Mark In", "The marked stretch begins at the playhead.", "Play/Marks", ("I",), PLAYING),
    Action("play.set_out", "Mark Out", "The marked stretch ends at the playhead.", "Play/Marks", ("O",), PLAYING),
    Action("play.go_in", "Go to In", "Moves the playhead to where the marked stretch begins.", "Play/Marks",
           ("Shift+I",), PLAYING),
    Action("play.go_out", "Go to Out", "Moves the playhead to where the marked stretch ends.", "Play/Marks",
           ("Shift+O",), PLAYING),
    Action("play.clear_marks", "Clear In and Out", "No stretch is marked any more.", "Play/Marks", ("G",), PLAYING),
)  # fmt: skip
_VIEWER = (
    Action("viewer.switch", "Show Film", "Shows the film of the timeline instead of a node.", "View/Viewer", ("Q",),
           VIEWER, toggle=True),
    Action("viewer.timecode", "Go to Place…", "Types where the playhead goes: 1:12, 96f, 4.5s, +20.", "View/Viewer",
           ("Ctrl+T",), VIEWER),
    Action("viewer.full_screen", "Viewer on Full Screen", "Shows only the picture; Escape comes back.", "View/Viewer",
           ("Shift+F11",), toggle=True),
    Action("viewer.safe_areas", "Safe Areas", "Draws what every screen shows of the picture.", "View/Viewer", ("'",),
           VIEWER, toggle=True, line=True),
    Action("viewer.scopes", "Scopes", "Brightness and colours of the picture as waveform and histogram.",
           "View/Viewer", ("Shift+W",), VIEWER, toggle=True),
    Action("viewer.zoom_fit", "Fit Picture", "Shows the whole picture, and again what was seen of it before.",
           "View/Viewer", ("\\",), VIEWER, line=True),
    Action("viewer.zoom_actual", "Actual Size", "One pixel of the screen for each of the picture.", "View/Viewer",
           (), VIEWER),
    Action("viewer.compare", "Compare", "Shows A and B, in the way that was used last.", "View/Viewer", ("C",), VIEWER,
           toggle=True, line=True),
    Action("viewer.set_b", "Compare with This", "Keeps what is shown as B, to be compared with what is shown next.",
           "View/Viewer", ("B",), VIEWER),
    Action("viewer.compare_wipe", "Wipe", "A left and B right of a line that can be moved.", "View/Viewer", ("W",),
           VIEWER, toggle=True),
    Action("viewer.compare_side", "Side by Side", "A and B beside each other at one zoom.", "View/Viewer", (), VIEWER,
           toggle=True),
    Action("viewer.compare_flicker", "Flicker", "A and B one after the other in one place.", "View/Viewer", (),
           VIEWER, toggle=True),
    Action("viewer.compare_difference", "Difference", "Only what differs between A and B.", "View/Viewer", (), VIEWER,
           toggle=True),
    Action("viewer.swap", "Swap A and B", "A and B change places; of two that take turns, the other one is seen.",
           "View/Viewer", ("X",), VIEWER),
    Action("viewer.offset_back", "B One Frame Back", "Shows an earlier frame of B beside the same one of A.",
           "View/Viewer", ("Alt+Left",), VIEWER),
    Action("viewer.offset_on", "B One Frame On", "Shows a later frame of B beside the same one of A.",
           "View/Viewer", ("Alt+Right",), VIEWER),
    Action("viewer.grab", "Grab Still", "Makes a Load Image node of the picture at the playhead.", "View/Viewer",
           ("Ctrl+Shift+G",), VIEWER, line=True),
    Action("viewer.grab_first", "Grab as First Frame", "Begins a new shot with this picture behind the one that plays.",
           "View/Viewer", (), VIEWER),
)  # fmt: skip
ACTIONS: Mapping[str, Action] = {
    row.id: row for row in (*_FILE, *_EDIT, *_NODE, *_CUT, *_PLAY, *_WORK, *_VIEW, *_VIEWER)
}
"""By id, in menu order."""
