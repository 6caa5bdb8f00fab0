"""The pieces of the Area page."""
