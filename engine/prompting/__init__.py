"""Words that a model knows: which are in a prompt, which are near, and how a short prompt becomes a full one.

Torch-free but for `meaning`, which is loaded only to compare words by what they mean. Called by the prompt editor.
"""

from engine.prompting.vocabulary import Vocabulary as Vocabulary
