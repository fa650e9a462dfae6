"""What is said of things on the timeline: in tooltips, and in the list that mirrors the tracks."""

from engine.timeline import Item
from engine.tracks import SUBTITLE, Cue, Placed, Sound
from studio.playing.timecode import told
from studio.quantities import seconds_words
from studio.survey.continuity import reason, remedy
from studio.timeline.hit import Hit
from studio.timeline.layout import Block
from studio.timeline.table import CuttingTable
from studio.words import tr

FIT_WORDS = {"fill": "Fill the Frame", "fit": "Fit into the Frame", "stretch": "Stretch"}
PLACE_WORDS = {"bottom": "Bottom", "middle": "Middle", "top": "Top"}
COLOURS = (
    ("Amber", "#e8c268"), ("Green", "#66c28a"), ("Blue", "#4f9cf9"), ("Red", "#f2736b"), ("Violet", "#b48cf2"),
)  # fmt: skip
"""Of a marker."""


def kind_words(block: Block) -> str:
    """What kind of thing it is."""
    entry = block.entry
    if isinstance(entry, Cue):
        return tr("Subtitle") if entry.role == SUBTITLE else tr("Title")
    if isinstance(entry, Sound):
        return tr("Sound")
    if isinstance(entry, Placed):
        return tr("On top")
    return tr("Gap") if block.is_gap else tr("Shot")


def span_words(table: CuttingTable, block: Block) -> str:
    """From when to when, and how long."""
    rate = table.layout.film.rate
    start, stop = told(round(block.start), rate), told(round(block.stop), rate)
    return f"{start} – {stop} · {seconds_words(float((block.stop - block.start) / rate))}"


def unfit_words(table: CuttingTable, block: Block, *, short: bool = False) -> str:
    """Why a shot no longer fits the one that it continues and what helps, "" where it fits."""
    unfit = table.unfit(block.shot) if block.shot is not None else None
    if unfit is None:
        return ""
    why = reason(unfit, table.shot_name(unfit.source))
    return why if short else f"{why}\n{remedy(unfit)}"


def tip(table: CuttingTable, hit: Hit) -> str:
    """A tooltip, "" where there is nothing to say."""
    if hit.marker:
        flag = table.layout.flag(hit.marker)
        if flag is None:
            return ""
        name = flag.marker.name or tr("Marker")
        return "\n".join(
            part for part in (name, flag.marker.note, told(round(flag.frame), table.layout.film.rate)) if part
        )
    block = hit.block
    if block is None:
        return ""
    parts = {
        "start": tr("Drag: trim. Ctrl: roll the cut. Shift: leave a gap."),
        "end": tr("Drag: trim. Ctrl: roll the cut. Shift: leave a gap."),
        "dissolve": tr("Drag: how long the shot before fades into this one."),
        "fade_in": tr("Drag: how long it takes to come."),
        "fade_out": tr("Drag: how long it takes to go."),
        "volume": tr("Drag: louder or quieter."),
        "extend": tr("Extend: a new shot that continues this one past its end."),
        "jump": tr("Jump To: a new shot that starts from this one's last picture."),
    }
    if hit.part in parts and block.kind != "item" and hit.part in ("start", "end"):
        return tr("Drag: trim.")
    if hit.part in parts:
        return parts[hit.part]
    lines = [f"{kind_words(block)} · {table.name(block)}", span_words(table, block)]
    entry = block.entry
    if isinstance(entry, Item) and entry.shot is not None:
        shot = table.document.shots.get(entry.shot)
        picked = table.document.picked(entry.shot)
        if shot is None or picked is None:
            lines.append(tr("Not generated yet"))
        else:
            number = next((n for n, take in enumerate(shot.takes, 1) if take.id == picked.id), 0)
            lines.append(tr("Take {number} of {count}", number=number, count=len(shot.takes)))
            more = picked.duration - entry.in_point - entry.length
            if more >= table.timeline.frame:
                lines.append(tr("{time} more at its end, not shown", time=seconds_words(float(more))))
    lines += [words] if (words := unfit_words(table, block)) else []
    if isinstance(entry, Sound):
        lines.append(tr("Muted") if entry.muted else tr("{volume} dB", volume=f"{entry.volume:+.1f}"))
    if block.tail:
        lines.append(tr("The last {count} frames are beyond its end and stand still", count=block.tail))
    return "\n".join(lines)
