"""What to know before a call, on one screen."""
