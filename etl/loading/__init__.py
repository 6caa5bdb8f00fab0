"""Check, dry run, load and roll back returns."""
