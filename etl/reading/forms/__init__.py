"""Returns that come in forms of their own: one module for each table, whose docstring lists the oddities of the source."""
