"""Bill files into rows: open, decode, find the format by content, read."""
