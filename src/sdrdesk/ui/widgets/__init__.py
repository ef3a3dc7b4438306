"""Widgets that know records, not screens."""
