"""Parts that pages share: the frame, charts with their text, tables with their files, the origin of a figure."""
