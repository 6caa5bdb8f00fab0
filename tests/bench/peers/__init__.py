"""The peers of the dashboard: the bare framework, a Dash app and a static page that show the same content."""
