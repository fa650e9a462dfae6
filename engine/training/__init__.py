"""How the built-in model learns: the world it sees, its captions, and the trainers. Nothing of this runs in the product."""
