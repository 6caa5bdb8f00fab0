"""The pieces of the Funding page."""
