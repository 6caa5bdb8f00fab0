"""The Map page: all areas, one measure."""
