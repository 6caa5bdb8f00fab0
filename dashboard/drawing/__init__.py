"""Figures and maps, with the browser components that draw them."""
