"""Words that a model knows: which are in a prompt, which are near, and how a short prompt becomes a full one.

Torch-free but for `Meaning`, which loads the text encoder when it is asked. Called by the prompt editor.
"""

from engine.prompting.completing import Completion, complete
from engine.prompting.expanding import expand
from engine.prompting.meaning import Meaning
from engine.prompting.nearness import nearest
from engine.prompting.understanding import Span, understand, unknown
from engine.prompting.vocabulary import Entry, Vocabulary, vocabulary_of

__all__ = [
    "Completion",
    "Entry",
    "Meaning",
    "Span",
    "Vocabulary",
    "complete",
    "expand",
    "nearest",
    "understand",
    "unknown",
    "vocabulary_of",
]
