"""What the graph editor does for the rows of the action table: one class per subject, each yields `Command`s by id."""
