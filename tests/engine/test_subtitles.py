"""Subtitle files: what programs really write is read, and what we write is read back the same."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import InputError
from engine.subtitles import SIZE_LIMIT, read, write
from engine.tracks import MOST_ENTRIES, Cue

PLAIN = "1\n00:00:01,000 --> 00:00:02,500\nHello there\n\n2\n00:01:00,040 --> 01:00:00,000\nTwo\nlines\n"


def shown(data: bytes | str) -> list[tuple[Fraction, Fraction, str]]:
    found = read(data.encode() if isinstance(data, str) else data)
    return [(cue.start, cue.end, cue.text) for cue in found.cues]


HELLO = (Fraction(1), Fraction(5, 2), "Hello there")
TWO = (Fraction(1501, 25), Fraction(3600), "Two\nlines")


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.strip(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        PLAIN.replace(",", "."),
        PLAIN.replace("1\n00:00", "7\n0:0").replace("2\n", "7\n"),
        PLAIN.replace("1\n00:00:01", "00:01").replace("2\n00:01:00", "01:00").replace("00:00:02", "00:02"),
        PLAIN.replace(" --> ", "-->").replace("\n\n", "\n\n\n \n"),
        PLAIN.replace("02,500", "02,500  X1:100 X2:200 Y1:10 Y2:20"),
        PLAIN.replace("Hello there", "<i>Hello</i> <font color='#ff0000'>there</font>{\\i0}"),
        PLAIN.replace("2,500", "2,5").replace("01,000", "01"),
        "WEBVTT - a film\n\nNOTE made by hand\n\n"
        + PLAIN.replace(",", ".").replace("02.500", "02.500 line:80%"),
        "2\n00:01:00,040 --> 01:00:00,000\nTwo\n\nlines\n\n1\n00:00:01,000 --> 00:00:02,500\nHello there",
    ],
)
def test_what_programs_really_write_is_read(data: bytes | str) -> None:
    assert shown(data) == [HELLO, TWO]


def test_old_western_letters_are_read_and_said() -> None:
    found = read(PLAIN.replace("Hello", "Olé").encode("cp1252"))
    assert found.cues[0].text == "Olé there"
    assert "Western" in found.notes[0]


def test_a_cue_that_ends_before_it_begins_lasts_a_while() -> None:
    found = read(b"1\n00:00:05,000 --> 00:00:01,000\nBack\n")
    assert (found.cues[0].start, found.cues[0].length) == (5, 2)
    assert found.notes


@pytest.mark.parametrize(
    "bad",
    [
        "7\nnonsense -> 00:00:09,000",
        "7\n00:00:0x --> 00:00:09,000",
        "00:00 --> ?",
        "7\n00:00:08,000",
        "7\n-->",
    ],
)
def test_a_cue_whose_times_cannot_be_read_is_left_out_and_said(bad: str) -> None:
    at = 1 + PLAIN.count("\n", 0, PLAIN.index("2\n00:01")) + bad.count("\n")
    found = read(PLAIN.replace("\n\n2", f"\n\n{bad}\nLost\n\n2").encode())
    assert [cue.text for cue in found.cues] == ["Hello there", "Two\nlines"]
    assert found.notes == (f"cues whose times cannot be read were left out: in line {at}",)
    first = read(f"{bad}\nLost\n\n{PLAIN}\n{bad}\nLost\n\n{bad}\nLost".encode())
    assert [cue.text for cue in first.cues] == ["Hello there", "Two\nlines"]
    with pytest.raises(InputError, match="no times that can be read"):
        read(f"\n{bad}\nLost".encode())


def test_what_only_looks_like_a_cue_stays_words() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n42\n-> Exit\n\nat 12:30\n\n1999\n\nthe end"
    assert shown(text) == [(1, 2, "42\n-> Exit\nat 12:30\n1999\nthe end")]


def test_marks_say_where_a_text_stands() -> None:
    found = read(PLAIN.replace("Hello", "{\\an8}Hello").replace("Two", "{\\a5}Two").encode())
    assert [cue.place for cue in found.cues] == ["top", "middle"]
    assert "{\\an8}Hello there" in write(found.cues)


def test_a_number_that_is_the_text_stays() -> None:
    assert shown("1\n00:00:01,000 --> 00:00:02,000\n42\n\n2\n00:00:03,000 --> 00:00:04,000\n43\n") == [
        (1, 2, "42"),
        (3, 4, "43"),
    ]


def test_the_reader_stops_at_its_limit() -> None:
    entry = "\n\n1\n00:00:01,000 --> 00:00:02,000\nx"
    found = read((entry * (MOST_ENTRIES + 5)).encode())
    assert len(found.cues) == MOST_ENTRIES
    assert "10,000" in found.notes[0]


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"1\n00:00:01,000 --> 00:00:02,000\n", b"\x00" * 5000, b"-->"]
)
def test_a_file_without_cues_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"film\.srt holds no subtitles") as caught:
        read(data, "film.srt")
    # It may well be an .srt file: what one holds is said.
    assert "00:00:01,000 --> 00:00:02,500" in str(caught.value)


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(InputError, match="too large"):
        read(b" " * (SIZE_LIMIT + 1))


milliseconds = st.integers(0, 10**9).map(lambda n: Fraction(n, 1000))
lengths = st.integers(1, 10**6).map(lambda n: Fraction(n, 1000))
line = st.text(st.characters(categories=["L", "Nd", "P", "Zs"], exclude_characters="<>{}\\"), min_size=1).map(
    str.strip
)
texts = st.lists(line.filter(bool), min_size=1, max_size=3).map("\n".join)
cues = st.builds(
    Cue, st.just("c"), milliseconds, lengths, texts, place=st.sampled_from(["bottom", "middle", "top"])
)


@given(st.lists(cues, min_size=1, max_size=6, unique_by=lambda cue: cue.start))
def test_what_was_written_is_read_back(given_cues: list[Cue]) -> None:
    back = read(write(given_cues).encode()).cues
    wanted = sorted(given_cues, key=lambda cue: cue.start)
    assert [(c.start, c.length, c.text, c.place) for c in back] == [
        (c.start, c.length, c.text.replace("-->", "→"), c.place) for c in wanted
    ]


@given(st.binary(max_size=300) | st.text("0123456789:,->\n{}\\an<i/> ", max_size=300).map(str.encode))
def test_any_bytes_are_cues_or_an_error(data: bytes) -> None:
    try:
        found = read(data)
    except InputError:
        return
    assert all(cue.length > 0 and cue.text for cue in found.cues)
