"""Judges clips: a network that sees pixels only, a fixed list of prompts, the figures, and the report about a model.

Nothing here enters a training loss of the generator.  Called by ``python -m engine.training`` (stages ``evaluator`` and
``report``) and by the end-to-end tests.
"""
