"""Documents drawn by hypothesis, and one that uses every part of the format."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from engine.document import Document, MediaItem, Settings
from engine.graph import ExposedPort, Flags, Frame, Graph, Group, Json, Link, Node
from engine.shots import NEWEST, Shot, Take
from engine.timeline import Item, Timeline
from engine.tracks import FITS, PLACES, ROLES, Cue, Marker, Placed, Sound
from engine.types import Size

ids = st.from_regex(r"[a-z0-9_][a-z0-9_-]{0,7}", fullmatch=True)
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**63), 2**64 - 1)
scalars: st.SearchStrategy[Json] = st.none() | st.booleans() | numbers | text
json: st.SearchStrategy[Json] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)
rates = st.sampled_from([Fraction(24), Fraction(12), Fraction(25), Fraction(24000, 1001), Fraction(120)])
coordinates = st.floats(-1e6, 1e6) | st.integers(-5000, 5000).map(float)
foreign = st.dictionaries(
    names.map(lambda name: f"x-{name}"),
    st.sampled_from([b"1.50", b'{"a" : [1,\n 2]}', b'"\\u00e9"', b"-0", b"[]", b"null", b"1e5"]),
    max_size=2,
)
flags = st.builds(Flags, st.booleans(), st.booleans(), st.booleans(), st.booleans())


nodes = st.builds(
    Node,
    id=ids,
    type=st.sampled_from(["Prompt", "Generate", "Shot", "acme/Glow", "group:g1"]),
    version=st.integers(0, 9),
    package=st.sampled_from(["shotloom", "acme"]),
    package_version=st.sampled_from(["", "1.2.3"]),
    params=st.dictionaries(names, json, max_size=4),
    position=st.tuples(coordinates, coordinates),
    title=text,
    flags=flags,
    clone_of=st.none() | ids,
    frozen_key=st.none() | st.just("ab12"),
    extra=foreign,
)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    some = draw(st.lists(nodes, max_size=5, unique_by=lambda n: n.id))
    ends = [n.id for n in some] + ["gone"]
    link = st.builds(Link, st.sampled_from(ends), names, st.sampled_from(ends), names)
    return Graph.of(some, draw(st.lists(link, max_size=5, unique=True)))


ports = st.lists(st.builds(ExposedPort, text, text, text), max_size=2).map(tuple)
frames = st.builds(
    Frame, ids, text, st.tuples(coordinates, coordinates, coordinates, coordinates),
    st.sampled_from(["#4a5568", "#FFaa00"]), st.lists(ids, max_size=3).map(tuple), foreign,
)  # fmt: skip
groups = st.builds(
    Group, ids, text, graphs(), ports, ports, ports,
    st.lists(frames, max_size=2, unique_by=lambda f: f.id).map(tuple), foreign,
)  # fmt: skip
sizes = st.builds(Size, st.integers(16, 8192), st.integers(16, 8192))
media = st.builds(
    MediaItem, ids, names, st.sampled_from(["", "0" * 64, "ab" * 32]), st.sampled_from(["image", "clip"]),
    st.integers(0, 10**6), rates | st.just(Fraction(0)), sizes,
    st.none() | st.sampled_from(["a.mp4", "film.media/b c.png"]), foreign,
) | st.builds(
    MediaItem, ids, names, st.just("cd" * 32), st.just("sound"), st.integers(0, 10**8),
    st.sampled_from([Fraction(8000), Fraction(48000)]), st.just(Size(0, 0)),
)  # fmt: skip
takes = st.builds(
    Take, ids, st.just("0abc.mp4"), st.integers(1, 1000), rates, sizes, st.integers(0, 2**64 - 1),
    st.floats(0, 1e6), st.just("2026-01-02T03:04:05+00:00"), text, text, text,
    st.dictionaries(ids, st.dictionaries(text, json, max_size=2), max_size=2),
    st.lists(text, max_size=2).map(tuple), st.booleans(), st.dictionaries(ids, text, max_size=2),
    st.dictionaries(text, json, max_size=2), foreign,
)  # fmt: skip
shots = st.builds(
    Shot, ids, text, st.lists(takes, max_size=2, unique_by=lambda t: t.id).map(tuple),
    st.just(NEWEST) | ids, foreign,
)  # fmt: skip


@st.composite
def timelines(draw: st.DrawFn, rate: Fraction) -> Timeline:
    times = st.integers(1, 99).map(lambda frames: frames / rate)
    none = st.just(Fraction(0))
    item = st.builds(Item, ids, st.none() | ids, times | none, times, foreign, times | none)
    items = draw(st.lists(item, max_size=3, unique_by=lambda i: i.id))
    return Timeline(rate, tuple(items), draw(foreign), *draw(tracks(times)))


@st.composite
def tracks(draw: st.DrawFn, times: st.SearchStrategy[Fraction]) -> tuple[tuple[object, ...], ...]:
    """What lies beside the main track; overlays one behind the other."""
    none, share = st.just(Fraction(0)), st.integers(1, 100).map(lambda n: Fraction(n, 100))
    free = st.fractions(0, 1000, max_denominator=48_000)
    long = st.fractions(Fraction(1, 1000), 1000, max_denominator=48_000)
    overlay: list[Placed] = []
    for name in draw(st.lists(ids, max_size=2, unique=True)):
        start = (overlay[-1].end if overlay else Fraction(0)) + draw(times | none)
        overlay.append(Placed(
            name, draw(ids), start, draw(times | none), draw(times), draw(share | none), draw(free), draw(free),
            draw(st.sampled_from(FITS)), draw(foreign),
        ))  # fmt: skip
    cue = st.builds(
        Cue, ids, free, long, text, st.sampled_from(ROLES), st.sampled_from(PLACES), share, free, foreign
    )
    sound = st.builds(
        Sound, ids, ids, free, free, long, st.floats(-96, 24), free, free, st.booleans(), foreign
    )
    marker = st.builds(
        Marker, ids, free, text, st.just("#e8c268") | st.just("#FF00aa"), st.none() | ids, text, foreign
    )
    rest = [draw(st.lists(kind, max_size=2, unique_by=lambda x: x.id)) for kind in (cue, sound, marker)]
    return (tuple(overlay), *map(tuple, rest))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    rate = draw(rates)
    return Document(
        settings=Settings(rate, draw(sizes), draw(text), draw(foreign)),
        media=_table(draw(st.lists(media, max_size=2))),
        graph=draw(graphs()),
        groups=_table(draw(st.lists(groups, max_size=1))),
        frames=tuple(draw(st.lists(frames, max_size=2, unique_by=lambda f: f.id))),
        shots=_table(draw(st.lists(shots, max_size=2))),
        timeline=draw(timelines(rate)),
        extra=draw(foreign),
        view=draw(st.dictionaries(text, json, max_size=2)),
        unknown=draw(foreign),
    )


def _table(entries: list) -> dict:  # type: ignore[type-arg]
    return {entry.id: entry for entry in entries}


def full() -> Document:
    """One of everything, as a storyboard artist might have it."""
    cards: Json = [
        {"time": 0.0, "prompt": "a red fox walks"},
        {"time": 1.5, "prompt": "it jumps", "soft": True},
    ]
    board = Node(
        "board", "Storyboard", params={"cards": cards, "negative": ""}, position=(-420.0, 0.0), title="Board"
    )
    generate = Node(
        "gen", "Generate", version=2, params={"seed": 7, "steps": 8, "guidance": 4.0, "size": None}
    )
    glow = Node(
        "glow", "acme/Glow", 3, "acme-effects", "0.4.1", {"radius": 1.5, "falloff": [1, 0.5]}, (420.0, 10.5), "Glow",
        Flags(bypass=True, collapse=True), extra={"acme": b'{"seal" : "\\u00e9"}', "params/radius": b"1.50"},
    )  # fmt: skip
    shot = Node("s1", "Shot", params={}, position=(840.0, 0.0), title="Fox")
    grade = Node("fx", "group:look", params={"amount": 0.25}, clone_of="s1", frozen_key="0f")
    inner = Graph.of([Node("in", "Resize"), Node("out", "Title", params={"text": "The End"})],
                     [Link("in", "clip", "out", "clip")])  # fmt: skip
    take = Take(
        id="t1", file="9f86d081884c7d65.mp4", frames=18, rate=Fraction(12), size=Size(112, 64), seed=7,
        seconds=1.25, created="2026-11-22T15:30:00+00:00", model="built-in", model_digest="5feceb66", key="6b86b273",
        settings={"gen": {"seed": 7, "steps": 8}}, notes=("tiled to save memory",), favourite=True,
        provenance={"signed": False},
    )  # fmt: skip
    rate = Fraction(24)
    return Document(
        settings=Settings(rate, Size(1280, 720), "watercolour"),
        media={
            "m1": MediaItem("m1", "fox.png", "ab" * 32, "image", 1, Fraction(0), Size(640, 360), "film.media/fox.png"),
            "m2": MediaItem("m2", "sea.mov", "cd" * 32, "clip", 96, Fraction(24000, 1001), Size(1920, 1080)),
        },
        graph=Graph.of(
            [board, generate, glow, shot, grade],
            [
                Link("board", "text", "gen", "prompt"),
                Link("gen", "clip", "glow", "in put"),
                Link("glow", "out", "s1", "clip"),
            ],
        ),
        groups={"look": Group("look", "Look", inner, (ExposedPort("clip", "in", "clip"),),
                              (ExposedPort("clip", "out", "clip"),), (ExposedPort("amount", "out", "opacity"),))},
        frames=(Frame("f1", "Opening", (-460.0, -40.0, 900.0, 300.0), "#2f855a", ("board", "gen")),),
        shots={"s1": Shot("s1", "Fox", (take,), "t1"), "old": Shot("old", "Deleted")},
        timeline=Timeline(rate, (
            Item("i1", "s1", Fraction(7, 24), Fraction(5, 8)), Item("i2", None, Fraction(0), Fraction(1)),
            Item("i3", "old", Fraction(0), Fraction(1, 24)),
        )),
        extra={"acme": b'{"panel":[1, 2]}'},
        view={"canvas": [0, -20.5], "zoom": 1.25},
        unknown={"sound": b'{"tracks" : [\n  1.0\n]}'},
        app="shotloom 0.1.0",
    )  # fmt: skip


def film() -> Document:
    """One of everything that a film may have beside its shots."""
    document, frame = full(), Fraction(1, 24)
    cut = document.timeline
    first, *rest = cut.items
    song = MediaItem("m3", "song.mp3", "ef" * 32, "sound", 1_440_000, Fraction(48000), Size(0, 0))
    return replace(document.with_media(song), timeline=replace(
        cut,
        items=(replace(first, dissolve=6 * frame), *rest),
        overlay=(
            Placed("o1", "s1", Fraction(0), 2 * frame, 9 * frame),
            Placed("o2", "old", Fraction(1), Fraction(0), 4 * frame, Fraction(3, 4), frame, 2 * frame, "fit",
                   {"acme": b"[1.0]"}),
        ),
        cues=(
            Cue("c1", Fraction(1, 2), Fraction(1001, 1000), "A fox"),
            Cue("c2", Fraction(0), Fraction(1), "The Fox", "title", "middle", Fraction(1, 8), Fraction(1, 4)),
        ),
        sounds=(
            Sound("a1", "m3", Fraction(1, 48000), Fraction(3), Fraction(25)),
            Sound("a2", "m3", Fraction(0), Fraction(0), Fraction(1, 2), -6.5, Fraction(1, 10), Fraction(1), True),
        ),
        markers=(Marker("k1", Fraction(2, 3), "beat"), Marker("k2", frame, "", "#2f855a", "i1", "the jump")),
    ))  # fmt: skip
