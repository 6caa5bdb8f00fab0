"""The dashboard in a real browser: what a visitor sees, does and is sent."""
