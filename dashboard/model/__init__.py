"""What a page can show: the database of a build, its catalogue, the address, search, and who may see what."""
