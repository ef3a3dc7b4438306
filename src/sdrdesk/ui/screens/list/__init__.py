"""The list: every account, sorted and narrowed."""
