"""The orders an actor may choose, one per file; the file's name is the order's name."""
