"""The desk's settings, and what the first run asks."""
