"""The row below a graph from which it is generated: the button, the forecast, and what runs."""
