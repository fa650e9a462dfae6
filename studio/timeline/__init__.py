"""The timeline panel: the film's tracks as one painted widget, and the hands that cut it."""
