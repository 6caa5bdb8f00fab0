"""What the dashboard is held against: the bare framework, a Dash app and a static page that show the same content."""
