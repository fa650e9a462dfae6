"""What the jobs panel says of a job, in words.

In: a `JobLine`. Out: short texts for the row, the footer and the screen reader.
"""

import time
from pathlib import PurePath

from engine.job import CANCELLED, DONE, FAILED, RUNNING, WAITING
from studio.quantities import seconds_words
from studio.words import tr
from studio.work.bar import keeping_words
from studio.work.lines import JobLine

DAY = 24 * 3600


def title(line: JobLine) -> str:
    """What is made, and of which project."""
    return line.name


def project(line: JobLine) -> str:
    """The name of the project that asked."""
    return PurePath(line.document).stem


def state_word(line: JobLine) -> str:
    """The state as one word."""
    return {
        WAITING: tr("Waiting"), RUNNING: tr("Running"), DONE: tr("Done"), FAILED: tr("Failed"),
        CANCELLED: tr("Stopped"),
    }.get(line.state, "")  # fmt: skip


def outcome(line: JobLine) -> str:
    """The row's word at its right end: how far it is, when it will be done, or how it ended."""
    if line.state == RUNNING:
        return f"{round(100 * line.share)} %"
    if line.state == WAITING:
        return tr("in {time}", time=seconds_words(line.left)) if line.left is not None else state_word(line)
    if line.state == DONE and line.ran == 0:
        return tr("All cached")
    if line.state == DONE and line.started and line.ended:
        return seconds_words(line.ended - line.started)
    return state_word(line)


def detail(line: JobLine) -> str:
    """The row's last line: how long it takes or when it ended, which a narrow panel never cuts off, then the rest."""
    if line.state == RUNNING:
        left = tr("{time} left", time=seconds_words(line.left)) if line.left is not None else ""
        activity = keeping_words() if line.keeping else line.activity
        return " · ".join(part for part in (left, activity) if part) or state_word(line)
    if line.state == WAITING:
        cost = tr("takes {time}", time=seconds_words(line.forecast)) if line.forecast else ""
        return " · ".join(part for part in (cost, project(line)) if part)
    if line.state == FAILED:
        return line.message or state_word(line)
    return " · ".join(part for part in (ended_at(line), project(line)) if part)


def ended_at(line: JobLine) -> str:
    """When it ended: the time of today, the date of any other day."""
    if line.ended is None:
        return ""
    recent = time.time() - line.ended < DAY / 2
    return time.strftime("%H:%M" if recent else "%x", time.localtime(line.ended))


def heading(count: int) -> str:
    """The heading above what has ended."""
    return tr("Ended ({count})", count=count)


def spoken(line: JobLine) -> str:
    """The whole row for a screen reader."""
    parts = (title(line), state_word(line), outcome(line), line.prompt, detail(line))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def summary(lines: list[JobLine], *, paused: bool) -> str:
    """The queue in one line: whether it is paused, and how many run and wait."""
    waiting = [line for line in lines if line.state == WAITING]
    running = any(line.state == RUNNING for line in lines)
    parts = [tr("Paused")] if paused else []
    parts += [tr("1 running")] if running else []
    parts += [tr("{count} waiting", count=len(waiting))] if waiting else []
    return " · ".join(parts)


def until(lines: list[JobLine]) -> str:
    """How long everything takes that runs and waits; "" where that is not known."""
    last = [line.left for line in lines if not line.over and line.left is not None]
    return tr("All of it: {time}", time=seconds_words(max(last))) if last else ""


def told(line: JobLine) -> str:
    """Everything about a job that the row has no room for, as plain text of several lines."""
    parts = [line.prompt]
    if line.keeping:
        parts.append(keeping_words())
    if line.message:
        parts.append(line.message)
    if line.remedy:
        parts.append(tr("What helps: {remedy}", remedy=line.remedy))
    parts += line.notes
    return "\n".join(part for part in parts if part)


def details(line: JobLine) -> str:
    """What "Copy Details" copies."""
    parts = (title(line), line.prompt, line.document, line.place, line.message, line.remedy, line.details)
    return "\n".join(part for part in parts if part)
