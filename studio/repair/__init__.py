"""What a document lacks on this machine, and how to mend it."""
