"""What comes out of a shot on the timeline: its continuation, a follow-up, a bridge to the next one, a mended range.

In: a document, the faces, an item of the main track. Out: the document with nodes wired to the shot and an item for
what they make, as one value and so one step of history. New items show only what is new, and their takes hold little
more: half a second of what it joins. Where a shot is cut short on the timeline, the new part joins what the film shows,
not what was left out. Called by the timeline and the viewer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

from engine import cutting
from engine.document import Document, MediaItem
from engine.errors import GraphError, InputError
from engine.graph import new_id
from engine.joins import kept_beside
from engine.time import as_seconds, frame_at
from engine.timeline import Item, Timeline
from engine.tracks import ZERO
from engine.types import ModelSpec
from studio.edit.chain import APART, GONE, SHARED, Chain, End, no_place
from studio.edit.frames import Sizes
from studio.edit.makers import Maker, maker_of
from studio.edit.media import same_file
from studio.edit.ports import Faces
from studio.edit.scope import Scope
from studio.edit.timeline_lengths import seconds_of

ONE = Fraction(1)
MORE, BRIDGE = ONE, Fraction(5, 4)
"""Seconds of a continuation and of a bridge, as their nodes have them."""
SHORTEST, LONGEST = Fraction(1, 20), Fraction(60)
"""Seconds that such a node makes at least and at most."""
NO_SHOT = "this is no shot on the timeline"
NO_NEXT = "no shot follows this one"
REFUSALS = (GONE, SHARED, APART, NO_SHOT, NO_NEXT)
"""Everything that `why_not` may say."""

Range: TypeAlias = tuple[Fraction, Fraction]
"""A first time, and the one behind the last."""
NO_SIZES: Mapping[str, tuple[float, float]] = {}


@dataclass(frozen=True, slots=True)
class Grown:
    """A document in which a shot has grown: the new shot, the item that shows it, the new nodes and their scope."""

    document: Document
    shot: str
    item: str
    nodes: tuple[str, ...]
    scope: Scope


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What an item shows of its shot: seconds, `whole` of the source, at `rate`; `known` if a take says so.

    `frame` is a frame of the film: what is left out of a source that is less than that is no cut.
    """

    item: Item
    shot: str
    whole: Fraction
    rate: Fraction
    known: bool
    frame: Fraction

    @property
    def end(self) -> Fraction:
        """Where the item ends in the source, in whole frames of it, at most its end."""
        wanted = self.item.in_point + self.item.length
        if self.whole - wanted < self.frame:
            return self.whole
        return max(Fraction(frame_at(wanted, self.rate)), ONE) / self.rate

    @property
    def start(self) -> Fraction:
        """Where it starts, in whole frames, at least one before its end."""
        wanted = Fraction(frame_at(self.item.in_point, self.rate)) / self.rate
        return max(min(wanted, self.end - 1 / self.rate), ZERO)


def why_not(document: Document, item: str, deed: str = "extend") -> str:
    """Why a shot cannot grow, one of `REFUSALS`; "" where it can. `deed` matters for "connect" alone."""
    own = next((x for x in document.timeline.items if x.id == item), None)
    if own is None or own.shot is None:
        return NO_SHOT
    if deed != "connect":
        return no_place(document, own.shot)
    following = _next(document.timeline, item)
    if following is None or following.shot is None:
        return NO_NEXT
    return no_place(document, own.shot, following.shot)


# -- longer ------------------------------------------------------------------------------------------------------------


def extend(
    document: Document,
    faces: Faces,
    item: str,
    seconds: Fraction = MORE,
    *,
    direction: str = "forward",
    sizes: Sizes = NO_SIZES,
) -> Grown:
    """A shot going on past its end ("forward"), or led up to ("backward"), as a new shot behind or before it."""
    stretch = _stretch(document, faces, item)
    forward = direction == "forward"
    chain, maker = _chain(document, faces, stretch.shot)
    clip, beside = _cut_out(chain, stretch, head=not forward, tail=forward)
    column = _column(chain)
    node = chain.add(
        "extend_clip", column, like=_id(maker), direction=direction, seconds=_number(seconds), result="new"
    )
    chain.link(clip, node, "clip")
    _steer(chain, maker, node)
    shot = _shot(chain, (node, "clip"), column + 1)
    own = _item(chain, shot, beside if forward else ZERO, seconds)
    if forward:
        return _grown(chain, shot, own, sizes, lambda t: _behind(_ended(t, stretch), item, own))
    # What led into the shot leads into its beginning now.
    own = replace(own, dissolve=stretch.item.dissolve)
    return _grown(chain, shot, own, sizes, lambda t: _before(t, item, own))


def loop(
    document: Document, faces: Faces, item: str, seconds: Fraction = BRIDGE, *, sizes: Sizes = NO_SIZES
) -> Grown:
    """A bridge from a shot's end back to its beginning, behind it, so that both play round without a seam."""
    stretch = _stretch(document, faces, item)
    chain, maker = _chain(document, faces, stretch.shot)
    clip, beside = _cut_out(chain, stretch, head=True, tail=True)
    column = _column(chain)
    node = chain.add("loop", column, like=_id(maker), seconds=_number(seconds), result="new")
    chain.link(clip, node, "clip")
    _steer(chain, maker, node)
    shot = _shot(chain, (node, "clip"), column + 1)
    own = _item(chain, shot, beside, seconds)
    return _grown(chain, shot, own, sizes, lambda t: _behind(_ended(t, stretch), item, own))


def connect_to_next(
    document: Document, faces: Faces, item: str, seconds: Fraction | None = None, *, sizes: Sizes = NO_SIZES
) -> Grown:
    """A bridge from a shot to the one that follows, between the two; a gap between them gives it its length."""
    first = _stretch(document, faces, item)
    following = _next(document.timeline, item)
    if following is None or following.shot is None:
        raise InputError(NO_NEXT, node=_name(document, first.shot), remedy="Put another shot behind it")
    second = _stretch(document, faces, following.id)
    gap = document.timeline.start(following.id) - document.timeline.start(item) - first.item.length
    seconds = min(max(seconds or gap or BRIDGE, SHORTEST), LONGEST)
    chain, maker = _chain(document, faces, first.shot, second.shot)
    clip, beside = _cut_out(chain, first, head=False, tail=True)
    other, _ = _cut_out(chain, second, head=True, tail=False, row=1, node=chain.beside[1])
    column = _column(chain)
    node = chain.add("connect", column, like=_id(maker), seconds=_number(seconds), result="new")
    chain.link(clip, node, "first")
    chain.link(other, node, "second")
    _steer(chain, maker, node)
    shot = _shot(chain, (node, "clip"), column + 1)
    own = _item(chain, shot, beside, seconds)

    def change(timeline: Timeline) -> Timeline:
        # The bridge ends where the next one begins: there is nothing left to dissolve.
        plain = replace(following, dissolve=ZERO)
        timeline = timeline.with_items(*(plain if x.id == plain.id else x for x in timeline.items))
        return _behind(_ended(timeline, first), item, own)

    return _grown(chain, shot, own, sizes, change)


# -- follow-ups --------------------------------------------------------------------------------------------------------


def jump_to(document: Document, faces: Faces, item: str, *, sizes: Sizes = NO_SIZES) -> Grown:
    """A new shot behind this one that starts from its last picture, with words of its own to change."""
    stretch = _stretch(document, faces, item)
    chain, maker = _chain(document, faces, stretch.shot)
    if stretch.end >= stretch.whole:
        frame = chain.add("frame", 0, by="frame", frame=-1)
    elif stretch.known:
        frame = chain.add("frame", 0, by="frame", frame=max(frame_at(stretch.end, stretch.rate) - 1, 0))
    else:
        # Nobody knows yet how many frames there will be.
        frame = chain.add("frame", 0, by="time", time=_number(max(stretch.end - stretch.frame, ZERO)))
    chain.link((chain.beside[0], "clip"), frame, "clip")
    return _from_picture(chain, maker, (frame, "image"), item, sizes)


def from_still(
    document: Document, faces: Faces, item: str | None, media: MediaItem, *, sizes: Sizes = NO_SIZES
) -> Grown:
    """A new shot that starts from a picture file, behind an item (its words are taken over) or behind all."""
    maker = None
    if item is not None:
        chain, maker = _chain(document, faces, _stretch(document, faces, item).shot)
    else:
        chain = Chain(document, faces)
    return _from_picture(chain, maker, (_load(chain, media), "image"), item, sizes)


def show_first(
    document: Document, faces: Faces, shot: str, media: MediaItem, *, sizes: Sizes = NO_SIZES
) -> tuple[Document, tuple[str, ...]]:
    """A picture file as the first frame of what a shot's own graph generates; and the new nodes.

    Raises GraphError where nothing is generated that takes pictures.
    """
    chain, maker = _chain(document, faces, shot)
    if maker is None or chain.faces.of(chain.document, chain.graph[maker.node]).input("conditions") is None:
        raise GraphError(
            "nothing in its graph starts from a picture", node=_name(document, shot),
            remedy="Put the picture on the timeline as a shot of its own",
        )  # fmt: skip
    chain.beside = (maker.node,)
    picture = _load(chain, media)
    condition = chain.add("condition", 1)
    chain.link((picture, "image"), condition, "picture")
    chain.link((condition, "condition"), maker.node, "conditions")
    return chain.settle(sizes, feeding=True), tuple(chain.new)


# -- again -------------------------------------------------------------------------------------------------------------


def retake_range(
    document: Document, faces: Faces, item: str, start: Fraction, stop: Fraction, *, sizes: Sizes = NO_SIZES
) -> Grown:
    """A range of a shot (times of the film) made anew: the item shows the mended shot at the same place and trim.

    The old shot stays in the project. Raises InputError where the range shows nothing of the item's source.
    """
    stretch = _stretch(document, faces, item)
    at = document.timeline.start(item)
    inside = (
        min(max(time - at, ZERO), stretch.item.length) + stretch.item.in_point for time in (start, stop)
    )
    first, last = (min(time, stretch.whole) if stretch.known else time for time in inside)
    if last <= first:
        raise InputError(
            "the range holds nothing of this shot", node=_name(document, stretch.shot),
            remedy="Set in and out within the shot",
        )  # fmt: skip
    chain, maker = _chain(document, faces, stretch.shot)
    node = chain.add("retake", 0, like=_id(maker), start=_number(first), stop=_number(last), change=1.0)
    chain.link((chain.beside[0], "clip"), node, "clip")
    _steer(chain, maker, node)
    shot = _shot(chain, (node, "clip"), 1)
    return _grown(chain, shot, stretch.item, sizes, lambda t: cutting.show(t, item, chain.place(shot)))


def made_anew(document: Document, item: str, start: Fraction, stop: Fraction, spec: ModelSpec) -> Range:
    """The times of the film that a retake of a range really makes anew: a model works in groups of frames."""
    own, at = document.timeline.item(item), document.timeline.start(item)
    shift, rate, stride = own.in_point - at, spec.native_rate, spec.time_stride
    first = spec.latent_index(max(floor((start + shift) * rate), 0))
    last = spec.latent_index(max(ceil((stop + shift) * rate) - 1, 0))
    low, high = (stride * (first - 1) + 1 if first else 0), stride * last + 1
    begin, end = max(low / rate - shift, at), min(high / rate - shift, at + own.length)
    return begin, end


def remix(document: Document, faces: Faces, item: str, *, sizes: Sizes = NO_SIZES) -> Grown:
    """A shot made anew from its own picture: the item shows the remix at the same place and trim."""
    stretch = _stretch(document, faces, item)
    chain, maker = _chain(document, faces, stretch.shot)
    node = chain.add("remix", 0, like=_id(maker))
    chain.reset(node, "change")
    chain.link((chain.beside[0], "clip"), node, "clip")
    _steer(chain, maker, node)
    shot = _shot(chain, _finished(chain, maker, (node, "clip"), 1), 2)
    return _grown(chain, shot, stretch.item, sizes, lambda t: cutting.show(t, item, chain.place(shot)))


# -- shared ------------------------------------------------------------------------------------------------------------


def _stretch(document: Document, faces: Faces, item: str) -> _Stretch:
    own = document.timeline.item(item)
    if own.shot is None:
        raise InputError(NO_SHOT, value=item, remedy="Select a shot on the timeline")
    take = document.picked(own.shot)
    if take is not None:
        return _Stretch(own, own.shot, take.duration, take.rate, True, document.timeline.frame)
    rate = document.timeline.rate
    likely = seconds_of(document, faces, own.shot)
    return _Stretch(own, own.shot, max(likely, 1 / rate), rate, False, 1 / rate)


def _next(timeline: Timeline, item: str) -> Item | None:
    """The shot that follows an item, over a gap too."""
    behind = timeline.items[timeline.index(item) + 1 :]
    return next((other for other in behind if other.shot is not None), None)


def _chain(document: Document, faces: Faces, *shots: str) -> tuple[Chain, Maker | None]:
    """A chain beside shots, and what generates the first of them."""
    chain = Chain(document, faces, *shots)
    return chain, maker_of(chain.document, faces, chain.scope, chain.beside[0])


def _column(chain: Chain) -> int:
    """The column behind those that are there already."""
    return 1 if chain.new else 0


def _cut_out(
    chain: Chain, stretch: _Stretch, *, head: bool, tail: bool, row: int = 0, node: str | None = None
) -> tuple[End, Fraction]:
    """Where a shot's clip comes from as the film shows it, through a Trim if it is cut short there; and how many
    seconds of it stand beside the new part.

    `head` and `tail` say which of its ends matter.
    """
    own: End = (node or chain.beside[0], "clip")
    start = stretch.start if head else ZERO
    end = stretch.end if tail else stretch.whole
    if not start and end >= stretch.whole:
        return own, _beside(stretch.whole, stretch.rate)
    stop = 0.0 if end >= stretch.whole else _number(end)
    trim = chain.add("trim", 0, row, start=_number(start), stop=stop)
    chain.link(own, trim, "clip")
    return (trim, "clip"), _beside(end - start, stretch.rate)


def _beside(length: Fraction, rate: Fraction) -> Fraction:
    """How many seconds of a source the new part that joins it brings along, in whole frames of it."""
    return Fraction(kept_beside(max(frame_at(length, rate), 1), rate)) / rate


def _steer(chain: Chain, maker: Maker | None, node: str) -> None:
    """Link what steers the generating node of a shot to a new one, as far as it fits; else its words stay as text."""
    if maker is None:
        return
    chain.link_if_fit(maker.model, node, "model")
    if not chain.link_if_fit(maker.prompt, node, "prompt") and maker.words:
        chain.set(node, text=maker.words)
    chain.draw_like(maker.node, node)


def _from_picture(chain: Chain, maker: Maker | None, picture: End, item: str | None, sizes: Sizes) -> Grown:
    """A generating node that starts from a picture, finished, as a shot behind an item or behind all."""
    condition = chain.add("condition", 1)
    chain.link(picture, condition, "picture")
    generate = chain.add("generate", 2, like=_id(maker))
    chain.link((condition, "condition"), generate, "conditions")
    if maker is not None:
        chain.link_if_fit(maker.model, generate, "model")
        chain.draw_like(maker.node, generate)
        if maker.prompt is not None and maker.own_prompt:
            # Words of its own: what happens next is seldom what happened before.
            words = chain.add("prompt", 1, 1, like=maker.prompt[0])
            chain.link((words, "text"), generate, "prompt")
        elif not (maker.text and chain.link_if_fit(maker.prompt, generate, "prompt")) and maker.words:
            chain.set(generate, text=maker.words)
    shot = _shot(chain, _finished(chain, maker, (generate, "clip"), 3), 4)
    seconds = seconds_of(chain.document, chain.faces, chain.place(shot))
    own = _item(chain, shot, ZERO, seconds)
    if item is None:
        return _grown(chain, shot, own, sizes, lambda t: t.append(own))
    return _grown(chain, shot, own, sizes, lambda t: _behind(t, item, own))


def _finished(chain: Chain, maker: Maker | None, clip: End, column: int) -> End:
    """A clip brought to full size and rate as the shot is that it comes from; one that comes from none always is.

    Beside a shot that stays at the model's size a finished one would change how sharp the film is at every cut.
    """
    if maker is not None and maker.finish is None:
        return clip
    finish = chain.add("finish", column, like=maker.finish if maker is not None else None)
    chain.link(clip, finish, "clip")
    return finish, "clip"


def _shot(chain: Chain, clip: End, column: int) -> str:
    title = chain.title(chain.beside[0]) if chain.beside else chain.free_title("Shot")
    shot = chain.add("shot", column, title=title)
    chain.link(clip, shot, "clip")
    return shot


def _load(chain: Chain, media: MediaItem) -> str:
    known = same_file(chain.document, media) or media
    if known.id not in chain.document.media:
        chain.document = chain.document.with_media(known)
    return chain.add("load_image", 0, media=known.id)


def _item(chain: Chain, shot: str, in_point: Fraction, seconds: Fraction) -> Item:
    """An item that shows a new shot from a time on."""
    timeline = chain.document.timeline
    length = max(timeline.snap(seconds), timeline.frame)
    return Item(new_id(), chain.place(shot), timeline.snap(in_point), length)


def _ended(timeline: Timeline, stretch: _Stretch) -> Timeline:
    """The timeline whose item ends where its source does: what goes on goes on from its last picture."""
    length = timeline.snap(stretch.whole) - stretch.item.in_point
    if not stretch.known or not 0 < length < stretch.item.length:
        return timeline
    shorter = replace(stretch.item, length=length)
    return timeline.with_items(*(shorter if x.id == shorter.id else x for x in timeline.items))


def _behind(timeline: Timeline, item: str, own: Item) -> Timeline:
    """The timeline with a new item behind another one; a gap there gives its room first."""
    place = timeline.index(item) + 1
    items = timeline.items
    if place < len(items) and items[place].shot is None:
        return timeline.with_items(*items[:place], own, *_rest(items[place], own), *items[place + 1 :])
    return timeline.insert(place, own)


def _before(timeline: Timeline, item: str, own: Item) -> Timeline:
    """The timeline with a new item before another one, into which it leads without a dissolve."""
    place = timeline.index(item)
    items = timeline.items
    following = replace(items[place], dissolve=ZERO)
    if place and items[place - 1].shot is None:
        gap = _rest(items[place - 1], own)
        return timeline.with_items(*items[: place - 1], *gap, own, following, *items[place + 1 :])
    return timeline.with_items(*items[:place], own, following, *items[place + 1 :])


def _rest(gap: Item, own: Item) -> tuple[Item, ...]:
    """What is left of a gap that gives room to an item."""
    left = gap.length - own.length
    return (replace(gap, length=left),) if left > 0 else ()


def _grown(
    chain: Chain, shot: str, item: Item, sizes: Sizes, change: Callable[[Timeline], Timeline]
) -> Grown:
    document = chain.settle(sizes)
    document = document.with_timeline(change(document.timeline))
    return Grown(document, chain.place(shot), item.id, tuple(chain.new), chain.scope)


def _id(maker: Maker | None) -> str | None:
    return maker.node if maker is not None else None


def _number(seconds: Fraction) -> float:
    return float(as_seconds(float(seconds)))


def _name(document: Document, shot: str) -> str | None:
    held = document.shots.get(shot)
    return document.title(shot) or (held.name if held is not None else "") or None
