"""Numbers that do not lie: pure functions over plain facts, each figure with what it was made of."""
