"""The dashboard: reads the built databases and shows them. It never imports ``etl``."""
