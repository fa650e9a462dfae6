"""The graph editor: scene, items, gestures. It shows one graph of a document and turns what hands do into edits."""
