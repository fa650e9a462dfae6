"""The jobs panel: what runs, what waits, and what became of the rest."""
