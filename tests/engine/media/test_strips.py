"""Filmstrips are bounded, found again when zooming, made beside playing, and never waited for."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.media.frames import ArrayClip
from engine.media.playback_background import Background
from engine.media.playback_state import State, StateBar
from engine.media.proxies import Proxies
from engine.media.store import FrameStore, Grade
from engine.media.strips import Strips, strip_index
from engine.types import Size
from tests.engine.media.screening import RATE, SIZE, Worker, footage, reel, wait
from tests.engine.media.synthetic import number_of, numbered

A, B = footage("a"), footage("b")


class Shop:
    """A background thread and what it fills."""

    def __init__(self, folder: Path | None) -> None:
        self.worker = Worker()
        self.store = FrameStore(1 << 24)
        self.strips = Strips(most=50, height=24)
        self.proxies = Proxies(folder)
        self.changed: list[str] = []
        self.busy = False
        self.background = Background(
            self.store, self.proxies, self.strips, self.worker, self.changed.append, lambda: self.busy
        )


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path / "proxies")
    yield made
    made.worker.gate.set()
    made.background.close()
    made.proxies.close()


@given(st.integers(1, 3000), st.floats(0.5, 500), st.integers(1, 4), st.data())
def test_wide_spacings_use_places_of_narrower_ones(
    frames: int, spacing: float, times: int, data: st.DataObject
):
    index = data.draw(st.integers(0, frames - 1))
    wide = strip_index(frames, index, spacing * 2**times)
    assert 0 <= wide <= index
    assert strip_index(frames, wide, spacing) == wide
    near = strip_index(frames, index, spacing)
    assert wide <= near <= index
    assert index - near <= spacing


def test_the_nearest_thumbnail_stands_in():
    strips = Strips()
    assert strips.nearest("a", 5) is None
    for index in (0, 40, 80):
        strips.put("a", index, numbered(index, 20, 10))
    for index, expected in ((0, 0), (19, 0), (21, 40), (70, 80), (999, 80)):
        found = strips.nearest("a", index)
        assert found is not None
        assert found[0] == expected


def test_those_not_looked_at_go_first():
    strips = Strips(most=3)
    for index in range(3):
        strips.put("a", index, numbered(index, 20, 10))
    strips.get("a", 0)
    strips.put("b", 0, numbered(0, 20, 10))
    assert len(strips) == 3
    assert [strips.get("a", index) is not None for index in range(3)] == [True, False, True]
    assert strips.nearest("a", 1) is not None


def test_very_wide_ones_are_bounded_by_their_bytes():
    strips = Strips(most_bytes=3 * 20 * 10 * 3)
    for index in range(5):
        strips.put("a", index, numbered(index, 20, 10))
    strips.put("a", 4, numbered(4, 20, 10))
    assert len(strips) == 3
    strips.put("b", 0, numbered(0, 2000, 10))
    assert len(strips) == 1
    assert strips.nearest("a", 4) is None


def test_thumbnails_are_made_most_wanted_first_and_in_their_size(shop: Shop):
    shop.worker.gate.clear()
    shop.background.want_strips([(A, 7)])
    wait(lambda: shop.worker.asked != [])
    shop.background.want_strips([(A, 9), (B, 1), (A, 0)])
    shop.worker.gate.set()
    wait(lambda: len(shop.strips) == 4)
    assert shop.worker.asked == [("a", 7, 8), ("a", 9, 10), ("b", 1, 2), ("a", 0, 1)]
    assert shop.changed == ["a", "a", "b", "a"]
    picture = shop.strips.get("a", 9)
    assert picture is not None
    assert picture.shape == (24, 48, 3)
    assert number_of(picture) == 9


def test_what_left_the_sight_is_not_made(shop: Shop):
    shop.worker.gate.clear()
    shop.background.want_strips([(A, n) for n in range(30)])
    wait(lambda: shop.worker.asked != [])
    shop.background.want_strips([(B, 5)])
    shop.worker.gate.set()
    wait(lambda: shop.strips.get("b", 5) is not None)
    assert len(shop.strips) == 2


def test_frames_at_hand_spare_the_file(shop: Shop):
    shop.store.put("a", Grade.FULL, 3, numbered(3, *SIZE))
    shop.background.want_strips([(A, 3)])
    wait(lambda: len(shop.strips) == 1)
    assert shop.worker.asked == []


def test_a_file_that_cannot_be_read_holds_up_nobody(shop: Shop):
    shop.worker.broken.add("a")
    shop.background.want_strips([(A, 1), (A, 2), (A, 3), (B, 1)])
    wait(lambda: len(shop.strips) == 1)
    assert shop.worker.asked == [("a", 1, 2), ("b", 1, 2)]


def test_a_proxy_is_made_and_thumbnails_come_from_it(shop: Shop):
    shop.background.want_proxy(A)
    wait(lambda: shop.proxies.have(A))
    wait(lambda: shop.background.waiting == 0)
    assert shop.changed == ["a"]
    asked = len(shop.worker.asked)
    shop.background.want_strips([(A, 50)])
    wait(lambda: len(shop.strips) == 1)
    picture = shop.strips.get("a", 50)
    assert picture is not None
    assert number_of(picture) == 50
    assert len(shop.worker.asked) == asked
    shop.background.want_proxy(A)
    assert shop.background.waiting == 0


def test_thumbnails_do_not_wait_for_a_proxy_and_a_proxy_waits_for_who_plays(shop: Shop):
    shop.busy = True
    shop.background.want_proxy(A)
    wait(lambda: shop.background.waiting == 1)
    shop.background.want_strips([(B, 4)])
    wait(lambda: shop.strips.get("b", 4) is not None)
    assert not shop.proxies.have(A)
    shop.busy = False
    wait(lambda: shop.proxies.have(A))


def test_closing_in_the_midst_of_a_proxy_leaves_no_file(tmp_path: Path):
    shop = Shop(tmp_path)
    shop.busy = True
    shop.background.want_proxy(A)
    threading.Event().wait(0.05)
    shop.background.close()
    assert not list(tmp_path.iterdir())
    assert shop.worker.closed


def test_a_proxy_of_another_clip_is_not_used(tmp_path: Path):
    proxies = Proxies(tmp_path)
    clip = ArrayClip(np.stack([numbered(n, *SIZE) for n in range(12)]), RATE)
    proxies.make(footage("a", 12), clip)
    assert Proxies(tmp_path).open(footage("a", 12)) is not None
    again = Proxies(tmp_path)
    assert again.have(footage("a", 13))
    assert again.open(footage("a", 13)) is None
    assert not again.have(footage("a", 12))
    assert not list(tmp_path.iterdir())


def test_a_damaged_proxy_is_dropped(tmp_path: Path):
    (tmp_path / "a.mov").write_bytes(b"nothing")
    proxies = Proxies(tmp_path)
    assert proxies.open(A) is None
    assert proxies.wanted(A)


def test_a_proxy_whose_frames_are_damaged_makes_way_for_the_master(shop: Shop):
    shop.background.want_proxy(A)
    wait(lambda: shop.background.waiting == 0 and shop.proxies.have(A))
    (path,) = shop.proxies.folder.iterdir()
    data = bytearray(path.read_bytes())
    # The frames lie in front, the index behind them.
    data[64 : len(data) * 3 // 4] = bytes(len(data) * 3 // 4 - 64)
    path.write_bytes(data)
    shop.background.want_strips([(A, 50)])
    wait(lambda: len(shop.strips) == 1)
    picture = shop.strips.get("a", 50)
    assert picture is not None
    assert number_of(picture) == 50
    assert not path.exists()
    assert shop.proxies.wanted(A)


def test_names_from_elsewhere_stay_in_the_folder(tmp_path: Path):
    proxies = Proxies(tmp_path / "inside")
    evil = footage("../evil", 2)
    proxies.make(evil, ArrayClip(np.stack([numbered(n, *SIZE) for n in range(2)]), RATE))
    assert proxies.have(evil)
    assert [path.name for path in tmp_path.iterdir()] == ["inside"]


def test_the_oldest_proxies_go_when_there_are_too_many(tmp_path: Path):
    clip = ArrayClip(np.stack([numbered(n, *SIZE) for n in range(4)]), RATE)
    first = Proxies(tmp_path)
    for key in ("a", "b"):
        first.make(footage(key, 4), clip)
    size = (tmp_path / "a.mov").stat().st_size
    second = Proxies(tmp_path, limit=size)
    second.make(footage("c", 4), clip)
    assert len(list(tmp_path.glob("*.mov"))) == 2


def test_stills_and_folders_that_are_none_want_no_proxy(tmp_path: Path):
    assert not Proxies(tmp_path).wanted(footage("still", 1))
    assert not Proxies(None).wanted(A)
    assert Proxies(None).open(A) is None


def test_the_bar_says_what_is_cached_what_is_a_proxy_and_what_is_missing(tmp_path: Path):
    proxies, store = Proxies(tmp_path), FrameStore(1 << 24)
    film = reel(footage("a", 10), footage("b", 10), footage("c", 10))
    proxies.make(footage("b", 10), ArrayClip(np.stack([numbered(n, *SIZE) for n in range(10)]), RATE))
    store.put("a", Grade.FULL, 4, numbered(4, *SIZE))
    store.put("c", Grade.QUICK, 0, numbered(0, *SIZE))
    bar = StateBar(film, store, proxies)
    found = bar.states(0, 30, 30).tolist()
    assert found[:10] == [State.MISSING] * 4 + [State.CACHED] + [State.MISSING] * 5
    assert found[10:20] == [State.PROXY] * 10
    assert found[20:22] == [State.CACHED, State.MISSING]
    assert bar.states(-10, 50, 6).tolist() == [3, 0, 1, 0, 3, 3]
    assert StateBar(reel(), store, proxies).states(0, 10, 2).tolist() == [3, 3]
    store.put("a", Grade.PROXY, 5, numbered(5, *SIZE))
    assert bar.states(0, 30, 30).tolist()[4:7] == [State.CACHED, State.PROXY, State.MISSING]
    proxies.close()


def test_thumbnail_sizes_follow_the_source():
    assert Strips(height=90).size(Size(1280, 720)) == (160, 90)
    assert Strips(height=90).size(Size(1, 4000)) == (1, 90)
