"""Writing prompts: a field that knows what the model knows."""
