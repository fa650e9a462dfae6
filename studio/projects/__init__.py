"""Documents on disk: opening, saving, keeping, finding again. One `Workspace` holds what is open."""
