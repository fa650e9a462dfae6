"""What hands do on the timeline, one class per gesture with a life cycle; only `release` edits, at most once."""
