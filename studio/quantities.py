"""Seconds and bytes in words, the same in every panel.

In: numbers. Out: short text, at most three digits that matter. Called wherever a forecast or a measurement is shown.
"""

from studio.words import tr

SHORT = 0.05
"""Below this many seconds nothing more precise is worth reading."""


def seconds_words(seconds: float) -> str:
    """A duration: "< 0.1 s", "2.3 s", "48 s", "3 min 05 s", "1 h 12 min"."""
    if seconds < SHORT:
        return tr("< 0.1 s")
    if seconds < 9.95:
        return tr("{seconds} s", seconds=f"{seconds:.1f}")
    whole = round(seconds)
    if whole < 60:
        return tr("{seconds} s", seconds=whole)
    if whole < 3600:
        return tr("{minutes} min {seconds} s", minutes=whole // 60, seconds=f"{whole % 60:02d}")
    minutes = round(seconds / 60)
    return tr("{hours} h {minutes} min", hours=minutes // 60, minutes=f"{minutes % 60:02d}")


def bytes_words(count: float) -> str:
    """An amount of memory: "12 KiB", "340 MiB", "1.3 GiB"; powers of 1024."""
    if count < 1 << 20:
        return f"{max(0, round(count / 2**10))} KiB"
    if count < 1000 << 20:
        return f"{round(count / 2**20)} MiB"
    return f"{count / 2**30:.1f} GiB"


def memory_words(count: float) -> str:
    """The most memory that something takes at one time, the model included: "340 MiB at most"."""
    return tr("{memory} at most", memory=bytes_words(count))
