"""Param declarations: what they take, what they refuse, and that a refusal says the range and never runs away."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import (
    BoolParam,
    Card,
    CardsParam,
    ChoiceParam,
    ColourParam,
    FloatParam,
    IntParam,
    MediaParam,
    ModelParam,
    NameParam,
    NodeType,
    Param,
    ParamError,
    Port,
    PortType,
    RateParam,
    SeedParam,
    Size,
    SizeParam,
    TextParam,
)
from engine.params import MAX_TEXT

HUGE = 10**400
NAN, INF = float("nan"), float("inf")
WORDS = {"name": "x", "label": "X", "help": "An x."}

INT = IntParam(**WORDS, default=3, low=1, high=8)
FLOAT = FloatParam(**WORDS, default=0.5, low=0.0, high=2.0)
SIZE = SizeParam(**WORDS)
RATE = RateParam(**WORDS)
NAME = NameParam(**WORDS, default="{stem}")
CARDS = CardsParam(**WORDS)
EVERY: tuple[Param, ...] = (
    INT,
    FLOAT,
    SIZE,
    RATE,
    NAME,
    CARDS,
    SeedParam(**WORDS),
    BoolParam(**WORDS, default=True),
    TextParam(**WORDS),
    ChoiceParam(**WORDS, default="a", choices=("a", "b")),
    ColourParam(**WORDS),
    MediaParam(**WORDS, of="any"),
    ModelParam(**WORDS),
)


@pytest.mark.parametrize(
    ("param", "given_", "value"),
    [
        (INT, 8, 8),
        (INT, 4.0, 4),
        (FLOAT, 1, 1.0),
        (FLOAT, 0.25, 0.25),
        (SIZE, [1280, 720], Size(1280, 720)),
        (SIZE, None, None),
        (RATE, 23.976, Fraction(24000, 1001)),
        (RATE, "25/2", Fraction(25, 2)),
        (RATE, None, None),
        (NAME, "{stem}-{shot} (take {take})", "{stem}-{shot} (take {take})"),
        (ColourParam(**WORDS), "#FFaa00", "#ffaa00"),
        (MediaParam(**WORDS, of="image"), None, None),
        (
            CARDS,
            [{"time": 0, "prompt": "a"}, {"time": 1.5, "soft": True}],
            (Card(0.0, "a"), Card(1.5, "", None, True)),
        ),
    ],
)
def test_a_value_of_a_file_becomes_what_lowering_takes(param: Param, given_: object, value: object) -> None:
    found = param.check(given_)  # type: ignore[arg-type]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("param", "wrong"),
    [
        *((INT, x) for x in (0, 9, 1.5, True, "3", None, NAN, INF, -INF, HUGE, 1e300, [])),
        *((FLOAT, x) for x in (-0.1, 2.1, True, "1", None, NAN, INF, -INF, HUGE, -HUGE, {})),
        *((SeedParam(**WORDS), x) for x in (-1, 2**53, HUGE, 0.5)),
        *((BoolParam(**WORDS, default=True), x) for x in (0, 1, "true", None)),
        *((TextParam(**WORDS, longest=5), x) for x in ("123456", 5, None)),
        *((ChoiceParam(**WORDS, default="a", choices=("a", "b")), x) for x in ("c", "", None, ["a"])),
        *(
            (SIZE, x)
            for x in ([1280], [15, 720], [1281, 720], [HUGE, 720], [1280.0, 720], "1280x720", [True, 720])
        ),
        *((RATE, x) for x in (0, -24, 241, NAN, INF, HUGE, "1e999999999", "24/0", True, "fast", [24], 0.5)),
        *((ColourParam(**WORDS), x) for x in ("#fff", "red", "#gggggg", 0xFFFFFF, None)),
        *((MediaParam(**WORDS, of="any"), x) for x in (3, ["a"])),
        *(
            (NAME, x)
            for x in ("../x", "a/b", "C:\\x", "", ".hidden", "a.", "{secret}", "{", "a" * 121, "x\0", None)
        ),
        *((ModelParam(**WORDS), x) for x in ("", "a/b", "../m", None, "m" * 121)),
        *(
            (CARDS, x)
            for x in ([], None, "a", [3], [{"time": 1}], [{"time": 0, "x": 1}], [{"time": 0}, {"time": 0}])
        ),
        *((CARDS, [{"time": x}]) for x in (NAN, INF, HUGE, -1, 60.0, True, "0")),
        *((CARDS, [{"time": 0, **x}]) for x in ({"prompt": "x" * (MAX_TEXT + 1)}, {"media": 3}, {"soft": 1})),
    ],
)
def test_a_wrong_value_is_refused_with_name_value_and_remedy(param: Param, wrong: object) -> None:
    with pytest.raises(ParamError) as error:
        param.check(wrong)  # type: ignore[arg-type]
    assert error.value.port == "x"
    assert error.value.remedy
    assert len(str(error.value)) < 400
    if wrong is not None:
        assert error.value.value is not None


@pytest.mark.parametrize("param", EVERY, ids=lambda p: p.kind)
def test_the_default_passes_its_own_check(param: Param) -> None:
    assert param.check(param.default_json) == param.fallback


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_whatever_a_file_holds_a_param_checks_it_or_refuses(value: object) -> None:
    for param in EVERY:
        with suppress(ParamError):
            param.check(value)  # type: ignore[arg-type]


def kind(**wishes: object) -> NodeType:
    """A node type that is declared for a test."""
    words = {"id": "test.kind", "label": "Kind", "category": "Test", "help": "For a test."}
    return NodeType(**{**words, "lower": lambda inputs, params, build: {}, **wishes})  # type: ignore[arg-type]


def test_settling_gives_every_param_and_every_error() -> None:
    declared = kind(params=(INT, FloatParam(name="y", label="Y", help="", default=0.5, low=0, high=1)))
    values, errors = declared.settle({"x": 99, "y": "no", "unknown": 1})
    assert values == {"x": 3, "y": 0.5}
    assert [e.port for e in errors] == ["x", "y"]
    assert declared.settle({"x": 4}) == ({"x": 4, "y": 0.5}, [])
    assert declared.defaults() == {"x": 3, "y": 0.5}


def test_a_declaration_that_contradicts_itself_is_our_bug() -> None:
    port = Port("a", PortType.CLIP)
    for wrong in (
        {"inputs": (port, port)},
        {"main": "nothing"},
        {"inputs": (Port("n", PortType.NUMBER, param="z"),)},
    ):
        with pytest.raises(AssertionError, match=r"test\.kind"):
            kind(**wrong)


def test_a_renamed_port_still_answers_to_its_earlier_name() -> None:
    declared = kind(inputs=(Port("clip", PortType.CLIP, replaces=("video",)), Port("more", PortType.CLIP)))
    port = declared.input("video")
    assert port is not None
    assert port.name == "clip"
    assert declared.input("film") is None


def test_the_nearest_name_is_the_remedy() -> None:
    assert kind().closest("promt", ["prompt", "model"]) == 'Did you mean "prompt"?'
    assert kind().closest("zzz", ["prompt", "model"]) == "It has prompt, model"
    assert kind().closest("zzz", []) == "It has none"
