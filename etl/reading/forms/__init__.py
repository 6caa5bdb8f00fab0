"""Returns that come in forms of their own: one module a table, whose docstring tells the source's oddities."""
