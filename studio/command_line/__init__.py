"""What the commands of `studio.cli` do; none of it needs a window, and importing it costs no Qt."""
