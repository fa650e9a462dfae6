"""Shots that grow on the timeline: each is one edit, compiles, joins what the film shows, and loses nothing."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Document, InputError, Shot
from engine.cutting import move_end
from engine.document import IMAGE, MediaItem
from engine.errors import GraphError
from engine.graph import Node
from engine.request import Target
from engine.types import Size
from studio.edit import growing
from studio.edit.chain import numbered
from studio.edit.growing import Grown
from studio.edit.ports import Faces
from studio.edit.timeline import edited, set_dissolve, trim_end, trim_start
from studio.edit.timeline_lengths import seconds_of
from tests.engine.graphs import compiled, document, group, node, registry
from tests.nodes.lowering import IMAGE as PICTURE
from tests.nodes.lowering import LOOM
from tests.studio.edit.films import film, full, seconds, shown, whole
from tests.studio.edit.scenes import faults

FACES = Faces(registry())


def fed(grown: Grown, kind: str) -> Node:
    """The one new node of a kind."""
    graph = grown.document.graph
    return next(graph[name] for name in grown.nodes if graph[name].type == f"shotloom.{kind}")


def sound(grown: Grown, before: Document) -> Grown:
    """What must hold of everything that grows: it compiles, and nothing that was there is gone or lies beneath."""
    assert faults(grown.document) == []
    assert whole(grown.document)
    found = compiled(grown.document, grown.shot)
    assert not found.errors, [p.line() for p in found.errors]
    assert before.graph.nodes.items() <= grown.document.graph.nodes.items()
    assert before.shots == grown.document.shots
    new = [grown.document.graph[name].position for name in grown.nodes]
    others = {node.position for node in grown.document.graph if node.id not in grown.nodes}
    assert len({*new, *others}) == len(new) + len(others)
    return grown


def test_a_continuation_follows_its_shot_and_shows_only_what_is_new() -> None:
    before = film(48, 24)
    done = sound(growing.extend(before, FACES, "item1"), before)
    assert shown(done.document) == [("shot1", 0, 48), (done.shot, 12, 24), ("shot2", 0, 24)]
    assert fed(done, "extend_clip").params["direction"] == "forward"
    assert done.document.graph[done.shot].title == "Scene 3"


def test_a_continuation_of_a_shot_that_is_cut_short_joins_what_the_film_shows() -> None:
    before = trim_end(film(48, 24), "item1", seconds(-12))
    done = sound(growing.extend(before, FACES, "item1"), before)
    assert fed(done, "trim").params == {"start": 0.0, "stop": 1.5}
    assert shown(done.document)[1] == (done.shot, 12, 24)


def test_what_leads_up_to_a_shot_stands_before_it() -> None:
    before = trim_start(film(48), "item1", seconds(6))
    done = sound(growing.extend(before, FACES, "item1", direction="backward"), before)
    assert shown(done.document) == [(done.shot, 0, 24), ("shot1", 6, 42)]
    assert fed(done, "trim").params["start"] == 0.25


def test_a_gap_behind_a_shot_gives_its_room_to_the_continuation() -> None:
    before = edited(film(48, 24, 24), move_end, "item1", seconds(-6))
    total = before.timeline.total
    done = growing.extend(before, FACES, "item1", Fraction(1, 8))
    assert shown(done.document)[1:3] == [(done.shot, 12, 3), (None, 0, 3)]
    assert done.document.timeline.total == total


def test_a_bridge_stands_between_two_shots_and_a_gap_tells_its_length() -> None:
    before = film(48, 24)
    done = sound(growing.connect_to_next(before, FACES, "item1"), before)
    assert shown(done.document) == [("shot1", 0, 48), (done.shot, 12, 30), ("shot2", 0, 24)]
    gapped = edited(before, move_end, "item1", seconds(-12))
    done = sound(growing.connect_to_next(gapped, FACES, "item1"), gapped)
    assert fed(done, "connect").params["seconds"] == 0.5
    assert shown(done.document) == [("shot1", 0, 36), (done.shot, 12, 12), ("shot2", 0, 24)]


@pytest.mark.parametrize("deed", ["extend", "lead_up", "connect", "loop"])
@pytest.mark.parametrize(("frames", "kept"), [(48, 12), (5, 5)])
def test_a_take_of_what_grew_is_the_new_part_with_half_a_second_around_it(
    deed: str, frames: int, kept: int
) -> None:
    grow = {
        "extend": growing.extend,
        "lead_up": lambda d, f, i: growing.extend(d, f, i, direction="backward"),
        "connect": growing.connect_to_next,
        "loop": growing.loop,
    }[deed]
    done = grow(film(frames, frames), FACES, "item1")  # type: ignore[operator]
    item = done.document.timeline.item(done.item)
    plan = compiled(done.document, Target(done.shot, "take")).plan
    assert plan is not None
    both = deed in ("connect", "loop")
    assert plan.outputs[0].facts.frames == kept * (1 + both) + item.length * 24
    assert seconds_of(done.document, FACES, done.shot) == plan.outputs[0].facts.duration
    assert item.in_point == (0 if deed == "lead_up" else seconds(kept))


def test_a_gap_of_one_frame_is_bridged() -> None:
    gapped = edited(film(48, 24), move_end, "item1", seconds(-1))
    done = sound(growing.connect_to_next(gapped, FACES, "item1"), gapped)
    assert shown(done.document) == [("shot1", 0, 47), (done.shot, 12, 1), ("shot2", 0, 24)]


def test_a_shot_that_only_holds_its_last_picture_can_still_be_looped() -> None:
    before = trim_start(film(48), "item1", seconds(30)).with_shot(Shot("shot1", takes=(full("short", 12),)))
    sound(growing.loop(before, FACES, "item1"), before)


def test_a_bridge_leads_to_where_the_next_shot_begins_on_the_timeline() -> None:
    before = trim_start(film(48, 24), "item2", seconds(6))
    done = sound(growing.connect_to_next(before, FACES, "item1"), before)
    into = {x.input: x.source for x in done.document.graph.links if x.target == fed(done, "connect").id}
    assert into["first"] == "shot1"
    assert done.document.graph[into["second"]].params["start"] == 0.25


def test_a_loop_leads_from_a_shots_end_to_its_beginning() -> None:
    before = trim_start(film(48), "item1", seconds(12))
    done = sound(growing.loop(before, FACES, "item1"), before)
    assert shown(done.document) == [("shot1", 12, 36), (done.shot, 12, 30)]


def test_a_follow_up_starts_from_the_last_picture_with_words_of_its_own() -> None:
    before = film(48, 24)
    done = sound(growing.jump_to(before, FACES, "item1"), before)
    assert fed(done, "frame").params["frame"] == -1
    assert fed(done, "prompt").params["text"] == "a fox 1"
    assert shown(done.document) == [("shot1", 0, 48), (done.shot, 0, 48), ("shot2", 0, 24)]
    short = trim_end(before, "item1", seconds(-12))
    assert fed(sound(growing.jump_to(short, FACES, "item1"), short), "frame").params["frame"] == 35


@pytest.mark.parametrize("grow", [growing.jump_to, growing.remix])
def test_what_comes_out_of_a_shot_is_finished_where_that_is(grow: Callable[..., Grown]) -> None:
    finished = film(48)
    assert fed(grow(finished, FACES, "item1"), "finish")
    plain = document(
        node("prompt1", text="a fox"), node("generate1", duration=2.0), node("shot1"),
        "prompt1.text generate1.prompt", "generate1.clip shot1.clip",
        shots=(Shot("shot1", takes=(full("take1", 48),)),),
    ).with_timeline(finished.timeline)  # fmt: skip
    done = sound(grow(plain, FACES, "item1"), plain)
    assert all(done.document.graph[name].type != "shotloom.finish" for name in done.nodes)


def test_a_mended_range_keeps_place_and_trim() -> None:
    before = trim_start(film(24, 48), "item2", seconds(6))
    done = sound(growing.retake_range(before, FACES, "item2", seconds(30), seconds(36)), before)
    assert shown(done.document) == [("shot1", 0, 24), (done.shot, 6, 42)]
    node = fed(done, "retake")
    assert (node.params["start"], node.params["stop"]) == (0.5, 0.75)
    assert done.item == "item2"


def test_a_retake_says_what_is_made_anew_beyond_the_range() -> None:
    spec = LOOM
    before = film(48, 48)
    start, stop = seconds(48 + 7), seconds(48 + 20)
    low, high = growing.made_anew(before, "item2", start, stop, spec)
    assert seconds(48) <= low <= start
    assert stop <= high <= seconds(96)
    groups = spec.time_stride
    assert ((low - seconds(48)) * spec.native_rate - 1) % groups == 0
    assert growing.made_anew(before, "item2", seconds(48), seconds(96), spec) == (seconds(48), seconds(96))


def test_a_range_beside_its_shot_is_refused() -> None:
    with pytest.raises(InputError, match="holds nothing of this shot"):
        growing.retake_range(film(24, 48), FACES, "item1", seconds(30), seconds(40))


def test_a_remix_takes_the_place_of_its_shot() -> None:
    before = film(48)
    done = sound(growing.remix(before, FACES, "item1"), before)
    assert shown(done.document) == [(done.shot, 0, 48)]


def test_a_grabbed_still_becomes_the_first_frame_of_a_new_shot() -> None:
    before = film(48)
    done = sound(growing.from_still(before, FACES, "item1", PICTURE), before)
    assert fed(done, "load_image").params["media"] == PICTURE.id
    assert shown(done.document)[1][0] == done.shot
    alone = growing.from_still(before, FACES, None, PICTURE)
    assert alone.document.timeline.items[-1].shot == alone.shot


def test_a_still_can_become_the_first_frame_of_the_next_shot() -> None:
    before = film(48, 24)
    still = MediaItem("still", "still.png", "f" * 64, IMAGE, 1, Fraction(0), Size(16, 16))
    done, new = growing.show_first(before, FACES, "shot2", still)
    assert done.media["still"] == still
    assert any(
        x.target == "generate2" and x.input == "conditions" and x.source in new for x in done.graph.links
    )
    assert done.timeline == before.timeline


def test_what_led_into_a_shot_leads_into_what_leads_up_to_it() -> None:
    before = set_dissolve(film(48, 48), "item2", seconds(12))
    led = growing.extend(before, FACES, "item2", direction="backward").document.timeline
    assert [item.dissolve for item in led.items] == [0, seconds(12), 0]
    bridged = growing.connect_to_next(before, FACES, "item1").document.timeline
    assert [item.dissolve for item in bridged.items] == [0, 0, 0]


def test_a_shot_that_ran_out_is_continued_from_its_last_picture() -> None:
    before = film(48, 24)
    shorter = before.with_shot(Shot("shot1", takes=(full("short", 36),)))
    done = sound(growing.extend(shorter, FACES, "item1"), shorter)
    assert shown(done.document)[:2] == [("shot1", 0, 36), (done.shot, 12, 24)]


def test_less_than_a_frame_of_the_film_is_no_cut() -> None:
    take = replace(full("odd", 31), rate=Fraction(30))
    before = film(24).with_shot(Shot("shot1", takes=(take,)))
    done = sound(growing.extend(before, FACES, "item1"), before)
    kinds = {done.document.graph[name].type for name in done.nodes}
    assert kinds == {"shotloom.extend_clip", "shotloom.shot"}
    assert done.document.timeline.item(done.item).in_point == seconds(12)


_WAYS: tuple[Callable[..., Grown], ...] = (
    growing.extend,
    lambda d, f, i: growing.extend(d, f, i, direction="backward"),
    growing.loop,
    growing.connect_to_next,
    growing.jump_to,
    growing.remix,
    lambda d, f, i: growing.retake_range(
        d, f, i, d.timeline.start(i), d.timeline.start(i) + d.timeline.frame
    ),
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9), st.integers(-20, 20)), min_size=1, max_size=4)
)
def test_whatever_grows_from_whatever_it_compiles_and_leaves_the_rest_of_the_cut(
    steps: list[tuple[int, int, int]],
) -> None:
    now = film(24, 36, 48)
    for way, pick, by in steps:
        items = now.timeline.items
        item = items[pick % len(items)]
        now = trim_end(now, item.id, seconds(by))
        if growing.why_not(now, item.id, "connect" if way == 3 else ""):
            continue
        before, grown = now, _WAYS[way](now, FACES, item.id)
        now = sound(grown, before).document
        kept = {x.id: (x.in_point, x.length) for x in before.timeline.items}
        assert {x.id: (x.in_point, x.length) for x in now.timeline.items if x.id in kept} == kept


@pytest.mark.parametrize("grow", [growing.extend, growing.jump_to, growing.loop, growing.remix])
def test_shots_without_a_take_grow_too(grow: Callable[..., Grown]) -> None:
    before = film(24, takes=False)
    done = grow(before, FACES, "item1")
    assert whole(done.document)
    found = compiled(done.document, done.shot)
    assert not found.errors, [p.line() for p in found.errors]


def test_what_grows_twice_lies_apart_and_is_told_apart() -> None:
    once = growing.extend(film(48, 24), FACES, "item1")
    twice = sound(growing.extend(once.document, FACES, "item1"), once.document)
    titles = [node.title for node in twice.document.graph if node.title]
    assert len(set(titles)) == len(titles)


def test_a_shot_that_grew_can_grow_again_and_follows_its_prompt() -> None:
    once = growing.extend(film(48), FACES, "item1")
    taken = once.document.with_take(once.shot, full("longer", 72))
    twice = sound(growing.extend(taken, FACES, once.item), taken)
    links = {(x.source, x.target) for x in twice.document.graph.links}
    assert ("prompt1", fed(twice, "extend_clip").id) in links
    assert shown(twice.document)[-1] == (twice.shot, 12, 24)


def test_a_storyboard_is_followed_by_its_words() -> None:
    board = node("storyboard", overall="at night", cards=[{"time": 0.0, "prompt": "a fox sleeps"}])
    parts = (
        board,
        node("generate"),
        node("shot"),
        "storyboard.storyboard generate.prompt",
        "generate.clip shot.clip",
    )
    before = document(*parts, shots=(Shot("shot", takes=(full("one"),)),))
    before = before.with_timeline(film(48).with_shot(Shot("shot")).timeline.with_shots({"shot1": "shot"}))
    done = sound(growing.extend(before, FACES, "item1"), before)
    assert fed(done, "extend_clip").params["text"] == "at night"


def test_why_a_shot_cannot_grow_is_said_before_it_is_tried() -> None:
    before = film(48, 24)
    assert growing.why_not(before, "item1") == growing.why_not(before, "item1", "connect") == ""
    assert growing.why_not(before, "item2", "connect") == growing.NO_NEXT
    gone = before.with_graph(before.graph.remove("shot1"))
    assert growing.why_not(gone, "item1") == growing.GONE
    assert growing.why_not(before, "nothing") == growing.NO_SHOT
    with pytest.raises(GraphError, match="deleted"):
        growing.extend(gone, FACES, "item1")


def test_a_shot_in_a_group_grows_inside_it_unless_others_use_the_group() -> None:
    inside = group("scene", node("generate", duration=2.0), node("shot"), "generate.clip shot.clip")
    one = document(Node("a", "group:scene"), groups=(inside,))
    timeline = film(48).timeline.with_shots({"shot1": "a/shot"})
    done = growing.extend(one.with_timeline(timeline), FACES, "item1")
    assert done.shot.startswith("a/")
    assert done.shot.removeprefix("a/") in done.document.groups["scene"].graph.nodes
    two = replace(one, graph=one.graph.put(Node("b", "group:scene"))).with_timeline(timeline)
    assert growing.why_not(two, "item1") == growing.SHARED


def test_titles_are_numbered_on() -> None:
    assert numbered("Scene 1", {"Scene 1", "Scene 2"}) == "Scene 3"
    assert numbered("Lighthouse", set()) == "Lighthouse 2"
    assert numbered("", set()) == "2"
