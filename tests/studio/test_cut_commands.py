"""The commands of the timeline: each is one step of history, does what its row says, and says what it cannot do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from engine import Document, Shot
from engine.document import SOUND, MediaItem
from engine.shots import NEWEST
from engine.types import Size
from studio.actions import ACTIONS
from studio.cut_commands import cut_commands
from studio.cut_hand import CutHand
from studio.document import DocumentModel
from studio.edit import sounds, timeline
from studio.edit.growing import Grown
from studio.edit.ports import Faces
from studio.shot_commands import shot_commands
from studio.survey.continuity import Unfit
from tests.engine.graphs import registry
from tests.nodes.lowering import LOOM
from tests.studio.edit.films import film, full, seconds, shown, whole

FACES = Faces(registry())
SONG = MediaItem("song", "song.mp3", "a" * 64, SOUND, 48_000, Fraction(48_000), Size(0, 0))


@dataclass
class Table:
    """A timeline without a widget: what is selected, where the playhead is, what was said."""

    model: DocumentModel
    chosen: Collection[str] = ()
    time: Fraction = Fraction(0)
    marks: tuple[Fraction, Fraction] | None = None
    nodes: tuple[str, ...] = ()
    along: bool = False
    said: list[str] = field(default_factory=list)
    grown: list[Grown] = field(default_factory=list)
    unfit: dict[str, Unfit] = field(default_factory=dict)
    made: list[Sequence[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        hand = CutHand(
            self.model, FACES,
            chosen=lambda: self.chosen,
            choose=lambda ids: setattr(self, "chosen", ids),
            time=lambda: self.time,
            go=lambda time: setattr(self, "time", time),
            marks=lambda: self.marks,
            set_marks=lambda start, stop: setattr(self, "marks", (start, stop)),
            say=self.said.append,
            ripple_all=lambda: self.along,
            nodes=lambda: self.nodes,
            grown=self.grown.append,
            spec=lambda: LOOM,
            unfit=lambda shot: self.unfit.get(shot),
            make=self.made.append,
        )  # fmt: skip
        self.commands = {**cut_commands(hand), **shot_commands(hand)}

    @property
    def document(self) -> Document:
        """The present value."""
        return self.model.document

    def run(self, name: str) -> None:
        """Run a command that can be run; it is at most one step, and the cut stays whole."""
        assert self.commands[name].enabled(), name
        before = self.model.stack.count()
        self.commands[name].run()
        assert self.model.stack.count() <= before + 1
        assert whole(self.document)


def table(document: Document) -> Table:
    """A timeline of a document."""
    return Table(DocumentModel(document))


@pytest.fixture
def own() -> Table:
    """Three shots of 1, 2 and 1.5 seconds."""
    return table(film(24, 48, 36))


def test_every_command_has_a_row(own: Table) -> None:
    assert own.commands.keys() <= ACTIONS.keys()


def test_the_blade_cuts_what_plays_or_what_is_selected(own: Table) -> None:
    own.time = seconds(30)
    own.run("cut.split")
    assert shown(own.document) == [("shot1", 0, 24), ("shot2", 0, 6), ("shot2", 6, 42), ("shot3", 0, 36)]
    document, _ = timeline.raise_item(own.document, "item3", seconds(20))
    over = table(document)
    over.chosen, over.time = (document.timeline.overlay[0].id,), seconds(40)
    over.run("cut.split")
    assert len(over.document.timeline.overlay) == 2
    assert over.document.timeline.items == document.timeline.items


def test_the_blade_cuts_again_where_the_first_half_is_still_selected(own: Table) -> None:
    own.chosen = ("item2",)
    for frame in (30, 40, 80):
        own.time = seconds(frame)
        own.run("cut.split")
    assert [length for _, _, length in shown(own.document)] == [24, 6, 10, 32, 8, 28]


def test_delete_lifts_and_shift_delete_closes_up(own: Table) -> None:
    own.chosen = ("item2",)
    own.run("cut.lift")
    assert shown(own.document)[1] == (None, 0, 48)
    own.model.stack.undo()
    own.chosen = ("item2",)
    own.run("cut.ripple_delete")
    assert shown(own.document) == [("shot1", 0, 24), ("shot3", 0, 36)]


def test_in_and_out_are_lifted_or_taken_out(own: Table) -> None:
    assert not own.commands["cut.extract"].enabled()
    own.marks = (seconds(12), seconds(36))
    own.run("cut.extract")
    assert shown(own.document) == [("shot1", 0, 12), ("shot2", 12, 36), ("shot3", 0, 36)]
    own.run("cut.lift_range")
    assert shown(own.document)[1] == (None, 0, 24)


def test_trimming_to_the_playhead_leaves_it_on_what_it_showed(own: Table) -> None:
    own.time = seconds(30)
    own.run("cut.trim_start")
    assert shown(own.document)[1] == ("shot2", 6, 42)
    assert own.time == seconds(24)
    own.time = seconds(30)
    own.run("cut.trim_end")
    assert shown(own.document)[1] == ("shot2", 6, 6)


def test_edges_move_without_moving_anything_else(own: Table) -> None:
    own.time = seconds(30)
    own.run("cut.edge_start")
    assert shown(own.document)[1:3] == [(None, 0, 6), ("shot2", 6, 42)]
    own.time = seconds(60)
    own.run("cut.edge_end")
    assert own.document.timeline.start("item3") == seconds(72)


def test_shots_are_nudged_by_places_and_the_rest_by_frames() -> None:
    document, sound = sounds.add_sound(film(24, 48), SONG, seconds(10))
    own = table(document)
    own.chosen = ("item2", sound)
    own.run("cut.nudge_back")
    assert [item.id for item in own.document.timeline.items] == ["item2", "item1"]
    assert own.document.timeline.sounds[0].start == seconds(9)
    own.run("cut.nudge_on")
    assert [item.id for item in own.document.timeline.items] == ["item1", "item2"]


def test_a_dissolve_comes_and_goes(own: Table) -> None:
    own.chosen = ("item2", "item3")
    own.run("cut.dissolve")
    assert [item.dissolve for item in own.document.timeline.items] == [0, Fraction(1, 2), Fraction(1, 2)]
    assert own.commands["cut.dissolve"].checked()
    own.run("cut.dissolve")
    assert not any(item.dissolve for item in own.document.timeline.items)


def test_sounds_are_muted_and_heard_again() -> None:
    document, sound = sounds.add_sound(film(24), SONG, Fraction(0))
    own = table(document)
    assert not own.commands["cut.mute"].enabled()
    own.chosen = (sound,)
    own.run("cut.mute")
    assert own.commands["cut.mute"].checked()
    own.run("cut.mute")
    assert not own.document.timeline.sounds[0].muted


def test_shots_go_on_top_and_back_and_stay_selected(own: Table) -> None:
    own.chosen = ("item2", "item3")
    own.run("cut.raise")
    assert own.chosen == [placed.id for placed in own.document.timeline.overlay]
    own.run("cut.lower")
    assert own.document.timeline.overlay == ()
    assert sum(item.shot is not None for item in own.document.timeline.items) == 3


def test_shots_of_the_graph_are_inserted_behind_the_film_from_its_last_frame(own: Table) -> None:
    assert not own.commands["cut.insert"].enabled()
    own.nodes, own.time = ("finish1", "shot2"), own.document.timeline.total - seconds(1)
    own.run("cut.insert")
    assert [shot for shot, _, _ in shown(own.document)] == ["shot1", "shot2", "shot3", "shot1", "shot2"]
    own.nodes, own.time = ("shot3",), Fraction(0)
    own.run("cut.overwrite")
    assert shown(own.document)[:2] == [("shot3", 0, 36), ("shot2", 12, 36)]


def test_what_cannot_be_inserted_says_why_and_changes_nothing(own: Table) -> None:
    before = own.document
    own.nodes = ("prompt1",)
    own.run("cut.insert")
    assert own.document is before
    assert "no picture" in own.said[-1]
    own.run("cut.add_all")
    assert "already" in own.said[-1]


def test_words_and_markers_are_put_at_the_playhead_and_selected(own: Table) -> None:
    own.time = seconds(12)
    for name in ("cut.add_title", "cut.add_subtitle", "cut.marker", "cut.item_marker"):
        own.run(name)
        assert len(own.chosen) == 1
    now = own.document.timeline
    assert [cue.start for cue in now.cues] == [seconds(12)] * 2
    assert [marker.item for marker in now.markers] == [None, "item1"]
    own.time = Fraction(0)
    own.run("cut.next_marker")
    assert own.time == seconds(12)


def test_in_and_out_go_around_the_selection_or_what_plays(own: Table) -> None:
    own.time = seconds(30)
    own.run("cut.mark_item")
    assert own.marks == (seconds(24), seconds(72))
    own.chosen = ("item1", "item2")
    own.run("cut.mark_item")
    assert own.marks == (seconds(0), seconds(72))


def test_copies_go_over_the_clipboard(qapp: QApplication, own: Table) -> None:
    own.chosen = ("item1",)
    own.run("edit.cut")
    assert shown(own.document) == [("shot2", 0, 48), ("shot3", 0, 36)]
    own.time = own.document.timeline.total - seconds(1)
    own.run("edit.paste")
    assert shown(own.document)[-1] == ("shot1", 0, 24)
    own.run("edit.duplicate")
    assert [shot for shot, _, _ in shown(own.document)][-2:] == ["shot1", "shot1"]
    QGuiApplication.clipboard().setText("words")
    own.run("edit.paste")
    assert "no piece of a timeline" in own.said[-1]


def test_everything_and_nothing_can_be_selected(own: Table) -> None:
    own.run("edit.select_all")
    assert set(own.chosen) == {"item1", "item2", "item3"}
    own.run("edit.select_none")
    assert tuple(own.chosen) == ()


# -- shots and takes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deed", "title"),
    [("extend", "Scene 1, extended"), ("lead_up", "Scene 1, lead-in"), ("loop", "Scene 1, looped"),
     ("connect", "Scene 1 – Scene 2"), ("remix", "Scene 1, remixed")],
)  # fmt: skip
def test_a_shot_that_came_out_of_another_is_called_after_it(own: Table, deed: str, title: str) -> None:
    own.chosen = ("item1",)
    before = set(own.document.graph.nodes)
    own.run(f"shot.{deed}")
    assert title in {node.title for node in own.document.graph if node.id not in before}


@pytest.mark.parametrize("deed", ["extend", "lead_up", "jump", "connect", "loop", "remix"])
def test_a_shot_grows_in_one_step_that_undo_takes_back_whole(own: Table, deed: str) -> None:
    before = own.document
    own.run(f"shot.{deed}")
    assert [grown.item for grown in own.grown] == list(own.chosen)
    assert len(own.document.graph.nodes) > len(before.graph.nodes)
    assert "generate it" in own.said[-1]
    own.model.stack.undo()
    assert own.document == before


def test_what_a_shot_cannot_grow_into_is_greyed_out(own: Table) -> None:
    own.chosen = ("item3",)
    assert not own.commands["shot.connect"].enabled()
    assert not own.commands["shot.retake"].enabled()
    own.marks = (seconds(80), seconds(90))
    assert own.commands["shot.retake"].enabled()
    own.run("shot.retake")
    assert own.document.timeline.items[2].shot == own.grown[0].shot
    # The model makes groups of 4 frames at 12/s: what was marked grows to them.
    assert "Made anew: 00:00:03:02 to 00:00:03:18" in own.said[-1]
    own.chosen = ("nothing",)
    assert not own.commands["shot.extend"].enabled()


def test_takes_are_stepped_through_and_kept(own: Table) -> None:
    many = Shot("shot1", "Scene 1", tuple(full(name, 24) for name in ("a", "b", "c")))
    own = table(own.document.with_shot(many))
    own.run("take.next")
    assert own.document.shot("shot1").pick == "a"
    assert "Take 1 of 3" in own.said[-1]
    own.run("take.favourite")
    assert own.commands["take.favourite"].checked()
    own.run("take.previous")
    own.run("take.finalise")
    assert [take.id for take in own.document.shot("shot1").takes] == ["a", "c"]
    own.run("take.newest")
    assert own.commands["take.newest"].checked()
    own.chosen = ("item2",)
    assert not own.commands["take.next"].enabled()


def test_a_document_that_cannot_be_edited_says_so(own: Table) -> None:
    newer = table(replace(own.document, version=10_000))
    newer.commands["cut.split"].run()
    newer.time = seconds(12)
    newer.commands["cut.split"].run()
    assert "newer version" in newer.said[-1]


def test_what_plays_follows_playhead_and_cut(own: Table) -> None:
    assert own.commands["cut.trim_start"].enabled()
    own.time = own.document.timeline.total
    assert not own.commands["cut.trim_start"].enabled()
    own.model.edit("Lift", lambda d: timeline.delete(d, {"item1"}))
    own.time = Fraction(0)
    assert not own.commands["cut.trim_start"].enabled()


@pytest.mark.parametrize(
    "name",
    ["shot.extend", "shot.lead_up", "shot.jump", "shot.connect", "shot.loop", "edit.duplicate", "cut.lower"],
)
def test_words_stay_with_their_shot_where_everything_moves_along(own: Table, name: str) -> None:
    before, overlay = own.document, ""
    if name == "cut.lower":
        before, overlay = timeline.raise_item(before, "item1", seconds(0), ripple=True)
    at = before.timeline.start("item3") + seconds(6)
    own = table(sounds.add_subtitle(before, at, "Of the last shot", seconds(10))[0])
    own.along, own.chosen = True, (overlay or "item2",)
    own.run(name)
    now = own.document.timeline
    assert now.total > before.timeline.total
    assert now.cues[0].start == now.start("item3") + seconds(6)


def test_a_shot_that_no_longer_fits_is_made_anew_or_shows_a_take_that_does() -> None:
    takes = (full("take2", 48), full("old", 48), full("new", 48))
    document = film(48, 48, 48, 48).with_shot(Shot("shot2", "Scene 2", takes))
    document = document.with_shot(Shot("shot3", "Scene 3", takes, "take2"))
    table = Table(DocumentModel(document.with_shot(Shot("shot4", "Scene 4", takes, "take2"))))
    table.chosen = {"item1", "item2", "item3", "item4"}
    assert not table.commands["shot.match"].enabled()
    table.unfit = {
        "shot2": Unfit("shot1", 1, 2, "old", 2),
        "shot3": Unfit("shot1", 1, 2),
        "shot4": Unfit("shot1", 1, 2, "new", 3),
    }
    assert table.commands["shot.match"].enabled()
    table.commands["shot.match"].run()
    shots = table.model.document.shots
    # What is made, and the newest take that fits, are followed; an older one is held.
    assert [shots[name].pick for name in ("shot2", "shot3", "shot4")] == ["old", NEWEST, NEWEST]
    assert table.model.stack.count() == 1
    assert table.made == [["shot3"]]
    table.commands["shot.match"].run()
    assert table.model.stack.count() == 1
