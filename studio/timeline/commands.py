"""Everything that the timeline can do, by rows of the action table: cuts, shots, takes, playing, and its own tools.

In: the panel. Out: `Command`s that it offers to the window; rows that the table does not have are left out.
"""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from studio.actions import Command
from studio.bindings import Bindings
from studio.cut_commands import cut_commands
from studio.edit import timeline
from studio.playing.commands import play_commands
from studio.timeline.toolbar import TOOLS

if TYPE_CHECKING:
    from studio.timeline.panel import TimelinePanel

WRITTEN = ("cut.add_title", "cut.add_subtitle")
"""Commands that make something whose words are typed next."""
MARKING = ("cut.marker", "cut.item_marker")
"""Commands that may be given to the beat while the film plays, with the next key already on its way."""
ZOOM = 1.4


def commands(
    panel: "TimelinePanel", asking: Mapping[str, Command], bindings: Bindings
) -> Mapping[str, Command]:
    """The commands of a panel; `asking` are those that ask for files."""
    hand, stage, view, landing = panel.hand, panel.stage, panel.view, panel.landing
    table, toolbar = panel.table, panel.toolbar

    def split_all() -> None:
        at, things = hand.time(), tuple(table.still.blocks)
        hand.carry_out("split", (), lambda d: timeline.split(d, at, things))

    def chosen_item() -> str:
        return next((b.id for b in table.chosen("item")), "")

    def replace() -> None:
        places, item = hand.nodes(), chosen_item()
        if places and item:
            landing.replace(places[0], item)

    cuts = dict(cut_commands(hand))
    for name in WRITTEN:
        cuts[name] = _then_write(panel, cuts[name])
    for name in MARKING:
        cuts[name] = _or_write(panel, cuts[name])
        # A key that is held down must set one, and not write into it.
        bindings.action(name).setAutoRepeat(False)
    tools = {
        f"cut.tool_{name}": Command(
            lambda name=name: panel.use(name),  # type: ignore[misc]
            lambda: True,
            lambda name=name: view.hands.tool == name,  # type: ignore[misc]
        )
        for name, *_ in TOOLS
    }
    found = {
        **play_commands(stage, lambda: stage.program),
        **cuts,
        **{name: _or_why(panel, name, command) for name, command in panel.grows.items()},
        **asking,
        **tools,
        "cut.split_all": Command(split_all, lambda: bool(table.still.blocks)),
        "cut.replace": Command(replace, lambda: bool(chosen_item() and hand.nodes())),
        "cut.on_top": Command(lambda: landing.on_top(hand.nodes(), hand.time()), lambda: bool(hand.nodes())),
        "cut.snap": Command(panel.switch_snap, lambda: True, lambda: panel.snapping),
        "cut.ripple_all": Command(panel.switch_along, lambda: True, lambda: panel.along),
        "cut.zoom_fit": Command(view.fit),
        "cut.details": Command(toolbar.details.toggle, lambda: True, toolbar.details.isChecked),
        "cut.list": Command(toolbar.list.toggle, lambda: True, toolbar.list.isChecked),
        "view.zoom_in": Command(lambda: view.zoom_by(ZOOM)),
        "view.zoom_out": Command(lambda: view.zoom_by(1 / ZOOM)),
    }
    return {name: command for name, command in found.items() if name in bindings.rows}


def _or_why(panel: "TimelinePanel", name: str, command: Command) -> Command:
    """What grows or mends a shot; where it cannot be done it is not passed over in silence, but said why."""
    if not name.startswith("shot."):
        return command

    def run() -> None:
        if command.enabled():
            command.run()
        else:
            panel.said.emit(panel.why_not(name))

    return Command(run, lambda: bool(panel.hand.items()) or command.enabled())


def _or_write(panel: "TimelinePanel", command: Command) -> Command:
    """The command where no marker stands at the playhead; where one does, its name is typed, but never during play."""

    def run() -> None:
        program = panel.stage.program
        flags = panel.table.still.flags
        there = next((flag.marker.id for flag in flags if round(flag.frame) == program.frame), None)
        if there is None:
            command.run()
        elif not program.playing:
            panel.table.select((there,), there)
            panel.field.open(there)

    return Command(run, command.enabled, command.checked, command.why)


def _then_write(panel: "TimelinePanel", command: Command) -> Command:
    """The command, and then the words of what it made."""

    def run() -> None:
        before: Collection[str] = panel.table.selection
        command.run()
        made = panel.table.selection - frozenset(before)
        if len(made) == 1:
            panel.field.open(next(iter(made)))

    return Command(run, command.enabled, command.checked, command.why)
