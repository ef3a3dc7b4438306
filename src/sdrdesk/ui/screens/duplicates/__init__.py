"""The pairs of the whole desk that may be one."""
