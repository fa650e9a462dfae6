"""Everything that is in the way, in one list, each with what can be done about it."""
