"""One folder per feature; folders do not know each other."""
