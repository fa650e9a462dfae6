"""Editors for the values of params, one per kind; every panel that edits a param uses these."""
