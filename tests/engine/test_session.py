"""The session: its parts are made once whoever asks, and documents come out of it as this program writes them."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine import files
from engine.document import Document
from engine.executor import Executor
from engine.graph import Graph, Group, Node
from engine.registry import Registry
from engine.session import Limits, Session
from engine.spec import NodeType, Port
from engine.types import PortType
from tests.engine.stages import crew, shot


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Knows `acme.glow`, which was called `acme.shine` once."""
    glow = NodeType(
        id="acme.glow",
        version=2,
        label="Glow",
        help="Glows.",
        category="Edit",
        replaces=("acme.shine",),
        outputs=(Port("clip", PortType.CLIP),),
        lower=lambda i, p, b: {},
    )
    with Session(Registry([glow]), tmp_path / "models", {}, data=tmp_path, cache=tmp_path / "cache") as made:
        yield made


def at_once(count: int, ask: Callable[[], Any]) -> list[Any]:
    """What so many threads get that ask at the same moment."""
    start, answers = threading.Barrier(count), []

    def go() -> None:
        start.wait()
        answers.append(ask())

    threads = [threading.Thread(target=go) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_part_is_made_once_though_many_threads_ask_at_once(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    waiting = threading.Event()

    def slow(*_: object) -> object:
        made.append(object())
        waiting.wait(0.05)
        return made[-1]

    monkeypatch.setattr("engine.device.detect", slow)
    answers = at_once(8, lambda: session.device)
    assert len(made) == 1
    assert answers == made * 8


def test_a_part_that_takes_long_holds_up_nobody_who_wants_another(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(*_: object) -> object:
        begun.set()
        assert go_on.wait(20)
        return object()

    monkeypatch.setattr("engine.device.detect", slow)
    thread = threading.Thread(target=lambda: session.device)
    thread.start()
    assert begun.wait(20)
    assert session.media.find("0" * 64) is None
    assert not session.cache.has("0" * 64)
    go_on.set()
    thread.join()


def test_what_is_allowed_while_the_engine_is_being_made_reaches_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(session: Session) -> Executor:
        begun.set()
        held = session.limits.held
        assert go_on.wait(20)
        return Executor(crew(tmp_path), lambda _: None, held=held)

    part = Session.__dict__["executor"]
    monkeypatch.setattr(part, "_make", slow)
    made = Session(
        Registry([]), tmp_path, {}, listener=lambda _: None, data=tmp_path, cache=tmp_path / "cache"
    )
    with made as session:
        thread = threading.Thread(target=lambda: session.executor)
        thread.start()
        assert begun.wait(20)
        session.allow(Limits(held=True, previews=False))
        go_on.set()
        thread.join()
        assert not session.executor.previews
        job = session.executor.submit(shot(kind="result", steps=1))
        with pytest.raises(TimeoutError):
            session.executor.wait(job, 0.3)
        session.allow(Limits())
        assert session.executor.wait(job, 20).state == "done"
        assert session.executor.previews


def test_what_could_not_be_made_is_tried_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> object:
        raise OSError("no driver")

    monkeypatch.setattr("engine.device.detect", refuse)
    with pytest.raises(OSError, match="no driver"):
        _ = session.device
    monkeypatch.setattr("engine.device.detect", lambda *_: "cpu")
    assert session.device == "cpu"


def test_old_node_types_are_replaced_in_groups_too(session: Session, tmp_path: Path) -> None:
    old = Graph.of([Node("a", "acme.shine", 1)])
    path = tmp_path / "old.loom"
    files.save(Document(graph=old, groups={"g": Group("g", "Look", old)}), path)
    document = session.open(path).document
    assert (document.graph["a"].type, document.graph["a"].version) == ("acme.glow", 2)
    assert document.groups["g"].graph["a"].type == "acme.glow"
    assert session.registry.upgraded(document) is document
