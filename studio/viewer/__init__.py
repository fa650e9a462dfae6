"""The viewer: the latest picture of the current node, or of one on a key."""
