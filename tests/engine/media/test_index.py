"""Media are found by place or content, described by their own files, and never by what a graph claims."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.document import MediaItem
from engine.errors import MediaError
from engine.media import stills
from engine.media.frames import Clip
from engine.media.index import MediaIndex, content_hash
from engine.media.outside import MediaWorker, OutsideClip
from engine.types import Size
from tests.engine.media.sounding import tone_after, write_sound
from tests.engine.media.synthetic import numbered, numbers, write_video


class CountingWorker(MediaWorker):
    probes = 0

    def probe(self, path: Path):
        self.probes += 1
        return super().probe(path)


@pytest.fixture
def worker() -> Iterator[CountingWorker]:
    with CountingWorker() as own:
        yield own


@pytest.fixture
def index(tmp_path: Path, worker: CountingWorker) -> Iterator[MediaIndex]:
    opened = MediaIndex(tmp_path / "data" / "media.sqlite", worker)
    yield opened
    opened.close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "film"
    (folder / "media").mkdir(parents=True)
    write_video(folder / "media" / "fox.mp4", [numbered(i) for i in range(12)], rate=Fraction(12))
    stills.write_image(numbered(5), folder / "media" / "fox.png")
    return folder


def claimed(path: Path, **changes: object) -> MediaItem:
    item = MediaItem("m1", path.name, content_hash(path), "clip", 9_999, Fraction(99), Size(7, 7))
    return replace(item, **changes)


def test_a_chosen_file_becomes_an_entry_relative_only_inside_the_project(
    index: MediaIndex, project: Path, tmp_path: Path
):
    path = project / "media" / "fox.mp4"
    inside = index.item(path, "m1", project)
    assert inside == MediaItem(
        "m1",
        "fox.mp4",
        hashlib.sha256(path.read_bytes()).hexdigest(),
        "clip",
        12,
        Fraction(12),
        Size(96, 48),
        "media/fox.mp4",
    )
    assert index.item(path, "m1", tmp_path / "elsewhere").relative is None
    assert index.item(path, "m1").relative is None
    image = index.item(project / "media" / "fox.png", "m2", project)
    assert (image.kind, image.frames, image.rate) == ("image", 1, 0)


def test_what_a_graph_claims_is_replaced_by_the_facts(index: MediaIndex, project: Path):
    item = claimed(project / "media" / "fox.mp4", relative="media/fox.mp4")
    resolved = index.resolve([item], project)
    assert resolved.problems == ()
    assert resolved.missing == {}
    checked = resolved.items["m1"]
    assert (checked.frames, checked.rate, checked.size) == (12, 12, Size(96, 48))
    assert resolved.paths == {checked.sha256: project / "media" / "fox.mp4"}


def test_files_are_probed_and_hashed_once_until_they_change(
    index: MediaIndex, project: Path, worker: CountingWorker, tmp_path: Path
):
    path = project / "media" / "fox.mp4"
    first = index.learn(path)
    assert index.learn(path) == first
    assert worker.probes == 1
    again = MediaIndex(tmp_path / "data" / "media.sqlite", worker)
    assert again.learn(path) == first
    assert worker.probes == 1
    again.close()
    write_video(path, [numbered(i) for i in range(5)])
    assert index.learn(path).info.frames == 5
    assert worker.probes == 2


def test_outside_files_are_found_by_content_wherever_they_were_loaded(
    index: MediaIndex, project: Path, tmp_path: Path
):
    source = project / "media" / "fox.mp4"
    item = claimed(source)
    assert index.resolve([item], None).missing.keys() == {item.sha256}
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(source.read_bytes())
    index.learn(copy)
    assert index.resolve([item], None).paths == {item.sha256: copy}
    copy.write_bytes(copy.read_bytes()[:-1] + b"!")
    assert index.find(item.sha256) is None
    copy.unlink()
    assert index.resolve([item], None).missing.keys() == {item.sha256}


def test_an_allowed_folder_is_searched_by_name_and_content(index: MediaIndex, project: Path, tmp_path: Path):
    item = claimed(project / "media" / "fox.mp4")
    other = tmp_path / "other" / "deep"
    other.mkdir(parents=True)
    write_video(other / "fox.mp4", [numbered(3)] * 3)
    assert index.resolve([item], None, [tmp_path / "other"]).missing.keys() == {item.sha256}
    assert index.resolve([item], None, [tmp_path]).paths == {item.sha256: project / "media" / "fox.mp4"}


@pytest.mark.parametrize(
    "relative",
    ["../secret.mp4", "/etc/hostname", "http://a/b.mp4", "media/../../secret.mp4", "media\\fox.mp4"],
)
def test_a_graph_cannot_lead_out_of_its_folder(
    index: MediaIndex, project: Path, tmp_path: Path, relative: str
):
    write_video(tmp_path / "secret.mp4", [numbered(1)] * 2)
    item = claimed(tmp_path / "secret.mp4", relative=relative)
    resolved = index.resolve([item], project)
    assert resolved.paths == {}
    assert resolved.missing.keys() == {item.sha256}
    assert len(resolved.problems) == 1


def test_a_link_out_of_the_folder_is_not_followed(index: MediaIndex, project: Path, tmp_path: Path):
    write_video(tmp_path / "secret.mp4", [numbered(1)] * 2)
    (project / "media" / "link.mp4").symlink_to(tmp_path / "secret.mp4")
    resolved = index.resolve([claimed(tmp_path / "secret.mp4", relative="media/link.mp4")], project)
    assert resolved.paths == {}


def test_a_changed_file_in_the_project_counts_and_is_said(index: MediaIndex, project: Path):
    path = project / "media" / "fox.mp4"
    item = claimed(path, relative="media/fox.mp4")
    write_video(path, [numbered(i) for i in range(4)])
    resolved = index.resolve([item], project)
    assert [p.severity for p in resolved.problems] == ["warning"]
    assert resolved.items["m1"].frames == 4
    assert resolved.items["m1"].sha256 == content_hash(path)


def test_a_damaged_file_is_a_problem_with_a_remedy(index: MediaIndex, project: Path):
    path = project / "media" / "fox.mp4"
    item = claimed(path, relative="media/fox.mp4")
    path.write_bytes(path.read_bytes()[:300])
    resolved = index.resolve([item, replace(item, id="m2")], project)
    assert len(resolved.problems) == 2
    assert all(p.remedy and "fox.mp4" in p.message for p in resolved.problems)


def test_media_open_by_content(index: MediaIndex, project: Path):
    clip = index.open(index.learn(project / "media" / "fox.mp4").sha256)
    assert isinstance(clip, Clip)
    assert numbers(clip.read(0, 12)) == list(range(12))
    picture = index.open(index.learn(project / "media" / "fox.png").sha256)
    assert isinstance(picture, np.ndarray)
    assert (picture == numbered(5)).all()
    with pytest.raises(MediaError, match="found any more"):
        index.open("0" * 64)


def test_a_damaged_table_is_begun_afresh(tmp_path: Path, worker: CountingWorker, project: Path):
    path = tmp_path / "media.sqlite"
    path.write_bytes(b"not a database" * 100)
    index = MediaIndex(path, worker)
    assert index.learn(project / "media" / "fox.mp4").info.frames == 12
    index.close()


def test_a_take_is_opened_in_the_worker_like_any_file_from_outside(index: MediaIndex, project: Path):
    clip = index.open_take(project / "media" / "fox.mp4")
    assert isinstance(clip, OutsideClip)
    assert numbers(clip.read(3, 5)) == [3, 4]
    picture = index.open_take(project / "media" / "fox.png")
    assert isinstance(picture, np.ndarray)
    assert (picture == numbered(5)).all()
    (project / "media" / "evil.mp4").write_text("ffconcat version 1.0\nfile fox.mp4\n")
    with pytest.raises(MediaError, match="holds something else"):
        index.open_take(project / "media" / "evil.mp4")


def test_a_table_that_cannot_be_written_costs_only_the_memory_of_files(index: MediaIndex, project: Path):
    index._database.execute("PRAGMA query_only = 1")
    for _ in range(2):
        assert index.learn(project / "media" / "fox.mp4").info.frames == 12
    assert index.worker.probes == 2  # type: ignore[attr-defined]


def test_a_sound_is_an_entry_of_its_own_kind(index: MediaIndex, project: Path):
    path = write_sound(project / "media" / "song.wav", tone_after(0.0, 0.5))
    item = index.sound_item(path, "m1", project)
    assert (item.kind, item.frames, item.rate, item.size) == ("sound", 24_000, 48_000, (0, 0))
    assert item.relative == "media/song.wav"
    for use in (lambda: index.item(path, "m1", project), lambda: index.open(item.sha256)):
        with pytest.raises(MediaError, match="has no picture"):
            use()


def test_the_sound_of_a_clip_is_told_from_the_clip(index: MediaIndex, project: Path, worker: CountingWorker):
    path = write_sound(project / "media" / "take.mkv", tone_after(0.0, 0.5), picture_frames=12)
    clip, sound = index.item(path, "m1", project), index.sound_item(path, "m2", project)
    assert (clip.kind, clip.frames, sound.kind, sound.frames) == ("clip", 12, "sound", 24_000)
    claims = (replace(clip, frames=99), replace(sound, frames=99))
    assert index.resolve(claims, project).items == {"m1": clip, "m2": sound}
    mute = index.item(project / "media" / "fox.mp4", "m3", project)
    resolved = index.resolve([replace(mute, kind="sound")], project)
    assert "no sound" in resolved.problems[0].message
