"""A pack for a meeting: a list of findings, and one writer for each form that it leaves in."""
