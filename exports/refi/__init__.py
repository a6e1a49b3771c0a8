"""REFI-QDA, the format in which programs for qualitative analysis exchange projects: both ways."""
