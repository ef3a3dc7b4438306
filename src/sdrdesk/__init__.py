"""sdrdesk: a keyboard desk for sales development reps over one SQLite file."""

__version__ = "0.1.0"
