"""Today: one queue, each row with its reason."""
