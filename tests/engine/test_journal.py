"""The journal: every edit comes back after a crash, a torn end costs one edit, and nothing is deleted unasked."""

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from engine import journal as journal_module
from engine.document import Document
from engine.edits import apply, diff, from_json, to_json
from engine.errors import InputError, OutputError
from engine.files import dumps
from engine.graph import Graph, Link, Node
from engine.journal import Journal, journal_path, snapshot_path
from engine.lock import FileLock
from engine.paths import journal_folder, state_dir
from engine.recovery import crashed, discard, recover
from tests.engine.documents import documents, full
from tests.soak.kills import kill_while_journaling

FILM = Path("/films/film.loom")


class Clock:
    """Time that passes when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def seeded(document: Document, seed: object) -> Document:
    node = document.graph["gen"]
    return document.with_graph(document.graph.put(node.with_params(seed=seed)))  # type: ignore[arg-type]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=25)
@given(documents(), documents())
def test_an_edit_is_the_difference(old: Document, new: Document) -> None:
    edit = from_json(to_json(diff(old, new)))
    made = apply(old, edit)
    assert made == new
    assert dumps(made) == dumps(new)
    assert not diff(new, new)
    assert not diff(made, new)


@pytest.mark.parametrize("value", [True, 1.0, "1"])
def test_a_change_of_kind_is_an_edit(value: object) -> None:
    old, new = seeded(full(), 1), seeded(full(), value)
    assert dumps(apply(old, diff(old, new))) == dumps(new)


def test_an_edit_is_as_small_as_the_change() -> None:
    graph = Graph.of(Node(f"n{i}", "Prompt", params={"text": "x" * 50}) for i in range(300))
    old = Document(graph=graph.link(*(Link(f"n{i}", "a", f"n{i + 1}", "b") for i in range(299))))
    moved = old.with_graph(old.graph.put(replace(old.graph["n7"], position=(1.0, 2.0))))
    linked = old.with_graph(old.graph.link(Link("n0", "a", "n9", "b")))
    reordered = old.with_graph(Graph(old.graph.nodes, (old.graph.links[-1], *old.graph.links[:-1])))
    assert len(to_json(diff(old, moved))) < 300
    assert len(to_json(diff(old, linked))) < 200
    assert apply(old, diff(old, reordered)).graph.links == reordered.graph.links


def test_edits_come_back_after_a_crash(tmp_path: Path) -> None:
    clock = Clock()
    log = Journal(tmp_path / "j", full(), FILM, clock=clock)
    document = full()
    for seed in range(30):
        document = seeded(document, seed)
        log.record(f"Seed {seed}", document)
    log.abandon()
    found = recover(tmp_path / "j")
    assert found is not None
    assert (found.document, found.path, found.edits, found.last) == (document, FILM, 30, "Seed 29")
    assert found.notes == ()


def test_a_torn_end_costs_one_edit(tmp_path: Path) -> None:
    log = Journal(tmp_path, full(), None)
    for seed in (1, 2):
        log.record("Seed", seeded(full(), seed))
    log.abandon()
    whole = journal_path(tmp_path, 1).read_bytes()
    start = whole.rindex(b"\n", 0, len(whole) - 1) + 1
    for cut in [start, start + 1, *range(start + 2, len(whole), 17), len(whole) - 1]:
        journal_path(tmp_path, 1).write_bytes(whole[:cut])
        found = recover(tmp_path)
        assert found is not None
        assert found.document == seeded(full(), 1)
        assert bool(found.notes) == (cut > start)


def test_a_flipped_bit_ends_the_replay_before_it(tmp_path: Path) -> None:
    log = Journal(tmp_path, full(), None)
    for seed in (1, 2, 3):
        log.record("Seed", seeded(full(), seed))
    log.abandon()
    data = bytearray(journal_path(tmp_path, 1).read_bytes())
    second = [i for i, byte in enumerate(data) if byte == ord("\n")][1]
    data[second + 40] ^= 1
    journal_path(tmp_path, 1).write_bytes(data)
    found = recover(tmp_path)
    assert found is not None
    assert (found.document, found.edits) == (seeded(full(), 1), 1)
    assert found.notes


def test_syncs_each_second_or_twenty_edits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, synced = Clock(), []
    log = Journal(tmp_path, full(), None, clock=clock)
    monkeypatch.setattr(journal_module.os, "fsync", lambda handle: synced.append(handle))
    for seed in range(19):
        log.record("Seed", seeded(full(), 100 + seed))
    assert not synced
    log.record("Seed", seeded(full(), 200))
    assert len(synced) == 1
    log.record("Seed", seeded(full(), 201))
    clock.now += 1
    log.tick()
    log.tick()
    assert len(synced) == 2
    monkeypatch.undo()
    log.close()


def test_a_snapshot_each_minute_keeps_the_one_before(tmp_path: Path) -> None:
    clock = Clock()
    log = Journal(tmp_path, full(), FILM, clock=clock)
    for minute in range(4):
        log.record("Seed", seeded(full(), minute + 50))
        clock.now += 60
        log.tick()
    log.record("Seed", seeded(full(), 99))
    log.abandon()
    assert sorted(p.name for p in tmp_path.glob("*.loom")) == ["000004.loom", "000005.loom"]
    snapshot_path(tmp_path, 5).write_bytes(b"rubbish")
    found = recover(tmp_path)
    assert found is not None
    assert found.document == seeded(full(), 99)
    assert found.path == FILM
    assert "older one" in found.notes[0]


def test_a_document_that_is_open_is_not_recovered(tmp_path: Path) -> None:
    folder = journal_folder(FILM)
    log = Journal(folder, full(), FILM)
    assert recover(folder) is None
    assert crashed() == []
    with pytest.raises(InputError, match="already open"):
        Journal(folder, full(), FILM)
    log.abandon()
    assert crashed() == [folder]
    discard(folder)
    assert crashed() == []
    assert recover(folder) is None


def test_closing_leaves_nothing_behind() -> None:
    log = Journal(journal_folder(FILM), full(), FILM)
    log.record("Seed", seeded(full(), 1))
    log.close()
    assert list((state_dir() / "journals").iterdir()) == []


def test_what_a_crash_left_survives_opening_again() -> None:
    folder = journal_folder(FILM)
    first = Journal(folder, full(), FILM)
    first.record("Seed", seeded(full(), 1))
    first.abandon()
    second = Journal(folder, full(), FILM)
    [left] = crashed()
    second.close()
    found = recover(left)
    assert found is not None
    assert found.document == seeded(full(), 1)


def test_saving_sets_new_ground(tmp_path: Path) -> None:
    log = Journal(tmp_path, full(), None)
    log.record("Seed", seeded(full(), 1))
    log.saved(seeded(full(), 1), FILM)
    log.abandon()
    found = recover(tmp_path)
    assert found is not None
    assert (found.edits, found.path, found.document) == (0, FILM, seeded(full(), 1))


def test_a_full_disk_costs_no_edit_once_there_is_space(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Journal(tmp_path, full(), None)
    real, written = os.write, []

    def full_disk(handle: int, data: bytes) -> int:
        if written:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written.append(real(handle, data[:9]))
        return written[0]

    with monkeypatch.context() as patch:
        patch.setattr(journal_module.os, "write", full_disk)
        with pytest.raises(OutputError, match="No space"):
            log.record("Seed", seeded(full(), 1))
    log.record("Look", seeded(full(), 1).with_view({"zoom": 2}))
    log.abandon()
    found = recover(tmp_path)
    assert found is not None
    assert found.document == seeded(full(), 1).with_view({"zoom": 2})
    assert found.notes == ()


def test_a_process_killed_while_editing_loses_nothing(tmp_path: Path) -> None:
    outcome = kill_while_journaling(tmp_path, kills=4)
    assert (outcome.corrupt, outcome.lost) == (0, 0)
    assert outcome.acknowledged > 0


def test_a_lock_is_held_by_one(tmp_path: Path) -> None:
    one, two = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert one.acquire()
    assert one.acquire()
    assert not two.acquire()
    one.release()
    assert two.acquire()
    two.release()
    assert not (tmp_path / "lock").exists()
