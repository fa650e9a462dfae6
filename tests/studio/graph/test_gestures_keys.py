"""The keyboard's way through the graph: walking, nudging, linking, and the keys of every command that edits."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from engine.document import Document
from engine.graph import Flags
from engine.registry import Registry
from studio.graph.nearest import DOWN, LEFT, RIGHT, UP, nearest
from tests.studio.graph.easel import ALT, CTRL, SHIFT, Easel, story

Key = Qt.Key


def test_arrows_go_to_the_nearest_node_in_their_direction(easel: Easel) -> None:
    easel.focus.select(("prompt",))
    with easel.no_step():
        easel.key(Key.Key_Right)
        assert easel.focus.nodes == {"generate"}
        easel.key(Key.Key_Down)
        assert easel.focus.nodes == {"number"}
        easel.key(Key.Key_Right)
        assert easel.focus.nodes == {"title"}
        easel.key(Key.Key_Up)
        assert easel.focus.nodes == {"finish"}
        easel.key(Key.Key_Left)
        assert easel.focus.current == "generate"


def test_shift_and_arrows_add_to_the_selection(easel: Easel) -> None:
    easel.focus.select(("prompt",))
    easel.key(Key.Key_Right, SHIFT)
    assert easel.focus.nodes == {"prompt", "generate"}
    assert easel.focus.current == "generate"


def test_the_first_arrow_selects_what_is_in_the_middle(easel: Easel) -> None:
    easel.focus.select()
    easel.key(Key.Key_Right)
    assert len(easel.focus.nodes) == 1


def test_walking_brings_nodes_into_sight(easel: Easel) -> None:
    easel.view.actual_size()
    easel.view.fit(["prompt"])
    easel.focus.select(("prompt",))
    for _ in range(3):
        easel.key(Key.Key_Right)
    item = easel.scene.node("shot")
    assert item is not None
    assert easel.view.scene_rect().contains(item.sceneBoundingRect())


def test_nearest_prefers_ahead_to_aside_and_is_none_behind() -> None:
    places = {"ahead": QPointF(100, 10), "aside": QPointF(30, 90), "behind": QPointF(-50, 0)}
    assert nearest(QPointF(), RIGHT, places) == "ahead"
    assert nearest(QPointF(), LEFT, places) == "behind"
    assert nearest(QPointF(), DOWN, places) == "aside"
    assert nearest(QPointF(), UP, places) is None


def test_alt_and_arrows_nudge_and_a_row_of_nudges_is_one_step(easel: Easel) -> None:
    easel.focus.select(("other",))
    with easel.one_step():
        for _ in range(3):
            easel.key(Key.Key_Right, ALT)
        easel.key(Key.Key_Down, ALT)
    assert easel.graph["other"].position == (60, 320)


def test_nudged_frames_carry_their_nodes_and_nudged_nodes_leave_their_frames(easel: Easel) -> None:
    easel.focus.select(("other",))
    easel.key(Key.Key_J, CTRL)
    (frame,) = easel.document.frames
    with easel.one_step():
        easel.key(Key.Key_Right, ALT)
    (moved,) = easel.document.frames
    assert moved.rect == (frame.rect[0] + 20, *frame.rect[1:])
    assert easel.graph["other"].position == (20, 300)
    easel.focus.select(("other",))
    for _ in range(20):
        easel.key(Key.Key_Down, ALT)
    assert easel.document.frames[0].nodes == ()


def test_c_links_by_keys_alone(easel: Easel) -> None:
    easel.focus.select(("number",))
    with easel.one_step():
        easel.key(Key.Key_C)
        assert "Number" in easel.said[-1]
        easel.key(Key.Key_Return)
        assert "Enter links" in easel.said[-1]
        first = easel.scene.overlay.wire
        easel.key(Key.Key_Down)
        easel.key(Key.Key_Up)
        assert easel.scene.overlay.wire is not None
        assert first is not None
        easel.key(Key.Key_Return)
    new = easel.links() - {(x.source, x.output, x.target, x.input) for x in story(easel.types).graph.links}
    assert len(new) == 1
    assert next(iter(new))[:2] == ("number", "number")
    assert easel.scene.lit is None
    assert easel.scene.overlay.wire is None


def test_linking_by_keys_goes_to_the_end_that_was_chosen(easel: Easel) -> None:
    easel.focus.select(("number",))
    easel.key(Key.Key_C)
    easel.key(Key.Key_Right)
    for _ in range(12):
        if "Duration" in easel.said[-1]:
            break
        easel.key(Key.Key_Down)
    easel.key(Key.Key_Return)
    assert ("number", "number", "generate", "duration") in easel.links()


def test_up_and_down_choose_the_port_that_is_linked(easel: Easel) -> None:
    easel.focus.select(("title",))
    easel.key(Key.Key_C)
    assert easel.scene.lit == {("title", "clip", True)}
    easel.key(Key.Key_Down)
    assert easel.scene.lit == {("title", "clip", False)}
    with easel.one_step():
        easel.key(Key.Key_Return)
        easel.key(Key.Key_Return)
    assert any(link[2:] == ("title", "clip") for link in easel.links())


def test_escape_ends_linking_by_keys_without_a_trace(easel: Easel) -> None:
    easel.focus.select(("number",))
    with easel.no_step():
        easel.key(Key.Key_C)
        easel.key(Key.Key_Return)
        easel.key(Key.Key_Delete)
        easel.key(Key.Key_Escape)
    assert easel.scene.lit is None
    assert easel.scene.overlay.wire is None
    assert not easel.editor.keyboard.in_mode


def test_tab_while_linking_by_keys_asks_for_a_node_that_fits(easel: Easel) -> None:
    easel.focus.select(("generate",))
    easel.key(Key.Key_C)
    easel.key(Key.Key_Tab)
    request = easel.asked[-1]
    assert request.end == ("generate", "clip", True)
    with easel.one_step():
        easel.find("reverse")(request)
    assert not easel.editor.keyboard.in_mode


def test_losing_the_keyboard_ends_a_gesture(easel: Easel) -> None:
    start = easel.on("other")
    with easel.no_step():
        easel.drag([start, start + (QPointF(80, 40)).toPoint()], drop=False)
        event = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
        QApplication.sendEvent(easel.view, event)
        assert not easel.hands.busy


# -- one key, one step -------------------------------------------------------------------------------------------------


def removed(easel: Easel) -> bool:
    return "finish" not in easel.graph.nodes and ("generate", "clip", "shot", "clip") not in easel.links()


def healed(easel: Easel) -> bool:
    return "finish" not in easel.graph.nodes and ("generate", "clip", "shot", "clip") in easel.links()


def pulled_out(easel: Easel) -> bool:
    return "finish" in easel.graph.nodes and ("generate", "clip", "shot", "clip") in easel.links()


def cut_off(easel: Easel) -> bool:
    return not any("finish" in link for link in easel.links())


def doubled(easel: Easel) -> bool:
    kinds = [n.type for n in easel.graph]
    return kinds.count("shotloom.finish") == 2 and "finish" not in easel.focus.nodes


def cloned(easel: Easel) -> bool:
    return [n.clone_of for n in easel.graph if n.clone_of] == ["finish"]


def framed(easel: Easel) -> bool:
    frame = easel.document.frames[0]
    return frame.nodes == ("finish",) and easel.focus.frames == {frame.id}


def grouped(easel: Easel) -> bool:
    return len(easel.document.groups) == 1 and easel.graph[easel.focus.current].group is not None


ONE_KEY: list[tuple[str, Key, Qt.KeyboardModifier, Callable[[Easel], bool]]] = [
    ("delete", Key.Key_Delete, Qt.KeyboardModifier.NoModifier, removed),
    ("backspace", Key.Key_Backspace, Qt.KeyboardModifier.NoModifier, removed),
    ("cut", Key.Key_X, CTRL, removed),
    ("delete and heal", Key.Key_Delete, CTRL, healed),
    ("pull out", Key.Key_X, Qt.KeyboardModifier.NoModifier, pulled_out),
    ("cut links", Key.Key_D, CTRL | SHIFT, cut_off),
    ("duplicate", Key.Key_D, CTRL, doubled),
    ("clone", Key.Key_K, ALT, cloned),
    ("frame", Key.Key_J, CTRL, framed),
    ("group", Key.Key_G, CTRL, grouped),
]


@pytest.mark.parametrize(("key", "held", "done"), [row[1:] for row in ONE_KEY], ids=[r[0] for r in ONE_KEY])
def test_a_key_makes_one_step(
    easel: Easel, key: Key, held: Qt.KeyboardModifier, done: Callable[[Easel], bool]
) -> None:
    easel.focus.select(("finish",))
    with easel.one_step():
        easel.key(key, held)
    assert done(easel)


@pytest.mark.parametrize(
    ("key", "held", "flags"),
    [
        (Key.Key_D, Qt.KeyboardModifier.NoModifier, Flags(bypass=True)),
        (Key.Key_M, Qt.KeyboardModifier.NoModifier, Flags(mute=True)),
        (Key.Key_F, SHIFT, Flags(freeze=True)),
        (Key.Key_H, Qt.KeyboardModifier.NoModifier, Flags(collapse=True)),
    ],
    ids=["bypass", "mute", "freeze", "collapse"],
)
def test_a_switch_goes_on_and_off_with_its_key(
    easel: Easel, key: Key, held: Qt.KeyboardModifier, flags: Flags
) -> None:
    easel.editor.frozen_key = lambda node: f"key of {node}"
    easel.focus.select(("finish", "generate"))
    with easel.one_step():
        easel.key(key, held)
    assert easel.graph["finish"].flags == flags
    assert easel.graph["generate"].flags == flags
    assert easel.graph["finish"].frozen_key == ("key of finish" if flags.freeze else None)
    with easel.one_step():
        easel.key(key, held)
    assert easel.graph["finish"].flags == Flags()
    assert easel.graph["finish"].frozen_key is None


def test_freezing_what_never_ran_says_what_to_do(easel: Easel) -> None:
    easel.focus.select(("finish",))
    with easel.no_step():
        easel.key(Key.Key_F, SHIFT)
    assert "Render it once" in easel.said[-1]


def test_copy_and_paste_between_two_projects(
    easel: Easel, easel_of: Callable[[Document], Easel], types: Registry
) -> None:
    easel.focus.select(("generate", "finish"))
    with easel.no_step():
        easel.key(Key.Key_C, CTRL)
    assert '"format"' in QGuiApplication.clipboard().text()
    second = easel_of(story(types))
    second.move(second.pixel(QPointF(300, 480)))
    with second.one_step():
        second.key(Key.Key_V, CTRL)
    assert len(second.graph.nodes) == 9
    pasted = second.focus.nodes
    assert len(pasted) == 2
    inner = [x for x in second.graph.links if x.source in pasted or x.target in pasted]
    assert [(x.output, x.input) for x in inner] == [("clip", "clip")]
    corner = min(second.graph[n].position for n in pasted)
    assert (QPointF(*corner) - QPointF(300, 480)).manhattanLength() < 30


def test_paste_with_links_feeds_the_copies_from_what_fed_the_originals(easel: Easel) -> None:
    easel.focus.select(("finish",))
    easel.key(Key.Key_C, CTRL)
    with easel.one_step():
        easel.key(Key.Key_V, CTRL | SHIFT)
    copy = next(iter(easel.focus.nodes))
    assert ("generate", "clip", copy, "clip") in easel.links()


def test_words_on_the_clipboard_become_a_prompt(easel: Easel) -> None:
    QGuiApplication.clipboard().setText("  a lighthouse in the rain\n")
    with easel.one_step():
        easel.key(Key.Key_V, CTRL)
    (made,) = easel.focus.nodes
    assert (easel.graph[made].type, easel.graph[made].params["text"]) == (
        "shotloom.prompt",
        "a lighthouse in the rain",
    )


@pytest.mark.parametrize("text", ["", '{"format": "of something else"}'])
def test_pasting_what_is_no_graph_is_refused_in_words(easel: Easel, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    with easel.no_step():
        easel.key(Key.Key_V, CTRL)
    assert "clipboard" in easel.said[-1]


def test_clones_follow_their_source_until_made_independent(easel: Easel) -> None:
    easel.focus.select(("other",))
    easel.key(Key.Key_K, ALT)
    clone = next(iter(easel.focus.nodes))
    assert easel.graph[clone].clone_of == "other"
    with easel.one_step():
        easel.key(Key.Key_K, ALT | SHIFT)
    assert easel.graph[clone].clone_of is None
    assert easel.graph[clone].params["text"] == "a red kite"


def test_ungroup_brings_nodes_and_links_back(easel: Easel) -> None:
    easel.focus.select(("generate", "finish"))
    easel.key(Key.Key_G, CTRL)
    easel.key(Key.Key_Escape)
    with easel.one_step():
        easel.key(Key.Key_G, CTRL | SHIFT)
    assert sorted(n.type for n in easel.graph).count("shotloom.finish") == 1
    assert len(easel.graph.nodes) == 7
    assert len(easel.links()) == 3


def test_edits_inside_a_group_are_one_step_each(easel: Easel) -> None:
    easel.focus.select(("generate", "finish"))
    easel.key(Key.Key_G, CTRL)
    easel.key(Key.Key_Escape)
    easel.key(Key.Key_Down, CTRL)
    inner = next(n.id for n in easel.graph if n.type == "shotloom.finish")
    easel.focus.select((inner,))
    with easel.one_step():
        easel.key(Key.Key_D)
    assert easel.graph[inner].flags.bypass


def test_a_period_puts_dots_on_the_selected_links(easel: Easel) -> None:
    easel.focus.select(links=easel.graph.links[:2])
    with easel.one_step():
        easel.key(Key.Key_Period)
    dots = [n for n in easel.graph if n.type == "shotloom.reroute"]
    assert len(dots) == 2
    assert easel.focus.nodes == {n.id for n in dots}
    assert len(easel.graph.links) == 5


@pytest.mark.parametrize(
    ("key", "axis"),
    [(Key.Key_Left, 0), (Key.Key_Right, 0), (Key.Key_Up, 1), (Key.Key_Down, 1)],
    ids=["left", "right", "top", "bottom"],
)
def test_aligning_is_one_step(easel: Easel, key: Key, axis: int) -> None:
    easel.focus.select(("prompt", "number", "title"))
    with easel.one_step():
        easel.key(key, CTRL | SHIFT)
    sizes = easel.scene.sizes()
    far = key in (Key.Key_Right, Key.Key_Down)
    edges = {
        easel.graph[n].position[axis] + (sizes[n][axis] if far else 0) for n in ("prompt", "number", "title")
    }
    assert len(edges) == 1


def test_distributing_gives_equal_gaps_in_one_step(easel: Easel) -> None:
    easel.focus.select(("prompt", "generate", "shot"))
    with easel.one_step():
        assert easel.run("graph.distribute_across")
    sizes = easel.scene.sizes()
    lefts = [easel.graph[n].position[0] for n in ("prompt", "generate", "shot")]
    first = lefts[1] - lefts[0] - sizes["prompt"][0]
    assert lefts[2] - lefts[1] - sizes["generate"][0] == pytest.approx(first, abs=1)


def test_tidying_up_lays_the_graph_out_from_left_to_right(easel: Easel) -> None:
    easel.drag([easel.on("finish"), easel.pixel(QPointF(-200, 200))])
    with easel.one_step():
        easel.key(Key.Key_L)
    for link in easel.graph.links:
        assert easel.graph[link.source].position[0] < easel.graph[link.target].position[0]


def test_viewer_keys_show_what_was_put_on_them(easel: Easel) -> None:
    easel.focus.select(("finish",))
    with easel.no_step():
        easel.key(Key.Key_3, CTRL)
        assert easel.shown == ["finish"]
        easel.focus.select(("shot",))
        easel.key(Key.Key_4, CTRL)
        easel.key(Key.Key_3)
        easel.key(Key.Key_4)
        assert easel.shown == ["finish", "shot", "finish", "shot"]
        assert easel.document.view["viewer_keys"] == {"3": "finish", "4": "shot"}
        item = easel.scene.node("finish")
        assert item is not None
        assert item.key == "3"


def test_a_key_with_nothing_on_it_does_nothing(easel: Easel) -> None:
    easel.key(Key.Key_7)
    assert easel.shown == []


def test_selecting_by_keys(easel: Easel) -> None:
    with easel.no_step():
        easel.key(Key.Key_A, CTRL)
        assert easel.focus.nodes == set(easel.graph.nodes)
        easel.key(Key.Key_A, CTRL | SHIFT)
        assert not easel.focus.nodes
        easel.focus.select(("generate",))
        easel.key(Key.Key_BracketLeft, CTRL)
        assert easel.focus.nodes == {"prompt", "generate"}
        easel.key(Key.Key_BracketRight, CTRL)
        assert easel.focus.nodes == {"prompt", "generate", "finish", "shot"}
        easel.key(Key.Key_I, CTRL)
        assert easel.focus.nodes == {"other", "title", "number"}


def test_reset_brings_params_back(easel: Easel) -> None:
    easel.focus.select(("prompt",))
    with easel.one_step():
        assert easel.run("graph.reset")
    assert easel.graph["prompt"].params["text"] == easel.types["shotloom.prompt"].defaults()["text"]


def test_every_graph_row_of_the_table_is_offered(easel: Easel) -> None:
    rows = {row.id for row in easel.bindings.rows.values() if row.panel == "graph"}
    assert rows <= set(easel.editor.commands())


def test_another_graph_ends_linking_by_keys(easel: Easel) -> None:
    easel.focus.select(("title",))
    easel.key(Key.Key_G, CTRL)
    easel.key(Key.Key_Escape)
    (group,) = easel.focus.nodes
    easel.focus.select(("number",))
    easel.key(Key.Key_C)
    assert easel.editor.keyboard.in_mode
    with easel.no_step():
        easel.focus.enter((group,), easel.graph[group].group)
        assert not easel.editor.keyboard.in_mode
        assert easel.scene.lit is None
        assert easel.scene.overlay.wire is None
