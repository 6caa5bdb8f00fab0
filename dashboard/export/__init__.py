"""Files that leave the building: what is on a screen, with all that must be said of it."""
