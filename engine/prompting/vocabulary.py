"""What a model of ours has seen in training, in words: the concepts, how captions say them, and what goes with what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one model."""

    model: str
