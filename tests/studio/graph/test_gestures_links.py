"""Links made, moved and cut by hand: each gesture is one step of history, and Esc leaves no trace."""

from PySide6.QtCore import QPoint, QPointF, Qt

from engine.graph import Link
from tests.studio.graph.easel import ALT, CTRL, RIGHT, Easel


def test_dragging_from_an_output_to_an_input_links_them(easel: Easel) -> None:
    with easel.one_step():
        easel.drag([easel.port("number", "number", True), easel.port("generate", "duration")])
    assert ("number", "number", "generate", "duration") in easel.links()


def test_dragging_from_an_input_to_an_output_links_them(easel: Easel) -> None:
    with easel.one_step():
        easel.drag([easel.port("title", "clip"), easel.port("generate", "clip", True)])
    assert ("generate", "clip", "title", "clip") in easel.links()


def test_a_new_link_takes_the_place_of_what_a_single_input_held(easel: Easel) -> None:
    with easel.one_step():
        easel.drag([easel.port("other", "text", True), easel.port("generate", "prompt")])
    assert ("other", "text", "generate", "prompt") in easel.links()
    assert ("prompt", "text", "generate", "prompt") not in easel.links()


def test_a_link_dropped_on_a_node_takes_the_port_that_fits_best(easel: Easel) -> None:
    with easel.one_step():
        easel.drag([easel.port("generate", "clip", True), easel.on("title", "body")])
    assert ("generate", "clip", "title", "clip") in easel.links()


def test_a_link_that_fits_nothing_of_a_node_is_refused_in_words(easel: Easel) -> None:
    with easel.no_step():
        easel.drag([easel.port("other", "text", True), easel.on("title", "body")])
    assert "Title" in easel.said[-1]


def test_only_ends_that_fit_light_up_while_a_link_is_dragged(easel: Easel) -> None:
    start = easel.port("other", "text", True)
    easel.drag([start, start + QPoint(120, 40)], drop=False)
    lit = easel.scene.lit
    assert ("generate", "prompt", False) in lit
    assert not any(node in ("title", "finish", "shot", "number") for node, _, _ in lit)
    easel.key(Qt.Key.Key_Escape)
    assert easel.scene.lit is None


def test_a_link_dropped_on_empty_ground_asks_for_what_fits_and_links_it(easel: Easel) -> None:
    drop = easel.pixel(QPointF(1000, 420))
    with easel.no_step():
        easel.drag([easel.port("generate", "clip", True), drop])
    request = easel.asked[-1]
    assert request.end == ("generate", "clip", True)
    with easel.one_step():
        easel.find("reverse")(request)
    added = next(n for n in easel.graph if n.type == "shotloom.reverse")
    assert ("generate", "clip", added.id, "clip") in easel.links()
    assert easel.focus.nodes == {added.id}
    at = easel.scene.port_position(added.id, "clip", False)
    assert (QPointF(1000, 420) - at).manhattanLength() < 60


def test_the_dangling_wire_stays_while_the_search_is_open(easel: Easel) -> None:
    easel.drag([easel.port("generate", "clip", True), easel.pixel(QPointF(1000, 420))])
    assert easel.scene.overlay.wire is not None
    easel.editor.search_closed()
    assert easel.scene.overlay.wire is None


def test_dragging_the_target_end_moves_a_link(easel: Easel) -> None:
    with easel.one_step():
        easel.drag([easel.port("finish", "clip"), easel.port("title", "clip")])
    assert ("generate", "clip", "title", "clip") in easel.links()
    assert ("generate", "clip", "finish", "clip") not in easel.links()


def test_dragging_the_source_end_moves_a_link(easel: Easel) -> None:
    start = easel.scene.port_position("prompt", "text", True) + QPointF(22, 0)
    with easel.one_step():
        easel.drag([easel.pixel(start), easel.port("other", "text", True)])
    assert ("other", "text", "generate", "prompt") in easel.links()
    assert ("prompt", "text", "generate", "prompt") not in easel.links()


def test_with_ctrl_a_new_link_is_drawn_from_a_linked_input(easel: Easel) -> None:
    with easel.one_step():
        easel.drag([easel.port("finish", "clip"), easel.port("title", "clip", True)], held=CTRL)
    assert ("title", "clip", "finish", "clip") in easel.links()


def test_an_end_dropped_on_empty_ground_cuts_the_link(easel: Easel) -> None:
    with easel.one_step():
        easel.drag([easel.port("finish", "clip"), easel.pixel(QPointF(500, 200))])
    assert ("generate", "clip", "finish", "clip") not in easel.links()
    assert not easel.asked


def test_an_end_put_back_changes_nothing(easel: Easel) -> None:
    place = easel.port("finish", "clip")
    with easel.no_step():
        easel.drag([place, place + QPoint(-80, 60), place])


def test_escape_drops_a_dragged_link_without_a_trace(easel: Easel) -> None:
    with easel.no_step():
        easel.drag([easel.port("finish", "clip"), easel.port("title", "clip")], drop=False)
        easel.key(Qt.Key.Key_Escape)
        easel.release(easel.port("title", "clip"))
    assert easel.scene.overlay.wire is None
    assert easel.scene.lit is None
    assert easel.scene.links.marks.hidden is None


def test_the_knife_cuts_every_link_that_it_crosses(easel: Easel) -> None:
    x = 290
    with easel.one_step():
        easel.drag([easel.pixel(QPointF(x, -80)), easel.pixel(QPointF(x, 250))], button=RIGHT, held=CTRL)
    assert ("prompt", "text", "generate", "prompt") not in easel.links()
    assert ("generate", "clip", "finish", "clip") in easel.links()


def test_y_held_makes_the_left_button_a_knife(easel: Easel) -> None:
    easel.hold(Qt.Key.Key_Y)
    with easel.one_step():
        easel.drag([easel.pixel(QPointF(290, -80)), easel.pixel(QPointF(290, 250))])
    easel.let_go(Qt.Key.Key_Y)
    assert ("prompt", "text", "generate", "prompt") not in easel.links()
    easel.drag([easel.pixel(QPointF(590, -80)), easel.pixel(QPointF(590, 250))])
    assert ("generate", "clip", "finish", "clip") in easel.links(), "the key is up again"


def test_escape_puts_the_knife_away(easel: Easel) -> None:
    with easel.no_step():
        path = [easel.pixel(QPointF(290, -80)), easel.pixel(QPointF(290, 250))]
        easel.drag(path, button=RIGHT, held=CTRL, drop=False)
        assert easel.scene.overlay.path
        easel.key(Qt.Key.Key_Escape)
        easel.release(path[-1], CTRL)
    assert not easel.scene.overlay.path


def test_alt_click_on_a_link_puts_a_dot_there(easel: Easel) -> None:
    with easel.one_step():
        easel.click(easel.middle("generate", "clip", "finish", "clip"), held=ALT)
    dot = next(n.id for n in easel.graph if n.type == "shotloom.reroute")
    assert ("generate", "clip", dot, "input") in easel.links()
    assert (dot, "output", "finish", "clip") in easel.links()


def test_a_double_click_on_a_link_puts_a_dot_there(easel: Easel) -> None:
    with easel.one_step():
        easel.double_click(easel.middle("finish", "clip", "shot", "clip"))
    dot = next(n.id for n in easel.graph if n.type == "shotloom.reroute")
    assert {("finish", "clip", dot, "input"), (dot, "output", "shot", "clip")} <= easel.links()


def test_a_click_selects_a_link_and_delete_removes_it(easel: Easel) -> None:
    easel.click(easel.middle("finish", "clip", "shot", "clip"))
    assert easel.focus.links == {Link("finish", "clip", "shot", "clip")}
    with easel.one_step():
        easel.key(Qt.Key.Key_Delete)
    assert ("finish", "clip", "shot", "clip") not in easel.links()
