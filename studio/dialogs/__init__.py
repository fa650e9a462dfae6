"""What the artist opens, answers and leaves: about, shortcuts, exposed ports, earlier saves, recovery."""
