"""From a decoded video frame to uint8 RGB in bt709: matrices, ranges, bit depths, alpha, wide gamut and HDR.

In: `av.VideoFrame` in whatever pixel format the decoder gave. Out: uint8 [H, W, 3], display-ready. Called by `decode`.
Standard-range frames go through libswscale with explicit matrix, range and accurate rounding (measured: within half a
code value of the formula). HDR and wide gamut, which libswscale would clip, are computed here.
"""

from typing import Final

import av
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Interpolation, VideoReformatter
from numpy.typing import NDArray

from engine.media.frames import Frames

FULL: Final = 2
LIMITED: Final = 1
# Code points of ITU-T H.273, as libavutil numbers them.
MATRIX_709, MATRIX_UNKNOWN, MATRIX_601, MATRIX_2020, MATRIX_2020_CL = 1, 2, 5, 9, 10
PRIMARIES_2020, PRIMARIES_P3 = 9, 12
TRANSFER_PQ, TRANSFER_HLG = 16, 18

ACCURATE: Final = (
    Interpolation.BICUBIC
    | Interpolation.ACCURATE_RND
    | Interpolation.FULL_CHR_H_INT
    | Interpolation.FULL_CHR_H_INP
)

QUICK: Final = Interpolation.FAST_BILINEAR
"""Chroma is repeated instead of interpolated: a few code values off at coloured edges, twenty times as fast."""

REFERENCE_WHITE = 203.0
"""Candela per square metre of diffuse white in HDR pictures (ITU-R BT.2408)."""
PEAK = 1000.0
"""Candela per square metre that becomes full white; brighter highlights clip."""
KNEE = 0.5
"""Below this share of reference white, tone mapping changes nothing."""

_LUMA = {1: (0.2126, 0.0722), 4: (0.30, 0.11), 5: (0.299, 0.114), 6: (0.299, 0.114), 7: (0.212, 0.087)}
_LUMA |= {9: (0.2627, 0.0593), 10: (0.2627, 0.0593)}
_CHROMATICITIES = {
    1: ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060)),
    PRIMARIES_2020: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    PRIMARIES_P3: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
}
_WHITE_D65 = (0.3127, 0.3290)
_STRIP_ROWS = 128
_LUT = 1 << 16

FloatArray = NDArray[np.float32]


class RgbConverter:
    """Converts the frames of one stream; keeps libswscale's context and the tables. Not thread-safe."""

    def __init__(self) -> None:
        self._scaler = VideoReformatter()
        self._hdr: _HdrTables | None = None

    def rgb(self, frame: av.VideoFrame, quick: bool = False) -> Frames:
        """The frame as uint8 [H, W, 3]; alpha (straight) is laid over black. `quick`: near enough for playing."""
        label(frame)
        transfer, primaries = frame.color_trc, frame.color_primaries
        if transfer in (TRANSFER_PQ, TRANSFER_HLG) or primaries in (PRIMARIES_2020, PRIMARIES_P3):
            return self._wide(frame, transfer, primaries)
        has_alpha = any(c.is_alpha for c in frame.format.components) or frame.format.has_palette
        if not has_alpha:
            how = QUICK if quick else ACCURATE
            return np.ascontiguousarray(self._reformat(frame, "rgb24", how).to_ndarray(), np.uint8)
        return over_black(np.asarray(self._reformat(frame, "rgba").to_ndarray(), np.uint8))

    def _reformat(self, frame: av.VideoFrame, pixels: str, how: int = ACCURATE) -> av.VideoFrame:
        return self._scaler.reformat(
            frame, format=pixels, interpolation=how, dst_color_range=ColorRange.JPEG, threads=1
        )

    def _wide(self, frame: av.VideoFrame, transfer: int, primaries: int) -> Frames:
        if self._hdr is None or self._hdr.key != (transfer, primaries):
            self._hdr = _HdrTables(transfer, primaries)
        has_alpha = any(c.is_alpha for c in frame.format.components)
        if frame.format.is_rgb:
            planes = (
                self._reformat(frame, "rgba64le" if has_alpha else "rgb48le").to_ndarray().astype(np.uint16)
            )
            out = self._hdr.display(planes[..., :3].astype(np.float32) / 65535.0)
            alpha = planes[..., 3] if has_alpha else None
        else:
            # Same matrix and range on both sides: only the layout and the depth change here.
            wide = self._scaler.reformat(
                frame,
                format="yuva444p16le" if has_alpha else "yuv444p16le",
                interpolation=ACCURATE,
                threads=1,
            )
            planes = np.stack([_plane16(p, frame.width, frame.height) for p in wide.planes], axis=-1)
            out = np.empty((frame.height, frame.width, 3), np.uint8)
            for top in range(0, frame.height, _STRIP_ROWS):
                strip = planes[top : top + _STRIP_ROWS, :, :3]
                full_bits = frame.format.components[0].bits if frame.color_range == FULL else None
                out[top : top + _STRIP_ROWS] = self._hdr.display(
                    yuv_to_rgb(strip, frame.colorspace, full_bits)
                )
            alpha = planes[..., 3] if has_alpha else None
        if alpha is None:
            return out
        return over_black(np.dstack([out, (alpha >> 8).astype(np.uint8)]))


class _HdrTables:
    """Code value -> linear light and linear light -> code value, as look-up tables, and the gamut matrix."""

    def __init__(self, transfer: int, primaries: int) -> None:
        self.key = (transfer, primaries)
        self._hdr = transfer in (TRANSFER_PQ, TRANSFER_HLG)
        self._hlg = transfer == TRANSFER_HLG
        ramp = np.linspace(0.0, 1.0, _LUT)
        if transfer == TRANSFER_PQ:
            self._linear = (pq_to_nits(ramp) / REFERENCE_WHITE).astype(np.float32)
        elif self._hlg:
            self._linear = hlg_to_scene(ramp).astype(np.float32)
        else:
            self._linear = (ramp**2.4).astype(np.float32)
        code = linear_to_srgb(ramp) if self._hdr else ramp ** (1 / 2.4)
        self._code = np.round(code * 255.0).astype(np.uint8)
        self._gamut = gamut_to_709(primaries if primaries in _CHROMATICITIES else PRIMARIES_2020)

    def display(self, rgb: FloatArray) -> Frames:
        """Non-linear RGB in 0..1 [h, w, 3] -> uint8 [h, w, 3] for an SDR display."""
        light = self._linear[_table_index(rgb)]
        if self._hlg:
            luma = light @ np.array([0.2627, 0.6780, 0.0593], np.float32)
            # BT.2100 opto-optical transfer at 1000 cd/m2: system gamma 1.2 on luminance.
            light *= (np.maximum(luma, 1e-6) ** 0.2)[..., None] * np.float32(PEAK / REFERENCE_WHITE)
        light = np.maximum(cv2.transform(np.ascontiguousarray(light), self._gamut), 0.0)
        if self._hdr:
            brightest = light.max(axis=-1, keepdims=True)
            light *= tone_map(brightest) / np.maximum(brightest, 1e-6)
        shown: Frames = self._code[_table_index(light)]
        return shown


def label(frame: av.VideoFrame) -> None:
    """Fill in matrix and range where the file says nothing, as players do.

    Unknown matrix: bt601 up to 576 lines of at most 1024 px, bt709 above. Unknown range: full for RGB, grey and the
    JPEG layouts, limited otherwise.
    """
    name = frame.format.name
    if frame.format.is_rgb or frame.format.has_palette:
        return
    if name.startswith("yuvj"):
        frame.color_range = FULL
    if frame.color_range not in (LIMITED, FULL):
        frame.color_range = FULL if name.startswith("gray") else LIMITED
    if frame.colorspace not in _LUMA:
        standard = frame.height <= 576 and frame.width <= 1024
        frame.colorspace = MATRIX_601 if standard else MATRIX_709
        if frame.color_primaries == PRIMARIES_2020:
            frame.colorspace = MATRIX_2020
    if frame.colorspace == MATRIX_2020_CL:
        frame.colorspace = MATRIX_2020


def over_black(rgba: Frames) -> Frames:
    """Straight alpha laid over black on code values: uint8 [H, W, 4] -> [H, W, 3]."""
    mixed = rgba[..., :3].astype(np.uint16) * rgba[..., 3:].astype(np.uint16)
    return ((mixed + 127) // 255).astype(np.uint8)


def yuv_to_rgb(planes: NDArray[np.uint16], matrix: int, full_bits: int | None = None) -> FloatArray:
    """16-bit Y'CbCr [h, w, 3] -> R'G'B' in 0..1, clipped (ITU-R BT.601/709/2020, section "quantisation").

    Limited range, or full range of a source with `full_bits` bits that was widened to 16 by a shift.
    """
    kr, kb = _LUMA[matrix]
    kg = 1.0 - kr - kb
    if full_bits:
        low = 0.0
        span = chroma = float(((1 << full_bits) - 1) << (16 - full_bits))
    else:
        low, span, chroma = 16.0 * 256, 219.0 * 256, 224.0 * 256
    r_v, b_u = 2 * (1 - kr) / chroma, 2 * (1 - kb) / chroma
    g_u, g_v = -kb * b_u / kg, -kr * r_v / kg
    middle = 32768.0
    rows = np.array([[1 / span, 0, r_v], [1 / span, g_u, g_v], [1 / span, b_u, 0]])
    offset = -rows @ np.array([low, middle, middle])
    affine = np.concatenate([rows, offset[:, None]], axis=1)
    rgb = cv2.transform(planes.astype(np.float32), affine)
    return np.asarray(np.clip(rgb, 0.0, 1.0), np.float32)


def pq_to_nits(code: NDArray[np.float64]) -> NDArray[np.float64]:
    """SMPTE ST 2084: code value 0..1 -> candela per square metre 0..10,000."""
    m1, m2 = 2610 / 16384, 2523 / 4096 * 128
    c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
    root = np.power(code, 1 / m2)
    light: NDArray[np.float64] = 10_000 * np.power(np.maximum(root - c1, 0) / (c2 - c3 * root), 1 / m1)
    return light


def hlg_to_scene(code: NDArray[np.float64]) -> NDArray[np.float64]:
    """ITU-R BT.2100 HLG, inverse OETF: code value 0..1 -> scene light 0..1."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    return np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12)


def linear_to_srgb(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """IEC 61966-2-1: linear light 0..1 -> code value 0..1."""
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * np.power(light, 1 / 2.4) - 0.055)


def tone_map(light: NDArray[np.floating]) -> NDArray[np.floating]:
    """Light relative to reference white -> 0..1, by our own simple curve.

    Identity up to `KNEE`, then the rational shoulder s*u / (1 + (s-1)*u) that leaves the knee with slope 1 and reaches
    1 at `PEAK`. Applied to the brightest channel, so that hues stay.
    """
    peak = PEAK / REFERENCE_WHITE
    slope = (peak - KNEE) / (1 - KNEE)
    u = np.clip((light - KNEE) / (peak - KNEE), 0.0, 1.0)
    return np.where(light <= KNEE, light, KNEE + (1 - KNEE) * slope * u / (1 + (slope - 1) * u))


def gamut_to_709(primaries: int) -> FloatArray:
    """The 3x3 matrix from linear RGB of some primaries (white D65) to linear bt709 RGB."""
    if primaries not in _CHROMATICITIES or primaries == 1:
        return np.eye(3, dtype=np.float32)
    return (np.linalg.inv(_to_xyz(1)) @ _to_xyz(primaries)).astype(np.float32)


def _to_xyz(primaries: int) -> NDArray[np.float64]:
    """Linear RGB -> CIE XYZ from chromaticities (SMPTE RP 177)."""
    corners = np.array([[x / y, 1.0, (1 - x - y) / y] for x, y in _CHROMATICITIES[primaries]]).T
    x, y = _WHITE_D65
    weights = np.linalg.solve(corners, np.array([x / y, 1.0, (1 - x - y) / y]))
    return corners * weights


def _table_index(values: NDArray[np.floating]) -> NDArray[np.uint16]:
    return (np.clip(values, 0.0, 1.0) * (_LUT - 1) + 0.5).astype(np.uint16)


def _plane16(plane: av.video.plane.VideoPlane, width: int, height: int) -> NDArray[np.uint16]:
    rows = np.frombuffer(memoryview(plane), np.uint16).reshape(-1, plane.line_size // 2)
    return rows[:height, :width]
