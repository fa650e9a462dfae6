"""A forecast in words: what the generate bar says before anything runs.

In: a `Forecast`. Out: one line, and the sentence of its tooltip.
"""

from studio.quantities import bytes_words, memory_words, seconds_words
from studio.words import tr
from studio.work.asking import TAKE
from studio.work.forecast import Forecast


def forecast_line(forecast: Forecast | None) -> str:
    """What making it would take, the weightiest first, as narrow windows cut off the rest; nothing while that is not
    known.
    """
    if forecast is None:
        return ""
    if forecast.problem:
        return forecast.problem
    if not forecast.targets:
        return tr("Nothing to generate yet: add a Shot, or select a node that makes a picture.")
    if forecast.ready:
        return _ready_line(forecast)
    if forecast.gone and not forecast.run:
        return _gone_line(forecast)
    memory = memory_words(forecast.bytes)
    if not forecast.fits:
        memory = tr(
            "needs {memory} of {allowed}",
            memory=bytes_words(forecast.bytes),
            allowed=bytes_words(forecast.allowed),
        )
    busy = [tr("the processor is busy")] if forecast.busy else []
    parts = [tr("≈ {time}", time=seconds_words(forecast.seconds)), *busy, memory, _steps(forecast)]
    if forecast.gone:
        parts = [_gone_line(forecast), *parts]
    if forecast.files:
        many = tr("writes {count} files", count=forecast.files)
        writes = tr("writes a file") if forecast.files == 1 else many
        parts = [*parts, writes] if forecast.run else [tr("Everything is computed already"), writes]
    return " · ".join(parts)


def forecast_help(forecast: Forecast | None) -> str:
    """What the line means."""
    if forecast is None or not forecast.targets or forecast.problem:
        return ""
    if forecast.ready:
        return "" if forecast.behind else tr("Nothing has to be computed.")
    if not forecast.fits:
        return tr("This may not fit into memory. It is tried in smaller pieces, which takes longer; "
                  "the Problems panel offers ways to need less.")  # fmt: skip
    told = tr(
        "Time, memory and steps that generating takes now; results that are there already cost nothing."
    )
    if not forecast.busy:
        return told
    return "\n".join((told, tr("Other programs keep the processor busy: it may take longer.")))


def button_words(forecast: Forecast | None) -> str:
    """What the button says: that it generates, and what."""
    if forecast is None or not forecast.targets:
        return tr("Generate")
    count = len(forecast.targets)
    name = forecast.names[0] if len(forecast.names) == 1 else ""
    if name:
        shot = forecast.targets[0].kind == TAKE
        if forecast.files:
            return tr("Make the file of {name}", name=name)
        return tr("Generate {name}", name=name) if shot else tr("Make {name} only", name=name)
    if all(target.kind == TAKE for target in forecast.targets):
        return tr("Generate {count} shots", count=count)
    return tr("Generate {count} results", count=count)


def _ready_line(forecast: Forecast) -> str:
    """That it is there, and before that what else is not: nobody should think that a stale shot is done."""
    one = forecast.names[0] if len(forecast.names) == 1 else ""
    if not forecast.behind:
        if one:
            return tr("{name} is there already.", name=one)
        return tr("Everything is there already.")
    there = tr("{name} is there already.", name=one) if one else tr("What is selected is there already.")
    if len(forecast.behind) > 1:
        rest = tr("{count} shots are not up to date: Generate All.", count=len(forecast.behind))
    elif forecast.made:
        rest = tr("{name} is older than the graph: Generate All.", name=forecast.behind[0])
    else:
        rest = tr("{name} is not made yet: Generate All.", name=forecast.behind[0])
    return f"{rest} {there}"


def _gone_line(forecast: Forecast) -> str:
    """That the file of a take is gone, which is made again."""
    names = ", ".join(dict.fromkeys(forecast.gone))
    return tr("The file of the take of {name} is gone: Generate makes it again", name=names)


def _steps(forecast: Forecast) -> str:
    run = tr("1 step to run") if forecast.run == 1 else tr("{count} steps to run", count=forecast.run)
    return run if not forecast.cached else tr("{run}, {count} cached", run=run, count=forecast.cached)
