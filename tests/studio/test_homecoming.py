"""Jobs that outlive documents and the program, and takes that come home to the document that asked for them."""

import os
import threading
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

import resources
from engine.errors import ModelError
from engine.graph import Link, Node
from engine.shots import Take
from engine.types import Size
from studio.app import Studio
from studio.projects.opened import OpenDocument
from studio.projects.recovery import offers
from studio.work import jobs as jobs_module
from tests.engine.stages import harm
from tests.fake_model import FakeModel
from tests.studio.workplace import until

SAMPLE = resources.path("samples/text-to-clip.loom")
Start = Callable[[], Studio]


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, fake: FakeModel) -> Iterator[Start]:
    """Starts the program, once or again after it was closed; with a quick model."""
    font, colours, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    started: list[Studio] = []

    def begin() -> Studio:
        made = Studio(qapp)
        started.append(made)
        made.show(None, None, quiet=True)
        return made

    yield begin
    for made in started:
        if isValid(made):
            end(made)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(colours)
    qapp.setFont(font)


def end(studio: Studio) -> None:
    """Close the program, as its window does."""
    studio.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def film(studio: Studio, path: Path) -> OpenDocument:
    """The sample as a project that was saved at a path."""
    document = studio.parts.workspace.open_copy(SAMPLE)
    assert isinstance(document, OpenDocument)
    assert studio.parts.workspace.save_as(document, path)
    return document


def opened(studio: Studio, path: Path) -> OpenDocument:
    document = studio.parts.workspace.open(path)
    assert isinstance(document, OpenDocument)
    return document


def generate(studio: Studio, document: OpenDocument, *, takes: int = 1) -> None:
    status = studio.window.page_of(document).status
    studio.parts.jobs.generate(document, status, [], takes=takes)


def states(studio: Studio) -> list[str]:
    return [line.state for line in studio.parts.jobs.lines]


def takes(document: OpenDocument) -> list[str]:
    return [take.id for shot in document.model.document.shots.values() for take in shot.takes]


def idle(studio: Studio) -> None:
    until(lambda: not studio.parts.jobs.busy, "everything is made")


def arrivals(studio: Studio, path: Path) -> list[str]:
    return [arrival.take.id for arrival in studio.parts.session.arrivals.of(str(path))]


def test_jobs_of_last_time_are_there_at_once_and_go_on_when_the_engine_may(
    start: Start, fake: FakeModel, tmp_path: Path
) -> None:
    fake.pause = 0.2
    first = start()
    document = film(first, tmp_path / "film.loom")
    generate(first, document, takes=3)
    until(lambda: states(first) == ["running", "waiting", "waiting"], "one of three runs")
    until(lambda: any(line.share > 0 for line in first.parts.jobs.lines), "it is under way")
    end(first)
    fake.pause = 0.0
    second, said = start(), []
    second.parts.jobs.said.connect(said.append)
    until(lambda: states(second) == ["waiting"] * 3, "they wait")
    assert all(line.prompt and line.place for line in second.parts.jobs.lines)
    document = opened(second, tmp_path / "film.loom")
    second.parts.jobs.go_on()
    until(lambda: len(takes(document)) == 3, "the takes are home")
    assert "Going on with 3 jobs of last time" in said
    folder = document.opened().takes
    assert all(
        (folder / take.file).is_file() for s in document.model.document.shots.values() for take in s.takes
    )


def test_a_list_of_jobs_that_was_damaged_is_told_and_what_can_be_read_goes_on(
    start: Start, tmp_path: Path
) -> None:
    first = start()
    first.parts.jobs.pause()
    document = film(first, tmp_path / "film.loom")
    generate(first, document, takes=40)
    until(lambda: states(first) == ["waiting"] * 40, "all wait")
    first.parts.jobs.resume()
    path = first.parts.session.folders["data"] / "queue.sqlite"
    end(first)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    second, said = start(), []
    second.parts.jobs.said.connect(said.append)
    until(lambda: said, "something is said")
    assert "The list of jobs was damaged" in said[0]
    assert str(path.with_name("queue.sqlite.damaged")) in said[0]
    assert 1 <= states(second).count("waiting") < 40
    second.parts.jobs.pause()
    until(lambda: second.parts.jobs.paused, "the queue is paused")
    second.parts.jobs.go_on()
    until(lambda: len(said) > 1, "that it goes on is said")
    # Not written over within a moment, and not told for ever.
    assert "damaged" in said[1]
    assert "waiting since last time" in said[1]
    with second.parts.session.queue._lock:
        harm(second.parts.session.queue._database, path)
    before = len(said)
    second.parts.jobs.resume()
    until(
        lambda: any("damaged" in text for text in said[before:]),
        "damage in the middle of the work is told too",
    )


def test_without_jobs_of_last_time_no_engine_is_started(start: Start) -> None:
    studio = start()
    studio.parts.jobs.go_on()
    idle(studio)
    assert "executor" not in studio.parts.session.__dict__
    assert "device" not in studio.parts.session.__dict__


def test_a_saved_document_that_closes_leaves_its_jobs_and_finds_the_take_when_it_opens(
    start: Start, fake: FakeModel, tmp_path: Path
) -> None:
    fake.pause = 0.1
    studio, path = start(), tmp_path / "film.loom"
    document = film(studio, path)
    generate(studio, document)
    until(lambda: "running" in states(studio), "it runs")
    studio.parts.workspace.close(document)
    said: list[str] = []
    studio.parts.jobs.said.connect(said.append)
    idle(studio)
    assert any("film has it when it is opened" in text for text in said)
    assert states(studio) == ["done"]
    assert len(arrivals(studio, path)) == 1
    document = opened(studio, path)
    until(lambda: len(takes(document)) == 1, "the take is home")
    # Until a file holds it, it comes again, as the same take.
    known = takes(document)
    studio.parts.workspace.close(document)
    document = opened(studio, path)
    until(lambda: takes(document) == known, "it is home again")
    assert studio.parts.workspace.save(document)
    until(lambda: not arrivals(studio, path), "the file has it")
    studio.parts.workspace.close(document)
    assert takes(opened(studio, path)) == known


def test_a_take_that_was_deleted_before_saving_does_not_come_again(start: Start, tmp_path: Path) -> None:
    studio, path = start(), tmp_path / "film.loom"
    document = film(studio, path)
    generate(studio, document)
    until(lambda: len(takes(document)) == 1, "the take is home")
    model = document.model
    (shot,) = model.document.shots
    (take,) = takes(document)
    model.edit("Delete Take", lambda d: d.without_take(shot, take))
    assert studio.parts.workspace.save(document)
    until(lambda: not arrivals(studio, path), "nobody brings it again")
    studio.parts.workspace.close(document)
    assert takes(opened(studio, path)) == []


def test_a_take_that_no_file_holds_stays_when_the_file_is_read_again(start: Start, tmp_path: Path) -> None:
    studio, path = start(), tmp_path / "film.loom"
    document = film(studio, path)
    generate(studio, document)
    idle(studio)
    known = takes(document)
    assert len(known) == 1
    assert studio.parts.workspace.reload(document)
    until(lambda: takes(document) == known, "the take is home again")
    assert studio.parts.workspace.save(document)
    until(lambda: not arrivals(studio, path), "the file holds it")
    assert takes(document) == known


def test_a_take_finds_a_document_that_moves_while_its_master_is_copied(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = start()
    document = film(studio, tmp_path / "film.loom")
    made = tmp_path / "elsewhere.mp4"
    made.write_bytes(b"a film")
    take = Take(
        "t", "made.mp4", 9, Fraction(12), Size(112, 64), 1, 1.0, "2026-01-01T00:00:00+00:00", "m", "d", "k"
    )
    shot = next(iter(document.model.document.graph.nodes))

    def refuse(*_: object) -> None:
        raise OSError("another disk")

    monkeypatch.setattr(os, "link", refuse)
    studio.parts.jobs.homecoming.bring(document, shot, "", take, made)
    assert studio.parts.workspace.save_as(document, tmp_path / "other.loom")
    until(lambda: takes(document) == ["t"], "the take is home")
    assert (document.opened().takes / take.file).read_bytes() == b"a film"


def test_nodes_of_a_document_that_opens_show_what_waits_for_them(
    start: Start, fake: FakeModel, tmp_path: Path
) -> None:
    studio, path = start(), tmp_path / "film.loom"
    document = film(studio, path)
    studio.parts.jobs.pause()
    generate(studio, document)
    until(lambda: states(studio) == ["waiting"], "it waits")
    studio.parts.workspace.close(document)
    document = opened(studio, path)
    place = studio.parts.jobs.lines[0].place
    assert studio.window.page_of(document).status.at(place).state == "queued"
    studio.parts.jobs.resume()
    idle(studio)
    assert len(takes(document)) == 1
    assert studio.window.page_of(document).status.ran(place) is None


def test_jobs_and_takes_follow_a_document_that_is_saved_elsewhere(start: Start, tmp_path: Path) -> None:
    studio, new = start(), tmp_path / "there" / "other.loom"
    new.parent.mkdir()
    document = film(studio, tmp_path / "film.loom")
    studio.parts.jobs.pause()
    generate(studio, document)
    until(lambda: states(studio) == ["waiting"], "it waits")
    assert studio.parts.workspace.save_as(document, new)
    until(lambda: studio.parts.session.queue.records()[0].document == str(new), "the queue knows")
    assert studio.parts.jobs.lines[0].document == str(new)
    studio.parts.workspace.close(document)
    studio.parts.jobs.resume()
    idle(studio)
    document = opened(studio, new)
    until(lambda: len(takes(document)) == 1, "the take is home")
    (shot,) = document.model.document.shots.values()
    assert (document.opened().takes / shot.takes[0].file).is_file()
    assert not list(tmp_path.glob(f"film.media/**/{shot.takes[0].file}"))


def test_discarding_an_unsaved_project_cancels_its_jobs_and_quitting_keeps_them(
    start: Start, fake: FakeModel
) -> None:
    studio = start()
    studio.parts.jobs.pause()
    one, other = (studio.parts.workspace.open_copy(SAMPLE) for _ in range(2))
    for document in (one, other):
        assert isinstance(document, OpenDocument)
        generate(studio, document)
    until(lambda: states(studio) == ["waiting"] * 2, "both wait")
    studio.parts.workspace.close(one)
    until(lambda: states(studio) == ["waiting"], "one is gone")
    assert other.worth_keeping
    end(studio)
    studio = start()
    until(lambda: states(studio) == ["waiting"], "the other waits for its project to be recovered")
    assert studio.parts.jobs.lines[0].document == str(other.place)


def test_a_wish_that_is_not_compiled_yet_is_dropped_with_its_document(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio, go = start(), threading.Event()
    begun = threading.Event()
    compiled = jobs_module.answer

    def slowly(*given: object) -> object:
        begun.set()
        assert go.wait(20)
        return compiled(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(jobs_module, "answer", slowly)
    document = film(studio, tmp_path / "film.loom")
    generate(studio, document)
    until(begun.is_set, "it is being compiled")
    studio.parts.workspace.close(document)
    go.set()
    idle(studio)
    assert states(studio) == []


def test_stop_also_stops_what_was_queued_a_moment_ago(
    start: Start, fake: FakeModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the queue and the list a job is not seen for a moment; Stop means it all the same."""
    fake.pause = 0.2
    studio, queued, go = start(), threading.Event(), threading.Event()
    executor = studio.parts.session.executor
    submit = executor.submit

    def slowly(*given: object) -> str:
        job = submit(*given)  # type: ignore[arg-type]
        queued.set()
        assert go.wait(20)
        return job

    monkeypatch.setattr(executor, "submit", slowly)
    document = film(studio, tmp_path / "film.loom")
    generate(studio, document, takes=2)
    until(queued.is_set, "the first take is queued")
    studio.parts.jobs.stop()
    go.set()
    idle(studio)
    until(lambda: states(studio) == [], "nothing of it is left")
    assert takes(document) == []


def test_a_node_that_fails_stops_only_what_depends_on_it(
    start: Start, fake: FakeModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = start()
    document = film(studio, tmp_path / "film.loom")
    graph = document.model.document.graph
    shot, generated = (next(n for n in graph if n.type == f"shotloom.{k}") for k in ("shot", "generate"))
    bad = Node("bad", generated.type, params={**generated.params, "text": "astray"})
    second = Node("second", shot.type, params=shot.params)
    link = Link("bad", "clip", "second", "clip")
    document.model.edit("Add", lambda d: d.with_graph(d.graph.put(bad, second).link(link)))
    encode = FakeModel.encode_text

    def astray(model: FakeModel, prompts: list[str]) -> object:
        if any("astray" in prompt for prompt in prompts):
            raise ModelError("the model went astray", remedy="Use other words")
        return encode(model, prompts)

    monkeypatch.setattr(FakeModel, "encode_text", astray)
    failures: list[tuple[object, str]] = []
    studio.parts.jobs.failed.connect(lambda document, place, failed: failures.append((document, place)))
    generate(studio, document)
    until(lambda: len(states(studio)) == 2, "two jobs")
    idle(studio)
    assert sorted(states(studio)) == ["done", "failed"]
    assert len(takes(document)) == 1
    assert failures == [(document, "bad")]
    (failed,) = [line for line in studio.parts.jobs.lines if line.state == "failed"]
    assert failed.remedy == "Use other words"
    assert studio.window.page_of(document).status.at("bad").state == "error"


def test_a_new_take_is_told_of_until_its_shot_is_selected(start: Start, tmp_path: Path) -> None:
    studio = start()
    document = film(studio, tmp_path / "film.loom")
    generate(studio, document)
    until(lambda: len(takes(document)) == 1, "the take is home")
    status = studio.window.page_of(document).status
    (shot,) = document.model.document.shots
    assert status.at(shot).badge == "new take"
    document.focus.select((shot,), current=shot)
    assert status.at(shot).badge != "new take"


def test_discarding_what_a_crash_left_takes_its_jobs_off_the_list(start: Start) -> None:
    studio = start()
    studio.parts.jobs.pause()
    document = studio.parts.workspace.open_copy(SAMPLE)
    assert isinstance(document, OpenDocument)
    generate(studio, document)
    until(lambda: states(studio) == ["waiting"], "it waits")
    end(studio)
    studio = start()
    until(lambda: states(studio) == ["waiting"], "it waits for its project")
    (offer,) = offers()
    studio.parts.workspace.discard(offer)
    until(lambda: states(studio) == [], "nobody wants it")
    assert offers() == []
