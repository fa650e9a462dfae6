"""The look at a document after every change: what each node lacks, what must run, and when it is looked at."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from engine import Shot
from engine.errors import Problem
from engine.graph import Flags
from engine.types import FactKind, Facts
from tests.engine.graphs import document, group, node, take
from tests.studio.watched import Watched, watching


def _film(**params: object) -> tuple[object, ...]:
    return (
        node("prompt", text="a boat"), node("generate", **params), node("shot"),
        "prompt.text generate.prompt", "generate.clip shot.clip",
    )  # fmt: skip


def _with_keys(watched: Watched) -> None:
    """From now on what is cached is known."""
    with watched.qtbot.waitSignal(watched.checker.checked, timeout=30_000):
        watched.checker.use_keys()


def test_what_a_shot_hangs_on_has_errors_with_their_remedy(qtbot: QtBot) -> None:
    with watching(qtbot, document(node("shot"))) as watched:
        assert watched.of("shot").state == "error"
        assert watched.of("shot").problems == (
            "Clip: nothing is linked to this input. Link a Clip output to it",
        )


def test_what_nothing_hangs_on_yet_only_warns(qtbot: QtBot) -> None:
    with watching(qtbot, document(node("reverse"))) as watched:
        assert watched.of("reverse").state == "warning"
        assert "Link a Clip output to it" in watched.of("reverse").problems[0]


def test_a_kind_that_is_not_known_is_missing(qtbot: QtBot) -> None:
    with watching(qtbot, document(node("dream", "dream"))) as watched:
        assert watched.of("dream").state == "missing"
        assert "not known here" in watched.of("dream").problems[0]


def test_media_that_is_not_here_is_missing_until_it_is_located(qtbot: QtBot) -> None:
    gone = {"b" * 64: Problem("this file cannot be found", value="footage.mp4", remedy="Use --allow")}
    doc = document(node("load_clip", media="footage"))
    with watching(qtbot, doc, missing=gone) as watched:
        assert watched.of("load_clip").state == "missing"
        (said,) = watched.of("load_clip").problems
        assert "this file cannot be found (got footage.mp4). Locate it in the Problems panel" in said
        with qtbot.waitSignal(watched.checker.checked):
            watched.checker.set_missing({})
        assert watched.of("load_clip").state == "idle"
        assert not watched.of("load_clip").problems


def test_muted_nodes_and_what_hangs_on_them_have_nothing_to_say(qtbot: QtBot) -> None:
    doc = document(*_film())  # type: ignore[arg-type]
    muted = replace(doc.graph["generate"], flags=Flags(mute=True))
    with watching(qtbot, doc.with_graph(doc.graph.put(muted))) as watched:
        assert [watched.of(n).state for n in ("generate", "shot")] == ["idle", "idle"]


def test_problems_in_a_group_are_told_inside_and_by_its_instance(qtbot: QtBot) -> None:
    inner = group("inner", node("trim"), outputs={"clip": "trim.clip"})
    doc = document(node("g", "x"), node("shot"), "g.clip shot.clip", groups=(inner,))
    doc = doc.with_graph(doc.graph.put(replace(doc.graph["g"], type="group:inner")))
    with watching(qtbot, doc) as watched:
        assert watched.of("g/trim").state == "error"
        (said,) = watched.of("g/trim").problems
        assert watched.of("g").state == "error"
        assert watched.of("g").problems == (f"Trim: {said}",)
        watched.focus.enter(("g",), "inner")
        assert watched.status.of("trim").problems == (said,)


def test_every_change_is_looked_at_and_a_burst_of_them_once(qtbot: QtBot) -> None:
    with watching(qtbot, document(node("reverse"))) as watched:
        looks: list[None] = []
        watched.checker.checked.connect(lambda: looks.append(None))
        with qtbot.waitSignal(watched.checker.checked):
            for n in range(5):
                watched.put(node(f"reverse{n}"))
        qtbot.wait(200)
        assert len(looks) == 1
        assert watched.of("reverse4").state == "warning"
        with qtbot.waitSignal(watched.checker.checked):
            watched.model.stack.undo()
        assert watched.of("reverse4").state == "idle"


def test_what_changes_no_result_is_not_looked_at(qtbot: QtBot) -> None:
    with watching(qtbot, document(node("reverse"))) as watched:
        looks: list[None] = []
        watched.checker.checked.connect(lambda: looks.append(None))
        watched.model.edit("Look", lambda d: replace(d, extra={"mine": b"1"}))
        qtbot.wait(200)
        assert not looks


def test_nothing_is_looked_at_while_a_mouse_button_is_down(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with watching(qtbot, document()) as watched:
        down = [Qt.MouseButton.LeftButton]
        monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: down[0])
        watched.put(node("reverse"))
        qtbot.wait(300)
        assert watched.of("reverse").state == "idle"
        down[0] = Qt.MouseButton.NoButton
        qtbot.waitSignal(watched.checker.checked).wait()
        assert watched.of("reverse").state == "warning"


def test_a_release_that_is_lost_does_not_stop_it_for_good(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.survey.checker.HELD_RESTS", 2)
    with watching(qtbot, document()) as watched:
        monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
        for name in ("one", "two"):
            watched.put(node(name, "reverse"))
            qtbot.waitSignal(watched.checker.checked).wait()
            assert watched.of(name).state == "warning"


def test_without_the_device_no_node_claims_to_be_cached_or_to_need_a_run(qtbot: QtBot) -> None:
    with watching(qtbot, document(*_film())) as watched:  # type: ignore[arg-type]
        assert {watched.of(n).state for n in ("prompt", "generate", "shot")} == {"idle"}


def test_with_the_device_what_is_cached_and_what_must_run_is_known(qtbot: QtBot) -> None:
    with watching(qtbot, document(*_film())) as watched:  # type: ignore[arg-type]
        _with_keys(watched)
        assert [watched.of(n).state for n in ("prompt", "generate", "shot")] == ["idle", "stale", "stale"]
        assert watched.checker.survey is not None
        picture = watched.checker.survey.picture("generate")
        assert picture is not None
        watched.session.cache.put(
            picture.key, np.zeros((4, 6, 3), np.uint8), Facts(FactKind.IMAGE, size=picture.facts.size)
        )
        watched.looked()
        assert watched.of("generate").state == "cached"
        with qtbot.waitSignal(watched.checker.checked):
            watched.put(node("prompt", text="another boat"))
        assert watched.of("generate").state == "stale"


def test_a_shot_is_cached_when_a_take_of_it_was_made_from_exactly_this(qtbot: QtBot) -> None:
    with watching(qtbot, document(*_film())) as watched:  # type: ignore[arg-type]
        _with_keys(watched)
        assert watched.checker.survey is not None
        key = watched.checker.survey.take_key("shot")
        with qtbot.waitSignal(watched.checker.checked):
            watched.model.add_take("shot", replace(take("one"), key=key, seconds=2.5))
        shot = watched.of("shot")
        assert (shot.state, shot.seconds, shot.badge) == ("cached", 2.5, "1 take")
        with qtbot.waitSignal(watched.checker.checked):
            watched.put(node("generate", seed=99))
        assert watched.of("shot").state == "stale"
        with qtbot.waitSignal(watched.checker.checked):
            watched.model.stack.undo()
        assert watched.of("shot").state == "cached"


def test_the_device_is_asked_once(qtbot: QtBot) -> None:
    with watching(qtbot, document(*_film())) as watched:  # type: ignore[arg-type]
        _with_keys(watched)
        looks: list[None] = []
        watched.checker.checked.connect(lambda: looks.append(None))
        watched.checker.use_keys()
        qtbot.wait(250)
        assert not looks


def test_a_closed_checker_says_nothing_more(qtbot: QtBot) -> None:
    with watching(qtbot, document(), path=Path("x.loom")) as watched:
        looks: list[None] = []
        watched.checker.checked.connect(lambda: looks.append(None))
        watched.checker.again()
        watched.checker.close()
        watched.put(node("reverse"))
        qtbot.wait(250)
        assert not looks


def test_shots_say_how_many_takes_they_have(qtbot: QtBot) -> None:
    doc = document(*_film(), shots=(Shot("shot", takes=(take("a"), take("b"))),))  # type: ignore[arg-type]
    with watching(qtbot, doc) as watched:
        assert watched.of("shot").badge == "2 takes"
