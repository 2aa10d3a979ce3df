"""The forms of the advisory pages: they read what was typed; actions decide."""
