"""Files become a database."""
