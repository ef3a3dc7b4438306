"""What numbers are worked out from, read in few queries; each reads only what its period needs."""
