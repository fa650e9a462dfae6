"""Views of clips show the frames they promise, bit for bit, and copy nothing."""

from fractions import Fraction

import numpy as np
import pytest

from engine.errors import MediaError
from engine.media import edits
from engine.media.frames import ArrayClip, Clip, DissolveClip, IndexedClip, MappedClip
from engine.types import Size

RATE = Fraction(12)


class CountingClip(Clip):
    """Counts what is read, so that a view's laziness can be seen."""

    def __init__(self, frames: int) -> None:
        super().__init__(frames, RATE, Size(4, 2))
        self.reads: list[tuple[int, int]] = []

    def _read(self, start: int, stop: int) -> np.ndarray:
        self.reads.append((start, stop))
        values = np.arange(start, stop, dtype=np.uint8)
        return np.broadcast_to(values[:, None, None, None], (stop - start, 2, 4, 3)).copy()


def counted(frames: int, first: int = 0) -> ArrayClip:
    values = np.arange(first, first + frames, dtype=np.uint8)
    return ArrayClip(np.broadcast_to(values[:, None, None, None], (frames, 2, 4, 3)).copy(), RATE)


def values(clip: Clip) -> list[int]:
    return [int(frame[0, 0, 0]) for frame in clip]


def test_array_clip_cannot_be_written():
    clip = counted(3)
    with pytest.raises(ValueError, match="read-only"):
        clip.read(0, 1)[:] = 7


def test_reading_outside_is_refused():
    for start, stop in ((-1, 1), (0, 4), (2, 2)):
        with pytest.raises(MediaError):
            counted(3).read(start, stop)


def test_trim_reverse_hold_and_concatenate():
    clip = counted(5)
    assert values(edits.trim(clip, 1, 4)) == [1, 2, 3]
    assert values(edits.reverse(clip)) == [4, 3, 2, 1, 0]
    assert values(edits.hold(clip, 7)) == [0, 1, 2, 3, 4, 4, 4]
    assert values(edits.hold(clip, 2)) == [0, 1]
    joined = edits.concatenate([clip, edits.reverse(clip), counted(2, 50)])
    assert values(joined) == [0, 1, 2, 3, 4, 4, 3, 2, 1, 0, 50, 51]


@pytest.mark.parametrize(
    ("factor", "expected"),
    [
        (Fraction(2), [0, 2, 4, 6]),
        (Fraction(1, 2), [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7]),
        (Fraction(1), [0, 1, 2, 3, 4, 5, 6, 7]),
        (Fraction(4), [1, 5]),
        (Fraction(100), [7]),
    ],
)
def test_speed_takes_nearest_frames(factor: Fraction, expected: list[int]):
    assert values(edits.speed(counted(8), factor)) == expected


def test_conform_keeps_duration_and_returns_the_same_clip_at_its_own_rate():
    clip = counted(12)
    assert edits.conform(clip, RATE) is clip
    doubled = edits.conform(clip, Fraction(24))
    assert doubled.frames == 24
    assert doubled.duration == clip.duration
    assert values(doubled) == [i // 2 for i in range(24)]
    odd = edits.conform(clip, Fraction(24000, 1001))
    assert abs(odd.duration - clip.duration) <= 1 / odd.rate
    assert values(odd) == sorted(values(odd))
    assert values(edits.conform(doubled, RATE)) == values(clip)


def test_views_of_views_stay_one_look_up_deep():
    clip = counted(6)
    view = edits.trim(edits.reverse(edits.trim(edits.concatenate([clip, clip]), 2, 10)), 1, 7)
    assert isinstance(view, IndexedClip)
    assert view.sources == (clip,)
    assert values(view) == [2, 1, 0, 5, 4, 3]


def test_a_view_reads_only_what_it_shows():
    source = CountingClip(100)
    view = edits.trim(source, 40, 60)
    assert values(edits.reverse(view)) == list(range(59, 39, -1))
    assert min(low for low, _ in source.reads) >= 40
    assert max(high for _, high in source.reads) <= 60
    source.reads.clear()
    assert view.frame(3)[0, 0, 0] == 43
    assert source.reads == [(43, 44)]
    assert view.held_bytes < 1000


def test_mapped_clip_changes_each_frame_with_its_index():
    clip = MappedClip(counted(4), lambda frame, index: frame[:1, :2] + np.uint8(10 * index), Size(2, 1))
    assert values(clip) == [0, 11, 22, 33]
    assert clip.read(2, 4).shape == (2, 1, 2, 3)


def test_dissolve_mixes_only_the_overlap_and_reads_the_same_in_pieces():
    first, second = counted(6), counted(5, 100)
    clip = edits.dissolve(first, second, 3)
    assert clip.frames == 8
    whole = values(clip)
    assert whole == [0, 1, 2, round(3 * 0.75 + 100 * 0.25), round(4 * 0.5 + 101 * 0.5 + 0.01), 78, 103, 104]
    for start in range(8):
        for stop in range(start + 1, 9):
            assert [int(f[0, 0, 0]) for f in clip.read(start, stop)] == whole[start:stop]


def test_dissolve_of_zero_frames_is_a_cut():
    assert values(edits.dissolve(counted(2), counted(2, 9), 0)) == [0, 1, 9, 10]


def test_what_does_not_fit_is_refused_with_a_remedy():
    other = ArrayClip(np.zeros((2, 4, 4, 3), np.uint8), RATE)
    with pytest.raises(MediaError, match="Resize"):
        edits.concatenate([counted(2), other])
    with pytest.raises(MediaError, match="rate"):
        edits.concatenate([counted(2), edits.conform(counted(2), Fraction(24))])
    with pytest.raises(MediaError, match="Shorten"):
        DissolveClip(counted(2), counted(9), 3)
    with pytest.raises(MediaError):
        edits.trim(counted(2), 1, 1)


def test_chunks_cover_the_clip_once_and_stay_small():
    clip = counted(10)
    assert [len(c) for c in clip.chunks(4)] == [4, 4, 2]
    big = edits.still(np.zeros((1080, 1920, 3), np.uint8), 100, RATE)
    assert big.chunk_frames * 1920 * 1080 * 3 <= 32 << 20
    assert big.nbytes == 100 * 1920 * 1080 * 3
    assert big.held_bytes < 7 << 20
