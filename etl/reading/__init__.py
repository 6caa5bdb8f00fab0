"""Turns files into typed rows."""
