"""Words that a model knows: which are in a prompt, which are near, and how a short prompt becomes a full one.

Torch-free but for `meaning`, which loads the text encoder when it is first asked. Called by the prompt editor.
"""

from engine.prompting.understanding import Span, understand, unknown
from engine.prompting.vocabulary import Entry, Vocabulary, vocabulary_of

__all__ = ["Entry", "Span", "Vocabulary", "understand", "unknown", "vocabulary_of"]
