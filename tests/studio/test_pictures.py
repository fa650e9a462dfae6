"""The latest picture of each node: where it comes from, that it follows the document, and that reading never blocks."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from engine import Document, Shot
from engine.types import FactKind, Facts, Size
from studio.survey import pictures
from tests.engine.graphs import document, group, node, take
from tests.studio.watched import Watched, watching

RED, BLUE = (200, 30, 20), (20, 40, 210)


def _png(path: Path, colour: tuple[int, int, int], width: int = 320, height: int = 180) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(QColor(*colour))
    assert image.save(str(path))
    return path


def _colour(watched: Watched, place: str) -> tuple[int, ...] | None:
    picture = watched.of(place).picture
    return QColor(picture.toImage().pixel(5, 5)).getRgb()[:3] if picture is not None else None


def _has_picture(watched: Watched, *places: str) -> None:
    watched.qtbot.waitUntil(lambda: all(watched.of(p).picture is not None for p in places), timeout=20_000)


@pytest.fixture
def loaded(qtbot: QtBot, tmp_path: Path) -> Iterator[Watched]:
    """A document with a node that loads a red picture of this machine; and one that loads a blue one for later."""
    with watching(qtbot, Document()) as watched:
        media = [
            watched.session.media.item(_png(tmp_path / f"{name}.png", colour), name)
            for name, colour in (("red", RED), ("blue", BLUE))
        ]
        doc = document(node("load_image", media="red"), node("prompt"))
        watched.model.edit("Add", lambda d: doc.with_media(*media))
        watched.looked()
        yield watched


def test_a_load_node_shows_its_file_small_and_in_its_shape(loaded: Watched) -> None:
    _has_picture(loaded, "load_image")
    assert _colour(loaded, "load_image") == RED
    picture = loaded.of("load_image").picture
    assert picture is not None
    assert (picture.width(), picture.height()) == (256, 144)
    assert loaded.of("prompt").picture is None


def test_another_file_is_another_picture_and_undo_brings_the_first_back(loaded: Watched) -> None:
    _has_picture(loaded, "load_image")
    loaded.put(node("load_image", media="blue"))
    loaded.qtbot.waitUntil(lambda: _colour(loaded, "load_image") == BLUE, timeout=10_000)
    loaded.model.stack.undo()
    loaded.qtbot.waitUntil(lambda: _colour(loaded, "load_image") == RED, timeout=10_000)


def test_a_deleted_node_has_no_picture(loaded: Watched) -> None:
    _has_picture(loaded, "load_image")
    loaded.model.edit("Delete", lambda d: d.with_graph(d.graph.remove("load_image")))
    loaded.qtbot.waitUntil(lambda: loaded.of("load_image").picture is None)


def test_nodes_of_one_file_share_its_picture(loaded: Watched) -> None:
    loaded.put(node("load_image2", "load_image", media="red"))
    _has_picture(loaded, "load_image", "load_image2")
    assert loaded.of("load_image").picture is loaded.of("load_image2").picture


def test_a_group_shows_what_is_behind_its_output(loaded: Watched) -> None:
    inner = group("inner", node("load_image", media="red"), outputs={"image": "load_image.image"})
    instance = replace(node("g"), type="group:inner")
    loaded.model.edit("Group", lambda d: d.with_group(inner).with_graph(d.graph.put(instance)))
    _has_picture(loaded, "g", "g/load_image")
    assert loaded.of("g").picture is loaded.of("g/load_image").picture


def test_a_large_picture_is_read_when_it_is_asked_for(loaded: Watched) -> None:
    found: list[QImage | None] = []
    loaded.pictures.large("load_image", found.append)
    loaded.qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    assert found[0] is not None
    assert (found[0].width(), found[0].height()) == (320, 180)
    loaded.pictures.large("prompt", found.append)
    assert found[1:] == [None]


def test_no_more_pictures_are_held_than_there_is_room_for(
    loaded: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "HELD", 1)
    loaded.put(node("load_image2", "load_image", media="blue"))
    loaded.looked()
    _has_picture(loaded, "load_image")
    loaded.qtbot.wait(200)
    assert loaded.of("load_image2").picture is None
    loaded.model.edit("Delete", lambda d: d.with_graph(d.graph.remove("load_image")))
    _has_picture(loaded, "load_image2")
    assert len(loaded.pictures._small) <= 2


def test_a_file_that_cannot_be_read_shows_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "one.png").write_bytes(b"nothing like a picture")
    shot = Shot("shot", takes=(replace(take("one"), file="one.png"),))
    with watching(qtbot, document(node("shot"), shots=(shot,)), takes=tmp_path) as watched:
        found: list[QImage | None] = []
        watched.pictures.large("shot", found.append)
        qtbot.waitUntil(lambda: bool(found), timeout=20_000)
        assert found == [None]
        assert watched.of("shot").picture is None


def test_a_shot_shows_its_pick_and_a_new_take_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    _png(tmp_path / "one.png", RED)
    _png(tmp_path / "two.png", BLUE)
    one, two = (replace(take(name), file=f"{name}.png") for name in ("one", "two"))
    with watching(
        qtbot, document(node("shot"), shots=(Shot("shot", takes=(one,)),)), takes=tmp_path
    ) as watched:
        _has_picture(watched, "shot")
        assert _colour(watched, "shot") == RED
        watched.model.add_take("shot", two)
        qtbot.waitUntil(lambda: _colour(watched, "shot") == BLUE, timeout=10_000)
        source = watched.pictures.source("shot")
        assert source is not None
        assert (source.kind, source.number) == ("take", 2)
        watched.model.edit("Pick", lambda d: d.with_pick("shot", "one"))
        qtbot.waitUntil(lambda: _colour(watched, "shot") == RED, timeout=10_000)


def test_a_node_that_saves_a_clip_shows_the_take_that_it_saves(qtbot: QtBot, tmp_path: Path) -> None:
    _png(tmp_path / "one.png", RED)
    one = replace(take("one"), file="one.png")
    doc = document(
        node("shot"), node("save_clip"), "shot.clip save_clip.clip", shots=(Shot("shot", takes=(one,)),)
    )
    with watching(qtbot, doc, takes=tmp_path) as watched:
        _has_picture(watched, "shot", "save_clip")
        assert _colour(watched, "save_clip") == RED


def test_a_cached_result_is_shown_and_stays_while_the_graph_goes_on(qtbot: QtBot) -> None:
    doc = document(node("still", text="a cat"), node("shot"), "still.image shot.clip")
    with watching(qtbot, doc) as watched:
        with qtbot.waitSignal(watched.checker.checked, timeout=30_000):
            watched.checker.use_keys()
        assert watched.checker.survey is not None
        picture = watched.checker.survey.picture("still")
        assert picture is not None
        pixels = np.full((9, 16, 3), RED, np.uint8)
        watched.session.cache.put(picture.key, pixels, Facts(FactKind.IMAGE, size=Size(16, 9)))
        watched.looked()
        _has_picture(watched, "still")
        assert _colour(watched, "still") == RED
        watched.put(node("still", text="another cat"))
        watched.looked()
        assert watched.of("still").state == "stale"
        assert _colour(watched, "still") == RED
        assert watched.pictures.yields("still")


def test_a_node_without_a_picture_says_so(loaded: Watched) -> None:
    assert not loaded.pictures.yields("prompt")
    assert loaded.pictures.yields("load_image")


def test_after_closing_nothing_is_handed_out(loaded: Watched) -> None:
    found: list[QImage | None] = []
    loaded.pictures.large("load_image", found.append)
    loaded.pictures.close()
    loaded.qtbot.wait(300)
    assert found == []


def test_what_a_pick_was_made_of_is_not_asked_once_nothing_differs_from_it(
    loaded: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer would come after the last look, and stay."""
    asked: list[object] = []
    differs = [True]
    monkeypatch.setattr(pictures, "differing", lambda survey: list(differs))
    monkeypatch.setattr(pictures, "made_for_picks", lambda *given: asked.append(given) or {})
    loaded.checker.use_keys()
    loaded.qtbot.waitUntil(lambda: loaded.checker.keys and loaded.errands.idle)
    loaded.looked()
    loaded.qtbot.waitUntil(lambda: bool(asked))
    gate = threading.Event()
    loaded.errands.run(gate.wait, lambda _: None)
    asked.clear()
    loaded.checker.checked.emit()
    differs.clear()
    loaded.checker.checked.emit()
    gate.set()
    loaded.qtbot.waitUntil(lambda: loaded.errands.idle)
    assert asked == []
