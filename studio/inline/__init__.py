"""Editing a param or a title where it stands: one small editor at a time, over the node."""
