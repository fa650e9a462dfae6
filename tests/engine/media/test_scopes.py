"""What the scopes measure of a picture."""

import numpy as np
import pytest

from engine.media.scopes import measure


def test_black_beside_white_is_counted_as_such() -> None:
    frame = np.zeros((40, 80, 3), np.uint8)
    frame[:, 40:] = 255
    scopes = measure(frame)
    assert scopes.clipped == (0.5, 0.5)
    assert scopes.waveform.shape == (256, 80)
    assert scopes.waveform[255, :40].min() == scopes.waveform[0, 40:].min() == 1.0
    assert scopes.waveform[1:255].max() == 0.0


def test_a_colour_stands_at_its_own_levels() -> None:
    frame = np.empty((20, 20, 3), np.uint8)
    frame[:] = (200, 100, 50)
    histogram = measure(frame).histogram
    luma = round(0.2126 * 200 + 0.7152 * 100 + 0.0722 * 50)
    assert [int(row.argmax()) for row in histogram] == [200, 100, 50, luma]
    assert np.count_nonzero(histogram) == 4


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (3000, 2), (2160, 3840)])
def test_pictures_of_any_shape_are_measured(shape: tuple[int, int]) -> None:
    scopes = measure(np.full((*shape, 3), 77, np.uint8))
    assert int(scopes.histogram[3].argmax()) == 77
    assert scopes.histogram.max() == scopes.waveform.max() == 1.0
    assert scopes.waveform.shape[1] <= 256
