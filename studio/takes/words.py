"""What the takes panel says of a take, in words.

In: cards, takes, jobs. Out: short texts for cards, the side with everything about a take, and the screen reader.
"""

import time
from collections.abc import Sequence
from datetime import datetime

from engine.job import RUNNING
from engine.shots import Take
from studio.quantities import seconds_words
from studio.takes.cards import Card, Heading
from studio.words import tr
from studio.work.lines import JobLine


def number_words(card: Card) -> str:
    """A card's title below the heading of its shot."""
    return tr("Take {number}", number=card.number)


def length_words(take: Take) -> str:
    """How long it plays."""
    return tr("{seconds} s", seconds=f"{float(take.duration):.1f}")


def when(take: Take) -> str:
    """When it was made: the time of today, the date of any other day; "" for what no clock says."""
    made = made_at(take)
    if made is None:
        return ""
    today = made.date() == datetime.now().astimezone().date()
    return time.strftime("%H:%M" if today else "%x", made.timetuple())


def made_at(take: Take) -> datetime | None:
    """When it was made, by the clock of this place."""
    try:
        return datetime.fromisoformat(take.created).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def facts_words(take: Take) -> str:
    """Size, rate and frames."""
    size, rate = take.size, float(take.rate)
    return tr("{width} × {height}, {frames} frames at {rate}/s", width=size.width, height=size.height,
              frames=take.frames, rate=f"{rate:g}")  # fmt: skip


def heading_words(heading: Heading) -> str:
    """A shot and how many takes it has."""
    if heading.shown != heading.takes:
        return tr(
            "{name}: {shown} of {count} takes", name=heading.title, shown=heading.shown, count=heading.takes
        )
    if heading.takes == 1:
        return tr("{name}: 1 take", name=heading.title)
    return tr("{name}: {count} takes", name=heading.title, count=heading.takes)


def spoken(card: Card, differs: Sequence[str]) -> str:
    """A whole card for a screen reader."""
    parts = [card.name]
    parts += [tr("the pick")] if card.picked else []
    parts += [tr("favourite")] if card.take.favourite else []
    parts += [tr("seed {seed}", seed=card.take.seed), length_words(card.take)]
    parts += [when(card.take), *differs, card.prompt]
    return ", ".join(part for part in parts if part)


def tip(card: Card, differs: Sequence[str]) -> str:
    """What a card has no room for."""
    lines = [card.name, card.prompt]
    lines += [tr("Seed {seed}", seed=card.take.seed)]
    if differs and card.before is not None:
        lines += [tr("Unlike take {number}: {what}", number=card.number - 1, what=", ".join(differs))]
    return "\n".join(line for line in lines if line)


def making_words(line: JobLine) -> str:
    """How far a job is that will be a take."""
    if line.state == RUNNING:
        percent = f"{round(100 * line.share)} %"
        left = tr("{time} left", time=seconds_words(line.left)) if line.left is not None else ""
        return " · ".join(part for part in (percent, left) if part)
    if line.left is not None:
        return tr("Waiting, {time}", time=seconds_words(line.left))
    return tr("Waiting")
