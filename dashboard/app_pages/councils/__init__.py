"""The pieces of the Councils page."""
