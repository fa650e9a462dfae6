"""How the built-in model learns: the world it sees, its captions, the trainers. Nothing of this runs in the product."""
