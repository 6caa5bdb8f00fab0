"""The pieces of the Trends page."""
