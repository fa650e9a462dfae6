"""How much slower work is that nobody measured yet, since other programs compute on this machine too.

In: what the system says of its processor. Out: a factor, 1 on a machine that is ours alone. Work that was measured
needs none: its figures come from this machine as it is. Asked on the errands' thread by the forecast.
"""

import logging
import os
import time
from dataclasses import dataclass

MOST = 4.0
"""A forecast is stretched no further: what other programs do in a minute, nobody knows."""
WINDOW = 2.0
"""Seconds that a look at the processor covers at least."""
FULL = 0.9
"""Share of the processor in use from which on programs wait for it, and how many wait counts."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Moment:
    """Seconds of the processor that went by: in all, in use but for what runs in the background, of that by us."""

    at: float
    whole: float
    used: float
    ours: float


def slowed(before: Moment, now: Moment, cores: int, queue: float) -> float:
    """The factor between two moments; `queue` is how many threads ran or waited for a core, 0 where it is unknown.

    What is in use by others is shared fairly with as many threads of ours as there are cores.
    """
    whole, used = now.whole - before.whole, now.used - before.used
    if whole <= 0 or used <= 0:
        return 1.0
    others = max(0.0, used - (now.ours - before.ours)) / whole * cores
    if used / whole >= FULL:
        # Where all is in use, more may be wanted than there is: by whom goes by who had it.
        others = max(others, queue * others / cores)
    return min(MOST, 1 + others / cores)


class Load:
    """Looks at the processor between two questions."""

    def __init__(self) -> None:
        self._before: Moment | None = None
        self._factor = 1.0

    def factor(self) -> float:
        """How much slower unmeasured work is now; what was found last for questions that follow at once."""
        import psutil  # On the errands' thread, where it keeps no window waiting.

        try:
            now = _moment()
            queue = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
        except (OSError, psutil.Error) as error:
            _log.debug("the processor cannot be looked at: %s", error)
            return 1.0
        if self._before is None:
            self._before = now
        elif now.at - self._before.at >= WINDOW:
            found = slowed(self._before, now, psutil.cpu_count() or 1, queue)
            # In steps of a half: a forecast must not flicker with every breath of the machine.
            self._before, self._factor = now, round(2 * found) / 2
        return self._factor


def _moment() -> Moment:
    import psutil

    times, own = psutil.cpu_times(), psutil.Process().cpu_times()
    rest = times.idle + getattr(times, "iowait", 0.0)
    whole = sum(times[:8])
    behind = getattr(times, "nice", 0.0)
    return Moment(time.monotonic(), whole, whole - rest - behind, own.user + own.system)
