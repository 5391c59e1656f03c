"""The equations of the world, one per file; the file's name is the mechanism's name."""
