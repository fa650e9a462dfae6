"""The words and colours of node states, the same in every list."""

from studio.survey.status import NodeStatus
from studio.theme import Theme
from studio.words import tr


def state_word(status: NodeStatus) -> str:
    """A state in one or two words; nothing for a node with nothing to compute."""
    match status.state:
        case "idle":
            return ""
        case "cached":
            return tr("Ready")
        case "stale":
            return tr("Not rendered")
        case "queued":
            return tr("Waiting")
        case "running":
            if status.progress is None:
                return tr("Running")
            return tr("Running, {percent} %", percent=round(100 * status.progress))
        case "done":
            return tr("Done")
        case "error":
            return tr("Problem")
        case "warning":
            return tr("Warning")
        case "missing":
            return tr("Missing")


def state_colour(status: NodeStatus, theme: Theme) -> str:
    """The colour of a state's word, as `#rrggbb`."""
    match status.state:
        case "cached" | "done":
            return theme.ok
        case "queued" | "running" | "warning":
            return theme.warn
        case "error" | "missing":
            return theme.error
        case _:
            return theme.dim
