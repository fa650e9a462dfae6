"""The scenery of the training world's places, one module for each sort; ``places`` is its front door."""
