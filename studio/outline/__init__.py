"""The outline: every node of a document as a tree that can be searched, walked with keys and read aloud."""
