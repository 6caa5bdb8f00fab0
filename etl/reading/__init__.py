"""A file becomes typed rows."""
