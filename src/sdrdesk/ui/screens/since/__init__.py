"""What changed since a morning: the columns then and now, and everybody who stands otherwise."""
