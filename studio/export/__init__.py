"""Export: what a film, its shots, a frame or the cut becomes outside, and the dialogs that ask how."""
