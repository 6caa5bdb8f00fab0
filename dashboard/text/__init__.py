"""Figures, verdicts and sentences in plain words: pure functions from rows to text."""
