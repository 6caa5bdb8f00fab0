"""Turns files into one checked DuckDB file per programme: ``biglocal --help``."""
