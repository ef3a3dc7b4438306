"""Two records side by side, to be made one."""
