"""The takes panel: every result of a shot as a card that plays, and a grid of variations."""
