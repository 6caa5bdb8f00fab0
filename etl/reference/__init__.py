"""Compiles ``data/programmes/big_local/reference`` and ``published`` from a folder of public files."""
