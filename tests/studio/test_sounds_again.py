"""A sound that is missing is found again below a folder; the kinds of files that the studio offers are the engine's."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.media import formats
from engine.media.index import MediaIndex
from engine.media.outside import MediaWorker
from studio.problems.search import in_file, in_folder
from studio.projects import opening
from tests.engine.media.sounding import tone_after, write_sound


@pytest.fixture
def session(tmp_path: Path) -> Iterator[SimpleNamespace]:
    with MediaWorker() as worker:
        index = MediaIndex(None, worker)
        yield SimpleNamespace(media=index)
        index.close()


def test_a_missing_sound_is_found_by_its_content_or_name(session: SimpleNamespace, tmp_path: Path) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    path = write_sound(folder / "song.wav", tone_after(0.0, 0.25))
    missing = session.media.sound_item(path, "m1")
    path.rename(folder / "other.wav")
    assert in_folder([missing], folder, session, None).same == {"m1": replace(missing, name="other.wav")}
    assert in_file(missing, folder / "other.wav", session, None).same["m1"].kind == "sound"
    changed = replace(missing, sha256="0" * 64, name="other.wav")
    assert in_folder([changed], folder, session, None).other["m1"].sha256 == missing.sha256


def test_the_studio_offers_what_the_engine_reads() -> None:
    assert set(opening.SOUNDS) == set(formats.SOUND_EXTENSIONS)
    assert set(opening.MEDIA) == set(formats.EXTENSIONS)
