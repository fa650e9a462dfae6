"""The desktop program: the command line, and the only room that knows Qt."""
