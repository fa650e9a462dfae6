"""Frames fit, blend and carry titles as asked, to the pixel where that can be said."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.errors import MediaError, ParamError
from engine.media import imaging, sheets, titles
from engine.media.frames import ArrayClip
from engine.media.imaging import Filter, Fit
from engine.types import Size
from resources import path as resource

FONT = Path(resource("fonts/Inter-SemiBold.otf"))


def halves(width: int, height: int) -> np.ndarray:
    frame = np.zeros((height, width, 3), np.uint8)
    frame[:, width // 2 :] = 200
    return frame


@pytest.mark.parametrize("method", list(Filter))
@pytest.mark.parametrize("size", [Size(64, 64), Size(200, 90), Size(33, 17), Size(448, 256)])
def test_resize_gives_the_size_and_keeps_flat_colours(method: Filter, size: Size):
    flat = np.full((64, 112, 3), (10, 120, 250), np.uint8)
    out = imaging.resize(flat, size, method)
    assert out.shape == (size.height, size.width, 3)
    assert np.abs(out.astype(int) - (10, 120, 250)).max() <= 1


def test_cover_crops_the_middle_and_contain_pads():
    frame = halves(200, 100)
    cover = imaging.fit_frame(frame, Size(100, 100), Fit.COVER)
    assert cover[:, :45].max() <= 1
    assert cover[:, 55:].min() >= 199
    left = imaging.fit_frame(frame, Size(100, 100), Fit.COVER, anchor=(0.0, 0.5))
    assert left.max() <= 1
    contain = imaging.fit_frame(frame, Size(100, 100), Fit.CONTAIN, background=(9, 9, 9))
    assert (contain[:25] == 9).all()
    assert (contain[75:] == 9).all()
    assert contain[50, 90].tolist() == [200, 200, 200]
    stretch = imaging.fit_frame(frame, Size(50, 300), Fit.STRETCH)
    assert stretch.shape == (300, 50, 3)


def test_fit_clip_is_lazy_and_the_same_as_its_frames():
    clip = ArrayClip(np.stack([halves(96, 64), halves(96, 64)[:, ::-1]]), Fraction(12))
    assert imaging.fit_clip(clip, clip.size) is clip
    fitted = imaging.fit_clip(clip, Size(40, 40))
    assert (fitted.frame(1) == imaging.fit_frame(clip.frame(1), Size(40, 40))).all()
    cropped = imaging.crop_clip(clip, 10, 4, Size(20, 30))
    assert (cropped.read(0, 2) == clip.read(0, 2)[:, 4:34, 10:30]).all()


def test_a_crop_outside_is_refused():
    for left, top, size in (
        (-1, 0, Size(4, 4)),
        (0, 0, Size(97, 4)),
        (90, 60, Size(10, 10)),
        (0, 0, Size(0, 1)),
    ):
        with pytest.raises(ParamError, match="inside"):
            imaging.crop(halves(96, 64), left, top, size)


def test_blend_is_exact_at_both_ends():
    frame = halves(20, 10)
    over = np.zeros((4, 6, 4), np.uint8)
    over[..., :3], over[..., 3] = 77, 255
    out = imaging.blend(frame, over, 3, 2)
    assert (out[2:6, 3:9] == 77).all()
    out[2:6, 3:9] = frame[2:6, 3:9]
    assert (out == frame).all()
    assert (imaging.blend(frame, over, 3, 2, 0) == frame).all()
    assert imaging.blend(frame, over, 3, 2, 0.5)[3, 4].tolist() == [39, 39, 39]


def test_a_title_stands_where_it_is_put_and_in_its_colour():
    size = Size(448, 256)
    low = titles.draw_title(
        "Chapter one", size, font=FONT, height=32, position=(0.5, 1.0), colour=(250, 60, 10)
    )
    assert low.top > 180
    assert abs(low.left + low.rgba.shape[1] / 2 - 224) < 8
    assert low.left + low.rgba.shape[1] <= 448
    solid = low.rgba[..., 3] == 255
    assert solid.sum() > 200
    assert np.abs(low.rgba[solid][:, :3].astype(int) - (250, 60, 10)).max() <= 2
    high = titles.draw_title("Chapter one", size, font=FONT, height=32, position=(0.0, 0.0))
    assert high.top < 40
    assert high.left < 30
    faint = titles.draw_title("Chapter one", size, font=FONT, height=32, opacity=0.5)
    assert abs(int(faint.rgba[..., 3].max()) - 128) <= 1


def test_long_titles_wrap_and_shrink_into_the_frame():
    size = Size(112, 64)
    text = "a very long title that certainly does not fit into so small a picture " * 3
    overlay = titles.draw_title(text, size, font=FONT, height=30)
    assert overlay.left + overlay.rgba.shape[1] <= 112
    assert overlay.top + overlay.rgba.shape[0] <= 64
    assert overlay.rgba[..., 3].any()


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\n", "\u202e\u200b\x00\ud800", "猫 fox \ud800\x07", "x" * 100_000]
)
def test_strange_texts_draw_something_or_nothing_but_never_fail(text: str):
    overlay = titles.draw_title(text, Size(112, 64), font=FONT, height=20)
    assert overlay.over(halves(112, 64)).shape == (64, 112, 3)


def test_titles_fade_and_leave_other_frames_alone():
    clip = ArrayClip(np.zeros((20, 64, 112, 3), np.uint8), Fraction(12))
    overlay = titles.draw_title("Fox", clip.size, font=FONT, height=24)
    titled = titles.title_clip(clip, overlay, start=4, stop=16, fade_in=3, fade_out=3)
    bright = [int(f.max()) for f in titled]
    assert bright[:4] == [0] * 4
    assert bright[16:] == [0] * 4
    assert bright[4] < bright[5] < bright[6] < bright[7] == bright[8] == 255
    assert bright[15] < bright[14] < bright[13]


def test_a_missing_font_is_one_clear_error(tmp_path: Path):
    with pytest.raises(MediaError, match="font"):
        titles.draw_title("Fox", Size(112, 64), font=tmp_path / "none.otf", height=20)


def test_a_sheet_shows_every_picture_in_its_cell():
    pictures = [np.full((32, 48, 3), 40 * i + 20, np.uint8) for i in range(5)]
    sheet = sheets.sheet(pictures, 3, labels=["one", "two"], font=FONT, gap=4)
    assert sheet.shape == (2 * (32 + 16 + 4) + 4, 3 * 52 + 4, 3)
    for number in range(5):
        row, column = divmod(number, 3)
        assert (sheet[4 + row * 52 + 16, 4 + column * 52 + 24] == 40 * number + 20).all()
    assert sheet[36:52, 4:52].max() > 100
    assert sheet[88:104, 56:104].max() < 60
