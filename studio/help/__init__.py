"""Help on what is selected, made from the declarations."""
