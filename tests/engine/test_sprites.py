"""Small pictures packed in memory come back as they were."""

import numpy as np

from engine.media.sprites import packed, unpacked


def test_packing_loses_nothing_that_can_be_seen() -> None:
    random = np.random.default_rng(3)
    picture = random.integers(0, 256, (24, 48, 4), dtype=np.uint8)
    picture[..., 3] |= 1
    picture[:, :8, 3] = 0
    back = unpacked(packed(picture))
    assert np.array_equal(back[..., 3], picture[..., 3])
    assert np.array_equal(back[:, 8:], picture[:, 8:])


def test_plain_pictures_pack_small() -> None:
    picture = np.full((64, 512, 4), (200, 30, 40, 255), dtype=np.uint8)
    assert len(packed(picture)) < 500
