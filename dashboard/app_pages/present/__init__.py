"""The Present page: a pack of findings for a meeting, put together, looked at and taken away."""
