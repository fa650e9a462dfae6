"""The inspector: everything about what is selected, and an editor for each of its params."""
