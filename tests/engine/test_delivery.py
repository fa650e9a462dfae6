"""Delivery: whole files under their final names or nothing; metadata without a second encode; takes of their own."""

import errno
import os
from fractions import Fraction
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import cv2
import numpy as np
import pytest

from engine import delivery as delivery_module
from engine.delivery import Delivery, check_delivery, deliver, take_of
from engine.errors import OutputError
from engine.executor import Executor
from engine.media import remux
from engine.media.encode import Preset, write_clip
from engine.media.frames import ArrayClip
from engine.media.metadata import read_metadata, sidecar
from engine.media.remux import deliver_copy
from engine.media.stills import read_image, write_image
from tests.engine.refusing import refuse_files
from tests.engine.stages import crew, frames_of, shot, step_of, to_files

TEXTS = {"shotloom": '{"nodes": ["ä", 1]}', "comment": "made here"}


def picture_frames(count: int = 7) -> Any:
    """Moving frames."""
    ramp = np.arange(64 * 48 * 3, dtype=np.uint16).reshape(48, 64, 3)
    return np.stack([((ramp + 40 * i) // 37).astype(np.uint8) for i in range(count)])


def encoded(folder: Path, kind: str) -> Path:
    """A file as the cache holds it."""
    path = folder / f"source.{kind}"
    if kind in ("png", "jpg", "webp"):
        write_image(picture_frames(1)[0], path)
    else:
        preset = Preset.FFV1 if kind == "webm" else None
        write_clip(ArrayClip(picture_frames(), Fraction(24000, 1001)), path, preset=preset)
    return path


@pytest.mark.parametrize("kind", ["mp4", "mov", "mkv"])
def test_clips_carry_their_graph_and_keep_every_packet(tmp_path: Path, kind: str) -> None:
    source, target = encoded(tmp_path, kind), tmp_path / f"out.{kind}"
    deliver_copy(source, target, TEXTS)
    assert read_metadata(target) == TEXTS
    assert np.array_equal(frames_of(target), frames_of(source))
    assert not sidecar(target).exists()
    reader = cv2.VideoCapture(str(target))
    assert int(reader.get(cv2.CAP_PROP_FRAME_COUNT)) == 7
    assert reader.get(cv2.CAP_PROP_FPS) == pytest.approx(24000 / 1001, rel=1e-3)
    reader.release()


@pytest.mark.parametrize("kind", ["png", "jpg", "gif"])
def test_pictures_and_animations_carry_their_graph(tmp_path: Path, kind: str) -> None:
    source, target = encoded(tmp_path, kind), tmp_path / f"out.{kind}"
    deliver_copy(source, target, TEXTS)
    assert read_metadata(target) == TEXTS
    assert not sidecar(target).exists()
    assert np.array_equal(read_image(target), read_image(source))
    assert target.stat().st_size > source.stat().st_size


def test_what_cannot_hold_the_graph_gets_it_beside(tmp_path: Path) -> None:
    source, target = encoded(tmp_path, "webp"), tmp_path / "out.webp"
    deliver_copy(source, target, TEXTS)
    assert read_metadata(target) == TEXTS
    assert sidecar(target).exists()
    deliver_copy(source, target, {}, overwrite=True)
    assert read_metadata(target) == {}
    assert not sidecar(target).exists()
    assert target.read_bytes() == source.read_bytes()


def test_a_remux_that_loses_frames_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = encoded(tmp_path, "mp4"), tmp_path / "out.mp4"
    short = encoded(tmp_path / "", "mov")
    write_clip(ArrayClip(picture_frames(3), Fraction(24000, 1001)), short, overwrite=True)
    real = remux.frame_table
    monkeypatch.setattr(
        remux, "frame_table", lambda path, *rest: real(short if path != source else path, *rest)
    )
    with pytest.raises(OutputError, match="3 of 7 frames"):
        deliver_copy(source, target, TEXTS)
    assert not target.exists()


def test_without_prompts_nothing_is_written_into_the_file(tmp_path: Path) -> None:
    plan = shot()
    with Executor(crew(tmp_path)) as executor:
        for name, metadata in (("with", TEXTS), ("without", {})):
            where = to_files(plan, tmp_path / name, metadata=metadata)
            executor.wait(executor.submit(plan, where), 30)
            assert read_metadata(tmp_path / name / "shot.mp4") == metadata


def test_existing_files_are_not_touched_without_leave(tmp_path: Path) -> None:
    plan, source = shot(), encoded(tmp_path, "mp4")
    where = to_files(plan, tmp_path / "out")
    target = tmp_path / "out/shot.mp4"
    target.write_bytes(b"precious")
    with pytest.raises(OutputError) as caught:
        check_delivery(plan, where)
    assert "--overwrite" in (caught.value.remedy or "")
    with pytest.raises(OutputError) as caught:
        deliver(plan.outputs[0], plan, source, where, seconds=1)
    assert caught.value.node == "shot"
    assert target.read_bytes() == b"precious"


@pytest.mark.parametrize("where", ["missing/out.mp4", "file/out.mp4", "folder"])
def test_a_place_that_cannot_be_written_is_refused_before_any_work(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError) as caught:
        check_delivery(shot(), Delivery(files={"shot": str(tmp_path / where)}))
    assert caught.value.remedy
    with pytest.raises(OutputError):
        check_delivery(shot(), Delivery())
    with pytest.raises(OutputError):
        check_delivery(shot(kind="take"), Delivery(takes=str(tmp_path / "file/takes")))


@pytest.mark.parametrize("make_folders", [False, True])
def test_a_folder_that_promises_more_than_it_keeps_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_folders: bool
) -> None:
    """As those of the system do, into which root may write, but nobody can."""
    refuse_files(monkeypatch, tmp_path)
    where = tmp_path / "new" / "a.mp4" if make_folders else tmp_path / "a.mp4"
    with pytest.raises(OutputError, match="nothing can be written into") as caught:
        check_delivery(shot(), Delivery(files={"shot": str(where)}, make_folders=make_folders))
    assert caught.value.node == "shot"
    assert str(tmp_path) in caught.value.message
    assert not list(tmp_path.iterdir())


def test_looking_whether_a_folder_takes_files_leaves_nothing(tmp_path: Path) -> None:
    check_delivery(shot(), Delivery(files={"shot": str(tmp_path / "a.mp4")}))
    assert not list(tmp_path.iterdir())


def test_a_folder_is_made_when_there_is_something_to_put_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    where = Delivery(files={"shot": str(tmp_path / "a/b/shot.mp4")}, make_folders=True)
    plan, source = shot(), encoded(tmp_path, "mp4")
    check_delivery(plan, where)
    assert not (tmp_path / "a").exists()
    with monkeypatch.context() as patched:
        patched.setattr("engine.media.remux.deliver_copy", Mock(side_effect=OutputError("no space left")))
        with pytest.raises(OutputError):
            deliver(plan.outputs[0], plan, source, where, seconds=1)
    assert not (tmp_path / "a").exists()
    deliver(plan.outputs[0], plan, source, where, seconds=1)
    assert (tmp_path / "a/b/shot.mp4").is_file()
    with pytest.raises(OutputError):
        check_delivery(plan, Delivery(files={"shot": str(tmp_path / "file/b/shot.mp4")}, make_folders=True))


@pytest.mark.parametrize("kind", ["file", "take"])
def test_a_full_disk_leaves_nothing_under_the_final_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    source, plan = encoded(tmp_path, "mp4"), shot(kind=kind)
    out = tmp_path / "out"
    out.mkdir()
    where = Delivery(files={"shot": str(out / "shot.mp4")}, takes=str(out))
    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(delivery_module.shutil, "copyfile", full)
    with pytest.raises(OutputError) as caught:
        deliver(plan.outputs[0], plan, source, where, seconds=1)
    assert caught.value.remedy
    assert list(out.iterdir()) == []


def test_a_failed_delivery_is_a_failure_of_its_node_and_the_cache_keeps_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, people = shot(), crew(tmp_path)
    with Executor(people) as executor:
        where = to_files(plan, tmp_path / "out")

        def full(*_: Any, **__: Any) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(delivery_module.shutil, "copyfile", full)
        outcome = executor.wait(executor.submit(plan, where), 30)
        assert (outcome.state, outcome.failures[0].node) == ("failed", "shot")
        assert list((tmp_path / "out").iterdir()) == []
        monkeypatch.undo()
        again = executor.wait(executor.submit(plan, where), 30)
        assert (again.state, again.ran) == ("done", 0)


def test_a_take_is_a_file_of_its_own_with_everything_about_it(tmp_path: Path) -> None:
    plan, people = shot(kind="take", seed=7, prompt="a kite"), crew(tmp_path)
    takes = tmp_path / "film.media/takes"
    with Executor(people) as executor:
        outcome = executor.wait(executor.submit(plan, Delivery(takes=str(takes))), 30)
        (finished,) = outcome.finished
        take = finished.take
        assert take is not None
        people.cache.remove(plan.outputs[0].key)
    assert take.file == f"{step_of(plan, 'encode').key}.mp4"
    assert (take.seed, take.model, take.model_digest) == (7, "Fake", "fake-digest")
    assert (take.frames, take.rate, take.size) == (9, Fraction(12), plan.outputs[0].facts.size)
    assert take.settings == {"shot": {"text": "a kite", "seed": 7}}
    assert take.created[10] == "T"
    assert take.created[-6] in "+-"
    assert 0 < take.seconds < 60
    assert [p.name for p in takes.iterdir()] == [take.file]
    assert frames_of(takes / take.file).shape == (9, 64, 112, 3)


def test_the_same_take_twice_is_one_file_and_two_takes(tmp_path: Path) -> None:
    plan, where = shot(kind="take"), Delivery(takes=str(tmp_path / "takes"))
    with Executor(crew(tmp_path)) as executor:
        takes = [executor.wait(executor.submit(plan, where), 30).finished[0].take for _ in range(2)]
    assert len({take.id for take in takes if take}) == 2
    assert len(list((tmp_path / "takes").iterdir())) == 1


def test_a_still_becomes_a_take_of_one_second() -> None:
    plan = shot(kind="take")
    output = plan.outputs[0]
    from dataclasses import replace

    still = replace(output, facts=replace(output.facts, frames=1, rate=Fraction(0)))
    assert take_of(still, plan, "x.png", 1.0).duration == 1
