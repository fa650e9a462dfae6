"""The page that greets: templates, samples and recent projects."""
