"""The plan inspector: what a wish compiles to before it runs, what a job did, and what a change would cost."""
