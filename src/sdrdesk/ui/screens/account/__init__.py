"""An account, whole: facts at the left, what happened at the right."""
