"""The viewer: the film, or the latest picture or clip of a node; played, compared and measured."""
