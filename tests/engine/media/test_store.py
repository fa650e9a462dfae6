"""The store keeps what was used last, counts every byte, and loses nothing when the cut changes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.media.store import FrameStore, Grade

FRAME = 6 * 4 * 3


def frame(value: int = 0) -> np.ndarray:
    return np.full((4, 6, 3), value, np.uint8)


def test_a_frame_comes_back_read_only():
    store = FrameStore(10 * FRAME)
    store.put("a", Grade.FULL, 3, frame(7))
    got = store.get("a", Grade.FULL, 3)
    assert got is not None
    assert (got == 7).all()
    assert not got.flags.writeable
    assert store.get("a", Grade.PROXY, 3) is None


def test_the_least_recently_used_go_first():
    store = FrameStore(3 * FRAME)
    for index in range(3):
        store.put("a", Grade.FULL, index, frame())
    store.get("a", Grade.FULL, 0)
    store.put("b", Grade.FULL, 0, frame())
    assert store.has("a", Grade.FULL, np.arange(4)).tolist() == [True, False, True, False]


def test_a_view_of_something_larger_is_copied():
    store = FrameStore(1000 * FRAME)
    block = np.zeros((20, 4, 6, 3), np.uint8)
    kept = store.put("a", Grade.FULL, 0, block[3])
    assert kept.base is None
    whole = np.frombuffer(bytearray(FRAME), np.uint8).reshape(4, 6, 3)
    assert store.put("a", Grade.FULL, 1, whole) is whole


def test_the_best_grade_is_known():
    store = FrameStore(10 * FRAME)
    store.put("a", Grade.PROXY, 0, frame())
    assert store.best("a", 0) is Grade.PROXY
    store.put("a", Grade.FULL, 0, frame())
    assert store.best("a", 0) is Grade.FULL
    assert store.best("a", 1) is None


def test_forgetting_a_source_and_a_smaller_limit_free_memory():
    store = FrameStore(10 * FRAME)
    for index in range(4):
        store.put("a", Grade.FULL, index, frame())
        store.put("b", Grade.QUICK, index, frame())
    store.forget("a")
    assert store.bytes == 4 * FRAME
    store.limit = 2 * FRAME
    assert store.bytes == 2 * FRAME
    assert store.has("b", Grade.QUICK, np.array([3, 2, 1])).tolist() == [True, True, False]
    store.clear()
    assert store.bytes == 0


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(list(Grade)), st.integers(0, 5)), max_size=60)
)
def test_bytes_and_presence_always_agree_with_the_frames(puts: list[tuple[str, Grade, int]]):
    store = FrameStore(7 * FRAME)
    for key, grade, index in puts:
        store.put(key, grade, index, frame(index))
    held = [
        (key, grade, index)
        for key in "ab"
        for grade in Grade
        for index in range(6)
        if store.has(key, grade, np.array([index]))[0]
    ]
    assert store.bytes == len(held) * FRAME <= 7 * FRAME
    assert all(store.get(*name) is not None for name in held)
    assert len(held) == min(7, len(set(puts)))
