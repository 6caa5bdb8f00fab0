"""Practice: an invented programme of 150 places, to learn, demonstrate and test the tool."""
