"""Pieces that pages share: the frame, charts with their words, tables with their files, the source of a figure."""
