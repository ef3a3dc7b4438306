"""What a rep can do: one function, one step, one sentence."""
