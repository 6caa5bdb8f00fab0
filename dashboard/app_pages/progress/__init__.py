"""The pieces of the Progress page."""
