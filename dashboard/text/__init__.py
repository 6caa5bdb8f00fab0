"""Words: figures, verdicts and sentences; rows in, words out, with no access to anything."""
