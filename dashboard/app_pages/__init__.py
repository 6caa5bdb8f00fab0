"""One script a page: ask, stop early, query, say, show, table, source."""
