"""Bringing people in from a file: what it holds, what would happen, and doing it."""
