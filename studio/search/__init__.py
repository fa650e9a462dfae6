"""What is found by typing: kinds of nodes to add, commands to run, nodes to jump to."""
