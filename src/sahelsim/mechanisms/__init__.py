"""The equations of the ground, one per file; the file's name is the mechanism's name."""
