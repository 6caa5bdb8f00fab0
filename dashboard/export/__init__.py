"""Files for download: the rows on a screen with their title, programme, data version and codes."""
