"""A forecast in words: what the generate bar says before anything runs.

In: a `Forecast`. Out: one line, and the sentence of its tooltip.
"""

from studio.quantities import bytes_words, seconds_words
from studio.words import tr
from studio.work.forecast import Forecast


def forecast_line(forecast: Forecast | None) -> str:
    """What making it would take; nothing while that is not known."""
    if forecast is None:
        return ""
    if forecast.problem:
        return forecast.problem
    if not forecast.targets:
        return tr("Nothing to generate yet: add a Shot, or select a node that makes a picture.")
    if forecast.ready:
        return tr("Everything is there already: nothing has to be computed.")
    memory = bytes_words(forecast.bytes)
    if not forecast.fits:
        memory = tr("needs {memory} of {allowed}", memory=memory, allowed=bytes_words(forecast.allowed))
    parts = [tr("≈ {time}", time=seconds_words(forecast.seconds)), memory, _steps(forecast)]
    return " · ".join(parts)


def forecast_help(forecast: Forecast | None) -> str:
    """What the line means."""
    if forecast is None or not forecast.targets or forecast.problem or forecast.ready:
        return ""
    if not forecast.fits:
        return tr("This may not fit into memory. It is tried in smaller pieces, which takes longer; "
                  "the Problems panel offers ways to need less.")  # fmt: skip
    return tr(
        "Time, memory and steps that generating takes now; results that are there already cost nothing."
    )


def _steps(forecast: Forecast) -> str:
    run = tr("1 step to run") if forecast.run == 1 else tr("{count} steps to run", count=forecast.run)
    return run if not forecast.cached else tr("{run}, {count} cached", run=run, count=forecast.cached)
