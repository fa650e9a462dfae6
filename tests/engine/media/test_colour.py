"""Decoded colours equal the standards' formulas: matrices, ranges, depths, alpha, wide gamut, HDR."""

from pathlib import Path

import av
import numpy as np
import pytest

from engine.media import colour
from engine.media.decode import open_clip
from engine.media.probe import probe
from tests.engine.media.synthetic import flat, write_video

BT709, BT601, BT2020 = 1, 5, 9
LUMA = {BT709: (0.2126, 0.0722), BT601: (0.299, 0.114), BT2020: (0.2627, 0.0593)}
LIMITED, FULL = 1, 2


def decoded(path: Path, frame: av.VideoFrame, tags: tuple[int, int, int, int] | None) -> np.ndarray:
    """Write the frame losslessly (FFV1), read it back through the house's decoder, and take the middle."""
    frame.colorspace, frame.color_range = (tags or (2, 0))[:2]
    write_video(path, [frame, frame], codec="ffv1", pixels=frame.format.name, colour=tags)
    picture = open_clip(path).frame(1)
    return picture[picture.shape[0] // 2, picture.shape[1] // 2].astype(float)


def formula(values: tuple[int, int, int], bits: int, matrix: int, full: bool) -> np.ndarray:
    kr, kb = LUMA[matrix]
    unit = 1 << (bits - 8)
    y, u, v = (float(x) for x in values)
    if full:
        top = (1 << bits) - 1
        y, u, v = y / top, (u - 128 * unit) / top, (v - 128 * unit) / top
    else:
        y, u, v = (
            (y - 16 * unit) / (219 * unit),
            (u - 128 * unit) / (224 * unit),
            (v - 128 * unit) / (224 * unit),
        )
    red, blue = y + 2 * (1 - kr) * v, y + 2 * (1 - kb) * u
    green = (y - kr * red - kb * blue) / (1 - kr - kb)
    return np.clip([red, green, blue], 0, 1)


@pytest.mark.parametrize("matrix", [BT709, BT601])
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize(
    ("pixels", "bits"), [("yuv420p", 8), ("yuv422p10le", 10), ("yuv420p10le", 10), ("yuv444p12le", 12)]
)
def test_matrix_range_and_depth(tmp_path: Path, matrix: int, full: bool, pixels: str, bits: int):
    unit = 1 << (bits - 8)
    for number, values in enumerate(((120, 110, 150), (60, 140, 120), (235, 128, 128), (16, 128, 128))):
        code = tuple(v * unit for v in values)
        got = decoded(
            tmp_path / f"{number}.mkv", flat(pixels, 64, 64, code), (matrix, FULL if full else LIMITED, 1, 1)
        )
        # Half a code value of rounding, and libswscale's shift of full range to 8 bits.
        assert np.abs(got - 255 * formula(code, bits, matrix, full)).max() <= 1.3


def test_without_tags_small_pictures_are_bt601_and_large_ones_bt709(tmp_path: Path):
    values = (120, 100, 160)
    small = decoded(tmp_path / "s.mkv", flat("yuv420p", 64, 64, values), None)
    large = decoded(tmp_path / "l.mkv", flat("yuv420p", 1280, 720, values), None)
    assert np.abs(small - 255 * formula(values, 8, BT601, False)).max() <= 1
    assert np.abs(large - 255 * formula(values, 8, BT709, False)).max() <= 1


def test_grey_and_rgb_pass_unchanged(tmp_path: Path):
    assert decoded(tmp_path / "g.mkv", flat("gray", 64, 64, (90,)), None).tolist() == [90, 90, 90]
    noise = np.random.default_rng(0).integers(0, 256, (48, 64, 3), dtype=np.uint8)
    path = write_video(tmp_path / "n.mkv", [noise, noise], codec="ffv1", pixels="bgr0")
    assert (open_clip(path).frame(1) == noise).all()


@pytest.mark.parametrize(
    ("codec", "name", "pixels"),
    [("prores_ks", "a.mov", "yuva444p10le"), ("qtrle", "b.mov", "argb"), ("png", "c.mov", "rgba")],
)
def test_alpha_is_laid_over_black(tmp_path: Path, codec: str, name: str, pixels: str):
    source = np.zeros((64, 64, 4), np.uint8)
    source[..., :3] = (200, 100, 50)
    source[..., 3] = 128
    frame = av.VideoFrame.from_ndarray(source, "rgba")
    ready = frame.reformat(
        format=pixels, dst_colorspace="ITU709", dst_color_range="MPEG" if pixels.startswith("yuv") else "JPEG"
    )
    path = write_video(
        tmp_path / name,
        [ready, ready],
        codec=codec,
        pixels=pixels,
        options={"profile": "4"} if codec == "prores_ks" else None,
        colour=(1, 1, 1, 1) if codec == "prores_ks" else None,
    )
    assert probe(path).has_alpha
    assert np.abs(open_clip(path).frame(0)[32, 32].astype(int) - (100, 50, 25)).max() <= 3


def test_alpha_of_webm_is_found(tmp_path: Path):
    source = np.zeros((64, 64, 4), np.uint8)
    source[..., :3] = 200
    source[:, 32:, 3] = 255
    frame = av.VideoFrame.from_ndarray(source, "rgba").reformat(format="yuva420p")
    path = tmp_path / "a.webm"
    write_video(path, [frame] * 3, codec="libvpx-vp9", pixels="yuva420p", options={"auto-alt-ref": "0"})
    assert probe(path).has_alpha
    picture = open_clip(path).frame(2).astype(int)
    assert picture[:, :24].max() <= 4
    assert abs(picture[32, 48].mean() - 200) <= 4


def pq_code(nits: float) -> float:
    """SMPTE ST 2084, inverse EOTF, written out here once more so that the test does not lean on the code."""
    y = (nits / 10000) ** 0.1593017578125
    return ((0.8359375 + 18.8515625 * y) / (1 + 18.6875 * y)) ** 78.84375


def srgb(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


@pytest.mark.parametrize("nits", [0.0, 1.0, 10.0, 50.0, 100.0, 203.0, 500.0, 1000.0, 4000.0])
def test_pq_greys_follow_the_documented_curve(tmp_path: Path, nits: float):
    code = round(64 + 876 * pq_code(nits))
    path = tmp_path / "pq.mkv"
    got = decoded(path, flat("yuv420p10le", 64, 64, (code, 512, 512)), (BT2020, LIMITED, 9, 16))
    assert probe(path).transfer == "pq"
    assert probe(path).bits == 10
    light = nits / 203
    if light > 0.5:
        u = min(1.0, (light - 0.5) / (1000 / 203 - 0.5))
        s = (1000 / 203 - 0.5) / 0.5
        light = 0.5 + 0.5 * s * u / (1 + (s - 1) * u)
    assert np.abs(got - 255 * srgb(min(light, 1.0))).max() <= 1.5


def test_hdr_keeps_order_and_headroom(tmp_path: Path):
    shown = [
        decoded(
            tmp_path / f"{n}.mkv",
            flat("yuv420p10le", 64, 64, (round(64 + 876 * pq_code(n)), 512, 512)),
            (9, 1, 9, 16),
        )[0]
        for n in (20, 100, 203, 400, 800, 1000)
    ]
    assert shown == sorted(set(shown))
    assert shown[2] < 240
    assert shown[-1] == 255


def test_hlg_white_and_grey(tmp_path: Path):
    path = tmp_path / "hlg.mkv"
    # BT.2100: HLG 75 % is reference white, 203 cd/m2 on a display of 1000.
    got = decoded(path, flat("yuv420p10le", 64, 64, (64 + round(876 * 0.75), 512, 512)), (9, 1, 9, 18))
    pq = decoded(
        tmp_path / "pq.mkv",
        flat("yuv420p10le", 64, 64, (round(64 + 876 * pq_code(203)), 512, 512)),
        (9, 1, 9, 16),
    )
    assert probe(path).transfer == "hlg"
    assert np.abs(got - pq).max() <= 2


def test_a_bt709_red_sent_as_bt2020_comes_back_red(tmp_path: Path):
    red709 = np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]]) @ [
        0.5,
        0.02,
        0.02,
    ]
    rgb = red709 ** (1 / 2.4)
    y = 0.2627 * rgb[0] + 0.6780 * rgb[1] + 0.0593 * rgb[2]
    u, v = (rgb[2] - y) / 1.8814, (rgb[0] - y) / 1.4746
    code = (round(64 + 876 * y), round(512 + 896 * u), round(512 + 896 * v))
    got = decoded(tmp_path / "wide.mkv", flat("yuv420p10le", 64, 64, code), (9, 1, 9, 14))
    expected = 255 * np.array([0.5, 0.02, 0.02]) ** (1 / 2.4)
    assert np.abs(got - expected).max() <= 2


def test_wide_gamut_matrix_keeps_white_and_matches_bt2087():
    matrix = colour.gamut_to_709(9)
    assert np.allclose(matrix @ np.ones(3), 1, atol=1e-5)
    expected = [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]]
    assert np.allclose(matrix, expected, atol=2e-4)
