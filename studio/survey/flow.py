"""What flows through a link, in a few words: the answer when the pointer rests on it.

In: a link of the open graph and the checker's last survey. Out: text of two lines, without running anything. Asked by
the graph view, to which the page hands it.
"""

from engine.curve import Curve
from engine.graph import Link
from engine.node_lowering import Lowered
from engine.survey import Survey
from engine.types import Facts
from engine.values import (
    ClipValue,
    ConditionValue,
    ImageValue,
    ModelValue,
    NumberValue,
    StoryboardValue,
    TextValue,
    Value,
)
from studio.document import DocumentModel
from studio.edit.ports import Faces
from studio.edit.scope import graph_in
from studio.focus import Focus
from studio.survey.checker import Checker
from studio.words import tr

SHOWN = 90
"""Characters of a prompt that are shown."""


class Flow:
    """Explains the links of one open document."""

    def __init__(self, model: DocumentModel, focus: Focus, faces: Faces, checker: Checker) -> None:
        self._model = model
        self._focus = focus
        self._faces = faces
        self._checker = checker

    def text(self, link: Link) -> str:
        """Where a link of the open graph leads, and what flows through it; "" for one that is gone."""
        document = self._model.document
        graph = graph_in(document, self._focus.scope)
        ends = []
        for name, port, output in ((link.source, link.output, True), (link.target, link.input, False)):
            node = graph.nodes.get(name) if graph else None
            if node is None:
                return ""
            title = node.title or tr(self._faces.of(document, node).label)
            declared = self._faces.port(document, node, port, output)
            ends.append(f"{title} · {tr(declared.label) if declared and declared.label else port}")
        return " → ".join(ends) + "\n" + self._what(link)

    def _what(self, link: Link) -> str:
        survey = self._checker.survey
        if survey is None:
            return tr("Not looked at yet.")
        inside = "/".join(self._focus.path)
        value = survey.through(link, inside)
        if value is not None:
            return told(value)
        source = survey.lowered.get(f"{inside}/{link.source}" if inside else link.source)
        return _nothing(survey, source)


def told(value: Value) -> str:
    """A value in words: its type, size, frames and rate, or how a prompt begins."""
    match value:
        case TextValue(prompt, negative):
            text = tr("Text: {words}", words=_quoted(prompt))
            return text + "\n" + tr("Not: {words}", words=_quoted(negative)) if negative else text
        case StoryboardValue(cards, duration):
            begins = _quoted(cards[0].prompt) if cards else ""
            count = tr("1 card") if len(cards) == 1 else tr("{count} cards", count=len(cards))
            words = {"cards": count, "seconds": f"{duration:g}", "begins": begins}
            return tr("Storyboard: {cards}, {seconds} s, begins {begins}", **words)
        case ClipValue(_, facts):
            return tr("Clip: {facts}", facts=clip_words(facts))
        case ImageValue(_, facts):
            return tr("Image: {size}", size=size_words(facts))
        case ConditionValue(source, seconds, frame, strength):
            when = (
                tr("at {seconds} s", seconds=f"{float(seconds):g}")
                if frame is None
                else tr("at frame {n}", n=frame)
            )
            what = clip_words(source.facts) if isinstance(source, ClipValue) else size_words(source.facts)
            return tr("Condition: {what}, {when}, strength {strength}", what=what, when=when,
                      strength=level_words(strength))  # fmt: skip
        case ModelValue(_, spec):
            return tr("Model: {title}", title=spec.title)
        case NumberValue(number, seed):
            return tr("Seed: {number}", number=number) if seed else tr("Number: {number}", number=number)


def level_words(level: float | Curve) -> str:
    """A strength in words: the number, or what it is at the points of its curve."""
    if isinstance(level, Curve):
        return tr(" to ").join(f"{value:g}" for _, value in level.points)
    return f"{level:g}"


def _nothing(survey: Survey, source: Lowered | None) -> str:
    """Why nothing flows."""
    if source is None:
        return tr("Nothing flows: the source is not there.")
    if source.muted:
        return tr("Nothing flows: a node above is muted.")
    if any(problem.severity == "error" for problem in source.problems):
        return tr("Nothing flows: the source has a problem.")
    return tr("Nothing flows: a node above has a problem.")


def clip_words(facts: Facts) -> str:
    """Size, frames, rate and length of a clip."""
    seconds = f"{float(facts.duration):.3g}"
    rate = f"{float(facts.rate):.5g}"
    words = {"size": size_words(facts), "frames": facts.frames, "rate": rate, "seconds": seconds}
    return tr("{size}, {frames} frames at {rate}/s ({seconds} s)", **words)


def size_words(facts: Facts) -> str:
    """Width and height in pixels."""
    return f"{facts.size.width} × {facts.size.height}"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= SHOWN else line[: SHOWN - 1].rstrip() + '…'}”"
