"""The engine at work, as the window sees it: what is asked of it, what it says, and how far it is."""
