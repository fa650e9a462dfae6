"""The plan in words: states, parts of a model, and the facts of a step.

In: lines of a sheet. Out: text. Called by the list, the picture and whoever copies the plan.
"""

from studio.plan.sheet import Line, Sheet, State
from studio.quantities import bytes_words, memory_words, seconds_words
from studio.words import tr


def state_words(state: State) -> str:
    """What becomes of a step, in one or two words."""
    match state:
        case "run":
            return tr("To run")
        case "cached":
            return tr("Cached")
        case "free":
            return tr("Costs nothing")
        case "unneeded":
            return tr("Not needed")
        case "planned":
            return tr("Planned")
        case "ran":
            return tr("Ran")
        case "failed":
            return tr("Failed")
        case "skipped":
            return tr("Given up")


def component_words(component: str) -> str:
    """The large part of a model that a step needs; what needs none works on frames and files."""
    match component:
        case "text":
            return tr("Words")
        case "vae":
            return tr("Autoencoder")
        case "dit":
            return tr("Model")
        case "upscaler":
            return tr("Upscaler")
        case _:
            return tr("Frames and files")


def special_words(line: Line, sheet: Sheet) -> list[str]:
    """What is out of the ordinary about a step: who shares it, what it is handed on to, what runs with it."""
    found = []
    if len(line.places) > 1:
        found.append(tr("shared by {count}", count=len(line.places)))
    if line.forwarded:
        found.append(tr("handed on to {names}", names=names(line.forwarded, sheet)))
    if line.batch:
        count = sum(other.batch == line.batch for other in sheet.lines)
        found.append(tr("one call with {count} more", count=count - 1))
    return found


def names(places: tuple[str, ...], sheet: Sheet) -> str:
    """Nodes by name, with commas."""
    return ", ".join(sheet.name(place) for place in places)


def result_words(line: Line) -> str:
    """What comes out of a step: size, frames and rate, or the words that were read."""
    return tr("“{words}”", words=line.prompt) if line.prompt else line.result


def facts_words(line: Line, sheet: Sheet) -> str:
    """Everything about a step, a line each; for tooltips."""
    rows = [
        f"{tr(line.label)} · {names(line.places, sheet)}",
        tr("{state}, result {result}", state=state_words(line.state), result=line.result),
    ]
    if line.state not in ("free", "unneeded"):
        rows.append(tr("About {seconds}", seconds=seconds_words(line.forecast)))
    if line.measured is not None:
        rows.append(tr("Took {seconds}", seconds=seconds_words(line.measured)))
    if line.prompt:
        rows.append(result_words(line))
    if line.bytes:
        rows.append(tr("{memory} of memory beside what is held", memory=bytes_words(line.bytes)))
    special = special_words(line, sheet)
    if special:
        rows.append(", ".join(special)[:1].upper() + ", ".join(special)[1:])
    return "\n".join([*rows, *line.notes])


def totals_words(sheet: Sheet) -> str:
    """The whole in one line."""
    if not sheet.lines:
        return ""
    if sheet.job:
        parts = [
            tr("{count} steps ran in {seconds}, {forecast} were forecast", count=sheet.count("ran"),
               seconds=seconds_words(sheet.seconds), forecast=seconds_words(sheet.forecast))
            if sheet.count("ran") else tr("Nothing had to run")
        ]  # fmt: skip
        if sheet.count("failed", "skipped"):
            parts.append(tr("{count} failed or were given up", count=sheet.count("failed", "skipped")))
    elif sheet.count("planned"):
        parts = [
            tr("{count} steps, about {seconds} if nothing is cached",
               count=sheet.count("planned"), seconds=seconds_words(sheet.seconds))
        ]  # fmt: skip
    elif sheet.count("run"):
        parts = [
            tr("{count} steps to run, about {seconds}", count=sheet.count("run"),
               seconds=seconds_words(sheet.seconds))
        ]  # fmt: skip
    else:
        parts = [tr("Everything is there: nothing has to run")]
    if sheet.count("cached"):
        parts.append(tr("{count} cached", count=sheet.count("cached")))
    if sheet.bytes and sheet.job:
        parts.append(tr("memory grew by {memory} at most", memory=bytes_words(sheet.bytes)))
    elif sheet.bytes:
        parts.append(memory_words(sheet.memory))
    return " · ".join(parts)


def as_text(sheet: Sheet) -> str:
    """The sheet as a table of plain text, for the clipboard."""
    rows = [
        [
            str(number), tr(line.label), names(line.places, sheet), state_words(line.state),
            seconds_words(line.seconds) if line.seconds else "",
            bytes_words(line.bytes) if line.bytes else "", ", ".join(special_words(line, sheet)),
            result_words(line),
        ]
        for number, line in enumerate(sheet.lines, 1)
    ]  # fmt: skip
    head = ["", tr("Step"), tr("Node"), tr("State"), tr("Time"), tr("Memory"), tr("Remarks"), tr("Result")]
    table = [head, *rows]
    widths = [max(len(row[i]) for row in table) for i in range(len(head))]
    text = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]
    return "\n".join([*text, totals_words(sheet), *sheet.problems]) + "\n"
