"""The cut as edits of the document: lengths stay where they must, nothing overlaps, no shot is lost, undo is exact."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Document, InputError, placing
from engine.document import CLIP, SOUND, MediaItem
from engine.errors import GraphError
from engine.subtitles import read
from engine.types import Size
from studio.document import DocumentModel
from studio.edit import clips, sounds, timeline, timeline_drops
from studio.edit.ports import Faces
from studio.edit.timeline_lengths import seconds_of
from tests.engine.graphs import compiled, document, node, registry
from tests.nodes.lowering import CLIP as FOOTAGE
from tests.nodes.lowering import IMAGE as PICTURE
from tests.studio.edit.films import RATE, film, seconds, shown, whole

FACES = Faces(registry())
MUSIC = MediaItem("music", "song.mp3", "a" * 64, SOUND, 96_000, Fraction(48_000), Size(0, 0))


def test_a_lifted_item_leaves_a_gap_and_a_rippled_one_none() -> None:
    before = film(24, 48, 24)
    lifted = timeline.delete(before, {"item2"})
    assert shown(lifted) == [("shot1", 0, 24), (None, 0, 48), ("shot3", 0, 24)]
    closed = timeline.delete(before, {"item2"}, ripple=True)
    assert shown(closed) == [("shot1", 0, 24), ("shot3", 0, 24)]
    assert closed.shots == before.shots


def test_a_gap_that_is_deleted_closes() -> None:
    gapped = timeline.delete(film(24, 48, 24), {"item2"})
    closed = timeline.delete(gapped, {gapped.timeline.items[1].id})
    assert shown(closed) == [("shot1", 0, 24), ("shot3", 0, 24)]


def test_mixed_things_are_deleted_in_one_edit() -> None:
    before, sound = sounds.add_sound(film(24, 24), MUSIC, Fraction(0))
    before, title = sounds.add_title(before, Fraction(0), "Dawn")
    before, marker = timeline.mark(before, Fraction(1, 2), "here")
    done = timeline.delete(before, {"item1", sound, title, marker}, ripple=True)
    now = done.timeline
    assert (len(now.items), now.sounds, now.cues, now.markers) == (1, (), (), ())


def test_a_trim_goes_as_far_as_the_pick_of_the_shot() -> None:
    before = timeline.trim_end(film(24, 24), "item1", seconds(-12))
    assert shown(timeline.trim_end(before, "item1", seconds(100)))[0] == ("shot1", 0, 24)
    grown = timeline.trim_end(film(24, 24, takes=False), "item1", seconds(6))
    assert shown(grown)[0] == ("shot1", 0, 30)


def test_a_trim_without_ripple_moves_nothing_else() -> None:
    done = timeline.trim_start(film(24, 24), "item2", seconds(6), ripple=False)
    assert shown(done) == [("shot1", 0, 24), (None, 0, 6), ("shot2", 6, 18)]


def test_a_sound_is_trimmed_within_its_file() -> None:
    before, sound = sounds.add_sound(film(24), MUSIC, Fraction(1))
    done = timeline.trim_end(timeline.trim_start(before, sound, Fraction(1, 2)), sound, Fraction(5))
    (own,) = done.timeline.sounds
    assert (own.start, own.in_point, own.end) == (Fraction(3, 2), Fraction(1, 2), Fraction(3))


def test_the_blade_cuts_what_plays_or_what_is_chosen() -> None:
    before, sound = sounds.add_sound(film(24, 24), MUSIC, Fraction(0))
    assert len(timeline.split(before, seconds(6)).timeline.items) == 3
    chosen = timeline.split(before, seconds(6), {sound})
    assert (len(chosen.timeline.items), len(chosen.timeline.sounds)) == (2, 2)


def test_an_item_goes_to_the_overlay_and_back() -> None:
    before = film(24, 48)
    raised, overlay = timeline.raise_item(before, "item2", Fraction(0))
    assert shown(raised) == [("shot1", 0, 24)]
    assert raised.timeline.overlay[0].shot == "shot2"
    lowered, item = timeline.lower_item(raised, overlay, 1)
    assert shown(lowered) == shown(before)
    assert lowered.timeline.items[1].id == item
    assert lowered.timeline.overlay == ()


def test_fades_fit_into_what_they_fade() -> None:
    before, sound = sounds.add_sound(film(24), MUSIC, Fraction(0), length=Fraction(1))
    once = timeline.set_fades(before, sound, fade_out=Fraction(3, 4))
    (own,) = timeline.set_fades(once, sound, fade_in=Fraction(1, 2)).timeline.sounds
    assert (own.fade_in, own.fade_out) == (Fraction(1, 2), Fraction(1, 2))


def test_volume_and_silence_of_several_sounds() -> None:
    before, one = sounds.add_sound(film(24), MUSIC, Fraction(0))
    before, two = sounds.add_sound(before, MUSIC, Fraction(1))
    done = timeline.mute(timeline.set_volume(before, (one, two), -6), (two,), True)
    assert [(s.volume, s.muted) for s in done.timeline.sounds] == [(-6.0, False), (-6.0, True)]
    assert len(done.media) == len(film(24).media) + 1


def test_markers_are_found_forwards_and_backwards() -> None:
    before, _ = timeline.mark(film(48), Fraction(1, 2))
    before, _ = timeline.mark(before, Fraction(1), on_item=True)
    now = before.timeline
    assert timeline.next_marker(now, Fraction(0)) == Fraction(1, 2)
    assert timeline.next_marker(now, Fraction(1, 2)) == 1
    assert timeline.next_marker(now, Fraction(1), -1) == Fraction(1, 2)
    assert timeline.next_marker(now, Fraction(1)) is None


# -- what is dropped ---------------------------------------------------------------------------------------------------


def test_a_dropped_shot_splits_what_plays_there_and_takes_its_own_length() -> None:
    done, item = timeline_drops.insert_shot(film(24, 48), FACES, "shot2", seconds(12))
    assert shown(done) == [("shot1", 0, 12), ("shot2", 0, 48), ("shot1", 12, 12), ("shot2", 0, 48)]
    assert done.timeline.items[1].id == item


def test_a_shot_overwrites_without_moving_anything() -> None:
    done, _ = timeline_drops.overwrite_shot(film(48, 24), FACES, "shot2", seconds(12))
    assert shown(done) == [("shot1", 0, 12), ("shot2", 0, 24), ("shot1", 36, 12), ("shot2", 0, 24)]


def test_a_replaced_item_keeps_place_and_length() -> None:
    before = timeline.trim_start(film(48, 24), "item1", seconds(6))
    assert shown(timeline_drops.replace_shot(before, "item1", "shot2"))[0] == ("shot2", 0, 42)


def test_all_shots_come_into_the_film_once() -> None:
    before = film(24, 36, takes=False)
    empty = before.with_timeline(replace(before.timeline, items=()))
    done = timeline_drops.all_shots(empty, FACES)
    assert shown(done) == [("shot1", 0, 24), ("shot2", 0, 36)]
    assert timeline_drops.all_shots(done, FACES) is done


def test_a_node_becomes_a_shot_when_it_is_dropped() -> None:
    before = film(24)
    assert timeline_drops.shot_of(before, FACES, "shot1") == (before, "shot1")
    assert timeline_drops.shot_of(before, FACES, "finish1") == (before, "shot1")
    done, shot = timeline_drops.shot_of(before, FACES, "generate1")
    assert not compiled(done, shot).errors
    with pytest.raises(GraphError, match="no picture"):
        timeline_drops.shot_of(before, FACES, "prompt1")


def test_files_become_shots_and_sounds() -> None:
    before = film(24)
    done, made = timeline_drops.insert_files(before, FACES, (FOOTAGE, MUSIC, PICTURE), seconds(24))
    whole_clip = int(Fraction(FOOTAGE.frames) / FOOTAGE.rate * RATE)
    assert [(a, b) for _, a, b in shown(done)] == [(0, 24), (0, whole_clip), (0, 48)]
    assert done.timeline.sounds[0].start == 1
    assert len(made) == 3
    for item in done.timeline.items[1:]:
        assert not compiled(done, str(item.shot)).errors


def test_lengths_are_guessed_from_the_graph_until_there_is_a_take() -> None:
    before = film(36, takes=False)
    assert seconds_of(before, FACES, "shot1") == Fraction(3, 2)
    assert seconds_of(before, FACES, "nothing") == 2


# -- words -------------------------------------------------------------------------------------------------------------


def test_what_is_not_there_yet_stands_as_long_as_what_will_be_made() -> None:
    # 1.4 s at 24/s are 33.6 frames: 34 are made.
    before = document(node("generate", duration=1.4), node("shot"), "generate.clip shot.clip")
    done, item = timeline_drops.append_shot(before, FACES, "shot")
    assert done.timeline.item(item).length == Fraction(34, 24)


def test_subtitles_come_in_and_go_out() -> None:
    text = "1\n00:00:00,500 --> 00:00:01,000\nHello\n\n2\n00:00:01,250 --> 00:00:02,000\nthere\n"
    before, _ = sounds.add_title(film(48), Fraction(0), "Dawn")
    done = sounds.add_subtitles(before, read(text.encode()).cues)
    assert sounds.subtitles_text(done).split() == text.split()
    again = sounds.add_subtitles(done, read(text.encode()).cues, Fraction(1), replacing=True)
    assert [c.start for c in again.timeline.cues] == [0, Fraction(3, 2), Fraction(9, 4)]


def test_a_new_subtitle_ends_before_the_next_one() -> None:
    before, _ = sounds.add_subtitle(film(96), Fraction(1), "later")
    done, first = sounds.add_subtitle(before, Fraction(0), "first")
    assert placing.find(done.timeline, first).end == 1  # type: ignore[union-attr]


def test_a_clip_is_no_sound() -> None:
    with pytest.raises(InputError, match="no sound"):
        sounds.add_sound(film(24), FOOTAGE, Fraction(0))
    assert FOOTAGE.kind == CLIP


# -- copies ------------------------------------------------------------------------------------------------------------


def test_what_is_copied_can_be_pasted_elsewhere_with_its_marker() -> None:
    before, sound = sounds.add_sound(film(24, 48), MUSIC, Fraction(1, 2))
    before, _ = timeline.mark(before, Fraction(1, 4), "hit", on_item=True)
    text = clips.copied(before, {"item1", sound})
    done, new = clips.pasted(before, text, before.timeline.total)
    assert shown(done) == [*shown(before), ("shot1", 0, 24)]
    assert len(new) == 2
    assert [s.start for s in done.timeline.sounds] == [Fraction(1, 2), Fraction(7, 2)]
    assert {m.item for m in done.timeline.markers} == {"item1", done.timeline.items[-1].id}
    assert whole(done)


def test_text_that_is_no_cut_is_refused() -> None:
    for text in ("", "hello", "{}", '{"cut": 5}', '{"cut": {"items": 3}}'):
        assert not clips.is_cut(text) or text.startswith('{"cut"')
        with pytest.raises(InputError):
            clips.pasted(film(24), text, Fraction(0))
    other = clips.copied(film(24), {"item1"}).replace("shot1", "elsewhere")
    with pytest.raises(InputError, match="not in this project"):
        clips.pasted(film(24), other, Fraction(0))


# -- at random ---------------------------------------------------------------------------------------------------------

_BY = st.integers(-60, 60).map(seconds)
_NUMBER = st.integers(0, 30)


@st.composite
def _edits(draw: st.DrawFn) -> Callable[[Document], Document]:
    """An edit of whatever stands on the timeline by then."""
    kind, pick, by, at = draw(_NUMBER), draw(_NUMBER), draw(_BY), draw(st.integers(0, 200).map(seconds))
    flag = draw(st.booleans())

    def change(d: Document) -> Document:
        t = d.timeline
        things = [x.id for x in (*t.items, *t.overlay, *t.cues, *t.sounds)]
        thing = things[pick % len(things)] if things else None
        item = t.items[pick % len(t.items)].id if t.items else None
        if thing is None or item is None:
            return timeline_drops.insert_shot(d, FACES, "shot1", at)[0]
        some: list[Callable[[], Document]] = [
            lambda: timeline.trim_start(d, thing, by, ripple=flag, ripple_all=flag),
            lambda: timeline.trim_end(d, thing, by, ripple=flag),
            lambda: timeline.slip(d, thing, by),
            lambda: timeline.slide(d, item, by),
            lambda: timeline.split(d, at, None if flag else set(things)),
            lambda: timeline.set_dissolve(d, item, abs(by)),
            lambda: timeline.move_items(d, {item}, pick),
            lambda: timeline.move_entries(d, set(things), by),
            lambda: timeline.trim_to(d, at, "start" if flag else "end"),
            lambda: timeline.delete_range(d, at, at + abs(by), ripple=flag),
            lambda: timeline_drops.overwrite_shot(d, FACES, "shot2", at)[0],
            lambda: timeline_drops.overlay_shot(d, FACES, "shot3", at)[0],
            lambda: sounds.add_sound(d, MUSIC, at)[0],
            lambda: sounds.add_subtitle(d, at, "words")[0],
            lambda: timeline.mark(d, at, on_item=flag)[0],
            lambda: clips.pasted(d, clips.copied(d, {thing}), at)[0],
        ]
        return some[kind % len(some)]()

    return change


@settings(max_examples=60, deadline=None)
@given(st.lists(_edits(), max_size=12))
def test_a_cut_stays_whole_whatever_is_done_to_it_and_undo_leads_back(
    changes: list[Callable[[Document], Document]],
) -> None:
    model = DocumentModel(film(24, 48, 36))
    start = model.document
    for change in changes:
        model.edit("step", change)
        assert whole(model.document)
        assert model.document.shots == start.shots
        assert model.document.graph is start.graph
    while model.stack.can_undo():
        model.stack.undo()
    assert model.document == start


@settings(max_examples=60, deadline=None)
@given(_NUMBER, _BY, st.integers(0, 200).map(seconds), _NUMBER)
def test_edits_that_move_nothing_else_keep_the_length(pick: int, by: Fraction, at: Fraction, to: int) -> None:
    before = timeline.trim_end(
        timeline.trim_start(film(24, 48, 36), "item2", seconds(8)), "item2", seconds(-8)
    )
    item = before.timeline.items[pick % 3].id
    total = before.timeline.total
    for done in (
        timeline.slip(before, item, by),
        timeline.slide(before, item, by),
        timeline.split(before, at),
        timeline.set_dissolve(before, item, abs(by)),
        timeline.move_items(before, {item}, to),
        timeline.trim_start(before, item, abs(by), ripple=False),
        timeline_drops.replace_shot(before, item, "shot3"),
        *((timeline.roll(before, item, by),) if item != "item1" else ()),
    ):
        assert done.timeline.total == total
        assert whole(done)


def test_nodes_of_the_tests_exist() -> None:
    assert node("shot1").type in {kind.id for kind in registry()}
