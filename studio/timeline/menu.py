"""The context menu of the timeline: what can be done with what was clicked, from the table of actions.

In: a `Hit`, the window's bindings. Out: a menu; values that have no row of their own (opacity, place) are set here.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from engine.tracks import FITS, PLACES, SUBTITLE, TITLE, Cue, Marker, Placed
from studio.bindings import Bindings
from studio.cut_hand import CutHand
from studio.edit import timeline
from studio.timeline.hit import Hit
from studio.timeline.layout import Block
from studio.timeline.table import CuttingTable
from studio.timeline.telling import COLOURS, FIT_WORDS, PLACE_WORDS
from studio.words import tr

MAKE = ("work.generate",)
MATCH = ("shot.match",)
GROW = ("shot.extend", "shot.lead_up", "shot.jump", "shot.connect", "shot.loop", "shot.retake", "shot.remix")
TAKE = ("take.next", "take.previous", "take.newest", "take.favourite", "take.finalise")
ITEM = ("cut.split", "cut.dissolve", "cut.raise", "cut.replace", "cut.mark_item", "cut.item_marker")
COPY = ("edit.cut", "edit.copy", "edit.paste", "edit.duplicate")
AWAY = ("cut.lift", "cut.ripple_delete")
GROUND = (
    "cut.add_all",
    "cut.insert",
    "cut.add_title",
    "cut.add_subtitle",
    "cut.add_subtitles",
    "cut.add_sound",
)


class Menu:
    """Puts together the menus of one timeline."""

    def __init__(
        self,
        table: CuttingTable,
        hand: CutHand,
        bindings: Bindings,
        write: Callable[[str], None],
        show: Callable[[str], None],
    ) -> None:
        self._table, self._hand, self._bindings = table, hand, bindings
        self._write, self._show = write, show

    def of(self, hit: Hit, parent: QWidget) -> QMenu:
        """The menu for what lies under the pointer; what was clicked is selected by then."""
        menu = QMenu(parent)
        block = hit.block
        if hit.marker:
            self._marker(menu, hit.marker)
        elif block is None or block.is_gap:
            self._rows(menu, AWAY[1:] if block is not None else ())
            self._rows(menu, GROUND)
            self._rows(menu, ("edit.paste", "cut.marker"))
        elif block.kind == "item":
            shot = block.shot
            self._rows(menu, (*self._matching(block), *MAKE))
            menu.addSeparator()
            self._rows(menu, GROW)
            menu.addSeparator()
            takes = menu.addMenu(tr("Take"))
            self._rows(takes, TAKE)
            self._bindings.watch(takes)
            if shot is not None:
                menu.addAction(tr("Show in Graph"), lambda: self._show(shot))
            menu.addSeparator()
            self._rows(menu, ITEM)
        elif isinstance(block.entry, Placed):
            placed = block.entry.shot
            self._rows(menu, self._matching(block))
            self._rows(menu, ("cut.lower", "cut.split", *TAKE[:2]))
            menu.addAction(tr("Show in Graph"), lambda: self._show(placed))
            self._choice(menu, tr("Opacity"), "opacity", block.id, [
                (f"{share} %", Fraction(share, 100), block.entry.opacity == Fraction(share, 100))
                for share in (100, 75, 50, 25)
            ])  # fmt: skip
            self._choice(menu, tr("Shape"), "fit", block.id, [
                (tr(FIT_WORDS[fit]), fit, block.entry.fit == fit) for fit in FITS
            ])  # fmt: skip
        elif isinstance(block.entry, Cue):
            self._cue(menu, block.entry)
        else:
            self._rows(menu, ("cut.mute", "cut.split"))
        if (block is not None and not block.is_gap) or hit.marker:
            menu.addSeparator()
            self._rows(menu, COPY)
            menu.addSeparator()
            self._rows(menu, ("cut.details",))
            self._rows(menu, AWAY if block is not None and block.kind == "item" else AWAY[:1])
        self._bindings.watch(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _matching(self, block: Block) -> Sequence[str]:
        """The remedy of a shot that no longer fits the one that it continues."""
        return MATCH if block.shot is not None and self._table.unfit(block.shot) is not None else ()

    def _cue(self, menu: QMenu, cue: Cue) -> None:
        menu.addAction(tr("Write…"), lambda: self._write(cue.id))
        self._choice(menu, tr("Place"), "place", cue.id, [
            (tr(PLACE_WORDS[place]), place, cue.place == place) for place in PLACES
        ])  # fmt: skip
        self._choice(menu, tr("Kind"), "role", cue.id, [
            (tr("Subtitle"), SUBTITLE, cue.role == SUBTITLE), (tr("Title"), TITLE, cue.role == TITLE),
        ])  # fmt: skip
        self._choice(menu, tr("Size"), "size", cue.id, [
            (f"{share} %", Fraction(share, 100), cue.size == Fraction(share, 100)) for share in (3, 5, 8, 12, 18)
        ])  # fmt: skip
        self._rows(menu, ("cut.split",))

    def _marker(self, menu: QMenu, marker: str) -> None:
        menu.addAction(tr("Write…"), lambda: self._write(marker))
        found = next((m for m in self._table.timeline.markers if m.id == marker), None)
        if isinstance(found, Marker):
            self._choice(menu, tr("Colour"), "colour", marker, [
                (tr(name), colour, found.colour == colour) for name, colour in COLOURS
            ])  # fmt: skip

    def _choice(
        self, menu: QMenu, title: str, field: str, entry: str, values: Sequence[tuple[str, object, bool]]
    ) -> None:
        """A menu of values of a field, the present one checked."""
        below = menu.addMenu(title)
        group = QActionGroup(below)
        deed = {"opacity": "opacity", "colour": "marker"}.get(field, "change")

        def choose(value: object) -> None:
            self._hand.carry_out(deed, (entry,), lambda d: timeline.change(d, entry, **{field: value}))

        for words, value, on in values:
            action = below.addAction(words, lambda value=value: choose(value))  # type: ignore[misc]
            action.setCheckable(True)
            action.setChecked(on)
            group.addAction(action)

    def _rows(self, menu: QMenu, names: Sequence[str]) -> None:
        for name in names:
            if name in self._bindings.rows:
                menu.addAction(self._bindings.action(name))
