"""Figures, uncertainty, similar areas, what is unusual, and disclosure control."""
