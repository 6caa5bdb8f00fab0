"""The web server, its routes and its browser scripts."""
