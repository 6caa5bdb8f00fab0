"""The overview: three headlines, all areas on one measure as a map and as lists of names, and what is missing."""
